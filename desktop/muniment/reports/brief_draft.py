"""Drafts of a brief: its lines with values shortened to some room, and the page with some of these lines.

What is the same on two pages is the very same object on both, so that it is measured once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from muniment.domain.audience import INTERNAL
from muniment.reports.brief_costs import costs
from muniment.reports.brief_custody import custody, figures
from muniment.reports.brief_events import events
from muniment.reports.brief_law import deadlines, next_steps, position
from muniment.reports.brief_lines import ALWAYS, Cut, Making, Part
from muniment.reports.brief_person import noticed, person, urgent
from muniment.reports.brief_treatment import official, treatment
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import (
    BigFigures,
    Block,
    Density,
    Document,
    Fact,
    Facts,
    Notice,
    PageOf,
    Paragraph,
    Run,
    Text,
)
from muniment.reports.phrases import listed, shortened

_PARTS = (person, custody, urgent, events, treatment, official, costs, position, deadlines, next_steps, noticed)
"""In the order in which a duty lawyer asks."""

_FOOT = "a brief shows neither a sealed identity nor what was said under force"
_FOOT_OUTSIDE = "gaps and [brackets] may be held back"

Line = tuple[int, int, int]
"""An optional line by its rank, its part and its place there."""
Kept = tuple[frozenset[int], ...]
"""Which optional lines of each part are shown, by their places."""


class Draft:
    """Every line that the page could show, with values shortened to ``room``."""

    def __init__(self, paper: CasePaper, room: int) -> None:
        making = Making(paper, Cut(room))
        self._paper, self._cut = paper, making.cut
        self._lines = [_Lines(number, make(making)) for number, make in enumerate(_PARTS)]
        found = figures(making)
        self._big = BigFigures(found) if found else None
        self._title = (
            shortened(paper.dossier.case_file.pseudonym, 50) or "No pseudonym",
            f"Brief, as of {paper.day(paper.as_of)}",
        )
        self._head = replace(paper.head, classification=paper.head.classification or INTERNAL)
        self._foot = replace(paper.foot, note=paper.foot.note or (_FOOT_OUTSIDE if paper.leaves else _FOOT))
        self._closings: dict[str, Paragraph] = {}

    def with_room(self, room: int) -> "Draft":
        """The draft for another room: this very one where no value changes."""
        return self if self._cut.serves(room) else Draft(self._paper, room)

    @cached_property
    def order(self) -> tuple[Line, ...]:
        """Every optional line, the one that matters most first."""
        return tuple(sorted(line for lines in self._lines for line in lines.optional()))

    def first(self, count: int) -> Kept:
        """So many of the optional lines, those that matter most."""
        places: list[list[int]] = [[] for _ in self._lines]
        for _, part, place in self.order[:count]:
            places[part].append(place)
        return tuple(map(frozenset, places))

    @staticmethod
    def with_line(kept: Kept, line: Line) -> Kept:
        """These lines and one more."""
        _, part, place = line
        return (*kept[:part], kept[part] | {place}, *kept[part + 1 :])

    def document(self, kept: Kept, density: Density) -> Document:
        """The page with these of its optional lines."""
        blocks = tuple(self._blocks([lines.shown(places) for lines, places in zip(self._lines, kept, strict=True)]))
        return Document(self._title, blocks, self._head, self._foot, self._paper.language, density, "Brief")

    def _blocks(self, shown: list["_Shown"]) -> Iterator[Block]:
        who, held, danger, *others = shown
        yield from _rows([who])
        if self._big:
            yield self._big
        yield from _rows([held])
        yield from danger.box
        yield from _rows(others)
        if closing := self._closing(shown):
            yield self._closings.setdefault(closing, Paragraph(closing, size="small"))

    def _closing(self, shown: list["_Shown"]) -> str:
        """What is named at the end: parts of which no line is shown, and what “…” means."""
        unseen = [one.unseen for one in shown if one.unseen]
        told = [f"Not shown: {'; '.join(unseen)}."] if unseen else []
        if self._cut.used:
            told.append("What ends in “…” is whole in the summary.")
        return " ".join(told)


def _rows(shown: Iterable["_Shown"]) -> Iterator[Facts]:
    """Parts one below the other, their titles in the margin, a fine line between them."""
    rows: list[Fact] = []
    for one in shown:
        rows += one.facts(ruled=bool(rows))
    if rows:
        yield Facts(tuple(rows))


class _Lines:
    """All lines of one part, and every choice of them that was shown."""

    def __init__(self, number: int, part: Part) -> None:
        self.part = part
        self._number = number
        self._shown: dict[frozenset[int], _Shown] = {}
        self._told = _Told(part)

    def optional(self) -> Iterator[Line]:
        """The lines that need not be shown."""
        for place, entry in enumerate(self.part.entries):
            if entry.rank != ALWAYS:
                yield entry.rank, self._number, place

    def shown(self, kept: frozenset[int]) -> "_Shown":
        """The part with those of its lines that are kept, and those that always stand."""
        found = self._shown.get(kept)
        if found is None:
            places = (n for n, entry in enumerate(self.part.entries) if entry.rank == ALWAYS or n in kept)
            found = self._shown[kept] = _Shown(self._told, tuple(places))
        return found


class _Told:
    """The lines of one part as they stand on paper, each made once for all choices that show it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._facts: dict[tuple[object, ...], Fact] = {}

    def fact(self, place: int, more: str, *, titled: bool, ruled: bool) -> Fact:
        """One line with the title of the part or without, and what is left out named behind it."""
        key = (place, more, titled, ruled)
        if key not in self._facts:
            title: Text = (Run(self.part.title, "bold"),) if titled else ""
            self._facts[key] = Fact(title, _with_more(self.part.entries[place].words, more), ruled)
        return self._facts[key]


