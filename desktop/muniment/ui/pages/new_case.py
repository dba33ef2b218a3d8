"""A new case file: a pseudonym is all that it needs."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from muniment.domain.schema import RECORDS
from muniment.services.drafts import Target
from muniment.ui.desk import Desk, Place
from muniment.ui.forms.record_form import RecordForm
from muniment.ui.pages.page import Page
from muniment.ui.widgets.basics import button, column, label, row
from muniment.ui.widgets.sheet import Sheet
from muniment.ui.wording import _

_FIRST = (
    "pseudonym",
    "safety",
    "age_band",
    "interpreter_needed",
    "languages",
    "safe_contact",
    "unsafe_contact",
    "needs",
)
_WIDEST = 760


class NewCasePage(Page):
    """The first fields of a case file. It is there as soon as it has a pseudonym, and is opened then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: RecordForm | None = None
        self._open = button(_("Open the file"), self._on_open, kind="primary")
        self._form_button = button(_("Blank consent form"), self._on_form, kind="link", icon="printer")
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        hint = _(
            "A file is opened under a pseudonym. The legal name is never needed; where it has to be kept, it is sealed."
        )
        inner = column(
            label(_("New case"), level="title"),
            label(hint, tone="muted", wrap=True),
            8,
            self._place,
            8,
            row(self._open, button(_("Not now"), self._on_left), None, self._form_button),
            None,
            space=8,
            margins=(16, 16, 24, 24),
        )
        body = QWidget()
        body.setLayout(inner)
        self.setLayout(column(Sheet(body, _WIDEST), space=0))

    def show_place(self, place: Place) -> None:
        if self.form is None:  # there is one new case at a time
            begun = Target("case_file", place.record) if place.record else None
            self.form = RecordForm(self.desk, RECORDS["case_file"], fields=_FIRST, target=begun)
            self.form.saved.connect(lambda _change: self._show_made())
            self.form.loaded.connect(self._show_made)
            self._place.addWidget(self.form)
            self._show_made()
        self.form.focus_first()

    def place(self) -> Place:
        return Place("new_case", record=self.form.record_id if self.form is not None else "")

    def keep_now(self) -> None:
        if self.form is not None:
            self.form.keep_now()

    def _show_made(self) -> None:
        self._open.setEnabled(self.form is not None and self.form.is_made)

    def _on_open(self) -> None:
        if self.form is not None and self.form.is_made:
            case_id = self.form.record_id
            self._drop()
            self.desk.open_case(case_id, "person")

    def _on_form(self) -> None:
        self.keep_now()
        self.desk.print([], "blank-consent")

    def _on_left(self) -> None:
        self._drop()
        self.desk.go(Place("cases"))

    def _drop(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            form.keep_now()
            form.hide()
            form.deleteLater()
