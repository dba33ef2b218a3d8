"""Consents that are taken back: which copies are out for their purpose all the same is said at once."""

from PySide6.QtCore import QObject

from muniment.domain.changes import Change
from muniment.services import copies
from muniment.services.copies import Withdrawn
from muniment.ui.desk import Desk
from muniment.ui.faults import Trouble
from muniment.ui.models.copies import when
from muniment.ui.wording import _, plural

_DECISIVE = frozenset({"decision", "withdrawn_on", "purpose"})
_NAMED = 5


class Withdrawals(QObject):
    """Looks at every consent that changes, wherever it was changed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        desk.runner.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        ids = [one.id for one in change.touched if one.record == "consent" and _DECISIVE.intersection(one.fields)]
        if ids:
            self._desk.runner.ask(lambda session: copies.still_out(session, ids), self._tell, self, key="withdrawals")

    def _tell(self, found: list[Withdrawn]) -> None:
        for one in found:
            if one.copies:
                self._desk.warn(self._trouble(one))

    def _trouble(self, one: Withdrawn) -> Trouble:
        label = self._desk.vocabularies.label("consent_purpose", one.purpose)
        count = len(one.copies)
        out = plural("{n} copy is", "{n} copies are", count)
        what = _("{copies} out for “{purpose}” all the same.").format(copies=out, purpose=label)
        lines = [
            ", ".join(part for part in (copy.copy_no, copy.recipient, when(copy.at)) if part) for copy in one.copies
        ]
        more = plural("and {n} more", "and {n} more", count - _NAMED) if count > _NAMED else ""
        named = "\n".join([*lines[:_NAMED], *([more] if more else [])])
        do = _("Ask for them back. From now on none leaves for this purpose.")
        return Trouble(what, named, do, tone="warning")
