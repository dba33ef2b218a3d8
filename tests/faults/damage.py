"""Spoils a vault's files in every way, and looks each time whether it is noticed and named."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.faults.held import state

from muniment.domain.errors import CannotOpen
from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.vault.connection import DATABASE_FILE, PAGE_BYTES
from muniment.vault.keys import KEYS_FILE


@dataclass(frozen=True)
class Damage:
    """What was done to a file, the file after it, and what has to be named then (as a regular expression)."""

    what: str
    content: bytes
    names: str


def page(content: bytes, number: int) -> bytes:
    return content[number * PAGE_BYTES : (number + 1) * PAGE_BYTES]


def with_page(content: bytes, number: int, other: bytes) -> bytes:
    return content[: number * PAGE_BYTES] + other + content[(number + 1) * PAGE_BYTES :]


def flipped(content: bytes, at: int, bit: int = 1) -> bytes:
    return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


def pages_of(content: bytes) -> range:
    return range(len(content) // PAGE_BYTES)


# --- ways to spoil a file ---

#: The opening cannot tell more of a database that does not answer to its key; the proof names the page.
_DATABASE = r"cases\.db"


def bits(content: bytes, part: int, times: int, chance: random.Random, names: str) -> Iterator[Damage]:
    """Any bit of every part of a file, so many times; ``names`` may ask for the number of the part, from one."""
    for number, begin in enumerate(range(0, len(content), part), 1):
        for _ in range(times):
            at, bit = begin + chance.randrange(min(part, len(content) - begin)), 1 << chance.randrange(8)
            yield Damage(f"byte {at}, bit {bit}", flipped(content, at, bit), names.format(number=number))


def bits_of_pages(content: bytes, times: int, chance: random.Random) -> Iterator[Damage]:
    return bits(content, PAGE_BYTES, times, chance, rf"{_DATABASE}|page {{number}}\b")


def pages_emptied(content: bytes) -> Iterator[Damage]:
    """One page after the other, with nothing in it."""
    for number in pages_of(content):
        yield Damage(
            f"page {number} empty", with_page(content, number, bytes(PAGE_BYTES)), rf"{_DATABASE}|page {number + 1}\b"
        )


def pages_swapped(content: bytes, times: int, chance: random.Random) -> Iterator[Damage]:
    """Two pages in each other's place."""
    for _ in range(times):
        one, other = chance.sample(pages_of(content), 2)
        spoilt = with_page(with_page(content, one, page(content, other)), other, page(content, one))
        yield Damage(f"pages {one} and {other}", spoilt, rf"{_DATABASE}|page ({one + 1}|{other + 1})\b")


def cuts(content: bytes, lengths: Iterable[int], names: str) -> Iterator[Damage]:
    """What is left of a file that was cut."""
    for length in lengths:
        yield Damage(f"{length} bytes left", content[:length], names)


# --- whether it is noticed ---

Look = Callable[[Path], list[str]]


def noticed(vault: Path) -> list[str]:
    """What opening a vault and proving it says; nothing but CannotOpen may be raised."""
    try:
        with sessions.opened(vault, demo.PASSPHRASE) as session:
            return [*session.notices, *upkeep.verify(session)]
    except CannotOpen as error:
        return [str(error)]


def noticed_at_once(vault: Path) -> list[str]:
    """What the opening alone says."""
    try:
        with sessions.opened(vault, demo.PASSPHRASE) as session:
            return session.notices
    except CannotOpen as error:
        return [str(error)]


def noticed_and_mended(vault: Path) -> list[str]:
    """What the opening says, if the next one finds nothing more to say."""
    said = noticed_at_once(vault)
    return said if noticed_at_once(vault) == [] else ["not mended"]


def answered(vault: Path, expected: Mapping[str, str]) -> list[str]:
    """Whether every record of a vault is given as it was, or nothing is; not a word where another answer is given."""
    try:
        with sessions.opened(vault, demo.PASSPHRASE) as session:
            return ["as it was"] if state(session) == expected else []
    except CannotOpen:
        return ["refused"]


def noticed_by_restoring(backup: Path) -> list[str]:
    """What restoring a backup says; it must not leave a vault behind then."""
    target = backup.with_name("restored")
    try:
        upkeep.restore(backup, target, demo.PASSPHRASE)
    except CannotOpen as error:
        return [str(error)] if not target.exists() else ["something was left behind"]
    return []


@dataclass
class Spoilt:
    """How many damages were tried, and which of them nobody noticed, or noticed without naming what is damaged."""

    tried: int
    passed: list[str]


def spoil(path: Path, damages: Iterable[Damage], look: Look) -> Spoilt:
    """Does every damage to a file, and puts back what was there before.

    ``look`` is given the file's folder where it is one of a vault's two files, else the file.
    """
    names = [KEYS_FILE, DATABASE_FILE] if path.name in (KEYS_FILE, DATABASE_FILE) else [path.name]
    sound = {name: path.with_name(name).read_bytes() for name in names}
    found = Spoilt(0, [])
    for one in damages:
        path.write_bytes(one.content)
        said = look(path.parent if len(names) == 2 else path)
        found.tried += 1
        if not any(re.search(one.names, text) for text in said):
            found.passed.append(f"{path.name}, {one.what}: {said}")
        for name, content in sound.items():
            path.with_name(name).write_bytes(content)
    return found
