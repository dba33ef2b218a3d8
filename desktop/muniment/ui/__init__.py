"""The window: asks services, shows values. The only layer that knows Qt, beside ``app.py``."""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

# From then on the binding would read the source of every module that is imported, to see whether it names the binding:
# that is for writing Qt's names in another way, which nothing here does.
builtins.__import__ = _import
