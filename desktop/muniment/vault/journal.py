"""The append-only history: who changed what is undone, proved and shown from here.

Each entry commits to its payload by a hash, and to everything before it by a keyed hash. Each payload begins with a
nonce of its own, so that the hash of one that was destroyed cannot be matched against guesses. Where one field's past
is destroyed, what is left of a payload gets a new nonce; the entry that tells of the purge has the hashes of what was
left, and is kept in the chain like any other.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2 as sqlcipher

from muniment.domain.frozen import frozen
from muniment.vault.connection import Database
from muniment.vault.errors import VaultDamaged

GENESIS = bytes(32)
_NONCE_BYTES = 16
_COLUMNS = "seq, change, at, case_no, record, record_id, action, purpose, undoes, payload_hash, chain"


@frozen
class Value:
    """What became of one field: before and after in the open format, None for empty; or ``purged``."""

    before: Any
    after: Any
    purged: bool = False


class Happening(NamedTuple):
    """One thing to be journalled. ``action`` is add, set, remove, or what the program did on its own account."""

    case_no: int
    record: str
    record_id: str
    action: str
    told: str  # as ``told`` or ``told_of_new`` writes it
    purpose: str = "change"
    undoes: int = 0


Happening.__repr__ = object.__repr__  # type: ignore[method-assign] # it shows nothing of its content


@frozen
class JournalEntry:
    """One entry as it stands in the journal; ``values`` is None where its payload was destroyed."""

    seq: int
    change: int
    at: str
    case_no: int
    record: str
    record_id: str
    action: str
    purpose: str
    undoes: int
    values: Mapping[str, Value] | None


@frozen
class Head:
    """The newest entry: how many there are, and the keyed hash over all of them."""

    seq: int
    chain: bytes

    @property
    def short(self) -> str:
        """The form that is printed on copies: the count and eight characters of the hash."""
        return f"{self.seq}-{self.chain.hex()[:8]}"


def head(db: Database) -> Head:
    """The newest entry of the journal."""
    row = db.row("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1")
    return Head(row[0], row[1]) if row else Head(0, GENESIS)


def chain_at(db: Database, seq: int) -> bytes | None:
    """The keyed hash over the journal up to an entry; None where the journal does not reach so far."""
    found: bytes | None = db.value("SELECT chain FROM journal WHERE seq = ?", (seq,))
    return found


def slot_changes(db: Database) -> int:
    """How often the passphrases had changed when the journal last heard of it."""
    query = """SELECT p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
               WHERE j.record_id = '' ORDER BY j.seq DESC"""
    heard = (_values(row[0]).get("slot_changes") for row in db.each(query))
    return next((int(value.after) for value in heard if value), 0)


def append(db: Database, key: bytes, at: str, happenings: Sequence[Happening], change: int = 0) -> int:
    """Appends entries as one change, within the caller's transaction; returns the number of the change.

    ``change`` is the number of the newest change, where these entries go on with it. Raises VaultDamaged where an entry
    of the next number is there already: old pages were put back beside newer ones.
    """
    from hashlib import sha256
    from hmac import digest as keyed

    newest = head(db)
    change = change or 1 + (db.value("SELECT change FROM journal WHERE seq = ?", (newest.seq,)) or 0)
    seq, chain = newest.seq, newest.chain
    rows: list[tuple[Any, ...]] = []
    payloads: list[tuple[int, str]] = []
    nonces = os.urandom(_NONCE_BYTES * len(happenings)).hex()
    for place, (case_no, record, record_id, action, told, purpose, undoes) in enumerate(happenings):
        seq += 1
        payload = f'["{nonces[2 * _NONCE_BYTES * place : 2 * _NONCE_BYTES * (place + 1)]}",{told}]'
        digest = sha256(payload.encode()).digest()
        texts = (_quoted(record), _quoted(record_id), _quoted(action), _quoted(purpose))
        linked = f"[{seq},{change},{_quoted(at)},{case_no},{','.join(texts)},{undoes}]"  # as ``_link`` has it
        chain = keyed(key, chain + linked.encode() + digest, "sha256")
        rows.append((seq, change, at, case_no, record, record_id, action, purpose, undoes, digest, chain))
        payloads.append((seq, payload))
    try:
        db.run_many(f"INSERT INTO journal ({_COLUMNS}) VALUES ({', '.join('?' * 11)})", rows)  # noqa: S608
        db.run_many("INSERT INTO journal_payload (seq, payload) VALUES (?, ?)", payloads)
    except sqlcipher.IntegrityError:
        raise VaultDamaged(_TWICE) from None
    return change


_TWICE = "The journal contradicts itself: the vault is damaged. Work on a copy, and restore a backup."
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_quoted = json.encoder.encode_basestring


def told(values: Mapping[str, tuple[Any, Any]]) -> str:
    """What a payload tells of fields, before and after. Their names are the program's own and need no escaping."""
    return _object(f'"{name}":{_dumps(pair)}' for name, pair in values.items())


