"""The sheet of keys, and a page of help: both in the window, neither on a network."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from muniment.ui.actions import commands
from muniment.ui.desk import Desk, Place
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, label
from muniment.ui.widgets.sheet import Sheet
from muniment.ui.wording import _


class _Sheet(Page):
    """A page that is only read; arrow keys scroll it."""

    def __init__(self, desk: Desk, name: str, title: str, parts: Iterator[QWidget]) -> None:
        super().__init__(desk)
        self._name = name
        layout = QVBoxLayout()
        layout.setSpacing(12)
        layout.setContentsMargins(16, 16, 24, 24)
        layout.addWidget(label(title, level="title"))
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        body = QWidget()
        body.setLayout(layout)
        self._area = Sheet(body, 800)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(title)
        self.setLayout(column(self._area, space=0))
        self.setFocusProxy(self._area)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - there is one sheet
        self._area.setFocus()

    def place(self) -> Place:
        return Place(self._name)


class KeysPage(_Sheet):
    """Every key that does something everywhere, and those of lists and forms."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "keys", _("Keys"), _keys())


class HelpPage(_Sheet):
    """How to work with the program, on one page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "help", _("Help"), _help())


def _keys() -> Iterator[QWidget]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in commands():
        shown = _(" or ").join(_shown(key) for key in one.keys)
        groups.setdefault(one.group, []).append((shown, one.text))
    groups[_("Lists")] = [
        ("↑ ↓", _("Go from line to line")),
        (_shown("Return"), _("Open")),
        (_shown("Space"), _("Peek into a file")),
        ("D", _("Note a deadline or task as done, or as not done")),
        ("Shift+D", _("Note it as done on another day")),
        ("A", _("Add a deadline or task")),
    ]
    groups[_("A case file")] = [
        ("Alt+1 … 8", _("Go to a section")),
        (_shown("Return"), _("Change a record")),
        (_shown("Esc"), _("End changing it; everything is kept")),
        ("A, D · A, A · A, I …", _("Add: detention, allegation, injury …")),
        (_shown("Delete"), _("Remove a record; Undo brings it back")),
        (_shown("Space"), _("Show an exhibit")),
        ("A, X", _("Take a file in as an exhibit")),
    ]
    groups[_("A timeline")] = [
        ("← →", _("Go from one to the next")),
        ("↑ ↓", _("Go to what is nearest in the next lane")),
        ("+  −  0", _("Nearer, farther, all of it")),
        (_shown("Return"), _("Go to the record")),
    ]
    groups[_("The body map")] = [
        ("← → ↑ ↓", _("Move the cross-hair; with Shift faster")),
        (f"{_shown('PgUp')}  {_shown('PgDown')}", _("Go to another view")),
        (_shown("Return"), _("Place the injury")),
        (_shown("Delete"), _("Take the place away")),
    ]
    groups[_("Fields")] = [
        ("Y  N  U", _("Yes, no, unknown")),
        ("↓", _("Open a list of choices")),
        (_shown("Backspace"), _("Take the last one away")),
    ]
    for title, lines in groups.items():
        yield label(title, level="heading")
        yield _table(lines)


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _table(lines: list[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for at, (keys, text) in enumerate(lines):
        shown = label(keys, level="label")
        shown.setMinimumWidth(px(shown, 200))
        grid.addWidget(shown, at, 0)
        grid.addWidget(label(text, wrap=True), at, 1)
    return holder


def _help() -> Iterator[QWidget]:
    for title, text in _chapters():
        yield label(title, level="heading")
        yield label(text, wrap=True, selectable=True)


def _chapters() -> tuple[tuple[str, str], ...]:
    return (*_on_entering(), *_on_paper(), *_on_keeping())


def _on_entering() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Nothing to save"),
            _(
                "What you type is in the vault as soon as you leave the field. What cannot be accepted yet, such "
                "as half a date, is kept beside it and shown again. Undo takes back the last change of the file "
                "that you look at, also tomorrow."
            ),
        ),
        (
            _("Unknown is not no"),
            _(
                "Every question knows six answers: yes, no, unknown, not asked, refused to say, not applicable. "
                "Leave open what you did not ask. A sum that nobody knows is “unknown”, not 0."
            ),
        ),
        (
            _("Dates as people say them"),
            _(
                "Type “20 Sep 2017”, “Sept 2017”, “about 20 Sep 2017”, “between 18 and 20 Sep 2017” or “before 20"
                " Sep 2017”. The line below says how it was understood. Days in custody are counted over "
                "everything that a date may mean."
            ),
        ),
        (
            _("Ordered is not served"),
            _(
                "Days ordered by a court, days served and days as the person tells them are three facts. A "
                "difference is shown and never corrected. Whatever is computed is to be confirmed with counsel."
            ),
        ),
    )


def _on_paper() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("On paper"),
            _(
                "A brief, a summary, the exhibit list, a consent form to sign, or the detentions of the selected files "
                "beside each other: each is chosen beside its preview, printed, saved as a PDF, or saved to be edited "
                "(DOCX). A blank consent form is on the page of a new case."
            ),
        ),
    )


def _on_keeping() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Names"),
            _(
                "A file goes by a pseudonym. A legal name, where it has to be kept, is sealed with a passphrase "
                "of its own, is not searched and never printed."
            ),
        ),
        (
            _("Removing and destroying"),
            _(
                "What is removed comes back with Undo, also a whole file, which is removed under History. Destroying "
                "takes a file, a removed record or the past of a field away for ever, with its history; the code of "
                "the file has to be typed for it. Backups and copies that were made before still hold it."
            ),
        ),
        (
            _("Exhibits"),
            _(
                "Drop files on a case file, or on Evidence: they become exhibits, and the files outside stay where "
                "they are. PDF, PNG and JPEG are seen without being trusted; of everything else you see name, size "
                "and hash. Extract gives out a copy, which the vault does not protect, and keeps the reason."
            ),
        ),
        (
            _("Who may have it"),
            _(
                "Consent is asked for each purpose, and nothing leaves without it. A copy for somebody outside has a "
                "number on every page. Copies lists who got which; type the number of a page there, or drop a PDF, to "
                "see which copy it is. A printed or saved copy is no longer guarded by the vault, and the print system "
                "of this computer keeps a copy of what was printed."
            ),
        ),
        (
            _("When somebody comes"),
            _("F9 hides the screen at once. Ctrl+L locks: the vault is closed, and the passphrase is needed again."),
        ),
        (
            _("Backups"),
            _(
                "Ctrl+B writes one encrypted file and reads it back. Keep it somewhere else. It opens with the "
                "passphrase that the vault had on that day."
            ),
        ),
    )
