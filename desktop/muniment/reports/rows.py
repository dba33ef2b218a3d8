"""Rows of cells: of a table, of facts with their labels, of figures beside each other."""

from dataclasses import replace
from functools import cached_property
from typing import Literal, NamedTuple

from muniment.reports.parts import Part, Strip, part
from muniment.reports.pen import Ink, Pen
from muniment.reports.structure import BODY, FACTS, ITEM, LABEL, LINK, PARAGRAPH, ROW, TABLE, Role


class Cell(NamedTuple):
    """The texts of one cell, one below the other, and its place in the row."""

    strips: tuple[Strip, ...]
    x: float
    width: float

    @property
    def height(self) -> float:
        return sum([strip.height for strip in self.strips])

    @property
    def first_line(self) -> float:
        """The height of the first line, 0 in an empty cell."""
        return next((strip.step for strip in self.strips if strip.height), 0.0)

    @property
    def says_something(self) -> bool:
        """Whether there is a word in it."""
        return any(line.units for strip in self.strips for line in strip.lines[strip.start : strip.stop])

    @property
    def words(self) -> str:
        """What it says, on one line."""
        lines = (line for strip in self.strips for line in strip.lines)
        return " ".join("".join(piece.text for piece in line.pieces) for line in lines)

    def cut(self, room: float) -> tuple["Cell", "Cell"]:
        """What fits into ``room``, and the rest."""
        first: list[Strip] = []
        rest: list[Strip] = []
        for strip in self.strips:
            here, there = strip.cut(0 if rest else int(room / strip.step + 1e-6))
            room -= here.height
            first.append(here)
            if there.height:
                rest.append(there)
        return self._replace(strips=tuple(first)), self._replace(strips=tuple(rest))

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for number, strip in enumerate(self.strips):
            if number:
                pen.space()
            strip.draw(pen, x + self.x, top, self.width)
            top += strip.height


class CellRoles(NamedTuple):
    """What the cells of a row are, where it stands in a table; ``opens`` if it is the first of its table."""

    cells: tuple[Role, ...]
    opens: bool = False


RowKind = CellRoles | Literal["facts", "paragraphs", "aside"]
"""Cells of a table, labels and values in turn, paragraphs beside each other, or a head that is only repeated."""


@part
class RowPart(Part):
    """A row of cells, divided inside only when it is tall."""

    cells: tuple[Cell, ...]
    padding: float
    kind: RowKind = "aside"
    over: float = 0
    """More space above the cells than below."""
    goal: str = ""
    """Where the whole row leads."""
    rule_above: float = 0
    rule_below: float = 0
    tall: float = 150

    @cached_property
    def height(self) -> float:
        return max([cell.height for cell in self.cells], default=0.0) + 2 * self.padding + self.over

    @property
    def least(self) -> float:
        if self.height <= self.tall:
            return self.height
        return self.tall / 2

    def split(self, room: float) -> tuple[Part, Part] | None:
        inside = room - 2 * self.padding - self.over
        if self.height <= self.tall or inside < max(cell.first_line for cell in self.cells):
            return None
        halves = [cell.cut(inside) for cell in self.cells]
        return (
            replace(self, cells=tuple(first for first, _ in halves), after=0, keep_next=False),
            replace(
                self,
                cells=tuple(rest for _, rest in halves),
                before=0,
                over=0,
                rule_above=0,
                anchor="",
                continued=True,
            ),
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.anchor:
            pen.bookmark(self.anchor, top - 4)
        for edge, rule in ((top, self.rule_above), (top + self.height, self.rule_below)):
            if rule:
                pen.stroke(x, edge, x + width, edge, Ink(rule))
        if isinstance(self.kind, CellRoles):
            self._draw_row(self.kind, pen, x, top, width)
            return
        inside = top + self.padding + self.over
        match self.kind:
            case "facts":
                self._draw_facts(pen, x, inside)
            case "paragraphs":
                self._draw_paragraphs(pen, x, inside)
            case "aside":
                for cell in self.cells:
                    cell.draw(pen, x, inside)

    def _draw_row(self, kind: CellRoles, pen: Pen, x: float, top: float, width: float) -> None:
        pen.enter(TABLE, join=self.continued or not kind.opens)
        pen.enter(ROW, join=self.continued)
        # What the row leads to is called by what stands in its second cell.
        leading = min(1, len(self.cells) - 1) if self.goal else None
        for number, (cell, role) in enumerate(zip(self.cells, kind.cells, strict=True)):
            pen.begin(role, join=self.continued, at=number)
            if number == leading:
                pen.begin(LINK, join=self.continued)
                pen.link((x, top, width, self.height), self.goal, cell.words)
            cell.draw(pen, x, top + self.padding + self.over)
            if number == leading:
                pen.end()
            pen.end()
        pen.leave()
        pen.leave()

    def _draw_paragraphs(self, pen: Pen, x: float, top: float) -> None:
        for number, cell in enumerate(self.cells):
            pen.begin(PARAGRAPH, join=self.continued, at=number - len(self.cells))
            cell.draw(pen, x, top)
            pen.end()

    def _draw_facts(self, pen: Pen, x: float, top: float) -> None:
        """Items with their label, if they have one."""
        pairs = list(zip(self.cells[::2], self.cells[1::2], strict=True))
        pen.enter(FACTS, join=True)
        for number, (label, value) in enumerate(pairs):
            pen.enter(ITEM, join=self.continued, at=number - len(pairs))
            if label.says_something:
                pen.begin(LABEL, join=self.continued, at=0)
                label.draw(pen, x, top)
                pen.end()
            pen.begin(BODY, join=self.continued)
            value.draw(pen, x, top)
            pen.end()
            pen.leave()
        pen.leave()
