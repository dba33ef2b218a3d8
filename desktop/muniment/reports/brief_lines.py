"""Lines of a brief: what each says, how much it matters, and what is named instead where there is no room for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.domain.records import Record
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Run, Text
from muniment.reports.phrases import WIDEST, shortened, taken
from muniment.reports.sections import Section

ALWAYS = 0
"""The rank of a line that stands on every brief; the larger a rank, the sooner a line is left out."""

MOST = 40
"""As many lines as a part can ever show; further records are counted and not looked at."""


@frozen
class Entry:
    """One line; ``lead`` stands in bold before it: a date, the kind of thing."""

    lead: str
    text: Text
    rank: int = ALWAYS

    @property
    def words(self) -> Text:
        """The line with its lead."""
        spans = (self.text,) if isinstance(self.text, str) else self.text
        return (Run(self.lead, "bold"), "  ", *spans) if self.lead else spans


@frozen
class Part:
    """A titled part in its order on the page; ``beyond`` counts what was never a line.

    ``noun`` and ``plural`` say what its lines are, and ``sections`` where the summary has them all.
    """

    title: str
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
    noun: str
    plural: str
    beyond: int = 0


@dataclass
class Cut:
    """Shortens values for one attempt at a page, and remembers whether it had to."""

    room: int
    used: bool = False

    def __post_init__(self) -> None:
        self._shortest = 0.0

    def __call__(self, text: str, share: float = 1) -> str:
        """The text within its share of the room."""
        short = shortened(text, max(1, int(self.room * share)))
        if short.endswith("…"):
            self.used = self.used or not text.rstrip().endswith("…")
            self._shortest = inf
        elif (len(text) + 1) * WIDEST > self._shortest * share:
            self._shortest = max(self._shortest, (taken(text) + 1) / share)
        return short

    def serves(self, room: int) -> bool:
        """Whether every text would be the same with ``room``."""
        return room == self.room or room >= self._shortest


@frozen
class Making:
    """A case file on its way to a brief: the paper, and how its values are shortened."""

    paper: CasePaper
    cut: Cut

    def term(self, record: Record, field: str) -> str:
        """The label of a choice, shortened."""
        return self.cut(self.paper.term(record, field), 0.5)

    def terms(self, record: Record, field: str) -> str:
        """The labels of choices, shortened."""
        return self.cut(self.paper.terms(record, field))

    def date(self, when: UncertainDate | None) -> str:
        """A date in words, shortened."""
        return self.cut(self.paper.date(when), 0.5)

    def day(self, when: UncertainDate | None) -> str:
        """A date short enough to stand before a line; "undated" where there is none."""
        return self.cut(self.paper.short_date(when), 0.4) or "undated"


def ranked(entries: Iterable[Entry], first: int, step: int) -> tuple[Entry, ...]:
    """The lines with their ranks: the first given, then each less important by a step."""
    return tuple(replace(entry, rank=first + number * step) for number, entry in enumerate(entries))


def chronological(when: UncertainDate | None) -> tuple[bool, tuple[str, str]]:
    """A key that sorts by date, with what has none at the end."""
    return when is None, when.sort_key if when else ("", "")
