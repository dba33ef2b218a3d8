"""Making a record on the way, in the place of a form where it is pointed to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from muniment.domain.schema import RECORDS
from muniment.services import drafts
from muniment.services.drafts import Settled, Target
from muniment.services.naming import Name
from muniment.ui.forms.lookup import MADE_ON_THE_WAY
from muniment.ui.widgets.basics import button, column, frame, label, row
from muniment.ui.wording import _

if TYPE_CHECKING:
    from muniment.ui.forms.pointing import Pointing
    from muniment.ui.forms.record_form import RecordForm

Made = Callable[[object], None]


class Making(QObject):
    """Makes what a field shall point to: at once where a name is enough, else with the few fields that it needs."""

    def __init__(self, owner: QWidget, place: QVBoxLayout) -> None:
        super().__init__(owner)
        self._owner, self._place = owner, place
        self._card: QFrame | None = None

    def begin(self, pointing: "Pointing", kind: str, title: str, made: Made) -> None:
        """Makes a record of that name and tells how to point to it, once it is there."""
        self._fold()
        if any(field.required and field.name != MADE_ON_THE_WAY[kind] for field in RECORDS[kind].fields):
            self._unfold(pointing, kind, title, made)
            return
        target = pointing.lookup.new(kind)

        def done(result: Settled) -> None:
            if result.made:
                made(_known(pointing, Name(target.id, kind, RECORDS[kind].label, title)))

        pointing.lookup.make(target, title, done, self._owner)

    def _unfold(self, pointing: "Pointing", kind: str, title: str, made: Made) -> None:
        from muniment.ui.forms.record_form import RecordForm

        spec, name_field = RECORDS[kind], MADE_ON_THE_WAY[kind]
        fields = [field.name for field in spec.fields if field.required or field.name == name_field]
        target = pointing.lookup.new(kind)
        form = RecordForm(
            pointing.lookup.desk, spec, case_id=target.case, fields=fields, preset={name_field: title}, target=target
        )

        def saved(_change: object) -> None:
            if form.is_made:
                called = form.editor(name_field).value()
                item = _known(pointing, Name(target.id, kind, spec.label, str(called or title)))
                self._fold()
                made(item)

        form.saved.connect(saved)
        form.closed.connect(lambda: self._give_up(pointing, target))
        self._show(form, _("New: {kind}").format(kind=_(spec.label).lower()))
        form.focus_first()

    def _show(self, form: "RecordForm", heading: str) -> None:
        close = button(_("Not now"), form.closed.emit, kind="link")
        head = row(label(heading, level="label"), None, close)
        self._card = frame("card", column(head, form, margins=(12, 8, 12, 4)))
        self._card.setProperty("open", True)
        self._place.addWidget(self._card)
        self._card.show()

    def _give_up(self, pointing: "Pointing", target: Target) -> None:
        desk = pointing.lookup.desk
        desk.runner.write(lambda session: drafts.drop(session, target), lambda _: None, desk)
        self._fold()
        self._owner.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None


def _known(pointing: "Pointing", name: Name) -> object:
    pointing.know(name)
    return pointing.item(name)
