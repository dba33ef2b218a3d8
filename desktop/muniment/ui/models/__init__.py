"""Qt's view of lists: thin models over frozen values."""
