"""A file comes in the same in whatever order its lines stand; what cannot come in yet is read once more."""

import gc
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from muniment.domain.errors import InvalidInput
from muniment.domain.schema import RECORDS
from muniment.exchange import lines as reading
from muniment.services import entries, finding, history, importing, upkeep
from muniment.services.exporting import export_to
from muniment.services.importing import import_file
from muniment.services.session import Session
from muniment.services.synthetic import generate
from muniment.vault import records

Line = dict[str, Any]
Faults = Callable[..., list[str]]

CODE = "AAAA-BBBB"
CASE: Line = {"record": "case_file", "id": "c", "fields": {"code": CODE, "pseudonym": "Anna"}}
INCIDENT: Line = {"record": "incident", "id": "i", "fields": {"title": "Raid", "kind": "other"}}


def of(kind: str, record_id: str, case: str = "c", /, **fields: object) -> Line:
    return {"record": kind, "id": record_id, "case": case, "fields": fields}


def notes(count: int) -> list[Line]:
    return [of("note", f"n{number}", text=f"word{number}") for number in range(count)]


def written(path: Path, lines: list[Line]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture
def faults(session: Session, tmp_path: Path) -> Faults:
    def faults(*lines: Line) -> list[str]:
        with pytest.raises(InvalidInput) as refused:
            import_file(session, written(tmp_path / "in.jsonl", list(lines)))
        assert session.db.value("SELECT count(*) FROM record") == 0
        return [str(fault) for fault in refused.value.faults]

    return faults


def outlined(session: Session, path: Path) -> dict[str, Line]:
    """Every record of a vault as a line, by its id."""
    export_to(session, path, plaintext=True, with_disclosures=True)
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {line["id"]: line for line in found}


def by_kind(lines: list[Line]) -> list[Line]:
    """In the order of an export."""
    return sorted(lines, key=lambda line: list(RECORDS).index(line["record"]))


def by_lot(lines: list[Line]) -> list[Line]:
    return random.Random(7).sample(lines, len(lines))


def case_files_last(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line["record"] == "case_file")


@pytest.mark.parametrize("arranged", [by_kind, by_lot, case_files_last, lambda lines: lines[::-1]])
def test_any_order_gives_the_same_vault(
    new_vault: Callable[[], Session], tmp_path: Path, arranged: Callable[[list[Line]], list[Line]]
) -> None:
    lines = list(generate(12))
    assert len(lines) > importing._TOGETHER
    in_order, in_disorder = new_vault(), new_vault()
    import_file(in_order, written(tmp_path / "one.jsonl", lines))
    import_file(in_disorder, written(tmp_path / "other.jsonl", arranged(lines)))
    expected = outlined(in_order, tmp_path / "out")
    assert expected.keys() == {line["id"] for line in lines}
    assert outlined(in_disorder, tmp_path / "out again") == expected
    assert upkeep.verify(in_disorder) == []


@pytest.mark.parametrize("arranged", [list, by_kind, by_lot, case_files_last])
def test_what_came_in_in_any_order_is_undone_and_done_again_file_by_file(
    session: Session, tmp_path: Path, arranged: Callable[[list[Line]], list[Line]]
) -> None:
    lines = list(generate(4))
    import_file(session, written(tmp_path / "in.jsonl", arranged(lines)))
    before = outlined(session, tmp_path / "before")
    cases = [finding.case(session, line["id"]) for line in lines if line["record"] == "case_file"]
    for case in cases[::-1]:
        history.undo(session, case)
    assert list(records.case_numbers(session.db)) == []
    assert upkeep.verify(session) == []
    for case in cases:
        history.redo(session, case)
    after = outlined(session, tmp_path / "after")
    assert {name: line["fields"] for name, line in after.items()} == {
        name: line["fields"] for name, line in before.items()
    }
    assert upkeep.verify(session) == []


def test_lines_that_wait_for_none_are_read_once(session: Session, tmp_path: Path) -> None:
    readings: list[str] = []
    lines = [CASE, INCIDENT, of("detention", "d", status="ended", incident="i"), *notes(300)]
    import_file(session, written(tmp_path / "in", lines), progress=lambda doing, _done, _of: readings.append(doing))
    assert set(readings) == {"taking in the records"}


def test_of_a_file_in_disorder_only_what_waits_is_read_again(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = reading._read

    def watched(number: int, raw: bytes) -> Any:
        read.append(number)
        return real(number, raw)

    monkeypatch.setattr(reading, "_read", watched)
    early = of("detention", "d", status="ended", incident="i")
    import_file(session, written(tmp_path / "in", [CASE, early, *notes(300), INCIDENT]))
    assert read == [*range(1, 304), 2]


# --- what may be there only once ---


@pytest.mark.parametrize("between", [0, 300])
def test_an_id_that_comes_again_is_the_only_thing_that_is_told(faults: Faults, between: int) -> None:
    again = of("note", "n", text="again")
    told = faults(CASE, of("note", "n", text="first"), *notes(between), again, of("task", "t", title="x"), INCIDENT)
    assert told == [f"line {between + 3}: id: line 2 has this id already"]


def test_a_case_file_that_comes_again_does_not_draw_its_records_after_it(faults: Faults) -> None:
    second = {**CASE, "fields": {"code": "CCCC-DDDD", "pseudonym": "Boris"}}
    assert faults(CASE, *notes(300), second, of("task", "t", title="x")) == ["line 302: id: line 1 has this id already"]


def test_an_identity_of_a_file_that_is_named_by_its_code_counts_too(session: Session, tmp_path: Path) -> None:
    lines = [CASE, of("identity", "x", CODE), of("identity", "y")]
    with pytest.raises(InvalidInput, match="line 3: identity: this case file has one already"):
        import_file(session, written(tmp_path / "in", lines))


@pytest.mark.parametrize("between", [0, 300])
def test_a_safeguard_that_comes_again_is_told_however_far_behind(faults: Faults, between: int) -> None:
    detention = of("detention", "d", status="ended")
    one, other = (of("safeguard", name, kind="doctor", detention="d") for name in "xy")
    told = faults(CASE, detention, one, *notes(between), other)
    assert told == [f"line {between + 4}: safeguard.kind: this safeguard is recorded for this detention already"]


def test_a_safeguard_that_the_vault_has_is_told(session: Session, tmp_path: Path) -> None:
    import_file(session, written(tmp_path / "in", [CASE, of("detention", "d", status="ended")]))
    detention = session.db.value("SELECT id FROM record WHERE kind = 'detention'")
    case = finding.case(session, CODE).id
    entries.add(session, "safeguard", {"kind": "doctor", "detention": detention}, case)
    again = of("safeguard", "x", CODE, kind="doctor", detention=detention)
    other = of("safeguard", "y", CODE, kind="interpreter", detention=detention)
    with pytest.raises(InvalidInput, match=r"^line 2: safeguard.kind: this safeguard is recorded .* already$"):
        import_file(session, written(tmp_path / "in", [other, again]))


def test_no_code_is_made_up_that_a_later_line_has(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter([CODE, "CCCC-DDDD"])
    monkeypatch.setattr(entries, "new_code", lambda: next(made))
    nameless = {**CASE, "id": "other", "fields": {"pseudonym": "Boris"}}
    found = import_file(session, written(tmp_path / "in", [nameless, of("note", "n", "other", text="x"), CASE]))
    assert sorted(found.codes) == [CODE, "CCCC-DDDD"]


# --- lines of every length ---


def test_long_lines_are_not_kept_many_at_a_time(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[int] = []
    real = importing._Taking._meet

    def watched(self: Any, lines: list[Any]) -> None:
        met.append(len(lines))
        real(self, lines)

    monkeypatch.setattr(importing._Taking, "_meet", watched)
    long = [of("note", f"l{number}", text="x" * 700_000) for number in range(4)]
    import_file(session, written(tmp_path / "in", [CASE, *long, *notes(600)]))
    assert sum(met) == 605
    assert max(met[:2]) <= 3
    assert max(met) == importing._TOGETHER


def test_a_line_that_is_too_long_is_told_once_and_counted(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE", 1 << 20)
    early, long = of("detention", "d", status="ended", incident="i"), of("note", "l", text="x" * (3 << 20))
    assert faults(CASE, long, early, long, INCIDENT, of("note", "n")) == [
        "line 2: the line is longer than 1 MiB",
        "line 4: the line is longer than 1 MiB",
        "line 6: note.text: this is required",
    ]


def test_garbage_is_looked_for_as_often_as_before(faults: Faults) -> None:
    before = gc.get_threshold()
    faults(INCIDENT, INCIDENT)
    assert gc.get_threshold() == before
