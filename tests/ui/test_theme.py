"""Colours stand far enough apart for those who see less: WCAG 2.2, level AA, in both palettes."""

import re
from collections.abc import Iterator

import pytest

from muniment.ui import theme
from muniment.ui.theme import DARK, LIGHT, Colours, contrast

TEXT, LARGE = 4.5, 3.0

# What is written, and what it is written upon.
GROUNDS = ("paper", "surface", "raised")
INKS = ("text", "muted", "accent", "danger", "warning", "good")
WRITTEN = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *((ink, "selected") for ink in INKS),  # chips, rows that are chosen, the rail
    *((ink, f"{tone}_wash") for tone in ("danger", "warning", "good") for ink in ("text", "muted", "accent", tone)),
    ("on_accent", "accent"),
    ("paper", "text"),  # what is said for a few seconds
    ("text", "line"),  # a button that is being pressed, the rail under the pointer
    ("muted", "line"),
)
# Rings around what has the focus, and edges of what can be typed into or pressed.
DRAWN = (
    *(("accent", ground) for ground in (*GROUNDS, "selected")),
    *(("edge", ground) for ground in GROUNDS),
    *((tone, ground) for tone in ("danger", "warning", "good") for ground in ("paper", "surface", f"{tone}_wash")),
    *(("text", ground) for ground in GROUNDS),  # around a filled button, upon the page
    ("paper", "text"),
)
PALETTES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@PALETTES
@pytest.mark.parametrize(("ink", "ground"), WRITTEN)
def test_text_can_be_read(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= TEXT


@PALETTES
@pytest.mark.parametrize(("line", "ground"), DRAWN)
def test_rings_and_edges_can_be_seen(colours: Colours, line: str, ground: str) -> None:
    assert contrast(getattr(colours, line), getattr(colours, ground)) >= LARGE


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#FFFFFF", 21), ("#777777", "#FFFFFF", 4.48)])
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@PALETTES
def test_every_pair_of_the_style_sheet_is_one_of_those_that_are_tried(colours: Colours) -> None:
    """A rule that sets both: a new pair has to stand in the list above."""
    names = {getattr(colours, name): name for name in reversed(Colours.__slots__)}
    for selector, ink, ground in _pairs(theme.style_sheet(colours, 1.0)):
        pair = names[ink], names[ground]
        alike = {(i, g) for i, g in WRITTEN if getattr(colours, i) == ink and getattr(colours, g) == ground}
        assert pair in WRITTEN or alike, f"{selector}: {pair}"


def _pairs(sheet: str) -> Iterator[tuple[str, str, str]]:
    for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        ink = re.search(r"(?<![-\w])color:\s*(#\w+)", rule)
        ground = re.search(r"(?<![-\w])background:\s*(#\w+)", rule)
        if ink and ground:
            yield selector.strip(), ink[1], ground[1]


@PALETTES
def test_no_colour_stands_in_the_sheet_that_is_not_of_the_palette(colours: Colours) -> None:
    known = {getattr(colours, name) for name in Colours.__slots__}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", theme.style_sheet(colours, 1.0))) <= known
