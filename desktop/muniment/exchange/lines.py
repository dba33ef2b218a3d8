"""JSON Lines: one record a line, read with every fault named and written in one form only."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple, NoReturn

from muniment.domain.declare import instant, line
from muniment.domain.errors import Fault
from muniment.domain.frozen import frozen
from muniment.domain.openformat import ValueFault, read_field, write_line
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS

LONGEST_LINE = 256 << 20  # bytes; a note of that length is a mistake, and a file without line breaks is no JSON Lines

_BOM = b"\xef\xbb\xbf"
_AGE = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE")
_ENVELOPE = {
    field.name: field
    for field in (
        line("record", "Kind of record", required=True),
        line("id", "Id", required=True),
        line("case", "Case file"),
        instant("created_at", "Made at"),
        instant("updated_at", "Changed at"),
    )
}


class Line(NamedTuple):
    """One record as its line gives it; ids may be local names, and nothing of the fields is checked yet."""

    number: int
    record: str
    id: str
    fields: dict[str, object]
    case: str = ""
    created_at: str = ""
    updated_at: str = ""


Line.__repr__ = object.__repr__  # type: ignore[method-assign] # it shows nothing of its content


@frozen
class BadLine:
    """A line that is no record, and why."""

    number: int
    faults: tuple[Fault, ...]


_KEYS = frozenset(("fields", *_ENVELOPE))
_PLAIN = re.compile(r"[ -~]+")


class _Unreadable(Exception):
    """The line is no JSON object; the message says why."""


def is_encrypted(untrusted_start: bytes) -> bool:
    """Whether a file that begins so is an age file."""
    return untrusted_start.startswith(_AGE)


def read_lines(untrusted_file: BinaryIO, wanted: Callable[[int], bool] | None = None) -> Iterator[Line | BadLine]:
    """The records of a file, line by line, or those with a number that is wanted. Empty lines are passed over.

    Raises OSError.
    """
    number = 0
    while raw := untrusted_file.readline(LONGEST_LINE):
        number += 1
        too_long = len(raw) == LONGEST_LINE and not raw.endswith(b"\n")
        if too_long:
            _skip_line(untrusted_file)
        if wanted and not wanted(number):
            continue
        if too_long:
            yield _bad(number, f"the line is longer than {LONGEST_LINE >> 20} MiB")
        elif raw.strip():
            yield _read(number, raw)


def _skip_line(untrusted_file: BinaryIO) -> None:
    while (rest := untrusted_file.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _read(number: int, raw: bytes) -> Line | BadLine:
    if number == 1 and raw.startswith(_BOM):
        return _bad(number, "the file begins with a byte order mark; save it as UTF-8 without one")
    try:
        return _line(number, _decoded(raw))
    except _Unreadable as error:
        return _bad(number, str(error))


def _decoded(raw: bytes) -> object:
    try:
        content: object = _DECODER.decode(raw.decode("utf-8"))
        if rb"\u" in raw:
            json.dumps(content, ensure_ascii=False).encode()  # an escape can stand for half a character
    except UnicodeEncodeError:
        raise _Unreadable("this is not valid Unicode text") from None
    except UnicodeDecodeError as error:
        raise _Unreadable(f"this is not UTF-8 (byte {error.start + 1} of the line)") from None
    except json.JSONDecodeError as error:
        raise _Unreadable(f"this is not JSON (column {error.colno}: {error.msg})") from None
    except ValueError:
        raise _Unreadable("this is not JSON (a number that cannot be)") from None
    except RecursionError:
        raise _Unreadable("the line is nested too deeply") from None
    return content


def _bad(number: int, text: str) -> BadLine:
    return BadLine(number, (Fault("", text),))


def _without_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unreadable(f"the key {_first_twice(name for name, _ in pairs)} stands there twice")
    return found


def _first_twice(names: Iterable[str]) -> str:
    """The name that is the first to come again."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    raise LookupError


def _no_number(_text: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(object_pairs_hook=_without_twice, parse_constant=_no_number)


def _line(number: int, content: object) -> Line | BadLine:
    if not isinstance(content, dict):
        return _bad(number, "an object is expected")
    return _plain_line(number, content) or _any_line(number, content)


def _plain_line(number: int, content: dict[str, Any]) -> Line | None:
    """The line, where every key is as programs write it; None where a closer look is needed."""
    kind, own, case = content.get("record"), content.get("id"), content.get("case", "")
    created, updated = content.get("created_at", ""), content.get("updated_at", "")
    fields = content.get("fields")
    if (
        type(kind) is type(own) is type(case) is type(created) is type(updated) is str
        and type(fields) is dict
        and content.keys() <= _KEYS
        and kind in RECORDS
        and _PLAIN.fullmatch(own)
        and (not case or _PLAIN.fullmatch(case))
        and _is_instant(created)
        and _is_instant(updated)
    ):
        return Line(number, kind, own, fields, case, created, updated)
    return None


@lru_cache(64)
def _is_instant(text: str) -> bool:
    """The times of a file come again and again."""
    try:
        read_field(_ENVELOPE["created_at"], text)
    except ValueFault:
        return False
    return True


def _any_line(number: int, content: dict[str, Any]) -> Line | BadLine:
    known: dict[str, str] = {}
    faults: list[Fault] = []
    for name, raw in content.items():
        if name != "fields":
            _read_key(name, raw, known, faults)
    fields = content.get("fields", {})
    if not isinstance(fields, dict):
        faults.append(Fault("fields", "fields with their values are expected"))
    kind = known.get("record", "")
    if kind and kind not in RECORDS:
        faults.append(Fault("record", f"there is no such kind of record: {kind}"))
    named = {fault.where for fault in faults}
    missing = (name for name in ("record", "id") if not known.get(name) and name not in named)
    faults += (Fault(name, "this is required") for name in missing)
    return BadLine(number, tuple(faults)) if faults else Line(number=number, fields=fields, **known)


def _read_key(name: str, raw: object, known: dict[str, str], faults: list[Fault]) -> None:
    field = _ENVELOPE.get(name)
    if field is None:
        faults.append(Fault(name, "a line has no such key"))
        return
    try:
        known[name] = read_field(field, raw)
    except ValueFault as error:
        faults.append(Fault(name, str(error)))


def line_bytes(record: Record) -> bytes:
    """A record as its line, with the line break."""
    return _dumped(write_line(record))


def _dumped(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode() + b"\n"
