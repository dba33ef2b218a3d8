"""Settings hold at once, and what they change is seen from outside of the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton
from tests.conftest import PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.domain.errors import MunimentError
from muniment.host.preferences import load_look
from muniment.services import entries, rules
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.services.unlocking import open_here
from muniment.ui.desk import Place
from muniment.ui.pages.settings.exchange import ExportSection, ImportSection
from muniment.ui.pages.settings.law import LimitsSection, RulesSection
from muniment.ui.pages.settings.look import LookSection
from muniment.ui.pages.settings.page import SettingsPage, sections
from muniment.ui.pages.settings.passphrases import PassphraseForm, PassphrasesSection
from muniment.ui.pages.settings.safety import SafetySection
from muniment.ui.pages.settings.terms import TermsSection, id_of
from muniment.ui.pages.settings.vault import VaultSection
from muniment.ui.safety import idle_minutes

Key = Qt.Key
NEW = "a new SYNTHETIC one"


@pytest.fixture
def settings(window: WindowRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SettingsPage:
    """The page, in a window at a home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    window.press(Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = window.frame.page
    assert isinstance(page, SettingsPage)
    return page


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def ask(window: WindowRoom, work: Callable[[Session], object]) -> object:
    found: list[object] = []
    window.desk.runner.ask(work, found.append, window.shell)
    window.until(lambda: bool(found))
    return found[0]


def test_another_language_is_spoken_after_locking_which_a_button_does(
    window: WindowRoom, settings: SettingsPage
) -> None:
    section = settings.show_section("look")
    assert isinstance(section, LookSection)

    def locks() -> list[QPushButton]:
        return [one for one in section.findChildren(QPushButton) if one.text() == "Lock now" and one.isVisible()]

    window.until(section.isVisible)
    assert locks() == []
    choose(section.language, "Русский")
    assert load_look().language == "ru"
    [lock] = locks()
    choose(section.language, "English")
    assert locks() == []
    choose(section.language, "Русский")
    QTest.keyClick(lock, Key.Key_Space)
    window.until(lambda: bool(window.legacies))
    assert window.legacies[0].folder == window.folder


def test_every_section_can_be_shown_and_is_come_back_to(window: WindowRoom, settings: SettingsPage) -> None:
    for name in sections():
        settings.show_section(name)
    assert settings.place() == Place("settings", section="import")
    window.desk.go(Place("cases"))
    window.desk.go(Place("settings"))
    assert settings.place().section == "import"


# --- looks ---


def test_colours_and_size_change_at_once_and_hold_no_path(settings: SettingsPage, tmp_path: Path) -> None:
    section = settings.show_section("look")
    assert isinstance(section, LookSection)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    choose(section.scheme, "Dark")
    choose(section.text, "150 %")
    assert app.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.4
    assert app.font().pointSizeF() == 15
    kept = (tmp_path / "config/muniment/window.json").read_text(encoding="utf-8")
    assert ('"dark"' in kept, "150" in kept, str(tmp_path) in kept) == (True, True, False)


def test_the_paper_is_remembered_in_the_vault(window: WindowRoom, settings: SettingsPage) -> None:
    section = settings.show_section("look")
    assert isinstance(section, LookSection)
    choose(section.paper, "Letter")
    assert window.desk.remembered["paper"] == "letter"


# --- safety ---


def test_the_idle_time_is_chosen_and_can_be_never(window: WindowRoom, settings: SettingsPage) -> None:
    section = settings.show_section("safety")
    assert isinstance(section, SafetySection)
    assert section.idle.currentText() == "5 minutes"
    choose(section.idle, "1 minute")
    assert idle_minutes(window.desk.remembered) == 1
    choose(section.idle, "Never")
    assert idle_minutes(window.desk.remembered) == 0


# --- passphrases ---


@pytest.fixture
def passphrases(window: WindowRoom, settings: SettingsPage) -> PassphrasesSection:
    """The section of passphrases, as it knows the vault."""
    section = settings.show_section("passphrases")
    assert isinstance(section, PassphrasesSection)
    window.until(lambda: bool(section._ways.text()))
    return section


def form_of(section: PassphrasesSection) -> PassphraseForm:
    item = section._place.itemAt(0)
    form = item.widget() if item is not None else None
    assert isinstance(form, PassphraseForm)
    return form


def type_new(form: PassphraseForm) -> None:
    assert form.new is not None
    QTest.keyClicks(form.new.field, NEW)
    QTest.keyClicks(form.new.again, NEW)


def opens(folder: Path, passphrase: str) -> bool:
    try:
        sessions.open_vault(folder, passphrase).close()
    except MunimentError:
        return False
    return True


def test_a_passphrase_is_added_changed_and_removed(window: WindowRoom, passphrases: PassphrasesSection) -> None:
    passphrases.ask_to_add()
    type_new(form_of(passphrases))
    QTest.keyClick(form_of(passphrases).new.again, Key.Key_Return)  # type: ignore[union-attr]
    window.until(lambda: passphrases._ways.text().startswith("2"))
    passphrases.ask_to_remove()
    QTest.keyClicks(form_of(passphrases).known[0], PASSPHRASE)
    QTest.keyClick(form_of(passphrases).known[0], Key.Key_Return)
    window.until(lambda: passphrases._ways.text().startswith("1"))
    window.close()
    assert (opens(window.folder, PASSPHRASE), opens(window.folder, NEW)) == (False, True)


def test_a_wrong_old_passphrase_is_said_in_its_form(window: WindowRoom, passphrases: PassphrasesSection) -> None:
    passphrases.ask_to_change()
    form = form_of(passphrases)
    QTest.keyClicks(form.known[0], "wrong")
    type_new(form)
    form.submit()
    window.until(lambda: "Nothing was changed" in form._fault.text())
    assert form._act.isEnabled()


def test_a_new_passphrase_has_to_be_typed_twice_alike(passphrases: PassphrasesSection) -> None:
    passphrases.ask_to_add()
    form = form_of(passphrases)
    assert form.new is not None
    QTest.keyClicks(form.new.field, NEW)
    assert not form._act.isEnabled()


def test_identities_are_given_a_passphrase(window: WindowRoom, passphrases: PassphrasesSection) -> None:
    passphrases.ask_for_identities()
    form = form_of(passphrases)
    type_new(form)
    form.submit()
    window.until(lambda: passphrases._has_identities)


class Shelf:
    """Stands for the system's keyring."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def set_password(self, _service: str, name: str, secret: str) -> None:
        self.kept[name] = secret

    def get_password(self, _service: str, name: str) -> str | None:
        return self.kept.get(name)

    def delete_password(self, _service: str, name: str) -> None:
        del self.kept[name]


def test_a_shorter_passphrase_opens_on_this_computer_alone(
    window: WindowRoom, passphrases: PassphrasesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf()
    monkeypatch.setattr("muniment.host.keyring._system_keyring", lambda: shelf)
    passphrases.ask_to_add_here()
    type_new(form_of(passphrases))
    form_of(passphrases).submit()
    window.until(lambda: "keyring" in passphrases._ways.text())
    window.close()
    open_here(window.folder, NEW).close()
    assert not opens(window.folder, NEW)
    monkeypatch.setattr("muniment.host.keyring._system_keyring", lambda: 1 / 0)
    with pytest.raises(MunimentError, match="keyring of this computer"):
        open_here(window.folder, NEW)
    open_here(window.folder, PASSPHRASE).close()


def test_what_needs_a_keyring_is_removed_and_the_keyring_is_asked_no_more(
    window: WindowRoom, passphrases: PassphrasesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf()
    monkeypatch.setattr("muniment.host.keyring._system_keyring", lambda: shelf)
    passphrases.ask_to_add_here()
    type_new(form_of(passphrases))
    form_of(passphrases).submit()
    window.until(passphrases._remove_here.isVisible)
    assert load_look().keyring
    passphrases.remove_here()
    window.until(lambda: not passphrases._remove_here.isVisible())
    assert (shelf.kept, load_look().keyring) == ({}, False)


def test_without_a_keyring_the_reason_is_said_and_nothing_is_added(
    window: WindowRoom, passphrases: PassphrasesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muniment.host.keyring._system_keyring", lambda: 1 / 0)
    passphrases.ask_to_add_here()
    form = form_of(passphrases)
    type_new(form)
    form.submit()
    window.until(lambda: "keyring" in form._fault.text())
    assert not load_look().keyring


# --- this vault ---


def test_the_vault_is_verified_and_said_to_be_sound(window: WindowRoom, settings: SettingsPage) -> None:
    section = settings.show_section("vault")
    assert isinstance(section, VaultSection)
    section.verify()
    window.until(lambda: section._said.isVisible() and not section.work.is_busy)
    assert [one.text() for one in section._said.findChildren(QLabel) if "sound" in one.text()] == [
        "The vault is sound."
    ]


def test_what_is_not_sound_is_named(window: WindowRoom, settings: SettingsPage) -> None:
    def break_it(session: Session) -> None:
        entries.add(session, "case_file", {"pseudonym": "Dəniz SYNTHETIC"}, "")
        with session.db.transaction():
            session.db.run("UPDATE case_file SET pseudonym = 'somebody else'")

    ask(window, break_it)
    section = settings.show_section("vault")
    assert isinstance(section, VaultSection)
    section.verify()
    window.until(lambda: section._findings.count() > 0)
    assert not section.work.is_busy


# --- law and terms ---


def test_a_limit_is_switched_off(window: WindowRoom, settings: SettingsPage) -> None:
    section = settings.show_section("limits")
    assert isinstance(section, LimitsSection)
    window.until(lambda: bool(section.findChildren(QCheckBox)))
    switch = next(one for one in section.findChildren(QCheckBox) if one.isChecked())
    before = [one.on for one in rules_of(window)]
    switch.click()
    assert sum(before) - sum(one.on for one in rules_of(window)) == 1


def rules_of(window: WindowRoom) -> list[rules.KnownLimit]:
    found = ask(window, rules.limits)
    assert isinstance(found, list)
    return found


def test_a_file_that_holds_no_rules_changes_nothing(window: WindowRoom, settings: SettingsPage, tmp_path: Path) -> None:
    section = settings.show_section("rules")
    assert isinstance(section, RulesSection)
    (tmp_path / "rules.toml").write_bytes(b"\xff\xfe no")
    section.take_in(tmp_path / "rules.toml")
    window.until(window.frame.banner.isVisible)


def test_a_term_of_ones_own_is_offered_at_once_and_retired(window: WindowRoom, settings: SettingsPage) -> None:
    section = settings.show_section("terms")
    assert isinstance(section, TermsSection)
    section._on_list("act")
    QTest.keyClicks(section.fields["en"], "Held under water")
    QTest.keyClick(section.fields["en"], Key.Key_Return)
    window.until(lambda: window.desk.vocabularies["act"].find("held_under_water") is not None)
    section._retire("held_under_water")
    window.until(lambda: window.desk.vocabularies["act"].check("held_under_water").retired)


@pytest.mark.parametrize(("english", "made"), [("Held under water", "held_under_water"), ("  A-B  c! ", "a_b_c")])
def test_the_id_of_a_term_is_made_of_its_name(english: str, made: str) -> None:
    assert id_of(english) == made


# --- out and in ---


def add_case(window: WindowRoom) -> None:
    ask(window, lambda session: entries.add(session, "case_file", {"pseudonym": "Dəniz SYNTHETIC"}, ""))


def test_an_export_is_encrypted_unless_one_insists(window: WindowRoom, settings: SettingsPage, tmp_path: Path) -> None:
    add_case(window)
    section = settings.show_section("export")
    assert isinstance(section, ExportSection)
    assert not section._start.isEnabled()
    QTest.keyClicks(section.password.field, "secret words")
    QTest.keyClicks(section.password.again, "secret words")
    assert section._start.isEnabled()
    section.export(tmp_path / "export.jsonl.age")
    window.qtbot.waitUntil(lambda: not section.work.is_busy, timeout=30_000)  # a password is made costly on purpose
    assert b"SYNTHETIC" not in (tmp_path / "export.jsonl.age").read_bytes()
    assert section.password.text == ""


def test_in_the_clear_and_disclosures_are_asked_for_twice(settings: SettingsPage) -> None:
    section = settings.show_section("export")
    assert isinstance(section, ExportSection)
    choose(section.way, "None, in the clear")
    assert not section._start.isEnabled()
    section.insist.click()
    assert section._start.isEnabled()
    section.disclosures.click()
    assert not section._start.isEnabled()
    section.disclosures_too.click()
    assert section._start.isEnabled()


def test_a_file_is_checked_before_it_is_taken_in(window: WindowRoom, settings: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"record": "case_file", "id": "a", "fields": {"pseudonym": "Robin SYNTHETIC"}}\n', encoding="utf-8"
    )
    section = settings.show_section("import")
    assert isinstance(section, ImportSection)
    section.file.set_path(tmp_path / "in.jsonl")
    assert (section.try_.isEnabled(), section.take.isEnabled()) == (True, False)
    section.try_.click()
    window.until(section.take.isEnabled)
    assert count_of(window) == 0
    section.take.click()
    window.until(lambda: not section.work.is_busy)
    assert count_of(window) == 1


def count_of(window: WindowRoom) -> object:
    return ask(window, lambda session: session.db.value("SELECT count(*) FROM case_file"))


def test_a_bad_line_is_named_and_nothing_is_taken_in(
    window: WindowRoom, settings: SettingsPage, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_text('{"record": "nonsense", "id": "a", "fields": {}}\n', encoding="utf-8")
    section = settings.show_section("import")
    assert isinstance(section, ImportSection)
    section.file.set_path(tmp_path / "in.jsonl")
    section.try_.click()
    window.until(lambda: not section.work.is_busy)
    assert section._said.isVisible()
    assert not section.take.isEnabled()