def told_of_new(values: Mapping[str, Any]) -> str:
    """The same of fields that were empty before; most are texts now, which need no encoder."""
    return _object(
        [f'"{name}":[null,{_quoted(now) if type(now) is str else _dumps(now)}]' for name, now in values.items()]
    )


def _object(members: Iterable[str]) -> str:
    return f"{{{','.join(members)}}}"


def _items(payload: str) -> dict[str, list[Any]]:
    """By field what was before and after; an empty list for what was destroyed."""
    try:
        _, items = json.loads(payload)
        return dict(items)
    except (ValueError, TypeError) as error:
        raise VaultDamaged("A journal entry cannot be read: the database is damaged.") from error


def _hash(payload: str) -> bytes:
    import hashlib  # here, since an OpenSSL comes with it that looking at a vault has no use for

    return hashlib.sha256(payload.encode()).digest()


def _link(key: bytes, before: bytes, fields: tuple[Any, ...], digest: bytes) -> bytes:
    import hmac

    return hmac.digest(key, before + _dumps(fields).encode() + digest, "sha256")


# --- reading ---


def entries(db: Database, *, case_no: int | None = None, record_id: str | None = None) -> Iterator[JournalEntry]:
    """The entries of one case file, of one record, or of the whole vault, in order."""
    wanted = {"case_no": case_no, "record_id": record_id}
    named = {name: value for name, value in wanted.items() if value is not None}
    where = f"WHERE {' AND '.join(f'j.{name} = ?' for name in named)}" if named else ""
    columns = ", ".join(f"j.{name}" for name in _COLUMNS.split(", ")[:9])
    rows = db.each(
        f"SELECT {columns}, p.payload FROM journal j LEFT JOIN journal_payload p ON p.seq = j.seq "  # noqa: S608
        f"{where} ORDER BY j.seq",
        tuple(named.values()),
    )
    for row in rows:
        cells = [*row[:9], None if row[9] is None else _values(row[9])]
        yield JournalEntry(*cells)


def _values(payload: str) -> dict[str, Value]:
    return {name: Value(*item) if item else Value(None, None, purged=True) for name, item in _items(payload).items()}


def former_case_no(db: Database, record_id: str) -> int | None:
    """The number that a case file had when it was last journalled; None for what was never a case file."""
    query = "SELECT case_no FROM journal WHERE record_id = ? AND record = 'case_file' ORDER BY seq DESC LIMIT 1"
    no = db.value(query, (record_id,))
    return None if no is None else int(no)


def removed(db: Database, record_id: str) -> tuple[str, int] | None:
    """The kind of a record that was removed, and the number of its case file (0: shared); None where none was."""
    query = "SELECT record, case_no FROM journal WHERE record_id = ? AND action = 'remove' ORDER BY seq DESC LIMIT 1"
    row = db.row(query, (record_id,))
    return (row[0], int(row[1])) if row else None


