"""The page of copies: found by recipient and by number, and known again from a PDF."""

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.reports.document import Document, PageHead, Paragraph
from muniment.reports.pdf import to_pdf
from muniment.services import copies, entries, finding
from muniment.services.copies import Leaving
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.casefile.page import CasePage
from muniment.ui.pages.copies import CopiesPage

Key = Qt.Key


def paper(number: str, words: str) -> bytes:
    return to_pdf(Document(("Brief",), (Paragraph(words),), PageHead("Confidential", "", number, "counsel"))).data


@pytest.fixture
def room(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


@pytest.fixture
def numbers(room: CaseRoom, tmp_path: Path) -> list[str]:
    """The numbers of two copies; the first is at ``out.pdf``, and left without a consent."""
    case, made = room.case(), list[str]()

    def work(session: Session) -> object:
        where = (finding.case(session, case),)
        for recipient, reason in (("Gülşən (SYNTHETIC)", "no time"), ("Registry (SYNTHETIC)", "")):
            number = copies.numbered(session)
            made.append(number.copy_no)
            data = paper(number.copy_no, recipient)
            entry = Leaving(number, where, "brief", "counsel", recipient, 1, sha256(data).hexdigest(), reason)
            changed = copies.register(session, [entry])
            (tmp_path / ("out.pdf" if reason else "other.pdf")).write_bytes(data)
        return changed

    room.write(work)
    return made


@pytest.fixture
def page(room: CaseRoom, numbers: list[str]) -> CopiesPage:
    room.window.shell.resize(1366, 768)
    room.window.desk.go(Place("copies"))
    shown = room.window.frame.page
    assert isinstance(shown, CopiesPage)
    room.window.until(lambda: listed(shown) == numbers[::-1])
    return shown


def listed(page: CopiesPage) -> list[str]:
    found = [page.model.line(at) for at in range(page.model.rowCount())]
    return [one.copy_no for one in found if one]


def test_copies_are_found_by_who_got_them(room: CaseRoom, page: CopiesPage, numbers: list[str]) -> None:
    QTest.keyClicks(page.narrow, "gulshan")
    room.window.until(lambda: listed(page) == numbers[:1])
    page.narrow.clear()
    room.window.until(lambda: listed(page) == numbers[::-1])


def test_a_mistyped_number_finds_its_copy_and_says_so(room: CaseRoom, page: CopiesPage, numbers: list[str]) -> None:
    wrong = numbers[0][:-1] + ("2" if numbers[0][-1] != "2" else "3")
    QTest.keyClicks(page.narrow, wrong)
    room.window.until(lambda: numbers[0] in listed(page) and page.answer.isVisible())
    assert page.answer.text().startswith("No copy has just this number")
    page.narrow.clear()
    room.window.until(lambda: not page.answer.isVisible())


@pytest.mark.parametrize(("edited", "said"), [(False, "bit for bit"), (True, "its bytes are not those")])
def test_a_pdf_that_is_dropped_is_known_again(
    room: CaseRoom, page: CopiesPage, numbers: list[str], tmp_path: Path, edited: bool, said: str
) -> None:
    path = tmp_path / "out.pdf"
    if edited:
        path.write_bytes(paper(numbers[0], "Somebody wrote something else."))
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    around = (Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(200, 200), *around))
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), *around))
    room.window.until(page.answer.isVisible)
    room.window.until(lambda: listed(page) == numbers[:1])
    assert said in page.answer.text()


def test_a_strange_pdf_is_said_to_be_strange(room: CaseRoom, page: CopiesPage, tmp_path: Path) -> None:
    (tmp_path / "strange.pdf").write_bytes(paper("", "Nothing of ours."))
    page.look_at(tmp_path / "strange.pdf")
    room.window.until(lambda: listed(page) == [])
    texts = [one.text() for one in page.findChildren(type(page.answer)) if one.isVisible()]
    assert any("no copy that this vault handed out" in text for text in texts)


def test_what_left_without_a_consent_says_why_and_leads_to_its_file(
    room: CaseRoom, page: CopiesPage, numbers: list[str]
) -> None:
    page.table.setCurrentIndex(page.model.index(1, 0))
    texts = [one.text() for one in page.facts.findChildren(type(page.answer)) if one.isVisible()]
    assert numbers[0] in texts
    assert any("no time" in text for text in texts)
    link = [one for one in page.facts.findChildren(QPushButton) if "Dəniz" in one.text()][-1]
    link.setFocus()
    QTest.keyClick(link, Key.Key_Return)
    room.window.until(lambda: isinstance(room.window.frame.page, CasePage))


def test_a_new_copy_stands_in_the_list_at_once(room: CaseRoom, page: CopiesPage) -> None:
    def work(session: Session) -> object:
        case = finding.case(session, "Dəniz SYNTHETIC")
        entry = Leaving(copies.numbered(session), (case,), "summary", "press", "x", 3, "0" * 64)
        return copies.register(session, [entry])

    room.write(work)
    room.window.until(lambda: page.model.rowCount() == 3)


def test_taking_a_consent_back_says_which_copies_are_out(room: CaseRoom, numbers: list[str]) -> None:
    given = {"purpose": "counsel", "decision": "granted"}
    found: list[str] = []
    room.window.desk.runner.ask(
        lambda session: finding.case(session, "Dəniz SYNTHETIC").id, found.append, room.window.shell
    )
    room.window.until(lambda: bool(found))
    consent = room.add("consent", given, found[0])
    assert not room.window.frame.banner.isVisible()
    room.write(lambda session: entries.set_fields(session, consent, {"decision": "withdrawn"}))
    room.window.until(room.window.frame.banner.isVisible)
    texts = "\n".join(one.text() for one in room.window.frame.banner.findChildren(QLabel))
    assert "2 copies are out for “counsel” all the same." in texts
    assert all(number in texts for number in numbers)
