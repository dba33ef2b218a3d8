"""For whom an output is: the audience, the recipient, and what is said where the person's consent is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from muniment.domain.audience import AUDIENCES
from muniment.services.consents import ConsentMissing
from muniment.services.printing import LEAVING, Choices
from muniment.ui.forms.segment import Tick
from muniment.ui.models.copies import audience_name
from muniment.ui.pages.settings.section import choice_box
from muniment.ui.widgets.basics import button, column, label, named
from muniment.ui.wording import _

_MOST_SHOWN = 3  # refusals of several files; the rest is counted


def _short_names() -> dict[str, str]:
    """Names that fit beside a preview; the others are short enough."""
    return {
        "internal": _("Internal"),
        "ecthr": _("ECtHR"),
        "un_confidential": _("UN, in confidence"),
        "un_government": _("UN, for the government"),
        "partner": _("A partner organisation"),
        "press": _("Publication"),
    }


class AudienceChoice(QWidget):
    """``changed`` tells of another audience, or of a reason to hand out without a consent: they make another document.

    Who gets the copy is only read.
    """

    changed = Signal()
    explained = Signal()  # somebody wants to know what each audience may see

    def __init__(self) -> None:
        super().__init__()
        self.audience, self.override = "internal", ""
        short = _short_names()
        names = [(name, short.get(name, audience_name(name))) for name in AUDIENCES]
        self.box = choice_box(_("For"), names, self.audience, lambda name: self._on_audience(str(name)))
        self.link = button(_("What each may see"), self.explained.emit, kind="link")
        self.recipient = named(QLineEdit(), _("Recipient"), _("Who gets the copy; kept in the register of copies"))
        self.recipient.setPlaceholderText(_("name or office"))
        self.recipient_label = label(_("Recipient"), level="field")
        self.refusal = label(level="small", tone="danger", wrap=True)
        self.refusal.setAccessibleName(_("Why no copy may leave"))
        self.without = Tick(_("Hand out without the consent"))
        self.reason_hint = label(
            _("Type the reason and press Enter. It is printed on every page and kept in the register."),
            level="small",
            tone="warning",
            wrap=True,
        )
        self.reason = named(QLineEdit(), _("Reason for handing out without the consent"))
        self._can_override = self._is_offered = False
        self._compose()
        self._show()

    def _compose(self) -> None:
        name = label(_("For"), level="field")
        name.setBuddy(self.box)
        self.recipient_label.setBuddy(self.recipient)
        parts = (name, self.box, self.link, self.refusal, self.without, self.reason_hint, self.reason)
        self.setLayout(column(*parts, self.recipient_label, self.recipient, space=4))
        self.without.toggled.connect(self._on_without)
        self.reason.editingFinished.connect(self._on_reason)

    def begin(self, choices: Choices) -> None:
        """Shows the audience of other choices, with nobody named and nothing overridden."""
        self.audience = choices.audience
        self.box.setCurrentIndex(list(AUDIENCES).index(choices.audience))
        self.recipient.clear()
        self._clear()

    def offer_for(self, kind: str) -> None:
        """Offers audiences outside for the outputs that may leave; any other is internal, whatever was chosen."""
        self._is_offered = kind in LEAVING
        if not self._is_offered and self.audience != "internal":
            self.audience = "internal"
            self.box.setCurrentIndex(0)
            self._clear()
        self.box.setEnabled(self._is_offered)
        self._show()

    def refuse(self, why: Exception | None) -> None:
        """Says why no copy may be made; None where one may."""
        self._can_override = isinstance(why, ConsentMissing) and bool(why.purpose)
        lines = str(why).splitlines() if why else []
        more = [_("and {n} more").format(n=len(lines) - _MOST_SHOWN)] if len(lines) > _MOST_SHOWN else []
        self.refusal.setText("\n".join([*lines[:_MOST_SHOWN], *more]))
        self._show()

    def _clear(self) -> None:
        self.override = ""
        self.without.blockSignals(True)
        self.without.setChecked(False)
        self.without.blockSignals(False)
        self.reason.clear()
        self.refuse(None)

    def _show(self) -> None:
        leaves = self.audience != "internal"
        asked = leaves and (self._can_override or bool(self.override))
        self.refusal.setVisible(bool(self.refusal.text()))
        self.without.setVisible(asked)
        for part in (self.reason_hint, self.reason):
            part.setVisible(asked and self.without.isChecked())
        for part in (self.recipient_label, self.recipient):
            part.setVisible(leaves and not self.refusal.text())

    # --- slots ---

    def _on_audience(self, name: str) -> None:
        if name != self.audience:
            self.audience = name
            self._clear()
            self.changed.emit()

    def _on_without(self, chosen: bool) -> None:
        self._show()
        if chosen:
            from muniment.services.handing_out import LONGEST_REASON

            self.reason.setMaxLength(LONGEST_REASON)
            self.reason.setFocus()
        elif self.override:
            self.override = ""
            self.changed.emit()

    def _on_reason(self) -> None:
        reason = self.reason.text().strip()
        if self.without.isChecked() and reason != self.override:
            self.override = reason
            self.changed.emit()
