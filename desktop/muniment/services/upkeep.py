"""Looking after a vault: what it holds, whether it is sound, copies of it, and destroying what must not be kept."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from muniment.domain.changes import Change
from muniment.domain.dates import UncertainDate
from muniment.domain.errors import CannotOpen, MunimentError, UserFault, WorldFault
from muniment.domain.fields import Kind
from muniment.domain.frozen import frozen
from muniment.domain.openformat import write_values
from muniment.domain.records import Evidence, Record
from muniment.domain.schema import RECORDS
from muniment.host.errors import os_errors_told
from muniment.host.files import write_whole
from muniment.services import entries, exhibits
from muniment.services.own_files import refuse_own_folder
from muniment.services.session import Progress, Session, is_rolled_back, placed, silent
from muniment.vault import (
    backup,
    caselines,
    changes,
    drafts,
    evidence,
    intake,
    journal,
    migrate,
    records,
    rulebook,
    settings,
    wordindex,
)
from muniment.vault.changes import CASE, CREATED, change
from muniment.vault.journal import Head
from muniment.vault.records import SHARED, Entry, Referrer

_WRITING_KEY = "writing the database key"
_OTHER_WORDS = "the search index does not say what the records say"


@frozen
class Information:
    """What a vault is and holds: counts of records by kind, sizes in bytes, key slots in use by kind."""

    vault_id: str
    format: int
    cipher: str
    language: str
    read_only: bool
    counts: dict[str, int]
    database_bytes: int
    evidence_bytes: int
    key_slots: dict[str, int]
    identity_passphrase: bool
    head: Head


def information(session: Session) -> Information:
    """Versions, counts, sizes, key slots, journal head."""
    db = session.db
    counted = dict(db.rows("SELECT kind, count(*) FROM record GROUP BY kind"))
    return Information(
        vault_id=session.keys.vault_id.hex(),
        format=migrate.vault_version(db),
        cipher=str(db.value("PRAGMA cipher_version")),
        language=session.language,
        read_only=db.read_only,
        counts={kind: int(counted[kind]) for kind in RECORDS if kind in counted},
        database_bytes=db.size(),
        evidence_bytes=int(db.value("SELECT coalesce(sum(length(bytes)), 0) FROM evidence_chunk")),
        key_slots=session.keys.slots_in_use(),
        identity_passphrase=db.value("SELECT 1 FROM setting WHERE name = 'identity_recipient'") is not None,
        head=journal.head(db),
    )


def write_raw_key(session: Session, target: Path) -> None:
    """Writes the database key to a new file for its owner alone, so that other programs can open the database.

    Journalled before the file is made. The form is that of SQLCipher's raw keys: x'key and salt in hexadecimal'.
    """
    refuse_own_folder(session, target)
    with os_errors_told(_WRITING_KEY):
        if target.is_symlink() or target.exists():
            raise UserFault("That file exists already and is not overwritten. Nothing was written.")
    with change(session.book, purpose="program") as pending:
        pending.writer.happen("raw_key_written")
    raw = f"x'{session.keys.database_key.hex()}{session.keys.database_salt.hex()}'\n"
    write_whole(target, raw.encode("ascii"), doing=_WRITING_KEY, overwrite=False)


# --- copies ---


def back_up(session: Session, target: Path, progress: Progress = silent) -> Head:
    """Writes one encrypted file that holds the whole vault, and checks it by opening it again.

    Raises UserFault for a place in the vault's own folder, and as ``backup.write_backup``.
    """
    refuse_own_folder(session, target)
    head = journal.head(session.db)
    backup.write_backup(
        session.db, session.keys, head, target, lambda done, of: progress("backing up and checking", done, of)
    )
    return head


def restore(source: Path, folder: Path, passphrase: str, progress: Progress = silent) -> Head:
    """Makes a vault in a new folder out of a backup; raises as ``backup.restore``."""
    return backup.restore(source, placed(folder), passphrase, lambda done, of: progress("restoring", done, of))


# --- destroying ---


@frozen
class Purge:
    """What a purge would destroy, and, ``referrers``, what points into it from elsewhere; these by their ids, too."""

    records: int
    exhibits: int
    referrers: tuple[str, ...]
    pointing: tuple[str, ...] = ()


#: What a user must know of everything that is destroyed.
BACKUPS_KEEP_IT = "Backups, printed copies and exports that were made before still hold it."


def purge_plan(session: Session, where: Entry) -> Purge:
    """What a purge of this case file or shared record destroys, and every record outside that points into it."""
    inside = changes.inside_of(session.db, where)
    pointing = {entries.describe(session, referrer): referrer.entry.id for referrer in _referrers(session, where)}
    exhibits = sum(one.kind == "evidence" for one in inside)
    return Purge(len(inside), exhibits, tuple(pointing), tuple(dict.fromkeys(pointing.values())))


def purge(session: Session, where: Entry) -> Change:
    """Destroys a case file or a shared record for ever, also one that was removed; raises StillReferredTo.

    What points to a shared record cannot be without it where the field is required.
    """
    needed = [one for one in _referrers(session, where) if RECORDS[one.entry.kind].field(one.field).required]
    entries.refuse_while(entries.describe(session, one) for one in needed)
    return changes.purge(session.book, where)


def purge_removed(session: Session, case: Entry, number: int) -> int:
    """Destroys for ever what a change of that number had removed from a case file, where it did not come back.

    Returns how many records. Raises UserFault where there is nothing of it left.
    """
    past = (one for one in journal.entries(session.db, case_no=case.no) if one.change == number)
    removed = [one for one in past if one.action == "remove" and one.values is not None]
    gone = [
        Entry(0, one.record_id, one.record, case.no, "", "")
        for one in removed
        if records.find(session.db, one.record_id) is None
    ]
    if not gone:
        raise UserFault("Of what this change removed nothing is left to destroy: it came back, or was purged.")
    changes.purge_removed(session.book, gone)
    return len(gone)


def _referrers(session: Session, where: Entry) -> list[Referrer]:
    inside = changes.inside_of(session.db, where)
    return [one for each in inside for one in records.referrers(session.db, each.no) if one.entry not in inside]


def purge_field(session: Session, case: Entry, name: str) -> int:
    """Destroys every earlier value of a field, ``record.field`` or a field of the case file; the present ones stay.

    Returns how many values were destroyed. Raises UserFault for a field that there is not.
    """
    kind, _, field = name.rpartition(".")
    kind = kind or "case_file"
    if kind not in RECORDS or field not in {spec.name for spec in RECORDS[kind].fields}:
        raise UserFault(f"There is no field {name}. Nothing was destroyed.")
    typed = drafts.once_of_field(session.db, case, kind, field)
    return changes.purge_past(session.book, journal.ids_once_in_file(session.db, case.no, kind), field, typed)


# --- proving ---


def verify(session: Session, progress: Progress = silent) -> list[str]:
    """Everything found wrong with a vault; empty where it is sound. Reads all of it.

    Pages and structure, the chain of the journal, every record against the journal's replay, the index against the
    records, every exhibit against its SHA-256. Damage that keeps a part from being read is a finding too.
    """
    found: list[str] = []
    for name, part in _PARTS.items():
        found += _as_findings(session, name, part(session, progress))
    return list(dict.fromkeys(found))


def accept_older(session: Session) -> None:
    """Takes the vault as it is for its newest state, although it was further once; journalled.

    For somebody who put an older ``cases.db`` back on purpose: from now on the next one put back shows again.
    """
    with change(session.book, purpose="program") as pending:
        pending.writer.happen("older_accepted", noted=session.keys.noted_head.short)
    session.keys.note_head(journal.head(session.db))


def _as_findings(session: Session, label: str, found: Iterator[str]) -> Iterator[str]:
    """What is found, to the point where nothing more can be read; our own code may trip over an old page put back.

    What comes after is looked at all the same.
    """
    try:
        yield from found
    except CannotOpen as error:
        yield from (str(error), f"{label}: damaged, and cannot be read to the end")
        with suppress(CannotOpen):
            session.db.revive()
    except WorldFault:
        raise
    except (MunimentError, LookupError, ValueError, TypeError, AttributeError, AssertionError):
        yield f"{label}: what it holds contradicts itself and cannot be read to its end"


def _pages(session: Session, progress: Progress) -> Iterator[str]:
    progress("checking the pages", 0, 0)
    found = [*session.db.damage(), *session.db.page_damage()]
    yield from found
    if found:
        session.db.revive()


def _journal(session: Session, progress: Progress) -> Iterator[str]:
    progress("checking the journal", 0, 0)
    if is_rolled_back(session):
        yield "the database is older than when the vault was last closed, or only one of its files was copied back"
    for seq in journal.broken_links(session.db, session.keys.journal_key):
        yield f"journal entry {seq}: the chain is broken here"
    for seq in journal.emptied(session.db):
        yield f"journal entry {seq}: what it held is gone, and was not purged"
    for seq in journal.come_back(session.db):
        yield f"journal entry {seq}: what was purged is there again"
    if intake.room(session.db) < max(records.highest_number(session.db), *journal.case_numbers(session.db), 0):
        yield "numbers that were given to records would be given again"


def _settings(session: Session, _progress: Progress) -> Iterator[str]:
    """The key that opens identities, the vault's own terms, rules and limits, against what the journal says of them."""
    identity_key: Any = ""
    language: Any = ""
    terms: dict[tuple[Any, Any], tuple[dict[str, str], bool]] = {}
    rules: dict[str, dict[str, Any]] = {rulebook.RULES: {}, rulebook.LIMITS: {}, rulebook.SWITCHED: {}}
    for entry in journal.entries(session.db, case_no=SHARED):
        facts = {name: value.after for name, value in (entry.values or {}).items()}
        if entry.record == "vault" and "identity_key" in facts:
            identity_key = facts["identity_key"]
            language = facts.get("language", language)
        elif entry.action in ("term_added", "term_retired"):
            labels = {language: text for language, text in (facts.get("labels") or {}).items() if text}
            terms[facts.get("list"), facts.get("term")] = (labels, entry.action == "term_retired")
        rulebook.follow(rules, entry.action, facts)
    if settings.reading_key_digest(session.db) != identity_key:
        yield "the key that opens identities is not the one that the journal says"
    if settings.get(session.db, "language") != language:
        yield "the vault's language is not the one that the journal says"
    if settings.terms_kept(session.db) != terms:
        yield "the vault's own terms are not those that the journal says"
    if rulebook.everything(session.db) != rules:
        yield "the vault's own rules and limits are not those that the journal says"


