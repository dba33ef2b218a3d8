"""The window: asks services, shows values. The only layer that knows Qt, beside ``app.py``."""
