"""Sources as [S2] and exhibits as [E3]: their numbers, and the places that cite them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from muniment.domain.dossier import Dossier
from muniment.domain.frozen import frozen
from muniment.domain.records import Evidence, FactLink, Record, Source
from muniment.domain.values import Ref
from muniment.reports.document import PageOf, Run, Text

_MOST_PLACES = 12

#: Sources that are papers: an exhibit that rests on one of them is that paper itself.
_PAPERS = ("document", "medical", "official", "media")


@frozen
class Place:
    """Where something stands in the summary: its number, and the anchor that gives its page."""

    label: str
    anchor: str


@dataclass
class Citations:
    """The sources and exhibits of one file; remembers every place that cites one."""

    dossier: Dossier
    _places: dict[str, dict[Place, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sources: tuple[Source, ...] = (*self.dossier.all(Source), *self.dossier.shared(Source))
        self.exhibits = tuple(sorted(self.dossier.all(Evidence), key=lambda one: one.exhibit_no or 0))
        self._marks = {one.id: f"[S{number}]" for number, one in enumerate(self.sources, 1)}
        self._marks |= {one.id: f"[E{one.exhibit_no}]" for one in self.exhibits}
        self._exhibits_of: dict[str, list[str]] = {}
        for exhibit in self.exhibits:
            for source in exhibit.sources:
                self._exhibits_of.setdefault(source, []).append(exhibit.id)
        self._links: dict[tuple[str, Ref | None], list[str]] = {}
        for link in self.dossier.with_shared(FactLink):
            self._links.setdefault((link.stance, link.record), []).append(link.source)

    def mark(self, record_id: str) -> str:
        """How a source or exhibit is cited; "" for anything else."""
        return self._marks.get(record_id, "")

    def cite(self, record_id: str, place: Place | None) -> str:
        """The mark of a source or exhibit, remembered as cited at that place if there is one."""
        if place and record_id in self._marks:
            self._places.setdefault(record_id, {})[place] = None
        return self.mark(record_id)

    def cited(self, record: Record, place: Place) -> str:
        """All that a record rests on, cited at a place: "[S1] [S5] [E1]"."""
        return f"{self.cited_sources(record, place)} {self.cited_exhibits(record, place)}".strip()

    def cited_sources(self, record: Record, place: Place | None = None) -> str:
        """The sources of a record, cited at a place if one is named; those that only support it among them."""
        return self._cited(self._sources_of(record), place)

    def cited_exhibits(self, record: Record, place: Place | None = None) -> str:
        """The exhibits of a record, likewise: its photographs, and the papers among its sources."""
        return self._cited(self._papers_of(record), place)

    def cite_link(self, link: FactLink, place: Place) -> str:
        """The source of a support or contradiction, and the exhibits that are that paper, cited at a place."""
        return self._cited([link.source, *self._papers_among([link.source])], place)

    def places_of(self, record_id: str) -> Text:
        """Where a source or exhibit is cited, with pages: "5.1, p. 4; 8.2, p. 6"."""
        places = self._places.get(record_id, {})
        told: list[str | Run | PageOf] = []
        for place in islice(places, _MOST_PLACES):
            told += [f"; {place.label},\xa0" if told else f"{place.label},\xa0", PageOf(place.anchor)]
        if len(places) > _MOST_PLACES:
            told.append(f" and {len(places) - _MOST_PLACES} more")
        return tuple(told)

    def _cited(self, ids: Sequence[str], place: Place | None) -> str:
        return " ".join(self.cite(one, place) for one in dict.fromkeys(ids) if one in self._marks)

    def _sources_of(self, record: Record) -> list[str]:
        """What a record rests on: its own sources and what supports it, without what contradicts it."""
        about = Ref(record.RECORD, record.id)
        against = self._links.get(("contradicts", about), ())
        found = (*record.sources, *self._links.get(("supports", about), ()))
        return [one for one in found if one not in against]

    def _papers_of(self, record: Record) -> list[str]:
        return [*getattr(record, "photos", ()), *self._papers_among(self._sources_of(record))]

    def _papers_among(self, sources: Sequence[str]) -> Iterator[str]:
        for source_id in sources:
            source = self.dossier.get(Source, source_id)
            if source and source.kind in _PAPERS:
                yield from self._exhibits_of.get(source_id, ())
