"""A case file as an audience may see it: every copy that leaves is made of nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from typing import Any

from muniment.domain.audience import (
    AUDIENCES,
    CITY_LEVEL,
    COERCED_TERMS,
    PHOTOS,
    PICTURES,
    Audience,
    covered,
    is_free,
    sees,
)
from muniment.domain.consents import granted, scope_of, standing
from muniment.domain.dossier import Dossier
from muniment.domain.fields import FieldSpec, Kind, Sensitivity
from muniment.domain.frozen import made
from muniment.domain.hidden import HiddenWords
from muniment.domain.letters import Letters, People
from muniment.domain.months import month_alone
from muniment.domain.openformat import is_empty
from muniment.domain.overview import Overview, overview
from muniment.domain.records import (
    Agency,
    CaseFile,
    CoercedDisclosure,
    Consent,
    Contact,
    CustodyEvent,
    Detention,
    Evidence,
    FactLink,
    Note,
    Record,
    Source,
)
from muniment.domain.rules import Remark, Severity, remarks
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.services import finding
from muniment.services.casefile import CaseView
from muniment.services.session import Session
from muniment.vault import named
from muniment.vault.records import Entry

NAMELESS = "the person"
_POINTERS = (Kind.REFERENCE, Kind.REFERENCES)
_NATIONAL, _OF_A_CITY = ("ministry", "security_service"), ("police", "prosecutor")
_ORDINARY_WORDS = frozenset({"case_file.pronouns", "case_file.languages", "case_file.tags", "injury.colour"})
_MEDICAL = "medical"

Visible = dict[str, list[FieldSpec]]


def people(session: Session) -> People:
    """Everybody who has a case file, as texts may name them; to be made once for a batch."""
    return People(partial(named.near, session.db), partial(named.called, session.db))


def as_seen(dossier: Dossier, audience: Audience, drawn: Letters, *, disclosed: bool = False) -> Dossier:
    """The case file as the audience may see it, with the letters of that copy for other people.

    What the person's consent does not cover is held back as well; without one that was granted it covers the facts.
    ``disclosed`` adds what was said under force where the audience may have it.
    """
    return dossier if audience.is_internal else _Sight(dossier, audience, drawn, disclosed).seen()


def view(
    session: Session, case: Entry, as_of: date, audience: Audience, drawn: Letters, *, disclosed: bool = False
) -> CaseView:
    """Everything about one case file as the audience may see it; nothing in it was computed from what is held back."""
    dossier = as_seen(finding.dossier(session, case.no), audience, drawn, disclosed=disclosed)
    sums = overview(dossier, as_of)
    return CaseView(dossier, sums, tuple(_remarks(session, dossier, sums)) if audience.remarks else (), (), {})


def _remarks(session: Session, dossier: Dossier, sums: Overview) -> Iterator[Remark]:
    """What the rules find; not what is lacking, which may be held back, nor what concerns other copies."""
    found = remarks(dossier, sums, limits=session.custody_limits, deadline_rules=session.deadline_rules)
    return (one for one in found if one.severity is not Severity.GAP and one.record != Consent.RECORD)


def agencies_of_a_city(agencies: Iterable[Agency]) -> frozenset[str]:
    """The ids of agencies of a city or above: ministries, security services, police right under a ministry."""
    known = {one.id: one for one in agencies}
    found = {
        one.id
        for one in known.values()
        if one.kind in _NATIONAL
        or (one.kind in _OF_A_CITY and one.parent in known and known[one.parent].kind == _NATIONAL[0])
    }
    return frozenset(found)


def _told_all(audience: Audience) -> Audience:
    """The audience, where it is told what was said under force."""
    return replace(audience, hides=audience.hides - {Sensitivity.COERCED})


@lru_cache(1000)
def _visible(name: str, disclosed: bool, scope: frozenset[str], kind: str, cleared: bool) -> dict[str, FieldSpec]:
    """The fields of a kind of record that a copy shows; a contact cleared for its purpose needs nobody's consent."""
    audience, spec = _told_all(AUDIENCES[name]) if disclosed else AUDIENCES[name], RECORDS[kind]

    def may_be_seen(field: FieldSpec) -> bool:
        allowed = cleared and field.sensitivity is Sensitivity.THIRD_PARTY
        return sees(audience, spec, field) and (allowed or covered(field, scope))

    return {one.name: one for one in spec.fields if may_be_seen(one)}


@cache
def _pointing(kind: str) -> tuple[FieldSpec, ...]:
    """The fields of a kind of record that point to others."""
    return tuple(field for field in RECORDS[kind].fields if field.kind in _POINTERS)


