"""Bytes that come from elsewhere, and everything in the program that reads such: one reader for each kind of them.

A reader gets bytes and does with them what the program does. It may raise what the program tells its user, and nothing
else; it may take time and memory in proportion to the bytes, and no more. ``test_foreign_bytes.py`` gives it bytes
of a short run, ``fuzz.py`` a million times as many.
"""

import hashlib
import io
import json
import shutil
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.faults.held import CHEAP

from muniment.domain import custody_limits, deadlines
from muniment.domain.body_map import parse_body_map
from muniment.domain.date_display import shown
from muniment.domain.date_words import understand_or_none
from muniment.domain.dates import UncertainDate
from muniment.domain.errors import MunimentError, UserFault
from muniment.domain.fields import FieldSpec
from muniment.domain.openformat import is_empty, make, read_field, read_values, write_field, write_line
from muniment.domain.rights import parse_rights
from muniment.domain.schema import RECORDS
from muniment.domain.vocabulary import parse_vocabulary
from muniment.exchange.lines import Line, read_lines
from muniment.host.resources import load_vocabularies, read_resource
from muniment.services import entries, importing, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import sealed
from muniment.vault.backup import BackupHeader, read_backup_header
from muniment.vault.keyheader import COPIES, HEADER_BYTES, read_headers
from muniment.vault.keys import KEYS_FILE, open_keys
from muniment.vault.slots import KeyCost, encrypted

PASSPHRASE = "passphrase"
TODAY = date(2026, 11, 20)
SECONDS, SECONDS_A_MIB = 1.0, 10.0  # of the processor, not of the clock: the machine may have other work
MEMORY, MEMORY_A_BYTE = 16 << 20, 200

_DIGEST = 32
_AFFORDABLE = KeyCost(memory=1024, iterations=4, lanes=4)

Reader = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """A reader, bytes that are right, and words that such bytes are made of."""

    read: Reader
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()


def wrong(read: Reader, data: bytes, *, memory: bool = False) -> str:
    """What is wrong with how the bytes were taken: "" for nothing. The use of memory is asked for; looking is slow."""
    if memory:
        tracemalloc.start()
    began = time.process_time()
    try:
        read(data)
    except MunimentError as error:
        if not str(error).strip():
            return f"{type(error).__name__} says nothing"
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of a library is none of Exception's
        return f"{type(error).__name__}: {error}"
    finally:
        took, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1] if memory else 0
        tracemalloc.stop()
    if took > SECONDS + SECONDS_A_MIB * len(data) / 2**20:
        return f"{len(data)} bytes took {took:.1f} seconds"
    if peak > MEMORY + MEMORY_A_BYTE * len(data):
        return f"{len(data)} bytes took {peak >> 20} MiB"
    return ""


@contextmanager
def targets(folder: Path) -> Iterator[dict[str, Target]]:
    """All readers; the vault that some of them work on is made in the folder, and is open meanwhile."""
    session = sessions.create(folder / "vault", PASSPHRASE, "identity", cost=CHEAP)
    entries.add(session, "case_file", {"code": "CASE-1", "pseudonym": "Dəniz"})
    upkeep.back_up(session, folder / "backup")
    yield {**_of_the_vault(folder, session), **_of_records(folder, session), **_of_data_files()}
    session.close()


# --- what belongs to a vault ---


def _of_the_vault(folder: Path, session: Session) -> dict[str, Target]:
    keys, backup = (session.folder / KEYS_FILE).read_bytes(), (folder / "backup").read_bytes()
    database_bytes = read_backup_header(folder / "backup").database_bytes
    recipient, wrapped = sealed.new_reading_key(PASSPHRASE, CHEAP)
    value = sealed.seal(recipient, b"Somebody")
    reader = sealed.open_sealed(wrapped, PASSPHRASE)

    def with_end(data: bytes) -> None:
        _read_backup(folder, backup[:database_bytes] + _end_made_right(session, backup[:database_bytes], data))

    return {
        "keys": Target(lambda data: _read_keys(folder, data), (keys, keys[:HEADER_BYTES])),
        "keys_summed": Target(lambda data: _read_keys(folder, _summed(data)), (keys,)),
        "backup": Target(lambda data: _read_backup(folder, data), (backup,)),
        "backup_end": Target(with_end, (backup[database_bytes:],)),
        "sealed": Target(reader.open, (value,), (b"-> X25519 ", b"-> scrypt ", b"\n--- ", b"age-encryption.org/v1\n")),
        "sealed_key": Target(_read_sealed_key, (wrapped,)),
    }


def _read_keys(folder: Path, data: bytes) -> None:
    header, _ = read_headers(data)
    if _affordable(header.cost):
        open_keys(data, PASSPHRASE, folder / "nowhere")


