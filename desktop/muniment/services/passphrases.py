"""The passphrases of a vault, and the one that opens identities."""

import secrets
from contextlib import suppress
from pathlib import Path

from muniment.domain.errors import MunimentError, UserFault, WorldFault
from muniment.host import keyring
from muniment.host.keyring import NoKeyring
from muniment.services.session import Session
from muniment.vault import sealed, settings
from muniment.vault.changes import change
from muniment.vault.keys import KEYS_FILE, vault_id_of
from muniment.vault.slots import SECRET_BYTES

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


# --- together with the keyring of this computer ---


def add_with_keyring(session: Session, new: str) -> None:
    """One more passphrase, which opens the vault on this computer alone: its keyring holds the other half of the key.

    The passphrases that need no keyring stay as they are. Raises NoKeyring, PassphraseRefused, WorldFault.
    """
    session.db.refuse_read_only()
    name = session.keys.vault_id.hex()
    known = keyring.recall(name)
    factor = known or secrets.token_bytes(SECRET_BYTES)
    if known is None:
        keyring.remember(name, factor)
    try:
        session.keys.add_with_factor(new, factor)
    except BaseException:
        if known is None:
            with suppress(NoKeyring):
                keyring.forget(name)
        raise
    _noted(session, "passphrase_added")


def remove_with_keyring(session: Session) -> int:
    """Closes every way in that needs a keyring, of this computer or another; says how many there were.

    Raises WorldFault. What a keyring that cannot be asked still holds opens nothing any more.
    """
    session.db.refuse_read_only()
    count = session.keys.remove_with_factor()
    with suppress(NoKeyring):
        keyring.forget(session.keys.vault_id.hex())
    if count:
        _noted(session, "passphrase_removed")
    return count


def factor_of(folder: Path) -> bytes | None:
    """What the keyring of this computer holds for a vault. Raises NoKeyring; None where there is nothing to ask for."""
    try:
        name = vault_id_of(folder / KEYS_FILE).hex()
    except MunimentError:
        return None  # opening will say why
    found = keyring.recall(name)
    return found if found is not None and len(found) == SECRET_BYTES else None


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
