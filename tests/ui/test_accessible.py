"""Every page of the window can be heard, walked through by Tab, and read at twice the size and from right to left.

Forms have the same for all kinds of records in ``test_forms_access.py``.
"""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.exceptions import TimeoutError as TookTooLong
from pytestqt.qtbot import QtBot
from tests.screenshots.places import fullest, name_of, places
from tests.ui.window_room import WindowRoom

from muniment.ui import theme
from muniment.ui.pages import first
from muniment.ui.pages.start import StartPage
from muniment.ui.runner import Runner
from muniment.ui.widgets.sidelist import SideList

SIZE = (1366, 768)
_AT_THE_END = 48  # pixels that may stay free below what is last
_SLACK = 1  # pixels that rounding may take


@pytest.fixture
def window(practised: WindowRoom) -> WindowRoom:
    """The window on the practice vault."""
    return practised


def pages(window: WindowRoom) -> Iterator[tuple[str, QWidget]]:
    """Each of them, shown and at rest."""
    found: list[str] = []
    window.desk.runner.ask(fullest, found.append, window.shell)
    window.until(lambda: bool(found))
    for place in places(found[0]):
        window.desk.go(place)
        window.settle()
        yield name_of(place), window.shell


def focusable(top: QWidget) -> list[QWidget]:
    """What Tab could stop at, as far as it is on the screen."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]


def told(widget: QWidget) -> str:
    """What a screen reader says of it."""
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def test_everything_that_can_have_the_keyboard_has_a_name(window: WindowRoom) -> None:
    nameless = {
        f"{page}: {type(widget).__name__}"
        for page, top in pages(window)
        for widget in focusable(top)
        if not told(widget) and widget.focusProxy() is None
    }
    assert not nameless


def test_tab_comes_to_everything_and_back_to_where_it_began(window: WindowRoom) -> None:
    for page, top in pages(window):
        every = focusable(top)
        start = window.frame.bar.search
        start.setFocus()
        seen: list[QWidget] = []
        for _ in range(len(every) + 50):
            window.press(Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None, page
            seen.append(focus)
            if focus is start:
                break
        assert seen[-1] is start, f"{page}: caught at {told(seen[-1])!r}"
        there = [one for one in every if shiboken6.isValid(one)]  # what explains a record comes and goes with it
        missed = {told(one) for one in there if one not in seen and not _beside(one, seen)}
        assert not missed, page


def _beside(widget: QWidget, seen: list[QWidget]) -> bool:
    """Of choices of which one is taken, and of entries of a list, Tab comes to one and arrows to the others."""
    if widget.focusProxy() is not None:
        return True
    if isinstance(widget.parentWidget(), SideList):
        return any(other.parentWidget() is widget.parentWidget() for other in seen)
    if not isinstance(widget, QAbstractButton):
        return False
    exclusive = widget.autoExclusive() or widget.group() is not None
    return exclusive and any(other.parentWidget() is widget.parentWidget() for other in seen)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_no_text_is_cut_off(window: WindowRoom, percent: int, direction: Qt.LayoutDirection) -> None:
    window.dress(percent, direction)
    cut = [f"{page}: {one}" for page, top in pages(window) for one in _cut_for_good(window, top)]
    assert sorted(set(cut)) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_no_page_scrolls_into_empty_space(window: WindowRoom, percent: int) -> None:
    window.dress(percent)
    empty = [f"{page}: {one}" for page, top in pages(window) for one in _empty_for_good(window, top)]
    assert empty == []


def _empty_for_good(window: WindowRoom, top: QWidget) -> list[str]:
    with suppress(TookTooLong):
        window.qtbot.waitUntil(lambda: not any(_empty(top)), timeout=3000)
    return list(_empty(top))


def _empty(top: QWidget) -> Iterator[str]:
    for area in top.findChildren(QScrollArea):
        inner = area.widget()
        if area.isVisible() and inner is not None and inner.height() > area.viewport().height():
            shown = [one for one in inner.findChildren(QWidget) if one.isVisible() and not one.findChildren(QWidget)]
            lowest = max((one.mapTo(inner, QPoint()).y() + one.height() for one in shown), default=0)
            if inner.height() - lowest > 2 * inner.fontMetrics().height() + _AT_THE_END:
                yield f"{type(area).__name__} of {inner.height()}, used {lowest}"


def _cut_for_good(window: WindowRoom, top: QWidget) -> list[str]:
    """What is cut off also when everything has its place: blocks of a long page get theirs one after the other."""
    with suppress(TookTooLong):
        window.qtbot.waitUntil(lambda: not any(_cut(top)), timeout=3000)
    return list(_cut(top))


def _cut(top: QWidget) -> Iterator[str]:
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton) and widget.text():
            room, wanted = widget.size(), _wanted(widget)
            lacking = wanted.width() - room.width(), wanted.height() - room.height()
            if max(lacking) > _SLACK:
                yield f"{type(widget).__name__} {widget.text()!r} lacks {lacking}"
            elif not _shown_whole(widget, top):
                yield f"{type(widget).__name__} {widget.text()!r}: reaches out of what holds it"


def _wanted(widget: QLabel | QAbstractButton) -> QRect:
    """The least room in which all the text is shown."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QRect(0, 0, 0, widget.heightForWidth(widget.width()))
    if isinstance(widget, QLabel):
        return QRect(QPoint(), widget.minimumSizeHint())
    return QRect(QPoint(), widget.sizeHint())


def _shown_whole(widget: QWidget, top: QWidget) -> bool:
    """Whether nothing that holds it cuts it at its sides; what scrolls may be out of sight below."""
    area = QRect(QPoint(), widget.size())
    holder, child = widget.parentWidget(), widget
    while holder is not None and holder is not top:
        area.translate(child.pos())
        if isinstance(holder.parentWidget(), QScrollArea):
            return area.left() >= -_SLACK and area.right() <= holder.width() + _SLACK
        if area.left() < -_SLACK or area.right() > holder.width() + _SLACK:
            return False
        child = holder
        holder = holder.parentWidget()
    return True


def test_from_right_to_left_the_rail_stands_on_the_right(window: WindowRoom) -> None:
    window.dress(100, Qt.LayoutDirection.RightToLeft)
    for page, _top in pages(window):
        shown = window.frame.page
        assert shown is not None
        rail = window.frame.rail
        assert rail.mapTo(window.shell, QPoint()).x() > shown.mapTo(window.shell, QPoint()).x(), page


def test_from_right_to_left_lines_begin_on_the_right_whatever_their_letters(window: WindowRoom) -> None:
    window.dress(100, Qt.LayoutDirection.RightToLeft)
    on_the_left = {
        f"{page}: {one.text()}"
        for page, top in pages(window)
        for one in top.findChildren(QLabel)
        if one.isVisible() and one.wordWrap() and one.alignment() & Qt.AlignmentFlag.AlignLeft
    }
    assert not on_the_left


def test_what_stands_before_a_vault_has_names_and_room(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT, 200)
    runner = Runner()
    kinds = (first.NewVaultPage, first.PracticePage, first.RestorePage)
    for page in (StartPage(), *(kind(runner) for kind in kinds)):
        qtbot.addWidget(page)
        page.resize(*SIZE)
        page.show()
        QApplication.sendPostedEvents()
        assert all(told(one) or one.focusProxy() is not None for one in focusable(page)), page
        assert not sorted(set(_cut(page)))
    runner.close()
