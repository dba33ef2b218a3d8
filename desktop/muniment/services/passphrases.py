"""The passphrases of a vault, and the one that opens identities."""

from muniment.domain.errors import UserFault, WorldFault
from muniment.services.session import Session
from muniment.vault import sealed, settings
from muniment.vault.changes import change

#: What a user must know of every change of a passphrase.
OLD_BACKUPS = "Backups that were made before still open with the passphrases they were made with."


class NotInHistory(WorldFault):
    """A passphrase was changed for good; the history does not know of it."""


def add(session: Session, new: str) -> None:
    """One more passphrase for the vault.

    Raises PassphraseRefused and WorldFault; as for all here, NotInHistory where it was done all the same.
    """
    session.db.refuse_read_only()  # before the keys file, which might be writable
    session.keys.add_passphrase(new)
    _noted(session, "passphrase_added")


def replace(session: Session, old: str, new: str) -> None:
    """Another passphrase in the place of one. Raises WrongPassphrase, PassphraseRefused, WorldFault."""
    session.db.refuse_read_only()  # before the keys file, which might be writable
    session.keys.change_passphrase(old, new)
    _noted(session, "passphrase_changed")


def remove(session: Session, passphrase: str) -> None:
    """Closes one way in, never the last. Raises WrongPassphrase, PassphraseRefused, WorldFault."""
    session.db.refuse_read_only()  # before the keys file, which might be writable
    session.keys.remove_passphrase(passphrase)
    _noted(session, "passphrase_removed")


def set_for_identities(session: Session, new: str) -> None:
    """The first identity passphrase: from now on identities can be sealed. Raises UserFault where there is one."""
    if settings.reading_key(session.db) is not None:
        raise UserFault("The vault has an identity passphrase already; change it instead. Nothing was changed.")
    recipient, wrapped = sealed.new_reading_key(new, session.keys.cost)
    with change(session.book, purpose="program") as pending:
        settings.put_reading_key(session.db, recipient, wrapped)
        pending.writer.happen("identity_passphrase_set", identity_key=settings.reading_key_digest(session.db))


def replace_for_identities(session: Session, old: str, new: str) -> None:
    """Another identity passphrase for the same identities. Raises WrongPassphrase, PassphraseRefused, UserFault."""
    wrapped, recipient = settings.reading_key(session.db), settings.recipient(session.db)
    if wrapped is None or recipient is None:
        raise UserFault("The vault has no identity passphrase yet; set one. Nothing was changed.")
    changed = sealed.change_passphrase(wrapped, old, new)
    with change(session.book, purpose="program") as pending:
        settings.put_reading_key(session.db, recipient, changed)
        pending.writer.happen("identity_passphrase_changed", identity_key=settings.reading_key_digest(session.db))


def _noted(session: Session, action: str) -> None:
    """The keys file is safe by now; the database follows, and remembers which keys file is the newest."""
    try:
        with change(session.book, purpose="program") as pending:
            pending.writer.happen(action, slot_changes=session.keys.slot_changes)
    except WorldFault as error:
        raise NotInHistory(
            "The passphrases were changed as you wanted, and that holds. Only the history could not note it, since "
            f"the vault's database could not be written. {_first_sentence(error)}"
        ) from None


def _first_sentence(error: WorldFault) -> str:
    """What the world did; what a fault says of other writes after that is not true of these."""
    return str(error).partition(". ")[0].removesuffix(".") + "."