def _affordable(cost: KeyCost) -> bool:
    """Whether a test may pay it. What a file may ask for at most is a matter of KeyCost.is_sane."""
    return cost.memory <= _AFFORDABLE.memory and cost.iterations <= _AFFORDABLE.iterations


def _summed(data: bytes) -> bytes:
    """The same header with checksums that are right, as somebody would write it who knows the format."""
    padded = data[: COPIES * HEADER_BYTES].ljust(COPIES * HEADER_BYTES, b"\0")
    contents = [padded[at : at + HEADER_BYTES - _DIGEST] for at in range(0, len(padded), HEADER_BYTES)]
    return b"".join(content + hashlib.sha256(content).digest() for content in contents)


def _read_backup(folder: Path, data: bytes) -> None:
    path, target = folder / "foreign", folder / "restored"
    path.write_bytes(data)
    header: BackupHeader = read_backup_header(path)
    keys, _ = read_headers(header.keys)
    if _affordable(keys.cost):
        try:
            upkeep.restore(path, target, PASSPHRASE)
        finally:
            shutil.rmtree(target, ignore_errors=True)


def _end_made_right(session: Session, database: bytes, data: bytes) -> bytes:
    """The end of a backup that is sealed by who has the keys, where it is long enough for that."""
    bound, head = COPIES * HEADER_BYTES + 10, 40
    if len(data) < bound + head:
        return data
    content = database + data[:bound]
    return data[:bound] + encrypted(session.keys.backup_key, data[bound:][:head], content) + b"\nMUNIMENT BACKUP"


def _read_sealed_key(data: bytes) -> None:
    """Both as it is and with its checksum made right."""
    content = data[:-_DIGEST]
    for form in (data, content + hashlib.sha256(content).digest()):
        try:
            if len(form) > 22 and _affordable(KeyCost.unpacked(form[10:22])):
                sealed.open_sealed(form, PASSPHRASE)
        except MunimentError:
            if form is not data:
                raise


# --- what records come in ---


def _of_records(folder: Path, session: Session) -> dict[str, Target]:
    fields = [b'"%s"' % name.encode() for spec in RECORDS.values() for name in spec.by_name]
    words = (*(b'"%s"' % name.encode() for name in RECORDS), *dict.fromkeys(fields), *_JSON)

    def read_import(data: bytes) -> None:
        (folder / "lines").write_bytes(data)
        importing.import_file(session, folder / "lines", dry_run=True)

    return {
        "lines": Target(_read_lines, _LINES, words),
        "import": Target(read_import, _LINES, words),
        "values": Target(_read_value, _VALUES, _JSON + _DATE_WORDS),
        "edtf": Target(_read_edtf, (b"2017-09", b"[2017-09..2018]", b"2017-04?/..", b"201X~", b"2017-09-15?"), _EDTF),
        "dates": Target(_read_typed, (b"around 3 March 2017", "между 1 и 2 мая 2017".encode()), _DATE_WORDS + _EDTF),
    }


def _read_lines(data: bytes) -> None:
    """Every line as far as it can be read without a vault."""
    for line in read_lines(io.BytesIO(data)):
        if isinstance(line, Line):
            spec = RECORDS[line.record]
            values, faults = read_values(spec, line.fields)
            if not faults:
                json.dumps(write_line(make(spec.name, {**values, "id": line.id, "case": line.case}))).encode()


_KINDS: Mapping[object, FieldSpec] = {
    (field.kind, field.sealed, field.polymorphic, field.open_choice): field
    for spec in RECORDS.values()
    for field in spec.fields
}


