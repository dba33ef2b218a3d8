"""The window once a vault is open: rail, bar, messages, and the page that is shown."""

import json
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from muniment.domain.changes import Change
from muniment.services import finding, history
from muniment.services.history import NothingToUndo, Taken
from muniment.services.session import Session
from muniment.ui.actions import commands
from muniment.ui.badges import Badges
from muniment.ui.desk import Desk, Place
from muniment.ui.faults import Trouble
from muniment.ui.pages.page import Page
from muniment.ui.telling import summed_up
from muniment.ui.theme import px
from muniment.ui.widgets.banner import Banner, Toast
from muniment.ui.widgets.basics import column, row
from muniment.ui.widgets.goto import Goal, GoTo
from muniment.ui.widgets.rail import Rail, Stop
from muniment.ui.widgets.topbar import TopBar
from muniment.ui.withdrawals import Withdrawals
from muniment.ui.wording import _

Factory = Callable[[Desk], Page]
_UNDER_CASES = ("case", "new_case", "search", "print")  # what the rail shows as a part of its first entry
_HELD_MS = 40  # nobody notices
_FOLDED_BELOW = 1000  # pixels of the window, at a text size of 100 %


def stops() -> tuple[Stop, ...]:
    """The pages that stand on the rail."""
    return (
        Stop("cases", _("Cases"), "folder-open"),
        Stop("incidents", _("Incidents"), "siren"),
        Stop("deadlines", _("Deadlines"), "calendar-clock"),
        Stop("tasks", _("Tasks"), "list-checks"),
        Stop("evidence", _("Evidence"), "paperclip"),
        Stop("people", _("People"), "users"),
        Stop("counts", _("Counts"), "hash"),
        Stop("copies", _("Copies"), "stamp"),
    )


def feet() -> tuple[Stop, ...]:
    """What stands at the foot of the rail: no page, but an act."""
    return (
        Stop("settings", _("Settings"), "settings"),
        Stop("hide", _("Hide"), "eye-off", checkable=False),
        Stop("lock", _("Lock"), "lock", checkable=False),
    )


