"""The history of a case file: what was changed, when, and what it was before."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QPushButton, QVBoxLayout, QWidget

from muniment.domain.schema import RECORDS
from muniment.services import finding, history
from muniment.services.casefile import CaseView
from muniment.services.history import JournalEntry
from muniment.services.session import Session
from muniment.services.words import Words
from muniment.ui import destroying
from muniment.ui.desk import Desk
from muniment.ui.destroying import Past
from muniment.ui.icons import put_icon
from muniment.ui.telling import moment, one_line, summed_up
from muniment.ui.theme import px
from muniment.ui.widgets.basics import breakable, button, clear, column, frame, label, named, row
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _, plural

_MOST = 200  # changes that are shown at first
_ENTRIES = int(Qt.ItemDataRole.UserRole)
_PURPOSES = {"undo": "undone", "redo": "done again", "program": "by the program"}


class HistoryView(QWidget):
    """Every change of a file, the latest first; the chosen one with what was before and after."""

    current = Signal(str)
    removing = Signal(str)

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.desk, self._case = desk, case_id
        self._limit = _MOST
        self._words: Words | None = None
        self._seen = -1  # changes that the file had when this was read
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(px(self, 240))
        named(self.list, _("Changes, the latest first"))
        self.list.currentItemChanged.connect(lambda item, _before: self._explain(item))
        self._count = label(tone="muted")
        self._more = button(_("Show more"), self._on_more, kind="link")
        undo = button(_("Undo the last change"), lambda: desk.undoing.emit(case_id), icon="undo-2")
        self._detail = QVBoxLayout()
        self._detail.setSpacing(4)
        self._name = ("", "")  # of the file: pseudonym and code
        layout = column(
            row(self._count, self._more, None, *([] if desk.read_only else [undo]), space=12),
            self.list,
            frame("card", column(self._detail, margins=(16, 12, 16, 12))),
            *([] if desk.read_only else [self._taking_out()]),
            space=12,
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _taking_out(self) -> QWidget:
        """What can be done to the file as a whole."""
        remove = button(_("Remove this file"), lambda: destroying.remove_file(self.desk, self._case, self))
        remove.setAccessibleDescription(_("Takes the file out with all that is in it. Undo brings it back."))
        destroy = button(_("Destroy this file for ever …"), self._destroy, kind="danger", icon="shredder")
        put_icon(remove, "trash-2")
        hint = label(
            _("A removed file can be brought back, under Settings too. A destroyed one can not."), tone="muted"
        )
        hint.setWordWrap(True)
        holder, acts = QWidget(), Flow(space=8)
        for act in (remove, destroy):
            acts.addWidget(act)
        holder.setLayout(column(hint, acts, space=8))
        return holder

    def _destroy(self) -> None:
        pseudonym, code = self._name
        destroying.purge(self.desk, self._case, f"{pseudonym} · {code}", code, self)

    def show_case(self, view: CaseView, words: Words) -> None:
        """Reads the history as it is now."""
        self._words = words
        self._name = (view.dossier.case_file.pseudonym, view.dossier.case_file.code)
        self._load()

    def _load(self) -> None:
        case_id = self._case

        def work(session: Session) -> list[tuple[JournalEntry, ...]]:
            entries = history.history(session, finding.record(session, case_id))
            return [tuple(inside) for _change, inside in groupby(entries, key=lambda one: one.change)][::-1]

        self.desk.runner.ask(work, self._show, self, key="history")

    def _show(self, changes: list[tuple[JournalEntry, ...]]) -> None:
        at = max(0, self.list.currentRow()) if len(changes) == self._seen else 0
        self._seen = len(changes)
        self._count.setText(plural("{n} change", "{n} changes", len(changes)))
        self._more.setVisible(len(changes) > self._limit)
        self.list.clear()
        for inside in changes[: self._limit]:
            item = QListWidgetItem(f"{moment(inside[0].at)}   {_what(inside)}")
            item.setData(_ENTRIES, inside)
            self.list.addItem(item)
        if changes:
            self.list.setCurrentRow(min(at, self.list.count() - 1))

    def _on_more(self) -> None:
        self._limit *= 5
        self._load()

    def _explain(self, item: QListWidgetItem | None) -> None:
        clear(self._detail)
        if self._words is None or item is None:
            return
        inside: tuple[JournalEntry, ...] = item.data(_ENTRIES)
        for entry in inside:
            self._detail.addWidget(label(one_line(entry), level="label", wrap=True))
            for text in self._values(entry, self._words):
                self._detail.addWidget(label(breakable(text), wrap=True))
        if acts := [] if self.desk.read_only else self._acts(inside):
            self._detail.addSpacing(4)
            self._detail.addLayout(row(*acts, None, space=12))

    def _acts(self, inside: tuple[JournalEntry, ...]) -> list[QPushButton]:
        """What of a change can be destroyed: what it removed, or what its fields held before."""
        if any(one.action == "remove" and one.values is not None for one in inside):
            told, number = summed_up(inside), inside[0].change
            made = button(_("Destroy what was removed …"), kind="link", icon="shredder")
            made.clicked.connect(lambda: self._past().purge_removed(number, told))
            return [_dangerous(made)]
        fields = list(dict.fromkeys(_fields(inside)))
        if not fields:
            return []
        made = button(_("Destroy earlier values …"), kind="link", icon="shredder")
        menu = QMenu(made)
        for kind, name in fields:
            text = _(RECORDS[kind].field(name).label)
            menu.addAction(text, partial(self._past().purge_field, kind, name))
        made.setMenu(menu)
        return [_dangerous(made)]

    def _past(self) -> Past:
        return Past(self.desk, self._case, self, self._load)

    def _values(self, entry: JournalEntry, words: Words) -> Iterator[str]:
        spec = RECORDS.get(entry.record)
        if entry.values is None:
            yield _("What this held was purged.")
            return
        for name, value in entry.values.items():
            field = spec.by_name.get(name) if spec else None
            if name == "reason" and value.after:
                yield _("Reason: {reason}").format(reason=value.after)
            if field is None or field.derived:
                continue
            if value.purged:
                yield _("{field}: purged").format(field=_(field.label))
                continue
            before, after = (words.open_form(field, one) for one in (value.before, value.after))
            yield _change(_(field.label), before, after)

    # --- as other sections ---

    def show_record(self, _record_id: str) -> None:
        """The history shows no single record."""

    def focus_first(self) -> None:
        """Puts the focus on the list."""
        self.list.setFocus()

    def keep_now(self) -> None:
        """Nothing is typed here."""

    def add_by_letter(self, _letter: str) -> bool:
        """Nothing is added here."""
        return False


def _fields(inside: tuple[JournalEntry, ...]) -> Iterator[tuple[str, str]]:
    """The fields that a change gave other values, which are not destroyed yet."""
    for entry in inside:
        spec = RECORDS.get(entry.record)
        for name, value in (entry.values or {}).items() if entry.action == "set" else ():
            field = spec.by_name.get(name) if spec else None
            if field is not None and not field.derived and not value.purged:
                yield entry.record, name


def _dangerous(made: QPushButton) -> QPushButton:
    made.setProperty("tone", "danger")
    put_icon(made, "shredder", "danger")
    return made


def _what(inside: tuple[JournalEntry, ...]) -> str:
    purpose = inside[0].purpose
    told = summed_up(inside)
    return f"{told} ({_(_PURPOSES[purpose])})" if purpose in _PURPOSES else told


def _change(name: str, before: str, after: str) -> str:
    if not before:
        return f"{name}: {after}"
    return _("{field}: {before} → {after}").format(field=name, before=before, after=after or _("empty"))
