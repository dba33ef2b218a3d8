import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.domain.records import Note
from muniment.exchange import lines
from muniment.exchange.lines import BadLine, Line, is_encrypted, line_bytes, read_lines

GOOD = b'{"record": "note", "id": "n", "fields": {"text": "x"}}'


def _read(content: bytes) -> list[Line | BadLine]:
    return list(read_lines(io.BytesIO(content)))


def _fault(content: bytes) -> str:
    (line,) = _read(content)
    assert isinstance(line, BadLine)
    return "; ".join(str(fault) for fault in line.faults)


def test_a_line_is_read_with_all_its_keys() -> None:
    raw = {
        "record": "note",
        "id": "n",
        "case": "c",
        "created_at": "2017-09-20T14:30:00Z",
        "updated_at": "2017-09-21T14:30:00Z",
        "fields": {"text": "x"},
    }
    (line,) = _read(json.dumps(raw).encode())
    assert line == Line(number=1, **raw)  # type: ignore[arg-type]


def test_empty_lines_and_windows_line_ends_are_passed_over_and_counted() -> None:
    found = _read(b"\n" + GOOD + b"\r\n  \n" + GOOD)
    assert [line.number for line in found] == [2, 4]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xef\xbb\xbf" + GOOD, "byte order mark"),
        (b'{"record": "note", "id": "\xff"}', "this is not UTF-8 (byte 27 of the line)"),
        (b'{"record": "note"', "this is not JSON (column 18"),
        (b"null\x00", "this is not JSON"),
        (b'{"record": "note", "id": "n", "fields": {"x": NaN}}', "a number that cannot be"),
        (b'{"record": "note", "id": "n", "fields": {"x": ' + b"9" * 5000 + b"}}", "a number that cannot be"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"record": "note", "id": "\\ud800"}', "not valid Unicode"),
        (b'{"record": "note", "id": "n", "fields": {"\\udc00": 1}}', "not valid Unicode"),
        (b"[]", "an object is expected"),
        (b'{"record": "note", "id": "n", "id": "m"}', "the key id stands there twice"),
        (b'{"record": "note", "id": "n", "fields": {"text": "a", "text": "b"}}', "the key text stands there twice"),
        (b'{"record": "ghost", "id": "n"}', "record: there is no such kind of record: ghost"),
        (b'{"id": "n"}', "record: this is required"),
        (b'{"record": "note"}', "id: this is required"),
        (b'{"record": "note", "id": ""}', "id: this is required"),
        (b'{"record": "note", "id": 7}', "id: text is expected"),
        (b'{"record": "note", "id": "a\\nb"}', "id: one line is expected"),
        (b'{"record": "note", "id": "n", "fields": []}', "fields: fields with their values are expected"),
        (b'{"record": "note", "id": "n", "note": "x"}', "note: a line has no such key"),
        (b'{"record": "note", "id": "n", "created_at": "yesterday"}', "created_at: a time in UTC is expected"),
    ],
)
def test_what_is_no_record_is_said(content: bytes, said: str) -> None:
    assert said in _fault(content)


def test_a_bad_line_names_all_its_faults_and_hides_no_other() -> None:
    first, second = _read(b'{"record": "ghost", "extra": 1}\n' + GOOD)
    assert isinstance(first, BadLine)
    assert [fault.where for fault in first.faults] == ["extra", "record", "id"]
    assert isinstance(second, Line)


def test_an_endless_line_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 100)
    first, second = _read(b"x" * 5000 + b"\n" + GOOD)
    assert isinstance(first, BadLine)
    assert "longer" in first.faults[0].text
    assert (second.number, type(second)) == (2, Line)


def test_a_very_long_note_is_read() -> None:
    text = "ə" * 3_000_000
    (line,) = _read(json.dumps({"record": "note", "id": "n", "fields": {"text": text}}).encode())
    assert isinstance(line, Line)
    assert line.fields["text"] == text


def test_a_written_line_stays_one_line_and_is_read_again() -> None:
    note = Note(id="n", case="c", created_at="2017-09-20T14:30:00Z", text="one\ntwo\u2028three \x00 Gülşən")
    raw = line_bytes(note)
    assert raw.count(b"\n") == 1
    assert "Gülşən".encode() in raw
    (line,) = _read(raw)
    assert line == Line(1, "note", "n", {"text": note.text}, "c", "2017-09-20T14:30:00Z")


def test_an_age_file_is_known_by_its_beginning() -> None:
    assert is_encrypted(b"age-encryption.org/v1\n->")
    assert is_encrypted(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert not is_encrypted(GOOD)


_KEYS: dict[str, list[Any]] = {
    "record": ["note", "ghost", "", 3, None, ["note"]],
    "id": ["n", "Ə", "two\nlines", "", 3, None],
    "case": ["c", "Ə", "two\rlines", "", 3, None],
    "created_at": ["2017-09-20T14:30:00Z", "2017-09-20", "", 3, None],
    "updated_at": ["2017-09-20T14:30:00Z", "yesterday", "", None],
    "fields": [{}, {"text": "x"}, [], None],
    "colour": ["red"],
}


@given(st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in _KEYS.items()}))
def test_a_line_as_programs_write_it_is_read_as_any_other(content: dict[str, Any]) -> None:
    plain = lines._plain_line(1, content)
    assert plain is None or plain == lines._any_line(1, content)


def test_a_line_as_programs_write_it_is_looked_at_once() -> None:
    assert lines._plain_line(1, json.loads(GOOD)) == Line(1, "note", "n", {"text": "x"})


def test_only_the_lines_that_are_wanted_are_read() -> None:
    found = read_lines(io.BytesIO(GOOD + b"\nrubbish\n\n" + GOOD), {1, 4}.__contains__)
    assert [line.number for line in found] == [1, 4]