class Frame(QWidget):
    """Shows one page at a time, and comes back to where one was. ``act`` tells of an entry that is no page."""

    act = Signal(str)

    def __init__(self, desk: Desk, factories: Mapping[str, Factory]) -> None:
        super().__init__()
        self.desk = desk
        self._factories = factories
        self._pages: dict[str, Page] = {}
        self._behind: list[Place] = []  # where one came from
        self._left_at: dict[str, Place] = {}  # where one was on pages that are not made yet
        self.rail = Rail(stops(), feet())
        self.bar = TopBar()
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.toast = Toast(self)
        self._goto: GoTo | None = None
        self._held = QTimer(self, interval=_HELD_MS, singleShot=True)
        self._held.timeout.connect(self._paint)
        main = column(self.bar, self.banner, self.stack, space=0)
        main.setStretch(2, 1)
        self.setLayout(row(self.rail, main, space=0))
        self._connect()
        if desk.is_open:
            self._begin()
        else:
            desk.begun.connect(self._begin)

    def _begin(self) -> None:
        if self.desk.read_only:
            self.bar.show_read_only()
        Badges(self.desk, self.rail)
        Withdrawals(self.desk, self)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_chosen)
        self.bar.searched.connect(self._on_searched)
        self.bar.search.left_downwards.connect(self._on_to_results)
        self.bar.new_case.connect(lambda: self.desk.go(Place("new_case")))
        self.desk.going.connect(self.go)
        self.desk.undoing.connect(self.undo)
        self.desk.printing.connect(self._on_printing)
        self.desk.acting.connect(self.act)
        self.desk.noticed.connect(self.toast.say)
        self.desk.troubled.connect(self._on_troubled)
        self.desk.runner.changed.connect(self._on_changed)
        self.desk.runner.busy.connect(self.bar.show_saving)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To what a page gave the keyboard to before the frame was shown."""
        within = self.focusWidget()
        if within is not None:
            within.setFocus(reason)
        else:
            super().setFocus(reason)

    # --- where one is ---

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def place(self) -> Place:
        """Where one is now."""
        return self.page.place() if self.page else Place()

    def go(self, place: Place) -> None:
        """Shows a place, and remembers the one before."""
        if self.page is not None:
            here = self.page.place()
            if (here.page, here.case) != (place.page, place.case):
                self._behind = [*self._behind[-50:], here]
        self._show(place)

    def back(self) -> None:
        """Shows where one was before."""
        if self._behind:
            self._show(self._behind.pop())

    def go_on(self, before: "Frame") -> None:
        """Shows what another frame of the same desk showed: the page, the places of all others, the messages."""
        self._behind = before._behind
        self._left_at = {**before._left_at, **{name: page.place() for name, page in before._pages.items()}}
        for message in before.banner.told():
            self.banner.say(message)
        self._show(before.place())

    def pages(self) -> list[Page]:
        """Every page that was made so far."""
        return list(self._pages.values())

    def _show(self, place: Place) -> None:
        if place.page not in self._factories:
            place = Place()
        if place.page not in self._pages:
            left_at = self._left_at.pop(place.page, place)
            place = left_at if place == Place(place.page) else place
        page = self.make(place.page)
        if page.expect(place):
            self._hold()
        self.stack.setCurrentWidget(page)
        self.rail.show_chosen("cases" if place.page in _UNDER_CASES else place.page)
        self.bar.show_searched(place.view if place.page == "search" else "")
        page.show_place(place)

    def make(self, name: str) -> Page:
        """A page that there is, made the first time that somebody asks for it."""
        if name not in self._pages:
            page = self._pages[name] = self._factories[name](self.desk)
            self.stack.addWidget(page)
            page.ready.connect(self._paint)
        return self._pages[name]

    def _hold(self) -> None:
        """What is on the screen stays for a moment; the page that is shown now is painted once, when it is ready."""
        self.stack.setUpdatesEnabled(False)
        self._held.start()

    def _paint(self) -> None:
        if not self.stack.updatesEnabled():
            self._held.stop()
            self.stack.setUpdatesEnabled(True)

    def _on_printing(self, case_ids: list[str], kind: str) -> None:
        self.go(Place("print", view=json.dumps({"ids": case_ids, "kind": kind})))

    # --- what is said ---

    def _on_chosen(self, name: str) -> None:
        if name in self._factories:
            self.desk.go(Place(name))
        else:
            self.act.emit(name)

    def _on_troubled(self, what: Trouble) -> None:
        if what.tone == "danger":
            self.bar.show_unsaved()
        self.banner.say(what)

    def _on_changed(self, change: Change) -> None:
        for page in self._pages.values():
            page.refresh(change)

    def _on_searched(self, text: str) -> None:
        if text.strip():
            if self.place().page != "search":
                self.go(Place("search", view=text))
            else:
                self._show(Place("search", view=text))
        elif self.place().page == "search":
            self.back()

    def _on_to_results(self) -> None:
        if self.page is not None:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self) -> None:
        """Asks where to go, by a part of its name."""
        if self._goto is None:
            pages = [Goal(stop.text, "", partial(self.desk.go, Place(stop.name))) for stop in (*stops(), *feet()[:1])]
            acts = [Goal(one.text, one.keys[0], partial(self.act.emit, one.name)) for one in commands()]
            self._goto = GoTo(self.desk, [*pages, *acts], self)
        self._goto.open()

    # --- taking back ---

    def undo(self, of: str = "") -> None:
        """Takes back the last change of a file or shared record, of what is shown where none is named; says which."""
        if what := of or self._shown_file():
            self._take(history.undo, what, _("Undone: {what}"), _("Redo"), partial(self.redo, what))

    def redo(self, of: str = "") -> None:
        """Brings back what was undone last, as ``undo``."""
        if what := of or self._shown_file():
            self._take(history.redo, what, _("Done again: {what}"), _("Undo"), partial(self.undo, what))

    def _shown_file(self) -> str:
        return self.page.undo_file() if self.page else ""

    def _take(self, step: Callable[..., Taken], case_id: str, words: str, action: str, act: Callable[[], None]) -> None:

        def work(session: Session) -> Taken:
            return step(session, finding.once(session, case_id))

        def done(taken: Taken) -> None:
            self.desk.runner.changed.emit(taken.change)
            self.desk.tell(words.format(what=summed_up(taken.entries)), action, act)

        def failed(error: Exception) -> None:
            if isinstance(error, NothingToUndo):
                self.desk.tell(str(error))
            else:
                self.desk.fail(error)

        self.desk.runner.write(work, done, self, failed=failed)

    # --- sizes ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_folded(event.size().width() < px(self, _FOLDED_BELOW))
        self.toast.place()
