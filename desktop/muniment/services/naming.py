"""What records are called, and finding those that a typed text may mean."""

from collections.abc import Iterable, Sequence
from typing import Any

from muniment.domain.date_display import shown_short
from muniment.domain.fields import FieldSpec, Kind, Scope
from muniment.domain.folding import query_words, words
from muniment.domain.frozen import frozen
from muniment.domain.openformat import is_empty
from muniment.domain.records import CaseFile, Record
from muniment.domain.schema import RECORDS
from muniment.domain.vocabulary import Vocabularies
from muniment.services.session import Session
from muniment.vault import named, records
from muniment.vault.records import SHARED, Entry

LIMIT = 20
_LONGEST = 60  # characters of a long text in a name


@frozen
class Name:
    """What one record is called: the words of its kind, and its own; for a case file pseudonym and code."""

    id: str
    record: str
    kind: str
    title: str

    @property
    def text(self) -> str:
        """Kind and title together: “Allegation: beating, 18 Sep 2017”; a case file goes by its title alone."""
        return self.title if self.record == "case_file" else f"{self.kind}: {self.title}" if self.title else self.kind


def name_of(record: Record, vocabularies: Vocabularies, language: str = "en") -> Name:
    """What a record is called, by the fields that its declaration names for that."""
    spec = RECORDS[record.RECORD]
    if isinstance(record, CaseFile):
        return Name(record.id, spec.name, spec.label, f"{record.pseudonym} · {record.code}")
    fields = (spec.field(name) for name in spec.title)
    said = [_said(field, getattr(record, field.attribute), vocabularies, language) for field in fields]
    return Name(record.id, spec.name, spec.label, ", ".join(part for part in said if part))


def _said(field: FieldSpec, value: Any, vocabularies: Vocabularies, language: str) -> str:
    if is_empty(value):
        return ""
    if field.kind is Kind.DATE:
        return shown_short(value, language)
    if field.vocabulary:
        return vocabularies.label(field.vocabulary, value, language)
    if field.kind is Kind.INSTANT:
        return str(value)[:10]
    line = " ".join(str(value).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"


def names(session: Session, ids: Iterable[str], language: str = "en") -> dict[str, Name]:
    """What the records of these ids are called; those that are not there are left out."""
    entries = [found for one in dict.fromkeys(ids) if (found := records.find(session.db, one))]
    return {one.id: one for one in _named(session, entries, language)}


def _named(session: Session, entries: Sequence[Entry], language: str) -> list[Name]:
    """Their names, in the order of the entries."""
    loaded = {record.id: record for record in records.load(session.db, entries)}
    return [name_of(loaded[one.id], session.vocabularies, language) for one in entries]


def candidates(
    session: Session,
    kinds: Sequence[str],
    text: str,
    *,
    case_id: str = "",
    across_files: bool = False,
    without: Sequence[str] = (),
    limit: int = LIMIT,
    language: str = "en",
) -> list[Name]:
    """The records of these kinds that a typed text may mean, those of the file first, what changed last above.

    Each word of the text begins a word of the name, in any spelling. Records of a case file are found in the file
    ``case_id``; case files all over the vault where ``across_files``.
    """
    wanted = query_words(text)
    if text.strip() and not wanted:
        return []
    found = _in_file(session, kinds, wanted, case_id, language)
    known = {*without, *(one.id for one in found)}
    more: list[Entry] = []
    if across_files and "case_file" in kinds:
        more += named.cases(session.db, wanted, limit + len(known))
    shared = [kind for kind in kinds if RECORDS[kind].scope is not Scope.FILE]
    if shared:
        more += named.shared(session.db, shared, wanted, limit + len(known))
    outside = _named(session, [one for one in more if one.id not in known][:limit], language)
    return [*(one for one in found if one.id not in without), *outside][:limit]


def _in_file(session: Session, kinds: Sequence[str], wanted: Sequence[str], case_id: str, language: str) -> list[Name]:
    owner = records.find(session.db, case_id) if case_id else None
    if owner is None or owner.case_no == SHARED:
        return []
    inside = [one for one in records.entries_of_file(session.db, owner.no) if one.kind in kinds]
    newest = sorted(inside, key=lambda one: (one.updated_at, one.no), reverse=True)
    return [one for one in _named(session, newest, language) if _fits(one.text, wanted)]


def _fits(text: str, wanted: Sequence[str]) -> bool:
    known = words(text)
    return all(any(word.startswith(part) for word in known) for part in wanted)
