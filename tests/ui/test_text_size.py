"""Text of another size while the window is open: everything is laid out as if it had been opened so."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.window_room import WindowRoom

from muniment.host.preferences import load_look
from muniment.ui import theme
from muniment.ui.desk import Place
from muniment.ui.faults import Trouble
from muniment.ui.pages.cases import CasesPage
from muniment.ui.pages.new_case import NewCasePage
from muniment.ui.pages.settings.look import LookSection

Key = Qt.Key
_PAGES = ("cases", "deadlines", "evidence", "copies", "new_case", "incidents", "counts", "settings")

Layout = dict[str, list[tuple[str, str, int, int, int, int]]]


@pytest.fixture
def window(practised: WindowRoom) -> WindowRoom:
    """The window on the practice vault."""
    return practised


def laid_out(window: WindowRoom) -> Layout:
    """Where everything stands that is shown, page by page."""
    found: Layout = {}
    for name in _PAGES:
        window.desk.go(Place(name))
        window.settle()
        QApplication.processEvents()
        window.settle()
        shown = [one for one in window.frame.findChildren(QWidget) if one.isVisible()]
        places = [(one, one.mapTo(window.frame, QPoint())) for one in shown]
        found[name] = sorted(
            (type(one).__name__, one.accessibleName(), at.x(), at.y(), one.width(), one.height()) for one, at in places
        )
    return found


def differences(found: Layout, wanted: Layout) -> list[object]:
    return [(name, one) for name in wanted for one in {*found[name]} ^ {*wanted[name]}]


def section_of(window: WindowRoom) -> LookSection:
    window.desk.go(Place("settings", section="look"))
    [section] = window.frame.findChildren(LookSection)
    window.until(section.isVisible)
    return section


def focused_text(window: WindowRoom) -> str | None:
    """What stands in the field that has the keyboard; None where the page has it not."""
    page, focus = window.frame.page, QApplication.focusWidget()
    return focus.text() if page and isinstance(focus, QLineEdit) and page.isAncestorOf(focus) else None


@pytest.fixture
def fresh(qtbot: QtBot, window: WindowRoom, qapp: QApplication) -> dict[int, Layout]:
    """How windows are laid out that are opened with text of a size."""
    folder = window.folder
    window.close()
    made = {}
    for percent in (200, 100):
        theme.apply(qapp, theme.Scheme.LIGHT, percent)
        room = WindowRoom(qtbot, folder, window.passphrase)
        room.open()
        room.shell.resize(1366, 768)
        made[percent] = laid_out(room)
        room.close()
    return made


def test_to_and_fro_everything_stands_as_in_a_fresh_window(
    qtbot: QtBot,
    window: WindowRoom,
    fresh: dict[int, Layout],
) -> None:
    room = WindowRoom(qtbot, window.folder, window.passphrase)
    room.open()
    room.shell.resize(1366, 768)
    laid_out(room)  # pages that are there before
    for percent in (200, 100):
        room.dress(percent)
        assert differences(laid_out(room), fresh[percent]) == [], percent


def test_it_is_chosen_by_keyboard_and_the_keyboard_stays(window: WindowRoom) -> None:
    window.dress(100)
    frame, section = window.frame, section_of(window)
    section.text.setFocus()
    for _ in range(5):
        window.press(Key.Key_Down)
    window.until(lambda: window.frame is not frame and load_look().text == 200)
    window.until(lambda: isinstance(QApplication.focusWidget(), QComboBox))
    focus = QApplication.focusWidget()
    assert isinstance(focus, QComboBox)
    assert (focus.accessibleName(), focus.currentText()) == ("Size of the text", "200 %")


def test_what_was_typed_and_where_one_was_outlive_it(window: WindowRoom) -> None:
    window.dress(100)
    window.desk.go(Place("cases"))
    window.desk.go(Place("new_case"))
    page = window.frame.page
    assert isinstance(page, NewCasePage)
    window.until(lambda: focused_text(window) == "")
    QTest.keyClicks(window.shell.focusWidget(), "SYNTHETIC Na")
    window.desk.warn(Trouble("Something to be read"))
    window.dress(150)
    assert [one.what for one in window.frame.banner.told()] == ["Something to be read"]
    again = window.frame.page
    assert isinstance(again, NewCasePage)
    assert again is not page
    window.until(lambda: focused_text(window) == "SYNTHETIC Na")
    window.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    window.until(lambda: isinstance(window.frame.page, CasesPage))


def test_hidden_it_stays_hidden_and_is_laid_out_when_it_comes_back(window: WindowRoom, qapp: QApplication) -> None:
    window.dress(100)
    frame = window.frame
    window.shell.hide_content()
    theme.apply(qapp, theme.Scheme.LIGHT, 200)
    window.settle()
    window.settle()
    assert (window.shell.is_covered, window.frame) == (True, frame)
    window.press(Key.Key_Space)
    window.until(lambda: window.frame is not frame)
    assert not window.shell.is_covered


def test_commands_have_their_keys_once(window: WindowRoom) -> None:
    window.dress(100)
    window.dress(150)
    window.press(Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: window.frame.place().page == "keys")
    assert len(window.shell.actions()) == len(window.shell.actions_)
