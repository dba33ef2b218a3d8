"""A vault that is worked on, and the search for what is wrong with it after its program was cut off."""

import hashlib
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.held import CHEAP, known, state
from tests.faults.later import NEWEST, program_of

from muniment.domain.errors import CannotOpen
from muniment.services import entries, exhibits, finding, passphrases, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import copies, journal, keys, records, sealed, settings
from muniment.vault.backup import verify_backup
from muniment.vault.connection import DATABASE_FILE, open_database
from muniment.vault.errors import WrongPassphrase
from muniment.vault.journal import JournalEntry
from muniment.vault.keys import KEYS_FILE
from muniment.vault.migrate import vault_version

AT_REST = {KEYS_FILE, DATABASE_FILE}
JOURNAL = f"{DATABASE_FILE}-journal"
_HOT = bytes.fromhex("d9d505f920a163d7")  # what a journal begins with that has to be rolled back


@dataclass
class Told:
    """What a program had said when it was cut off: the last act that was done, and the one in hand, if any."""

    done: dict[str, Any]
    in_hand: dict[str, Any] = field(default_factory=dict)
    promised: list[dict[str, Any]] = field(default_factory=list)

    def hear(self, words: dict[str, Any]) -> None:
        """Takes note of what the program says."""
        if "begin" in words:
            self.in_hand = words
        elif "done" in words:
            self.done, self.in_hand = words, {}
            self.promised = [*self.promised, words]
        elif "refused" in words:
            self.in_hand = {}

    @property
    def doing(self) -> str:
        return str(self.in_hand.get("begin", "nothing"))

    def either(self, name: str, after: str) -> tuple[Any, Any]:
        """What holds of the vault if the act in hand was not done, and if it was."""
        return self.done[name], self.in_hand.get(after, self.done[name])


class Ground:
    """A folder with one vault after the other; ``last`` says what the present one holds."""

    def __init__(self, folder: Path, seen: Counter[str], picture_bytes: int) -> None:
        self.folder, self.seen = folder, seen
        self.outside = folder / "outside"
        self.outside.mkdir()
        self._picture_bytes, self._vaults = picture_bytes, 0
        self._keep_a_backup()
        self.begin_vault()

    def _keep_a_backup(self) -> None:
        session = sessions.create(self.folder / "kept", "kept", cost=CHEAP)
        entries.add(session, "case_file", {"pseudonym": "kept", "summary": "kept " * 1000})
        upkeep.back_up(session, self.outside / "a backup")
        session.close()

    def begin_vault(self) -> None:
        """The next vault to work on, closed."""
        self._vaults += 1
        self.vault = self.folder / f"vault-{self._vaults}"
        session = sessions.create(self.vault, "first", "identity", cost=CHEAP)
        picture = self.folder / "picture"
        picture.write_bytes(os.urandom(self._picture_bytes))
        for _ in range(3):
            case = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
            entries.add(session, "note", {"text": "note"}, case.id)
            exhibits.attach(session, finding.case(session, case.id), picture)
        passphrases.add(session, "second")
        ways = {"passphrases": ["first", "second"], "identity": "identity", "later": 0}
        self.last: dict[str, Any] = {**known(session), **ways}
        session.close()

    def order(self, chance: random.Random, **more: Any) -> dict[str, Any]:
        """What a worker needs to know."""
        ways = {name: self.last[name] for name in ("passphrases", "identity", "later")}
        places = {"vault": str(self.vault), "outside": str(self.outside)}
        return {**places, **ways, "seed": chance.random(), "cramped": chance.random() < 0.5, **more}

    # --- what is left ---

    def wrong(self, told: Told) -> list[str]:
        """All that is wrong, a vault that cannot be opened among it."""
        try:
            return list(self._look(told))
        except CannotOpen as error:
            return [f"{type(error).__name__}: {error}"]

    def _look(self, told: Told) -> Iterator[str]:
        yield from self._names(told)
        yield from self._ways_in(told)
        yield from self._version(told)
        with program_of(self.last["later"]), self._open() as session:
            now = known(session)
            yield from session.notices
            self.seen["cipher_integrity_check alone complained"] += bool(session.db.page_damage())
            yield from upkeep.verify(session)
            yield from lost(session, told, now["state"])
            yield from self._identity(session, told)
            yield from self._backups(session, told)
            for promise in told.promised:
                yield from _outside(session, promise, promised=True)
            yield from _outside(session, told.in_hand, promised=False)
            self.last |= known(session)
        left = {path.name for path in self.vault.iterdir()} - AT_REST
        if left:
            yield f"beside the vault's two files there is {sorted(left)}"

    def _names(self, told: Told) -> Iterator[str]:
        names = {path.name for path in self.vault.iterdir()} - AT_REST
        if JOURNAL in names:
            with (self.vault / JOURNAL).open("rb") as file:
                self.seen["a save was half done"] += file.read(len(_HOT)) == _HOT
        self.seen["half a file was left in the vault"] += any(name.endswith(".part") for name in names)
        unknown = {name for name in names if not name.endswith((".part", "-journal"))}
        if unknown:
            yield f"strange files after {told.doing}: {unknown}"

    def _ways_in(self, told: Told) -> Iterator[str]:
        """The passphrases that open the vault are those of before the act in hand, or those of after it."""
        before, after = told.either("passphrases", "after")
        opening = [one for one in dict.fromkeys([*before, *after]) if self._opens(one)]
        self.last = {**self.last, **told.done, "passphrases": after if set(opening) == set(after) else before}
        if set(opening) not in (set(before), set(after)):
            yield f"the passphrases that open the vault are neither the old ones nor the new ones: {len(opening)}"

    def ways_in(self, told: Told) -> list[str]:
        """The passphrases that open the vault, of all that may."""
        with suppress(CannotOpen):
            return [one for ways in told.either("passphrases", "after") for one in ways if self._opens(one)]
        return []

    def _opens(self, passphrase: str) -> bool:
        try:
            keys.unlock(self.vault / KEYS_FILE, passphrase)
        except WrongPassphrase:
            return False
        return True

    def _version(self, told: Told) -> Iterator[str]:
        """The version of the vault is that of before the act in hand, or that of after it."""
        either = told.either("later", "later_after")
        if either[0] == either[1]:
            return  # another one cannot be opened, or would be brought up to date once more than was asked
        own = keys.unlock(self.vault / KEYS_FILE, self.last["passphrases"][0])
        with open_database(self.vault / DATABASE_FILE, own.database_key, own.database_salt) as db:
            found = vault_version(db) - NEWEST
        self.last["later"] = min(max(found, either[0]), either[1])
        self.seen["an upgrade was not done yet" if found == either[0] else "an upgrade was done"] += 1
        if found not in either:
            yield f"the vault is of version {found}, and was or became one of {either}"

    def _open(self) -> Any:
        return sessions.opened(self.vault, self.last["passphrases"][0])

    def _identity(self, session: Session, told: Told) -> Iterator[str]:
        """One passphrase opens identities: that of before the act in hand, or that of after it."""
        either = told.either("identity", "identity_after")
        wrapped = settings.reading_key(session.db)
        opening = [one for one in dict.fromkeys(either) if wrapped and _unwraps(wrapped, one)]
        self.last["identity"] = opening[0] if opening else either[0]
        if len(opening) != 1:
            yield f"{len(opening)} of the passphrases for identities open them"

    def _backups(self, session: Session, told: Told) -> Iterator[str]:
        """Before each upgrade a backup was made, and every one is whole."""
        upgrades = [one["done"] for one in told.promised].count("migrate") + (self.last["later"] > told.done["later"])
        found = list(self.folder.glob(f"{self.vault.name}.format-*.backup"))
        for path in found:
            verify_backup(path, session.keys)
            path.unlink()
        if len(found) < upgrades:
            yield f"{upgrades} upgrades and {len(found)} backups"