def removed_with_code(db: Database, code: str) -> str | None:
    """The id of the case file that was removed last of those with that code."""
    query = """SELECT j.record_id, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
               WHERE j.record = 'case_file' AND j.action = 'remove' ORDER BY j.seq DESC"""
    for record_id, payload in db.each(query):
        if (had := _values(payload).get("code")) and had.before == code:
            return str(record_id)
    return None


def gone(db: Database) -> list[JournalEntry]:
    """The last removal of every case file and shared record that is not there and was not purged, the latest first."""
    there = "SELECT 1 FROM record r WHERE r.id = j.record_id"
    shared = f"j.case_no = 0 AND j.record <> 'draft' AND j.action = 'remove' AND NOT EXISTS ({there})"
    found = {entry.record_id: entry for entry in _with_payload(db, shared)}  # the last one of each stays
    for case_no in _numbers_gone(db):
        last = list(_with_payload(db, "j.case_no = ? AND j.record = 'case_file' AND j.action = 'remove'", case_no))[-1:]
        found |= {entry.record_id: entry for entry in last}
    return sorted(found.values(), key=lambda entry: entry.seq, reverse=True)


def _with_payload(db: Database, where: str, *values: int) -> Iterator[JournalEntry]:
    columns = ", ".join(f"j.{name}" for name in _COLUMNS.split(", ")[:9])
    query = f"""SELECT {columns}, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
                WHERE {where} ORDER BY j.seq"""  # noqa: S608
    for row in db.each(query, values):
        cells = [*row[:9], _values(row[9])]
        yield JournalEntry(*cells)


def _numbers_gone(db: Database) -> list[int]:
    """The numbers of the case files that the journal knows and that are not there; goes from number to number."""
    query = """WITH RECURSIVE known(no) AS (
                   SELECT min(case_no) FROM journal WHERE case_no > 0
                   UNION ALL
                   SELECT (SELECT min(case_no) FROM journal WHERE case_no > known.no) FROM known WHERE no IS NOT NULL)
               SELECT no FROM known
               WHERE no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record r WHERE r.no = known.no)"""
    return [row[0] for row in db.rows(query)]


def ids_once_in_file(db: Database, case_no: int, record: str) -> list[str]:
    """The ids of all records of one kind that a case file ever had."""
    query = "SELECT DISTINCT record_id FROM journal WHERE case_no = ? AND record = ?"
    return [row[0] for row in db.each(query, (case_no, record))]


def case_numbers(db: Database) -> list[int]:
    """The numbers of all case files that the journal has ever known."""
    return [row[0] for row in db.each("SELECT DISTINCT case_no FROM journal WHERE case_no <> 0 ORDER BY case_no")]


def knows(db: Database, record_id: str) -> bool:
    """Whether the journal has heard of a record of that id, and what it was told was not all destroyed since."""
    query = "SELECT 1 FROM journal j JOIN journal_payload p ON p.seq = j.seq WHERE j.record_id = ? LIMIT 1"
    return db.value(query, (record_id,)) is not None


# --- destroying ---


def destroy_file(db: Database, case_no: int) -> int:
    """Destroys the payloads of all entries of a case file; returns how many. The entries stay, so the chain does."""
    return db.run("DELETE FROM journal_payload WHERE seq IN (SELECT seq FROM journal WHERE case_no = ?)", (case_no,))


def destroy_record(db: Database, record_id: str) -> None:
    """Destroys every value that one record ever had."""
    db.run("DELETE FROM journal_payload WHERE seq IN (SELECT seq FROM journal WHERE record_id = ?)", (record_id,))


def destroy_field(db: Database, record_ids: Iterable[str], field: str) -> dict[str, str]:
    """Destroys every value that a field of these records ever had in the history.

    Returns, for each entry in which it did, the hash of what is left of the payload, both as text: the caller journals
    them, so that it stays proved.
    """
    left: dict[str, str] = {}
    for record_id in record_ids:
        rows = db.each(
            "SELECT p.seq, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq WHERE j.record_id = ?",
            (record_id,),
        )
        for seq, text in rows:
            items = _items(text)
            if items.get(field):
                payload = _dumps([os.urandom(_NONCE_BYTES).hex(), {**items, field: []}])
                db.run("UPDATE journal_payload SET payload = ? WHERE seq = ?", (payload, seq))
                left[str(seq)] = _hash(payload).hex()
    return left


