"""The words on the pages of a copy."""

from pypdfium2 import PdfDocument


def words_of(data: bytes) -> str:
    """The words of all pages, one blank between them."""
    pages = []
    with PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    return " ".join(" ".join(pages).split())
