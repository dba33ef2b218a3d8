"""An open vault, as every other service takes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from muniment.domain.errors import MunimentError, UserFault, WorldFault
from muniment.domain.folding import FOLDING_VERSION
from muniment.host.errors import os_errors_told
from muniment.host.files import whole_folder
from muniment.host.resources import load_custody_limits, load_deadline_rules, load_vocabularies
from muniment.host.unfinished import clear_unfinished
from muniment.vault import journal, keys, rulebook, settings
from muniment.vault.connection import DATABASE_FILE, Database, create_database, open_database
from muniment.vault.errors import KeysRolledBack
from muniment.vault.keys import KEYS_FILE, Keys
from muniment.vault.migrate import migrate, packaged_migrations, pending, vault_version

if TYPE_CHECKING:  # what only writing, upgrading or computing needs is loaded by those who do
    from muniment.domain.custody_limits import CustodyLimit
    from muniment.domain.deadlines import DeadlineRules
    from muniment.domain.vocabulary import Vocabularies
    from muniment.vault.changes import Book
    from muniment.vault.slots import KeyCost

LANGUAGES = ("en", "az", "ru")

Progress = Callable[[str, int, int], None]
"""Told of long work: what is done, how much, of how much (0 where that is not known)."""


def silent(_doing: str, _done: int, _of: int) -> None:
    """Progress that nobody looks at."""


@dataclass(eq=False, repr=False)
class Session:
    """One open vault: its keys, its database, and the lists and rules that apply in it."""

    folder: Path
    keys: Keys
    db: Database
    notices: list[str] = field(default_factory=list)  # what the user should know of the opening
    copies_numbered: int = 0  # the last running number that a copy was given since; 0 for none yet

    @property
    def book(self) -> "Book":
        """The vault as writers see it."""
        from muniment.vault.changes import Book

        return Book(self.db, self.keys.journal_key)

    @cached_property
    def vocabularies(self) -> "Vocabularies":
        """The program's lists with the terms that this vault added or retired."""
        return settings.with_own_terms(self.db, load_vocabularies())

    @cached_property
    def deadline_rules(self) -> "DeadlineRules":
        """The rules by which deadlines are computed: the program's with the vault's own."""
        return rulebook.with_own_rules(self.db, load_deadline_rules())

    @cached_property
    def custody_limits(self) -> "tuple[CustodyLimit, ...]":
        """The limits that phases of detention are measured against: those that are switched on."""
        return rulebook.limits_on(self.db, load_custody_limits())

    @property
    def language(self) -> str:
        """The language that the vault was made with."""
        return str(settings.get(self.db, "language") or "en")

    def close(self) -> None:
        """Notes how far the journal has come, so that an old database put back shows, and ends the lock."""
        try:
            if not (self.db.read_only or self.db.closed):
                with suppress(MunimentError):  # a disk that fails has been told of before, or will be at the opening
                    if not is_rolled_back(self):
                        self.keys.note_head(journal.head(self.db))
        finally:
            self.db.close()


def create(
    folder: Path,
    passphrase: str,
    identity_passphrase: str | None = None,
    *,
    language: str = "en",
    cost: "KeyCost | None" = None,
) -> Session:
    """Makes a vault in a folder that is new or empty, whole or not at all, and opens it.

    Raises UserFault (folder not empty, passphrase empty, no such language) and WorldFault.
    """
    if language not in LANGUAGES:
        raise UserFault(f"There is no language {language}; there are {', '.join(LANGUAGES)}.")
    refuse_filled(folder)
    folder = placed(folder)
    with os_errors_told("making the vault"):
        folder.parent.mkdir(parents=True, exist_ok=True)
    with whole_folder(folder, doing="making the vault") as building:
        own_keys = _build(building, passphrase, identity_passphrase, language, cost)
    own_keys.path = folder / KEYS_FILE
    return Session(folder, own_keys, _open(folder, own_keys))


def is_vault(folder: Path) -> bool:
    """Whether there is a vault in that folder, as far as one can see from outside."""
    return all((folder / name).is_file() for name in (KEYS_FILE, DATABASE_FILE))


def placed(folder: Path) -> Path:
    """The folder by its whole path: “.” cannot be made or renamed, and has nothing beside it. Raises WorldFault."""
    with os_errors_told("looking at the folder"):
        return folder.absolute()


def refuse_filled(folder: Path) -> None:
    """Raises UserFault where something is in the folder, WorldFault where it cannot be looked at."""
    with os_errors_told("looking at the folder"):
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            raise UserFault("That folder is not empty. A vault is made in a new or an empty one. Nothing was changed.")