def _files(session: Session, progress: Progress) -> Iterator[str]:
    numbers = [SHARED, *records.case_numbers(session.db)]
    for done, case_no in enumerate(numbers, 1):
        yield from _as_findings(session, _label(session, case_no), _file(session, case_no))
        progress("checking the case files", done, len(numbers))
    yield from _vanished(session, set(numbers))
    yield from _as_findings(session, "the search index", _index(session, set(numbers)))


def _file(session: Session, case_no: int) -> Iterator[str]:
    """One case file, or the shared records, against the journal, the list, and the words of the index."""
    numbers = [entry.no for entry in records.entries_of_file(session.db, case_no)]
    present = dict(zip(numbers, records.load_file(session.db, case_no), strict=True))
    label = _label(session, case_no)
    yield from (f"{label}: {text}" for text in _against_journal(session, case_no, tuple(present.values())))
    if case_no:
        if not wordindex.is_current(session.db, case_no, present):
            yield f"{label}: {_OTHER_WORDS}"
        if not caselines.is_current(session.db, case_no, tuple(present.values())):
            yield f"{label}: the list does not say what the records say"
        return
    for no, record in present.items():
        if not wordindex.is_current(session.db, no, {no: record}):
            yield f"{record.RECORD} {record.id}: {_OTHER_WORDS}"


