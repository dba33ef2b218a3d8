"""Every editor of every form can be heard, reached and read: names, buddies, the way of Tab, text of twice the size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from tests.ui.forms_room import Room

from muniment.domain.schema import RECORDS
from muniment.ui import theme
from muniment.ui.forms import RecordForm
from muniment.ui.theme import Scheme
from muniment.ui.widgets.basics import clear


def focusable(form: QWidget) -> Iterator[QWidget]:
    """Everything that Tab stops at."""
    for widget in form.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(form) and widget.isEnabled():
            yield widget


def shown(room: Room, kind: str, width: int = 800) -> RecordForm:
    """The form of a new record, in a page that scrolls, in the place of the one before."""
    layout = room.window.layout()
    assert layout is not None
    clear(layout)
    form = RecordForm(room.desk, RECORDS[kind])
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(form)
    room.window.resize(width, 700)
    room.show(area)
    room.settle()
    return form


def test_every_editor_has_a_name_and_a_label_that_leads_to_it(room: Room) -> None:
    for kind in RECORDS:
        form = shown(room, kind)
        labels = {label.buddy(): label for label in form.findChildren(QLabel) if label.buddy() is not None}
        for name, box in form.boxes.items():
            label = labels[box.editor.buddy()]
            title = box.editor.title or box.spec.label
            assert label.text() == title, (kind, name)
            assert box.editor.accessibleName().startswith(title), (kind, name)
            assert ("required" in box.editor.accessibleName()) == box.spec.required, (kind, name)
        for widget in focusable(form):
            told = QAccessible.queryAccessibleInterface(widget)
            assert told.text(QAccessible.Text.Name) or isinstance(widget, QPushButton), (kind, widget)


def test_tab_goes_through_the_fields_in_their_order_and_out_again(room: Room) -> None:
    for kind in RECORDS:
        form = shown(room, kind)
        form.focus_field(next(iter(form.boxes), ""))
        reachable = [name for name, box in form.boxes.items() if box.isVisible() and any(True for _ in focusable(box))]
        assert list(tabbed(form))[: len(reachable)] == reachable, kind


def tabbed(form: RecordForm) -> dict[str, None]:
    """The fields that Tab leads to, in the order in which it first does."""
    order: dict[str, None] = {}
    for _ in range(4 * len(form.boxes)):
        focus = QApplication.focusWidget()
        at = next((name for name, box in form.boxes.items() if focus and box.isAncestorOf(focus)), "")
        if at:
            order.setdefault(at)
        if focus is not None:
            QTest.keyClick(focus, Qt.Key.Key_Tab)
    return order


@pytest.mark.parametrize("percent", [100, 200])
def test_no_form_is_wider_than_a_small_window(room: Room, percent: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    theme.apply(app, Scheme.LIGHT, percent)
    try:
        for kind in RECORDS:
            form = RecordForm(room.desk, RECORDS[kind])
            room.qtbot.addWidget(form)
            assert form.minimumSizeHint().width() <= 4.2 * percent, kind
    finally:
        app.setStyleSheet("")
        app.setFont(before)


def columns(form: RecordForm) -> int:
    """In how many columns the fields stand."""
    return len({box.x() for box in form.boxes.values()})


def test_short_fields_stand_in_two_columns_where_there_is_room(room: Room) -> None:
    form = shown(room, "court_order")
    assert columns(form) == 2
    texts = [box for box in form.boxes.values() if box.wide]
    assert all(box.width() > form.width() * 0.9 for box in texts)
    room.window.resize(500, 700)
    room.qtbot.waitUntil(lambda: columns(form) == 1)


def test_help_is_shown_while_the_field_has_the_focus_and_moves_nothing(room: Room) -> None:
    form = shown(room, "detention")
    box = form.boxes["start"]
    before = [one.geometry() for one in form.boxes.values()]
    form.focus_field("end")
    assert box.editor._under.text == ""
    form.focus_field("start")
    room.settle()
    assert box.editor._under.text == box.spec.help
    assert [one.geometry() for one in form.boxes.values()] == before
    assert box.editor.buddy().accessibleDescription() == box.spec.help


def test_groups_have_headings_and_only_the_fields_that_are_asked_for(room: Room) -> None:
    form = RecordForm(room.desk, RECORDS["detention"], fields=[("Times", ["start", "end"]), "status"])
    room.qtbot.addWidget(form)
    assert list(form.boxes) == ["start", "end", "status"]
    assert "Times" in {label.text() for label in form.findChildren(QLabel)}


def test_what_the_program_writes_is_shown_and_not_changed(room: Room) -> None:
    form = shown(room, "deadline")
    assert form.editor("due_earliest").is_read_only
    assert "legal_status" not in shown(room, "case_file").boxes
    assert list(shown(room, "identity").boxes) == ["sources"]
    assert all(box.editor.is_read_only for box in shown(room, "custody_event").boxes.values())


def test_a_form_turns_round_for_languages_from_right_to_left(room: Room) -> None:
    form = shown(room, "allegation")
    room.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    room.settle()
    act, incident = form.boxes["detention"], form.boxes["incident"]
    room.qtbot.waitUntil(lambda: act.x() > incident.x())
