"""Small values that never change, at next to no cost for each class of them."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import Any, ClassVar, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A frozen dataclass that shows no content by itself.

    Its methods are shared. ``dataclass(frozen=True)`` writes and compiles six anew for every class, which with a
    hundred classes was most of the time that a command took.
    """
    return declared(cls, kw_only=False)


def declared(cls: type[T], *, kw_only: bool) -> type[T]:
    """As ``frozen``; with ``kw_only`` all fields are given by name. What a class or its parent defines stays."""
    made: Any = cls
    made._DECLARED = {**getattr(cls, "_DECLARED", {}), **_own_fields(cls)}
    made.__dataclass_fields__ = _LOOKED_UP
    given = {name: one for name, one in made._DECLARED.items() if not isinstance(one, Field) or one.init}
    made._NAMES = frozenset(given)
    made._ORDER = () if kw_only else tuple(given)
    made._DEFAULTS = {name: value for name, one in given.items() if (value := _default(one)) is not MISSING}
    made._HASHED = tuple(name for name, one in given.items() if not isinstance(one, Field) or one.hash is not False)
    for name, method in _METHODS.items():
        if getattr(made, name, None) is getattr(object, name, None):
            setattr(made, name, method)
    return cls


def _own_fields(cls: type) -> dict[str, Any]:
    """What a class itself declares, by name: the default, a Field, or MISSING. Its attributes are the defaults then."""
    found = {}
    for name, kind in cls.__annotations__.items():
        if getattr(kind, "__origin__", None) is not ClassVar:
            one = found[name] = vars(cls).get(name, MISSING)
            if isinstance(one, Field):
                delattr(cls, name)
                if one.default is not MISSING:
                    setattr(cls, name, one.default)
    return found


def _default(declared: Any) -> Any:
    return declared.default if isinstance(declared, Field) else declared


class _LookedUp:
    """The fields as ``dataclasses`` knows them: made by it when ``replace`` or ``fields`` asks for the first time."""

    def __get__(self, _one: object, owner: Any) -> Any:
        known = {name: one for name, one in owner._DECLARED.items() if one is not MISSING}
        known["__annotations__"] = dict.fromkeys(owner._DECLARED, Any)
        known["__doc__"] = owner.__name__  # else it would write one
        plain: Any = type(owner.__name__, (), known)
        owner.__dataclass_fields__ = dataclass(init=False, repr=False, eq=False)(plain).__dataclass_fields__
        return owner.__dataclass_fields__


_LOOKED_UP = _LookedUp()


def _init(self: Any, *given: Any, **named: Any) -> None:
    own = self.__dict__
    own.update(self._DEFAULTS, **named)
    if given:
        own.update(zip(self._ORDER, given, strict=False))
    if own.keys() != self._NAMES or len(given) > len(self._ORDER):
        raise TypeError(f"not the fields of a {type(self).__name__}: {len(given)}, {sorted(named)}")
    self.__post_init__()


def made(cls: type[T], values: Mapping[str, Any]) -> T:
    """A value with these fields by name, as the class itself makes it, in a third of the time.

    For classes of which nothing is worked out after their fields, and names that are known to be right.
    """
    new: Any = object.__new__(cls)
    own = new.__dict__
    own.update(new._DEFAULTS)
    own.update(values)
    if len(own) != len(new._NAMES):
        raise TypeError(f"not the fields of a {cls.__name__}: {sorted(values)}")
    return cast("T", new)


def changed(value: T, **named: Any) -> T:
    """The value with some of its fields changed, as ``dataclasses.replace`` makes it, in a fraction of the time.

    For classes of which nothing is worked out after their fields, and names that are known to be right.
    """
    new: Any = object.__new__(type(value))
    own, there = new.__dict__, value.__dict__
    for name in new._NAMES:
        own[name] = there[name]
    own.update(named)
    if len(own) != len(new._NAMES):
        raise TypeError(f"not the fields of a {type(value).__name__}: {sorted(named)}")
    return cast("T", new)


def _nothing_more(_self: Any) -> None:
    pass


def _set(_self: Any, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name}")


def _delete(_self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name}")


def _is_equal(self: Any, other: Any) -> bool:
    if type(self) is not type(other):
        return False
    own, others = self.__dict__, other.__dict__
    return all(own[name] == others[name] for name in self._NAMES)


def _hash(self: Any) -> int:
    own = self.__dict__
    return hash(tuple([own[name] for name in self._HASHED]))


_METHODS: Mapping[str, Any] = {
    "__init__": _init,
    "__post_init__": _nothing_more,
    "__setattr__": _set,
    "__delattr__": _delete,
    "__eq__": _is_equal,
    "__hash__": _hash,
}