def _build(
    folder: Path, passphrase: str, identity_passphrase: str | None, language: str, cost: "KeyCost | None"
) -> Keys:
    from muniment.vault import sealed, wordindex
    from muniment.vault.changes import Book, change

    own_keys = keys.create(folder / KEYS_FILE, passphrase, cost)
    with create_database(folder / DATABASE_FILE, own_keys.database_key, own_keys.database_salt) as db:
        migrate(db, packaged_migrations(), lambda: None)
        with change(Book(db, own_keys.journal_key), purpose="program") as pending_change:
            wordindex.clear(db)
            settings.put(db, "language", language)
            settings.put(db, "vault_id", own_keys.vault_id)
            if identity_passphrase:
                settings.put_reading_key(db, *sealed.new_reading_key(identity_passphrase, own_keys.cost))
            digest = settings.reading_key_digest(db)
            pending_change.writer.happen(
                "vault_made", language=language, identity_key=digest, slot_changes=own_keys.slot_changes
            )
    return own_keys


def open_vault(folder: Path, passphrase: str, factor: bytes | None = None) -> Session:
    """Opens a vault: brings an older one to this version, after a backup beside it.

    With a ``factor``, also by a passphrase that needs one.

    Raises NoVault, WrongPassphrase, KeysDamaged, VaultDamaged, NewerVault (all CannotOpen) and WorldFault.
    """
    folder = placed(folder)
    own_keys = keys.unlock(folder / KEYS_FILE, passphrase, factor)
    db = _open(folder, own_keys)
    try:
        if not own_keys.are_current():  # somebody changed a passphrase while this one was tried
            own_keys = keys.unlock(folder / KEYS_FILE, passphrase, factor)
        session = Session(folder, own_keys, db)
        _make_ready(session)
    except BaseException:
        db.close()  # without a word to the keys file: what was refused is left as it is
        raise
    return session


def _make_ready(session: Session) -> None:
    """What is done with an open vault before anybody works with it. Refuses before it changes anything."""
    pending(session.db, packaged_migrations())  # refuses a newer vault
    _refuse_old_keys(session)
    if not session.db.read_only:
        clear_unfinished(session.folder)
        _mend_keys(session.keys)
    _bring_up_to_date(session)
    _note_key_changes(session)
    session.notices += _notices(session)


def _mend_keys(own_keys: Keys) -> None:
    if own_keys.damaged:
        with suppress(WorldFault):
            own_keys.mend()


def _notices(session: Session) -> Iterator[str]:
    if session.keys.damaged:
        mended = (
            "and was mended from the other" if session.keys.repaired else "and will be mended when it can be written"
        )
        yield f"One of the two copies of the vault's key header was damaged {mended}."
    if is_rolled_back(session):
        yield (
            "The database is older than it was when the vault was last closed: somebody put an old copy in its place, "
            "or only one of the vault's two files was copied back. What was entered since is missing."
        )


@contextmanager
def opened(folder: Path, passphrase: str) -> Iterator[Session]:
    """A vault that is open for as long as the block runs; raises VaultDamaged at its end if it had read damage."""
    session = open_vault(folder, passphrase)
    try:
        yield session
        if not session.db.closed:
            session.db.confirm()
    finally:
        session.close()


def _open(folder: Path, own_keys: Keys) -> Database:
    return open_database(folder / DATABASE_FILE, own_keys.database_key, own_keys.database_salt)


def _bring_up_to_date(session: Session) -> None:
    db, migrations = session.db, packaged_migrations()
    if db.read_only:
        return

    def copy() -> None:
        from muniment.vault.backup import path_before_migration, write_backup

        write_backup(db, session.keys, journal.head(db), path_before_migration(session.folder, vault_version(db)))

    migrate(db, migrations, copy)
    if settings.get(db, "folding_version") != FOLDING_VERSION:
        _reindex(session)


def _reindex(session: Session) -> None:
    """Makes index and list lines anew by the folding of this program."""
    from muniment.vault import caselines, records, wordindex

    db = session.db
    with db.transaction():
        wordindex.clear(db)
        caselines.clear(db)
        for case_no in records.case_numbers(db):
            entries = records.entries_of_file(db, case_no)
            found = records.load(db, entries)
            words = {where.no: wordindex.folded(record) for where, record in zip(entries, found, strict=True)}
            wordindex.update(db, case_no, words)
            caselines.write(db, case_no, found)
        for where in records.all_shared(db):
            wordindex.update(db, where.no, {where.no: wordindex.folded(records.load(db, [where])[0])})


def _refuse_old_keys(session: Session) -> None:
    """An older keys file beside a newer database would bring back a passphrase that was changed or removed."""
    if vault_version(session.db) and session.keys.slot_changes < journal.slot_changes(session.db):
        raise KeysRolledBack(
            "The keys file is older than the database: a passphrase that was changed or removed since would open the "
            "vault again. Put the right keys file back, or restore a backup. Nothing was changed."
        )


def _note_key_changes(session: Session) -> None:
    """What the history does not know yet, because the program was ended between the two files."""
    if session.keys.slot_changes > journal.slot_changes(session.db) and not session.db.read_only:
        from muniment.vault.changes import change

        with change(session.book, purpose="program") as pending_change:
            pending_change.writer.happen("passphrases_changed", slot_changes=session.keys.slot_changes)


def is_rolled_back(session: Session) -> bool:
    """Whether the journal ends before, or went another way than, what was noted when the vault was last closed."""
    noted = session.keys.noted_head
    return noted.seq > 0 and journal.chain_at(session.db, noted.seq) != noted.chain
