"""The brief: one page for the lawyer who has twenty minutes before a hearing."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial

from muniment.reports.brief_costs import costs
from muniment.reports.brief_custody import custody, figures
from muniment.reports.brief_events import events
from muniment.reports.brief_law import deadlines, next_steps, position
from muniment.reports.brief_lines import ALWAYS, Cut, Entry, Making, Part
from muniment.reports.brief_person import noticed, person, urgent
from muniment.reports.brief_treatment import official, treatment
from muniment.reports.casepaper import CasePaper
from muniment.reports.compose import Tried
from muniment.reports.document import (
    BigFigures,
    Block,
    Density,
    Document,
    Fact,
    Facts,
    Notice,
    PageFoot,
    PageHead,
    PageOf,
    Paragraph,
    Run,
    Text,
)
from muniment.reports.pdf import fits_one_page
from muniment.reports.phrases import INTERNAL, listed, shortened
from muniment.reports.style import Paper

_PARTS = (person, custody, urgent, events, treatment, official, costs, position, deadlines, next_steps, noticed)
"""In the order in which a duty lawyer asks."""

_FOOT = "a brief shows neither a sealed identity nor what was said under force"
_ROOMY: tuple[tuple[Density, int], ...] = (("normal", 400), ("dense", 400), ("dense", 240), ("dense", 170))
"""Type and room for a value with which everything may fit, the best first."""
_TRIES = 16
"""Lines that are tried one by one when the page is all but full."""

_TIGHT = (130, 60, 25, 8)
"""Rooms for a value when not everything fits, down to one with which the least fits whatever was written."""


def brief(paper: CasePaper, sheet: Paper = "a4") -> Document:
    """The case file on exactly one page of that sheet; what finds no room is named, with its place in the summary.

    Lays the page out some forty times at most, whatever the size of the file.
    """
    fits = partial(fits_one_page, paper=sheet, tried=Tried())
    for density, room in _ROOMY:
        draft = _Draft(paper, room, density)
        whole = draft.document(draft.first(len(draft.order)))
        if fits(whole):
            return whole
    for room in _TIGHT:
        draft = _Draft(paper, room, "dense")
        if fits(draft.document(draft.first(0))):
            break
    return draft.document(_filled(draft, fits))


_Fits = Callable[[Document], bool]


def _filled(draft: "_Draft", fits: _Fits) -> frozenset["_Place"]:
    """As many of the lines that matter most as fit, then those of the next that are short enough for what is left."""
    count = _most_that_fits(draft, fits)
    kept = draft.first(count)
    for line in draft.order[count + 1 : count + 1 + _TRIES]:
        more = kept | {line[1:]}
        if fits(draft.document(more)):
            kept = more
    return kept


def _most_that_fits(draft: "_Draft", fits: _Fits) -> int:
    """How many of the optional lines are found to fit; ten thousand of them take fourteen layouts."""
    low, high = 0, len(draft.order)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(draft.document(draft.first(middle))):
            low = middle
        else:
            high = middle - 1
    return low


_Place = tuple[int, int]
"""A line by the numbers of its part and of its entry."""


@dataclass(frozen=True)
class _Draft:
    """One attempt: every line that the page could show, with values shortened to ``room``."""

    paper: CasePaper
    room: int
    density: Density

    @cached_property
    def making(self) -> Making:
        return Making(self.paper, Cut(self.room))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        making = self.making
        return tuple(make(making) for make in _PARTS)

    @cached_property
    def big(self) -> BigFigures | None:
        found = figures(self.making)
        return BigFigures(found) if found else None

    @cached_property
    def order(self) -> tuple[tuple[int, int, int], ...]:
        """Every optional line as rank, part and place, the one that matters most first."""
        lines = (
            (entry.rank, number, place)
            for number, part in enumerate(self.parts)
            for place, entry in enumerate(part.entries)
            if entry.rank != ALWAYS
        )
        return tuple(sorted(lines))

    def first(self, count: int) -> frozenset[_Place]:
        """So many of the optional lines, those that matter most."""
        return frozenset(line[1:] for line in self.order[:count])

    def document(self, kept: Set[_Place]) -> Document:
        """The page with these of its optional lines."""
        one = self.paper.dossier.case_file
        name = shortened(one.pseudonym, 50) or "No pseudonym"
        when = f"Brief, as of {self.paper.day(self.paper.as_of)}"
        return Document(
            title=(name, when),
            blocks=tuple(self._blocks(kept)),
            head=_head(self.paper.head),
            foot=_foot(self.paper.foot),
            language=self.paper.language,
            density=self.density,
        )

    def _blocks(self, kept: Set[_Place]) -> Iterator[Block]:
        chosen = [_chosen(part, number, kept) for number, part in enumerate(self.parts)]
        who, held, danger, *others = chosen
        yield from _rows([who])
        if self.big:
            yield self.big
        yield from _rows([held])
        yield from _box(danger)
        yield from _rows(others)
        if closing := self._closing(chosen):
            yield Paragraph(closing, size="small")

    def _closing(self, chosen: list["_Chosen"]) -> str:
        """What is named at the end: parts of which no line is shown, and what “…” means."""
        unseen = [
            f"{one.part.title} ({one.naming(str(one.left_out))})" for one in chosen if one.left_out and not one.entries
        ]
        told = [f"Not shown: {'; '.join(unseen)}."] if unseen else []
        if self.making.cut.used:
            told.append("What ends in “…” is whole in the summary.")
        return " ".join(told)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is shown of one part, and how much of it is not."""

    part: Part
    entries: tuple[Entry, ...]

    @property
    def left_out(self) -> int:
        """How many of its lines find no room."""
        return len(self.part.entries) - len(self.entries) + self.part.beyond

    def naming(self, number: str) -> str:
        """What is left out, and where it stands."""
        numbers = [str(section.value) for section in self.part.sections]
        where = "section" if len(numbers) == 1 else "sections"
        noun = self.part.noun if self.left_out == 1 else self.part.plural
        return f"{number} {noun}: summary, {where}\xa0{listed(numbers)}"


def _chosen(part: Part, number: int, kept: Set[_Place]) -> _Chosen:
    return _Chosen(part, tuple(e for n, e in enumerate(part.entries) if e.rank == ALWAYS or (number, n) in kept))


def _texts(one: _Chosen) -> list[Text]:
    """The lines, with what is left out named at the end of the last."""
    texts = [entry.words for entry in one.entries]
    if one.left_out and texts:
        texts[-1] = (*_spans(texts[-1]), "  ", Run(one.naming(f"·\xa0{one.left_out}\xa0more"), "italic"))
    return texts


def _spans(text: Text) -> tuple[str | Run | PageOf, ...]:
    return (text,) if isinstance(text, str) else text


def _rows(chosen: list[_Chosen]) -> Iterator[Facts]:
    """Parts one below the other, their titles in the margin, a fine line between them."""
    rows: list[Fact] = []
    for one in chosen:
        for number, text in enumerate(_texts(one)):
            title = Run(one.part.title, "bold") if not number else ""
            rows.append(Fact((title,), text, ruled=bool(rows) and not number))
    if rows:
        yield Facts(tuple(rows))


def _box(one: _Chosen) -> Iterator[Notice]:
    if one.entries:
        yield Notice(one.part.title, tuple(_texts(one)))


def _head(head: PageHead) -> PageHead:
    return replace(head, classification=head.classification or INTERNAL)


def _foot(foot: PageFoot) -> PageFoot:
    return replace(foot, note=foot.note or _FOOT)
