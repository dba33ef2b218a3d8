"""The page of one case file: header, sections, blocks that turn into forms, and what explains them."""
