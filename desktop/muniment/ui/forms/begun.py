"""The bar above a new record that says that one was begun here before, and not finished."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.schema import RECORDS
from muniment.services import drafts
from muniment.services.drafts import Target, Unfinished
from muniment.ui.desk import Desk
from muniment.ui.widgets.basics import button, label, row
from muniment.ui.wording import _, language

_SHOWN = 120  # characters of what was typed


class Begun(QObject):
    """Looks for records of the kind that were begun in the file. ``chosen`` tells of one to go on with."""

    chosen = Signal(object)  # Target

    def __init__(
        self, desk: Desk, target: Target, preset: Mapping[str, str], place: QVBoxLayout, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk, self._target, self._place = desk, target, place
        self._preset = preset  # as text: what was begun elsewhere is not offered here
        self._bar: QFrame | None = None
        self.look()

    def look(self) -> None:
        """Asks the vault."""
        case, kind = self._target.case, self._target.record
        self._desk.runner.ask(lambda session: drafts.unfinished(session, case, kind), self._on_found, self)

    def hide(self) -> None:
        """Takes the bar away: something else is typed now."""
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    def _on_found(self, found: Sequence[Unfinished]) -> None:
        self.hide()
        here = [one for one in found if one.target.id != self._target.id and self._belongs(one)]
        if here and not self._desk.read_only:
            self._show(here[0])

    def _belongs(self, one: Unfinished) -> bool:
        return all(one.typed.get(name, text) == text for name, text in self._preset.items())

    def _show(self, one: Unfinished) -> None:
        typed = self._told(one)
        shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN].rstrip()}…"
        text = label(_("Begun before and not finished: {typed}").format(typed=shown), wrap=True)
        go_on = button(_("Go on with it"), lambda: self._on_chosen(one.target), kind="link")
        drop = button(_("Throw it away"), lambda: self._on_dropped(one.target), kind="link")
        layout = row(text, go_on, drop, space=8, margins=(12, 4, 8, 4))
        layout.setStretch(0, 1)
        self._bar = QFrame()
        self._bar.setProperty("role", "banner")
        self._bar.setProperty("tone", "plain")
        self._bar.setLayout(layout)
        self._place.insertWidget(0, self._bar)

    def _told(self, one: Unfinished) -> str:
        """What was typed, field by field, without what only leads elsewhere."""
        fields = RECORDS[one.target.record].by_name
        known = [
            (fields[name], text) for name, text in one.typed.items() if name in fields and name not in self._preset
        ]
        said = [f"{_(field.label)}: {self._words(field, text)}" for field, text in known if text and not field.targets]
        return "; ".join(said) or _("nothing that can be shown here")

    def _words(self, field: FieldSpec, text: str) -> str:
        terms = self._desk.vocabularies[field.vocabulary] if field.vocabulary else None
        parts = text.split("\n") if field.kind in (Kind.CHOICES, Kind.LINES) else [text]
        return ", ".join(" ".join((terms.label(part, language()) if terms else part).split()) for part in parts)

    def _on_chosen(self, target: Target) -> None:
        self.hide()
        self.chosen.emit(target)

    def _on_dropped(self, target: Target) -> None:
        self._desk.runner.write(lambda session: drafts.drop(session, target), lambda _: self.look(), self)
