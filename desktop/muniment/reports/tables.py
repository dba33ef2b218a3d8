"""Widths of columns, and tables, facts and big figures as rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from muniment.domain.frozen import changed, frozen, made
from muniment.reports.document import BigFigures, Column, Fact, Row, Table, Text
from muniment.reports.flow import Line, Prepared, TextStyle, natural_width, set_lines, widest_unit
from muniment.reports.parts import GroupPart, Part, whole
from muniment.reports.rows import Cell, CellRoles, RowPart
from muniment.reports.structure import CELL, COLUMN_HEAD, ROW_HEAD
from muniment.reports.style import HAIRLINE, RULE, Style

_GUTTER = 10.0
_OVER_RULE, _UNDER_RULE = 1.2, 1.5
"""The air around the line between facts, in paddings; a line of text has some of its own, more below than above."""
_NEARER = 3.0
"""By how much facts stand nearer to their neighbours than a table, whose rules need more air."""
_LABELS = 0.21
"""The part of the width that labels of facts take, unless one of them needs more."""
_BOX = 13.0
"""The size of the type in which a box is large enough to be ticked by hand."""
_WIDEST_AUTO = 0.34
"""The part of the width that a column without a share may take."""

Measure = Callable[[Text, TextStyle], Prepared]
SetLines = Callable[[Text, TextStyle, float], list[Line]]


@frozen
class Grid:
    """Where the columns of a table begin, and how wide they are."""

    starts: tuple[float, ...]
    widths: tuple[float, ...]


def grid(widths: Sequence[float], room: float) -> Grid:
    """Columns side by side with a gutter between them."""
    starts = [0.0]
    for width in widths[:-1]:
        starts.append(starts[-1] + width + gutter(len(widths), room))
    return Grid(tuple(starts), tuple(widths))


def gutter(columns: int, room: float) -> float:
    """The space between columns; at least half of the room is left for what is in them, however many they are."""
    return min(_GUTTER, room / (2 * columns))


class _Sharing(NamedTuple):
    """A column that has a share of the room: the widths of its longest line and of its widest word."""

    number: int
    share: float
    wish: float
    need: float


def steady_widths(columns: Sequence[Column], room: float) -> list[float]:
    """Widths by shares alone, whatever is in the columns."""
    free, shares = room - gutter(len(columns), room) * (len(columns) - 1), sum(column.share for column in columns)
    return [free * column.share / shares for column in columns]


def widths(columns: Sequence[Column], contents: Sequence[Sequence[Prepared]], size: float, room: float) -> list[float]:
    """Widths in points that fill ``room``; ``contents`` are the measured texts, column by column."""
    free = room - gutter(len(columns), room) * (len(columns) - 1)
    both = list(zip(columns, contents, strict=True))
    fixed = [0.0 if column.share else _wish(texts, size, free) for column, texts in both]
    if not any(column.share for column in columns):
        return _evened(fixed, free)
    made = _evened(fixed, min(sum(fixed), free * 0.75))
    sharing = [
        _Sharing(n, column.share, _widest(texts, size), min(_widest_word(texts, size), free * _WIDEST_AUTO))
        for n, (column, texts) in enumerate(both)
        if column.share
    ]
    shared = _shared(sharing, free - sum(made))
    return [shared.get(number, width) for number, width in enumerate(made)]


def _evened(wishes: Sequence[float], room: float) -> list[float]:
    """Widths that come to ``room``: all wider in proportion, or the widest narrower first."""
    spare = room / (sum(wishes) or 1)
    if spare >= 1:
        return [wish * spare for wish in wishes]
    made, left = list(wishes), room
    order = sorted(range(len(wishes)), key=wishes.__getitem__)
    for done, number in enumerate(order):
        made[number] = min(wishes[number], left / (len(order) - done))
        left -= made[number]
    return made


def _shared(sharing: Sequence[_Sharing], left: float) -> dict[int, float]:
    """The room that is left by shares, unless one column could not use its share and another needs more than its own.

    Then a text that fits one line gets just that, and before all a column what its widest word needs.
    """
    shares, spare = sum(one.share for one in sharing), left - sum(one.wish for one in sharing)
    if all(one.wish <= one.share * left / shares for one in sharing):
        return {one.number: one.share * left / shares for one in sharing}
    if spare >= 0:
        return {one.number: one.wish + spare * one.share / shares for one in sharing}
    sated = _settled(sharing, left, lambda one, own: one.wish if one.wish <= own else 0)
    others = [one for one in sharing if one.number not in sated]
    left -= sum(sated.values())
    narrow = _settled(others, left, lambda one, own: one.need if one.need > own else 0)
    rest = [one for one in others if one.number not in narrow]
    unit = (left - sum(narrow.values())) / (sum(one.share for one in rest) or 1)
    return {**sated, **narrow, **{one.number: one.share * unit for one in rest}}


def _settled(sharing: Sequence[_Sharing], left: float, width: Callable[[_Sharing, float], float]) -> dict[int, float]:
    """The columns for which there is a width other than their share, again and again as shares change."""
    made: dict[int, float] = {}
    rest = list(sharing)
    while rest:
        unit = left / sum(one.share for one in rest)
        found = {one.number: wide for one in rest if (wide := width(one, one.share * unit))}
        if not found or sum(found.values()) > left * 0.9:
            break
        made |= found
        left -= sum(found.values())
        rest = [one for one in rest if one.number not in found]
    return made


def _widest_word(texts: Sequence[Prepared], size: float) -> float:
    return max(map(widest_unit, texts), default=0) * size / 1000 + 0.1


def _widest(texts: Sequence[Prepared], size: float) -> float:
    return max(map(natural_width, texts), default=0) * size / 1000 + 0.1


def _wish(texts: Sequence[Prepared], size: float, free: float) -> float:
    natural = _widest(texts, size)
    if natural <= free * _WIDEST_AUTO:
        return max(natural, 12.0)
    return max(free * _WIDEST_AUTO, min(_widest_word(texts, size), free * 0.5))


def table_widths(table: Table, contents: Sequence[Sequence[Prepared]], style: Style, room: float) -> list[float]:
    """The widths of the columns of a table; ``contents`` are its measured texts, column by column."""
    if table.steady:
        return steady_widths(table.columns, room)
    return widths(table.columns, contents, style.table.size, room)


def table_parts(table: Table, style: Style, measure: Measure, room: float) -> list[Part]:
    """A table as its head and its rows; every row knows the head."""
    heads = [measure(column.title, style.table_head) for column in table.columns]
    texts = [[measure(text, _row_style(row, style)) for text in row.cells] for row in table.rows]
    columns = [[head, *(row[n] for row in texts)] for n, head in enumerate(heads)]
    where = grid(table_widths(table, columns, style, room), room)
    head = _head(table, heads, where, style)
    repeated = changed(head, kind="aside") if head else None
    # Where nothing stands above a column, what begins a row says what the row is about.
    kinds = (CELL if head else ROW_HEAD, *[CELL] * (len(heads) - 1))
    rows = [
        RowPart(
            cells=_cells(cells, table.columns, where, _row_style(row, style)),
            padding=style.padding,
            rule_above=HAIRLINE if not head and not number else 0,
            rule_below=_rule_below(table.rows, number),
            repeated=repeated,
            anchor=row.anchor,
            kind=CellRoles(kinds, opens=not head and not number),
            goal=row.goal,
        )
        for number, (row, cells) in enumerate(zip(table.rows, texts, strict=True))
    ]
    kept = [changed(row, keep_next=True) if _is_kept(row, n, len(rows)) else row for n, row in enumerate(rows)]
    return _spaced([*([head] if head else []), *kept], style.block_gap)


def _rule_below(rows: Sequence[Row], number: int) -> float:
    """A stronger line ends the table and stands above its totals."""
    last = number == len(rows) - 1
    return RULE if last or rows[number + 1].strong != rows[number].strong else HAIRLINE


def _is_kept(row: RowPart, number: int, rows: int) -> bool:
    """Neither the first nor the last row stays alone on a page, unless it is tall."""
    return number < rows - 1 and number in (0, rows - 2) and row.height <= row.tall


def _row_style(row: Row, style: Style) -> TextStyle:
    return style.table_head if row.strong else style.table


def _head(table: Table, heads: list[Prepared], where: Grid, style: Style) -> RowPart | None:
    if not any(column.title for column in table.columns):
        return None
    cells = _cells(heads, table.columns, where, style.table_head)
    kind = CellRoles((COLUMN_HEAD,) * len(cells), opens=True)
    return RowPart(cells=cells, padding=style.padding, rule_above=RULE, rule_below=RULE, keep_next=True, kind=kind)


def _cells(texts: Sequence[Prepared], columns: Sequence[Column], where: Grid, style: TextStyle) -> tuple[Cell, ...]:
    cells = []
    for text, column, x, width in zip(texts, columns, where.starts, where.widths, strict=True):
        face = replace(style, size=_BOX, leading=_BOX - 0.5) if column.ticked and not style.bold else style
        cells.append(Cell((whole(set_lines(text, face, width), face, column.align),), x, width))
    return tuple(cells)


def _spaced(parts: list[Part], gap: float) -> list[Part]:
    if parts:
        parts[0] = changed(parts[0], before=gap)
        parts[-1] = changed(parts[-1], after=gap)
    return parts


@frozen
class FactsGrid:
    """Where labels and values of facts stand; a column has both."""

    column: float
    label: float

    @property
    def value(self) -> float:
        """The width of a value."""
        return self.column - self.label - _GUTTER


def facts_grid(columns: int, widest: float, room: float) -> FactsGrid:
    """Labels are as wide as the ``widest`` of them needs, within reason; values of both kinds stand in one line."""
    if columns == 1:
        return FactsGrid(room, min(max(widest + 0.1, room * _LABELS), room * 0.3))
    return FactsGrid((room - _GUTTER * 2) / 2, room * _LABELS)


def facts_row(facts: Sequence[Fact], where: FactsGrid, style: Style, lines: SetLines) -> RowPart:
    """One row of facts without rules; the line above it, if any, has the same air on both sides."""
    cells: list[Cell] = []
    for number, fact in enumerate(facts):
        x = number * (where.column + _GUTTER * 2)
        cells.append(_cell(fact.label, style.label, lines, x, where.label))
        cells.append(_cell(fact.value, style.body, lines, x + where.label + _GUTTER, where.value))
    padding = style.padding / 3
    if not any(fact.ruled for fact in facts):
        return made(RowPart, {"cells": tuple(cells), "padding": padding, "kind": "facts"})
    over = style.padding * _UNDER_RULE - padding
    before = style.padding * _OVER_RULE
    return RowPart(cells=tuple(cells), padding=padding, kind="facts", over=over, before=before, rule_above=HAIRLINE)


def facts_parts(rows: list[RowPart], style: Style) -> Iterator[Part]:
    """Rows of facts that belong together."""
    gap, last = style.block_gap - _NEARER, len(rows) - 1
    for number, row in enumerate(rows):
        before, after = row.before if number else gap, row.after if number < last else gap
        kept = _is_kept(row, number, len(rows))
        ordinary = 0 < number < last and not kept
        yield row if ordinary else changed(row, before=before, after=after, keep_next=kept)


def facts_together(rows: tuple[RowPart, ...], style: Style) -> GroupPart:
    """Rows of facts as they stand on one page."""
    gap = style.block_gap - _NEARER
    return GroupPart(parts=rows, before=gap, after=gap)


def _cell(text: Text, style: TextStyle, lines: SetLines, x: float, width: float) -> Cell:
    return Cell((whole(lines(text, style, width), style),), x, width)


def big_figures_parts(block: BigFigures, style: Style, measure: Measure, room: float) -> list[Part]:
    """Big numbers in rows of at most four, between rules."""
    parts: list[Part] = []
    for start in range(0, len(block.figures), 4):
        row = block.figures[start : start + 4]
        across = len(row) if start == 0 else 4
        width = (room - _GUTTER * (across - 1)) / across
        cells = []
        for number, figure in enumerate(row):
            texts = ((figure.number, style.big), (figure.label, style.big_label), (figure.note, style.small))
            strips = [whole(set_lines(measure(text, face), face, width), face) for text, face in texts if text]
            cells.append(Cell(tuple(strips), number * (width + _GUTTER), width))
        parts.append(_big_row(tuple(cells), style))
    return _spaced(parts, style.block_gap)


def _big_row(cells: tuple[Cell, ...], style: Style) -> RowPart:
    padding = style.padding + 1
    return RowPart(cells=cells, padding=padding, kind="paragraphs", rule_above=RULE, rule_below=RULE, tall=300)
