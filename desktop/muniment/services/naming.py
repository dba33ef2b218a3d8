"""What records are called, and finding those that a typed text may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from muniment.domain.date_display import shown_short
from muniment.domain.date_names import plain
from muniment.domain.fields import Scope
from muniment.domain.folding import query_words, words
from muniment.domain.frozen import frozen
from muniment.domain.records import CaseFile, Record
from muniment.domain.schema import RECORDS
from muniment.domain.vocabulary import Vocabularies
from muniment.services.session import Session
from muniment.services.words import Words
from muniment.vault import named, records
from muniment.vault.records import SHARED, Entry

LIMIT = 20
_LOOKED_INTO = 10  # other case files whose records are offered


@frozen
class Name:
    """What one record is called: the words of its kind, and its own; for a case file pseudonym and code.

    ``where`` names the case file of a record that is pointed to from another one.
    """

    id: str
    record: str
    kind: str
    title: str
    where: str = ""

    @property
    def text(self) -> str:
        """All of it: “Allegation: beating, 18 Sep 2017”; a case file goes by its title alone."""
        if self.record == "case_file":
            return self.title
        said = f"{self.kind}: {self.title}" if self.title else self.kind
        return f"{self.where}, {said}" if self.where else said


@frozen
class Wanted:
    """What a field looks for: kinds of record, in which case file, and whether others are looked through as well."""

    kinds: tuple[str, ...]
    case_id: str = ""
    across_files: bool = False
    without: tuple[str, ...] = ()


def name_of(record: Record, vocabularies: Vocabularies, language: str = "en") -> Name:
    """What a record is called, by the fields that its declaration names for that."""
    spec = RECORDS[record.RECORD]
    if isinstance(record, CaseFile):
        return Name(record.id, spec.name, spec.label, f"{record.pseudonym} · {record.code}")
    words = Words(vocabularies, lambda _id: None, language, tell_date=lambda when: shown_short(when, language))
    return Name(record.id, spec.name, spec.label, words.title(record))


def names(session: Session, ids: Iterable[str], language: str = "en", *, case_id: str = "") -> dict[str, Name]:
    """What the records of these ids are called, seen from a case file; those that are not there are left out."""
    entries = [found for one in dict.fromkeys(ids) if (found := records.find(session.db, one))]
    return {one.id: one for one in _named(session, entries, language, case_id)}


def _named(session: Session, entries: Sequence[Entry], language: str, case_id: str) -> list[Name]:
    """Their names, in the order of the entries."""
    loaded = {record.id: record for record in records.load(session.db, entries)}
    found = (name_of(loaded[one.id], session.vocabularies, language) for one in entries)
    return [
        replace(name, where=_case_named(session, where.case_no)) if loaded[name.id].case not in ("", case_id) else name
        for name, where in zip(found, entries, strict=True)
    ]


def _case_named(session: Session, case_no: int) -> str:
    code, pseudonym = records.names_of(session.db, case_no)
    return f"{pseudonym} · {code}"


def candidates(session: Session, wanted: Wanted, text: str, *, limit: int = LIMIT, language: str = "en") -> list[Name]:
    """The records that a typed text may mean, those of the file first, and what changed last above.

    Each word of the text begins a word of the name, in any spelling.
    """
    sounds = query_words(text)
    if not sounds:
        return [] if text.strip() else _found(session, wanted, [], limit, language)
    found = [one for one in _found(session, wanted, sounds, limit, language) if _fits(words(one.text), sounds)]
    if found:
        return found
    cut = (
        [*sounds[:-1], sounds[-1][:-1]] if len(sounds[-1]) > 1 else []
    )  # a word that is cut inside may sound otherwise
    letters = plain(text).split()
    less = _found(session, wanted, cut, 4 * limit, language) if cut else []
    return [one for one in less if _fits(plain(one.text).split(), letters)][:limit]


def _found(session: Session, wanted: Wanted, sounds: Sequence[str], limit: int, language: str) -> list[Name]:
    here = _in_file(session, wanted, sounds, language)
    known = {*wanted.without, *(one.id for one in here)}
    outside: list[Entry] = []
    if wanted.across_files:
        outside += _of_other_files(session, wanted, sounds, limit + len(known))
    shared = [kind for kind in wanted.kinds if RECORDS[kind].scope is not Scope.FILE]
    if shared:
        outside += named.shared(session.db, shared, sounds, limit + len(known))
    fresh = [one for one in outside if one.id not in known][:limit]
    more = _named(session, fresh, language, wanted.case_id)
    return [*(one for one in here if one.id not in wanted.without), *more][:limit]


def _of_other_files(session: Session, wanted: Wanted, sounds: Sequence[str], limit: int) -> list[Entry]:
    """The case files that are called so, or their records of the wanted kinds."""
    cases = named.cases(session.db, sounds, limit)
    if "case_file" in wanted.kinds:
        return cases
    inside = (one for case in cases[:_LOOKED_INTO] for one in records.entries_of_file(session.db, case.no))
    return [one for one in inside if one.kind in wanted.kinds]


def _in_file(session: Session, wanted: Wanted, sounds: Sequence[str], language: str) -> list[Name]:
    owner = records.find(session.db, wanted.case_id) if wanted.case_id else None
    if owner is None or owner.case_no == SHARED:
        return []
    inside = [one for one in records.entries_of_file(session.db, owner.no) if one.kind in wanted.kinds]
    newest = sorted(inside, key=lambda one: (one.updated_at, one.no), reverse=True)
    return [one for one in _named(session, newest, language, wanted.case_id) if _fits(words(one.text), sounds)]


def _fits(known: Sequence[str], parts: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in known) for part in parts)
