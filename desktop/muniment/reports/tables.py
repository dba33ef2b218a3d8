"""Widths of columns, and tables, facts and big figures as rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from muniment.reports.document import BigFigures, Column, Fact, Row, Table, Text
from muniment.reports.flow import Line, Prepared, TextStyle, natural_width, set_lines, widest_unit
from muniment.reports.parts import Cell, GroupPart, Part, RowPart, whole
from muniment.reports.style import HAIRLINE, RULE, Style

_GUTTER = 10.0
_NEARER = 3.0
"""By how much facts stand nearer to their neighbours than a table, whose rules need more air."""
_WIDEST_AUTO = 0.34
"""The part of the width that a column without a share may take."""

Measure = Callable[[Text, TextStyle], Prepared]
SetLines = Callable[[Text, TextStyle, float], list[Line]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of a table begin, and how wide they are."""

    starts: tuple[float, ...]
    widths: tuple[float, ...]


def grid(widths: Sequence[float]) -> Grid:
    """Columns side by side with a gutter between them."""
    starts = [0.0]
    for width in widths[:-1]:
        starts.append(starts[-1] + width + _GUTTER)
    return Grid(tuple(starts), tuple(widths))


def widths(columns: Sequence[Column], contents: Sequence[Sequence[Prepared]], size: float, room: float) -> list[float]:
    """Widths in points that fill ``room``; ``contents`` are the measured texts, column by column."""
    free = room - _GUTTER * (len(columns) - 1)
    points = [_wish(texts, size, free) for texts in contents]
    shares = sum(column.share for column in columns)
    fixed = sum(wish for column, wish in zip(columns, points, strict=True) if not column.share)
    limit = free * (0.75 if shares else 1)
    if fixed > limit or not shares:
        squeeze = limit / fixed
        points = [wish * squeeze for wish in points]
        fixed = limit
    needs = [min(_widest_word(texts, size), free * _WIDEST_AUTO) if shares else 0.0 for texts in contents]
    return _shared(columns, points, needs, free - fixed)


def _shared(columns: Sequence[Column], points: Sequence[float], needs: Sequence[float], left: float) -> list[float]:
    """The room that is left by shares; a column gets what its widest word needs first, so that no word is broken."""
    made = list(points)
    sharing = [number for number, column in enumerate(columns) if column.share]
    while sharing:
        unit = left / sum(columns[number].share for number in sharing)
        narrow = [number for number in sharing if columns[number].share * unit < needs[number]]
        if not narrow or sum(needs[number] for number in narrow) > left * 0.9:
            for number in sharing:
                made[number] = columns[number].share * unit
            break
        for number in narrow:
            made[number] = needs[number]
            left -= needs[number]
        sharing = [number for number in sharing if number not in narrow]
    return made


def _widest_word(texts: Sequence[Prepared], size: float) -> float:
    return max(map(widest_unit, texts), default=0) * size / 1000 + 0.1


def _wish(texts: Sequence[Prepared], size: float, free: float) -> float:
    natural = max(map(natural_width, texts), default=0) * size / 1000 + 0.1
    if natural <= free * _WIDEST_AUTO:
        return max(natural, 12.0)
    return max(free * _WIDEST_AUTO, min(_widest_word(texts, size), free * 0.5))


def table_parts(table: Table, style: Style, measure: Measure, room: float) -> list[Part]:
    """A table as its head and its rows; every row knows the head."""
    heads = [measure(column.title, style.table_head) for column in table.columns]
    texts = [[measure(text, _row_style(row, style)) for text in row.cells] for row in table.rows]
    columns = [[head, *(row[n] for row in texts)] for n, head in enumerate(heads)]
    where = grid(widths(table.columns, columns, style.table.size, room))
    head = _head(table, heads, where, style)
    rows = [
        RowPart(
            cells=_cells(cells, table.columns, where, _row_style(row, style)),
            padding=style.padding,
            rule_above=HAIRLINE if not head and not number else 0,
            rule_below=_rule_below(table.rows, number),
            repeated=head,
            anchor=row.anchor,
        )
        for number, (row, cells) in enumerate(zip(table.rows, texts, strict=True))
    ]
    kept = [replace(row, keep_next=True) if _is_kept(row, n, len(rows)) else row for n, row in enumerate(rows)]
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
    return RowPart(cells=cells, padding=style.padding, rule_above=RULE, rule_below=RULE, keep_next=True)


def _cells(texts: Sequence[Prepared], columns: Sequence[Column], where: Grid, style: TextStyle) -> tuple[Cell, ...]:
    cells = []
    for text, column, x, width in zip(texts, columns, where.starts, where.widths, strict=True):
        cells.append(Cell((whole(set_lines(text, style, width), style, column.align),), x, width))
    return tuple(cells)


def _spaced(parts: list[Part], gap: float) -> list[Part]:
    if parts:
        parts[0] = replace(parts[0], before=gap)
        parts[-1] = replace(parts[-1], after=gap)
    return parts


@dataclass(frozen=True, slots=True)
class FactsGrid:
    """Where labels and values of facts stand; a column has both."""

    column: float
    label: float

    @property
    def value(self) -> float:
        """The width of a value."""
        return self.column - self.label - _GUTTER


def facts_grid(columns: int, widest: float, room: float) -> FactsGrid:
    """Labels are as wide as the ``widest`` of them needs, within reason."""
    column = (room - _GUTTER * 2 * (columns - 1)) / columns
    return FactsGrid(column, min(max(widest + 0.1, column * 0.2), column * (0.3 if columns == 1 else 0.4)))


def facts_row(facts: Sequence[Fact], where: FactsGrid, style: Style, lines: SetLines) -> RowPart:
    """One row of facts without rules; the line above it, if any, has the same air on both sides."""
    cells: list[Cell] = []
    for number, fact in enumerate(facts):
        x = number * (where.column + _GUTTER * 2)
        cells.append(_cell(fact.label, style.label, lines, x, where.label))
        cells.append(_cell(fact.value, style.body, lines, x + where.label + _GUTTER, where.value))
    if not any(fact.ruled for fact in facts):
        return RowPart(cells=tuple(cells), padding=style.padding / 3)
    return RowPart(cells=tuple(cells), padding=style.padding, before=style.padding * 2, rule_above=HAIRLINE)


def facts_parts(rows: list[RowPart], style: Style) -> Iterator[Part]:
    """Rows of facts that belong together."""
    gap, last = style.block_gap - _NEARER, len(rows) - 1
    for number, row in enumerate(rows):
        before, after = row.before if number else gap, row.after if number < last else gap
        kept = _is_kept(row, number, len(rows))
        ordinary = 0 < number < last and not kept
        yield row if ordinary else replace(row, before=before, after=after, keep_next=kept)


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
        parts.append(RowPart(cells=tuple(cells), padding=style.padding + 1, rule_above=RULE, rule_below=RULE, tall=300))
    return _spaced(parts, style.block_gap)
