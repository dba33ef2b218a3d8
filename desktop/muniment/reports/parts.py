"""Parts of a page: each knows its height, how to divide itself at the foot of a page, and how to draw itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar, dataclass_transform

from muniment.domain.frozen import declared
from muniment.reports.document import Align
from muniment.reports.flow import Line, TextStyle
from muniment.reports.pen import Ink, Pen
from muniment.reports.structure import BODY, CONTENTS, DIVISION, ENTRY, ITEM, LABEL, LINK, PARAGRAPH, REFERENCE, Role
from muniment.reports.style import HAIRLINE, RULE

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def part(cls: type[T]) -> type[T]:
    """A kind of part: a frozen dataclass whose fields are given by name."""
    return declared(cls, kw_only=True)


@part
class Part(ABC):
    """Something that stands on a page over its whole width. Heights are points."""

    before: float = 0
    after: float = 0
    keep_next: bool = False
    anchor: str = ""
    repeated: "Part | None" = None
    """What is put above this part when it begins a page: the head of its table."""
    continued: bool = False
    """It is the rest of what stands on the page before."""

    @property
    @abstractmethod
    def height(self) -> float:
        """The height without the space before and after."""

    @property
    def least(self) -> float:
        """The height of the smallest first piece that may stand at the foot of a page."""
        return self.height

    def split(self, room: float) -> tuple["Part", "Part"] | None:  # noqa: ARG002
        """The part in two, the first of them at most ``room`` high; None if it cannot be divided there."""
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: B027
        """Draw the part with its upper edge at ``top``; empty space draws nothing."""

    def anchors(self) -> Iterator[str]:
        """The anchors that stand in this part."""
        if self.anchor:
            yield self.anchor


class Strip(NamedTuple):
    """Some of the lines of one text; cutting copies no line, so that a very long text is cut in no time."""

    lines: Sequence[Line]
    style: TextStyle
    start: int
    stop: int
    align: Align = "left"

    @property
    def step(self) -> float:
        """The distance between base lines."""
        return self.style.leading

    @property
    def height(self) -> float:
        """The height of all lines."""
        return (self.stop - self.start) * self.style.leading

    def cut(self, count: int) -> tuple["Strip", "Strip"]:
        """The first ``count`` lines, and the others."""
        middle = min(self.start + max(count, 0), self.stop)
        return self._replace(stop=middle), self._replace(start=middle)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines; the base line depends on the leading alone, so that neighbours stand level."""
        size, leading = self.style.size, self.style.leading
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[self.align]
        base = top + leading * 0.74
        last = len(self.lines) - 1
        for number in range(self.start, self.stop):
            line = self.lines[number]
            start = x + share * (width - line.width * size / 1000) if share else x
            pen.text(start, base, size, line.pieces, more=number < last and self.lines[number + 1].begins_word)
            base += leading


def whole(lines: Sequence[Line], style: TextStyle, align: Align = "left") -> Strip:
    """All lines of a text."""
    return Strip(lines, style, 0, len(lines), align)


