"""The command line: one front door, without a window."""
