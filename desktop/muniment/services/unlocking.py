"""Opening a vault at the window: by a passphrase alone, or by one that needs this computer's keyring too."""

from pathlib import Path

from muniment.host.keyring import NoKeyring
from muniment.host.preferences import load_look
from muniment.services import passphrases
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.errors import WrongPassphrase


def open_here(folder: Path, passphrase: str) -> Session:
    """As ``session.open_vault``; the keyring is asked only where a passphrase was made here that needs it.

    A keyring that does not answer hinders nobody whose passphrase needs none.
    """
    factor, hindrance = None, ""
    if load_look().keyring:
        try:
            factor = passphrases.factor_of(folder)
        except NoKeyring as error:
            hindrance = str(error)
    try:
        return sessions.open_vault(folder, passphrase, factor)
    except WrongPassphrase as error:
        if hindrance:
            raise WrongPassphrase(f"{error} {hindrance}") from None
        raise
