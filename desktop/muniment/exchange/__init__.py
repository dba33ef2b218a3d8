"""Files in and out, in the open format."""
