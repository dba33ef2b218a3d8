"""The command line: asks services, shows values. What other programs rely on is in the open format's contract."""
