"""Files go into the vault and come out again bit for bit, with every step of their custody."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault
from muniment.domain.records import CustodyEvent, Evidence
from muniment.host.errors import AlreadyThere, NotFound
from muniment.services import entries, exhibits, exporting, finding, importing
from muniment.services.session import Session
from muniment.vault.evidence import CHUNK_BYTES
from muniment.vault.records import Entry


@pytest.fixture
def case(session: Session) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)


def custody(session: Session, case: Entry) -> list[CustodyEvent]:
    return list(finding.dossier(session, case.no).all(CustodyEvent))


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 7])
def test_a_file_of_any_size_comes_out_as_it_went_in(session: Session, case: Entry, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "in").write_bytes(content)
    made = exhibits.attach(session, case, tmp_path / "in")
    assert (made.sha256, made.size) == (hashlib.sha256(content).hexdigest(), size)
    exhibits.extract(session, made.id, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == content
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600


def test_every_step_of_custody_is_written_by_the_program(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "photo.jpg")
    exhibits.extract(session, made.id, tmp_path / "out", reason="for the expert")
    events = custody(session, case)
    assert [(one.action, one.evidence, one.reason) for one in events] == [
        ("imported", made.id, ""),
        ("exported", made.id, "for the expert"),
    ]
    assert events[0].hash_after == events[1].hash_before == events[1].hash_after == made.sha256


def test_exhibits_are_numbered_in_their_file_and_a_number_is_never_given_again(
    session: Session, case: Entry, tmp_path: Path
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    first, second = (exhibits.attach(session, case, tmp_path / "photo.jpg") for _ in range(2))
    assert (first.exhibit_no, second.exhibit_no) == (1, 2)
    entries.remove(session, second.id)
    assert exhibits.attach(session, case, tmp_path / "photo.jpg").exhibit_no == 3


def test_what_is_known_of_a_file_is_recorded(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "decision.pdf").write_bytes(b"%PDF-")
    made = exhibits.attach(
        session, case, tmp_path / "decision.pdf", {"title": "Decision", "acquired_from": "the court"}
    )
    assert (made.title, made.original_name, made.media_type) == ("Decision", "decision.pdf", "application/pdf")
    assert isinstance(entries.load(session, made.id), Evidence)
    assert getattr(entries.load(session, made.id), "acquired_from", "") == "the court"


def test_a_file_that_changes_while_it_is_read_is_refused_whole(session: Session, case: Entry, tmp_path: Path) -> None:
    path = tmp_path / "growing"
    path.write_bytes(b"a" * 3 * CHUNK_BYTES)

    def grow(_doing: str, _done: int, _of: int) -> None:
        with path.open("ab") as file:
            file.write(b"b")

    with pytest.raises(exhibits.FileChanged):
        exhibits.attach(session, case, path, progress=grow)
    assert session.db.value("SELECT count(*) FROM evidence_chunk") == 0
    assert finding.dossier(session, case.no).all(Evidence) == ()


@pytest.mark.parametrize("make", [Path.absolute, Path.mkdir, os.mkfifo], ids=["missing", "folder", "pipe"])
def test_what_is_no_file_is_refused(
    session: Session, case: Entry, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "in")
    with pytest.raises((NotFound, UserFault)):
        exhibits.attach(session, case, tmp_path / "in")


def test_an_exhibit_does_not_overwrite_a_file(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "in")
    (tmp_path / "out").write_text("mine")
    with pytest.raises(AlreadyThere):
        exhibits.extract(session, made.id, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    assert len(custody(session, case)) == 1


def test_damaged_bytes_are_not_given_out(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "in")
    session.db.run("UPDATE evidence_chunk SET bytes = x'00'")
    with pytest.raises(exhibits.ExhibitDamaged):
        exhibits.extract(session, made.id, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("two\nlines.pdf", "two�lines.pdf"),
        ("red\x1b[31m.pdf", "red�[31m.pdf"),
        ("left\u202efdp.exe", "left�fdp.exe"),
        ("a\u2028b\x85c", "a�b�c"),
        ("10\u202f30\u00a0PM.png", "10 30 PM.png"),
        ("Gülşən – фото.jpg", "Gülşən – фото.jpg"),
    ],
)
def test_a_files_name_is_kept_as_text_on_one_line_that_comes_in_again(
    new_vault: Callable[[], Session], tmp_path: Path, name: str, shown: str
) -> None:
    session, again = new_vault(), new_vault()
    where = finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)
    (tmp_path / name).write_bytes(b"x")
    made = exhibits.attach(session, where, tmp_path / name)
    assert (made.original_name, made.title) == (shown, shown)
    exporting.export_to(session, tmp_path / "out", plaintext=True, files=tmp_path / "files")
    importing.import_file(again, tmp_path / "out", files=tmp_path / "files", restore_records=True)
    assert getattr(entries.load(again, made.id), "original_name", "") == shown
