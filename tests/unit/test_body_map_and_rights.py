"""The data behind the body map and the list of rights: read whole, every fault named."""

from typing import Any

import pytest

from muniment.domain.body_map import Outline, parse_body_map
from muniment.domain.errors import InvalidInput
from muniment.domain.rights import parse_rights

_LABELS = {"en": "x", "az": "x", "ru": "x"}


def _view(**outline: object) -> dict[str, Any]:
    return {"id": "front", "width_percent": 50, "outline": [outline]}


def _outlines(*views: dict[str, Any], of: str = "front") -> tuple[Outline, ...]:
    return parse_body_map({"view": list(views)}).views[of].outlines


def _faults(raw: dict[str, Any]) -> str:
    with pytest.raises(InvalidInput) as refused:
        parse_body_map(raw)
    return str(refused.value)


def test_half_an_outline_is_completed_by_its_reflection() -> None:
    (outline,) = _outlines(_view(points="0.5,0 0.75,1", half=True))
    assert outline.points == ((0.5, 0), (0.75, 1), (0.25, 1), (0.5, 0))


def test_an_outline_for_both_sides_is_reflected_beside_itself() -> None:
    first, second = _outlines(_view(points="0.75,0 1,1", both_sides=True, open=True))
    assert second == Outline(((0.25, 0), (0, 1)), closed=False)
    assert not first.closed


def test_a_view_can_be_the_mirror_of_one_before_it() -> None:
    mirror = {"id": "right", "width_percent": 50, "mirror_of": "front"}
    assert _outlines(_view(points="0.25,0 0,1"), mirror, of="right")[0].points == ((0.75, 0), (1, 1))


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({"view": [_view(points="0.5")]}, "no such point: 0.5"),
        ({"view": [_view(points="0.5,1.5")]}, "lies outside the view: 0.5,1.5"),
        ({"view": [{"id": "front", "width_percent": 50, "mirror_of": "back"}]}, "there is no view back above this one"),
        ({"view": [_view(points="0,0"), _view(points="0,0")]}, "stands there twice"),
        ({"views": []}, "is not known here"),
    ],
)
def test_faults_of_a_body_map_are_named(raw: dict[str, Any], fault: str) -> None:
    assert fault in _faults(raw)


def _treaty(*articles: str) -> dict[str, Any]:
    return {
        "id": "echr",
        "title": _LABELS,
        "short_title": _LABELS,
        "article": [{"id": article, "title": _LABELS} for article in articles],
    }


def test_an_act_engages_its_articles_and_those_of_its_purposes() -> None:
    rights = parse_rights(
        {
            "treaty": [_treaty("3", "14")],
            "act": [{"id": "beating", "articles": ["echr 3"]}],
            "purpose": [{"id": "discrimination", "articles": ["echr 14"]}],
        }
    )
    assert rights.engaged("beating", ["discrimination"]) == {("echr", "3"), ("echr", "14")}


def test_an_act_that_is_not_named_engages_nothing() -> None:
    assert parse_rights({"treaty": [_treaty("3")]}).engaged("other") == frozenset()


def test_an_article_that_no_treaty_has_is_a_fault() -> None:
    raw = {"treaty": [_treaty("3")], "act": [{"id": "beating", "articles": ["echr 4"]}]}
    with pytest.raises(InvalidInput, match="no such article above: echr 4"):
        parse_rights(raw)