def _unwraps(wrapped: bytes, passphrase: str) -> bool:
    try:
        sealed.open_sealed(wrapped, passphrase)
    except WrongPassphrase:
        return False
    return True


def lost(session: Session, told: Told, now: dict[str, str] | None = None) -> Iterator[str]:
    """Whatever was acknowledged is there; beside it the act in hand at most, whole."""
    promised = told.done
    if journal.chain_at(session.db, promised["seq"]) != bytes.fromhex(promised["chain"]):
        yield "an acknowledged write is missing"
        return
    later = [entry for entry in journal.entries(session.db) if entry.seq > promised["seq"]]
    if later and not told.in_hand:
        yield "something was written that nobody had begun"
    if len({entry.change for entry in later}) > told.in_hand.get("pieces", 1):
        yield "one act was saved in more than one piece"
    now, before = now or state(session), promised["state"]
    touched = _touched(later, before, now)
    wrong = {record for record in before.keys() | now.keys() if before.get(record) != now.get(record)} - touched
    if wrong:
        yield f"{len(wrong)} records are not what they were when they were acknowledged"


def _touched(later: list[JournalEntry], before: dict[str, str], now: dict[str, str]) -> set[str]:
    """The records that the act in hand had to do with; a purge does not name what it destroyed."""
    touched = {entry.record_id for entry in later}
    if any(entry.action == "purge" for entry in later):
        touched |= before.keys() - now.keys()
    return touched


def _outside(session: Session, act: dict[str, Any], *, promised: bool) -> Iterator[str]:
    """Files and vaults that an act makes: there and whole where that was promised, else whole or not there."""
    named = act.get("file") or act.get("copy") or act.get("vault") or act.get("lines") or [act.get("backup", "")]
    path = Path(named[0])
    if path == Path() or not path.exists():
        if promised and path != Path():
            yield f"what {act['done']} had made is missing"
        return
    if "file" in act and hashlib.sha256(path.read_bytes()).hexdigest() != act["file"][1]:
        yield "an extracted exhibit is not whole"
    if "copy" in act and not _is_registered(session, path.read_bytes(), act["copy"][1]):
        yield "a copy left, and the register knows nothing of it"
    if "lines" in act and not _are_whole_lines(path.read_bytes(), act["lines"][1]):
        yield "an export is not whole"
    if "backup" in act:
        verify_backup(path, session.keys)
    if "vault" in act:
        with sessions.opened(path, act["vault"][1]) as made:
            yield from upkeep.verify(made)


def _is_registered(session: Session, content: bytes, case: str) -> bool:
    """Whether a copy is in the register of its case file, unless that was purged since."""
    where = records.find(session.db, case)
    digest = hashlib.sha256(content).hexdigest()
    return where is None or digest in {line.sha256 for line in copies.lines(session.db, where.no)}


def _are_whole_lines(content: bytes, case: str) -> bool:
    """Whether this is an export of a case file and nothing is cut off: notes come last but for exhibits' custody."""
    try:
        found = [json.loads(line) for line in content.splitlines()]
    except ValueError:
        return False
    return content.endswith(b"\n") and any(line["id"] == case for line in found)