class _Sight:
    """One case file before the eyes of one audience."""

    def __init__(self, dossier: Dossier, audience: Audience, drawn: Letters, disclosed: bool) -> None:
        self.dossier, self.drawn = dossier, drawn
        self.disclosed = disclosed and audience.coerced_if_chosen
        self.audience = _told_all(audience) if self.disclosed else audience
        consent = standing(dossier.all(Consent)).get(audience.purpose)
        self.scope = scope_of(consent)
        named_as = consent.identity if consent and granted(consent) else ""
        self.is_anonymous = audience.always_anonymous or (named_as or audience.shown_as) == "anonymous"
        self.cities = agencies_of_a_city(dossier.shared(Agency))
        self._fields: dict[tuple[str, bool], dict[str, FieldSpec]] = {}

    def seen(self) -> Dossier:
        """The file that remains."""
        kept = self._kept()
        own = next(self._shown([self.dossier.case_file], kept))
        assert isinstance(own, CaseFile)  # noqa: S101 - it is made of one
        called = NAMELESS.capitalize() if self.is_anonymous else self.dossier.case_file.pseudonym
        return Dossier(
            replace(own, pseudonym=called),
            tuple(self._shown((one for one in self.dossier.records if one.id in kept), kept)),
            tuple(self._shown((one for one in self.dossier.outside if one.id in kept), kept)),
        )

    # --- which fields ---

    def fields(self, record: Record) -> dict[str, FieldSpec]:
        """The fields of a record that may be seen, by name."""
        cleared = isinstance(record, Contact) and self.audience.purpose in record.cleared_for
        key = record.RECORD, cleared
        if key not in self._fields:
            self._fields[key] = _visible(self.audience.name, self.disclosed, self.scope, *key)
        return self._fields[key]

    # --- which records ---

    def _kept(self) -> frozenset[str]:
        """The ids of what remains: what may be seen, as far as what it belongs to, and what rests on it, remains."""
        everything = (*self.dossier.records, *self.dossier.outside)
        kept = {one.id: one for one in (self.dossier.case_file, *everything) if self._may_remain(one)}
        cited = {target for one in (self.dossier.case_file, *everything) for target in self._cites(one, seen=False)}
        while True:
            still = {target for one in kept.values() for target in self._cites(one, seen=True)}
            gone = [key for key, one in kept.items() if self._has_lost(one, kept, cited, still)]
            if not gone:
                return frozenset(kept)
            for key in gone:
                del kept[key]

    def _may_remain(self, record: Record) -> bool:
        if record is self.dossier.case_file:
            return True
        if record.RECORD in self.audience.without or self._is_coerced(record) or self._is_of_others(record):
            return False
        if self._is_guarded(record):
            return False
        spec, shown = RECORDS[record.RECORD], self.fields(record)
        filled = [
            field for field in spec.fields if not field.derived and not is_empty(getattr(record, field.attribute))
        ]
        if any(field.required and field.name not in shown and not self._is_only_told(field) for field in filled):
            return isinstance(record, CaseFile)
        hidden = [field for field in filled if field.name not in shown]
        return not hidden or any(field.kind not in _POINTERS for field in filled if field.name in shown)

    def _is_only_told(self, field: FieldSpec) -> bool:
        """Whether a field is held back for its words alone: then the rest of the record says something without it."""
        hidden = field.sensitivity in self.audience.hides or not covered(field, self.scope)
        return not self.audience.words and is_free(field) and not hidden

    def _is_coerced(self, record: Record) -> bool:
        if self.disclosed:
            return False
        if isinstance(record, CoercedDisclosure):
            return True
        return getattr(record, "act", "") == COERCED_TERMS.get((record.RECORD, "act"), None)

    def _is_of_others(self, record: Record) -> bool:
        """Other people's files and detentions: a file is told of by its name alone, where what names it is shown."""
        if isinstance(record, CaseFile):
            return not self.disclosed
        return isinstance(record, Detention) and record.case != self.dossier.case_file.id

    def _is_guarded(self, record: Record) -> bool:
        """Whether a record is held back for what it says of itself."""
        match record:
            case Note():
                return Sensitivity.PRIVILEGED in self.audience.hides and record.privileged != "no"
            case Consent():
                return self.audience.own_consent and record.purpose != self.audience.purpose
            case Agency():
                return self.audience.city_level and record.id not in self.cities
        return self._is_uncovered(record)

    def _is_uncovered(self, record: Record) -> bool:
        """Whether the consent does not cover a source, an exhibit, or what one says of something else."""
        match record:
            case Evidence():
                return self._is_uncovered_exhibit(record)
            case Source():
                return record.kind == _MEDICAL and _MEDICAL not in self.scope
            case FactLink():
                return self._speaks_of_hidden(record)
        return False

    def _is_uncovered_exhibit(self, exhibit: Evidence) -> bool:
        is_picture = exhibit.kind in PICTURES or exhibit.media_type.startswith(("image/", "video/"))
        if is_picture and PHOTOS not in self.scope:
            return True
        return exhibit.kind == "medical_record" and _MEDICAL not in self.scope

    def _speaks_of_hidden(self, link: FactLink) -> bool:
        about = self.dossier.find(link.record.id) if link.record else None
        name = link.field.rpartition(".")[2]
        return about is not None and name in RECORDS[about.RECORD].by_name and name not in self.fields(about)

    def _has_lost(self, record: Record, kept: dict[str, Record], cited: set[str], still: set[str]) -> bool:
        """Whether a record hangs on one that is gone, or was there for the sake of one alone."""
        if record is self.dossier.case_file:
            return False
        for field in _pointing(record.RECORD):
            if field.required and field.kind is Kind.REFERENCE:
                target = _ids(getattr(record, field.attribute))
                if any(one not in kept and self.dossier.find(one) for one in target):
                    return True
        return record.id in cited and record.id not in still and self._is_there_for_others(record)

    def _is_there_for_others(self, record: Record) -> bool:
        return isinstance(record, Source | Evidence) or not record.case

    def _cites(self, record: Record, *, seen: bool) -> Iterator[str]:
        """What a record points to, that is there for its sake."""
        if isinstance(record, CustodyEvent):
            return
        shown = self.fields(record)
        for field in _pointing(record.RECORD):
            if not (isinstance(record, FactLink) and field.name == "record"):
                if not seen:
                    yield from _ids(getattr(record, field.attribute))
                elif field.name in shown:
                    yield from _ids(self._pointed(field, getattr(record, field.attribute)))

    # --- what they say ---

    def _shown(self, records: Iterable[Record], kept: frozenset[str]) -> Iterator[Record]:
        own = self.dossier.case_file
        for record in records:
            if isinstance(record, CaseFile) and record is not own:
                called = self.drawn.called(record.id) if self.audience.letters else record.pseudonym
                yield CaseFile(id=record.id, pseudonym=called)
                continue
            values: dict[str, Any] = {"id": record.id, "case": record.case}
            for field in self.fields(record).values():
                value = None if field.derived else getattr(record, field.attribute)
                if not is_empty(value) and not self._is_coerced_term(record, field, value):
                    values[field.attribute] = self._told(field, value, kept)
            yield made(type(record), values)

    def _is_coerced_term(self, record: Record, field: FieldSpec, value: object) -> bool:
        return not self.disclosed and COERCED_TERMS.get((record.RECORD, field.name)) == value

    def _told(self, field: FieldSpec, value: Any, kept: frozenset[str]) -> Any:
        if field.kind is Kind.DATE:
            return month_alone(value) if self.audience.months else value
        if field.kind in _POINTERS:
            return self._pointing(field, value, kept)
        if field.kind is Kind.LINES:
            return tuple(map(self._masked, value))
        if field.kind is Kind.MAPPING:
            return tuple((self._masked(question), self._masked(answer)) for question, answer in value)
        return self._masked(value) if is_free(field) else value

    def _pointing(self, field: FieldSpec, value: Any, kept: frozenset[str]) -> Any:
        pointed = self._pointed(field, value)
        if field.kind is Kind.REFERENCES:
            return tuple(dict.fromkeys(one for one in pointed if _ids(one)[0] in kept))
        empty = None if field.polymorphic else ""
        return pointed if pointed and _ids(pointed)[0] in kept else empty

    def _pointed(self, field: FieldSpec, value: Any) -> Any:
        """What a field points to; an agency that is not to be named gives its place to one above it."""
        if not self.audience.city_level or "agency" not in field.targets:
            return value
        if isinstance(value, tuple):
            return tuple(self._above(one) for one in value)
        return self._above(value) if value else value

    def _above(self, target: Any) -> Any:
        found, met = self.dossier.get(Agency, _ids(target)[0]), set[str]()
        while found and found.id not in self.cities and found.id not in met:
            met.add(found.id)
            found = self.dossier.get(Agency, found.parent)
        if found is None or found.id not in self.cities:
            return target
        return Ref("agency", found.id) if isinstance(target, Ref) else found.id

    # --- texts ---

    def _masked(self, text: str) -> str:
        own = self.dossier.case_file.id
        called = NAMELESS if self.is_anonymous else ""
        return self.drawn.masked(self._hidden.masked(text), own, called, codes_alone=not self.audience.letters)

    @cached_property
    def _hidden(self) -> HiddenWords:
        """What stands in a field that is held back, and might stand in a text as well."""
        return HiddenWords(value for one in (*self.dossier, *self.dossier.outside) for value in self._held_back(one))

    def _held_back(self, record: Record) -> Iterator[str]:
        spec, shown = RECORDS[record.RECORD], self.fields(record)
        left_out = isinstance(record, Agency) and self.audience.city_level and record.id not in self.cities
        for field in spec.fields:
            if field.sensitivity is Sensitivity.ORDINARY or f"{spec.name}.{field.name}" in _ORDINARY_WORDS:
                continue
            if field.name not in shown or (left_out and f"{spec.name}.{field.name}" in CITY_LEVEL):
                value = getattr(record, field.attribute)
                yield from value if field.kind is Kind.LINES else [value] if field.kind is Kind.LINE else ()


def _ids(value: Any) -> tuple[str, ...]:
    """The ids in a pointer, or in several."""
    if isinstance(value, tuple):
        return tuple(one for each in value for one in _ids(each))
    if isinstance(value, Ref):
        return (value.id,)
    return (value,) if value else ()
