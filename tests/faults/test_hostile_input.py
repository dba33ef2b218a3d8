"""Whatever is typed, pasted or attached is kept as it is, found, shown and printed, or refused whole."""

import hashlib
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from tests.faults.held import CHEAP
from tests.faults.hostile import LONE_SURROGATE, TEXTS, filled, kept, text_fields, text_value, written_by_users

from muniment.domain.errors import InvalidInput
from muniment.domain.fields import RecordSpec
from muniment.domain.records import Evidence
from muniment.services import casefile, entries, exhibits, exporting, finding, importing, listing, printing, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.evidence import CHUNK_BYTES
from muniment.vault.records import Entry

PASSPHRASE = "passphrase"
PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2018, 1, 1)
NAMES = ("markup", "controls", "right to left", "invisible", "wide", "sql", "long word")


@pytest.fixture
def case(session: Session) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_hostile_text_is_kept_to_the_last_character_in_every_field(session: Session, text: str) -> None:
    made = list(filled(session, text))
    session.close()
    with sessions.opened(session.folder, PASSPHRASE) as again:
        for record, fields in made:
            if record.RECORD != "identity":
                known = {name: value for name, value in fields.items() if name in kept(record)}
                assert kept(entries.load(again, record.id)) == known, record.RECORD
        assert upkeep.verify(again) == []


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_hostile_text_is_searched_shown_and_printed(session: Session, text: str) -> None:
    records = [record for record, _ in filled(session, text)]
    case = finding.case(session, records[0].case or next(one.id for one in records if one.RECORD == "case_file"))
    list(listing.found(session, text))
    casefile.view(session, case, TODAY)
    for form in ("pdf", "text"):
        brief = printing.print_one(session, case, printing.Choices("brief", TODAY, form=form))
        summary = printing.print_one(session, case, printing.Choices("summary", TODAY, form=form))
        assert (brief.data and summary.data, brief.pages) == (summary.data, 1 if form == "pdf" else 0)


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_hostile_text_goes_out_and_comes_back_the_same(session: Session, text: str, tmp_path: Path) -> None:
    list(filled(session, text))
    exporting.export_to(session, tmp_path / "out", plaintext=True, with_disclosures=True)
    sessions.create(tmp_path / "second", PASSPHRASE, cost=CHEAP).close()
    with sessions.opened(tmp_path / "second", PASSPHRASE) as second:
        importing.import_file(second, tmp_path / "out", restore_records=True)
        exporting.export_to(second, tmp_path / "again", plaintext=True, with_disclosures=True)
        assert upkeep.verify(second) == []
    assert (tmp_path / "again").read_bytes() == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("spec", written_by_users(), ids=lambda spec: spec.name)
def test_half_a_character_is_refused_in_every_field(session: Session, spec: RecordSpec) -> None:
    for field in text_fields(spec):
        with pytest.raises(InvalidInput) as refused:
            entries.add(session, spec.name, {field.name: text_value(field, LONE_SURROGATE)})
        assert f"{spec.name}.{field.name}" in {fault.where for fault in refused.value.faults}