def _read_value(data: bytes) -> None:
    """One JSON value in a field of each kind; what a field takes comes back the same from its open format."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return
    for field in _KINDS.values():
        try:
            value = read_field(field, raw)
        except UserFault:
            continue
        if not is_empty(value):
            written = json.loads(json.dumps(write_field(field, value)).encode())
            assert read_field(field, written) == value, (field.name, raw, value)


def _read_edtf(data: bytes) -> None:
    _keep_date(UncertainDate.parse(data.decode("utf-8", "replace"), TODAY))


def _read_typed(data: bytes) -> None:
    """The first byte chooses the language."""
    language = (None, "en", "az", "ru")[data[0] % 4] if data else None
    found = understand_or_none(data.decode("utf-8", "replace"), language, TODAY)
    if found:
        _keep_date(found)


def _keep_date(found: UncertainDate) -> None:
    assert UncertainDate.parse(found.edtf, TODAY) == found
    assert not (found.earliest and found.latest) or found.earliest[:10] <= found.latest[:10]
    for language in ("en", "az", "ru"):
        assert shown(found, language)


# --- data files ---


def _of_data_files() -> dict[str, Target]:
    vocabularies = load_vocabularies()
    rules, limits = read_resource("deadline_rules.toml"), read_resource("custody_limits.toml")
    act = read_resource("vocabularies/act.toml")
    return {
        "vocabulary": Target(lambda data: parse_vocabulary("act", _table(data)), (_first(act),), _TOML),
        "rules": Target(_read_rules, (_first(rules),), _TOML),
        "limits": Target(
            lambda data: custody_limits.parse_custody_limits(_table(data), vocabularies), (_first(limits),), _TOML
        ),
        "body_map": Target(lambda data: parse_body_map(_table(data)), (_BODY_MAP,), _TOML),
        "rights": Target(lambda data: parse_rights(_table(data)), (_RIGHTS,), _TOML),
    }


def _first(toml: bytes) -> bytes:
    """The beginning of a file up to its third table of the same name, short enough to be changed in every way."""
    begins = [at for at in range(len(toml)) if toml.startswith(b"\n[[", at) and b"." not in toml[at : at + 20]]
    return toml[: begins[2]] if len(begins) > 2 else toml


def _read_rules(data: bytes) -> None:
    """A rule that is taken is the same when it was kept, and counts from any day."""
    found = deadlines.parse_deadline_rules(_table(data), fixed=(deadlines.CUSTOM,))
    kept = deadlines.parse_deadline_rules({"rule": [deadlines.as_table(rule) for rule in found.values()]})
    assert list(kept.values()) == list(found.values())
    for rule in found.values():
        deadlines.due(rule, UncertainDate.parse("[1900-01-01..2040]", TODAY))


def _table(data: bytes) -> dict[str, Any]:
    """The table that the bytes are, in TOML or in JSON; an empty one where they are none."""
    for read in (tomllib.loads, json.loads):
        try:
            found = read(data.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    return {}


# --- bytes to begin with ---

_JSON = tuple(
    b'{ } [ ] , : "" null true false 0 -1 1e999 1e-320 1.5 0.1 NaN Infinity 99999999999999999999 "\\ud800" "\\u0000" '
    b'{"sealed":"YWdl"} {"amount":"1.00","currency":"AZN"} {"amount":"unknown"} {"record":"note","id":"c"} "yes" '
    b'"unknown" "2017-09-20T14:30:00Z" "record" "id" "case" "fields" "created_at" "updated_at"'.split(b" ")
)
_LINES = (
    b'{"record":"case_file","id":"c","fields":{"pseudonym":"c","opened_on":"2018"}}\n'
    b'{"record":"note","id":"n","case":"c","fields":{"text":"seen"}}\n',
    b'{"record":"source","id":"s","fields":{"kind":"the_person"}}\n'
    b'{"record":"detention","id":"d","case":"CASE-1","fields":{"status":"unknown","start":"2017-09","sources":["s"]}}\n'
    b'{"record":"payment","id":"p","case":"CASE-1","fields":{"amount":{"amount":"200.00","currency":"AZN"}}}\n',
    b'{"record":"identity","id":"i","case":"CASE-1","fields":{"legal_name":"Somebody"}}\n',
)
_VALUES = (*(word for word in _JSON if len(word) > 2), b'["a","b"]', b'{"a":"b"}', b'"2017-09-2X"')
_EDTF = tuple(b"2017 2016-02-29 1899 2099 0000 9999 -02-30 - / [ ] .. ? ~ % X T14:30 T24:00 Z u 201X".split(b" "))
_DATE_WORDS = tuple(
    "around;before;after;between;and;to;early;mid;late;spring;3;31;02;2017;March;Monday;o'clock;14:30;—;-;/;.;,;?;~;"
    "марта;сентябрь;до;после;между;около;г.;года;в;понедельник;sentyabr;mart;təxminən;əvvəl;sonra;arasında;-cı il;"
    "unknown;today;yesterday;вчера;dünən;1;99999999999999999999;٣;²;\u0130;\u202e".encode().split(b";")
)
_TOML = tuple(
    b'[[term]]\n;[[rule]]\n;[[limit]]\n;[[view]]\n;[[rule.version]]\n;[[treaty]]\n;[[act]]\n;id = ;"a";label = ;{ ;'
    b" };en = ;az = ;ru = ;title = ;count = ;unit = ;from = ;until = ;points = ;articles = ;= ;1;-1;0;inf;nan;true;[];"
    b'"";2022-02-01;2022-02-01T00:00:00Z;9999-12-31;12:00:00;99999999999999999999;"days";"months";\n'.split(b";")
)
_BODY_MAP = b"""[[view]]
id = "front"
width_percent = 40
left = "right"
[[view.outline]]
points = "0.5,0.1 0.4,0.2 0.3,1"
half = true
[[view]]
id = "back"
mirror_of = "front"
width_percent = 40
"""
_RIGHTS = b"""[[treaty]]
id = "echr"
title = { en = "Convention", az = "Konvensiya", ru = "Konvencija" }
short_title = { en = "C", az = "K", ru = "K" }
[[treaty.article]]
id = "3"
title = { en = "Torture", az = "x", ru = "y" }
[[act]]
id = "beating"
articles = ["echr 3"]
"""
