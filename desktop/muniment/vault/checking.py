"""A database is checked in threads of their own, while its file is copied or read by the one that asked for it."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from muniment.vault.connection import Database, open_still
from muniment.vault.errors import VaultDamaged

_PATIENCE = 0.02  # seconds between two tries to interrupt a check
_CACHE = "PRAGMA cache_size = -65536"  # KiB: every row is looked up in every index, here and there in the file


class Check:
    """Opens a file that nobody writes meanwhile, as ``open_still`` does, and looks through all of it for damage."""

    def __init__(self, path: Path, key: bytes, salt: bytes) -> None:
        self._looks = [_Look(path, key, salt, look) for look in (_structure, Database.loose_rows)]

    def is_done(self, seconds: float) -> bool:
        """Whether it is at its end, after so much waiting at most for each of its two parts."""
        return all(look.is_done(seconds) for look in self._looks)

    def damage(self) -> list[str]:
        """What was found, at the end; empty when sound. Raises WorldFault."""
        return list(dict.fromkeys(text for look in self._looks for text in look.damage()))

    def give_up(self) -> None:
        """Ends it soon; what it would have found is never known."""
        for look in self._looks:
            look.give_up()


class _Look:
    def __init__(self, path: Path, key: bytes, salt: bytes, look: Callable[[Database], list[str]]) -> None:
        self._database: Database | None = None
        self._found: list[str] = []
        self._error: BaseException | None = None
        self._given_up = False
        self._thread = Thread(target=self._run, args=(path, key, salt, look), name="check")
        self._thread.start()

    def is_done(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def damage(self) -> list[str]:
        self._thread.join()
        if self._error:
            raise self._error
        return self._found

    def give_up(self) -> None:
        self._given_up = True
        while not self.is_done(_PATIENCE):
            if self._database:
                self._database.interrupt()

    def _run(self, path: Path, key: bytes, salt: bytes, look: Callable[[Database], list[str]]) -> None:
        try:
            with open_still(path, key, salt) as self._database:
                if not self._given_up:
                    self._found = look(self._database)
        except VaultDamaged as error:
            self._found = [str(error)]
        except BaseException as error:  # noqa: BLE001 - raised again where the check was asked for
            self._error = error


def _structure(database: Database) -> list[str]:
    database.run(_CACHE)
    return database.broken_structure()