def test_a_very_long_note_is_saved_found_shown_and_printed(session: Session, case: Entry, long: bool) -> None:
    line = " ".join(f"word{number:06d}" for number in range(1000)) + ".\n"
    text = line * ((50 if long else 5) * 2**20 // len(line)) + "needle"
    began = time.perf_counter()
    note = entries.add(session, "note", {"text": text}, case.id)
    assert [hit.id for hit in listing.found(session, "needle")] == [note.id]
    assert len(casefile.view(session, case, TODAY).dossier.all(type(note))) == 1
    assert printing.print_one(session, case, printing.Choices("brief", TODAY)).pages == 1
    assert getattr(entries.load(session, note.id), "text", "") == text
    took = time.perf_counter() - began
    print(f"a note of {len(text)} characters: {took:.1f} s")  # noqa: T201 - for the record, shown with -s
    assert upkeep.verify(session) == []


MEASURE = """
import resource, sys
from pathlib import Path
from muniment.services import exhibits, finding, upkeep
from muniment.services import session as sessions
folder, source, target, code = sys.argv[1:]
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with sessions.opened(Path(folder), "passphrase") as session:
    case = finding.case(session, code)
    small = exhibits.attach(session, case, Path(source + ".small"))
    exhibits.extract(session, small.id, Path(target + ".small"))
    upkeep.verify(session)
    before = peak()
    made = exhibits.attach(session, case, Path(source))
    exhibits.extract(session, made.id, Path(target))
    found = upkeep.verify(session)
    upkeep.back_up(session, Path(target + ".backup"))
    print(made.sha256, len(found), peak() - before)
"""


def test_a_large_exhibit_takes_no_more_memory_than_a_small_one(
    session: Session, case: Entry, tmp_path: Path, long: bool
) -> None:
    size = (2048 if long else 64) * 2**20
    digest = hashlib.sha256()
    with (tmp_path / "large").open("wb") as file:
        for _ in range(size >> 20):
            piece = os.urandom(1 << 20)
            file.write(piece)
            digest.update(piece)
    (tmp_path / "large.small").write_bytes(os.urandom(3 * CHUNK_BYTES))
    session.close()
    arguments = [str(session.folder), str(tmp_path / "large"), str(tmp_path / "out"), case.id]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "desktop")}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    sha256, findings, grown = done.stdout.split()
    print(f"an exhibit of {size >> 20} MiB: {int(grown) / 1024:.1f} MiB more at most")  # noqa: T201
    assert (sha256, findings) == (digest.hexdigest(), "0")
    assert (tmp_path / "out").stat().st_size == size
    assert int(grown) * 1024 < 40 * 2**20  # the page cache of the database (16 MiB), and a few pieces


def test_an_empty_exhibit_is_one(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    made = exhibits.attach(session, case, tmp_path / "empty")
    exhibits.extract(session, made.id, tmp_path / "out")
    assert ((tmp_path / "out").read_bytes(), made.size) == (b"", 0)
    assert upkeep.verify(session) == []


@pytest.mark.parametrize("size", [10, 3 * CHUNK_BYTES])
def test_an_exhibit_that_changes_while_it_is_read_is_refused_whole(
    session: Session, case: Entry, tmp_path: Path, size: int
) -> None:
    path = tmp_path / "moving"
    path.write_bytes(b"a" * size)

    def overwrite(_doing: str, _done: int, _of: int) -> None:
        path.write_bytes(b"b" * size)

    with pytest.raises(exhibits.FileChanged):
        exhibits.attach(session, case, path, progress=overwrite)
    assert finding.dossier(session, case.no).all(Evidence) == ()
    assert session.db.value("SELECT count(*) FROM evidence_chunk") == 0
    assert exhibits.attach(session, case, path).exhibit_no == 1


def test_lines_that_change_while_they_are_read_are_refused_whole(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text('{"record": "case_file", "id": "c", "fields": {"pseudonym": "c"}}\n', encoding="utf-8")

    def grow(_doing: str, _done: int, _of: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")

    with pytest.raises(exhibits.FileChanged):
        importing.import_file(session, path, progress=grow)
    assert session.db.value("SELECT count(*) FROM record") == 0


def test_names_of_files_are_kept_as_far_as_they_can_be_shown(session: Session, case: Entry, tmp_path: Path) -> None:
    path = tmp_path / "<b>\u202egpj.exe"
    path.write_bytes(b"picture")
    assert exhibits.attach(session, case, path).original_name == "<b>\ufffdgpj.exe"
    odd = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff\xfe.jpg")
    Path(odd).write_bytes(b"picture")
    assert exhibits.attach(session, case, Path(odd)).original_name == "\ufffd\ufffd.jpg"
    assert upkeep.verify(session) == []
