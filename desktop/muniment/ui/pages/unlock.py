"""Opening a vault: one field, and what may keep one from typing the right thing into it."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QWidget

from muniment.host.capslock import caps_lock_is_on
from muniment.ui.faults import trouble
from muniment.ui.icons import put_icon
from muniment.ui.runner import Runner
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, row
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.wording import _, plural


class UnlockPage(QWidget):
    """Asks for the passphrase of one vault. ``opened`` gives the open vault; ``elsewhere`` asks for another folder."""

    opened = Signal(object)
    elsewhere = Signal()

    def __init__(self, runner: Runner, folder: Path, *, locked: bool = False) -> None:
        super().__init__()
        self._runner, self._folder = runner, folder
        self._capitals: bool | None = None
        self.passphrase = PassphraseField(_("Passphrase"))
        self.passphrase.returnPressed.connect(self.unlock)
        self.passphrase.keyed.connect(self._on_keyed)
        self.passphrase.textEdited.connect(lambda _text: self._say(""))
        shown = QCheckBox(_("Show what I type"))
        shown.toggled.connect(self.passphrase.show_typed)
        self._button = button(_("Unlock"), self.unlock, kind="primary")
        self._fault = label(tone="danger", wrap=True)
        self._keys = label(level="small", tone="muted", wrap=True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._wait = label(level="small", tone="muted", wrap=True)
        self._waited = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self._compose(shown, locked=locked)
        QGuiApplication.inputMethod().localeChanged.connect(self._show_keys)
        self.setFocusProxy(self.passphrase)
        self._set_busy(False)
        self._say("")
        self._show_keys()

    def _compose(self, shown: QCheckBox, *, locked: bool) -> None:
        sign = QLabel()
        put_icon(sign, "lock", "accent")
        title = label(_("Locked") if locked else _("Unlock the vault"), level="title")
        what = label(_("Passphrase"), level="label")
        what.setBuddy(self.passphrase)
        other = button(_("Another vault …"), self.elsewhere.emit, kind="link")
        body = column(
            row(sign, title, None, space=12),
            8,
            what,
            self.passphrase,
            self._fault,
            self._keys,
            shown,
            self._busy,
            self._wait,
            8,
            row(self._button, None, other),
            space=8,
            margins=(32, 28, 32, 28),
        )
        card = frame("card", body)
        card.setFixedWidth(px(self, 440))
        self.setLayout(column(None, row(None, card, None), None, None))

    def unlock(self) -> None:
        """Tries what was typed; the key takes a second or two to be worked out."""
        if self._busy.isVisible() or not self.passphrase.text():
            return
        given, folder = self.passphrase.text(), self._folder
        self._set_busy(True)
        from muniment.services.unlocking import open_here

        self._runner.open(lambda: open_here(folder, given), self.opened.emit, self._on_failed, self)

    def _on_failed(self, error: Exception) -> None:
        from muniment.services.refusals import WrongPassphrase

        self._set_busy(False)
        what = trouble(error)
        advice = "" if isinstance(error, WrongPassphrase) else _advice(error)
        self._say("\n".join(part for part in (what.what, advice) if part))
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._waited = 0
        if busy:
            self._clock.start()
        else:
            self._clock.stop()
        self._wait.setVisible(busy)
        self._wait.setText(_("It takes a second or two on the computer that the vault was made on."))
        self._busy.setVisible(busy)
        self._button.setDisabled(busy)
        self.passphrase.setReadOnly(busy)
        self._button.setText(_("Working out the key …") if busy else _("Unlock"))

    def _on_second(self) -> None:
        self._waited += 1
        if self._waited >= 2:
            waited = plural("{n} second so far.", "{n} seconds so far.", self._waited)
            self._wait.setText(" ".join((waited, _("A slow computer takes longer."))))

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.passphrase.setAccessibleDescription(fault)

    # --- what stands in the way of typing it right ---

    def _on_keyed(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._capitals = None if self._capitals is None else not self._capitals
        elif letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capitals = letter.isupper() != shifted
        self._show_keys()

    def _show_keys(self) -> None:
        known = caps_lock_is_on()
        if known is not None:
            self._capitals = known
        language = QGuiApplication.inputMethod().locale().nativeLanguageName()
        layout = _("Keyboard: {language}").format(language=language) if language else ""
        warning = _("Caps Lock is on.") if self._capitals else ""
        self._keys.setText(" ".join(part for part in (warning, layout) if part))
        self._keys.setVisible(bool(self._keys.text()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._show_keys()


def _advice(error: Exception) -> str:
    """What to do about a vault that cannot be opened, where its message does not say so."""
    from muniment.services.refusals import KeysDamaged, NoVault, VaultDamaged, VaultInUse

    if isinstance(error, NoVault):
        return _("Choose “Another vault” and the folder that holds the files “keys” and “cases.db”.")
    if isinstance(error, (KeysDamaged, VaultDamaged)):
        return _("Leave the folder as it is, and choose “Another vault”, then “Restore a backup”.")
    if isinstance(error, VaultInUse):
        return _("Close the other window or program, then try again.")
    return ""
