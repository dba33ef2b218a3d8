"""The window: asks services, shows values. The only layer that knows Qt, beside ``app.py``."""

import builtins
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_import = builtins.__import__
_GENERATORS = {"pyi_generator", "enum_sig"}


def _import_without_generators(
    name: str,
    globals: Mapping[str, object] | None = None,  # noqa: A002 - as the interpreter calls it
    locals: Mapping[str, object] | None = None,  # noqa: A002
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """Qt's binding would compile what writes stubs of its modules at every start; nobody here has any written."""
    if name == "shibokensupport.signature.lib":
        for one in _GENERATORS.intersection(fromlist or ()):
            whole = f"{name}.{one}"
            sys.modules[whole] = ModuleType(whole)
            sys.modules[whole].__spec__ = ModuleSpec(whole, None)
    return _import(name, globals, locals, fromlist or (), level)


builtins.__import__ = _import_without_generators
try:
    import PySide6.QtCore  # noqa: F401
finally:
    # From then on the binding would read the source of every module that is imported, to see whether it names the
    # binding: that is for writing Qt's names in another way, which nothing here does.
    builtins.__import__ = _import
