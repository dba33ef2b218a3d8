"""The pages of the window: each composes forms, tables and blocks for one part of the work."""