def _index(session: Session, files: set[int]) -> Iterator[str]:
    """The index against the words that it is made from."""
    shared = {entry.no: f"{entry.kind} {entry.id}" for entry in records.all_shared(session.db)}
    strangers = (wordindex.documents(session.db) - shared.keys() | caselines.files(session.db)) - files
    for no in sorted({*wordindex.misindexed(session.db), *strangers}):
        if no in files or no in shared:
            yield f"{shared.get(no) or _label(session, no)}: {_OTHER_WORDS}"
        else:
            yield f"the search index holds words of what is not there (number {no})"
    if wordindex.miscounted(session.db):
        yield "the search index does not hold as many words as it counts"


def _label(session: Session, case_no: int) -> str:
    return f"case file {records.code_of(session.db, case_no)}" if case_no else "shared records"


def _against_journal(session: Session, case_no: int, present: tuple[Record, ...]) -> Iterator[str]:
    expected = replay(journal.entries(session.db, case_no=case_no))
    for record in present:
        known = expected.pop(record.id, None)
        if known is None:
            yield f"{record.RECORD} {record.id} is not in the journal"
            continue
        now = {**write_values(record), CREATED: record.created_at}
        if UPDATED in known:
            now[UPDATED] = record.updated_at
        names = [name for name in {**known, **now} if name != CASE and known.get(name) is not UNKNOWN]
        wrong = sorted({name for name in names if known.get(name) != now.get(name)} | set(_false_bounds(record)))
        if wrong:
            yield f"{record.RECORD} {record.id}: {', '.join(wrong)} is not what the journal says"
    yield from (f"a record that the journal knows is missing: {record_id}" for record_id in expected)


