"""One act on a fresh copy of a vault, with one of its system calls failing: what came of it, and the next try."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.acts import COPYING, SMALL, WRITING, Act, Place, ways_in
from tests.faults.commands import COMMANDS, keeps_what_was_changed, prepare
from tests.faults.ground import Told, lost
from tests.faults.later import NEWEST, become, program_of
from tests.faults.tight import made_ready, reopened
from tests.faults.tracing import traced

from muniment.domain.errors import CannotOpen, WorldFault
from muniment.host.files import write_whole
from muniment.services import demo, entries, upkeep
from muniment.services import session as sessions
from muniment.services.passphrases import NotInHistory
from muniment.services.session import Session
from muniment.vault import journal, keys
from muniment.vault.backup import verify_backup
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.keys import KEYS_FILE
from muniment.vault.migrate import vault_version

READING = "pread64"
#: Calls that write, and two that are looked at as well: files are made by openat, and the database read by pread64.
CALLS = (
    *("write", "pwrite64", "writev", "pwritev", "copy_file_range", "sendfile", "ftruncate", "truncate", "fallocate"),
    *("fsync", "fdatasync", "sync_file_range", "rename", "renameat", "renameat2", "link", "linkat", "unlink"),
    *("unlinkat", "mkdir", "mkdirat", "rmdir", "openat", READING, "read"),
)


def _close_and_open(place: Place) -> None:
    place.session.close()
    place.session = sessions.open_vault(place.vault, demo.PASSPHRASE)


def _upgrade(place: Place) -> None:
    """Opens the vault with the program of the next version."""
    become(1)
    _close_and_open(place)


def _restore(place: Place) -> None:
    upkeep.restore(place.outside.parent / "a backup", place.target, demo.PASSPHRASE)


ACTS: dict[str, Act] = {
    **WRITING,
    **COPYING,
    "restore": _restore,
    "close and open": _close_and_open,
    "upgrade": _upgrade,
    **COMMANDS,
}
#: These note in the history what they give out before it is there: what was given out is never missing in it.
AHEAD = {
    *("extract", "write the raw key", "export"),
    *("muniment extract", "muniment info --raw-key", "muniment export", "muniment report --audience"),
}
#: By these calls a change is saved for good; where one of them fails, nobody can know whether it is.
LAST = {"fsync", "fdatasync", "ftruncate", "unlink", "pwrite64"}
_UNCERTAIN = "shows when the vault is opened again"
_CLEAR = {"error=ENOSPC": re.compile("full|room"), "error=EIO": re.compile("disk")}
_MADE = "was written to"
_TAKING = ("purge", "remove a case file")  # what the next act would be done to
_JARGON = re.compile(r"errno|traceback|0x|\.db-journal", re.IGNORECASE)


@dataclass(frozen=True)
class Failure:
    """What is to go wrong: in which act, in which call of it (the n-th of that name), and how."""

    act: str
    call: str
    number: int
    how: str

    def options(self, vault: Path) -> list[str]:
        """For strace. A disk that does not give a page of an open vault does not give anything any more."""
        if self.call == READING and self.act not in COMMANDS:
            gone = ["-e", f"inject={READING}:{self.how}:when={self.number}+", "-e", f"inject=read:{self.how}:when=1+"]
            return ["-P", str(vault / DATABASE_FILE), *gone]
        only = ["-P", str(vault / DATABASE_FILE)] if self.call == READING else []
        return [*only, "-e", f"inject={self.call}:{self.how}:when={self.number}"]


@dataclass
class Came:
    """What an act came to: the fault it ended with, if any, how much it saved, what it made, all that was wrong."""

    fault: str = ""
    said: str = ""
    saved: int = 0
    ways_in: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class Trial:
    """Acts on copies of a vault, which held ``before``; ``peaceful`` is what each comes to when nothing fails."""

    practice: Path
    folder: Path
    before: dict[str, Any]
    peaceful: dict[str, Came] = field(default_factory=dict)

    @property
    def calls(self) -> Path:
        """Where the calls of the last act are written down."""
        return self.folder / "calls"

    def done(self, name: str, failure: Failure | None) -> Came:
        """The act, with the failure in it; then again without."""
        with program_of(0):  # what an act makes of this program ends with it
            return self._done(name, failure)

    def _done(self, name: str, failure: Failure | None) -> Came:
        came = Came()
        place = made_ready(self.practice, self.folder / "vault", self.folder / "outside", SMALL)
        there = {path.name for path in place.outside.iterdir()}
        if name in COMMANDS:
            prepare(name, place)
        with traced(CALLS, self.calls, *(failure.options(place.vault) if failure else ("-y",))):
            try:
                ACTS[name](place)
            except WorldFault as error:
                came.fault, came.said = type(error).__name__, str(error)
                if keeps_what_was_changed(error):
                    came.fault = NotInHistory.__name__
        if failure and failure.call == READING:
            place.session.close()  # whoever has met a page that cannot be read opens the vault again
        self._look(name, place.reopened(), came)
        came.made = sorted({path.name for path in place.outside.iterdir()} - there)
        if failure:
            came.problems += self._told_truly(failure, came)
            came.problems += _next_try(name, place, came)
        place.session.close()
        came.problems += reopened(place.vault)
        return came

    def looked_after(self, name: str) -> Came:
        """What a killed act left, and the next try."""
        vault, target = self.folder / "vault", self.folder / "outside" / "target"
        if name == "upgrade":
            become(1)
        came = Came()
        came.problems += _whole(name, target)
        with sessions.opened(vault, ways_in(vault)[0]) as session:
            self._look(name, session, came)
        if came.saved or came.ways_in != [demo.PASSPHRASE]:
            came.fault = "killed"
        came.problems += _after_kill(name, vault, target.parent, came)
        came.problems += reopened(vault)
        return came

    def _look(self, name: str, session: Session, came: Came) -> None:
        came.saved = journal.head(session.db).seq - int(self.before["seq"])
        came.problems += upkeep.verify(session)
        came.problems += lost(session, Told(self.before, {"begin": name}))
        came.ways_in = ways_in(session.folder)
        if name == "upgrade":
            came.problems += self._upgraded(session)

    def _upgraded(self, session: Session) -> Iterator[str]:
        """What is wrong with an upgrade, which the next opening finishes: its backups are whole, and there is one."""
        backups = list(self.folder.glob("vault.format-*.backup"))
        for path in backups:
            verify_backup(path, session.keys)
            path.unlink()
        if not backups or vault_version(session.db) != NEWEST + 1:
            yield f"{len(backups)} backups, version {vault_version(session.db)}"

    def _told_truly(self, failure: Failure, came: Came) -> Iterator[str]:
        """A success has done all of it; a fault has left nothing outside, and inside all of it or nothing."""
        whole = self.peaceful[failure.act]
        if not came.fault and (came.saved, came.made, came.ways_in) != (whole.saved, whole.made, whole.ways_in):
            yield "said to be done, and is not"
        if came.fault and set(came.made) - {"files"} and _MADE not in came.said:
            yield f"left behind: {came.made}"
        if came.fault not in ("", NotInHistory.__name__) and came.ways_in != [demo.PASSPHRASE]:
            yield f"said to have failed, but the passphrases are others: {came.ways_in}"
        if came.saved not in (0, whole.saved):
            yield "a part of it was saved"
        if came.fault and came.saved and not _may_be_saved(failure, came):
            yield f"said to have failed, and was saved: {came.said}"
        if came.fault and (not _CLEAR[failure.how].search(came.said) or _JARGON.search(came.said)):
            yield f"no clear message: {came.said}"


def _may_be_saved(failure: Failure, came: Came) -> bool:
    """Whether a fault may have been told although the change is there: as it said, or because it only gave out."""
    if came.fault == NotInHistory.__name__ or failure.act in AHEAD:
        return True
    return failure.call in LAST and _UNCERTAIN in came.said


def _next_try(name: str, place: Place, came: Came) -> Iterator[str]:
    """The same again where nothing came of it, or something else that writes."""
    again = came.fault and not came.saved and came.ways_in == [demo.PASSPHRASE]
    try:
        if again:
            ACTS[name](place)
        entries.add(place.reopened(), "case_file", {"pseudonym": "next"})
    except Exception as error:  # noqa: BLE001 - every one is a finding
        yield f"the next try fails: {type(error).__name__}: {error}"
    left = [path.name for folder in (place.outside, place.vault) for path in folder.glob(".*.part")]
    if left:
        yield f"half-written files stay: {left}"


def _after_kill(name: str, vault: Path, outside: Path, came: Came) -> Iterator[str]:
    if came.ways_in != [demo.PASSPHRASE] or (came.saved and any(taken in name for taken in _TAKING)):
        return  # it was done, and there is nothing to try again
    for path in outside.iterdir():
        if path.name == "target":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with suppress(FileNotFoundError):
        shutil.rmtree(outside / "files")
    place = Place(vault, outside, SMALL)
    write_whole(outside / "next", b"", doing="writing")  # takes away what was left half-written
    yield from _next_try(name, place, Came(fault="killed", saved=came.saved, ways_in=came.ways_in))
    place.session.close()


def _whole(name: str, target: Path) -> Iterator[str]:
    """Whatever a killed act has made is whole."""
    if not target.exists():
        return
    try:
        if name in ("back up", "muniment backup"):
            verify_backup(target, keys.unlock(target.parent.parent / "vault" / KEYS_FILE, demo.PASSPHRASE))
        elif name in ("create", "restore", "muniment restore"):
            with sessions.opened(target, "new" if name == "create" else demo.PASSPHRASE) as made:
                yield from upkeep.verify(made)
    except CannotOpen as error:
        yield f"what it made is not whole: {error}"
