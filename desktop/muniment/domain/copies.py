"""Numbers of copies that leave: a running number, and letters at random by which one page alone can be traced."""

import re
import secrets
from collections.abc import Iterable, Iterator

from muniment.domain.codes import ALPHABET

_LETTERS = 4
_NUMBER = re.compile(rf"(?<![0-9A-Z])([0-9]{{4,9}})-([{ALPHABET}]{{{_LETTERS}}})(?![0-9A-Z])")
_TYPED = str.maketrans(dict.fromkeys("-–—.·/_ \t\n\xa0") | {"O": "0"})


def copy_number(running: int) -> str:
    """A number such as 0012-7KQM; the letters are new each time."""
    return f"{running:04}-{''.join(secrets.choice(ALPHABET) for _ in range(_LETTERS))}"


def running_number(copy_no: str) -> int:
    """The running number in the number of a copy; 0 where it is none of ours."""
    found = _NUMBER.fullmatch(copy_no)
    return int(found[1]) if found else 0


def numbers_in(text: str) -> Iterator[str]:
    """What looks like the number of a copy in the text of a page, in its order."""
    yield from dict.fromkeys(found[0] for found in _NUMBER.finditer(text))


def nearest(typed: str, known: Iterable[str]) -> list[str]:
    """The numbers that somebody may mean who read one from a page: that one, or those one slip away from it.

    A slip is a sign that is wrong, missing, too much, or changed places with the next. The running number alone, or the
    letters alone, stand for every number that has them.
    """
    wanted = _compact(typed)
    if len(wanted) < _LETTERS and not wanted.isdecimal():
        return []
    exact: list[str] = []
    near: list[str] = []
    for number in dict.fromkeys(known):
        compact = _compact(number)
        if wanted == compact:
            exact.append(number)
        elif (compact and _is_part(wanted, compact)) or _is_a_slip_away(wanted, compact):
            near.append(number)
    return exact or near


def is_same(typed: str, copy_no: str) -> bool:
    """Whether a number was typed without a slip, whatever stands between its parts."""
    return _compact(typed) == _compact(copy_no)


def _compact(text: str) -> str:
    return text.upper().translate(_TYPED)


def _is_part(wanted: str, compact: str) -> bool:
    letters = compact[-_LETTERS:]
    return wanted == letters or (wanted.isdecimal() and int(wanted) == _running(compact))


def _running(compact: str) -> int:
    digits = compact[:-_LETTERS]
    return int(digits) if digits.isdecimal() else -1


def _is_a_slip_away(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    here, there = one[at:], other[at:]
    if len(here) == len(there):
        return here[1:] == there[1:] or (here[1::-1] == there[:2] and here[2:] == there[2:])
    longer, shorter = (here, there) if len(here) > len(there) else (there, here)
    return longer[1:] == shorter