class _Shown:
    """What is shown of one part, and how much of it is not."""

    def __init__(self, told: _Told, places: tuple[int, ...]) -> None:
        self._told, self._part, self._places = told, told.part, places
        self._left_out = len(self._part.entries) - len(places) + self._part.beyond
        self._more = self._naming(f"·\xa0{self._left_out}\xa0more") if self._left_out and places else ""
        self._rows: dict[bool, list[Fact]] = {}

    @cached_property
    def unseen(self) -> str:
        """The part named with what it has, where none of it is shown."""
        hidden = self._left_out and not self._places
        return f"{self._part.title} ({self._naming(str(self._left_out))})" if hidden else ""

    @cached_property
    def box(self) -> tuple[Notice, ...]:
        """The lines in a box, if there are any."""
        entries = [self._part.entries[place].words for place in self._places]
        texts = (*entries[:-1], *(_with_more(last, self._more) for last in entries[-1:]))
        return (Notice(self._part.title, texts),) if texts else ()

    def facts(self, *, ruled: bool) -> list[Fact]:
        """The lines one below the other, with a fine line above the first or not."""
        if ruled not in self._rows:
            last = len(self._places) - 1
            self._rows[ruled] = [
                self._told.fact(place, self._more if n == last else "", titled=not n, ruled=ruled and not n)
                for n, place in enumerate(self._places)
            ]
        return self._rows[ruled]

    def _naming(self, number: str) -> str:
        """What is left out, and where it stands."""
        numbers = [str(section.value) for section in self._part.sections]
        where = "section" if len(numbers) == 1 else "sections"
        noun = self._part.noun if self._left_out == 1 else self._part.plural
        return f"{number} {noun}: summary, {where}\xa0{listed(numbers)}"


def _with_more(text: Text, more: str) -> Text:
    return (*_spans(text), "  ", Run(more, "italic")) if more else text


def _spans(text: Text) -> tuple[str | Run | PageOf, ...]:
    return (text,) if isinstance(text, str) else text
