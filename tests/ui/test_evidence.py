"""Exhibits in the window: listed, looked at, taken in by dialog and by dropping, given out with a reason."""

import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from tests.ui.casefile_room import CaseRoom
from tests.ui.dropping import drop, local
from tests.ui.window_room import WindowRoom

from muniment.domain.records import CustodyEvent
from muniment.services import exhibits
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.casefile.telling import short_words, told
from muniment.ui.pages.evidence import EvidencePage
from muniment.ui.widgets.banner import Banner
from muniment.ui.widgets.pick_case import PickCase

Key = Qt.Key


@pytest.fixture
def room(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a picture, a text and a damaged picture."""
    folder = tmp_path / "outside"
    folder.mkdir()
    Image.new("RGB", (80, 60), (255, 0, 0)).save(folder / "stairs.png")
    (folder / "letter.txt").write_text("SYNTHETIC")
    (folder / "damaged.png").write_bytes((folder / "stairs.png").read_bytes()[:60])
    return folder


def taken_in(room: CaseRoom, case_id: str, *paths: Path) -> list[str]:
    """The ids of the exhibits made of these files."""

    def work(session: Session) -> list[str]:
        return [one.id for one in exhibits.take_in(session, case_id, paths).made]

    made: list[str] = room.write(work)
    return made


def evidence(room: CaseRoom, record: str = "") -> EvidencePage:
    room.window.desk.go(Place("evidence", record=record))
    page = room.window.frame.page
    assert isinstance(page, EvidencePage)
    room.window.until(lambda: page.model.rowCount() > 0)
    return page


def titles(page: EvidencePage) -> list[str]:
    lines = (page.model.line(at) for at in range(page.model.rowCount()))
    return [line.exhibit.title for line in lines if line]


def shown_fact(page: EvidencePage) -> str:
    return page.facts.title.text()


def answer(page: QWidget, path: Path) -> None:
    """Chooses a file in the dialog that is open."""
    [dialog] = page.findChildren(QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    dialog.accept()


# --- the list ---


def test_every_exhibit_is_listed_and_narrowed_down_by_typing(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case("Dəniz SYNTHETIC"), files / "stairs.png", files / "letter.txt")
    taken_in(room, room.case("Fuad SYNTHETIC"), files / "letter.txt")
    page = evidence(room)
    room.window.until(lambda: page.model.rowCount() == 3)
    for key in (Key.Key_F, Key.Key_U):
        room.press(key)
    room.window.until(lambda: page.model.rowCount() == 1)
    assert page.narrow.text() == "fu"
    page.narrow.setText("stairs")
    room.window.until(lambda: titles(page) == ["stairs.png"])


def test_the_list_says_when_it_is_empty(room: CaseRoom) -> None:
    room.window.desk.go(Place("evidence"))
    page = room.window.frame.page
    assert isinstance(page, EvidencePage)
    room.window.until(lambda: bool(page._empty.text()))
    assert not page.table.isVisible()


def test_a_click_on_a_column_sorts_and_another_one_turns_it_round(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case(), files / "stairs.png", files / "letter.txt")
    page = evidence(room)
    section = [one.name for one in page.model.columns].index("title")
    page.table.horizontalHeader().sectionClicked.emit(section)
    room.window.until(lambda: titles(page) == ["letter.txt", "stairs.png"])
    page.table.horizontalHeader().sectionClicked.emit(section)
    room.window.until(lambda: titles(page) == ["stairs.png", "letter.txt"])


# --- looking ---


def test_a_picture_is_seen_beside_the_list(room: CaseRoom, files: Path) -> None:
    made = taken_in(room, room.case(), files / "stairs.png")
    page = evidence(room, made[0])
    view = page.view.view
    room.window.until(lambda: view.is_drawn and page.view.is_shown)
    assert view.viewport().grab().toImage().pixelColor(view.place_of(0).center()).name() == "#ff0000"
    assert shown_fact(page) == "E1  stairs.png"


@pytest.mark.parametrize(
    ("name", "said"), [("letter.txt", "Only PDF, PNG and JPEG"), ("damaged.png", "damaged or cut off")]
)
def test_what_cannot_be_seen_is_told_with_its_hash(room: CaseRoom, files: Path, name: str, said: str) -> None:
    made = taken_in(room, room.case(), files / name)
    page = evidence(room, made[0])
    room.window.until(lambda: said in page.view.said.text())
    assert not page.view.is_shown
    line = page.model.line(0)
    assert line is not None
    texts = " ".join(one.text() for one in page.facts.findChildren(type(page.view.said)))
    assert line.exhibit.sha256[:8] in texts


def test_keys_show_it_large_and_back(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case(), files / "stairs.png")
    page = evidence(room)
    room.window.until(lambda: page.view.is_shown)
    page.table.setFocus()
    room.press(Key.Key_Return)
    assert not page.table.isVisible()
    assert page.place().view == "large"
    room.press(Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.hasFocus()


def test_the_last_of_many_lines_passed_by_is_the_one_that_is_shown(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case(), *[files / "stairs.png", files / "letter.txt"] * 3)
    page = evidence(room)
    page.table.setFocus()
    for _ in range(5):
        room.press(Key.Key_Down)
    room.window.until(lambda: shown_fact(page) == "E6  letter.txt")
    room.window.until(lambda: "Only PDF" in page.view.said.text())


def test_the_process_that_draws_ends_when_nobody_looks_and_is_there_again(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case(), files / "stairs.png")
    page = evidence(room)
    room.window.until(lambda: page.view.is_shown)
    drawing = page.view.process
    room.window.shell.hide_content()
    room.window.until(lambda: page.view.process == 0)
    with pytest.raises(ProcessLookupError):
        os.kill(drawing, 0)
    room.window.shell.uncover()
    room.window.until(lambda: page.view.is_shown)


def test_looking_leaves_no_file_behind(
    room: CaseRoom, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [tmp_path / name for name in ("temporary", "home")]
    for place, names in zip(places, (("TMPDIR", "TEMP", "TMP"), ("HOME", "XDG_CACHE_HOME")), strict=True):
        place.mkdir()
        for name in names:
            monkeypatch.setenv(name, str(place))
    taken_in(room, room.case(), files / "stairs.png")
    page = evidence(room)
    room.window.until(lambda: page.view.is_shown)
    assert [list(place.rglob("*")) for place in places] == [[], []]


# --- from the case file and back ---


def test_a_block_of_the_case_file_shows_its_exhibit_and_the_way_back_leads_there(room: CaseRoom, files: Path) -> None:
    case = room.case()
    made = taken_in(room, case, files / "letter.txt", files / "stairs.png")
    room.show(case, "sources", made[1])
    room.window.until(lambda: room.focused() == made[1])
    room.press(Key.Key_Space)
    page = room.window.frame.page
    assert isinstance(page, EvidencePage)
    room.window.until(lambda: shown_fact(page) == "E2  stairs.png" and page.view.is_shown)
    assert not page.table.isVisible()
    room.press(Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    room.window.until(lambda: room.focused() == made[1])


def test_the_sign_of_a_block_shows_the_exhibit(room: CaseRoom, files: Path) -> None:
    case = room.case()
    made = taken_in(room, case, files / "stairs.png")
    room.show(case, "sources", made[0])
    room.window.until(lambda: room.focused() == made[0])
    [eye] = [one for one in room.block(made[0]).findChildren(QToolButton) if "Space" in one.accessibleName()]
    assert eye.isVisible()
    eye.click()
    assert isinstance(room.window.frame.page, EvidencePage)


def test_the_file_of_an_exhibit_is_opened_at_the_exhibit(room: CaseRoom, files: Path) -> None:
    case = room.case()
    made = taken_in(room, case, files / "letter.txt")
    page = evidence(room, made[0])
    room.window.until(lambda: bool(shown_fact(page)))
    page.facts.file.click()
    room.window.until(lambda: room.focused() == made[0])


# --- taking in ---


def test_a_file_dropped_on_a_case_file_becomes_its_exhibit_and_undo_takes_it_back(room: CaseRoom, files: Path) -> None:
    case = room.case()
    room.show(case, "sources")
    assert drop(room.page, local(files / "stairs.png")) == (True, True)
    room.window.until(lambda: any("stairs.png" in heading for heading in room.headings()))
    assert (files / "stairs.png").exists()
    room.window.until(room.window.frame.toast.isVisible)
    room.window.frame.undo(case)
    room.window.until(lambda: not any("stairs.png" in heading for heading in room.headings()))


def test_files_dropped_on_the_list_ask_which_case_file(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case("Dəniz SYNTHETIC"), files / "letter.txt")
    room.case("Fuad SYNTHETIC")
    page = evidence(room)
    assert drop(page, local(files / "stairs.png", files / "letter.txt")) == (True, True)
    [pick] = page.findChildren(PickCase)
    room.window.until(lambda: pick.list.count() == 2)
    QTest.keyClicks(pick.field, "fua")
    room.window.until(lambda: pick.list.count() == 1)
    QTest.keyClick(pick.field, Key.Key_Return)
    room.window.until(lambda: page.model.rowCount() == 3)
    found = [page.model.line(at) for at in range(3)]
    assert sorted(line.exhibit.title for line in found if line and line.pseudonym == "Fuad SYNTHETIC") == [
        "letter.txt",
        "stairs.png",
    ]


def test_a_file_dropped_on_an_open_form_is_taken_in_and_its_path_is_written_nowhere(
    room: CaseRoom, files: Path
) -> None:
    case = room.case()
    made = room.add("source", {"kind": "the_person", "title": "SYNTHETIC"}, case)
    room.show(case, "sources", made)
    room.window.until(lambda: room.focused() == made)
    room.press(Key.Key_Return)
    form = room.block(made).form
    assert form is not None
    fields = [*form.findChildren(QLineEdit), *form.findChildren(QPlainTextEdit)]
    for field in fields:
        at = field.viewport() if isinstance(field, QPlainTextEdit) else field
        assert not at.acceptDrops()
    assert drop(fields[0], local(files / "letter.txt")) == (True, True)
    room.window.until(lambda: any("letter.txt" in heading for heading in room.headings()))


@pytest.mark.parametrize(
    "url", ["https://example.org/SYNTHETIC.png", "file://elsewhere/share/SYNTHETIC.png", "ftp://localhost/x"]
)
def test_what_lies_elsewhere_cannot_be_dropped(room: CaseRoom, files: Path, url: str) -> None:
    room.show(room.case(), "sources")
    assert drop(room.page, [QUrl(url)]) == (False, False)
    assert drop(room.page, [*local(files / "stairs.png"), QUrl(url)]) == (False, False)


def test_what_cannot_be_taken_in_is_named_and_the_rest_is_there(room: CaseRoom, files: Path) -> None:
    room.show(room.case(), "sources")
    drop(room.page, local(files, files / "letter.txt"))
    room.window.until(lambda: any("letter.txt" in heading for heading in room.headings()))
    banner = room.window.frame.findChild(Banner)
    assert isinstance(banner, Banner)
    room.window.until(banner.isVisible)


def test_an_exhibit_is_added_by_keys_with_a_dialog(room: CaseRoom, files: Path) -> None:
    room.show(room.case(), "sources")
    for key in (Key.Key_A, Key.Key_X):
        room.press(key)
    answer(room.page, files / "letter.txt")
    room.window.until(lambda: any("letter.txt" in heading for heading in room.headings()))


# --- giving out ---


def test_a_copy_is_given_out_with_a_reason_which_its_custody_keeps(room: CaseRoom, files: Path, tmp_path: Path) -> None:
    made = taken_in(room, room.case(), files / "letter.txt")
    page = evidence(room, made[0])
    room.window.until(lambda: bool(shown_fact(page)))
    QTest.keyClicks(page.facts.reason, "for the expert SYNTHETIC")
    QTest.keyClick(page.facts.reason, Key.Key_Return)
    answer(page, tmp_path / "copy.txt")
    told = page.facts.findChildren(type(page.view.said))
    room.window.until(
        lambda: any("for the expert" in one.text() for one in page.facts.findChildren(type(page.view.said)))
    )
    assert (tmp_path / "copy.txt").read_text() == "SYNTHETIC"
    assert page.facts.reason.text() == ""
    assert told


def test_nothing_is_given_out_without_a_reason(room: CaseRoom, files: Path) -> None:
    made = taken_in(room, room.case(), files / "letter.txt")
    page = evidence(room, made[0])
    room.window.until(lambda: bool(shown_fact(page)))
    page.facts.extract_button.click()
    assert not page.findChildren(QFileDialog)
    assert page.facts.reason.hasFocus()


def steps(page: EvidencePage) -> list[str]:
    """What the custody of the exhibit says that is looked at, step by step, without the times."""
    told = [one.text().split(" · ") for one in page.facts.findChildren(QLabel) if " · " in one.text()]
    return [parts[0] for parts in told]


def test_who_has_it_shown_large_has_viewed_it_and_its_custody_says_so_once(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case(), files / "stairs.png")
    page = evidence(room)
    room.window.until(lambda: page.view.is_shown)
    assert steps(page) == ["Imported"]
    for _ in range(2):
        page.table.setFocus()
        QTest.keyClick(page.table, Key.Key_Return)
        room.window.until(lambda: steps(page) == ["Imported", "Viewed"])
        assert page.view.is_shown  # and nobody has to find the place again
        QTest.keyClick(page.view, Key.Key_Escape)
    room.window.settle()
    assert steps(page) == ["Imported", "Viewed"]


def test_what_cannot_be_shown_was_not_viewed(room: CaseRoom, files: Path) -> None:
    taken_in(room, room.case(), files / "letter.txt")
    page = evidence(room)
    room.window.until(lambda: "Only PDF" in page.view.said.text())
    QTest.keyClick(page.table, Key.Key_Return)
    room.window.settle()
    assert steps(page) == ["Imported"]


def test_a_case_file_tells_the_custody_of_its_exhibits_in_a_line(room: CaseRoom) -> None:
    at = "2026-11-20T18:08:34Z"
    event = CustodyEvent(id="1", case="2", evidence="3", action="imported", at=at, by="L. A.", hash_after="ab" * 32)
    shown = told(event, short_words(room.window.desk.vocabularies, lambda _id: None, {}))
    assert shown.heading == "Imported · 20 Nov 2026, 18:08 · by L. A."
    assert shown.groups == ()
