"""The front door of the window."""
