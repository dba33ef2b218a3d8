"""Measures of the paper: sheets, margins, sizes. Points throughout, from the upper left corner."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from muniment.domain.frozen import frozen
from muniment.reports.document import Density
from muniment.reports.flow import TextStyle

Paper = Literal["a4", "letter"]

MILLIMETRE = 72 / 25.4
HAIRLINE = 0.4
RULE = 0.8


@frozen
class Sheet:
    """A sheet and the frame in which its text stands."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.right - self.left

    @property
    def depth(self) -> float:
        """The height of the text."""
        return self.bottom - self.top


def sheet(paper: Paper) -> Sheet:
    """Margins of 20 mm, 25 mm where the file is bound."""
    width, height = {"a4": (595.276, 841.89), "letter": (612.0, 792.0)}[paper]
    margin, binding = 20 * MILLIMETRE, 25 * MILLIMETRE
    return Sheet(width, height, binding, width - margin, margin, height - margin)


@frozen
class HeadingStyle:
    """A level of headings with the space around it."""

    text: TextStyle
    before: float
    after: float


@frozen
class Style:
    """Every size in a document."""

    body: TextStyle
    small: TextStyle
    label: TextStyle
    table: TextStyle
    table_head: TextStyle
    title: TextStyle
    subtitle: TextStyle
    big: TextStyle
    big_label: TextStyle
    edge: TextStyle
    edge_strong: TextStyle
    headings: Mapping[int, HeadingStyle]
    gap: float
    """Space between paragraphs."""
    block_gap: float
    """Space around tables, facts, boxes and figures."""
    padding: float
    """Space above and below the text of a table cell."""


_EDGE = TextStyle("sans", 7.5, 10)

_NORMAL = Style(
    body=TextStyle("serif", 10, 14),
    small=TextStyle("sans", 8.5, 11.5),
    label=TextStyle("sans", 8.5, 14),
    table=TextStyle("sans", 8.5, 11.5),
    table_head=TextStyle("sans", 8.5, 11.5, bold=True),
    title=TextStyle("sans", 18, 23, bold=True),
    subtitle=TextStyle("sans", 10, 14),
    big=TextStyle("sans", 28, 34, bold=True),
    big_label=TextStyle("sans", 8.5, 11.5, bold=True),
    edge=_EDGE,
    edge_strong=replace(_EDGE, bold=True),
    headings={
        1: HeadingStyle(TextStyle("sans", 13, 17, bold=True), 20, 6),
        2: HeadingStyle(TextStyle("sans", 10.5, 14, bold=True), 14, 4),
        3: HeadingStyle(TextStyle("sans", 9, 13, bold=True), 10, 3),
    },
    gap=6,
    block_gap=9,
    padding=3,
)

_DENSE = replace(
    _NORMAL,
    body=TextStyle("serif", 9, 12),
    small=TextStyle("sans", 8, 10.5),
    label=TextStyle("sans", 8, 12),
    table=TextStyle("sans", 8, 10.5),
    table_head=TextStyle("sans", 8, 10.5, bold=True),
    title=TextStyle("sans", 15, 19, bold=True),
    subtitle=TextStyle("sans", 9, 12),
    big=TextStyle("sans", 24, 28, bold=True),
    big_label=TextStyle("sans", 8, 10.5, bold=True),
    headings={
        1: HeadingStyle(TextStyle("sans", 10, 13, bold=True), 9, 2),
        2: HeadingStyle(TextStyle("sans", 9, 12, bold=True), 7, 2),
        3: HeadingStyle(TextStyle("sans", 8.5, 11, bold=True), 5, 1),
    },
    gap=3,
    block_gap=5,
    padding=2,
)


def style(density: Density) -> Style:
    """The sizes for running documents, or those for a document that has to fit one page."""
    return _DENSE if density == "dense" else _NORMAL