@part
class TextPart(Part):
    """A paragraph or heading; at least two lines stay together on either side of a division."""

    strip: Strip
    indent: float = 0
    label: Strip | None = None
    title: str = ""
    """For the bookmarks, with ``level`` from 0."""
    level: int = 0
    role: Role = PARAGRAPH
    listed: Role | None = None
    """The kind of list that it is an item of."""

    @property
    def height(self) -> float:
        return self.strip.height

    @property
    def least(self) -> float:
        lines = self.strip.stop - self.strip.start
        return self.strip.step * (2 if lines > 3 else lines)

    def split(self, room: float) -> tuple[Part, Part] | None:
        lines = self.strip.stop - self.strip.start
        count = min(int(room / self.strip.step + 1e-6), lines - 2)
        if count < 2:
            return None
        first, rest = self.strip.cut(count)
        return (
            replace(self, strip=first, after=0, keep_next=False),
            replace(self, strip=rest, before=0, label=None, anchor="", title="", continued=True),
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.anchor:
            pen.bookmark(self.anchor, top - 4, self.title, self.level)
        if self.listed:
            self._draw_item(self.listed, pen, x, top, width)
            return
        pen.begin(self.role, join=self.continued)
        self.strip.draw(pen, x + self.indent, top, width - self.indent)
        pen.end()

    def _draw_item(self, listed: Role, pen: Pen, x: float, top: float, width: float) -> None:
        pen.enter(listed, join=True)
        pen.enter(ITEM, join=self.continued)
        if self.label:
            pen.begin(LABEL)
            self.label.draw(pen, x, top, self.indent)
            pen.end()
        pen.begin(BODY, join=self.continued)
        self.strip.draw(pen, x + self.indent, top, width - self.indent)
        pen.end()
        pen.leave()
        pen.leave()


@part
class ContentsPart(TextPart):
    """A line of the contents: a heading, dots, its page."""

    goal: str
    figures: TextStyle
    reserved: float = 30

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.enter(CONTENTS, join=True)
        pen.enter(ENTRY, join=self.continued)
        pen.enter(REFERENCE, join=self.continued)
        pen.begin(LINK, join=self.continued)
        self.strip.draw(pen, x + self.indent, top, width - self.indent - self.reserved)
        last = self.strip.lines[self.strip.stop - 1]
        size = self.strip.style.size
        base = top + self.height - self.strip.step * 0.26
        face = self.figures.face("plain")
        number = face.pieces(pen.page_of(self.goal))[0]
        pen.space()
        pen.text(x + width - number.width * size / 1000, base, size, [number])
        pen.link((x, top, width, self.height), self.goal, f"{self.title}, {pen.page_words(self.goal)}")
        pen.end()
        for _ in (REFERENCE, ENTRY, CONTENTS):
            pen.leave()
        dot = face.pieces(" .")[0]
        step = dot.width * size / 1000
        begin = x + self.indent + last.width * size / 1000 + step
        count = int((x + width - self.reserved / 2 - begin) / step)
        if count > 0:
            # Dots end at the same place on every line, however long the heading.
            dots = dot._replace(text=dot.text * count, width=dot.width * count)
            pen.text(x + width - self.reserved / 2 - count * step, base, size, [dots])


@part
class BoxedPart(Part):
    """Parts in a box; a box that is divided has two whole borders."""

    parts: tuple[Part, ...]
    padding: float = 8
    inner: float = field(init=False, default=0)

    def __post_init__(self) -> None:
        height = sum(part.height + part.before for part in self.parts)
        object.__setattr__(self, "inner", height - (self.parts[0].before if self.parts else 0))

    @property
    def height(self) -> float:
        return self.inner + 2 * self.padding

    @property
    def least(self) -> float:
        if self.height < 150 or not self.parts:
            return self.height
        return self.padding * 2 + self.parts[0].height + (self.parts[1].least if len(self.parts) > 1 else 0)

    def split(self, room: float) -> tuple[Part, Part] | None:
        first, rest = _divided(self.parts, room - 2 * self.padding)
        if not first or not rest:
            return None
        return replace(self, parts=first, after=0), replace(self, parts=rest, before=0, anchor="", continued=True)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.box(x, top, width, self.height, Ink(RULE))
        pen.enter(DIVISION, join=self.continued)
        _draw_all(self.parts, pen, x + self.padding, top + self.padding, width - 2 * self.padding)
        pen.leave()

    def anchors(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.anchors()


def _divided(parts: tuple[Part, ...], room: float) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    for number, part in enumerate(parts):
        gap = part.before if number else 0.0
        if part.height + gap > room:
            halves = part.split(room - gap)
            if halves:
                return (*parts[:number], halves[0]), (halves[1], *parts[number + 1 :])
            return parts[:number], parts[number:]
        room -= part.height + gap
    return parts, ()


def _draw_all(parts: tuple[Part, ...], pen: Pen, x: float, top: float, width: float) -> None:
    for number, part in enumerate(parts):
        top += part.before if number else 0.0
        part.draw(pen, x, top, width)
        top += part.height


@part
class GroupPart(Part):
    """Parts that stay on one page if a page can hold them."""

    parts: tuple[Part, ...]

    @property
    def gaps(self) -> list[float]:
        """The space above each part."""
        return [0.0, *[max(upper.after, lower.before) for upper, lower in pairwise(self.parts)]]

    @cached_property
    def height(self) -> float:
        return sum([part.height for part in self.parts]) + sum(self.gaps)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for part, gap in zip(self.parts, self.gaps, strict=True):
            part.draw(pen, x, top + gap, width)
            top += gap + part.height

    def anchors(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.anchors()


@part
class SpacePart(Part):
    """Empty space; it vanishes at the top of a page."""

    points: float

    @property
    def height(self) -> float:
        return self.points


@part
class BreakPart(Part):
    """What follows begins on a new page."""

    @property
    def height(self) -> float:
        return 0.0


@part
class RulePart(Part):
    """A line over the whole width."""

    weight: float = HAIRLINE

    @property
    def height(self) -> float:
        return self.weight

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.stroke(x, top, x + width, top, Ink(self.weight))
