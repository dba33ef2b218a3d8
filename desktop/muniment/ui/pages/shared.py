"""What case files share: incidents, and the people and bodies that are named in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from muniment.domain.changes import Change
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.services import entries, naming, pointing
from muniment.services.naming import Name, Wanted
from muniment.services.pointing import Pointing
from muniment.services.session import Session
from muniment.services.words import Words
from muniment.ui.desk import Desk, Place
from muniment.ui.pages.casefile.blocks import Block, NewBlock
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, clear, column, frame, label, named, row, rule
from muniment.ui.wording import _, plural

_MOST = 300
_ID = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One shared record with what is needed to show it."""

    record: Record
    around: dict[str, Record]
    files: list[Pointing]


class SharedPage(Page):
    """A list at the side, narrowed by typing; the chosen record and the files that point to it beside it."""

    def __init__(self, desk: Desk, page: str, title: str, kinds: Sequence[str], empty: str) -> None:
        super().__init__(desk)
        self._page, self._kinds = page, tuple(kinds)
        self._chosen = ""
        self._block: Block | None = None
        self._new: NewBlock | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Narrow the list"))
        self.filter.setClearButtonEnabled(True)
        named(self.filter, _("Narrow the list"))
        self.list = _Names()
        named(self.list, title)
        self._empty = label(empty, tone="muted", wrap=True)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(12)
        self._compose(title)
        self._connect()
        self.setFocusProxy(self.list)

    def _compose(self, title: str) -> None:
        adding = row(space=4)
        if not self.desk.read_only:
            for kind in self._kinds:
                spec = RECORDS[kind]
                adding.addWidget(button(_(spec.label), partial(self.add, kind), kind="link", icon="plus"))
        adding.addStretch(1)
        left = QWidget()
        left.setFixedWidth(px(self, 340))
        left.setLayout(
            column(
                row(label(title, level="heading"), margins=(16, 12, 16, 0)),
                row(self.filter, margins=(16, 0, 16, 0)),
                row(adding, margins=(12, 0, 12, 0)),
                self.list,
                space=8,
            )
        )
        body = QWidget()
        body.setMaximumWidth(px(self, 800))
        body.setLayout(column(self._empty, self._right, None, space=12, margins=(16, 16, 16, 16)))
        holder = QWidget()
        holder.setLayout(row(body, space=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        whole = row(frame("side", column(left)), scroll, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self._load())
        self.list.currentItemChanged.connect(lambda item, _before: self._on_chosen(item))
        self.list.entered_.connect(self._on_entered)

    # --- what the frame asks ---

    def show_place(self, place: Place) -> None:
        self._chosen = place.record or self._chosen
        if place.record:
            self.filter.clear()
        self._load()
        self.list.setFocus()

    def place(self) -> Place:
        return Place(self._page, record=self._chosen)

    def refresh(self, change: Change) -> None:
        if self.isVisible() and any(one.record in self._kinds or one.case for one in change.touched):
            self._load()

    def keep_now(self) -> None:
        for one in (self._block, self._new):
            if one is not None:
                one.keep_now()

    def undo_file(self) -> str:
        return self._chosen

    # --- the list ---

    def _load(self) -> None:
        text, kinds = self.filter.text(), self._kinds

        def work(session: Session) -> list[Name]:
            return naming.candidates(session, Wanted(kinds), text, limit=_MOST)

        self.desk.runner.ask(work, self._show_names, self, key=self._page)

    def _show_names(self, names: list[Name]) -> None:
        self._empty.setVisible(not names and not self.filter.text())
        wanted = self._chosen
        self.list.show_names(names, with_kind=len(self._kinds) > 1, chosen=wanted)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        record_id = str(item.data(_ID)) if item is not None else ""
        if record_id != self._chosen or self._block is None:
            self._close()
        self._chosen = record_id or self._chosen
        if record_id:
            self._read(record_id)

    def _on_entered(self) -> None:
        if self._block is not None:
            self._block.open()

    # --- the chosen one ---

    def _read(self, record_id: str) -> None:
        def work(session: Session) -> _Shown:
            record = entries.load(session, record_id)
            near = {one: entries.load(session, one) for one in _pointed(record)}
            return _Shown(record, near, pointing.files(session, record_id))

        self.desk.runner.ask(work, self._show, self, key=f"{self._page} one", failed=lambda _error: self._close())

    def _show(self, shown: _Shown) -> None:
        if shown.record.id != self._chosen:
            return
        words = Words(self.desk.vocabularies, shown.around.get)
        if self._block is None:
            clear(self._right)
            self._block = Block(self.desk, shown.record, words)
            self._block.removing.connect(self._remove)
            self._right.addWidget(self._block)
            self._files = QWidget()
            self._right.addWidget(self._files)
        self._block.show_record(shown.record, words)
        self._show_files(shown.files)

    def _show_files(self, found: list[Pointing]) -> None:
        holder = QWidget()
        title = plural("Named in {n} file", "Named in {n} files", len(found)) if found else _("Named in no file")
        layout = column(label(title, level="group"), rule(), space=4)
        for one in found[:_MOST]:
            kinds = ", ".join(_(RECORDS[kind].label).lower() for kind in one.kinds)
            open_ = button(f"{one.pseudonym} · {one.code}", kind="link")
            open_.clicked.connect(lambda _on=False, one=one: self.desk.open_case(one.case, record_id=one.record))
            layout.addLayout(row(open_, label(kinds, tone="muted"), None, space=8))
        holder.setLayout(layout)
        self._right.replaceWidget(self._files, holder)
        self._files.hide()
        self._files.deleteLater()
        self._files = holder

    def _close(self) -> None:
        self.keep_now()
        self._block = self._new = None
        clear(self._right)

    # --- adding and removing ---

    def add(self, kind: str) -> None:
        """Begins a new record of that kind."""
        self._close()
        self._empty.hide()
        self._new = NewBlock(self.desk, kind, "", {})
        self._new.made.connect(self._on_made)
        self._new.given_up.connect(self._on_given_up)
        self._right.addWidget(self._new)
        self._new.form.focus_first()

    def _on_made(self, record_id: str) -> None:
        self._close()
        self._chosen = record_id
        self._load()

    def _on_given_up(self) -> None:
        self._close()
        self._load()

    def _remove(self, record_id: str) -> None:
        kind = _(RECORDS[self._block.record.RECORD].label) if self._block else ""

        def done(_change: Change) -> None:
            self._chosen = ""
            self._close()
            self._load()
            self.desk.removed(kind, record_id)

        self.desk.runner.write(lambda session: entries.remove(session, record_id), done, self)


class _Names(QListWidget):
    """Enter goes into the chosen record."""

    entered_ = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)

    def show_names(self, names: list[Name], *, with_kind: bool, chosen: str) -> None:
        """Shows other names, and chooses one of them."""
        self.blockSignals(True)
        self.clear()
        at = 0
        for number, one in enumerate(names):
            item = QListWidgetItem(
                f"{one.title or one.kind}  –  {one.kind.lower()}" if with_kind else one.title or one.kind
            )
            item.setData(_ID, one.id)
            self.addItem(item)
            at = number if one.id == chosen else at
        self.blockSignals(False)
        if names:
            self.setCurrentRow(-1)
            self.setCurrentRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_.emit()
        else:
            super().keyPressEvent(event)


def _pointed(record: Record) -> list[str]:
    """The ids of the records that this one points to."""
    found: list[str] = list(record.sources)
    for field in RECORDS[record.RECORD].fields:
        if field.targets and field.name != "sources":
            value = getattr(record, field.attribute)
            every = value if isinstance(value, tuple) else (value,)
            found += [str(getattr(one, "id", one)) for one in every if one]
    return list(dict.fromkeys(found))


class IncidentsPage(SharedPage):
    """What happened to many at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "incidents", _("Incidents"), ("incident",), _("No incident is recorded yet."))


class PeoplePage(SharedPage):
    """Officers and agencies that are named, and those who help."""

    def __init__(self, desk: Desk) -> None:
        kinds = ("contact", "officer", "agency")
        super().__init__(desk, "people", _("People and bodies"), kinds, _("Nobody is recorded yet."))