# --- proving ---


def broken_links(db: Database, key: bytes) -> Iterator[int]:
    """The sequence numbers at which the chain does not hold: an entry changed, missing, or out of place."""
    from hmac import compare_digest

    columns = ", ".join(f"j.{name}" for name in _COLUMNS.split(", "))
    left = _left_by_purges(db)
    chain, expected = GENESIS, 1
    for row in db.each(
        f"SELECT {columns}, p.payload FROM journal j LEFT JOIN journal_payload p ON p.seq = j.seq ORDER BY j.seq"  # noqa: S608
    ):
        fields, digest, stored, payload = row[:9], row[9], row[10], row[11]
        sound = row[0] == expected and compare_digest(_link(key, chain, tuple(fields), digest), stored)
        if not (sound and (payload is None or compare_digest(_hash(payload), left.get(row[0], digest)))):
            yield row[0]
        chain, expected = stored, row[0] + 1


_PURGE_OF = """u.action = 'purge' AND u.seq > j.seq
    AND (u.record_id = j.record_id OR (u.record = 'case_file' AND u.case_no = j.case_no))"""


def purged(db: Database, record_id: str) -> bool:
    """Whether a record, or the case file that it belonged to, was purged."""
    query = f"SELECT 1 FROM journal j JOIN journal u ON {_PURGE_OF} WHERE j.record_id = ? LIMIT 1"  # noqa: S608
    return db.value(query, (record_id,)) is not None


def emptied(db: Database) -> list[int]:
    """The entries whose payload is gone though neither their case file nor their record was purged since."""
    query = f"""SELECT j.seq FROM journal j
        WHERE NOT EXISTS (SELECT 1 FROM journal_payload p WHERE p.seq = j.seq)
        AND NOT EXISTS (SELECT 1 FROM journal u WHERE {_PURGE_OF}) ORDER BY j.seq"""  # noqa: S608
    return [row[0] for row in db.each(query)]


def come_back(db: Database) -> list[int]:
    """The entries that hold again what a purge had destroyed."""
    query = f"""SELECT j.seq FROM journal u JOIN journal j ON {_PURGE_OF}
        JOIN journal_payload p ON p.seq = j.seq WHERE u.action = 'purge'"""  # noqa: S608
    found = {row[0] for row in db.each(query)}
    for number, facts in _purges_of_a_past(db):
        found |= _past_of_field(db, facts["records"].after, facts["field"].after, number)
    return sorted(found)


def _purges_of_a_past(db: Database) -> Iterator[tuple[int, dict[str, Value]]]:
    """What the journal tells of every purge of a field's past, with the number of its change."""
    query = """SELECT j.change, j.payload_hash, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
               WHERE j.action = 'past_purged' ORDER BY j.seq"""
    told = ((number, text) for number, digest, text in db.rows(query) if _hash(text) == digest)
    return ((number, _values(text)) for number, text in told)


def _left_by_purges(db: Database) -> dict[int, bytes]:
    """The hashes of the payloads that a purge has left something of, by their entries."""
    told = (facts["payloads"].after for _, facts in _purges_of_a_past(db))
    return {int(seq): bytes.fromhex(digest) for payloads in told for seq, digest in payloads.items()}


def _past_of_field(db: Database, record_ids: Iterable[str], field: str, change: int) -> set[int]:
    """The entries before that change in which a field of these records still has a value."""
    query = """SELECT j.seq, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
               WHERE j.record_id = ? AND j.change < ?"""
    rows = (row for record_id in record_ids for row in db.each(query, (record_id, change)))
    return {seq for seq, text in rows if _items(text).get(field)}
