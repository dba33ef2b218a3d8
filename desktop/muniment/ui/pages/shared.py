"""What case files share: incidents, and the people and bodies that are named in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from muniment.domain.changes import Change
from muniment.domain.records import Incident, Record
from muniment.domain.schema import RECORDS
from muniment.services import entries, naming, pointing
from muniment.services.naming import Wanted
from muniment.services.pointing import Pointing
from muniment.services.session import Session
from muniment.ui.desk import Desk, Place
from muniment.ui.pages.casefile.blocks import Block, NewBlock
from muniment.ui.pages.casefile.sight import Width
from muniment.ui.pages.casefile.telling import capital, short_words
from muniment.ui.pages.page import Page
from muniment.ui.pages.shared_list import KindChips, Line, NameList
from muniment.ui.pages.shared_story import IncidentStory, Story, read
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, clear, column, frame, label, named, row, rule
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _, language, plural

_MOST = 300
_LIST, _SHARE = 340, 0.42  # of the list: pixels at a text size of 100 %, and no more than this of the page
_NAME = 240  # pixels of the name of a file


@dataclass(frozen=True, slots=True)
class _Shown:
    """One shared record with what is needed to show it."""

    record: Record
    around: dict[str, Record]
    files: list[Pointing]
    story: Story | None = None  # of an incident


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
        self.kinds = KindChips()
        self.list = NameList()
        named(self.list, title)
        self._empty = label(empty, tone="muted", wrap=True)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(12)
        self._compose(title)
        self._connect()
        self.setFocusProxy(self.list)

    def _compose(self, title: str) -> None:
        adding = Flow(space=4)
        if not self.desk.read_only:
            for kind in self._kinds:
                spec = RECORDS[kind]
                adding.addWidget(button(_(spec.label), partial(self.add, kind), kind="link", icon="plus"))
        self._left = QWidget()
        self._left.setLayout(
            column(
                row(label(title, level="heading"), margins=(16, 12, 16, 0)),
                row(self.filter, margins=(16, 0, 16, 0)),
                row(self.kinds, margins=(16, 0, 16, 0)),
                column(adding, margins=(12, 0, 12, 0)),
                self.list,
                space=8,
            )
        )
        body = Width()
        body.setMaximumWidth(px(self, 800))
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        body.setLayout(column(self._empty, self._right, None, space=12, margins=(16, 16, 16, 16)))
        holder = Width()
        holder.setLayout(row(body, space=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        whole = row(frame("side", column(self._left)), scroll, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self._load())
        self.kinds.chosen.connect(lambda _kind: self._load())
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
        text, kind = self.filter.text(), self.kinds.kind

        def work(session: Session) -> list[Line]:
            return self.lines(session, text, kind)

        self.desk.runner.ask(work, self._show_lines, self, key=self._page)

    def lines(self, session: Session, text: str, kind: str) -> list[Line]:
        """What a typed text may mean, at least those of one kind. Asked on the vault's thread."""
        wanted = Wanted((kind,) if kind in self._kinds else self._kinds)
        found = naming.candidates(session, wanted, text, limit=_MOST, language=language())
        return [Line(one.id, one.title or one.kind, one.record, _(RECORDS[one.record].label)) for one in found]

    def offered(self, lines: Sequence[Line]) -> list[tuple[str, str]]:  # noqa: ARG002 - some know theirs by the lines
        """The kinds that the list can be narrowed to, with their names."""
        return [(kind, _(RECORDS[kind].plural)) for kind in self._kinds]

    def _show_lines(self, lines: list[Line]) -> None:
        self._empty.setVisible(not lines and not self.filter.text() and not self.kinds.kind)
        self.kinds.offer(self.offered(lines))
        self.list.show_lines([one for one in lines if self.kinds.kind in ("", one.kind)], self._chosen)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        record_id = self.list.id_of(item)
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
        as_of = self.desk.as_of

        def work(session: Session) -> _Shown:
            record = entries.load(session, record_id)
            near = {one: entries.load(session, one) for one in _pointed(record)}
            story = read(session, record_id, as_of) if isinstance(record, Incident) else None
            return _Shown(record, near, pointing.files(session, record_id), story)

        self.desk.runner.ask(work, self._show, self, key=f"{self._page} one", failed=lambda _error: self._close())

    def _show(self, shown: _Shown) -> None:
        if shown.record.id != self._chosen:
            return
        words = short_words(self.desk.vocabularies, shown.around.get, {})
        if self._block is None:
            clear(self._right)
            self._block = Block(self.desk, shown.record, words)
            self._block.removing.connect(self._remove)
            self._right.addWidget(self._block)
            self._story = IncidentStory(self.desk)
            self._right.addWidget(self._story)
            self._files = QWidget()
            self._right.addWidget(self._files)
        self._block.show_record(shown.record, words)
        self._story.setVisible(shown.story is not None)
        if shown.story is not None:
            self._story.show_story(shown.story)
        self._show_files(shown.files)

    def _show_files(self, found: list[Pointing]) -> None:
        holder = Width()
        title = plural("Named in {n} file", "Named in {n} files", len(found)) if found else _("Named in no file")
        layout = column(label(title, level="group", wrap=True), rule(), space=4)
        for one in found[:_MOST]:
            kinds = ", ".join(_(RECORDS[kind].label).lower() for kind in one.kinds)
            line = row(self._open_button(one), label(kinds, tone="muted", wrap=True), space=8)
            line.setStretch(1, 1)
            layout.addLayout(line)
        holder.setLayout(layout)
        self._right.replaceWidget(self._files, holder)
        self._files.hide()
        self._files.deleteLater()
        self._files = holder

    def _open_button(self, one: Pointing) -> QPushButton:
        """Opens the file; the code comes first, since a long name is cut short."""
        name = f"{one.code} · {one.pseudonym}"
        made = button(name, partial(self.desk.open_case, one.case, record_id=one.record), kind="link")
        made.setText(made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, px(self, _NAME)))
        made.setToolTip(name)
        return named(made, name)

    def _close(self) -> None:
        self.keep_now()
        self._block = self._new = None
        clear(self._right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(min(px(self, _LIST), round(event.size().width() * _SHARE)))

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

    def lines(self, session: Session, text: str, kind: str) -> list[Line]:  # noqa: ARG002 - all, for the chips
        terms = self.desk.vocabularies["incident_kind"]
        made = []
        for one in super().lines(session, text, ""):
            record = entries.load(session, one.id)
            if isinstance(record, Incident):
                made.append(Line(one.id, one.title, record.kind, capital(terms.label(record.kind, language()))))
        return made

    def offered(self, lines: Sequence[Line]) -> list[tuple[str, str]]:
        return sorted({(one.kind, one.chip) for one in lines}, key=lambda one: one[1])


class PeoplePage(SharedPage):
    """Officers and agencies that are named, and those who help."""

    def __init__(self, desk: Desk) -> None:
        kinds = ("contact", "officer", "agency")
        super().__init__(desk, "people", _("People and bodies"), kinds, _("Nobody is recorded yet."))
