"""Frozen values keep the promises of frozen dataclasses."""

from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest

from muniment.domain.frozen import changed, frozen, made


@frozen
class _Place:
    name: str
    floor: int = 0
    notes: tuple[str, ...] = field(default=(), hash=False)


@frozen
class _Counted:
    words: tuple[str, ...]
    count: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.words))


@frozen
class _Room(_Place):
    KIND: ClassVar[str] = "room"

    floor: int = 1
    beds: int = field(default=2, hash=False)


def test_fields_are_given_by_place_or_by_name_and_have_defaults() -> None:
    assert _Place("cell", notes=("cold",)) == _Place(name="cell", floor=0, notes=("cold",))


@pytest.mark.parametrize("change", [{"name": "yard"}, {"floor": 1}, {"notes": ("dark",)}])
def test_values_differ_where_a_field_does(change: dict[str, Any]) -> None:
    assert replace(_Place("cell"), **change) != _Place("cell")


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("cell", 1, (), 4), {}), (("cell",), {"flor": 1}), ((), {"floor": 1, "flor": 1})],
)
def test_other_fields_than_there_are_are_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="not the fields of a _Place"):
        _Place(*given, **named)


def test_what_is_made_of_right_names_is_what_the_class_makes_of_them() -> None:
    assert made(_Place, {"name": "cell", "notes": ("cold",)}) == _Place("cell", notes=("cold",))
    assert made(_Place, {"name": "cell"}).floor == 0


@pytest.mark.parametrize("named", [{}, {"floor": 1}, {"name": "cell", "flor": 1}])
def test_what_is_made_lacks_no_field_and_has_no_other(named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="not the fields of a _Place"):
        made(_Place, named)


def test_what_is_changed_is_what_replacing_makes_and_leaves_the_first_as_it_was() -> None:
    first = _Room("cell", notes=("cold",))
    object.__setattr__(first, "counted", 3)  # as what is worked out once and kept
    other = changed(first, beds=9)
    assert (other, first.beds) == (replace(first, beds=9), 2)
    assert type(other) is _Room
    assert not hasattr(other, "counted")


def test_what_is_changed_has_no_other_field() -> None:
    with pytest.raises(TypeError, match="not the fields of a _Room"):
        changed(_Room("cell"), flor=1)


def test_nothing_can_be_assigned_or_deleted() -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(_Place("cell"), "name", "yard")  # noqa: B010 - mypy refuses the plain way
    with pytest.raises(FrozenInstanceError):
        delattr(_Place("cell"), "name")


def test_equal_values_have_one_hash_and_what_is_not_hashed_does_not_count() -> None:
    assert len({_Place("cell"), _Place("cell"), _Place("yard")}) == 2
    assert hash(_Place("cell", notes=("cold",))) == hash(_Place("cell"))


def test_what_is_worked_out_comes_after_the_fields_and_anew_with_every_replacing() -> None:
    assert replace(_Counted(("a",)), words=("a", "b")).count == 2


def test_the_content_is_not_shown() -> None:
    assert "cell" not in repr(_Place("cell"))


def test_a_child_has_the_fields_of_its_parent_before_its_own() -> None:
    assert _Room("cell") == _Room("cell", 1, (), 2)
    assert _Room("cell") != _Place("cell", 1)


def test_to_others_it_is_a_dataclass_with_what_was_said_of_each_field() -> None:
    kind: type = _Room
    assert is_dataclass(kind)
    assert [(one.name, one.default, one.hash) for one in fields(_Room)[1:]] == [
        ("floor", 1, None),
        ("notes", (), False),
        ("beds", 2, False),
    ]
    assert replace(_Room("cell"), beds=3) == _Room("cell", 1, (), 3)
    assert [one.init for one in fields(_Counted)] == [True, False]
