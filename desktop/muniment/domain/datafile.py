"""Reading of the program's data files: values are taken out of plain mappings, and every fault is named."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from muniment.domain.errors import Fault, InvalidInput

LANGUAGES = ("en", "az", "ru")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


class Entry:
    """One table of a data file. What is wrong goes into ``faults``; reading goes on with an empty value."""

    def __init__(self, raw: object, where: str, faults: list[Fault]) -> None:
        self._raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        self._where, self.faults = where, faults
        self._asked: set[str] = set()
        if not isinstance(raw, Mapping):
            self.blame("", "must be a table")

    def blame(self, key: str, text: str) -> None:
        """Notes a fault of one key."""
        self.faults.append(Fault(".".join(part for part in (self._where, key) if part), text))

    def _take(self, key: str, wanted: type[_T], words: str) -> _T | None:
        self._asked.add(key)
        value = self._raw.get(key)
        if value is None:
            return None
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            self.blame(key, f"must be {words}")
            return None
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; "" where it is missing."""
        value = (self._take(key, str, "text") or "").strip()
        if required and not value and key not in self._raw:
            self.blame(key, "is missing")
        elif required and not value and isinstance(self._raw[key], str):
            self.blame(key, "is empty")
        return value

    def id(self) -> str:
        """The name that a table goes by: small letters and digits with hyphens or underscores between them."""
        value = self.text("id", required=True)
        if value and not _ID.fullmatch(value):
            self.blame("id", "must be small letters and digits, with single hyphens or underscores between them")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        return self._take(key, bool, "true or false") or False

    def whole(self, key: str, *, required: bool = False, least: int = 1, most: int = 10_000) -> int | None:
        """A whole number between ``least`` and ``most``; None where it is missing."""
        value = self._take(key, int, "a whole number")
        if value is None:
            if required and key not in self._raw:
                self.blame(key, "is missing")
            return None
        if not least <= value <= most:
            self.blame(key, f"must be between {least} and {most}")
            return None
        return value

    def one_of(self, key: str, allowed: type[_E], *, required: bool = False) -> _E | None:
        """One of the words of an enumeration; None where it is missing."""
        value = self.text(key, required=required)
        if not value:
            return None
        try:
            return allowed(value)
        except ValueError:
            self.blame(key, f"must be one of {', '.join(allowed)}, not {value!r}")
            return None

    def day(self, key: str) -> date | None:
        """A day, as a date or as ISO text (a rule kept in a vault is text); None where it is missing."""
        value = self._raw.get(key)
        if type(value) is date:
            self._asked.add(key)
            return value
        value = self._take(key, str, "a day such as 2022-02-01")
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.blame(key, f"no such day: {value}")
            return None

    def labels(self, key: str, *, languages: tuple[str, ...] = LANGUAGES) -> dict[str, str]:
        """A text in several languages; each of ``languages`` must be there."""
        entry = self.table(key)
        found = {language: entry.text(language, required=language in languages) for language in LANGUAGES}
        entry.no_more()
        return {language: words for language, words in found.items() if words}

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._take(key, list, "a list") or []
        if not all(isinstance(value, str) for value in values):
            self.blame(key, "must hold texts only")
            return ()
        return tuple(values)

    def table(self, key: str) -> "Entry":
        """A table inside this one."""
        self._asked.add(key)
        return Entry(self._raw.get(key, {}), f"{self._where}.{key}" if self._where else key, self.faults)

    def tables(self, key: str) -> Iterator["Entry"]:
        """The tables of a list, each named by its id where it has one, else by its number."""
        for number, raw in enumerate(self._take(key, list, "a list of tables") or [], start=1):
            name = raw.get("id") if isinstance(raw, Mapping) else None
            inner = f"{key} {name if isinstance(name, str) and name else number}"
            yield Entry(raw, f"{self._where}.{inner}" if self._where else inner, self.faults)

    def no_more(self) -> None:
        """Blames every key that nobody asked for: a misspelt key would silently change nothing."""
        for key in self._raw:
            if key not in self._asked:
                self.blame(key, "is not known here")


def read_whole(raw: object, name: str, read: Callable[[Entry], _T]) -> _T:
    """What ``read`` makes of a data file. Raises InvalidInput with every fault that was found."""
    faults: list[Fault] = []
    found = read(Entry(raw, name, faults))
    if faults:
        raise InvalidInput(faults)
    return found


def filled(table: Mapping[str, object]) -> dict[str, Any]:
    """A table as a data file has it: days as ISO text, and what is empty left out."""
    written = {key: value.isoformat() if isinstance(value, date) else value for key, value in table.items()}
    return {key: value for key, value in written.items() if value}
