"""Values that are held back where they stand in a field of their own, found again in the texts that may be seen."""

import re
from collections.abc import Iterable

PUT = "[held back]"
_LEAST = 3  # letters: what is shorter is in too many words
_MANY_WORDS = 4  # from here on a value without a capital is no ordinary word either


class HiddenWords:
    """Names of people and places, numbers and addresses that no text of a copy may repeat."""

    def __init__(self, values: Iterable[str]) -> None:
        telling = {value for one in values if _is_telling(value := " ".join(one.split()))}
        alone = {value for value in telling if value.isalpha()}
        self._names = _pattern(alone, 0)  # one word: as it is written, for in small letters it may be an ordinary one
        self._others = _pattern(telling - alone, re.IGNORECASE)

    def masked(self, text: str) -> str:
        """The text with a mark in the place of each of them."""
        for pattern in (self._others, self._names):
            if pattern is not None:
                text = pattern.sub(PUT, text)
        return text


def _is_telling(value: str) -> bool:
    if len(value) < _LEAST:
        return False
    return value != value.lower() or any(one.isdigit() for one in value) or value.count(" ") + 1 >= _MANY_WORDS


def _pattern(values: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted(values, key=lambda one: (-len(one), one))
    each = (r"\s+".join(map(re.escape, one.split(" "))) for one in longest_first)
    found = "|".join(each)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", flags) if found else None
