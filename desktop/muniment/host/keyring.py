"""One secret for each vault in the keyring of this computer: the second factor of those who want one.

Only the system's own keyrings are asked, by their classes: what the environment or a configuration file names in their
place could be a plain file. A keyring may hang, be locked or ask its user; nobody waits for it longer than ``LIMIT``.
"""

import sys
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from muniment.domain.errors import WorldFault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_T = TypeVar("_T")

LIMIT = 3.0  # seconds
_SERVICE = "Muniment"


class NoKeyring(WorldFault):
    """This computer has no keyring that can be asked now: none, a locked one, one that does not answer."""


def remember(vault_id: str, secret: bytes) -> None:
    """Keeps the secret of a vault, in the place of one there, and reads it back. Raises NoKeyring."""
    _asked(lambda keyring: keyring.set_password(_SERVICE, vault_id, secret.hex()))
    if recall(vault_id) != secret:
        raise NoKeyring("The keyring of this computer did not keep what it was given. Nothing was changed.")


def recall(vault_id: str) -> bytes | None:
    """The secret of a vault, or None where this computer has none. Raises NoKeyring."""
    found = _asked(lambda keyring: keyring.get_password(_SERVICE, vault_id))
    try:
        return bytes.fromhex(found) if found else None
    except ValueError:
        return None


def forget(vault_id: str) -> None:
    """Keeps the secret of a vault no more; does nothing where there is none. Raises NoKeyring."""

    def work(keyring: "KeyringBackend") -> None:
        if keyring.get_password(_SERVICE, vault_id) is not None:
            keyring.delete_password(_SERVICE, vault_id)

    _asked(work)


def _asked(work: Callable[["KeyringBackend"], _T]) -> _T:
    """What the keyring answers in time. The thread of one that hangs is left to itself and ends with the process."""
    answers: list[_T] = []
    faults: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(work(_system_keyring()))
        except Exception as error:  # noqa: BLE001 - a library of many parts, which fails in as many ways
            faults.append(error)

    thread = Thread(target=ask, daemon=True, name="keyring")
    thread.start()
    thread.join(LIMIT)
    if answers:
        return answers[0]
    reason = f"({type(faults[0]).__name__})" if faults else "(it did not answer in time)"
    raise NoKeyring(
        f"The keyring of this computer cannot be used now {reason}. Unlock it, or use a passphrase that needs none."
    )


def _system_keyring() -> "KeyringBackend":
    """The system's own, without its initialiser, which would take orders from the environment."""
    kind = _allowed()
    return kind.__new__(kind)


def _allowed() -> "type[KeyringBackend]":
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        return WinVaultKeyring
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as MacKeyring

        return MacKeyring
    from keyring.backends.SecretService import Keyring as SecretService

    return SecretService
