"""Pictures of pages: what is in sight comes first, and nothing of a document that is not expected any more."""

import uuid
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.reports.document import Document, Paragraph
from muniment.reports.pdf import to_pdf
from muniment.services import demo, printing
from muniment.services import session as sessions
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import OwnPdf, Wanted
from muniment.ui.widgets.page_view import PageView

WIDTH = 600


def pdf(words: str = "SYNTHETIC words", times: int = 40) -> bytes:
    return to_pdf(Document(("SYNTHETIC",), tuple(Paragraph(f"{words} {number}") for number in range(times)))).data


@pytest.fixture
def holder() -> QObject:
    return QObject()


@pytest.fixture
def images(qapp: QApplication, holder: QObject) -> PageImages:  # noqa: ARG001 - the one that signals come through
    return PageImages(holder, OwnPdf())


@pytest.fixture
def view(qtbot: QtBot, images: PageImages) -> PageView:
    made = PageView(images)
    qtbot.addWidget(made)
    made.resize(QSize(WIDTH, 400))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_what_is_in_sight_of_the_first_page_is_drawn_before_the_rest(qtbot: QtBot, view: PageView) -> None:
    drawn: list[tuple[Wanted, QImage]] = []
    view._images.drawn.connect(lambda _number, wanted, picture: drawn.append((wanted, picture)))
    view.load(pdf())
    qtbot.waitUntil(lambda: len(drawn) > 1)
    (first, upper), (second, whole) = drawn[:2]
    assert upper.height() == view.viewport().height()
    assert (first.page, first.width) == (second.page, second.width)
    assert whole.height() > upper.height()


def test_a_page_is_sharp_as_soon_as_what_is_in_sight_is(qtbot: QtBot, view: PageView) -> None:
    sharp: list[bool] = []
    view._images.drawn.connect(lambda *_: sharp.append(view.is_drawn))
    view.load(pdf())
    qtbot.waitUntil(lambda: bool(sharp))
    assert sharp[0]


def test_what_is_scrolled_to_is_drawn_too(qtbot: QtBot, view: PageView) -> None:
    view.load(pdf())
    qtbot.waitUntil(lambda: view.is_drawn)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: view.is_drawn)
    assert not any(one.upper for one in view._kept)


def test_the_upper_part_is_the_page_as_it_is_above() -> None:
    source = OwnPdf()
    source.open(pdf())
    upper, whole = source.picture(Wanted(0, WIDTH, upper=200)), source.picture(Wanted(0, WIDTH))
    source.close()
    assert upper.height() == 200
    assert upper == whole.copy(0, 0, whole.width(), 200)


def test_a_page_that_is_shorter_than_what_is_in_sight_is_drawn_once(qtbot: QtBot, view: PageView) -> None:
    drawn: list[Wanted] = []
    view.resize(QSize(300, 1000))
    view._images.drawn.connect(lambda _number, wanted, _picture: drawn.append(wanted))
    view.load(pdf(times=1))
    qtbot.waitUntil(lambda: view.is_drawn and bool(drawn))
    view.grab()
    assert (len(drawn), view._asked) == (1, [])


def test_of_two_that_were_expected_the_last_is_shown(qtbot: QtBot, images: PageImages) -> None:
    opened: list[int] = []
    images.opened.connect(lambda _number, sizes: opened.append(len(sizes)))
    earlier, later = images.expect("pages"), images.expect("pages")
    later(pdf(times=200))
    earlier(pdf(times=1))
    qtbot.waitUntil(lambda: bool(opened))
    images.clear()
    qtbot.waitUntil(lambda: opened[-1] == 0)
    assert len(opened) == 2
    assert opened[0] > 1


def test_what_is_expected_is_not_shown_once_nothing_is(images: PageImages) -> None:
    show = images.expect("pages")
    images.clear()
    number = images.number
    show(pdf())
    assert images.number == number


def test_ending_says_nothing_where_the_thread_has_ended_with_the_program(qtbot: QtBot, holder: QObject) -> None:
    PageImages(holder, OwnPdf())._thread.shutdown()
    with qtbot.capture_exceptions() as said:
        shiboken6.delete(holder)
    assert not said


def test_a_page_that_is_not_there_any_more_is_no_fault(qtbot: QtBot, view: PageView) -> None:
    faults: list[str] = []
    view._images.failed.connect(faults.append)
    view.load(pdf(times=1))
    view._images.want("pages", [Wanted(7, WIDTH)])  # of the document before
    with qtbot.waitSignal(view._images.found):
        view._images.find("SYNTHETIC")
    assert not faults


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault with a case file."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    with_files = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    demo.add_generated(with_files, 1)
    with_files.close()
    room.open()
    room.frame._held.setInterval(60_000)  # nothing is painted because it takes too long
    return room


def test_a_preview_is_painted_once_its_document_is_there(window: WindowRoom) -> None:
    ids: list[str] = []
    window.desk.runner.ask(lambda session: [one.id for one in printing.all_cases(session)], ids.extend, window.shell)
    window.until(lambda: bool(ids))
    window.desk.print(ids)
    page = window.frame.page
    assert isinstance(page, PreviewPage)
    assert not window.frame.stack.updatesEnabled()
    window.until(window.frame.stack.updatesEnabled)
    assert page.view.count == 1


def test_a_preview_of_what_is_not_there_says_so_at_once(window: WindowRoom) -> None:
    window.desk.print([str(uuid.uuid4())])
    window.until(lambda: window.frame.stack.updatesEnabled() and window.frame.banner.isVisible())
