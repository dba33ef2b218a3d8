"""Editors of fields, and forms generated from the declarations."""