def _false_bounds(record: Record) -> Iterator[str]:
    """The dates whose bounds in the table are not those of the date."""
    for field in RECORDS[record.RECORD].fields:
        value = getattr(record, field.attribute) if field.kind is Kind.DATE else None
        if isinstance(value, UncertainDate) and UncertainDate.parse(value.edtf) != value:
            yield field.name


def _vanished(session: Session, numbers: set[int]) -> Iterator[str]:
    """Case files that the journal knows as a whole and that are gone with all their records."""
    for case_no in journal.case_numbers(session.db):
        if case_no not in numbers and replay(journal.entries(session.db, case_no=case_no)):
            yield f"a case file that the journal knows is missing (number {case_no})"


UNKNOWN: Any = object()
"""Stands for a value that was purged: it may be anything."""

UPDATED = "@updated_at"
"""When a record was last changed; not told of one that was only added, which may have come with a time of its own."""


def replay(past: Iterator[journal.JournalEntry]) -> dict[str, dict[str, Any]]:
    """The records of one case file as its journal says they are now: field values by record id."""
    state: dict[str, dict[str, Any]] = {}
    for entry in past:
        if entry.action == "purge" and entry.record == "case_file":
            state = {}
        elif entry.action in ("remove", "purge"):
            state.pop(entry.record_id, None)
        elif entry.action in ("add", "set", "restate"):
            fields = state.setdefault(entry.record_id, {})
            if entry.action == "set":
                fields[UPDATED] = entry.at
            for name, value in (entry.values or {}).items():
                fields[name] = UNKNOWN if value.purged else value.after
    return state


def _exhibits(session: Session, progress: Progress) -> Iterator[str]:
    listed = records.entries_of_kind(session.db, "evidence")
    for done, where in enumerate(listed, 1):
        progress("checking the exhibits", done, len(listed))
        known: Any = records.load(session.db, [where])[0]
        label = f"exhibit {known.exhibit_no} of case file {records.code_of(session.db, where.case_no)}"
        yield from _as_findings(session, label, _exhibit(session, label, known))
    for evidence_id in evidence.held(session.db):
        if not journal.knows(session.db, evidence_id):
            yield f"bytes of an exhibit that the journal does not know, or that was purged: {evidence_id}"
    for evidence_id in evidence.with_gaps(session.db):
        yield f"bytes of an exhibit of which a piece before them is missing: {evidence_id}"


def _exhibit(session: Session, label: str, known: Evidence) -> Iterator[str]:
    if odd := exhibits.what_is_wrong(known, evidence.fingerprint(session.db, known.id)):
        yield f"{label}: {odd}"


_PARTS: Mapping[str, Callable[[Session, Progress], Iterator[str]]] = {
    "the pages": _pages,
    "the journal": _journal,
    "the vault's own lists and keys": _settings,
    "the case files": _files,
    "the exhibits": _exhibits,
}
