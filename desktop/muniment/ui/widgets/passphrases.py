"""A new passphrase, with what it is worth."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from muniment.services import strength
from muniment.services.strength import Level, Strength
from muniment.ui.widgets.basics import button, column, label, restyle, row
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.wording import _, plural

_FULL_BITS = 80
_YEAR, _DAY, _HOUR = 31_557_600, 86_400, 3_600


class NewPassphrase(QWidget):
    """A new passphrase, typed twice or drawn by chance. ``changed`` tells whenever it may have become good enough."""

    changed = Signal()
    done = Signal()  # Enter in the last field

    def __init__(self, name: str, *, optional: bool = False) -> None:
        super().__init__()
        self._optional = optional
        self.field = PassphraseField(name)
        self.again = PassphraseField(_("The same once more"))
        self.shown = QCheckBox(_("Show what I type"))
        self._draw = button(_("Suggest six words"), self.suggest, kind="link")
        self._bar = QProgressBar()
        self._bar.setRange(0, _FULL_BITS)
        self._bar.setTextVisible(False)
        self._words = label(level="small", tone="muted", wrap=True)
        self._fault = label(level="small", tone="danger", wrap=True)
        first, second = label(name, level="label"), label(_("The same once more"), level="label")
        first.setBuddy(self.field)
        second.setBuddy(self.again)
        tools = row(self.shown, None, self._draw)
        self.setLayout(
            column(first, self.field, tools, self._bar, self._words, 4, second, self.again, self._fault, space=6)
        )
        self.setFocusProxy(self.field)
        self._connect()
        self._measure()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._measure)
        self.again.textChanged.connect(self._measure)
        self.again.editingFinished.connect(self._say_difference)
        self.field.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.done)
        self.shown.toggled.connect(self.field.show_typed)
        self.shown.toggled.connect(self.again.show_typed)

    @property
    def text(self) -> str:
        """What was typed; only worth something while it is complete."""
        return self.field.text()

    def is_complete(self) -> bool:
        """Whether it was typed twice alike, or is left out where that is allowed."""
        return self.field.text() == self.again.text() and (bool(self.field.text()) or self._optional)

    def suggest(self) -> None:
        """Writes words drawn by chance into the first field, to be written down, and typed once more."""
        self.shown.setChecked(True)
        self.field.setText(strength.draw())
        self.again.clear()
        self.again.setFocus()

    def clear(self) -> None:
        """Empties both fields."""
        self.field.clear()
        self.again.clear()
        self.shown.setChecked(False)

    def _measure(self) -> None:
        found = strength.measure(self.field.text()) if self.field.text() else None
        self._bar.setValue(min(_FULL_BITS, round(found.bits)) if found else 0)
        restyle(self._bar, tone=_TONES[found.level] if found else "muted")
        self._words.setText(told(found) if found else _("Six words by chance are strong, and easy to remember."))
        self.field.setAccessibleDescription(self._words.text())
        if self.field.text() == self.again.text():
            self._fault.clear()
        self._fault.setVisible(bool(self._fault.text()))
        self.changed.emit()

    def _say_difference(self) -> None:
        differs = bool(self.again.text()) and self.again.text() != self.field.text()
        self._fault.setText(_("The two are not the same.") if differs else "")
        self._fault.setVisible(differs)


_TONES = {Level.NONE: "muted", Level.WEAK: "danger", Level.FAIR: "warning", Level.GOOD: "good", Level.STRONG: "good"}


def told(found: Strength) -> str:
    """A strength in words, with what makes it weak."""
    levels = {
        Level.NONE: "",
        Level.WEAK: _("Weak."),
        Level.FAIR: _("Fair."),
        Level.GOOD: _("Good."),
        Level.STRONG: _("Strong."),
    }
    points = {
        "word": _("Words that many people choose are tried first."),
        "row": _("Neighbouring keys are tried early."),
        "repeated": _("Saying a thing twice adds little."),
        "year": _("Years are tried early."),
        "short": _("It is short."),
    }
    weak = [points[point] for point in found.points] if found.level < Level.GOOD else []
    return " ".join((levels[found.level], _guessing(found.seconds), *weak))


def _guessing(seconds: float) -> str:
    """How long guessing takes, for people."""
    if seconds < _HOUR:
        return _("A thousand large graphics cards would guess it within an hour.")
    if seconds < 2 * _DAY:
        time = plural("{n} hour", "{n} hours", round(seconds / _HOUR))
    elif seconds < 2 * _YEAR:
        time = plural("{n} day", "{n} days", round(seconds / _DAY))
    elif seconds < 1e6 * _YEAR:
        time = plural("{n} year", "{n} years", round(seconds / _YEAR))
    else:
        return _("A thousand large graphics cards would need millions of years to guess it.")
    return _("A thousand large graphics cards would need about {time} to guess it.").format(time=time)
