"""Muniment keeps the case files of detained people in an encrypted vault and prints briefs for their lawyers."""

__version__ = "0.1.0"
