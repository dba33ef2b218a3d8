"""A sealed identity: sealed from the Person section, opened for a reason and a minute, shown nowhere else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from tests.conftest import IDENTITY_PASSPHRASE
from tests.ui.casefile_room import CaseRoom
from tests.ui.forms_room import type_into
from tests.ui.window_room import WindowRoom

from muniment.services import entries, finding, history, identities, passphrases
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.casefile import identity_open
from muniment.ui.pages.casefile.identity import IdentityPanel
from muniment.ui.pages.casefile.identity_open import OpenedView
from muniment.ui.pages.casefile.identity_seal import SealForm
from muniment.ui.widgets.ask_to_open import AskToOpen

KEY = Qt.Key
NAME, PHONE = "Qzcanary SYNTHETIC", "555 0100"


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    room = CaseRoom(window)
    room.write(lambda session: passphrases.set_for_identities(session, IDENTITY_PASSPHRASE))
    return room


def texts(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def panel_of(case: CaseRoom, file: str, says: str) -> IdentityPanel:
    case.show(file, "person")
    case.window.until(lambda: says in " ".join(texts(one) for one in case.page.findChildren(IdentityPanel)))
    return case.page.findChildren(IdentityPanel)[0]


def press_button(case: CaseRoom, widget: QWidget, text: str) -> None:
    def found() -> list[QPushButton]:
        return [one for one in widget.findChildren(QPushButton) if one.text().startswith(text) and one.isVisible()]

    case.window.until(lambda: bool(found()))
    QTest.keyClick(found()[0], KEY.Key_Space)


def form_of(panel: IdentityPanel) -> SealForm:
    assert isinstance(panel.inner, SealForm)
    return panel.inner


def type_in(form: SealForm, **values: str) -> None:
    for name, text in values.items():
        type_into(form.boxes[name].editor.buddy(), text)


def opened(case: CaseRoom, file: str) -> dict[str, object]:
    def work(session: Session) -> dict[str, object]:
        where = finding.record(session, file)
        return dict(identities.open_identity(session, where, IDENTITY_PASSPHRASE, "a test").fields)

    return dict(case.write(work))


def sealed_file(case: CaseRoom) -> str:
    file = case.case()
    fields = {"legal_name": NAME, "phone": PHONE}
    case.write(lambda session: identities.seal(session, finding.record(session, file), fields))
    return file


def test_what_is_typed_is_sealed_and_its_value_is_shown_no_longer(case: CaseRoom) -> None:
    file = case.case()
    panel = panel_of(case, file, "Nothing is sealed")
    press_button(case, panel, "Seal")
    type_in(form_of(panel), legal_name=NAME, birth_date="12 March 1990")
    press_button(case, form_of(panel), "Seal")
    case.window.until(lambda: panel.inner is None and "Legal name, Date of birth" in texts(panel))
    assert NAME not in texts(case.window.frame)
    assert opened(case, file) == {"legal_name": NAME, "birth_date": "1990-03-12"}


def test_nothing_typed_to_be_sealed_is_kept_as_a_draft(case: CaseRoom) -> None:
    file = case.case()
    panel = panel_of(case, file, "Nothing is sealed")
    press_button(case, panel, "Seal")
    type_in(form_of(panel), legal_name=NAME)
    QTest.keyClick(form_of(panel).boxes["legal_name"].editor.buddy(), KEY.Key_Tab)
    assert case.write(lambda session: session.db.value("SELECT count(*) FROM draft")) == 0
    QTest.keyClick(form_of(panel), KEY.Key_Escape)
    assert panel.inner is None
    assert case.write(lambda session: identities.of_case(session, finding.record(session, file))) is None


def test_locking_seals_what_was_typed(case: CaseRoom) -> None:
    file = case.case()
    panel = panel_of(case, file, "Nothing is sealed")
    press_button(case, panel, "Seal")
    type_in(form_of(panel), phone=PHONE)
    case.page.keep_now()
    assert opened(case, file) == {"phone": PHONE}


def test_a_faulty_value_stays_to_be_put_right_and_nothing_is_sealed(case: CaseRoom) -> None:
    file = case.case()
    panel = panel_of(case, file, "Nothing is sealed")
    press_button(case, panel, "Seal")
    type_in(form_of(panel), birth_date="when the leaves fall", phone=PHONE)
    press_button(case, form_of(panel), "Seal")
    assert form_of(panel).boxes["birth_date"].editor.error()
    assert case.write(lambda session: identities.of_case(session, finding.record(session, file))) is None


def test_a_field_is_taken_out_and_undo_seals_it_again(case: CaseRoom) -> None:
    file = sealed_file(case)
    panel = panel_of(case, file, "Sealed: Legal name, Phone")
    press_button(case, panel, "Seal")
    box = form_of(panel).out["phone"]
    QTest.keyClick(box, KEY.Key_Space)
    press_button(case, form_of(panel), "Seal")
    case.window.until(lambda: "Phone" not in texts(panel))
    assert opened(case, file) == {"legal_name": NAME}
    case.window.desk.undoing.emit(file)
    case.window.until(lambda: "Phone" in texts(panel))
    assert opened(case, file) == {"legal_name": NAME, "phone": PHONE}


def open_it(case: CaseRoom, panel: IdentityPanel, passphrase: str = IDENTITY_PASSPHRASE) -> None:
    press_button(case, panel, "Open")
    ask = panel.inner
    assert isinstance(ask, AskToOpen)
    assert not ask.act.isEnabled()
    QTest.keyClicks(ask.passphrase, passphrase)
    assert not ask.act.isEnabled()
    QTest.keyClicks(ask.reason, "SYNTHETIC hearing")
    QTest.keyClick(ask.passphrase, KEY.Key_Return)


def test_it_is_opened_for_a_reason_which_the_history_tells(case: CaseRoom) -> None:
    file = sealed_file(case)
    panel = panel_of(case, file, "Sealed: Legal name, Phone")
    open_it(case, panel)
    case.window.until(lambda: isinstance(panel.inner, OpenedView))
    assert NAME in texts(panel)
    assert "60 seconds" in texts(panel)
    past = case.write(lambda session: list(history.history(session, finding.record(session, file))))
    assert past[-1].action == "identity_opened"
    assert past[-1].values["reason"].after == "SYNTHETIC hearing"
    press_button(case, panel, "Hide now")
    case.window.until(lambda: panel.inner is None)
    assert NAME not in texts(case.window.frame)


def test_it_is_hidden_when_the_time_is_over(case: CaseRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_open, "SHOWN_SECONDS", 1)
    file = sealed_file(case)
    panel = panel_of(case, file, "Sealed: Legal name, Phone")
    open_it(case, panel)
    case.window.until(lambda: isinstance(panel.inner, OpenedView))
    case.window.until(lambda: panel.inner is None)


@pytest.mark.parametrize("leave", ["section", "page", "cover"])
def test_it_is_hidden_as_soon_as_something_else_is_shown(case: CaseRoom, leave: str) -> None:
    file = sealed_file(case)
    panel = panel_of(case, file, "Sealed: Legal name, Phone")
    open_it(case, panel)
    case.window.until(lambda: isinstance(panel.inner, OpenedView))
    if leave == "section":
        case.page.show_section("law")
    elif leave == "page":
        case.window.desk.go(Place("cases"))
    else:
        case.window.shell.hide_content()
    case.window.until(lambda: panel.inner is None)


def test_it_is_not_shown_to_whom_has_gone_elsewhere_before_it_was_open(case: CaseRoom) -> None:
    file = sealed_file(case)
    panel = panel_of(case, file, "Sealed: Legal name, Phone")
    open_it(case, panel)
    case.page.show_section("law")
    case.window.until(lambda: panel.inner is None)
    case.page.show_section("person")
    assert NAME not in texts(case.window.frame)


def test_a_wrong_passphrase_opens_nothing_and_can_be_typed_again(case: CaseRoom) -> None:
    file = sealed_file(case)
    panel = panel_of(case, file, "Sealed: Legal name, Phone")
    open_it(case, panel, "wrong")
    ask = panel.inner
    assert isinstance(ask, AskToOpen)
    case.window.until(lambda: ask.passphrase.text() == "")
    assert "passphrase" in texts(ask)
    past = case.write(lambda session: list(history.history(session, finding.record(session, file))))
    assert "identity_opened" not in [one.action for one in past]


def test_what_is_copied_is_marked_as_secret(case: CaseRoom) -> None:
    panel = panel_of(case, sealed_file(case), "Sealed: Legal name, Phone")
    open_it(case, panel)
    case.window.until(lambda: isinstance(panel.inner, OpenedView))
    marks: list[bool] = []
    board = QApplication.clipboard()

    def note() -> None:
        marks.append(board.mimeData().hasFormat("x-kde-passwordManagerHint"))

    board.dataChanged.connect(note)
    copy = [one for one in panel.findChildren(QToolButton) if "Legal name" in one.accessibleName()]
    QTest.keyClick(copy[0], KEY.Key_Space)
    case.window.until(lambda: board.text() == NAME)
    board.dataChanged.disconnect(note)
    assert marks
    assert all(marks)
    assert not any(NAME in one.toolTip() for one in case.window.frame.findChildren(QWidget))


def test_the_passphrase_is_set_where_it_is_missing(window: WindowRoom) -> None:
    case = CaseRoom(window)
    panel = panel_of(case, case.case(), "passphrase of their own")
    press_button(case, panel, "Set the passphrase")
    form = panel.inner
    assert form is not None
    fields = [getattr(form, "new").field, getattr(form, "new").again]  # noqa: B009 - a form of the settings
    for field in fields:
        QTest.keyClicks(field, IDENTITY_PASSPHRASE)
    QTest.keyClick(fields[1], KEY.Key_Return)
    window.until(lambda: panel.inner is None)
    assert case.write(identities.can_seal)
    press_button(case, panel, "Seal")
    assert isinstance(panel.inner, SealForm)


def test_other_changes_of_the_file_leave_what_is_being_typed(case: CaseRoom) -> None:
    file = case.case()
    panel = panel_of(case, file, "Nothing is sealed")
    press_button(case, panel, "Seal")
    type_in(form_of(panel), legal_name=NAME)
    case.write(lambda session: entries.set_fields(session, file, {"summary": "SYNTHETIC"}))
    case.window.until(
        lambda: "SYNTHETIC" in " ".join(one.accessibleDescription() for one in case.page.findChildren(QWidget))
    )
    assert form_of(panel).boxes["legal_name"].editor.raw() == NAME
