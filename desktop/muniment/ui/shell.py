"""The one window of the program: first the way into a vault, then the vault."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from muniment.ui.cover import Cover, Covered
from muniment.ui.faults import Trouble
from muniment.ui.prepared import Prepared
from muniment.ui.runner import Runner
from muniment.ui.wording import _

if TYPE_CHECKING:
    from muniment.ui.desk import Opened
    from muniment.ui.frame import Factory, Frame
    from muniment.ui.leaving import Leaving

TITLE = "Muniment"  # always, and nothing else: titles are read over shoulders and kept by window managers


class Shell(QMainWindow):
    """Holds the pages before the vault is open, the frame after it, and the cover over either."""

    entered = Signal(object)  # the Desk of a vault that was opened
    left = Signal(bool)  # the vault is closed and all was kept; whether it was locked, not ended
    acted = Signal(str)  # a command that is not the window's own
    uncovered = Signal()  # what was hidden is on the screen again
    text_changed = Signal()  # it has another font, or size

    def __init__(self, runner: Runner, factories: "Mapping[str, Factory]") -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1180, 720)
        self.setMinimumSize(640, 420)
        self.runner = runner
        self.frame: Frame | None = None
        self.actions_: dict[str, QAction] = {}
        self.before_closing: Callable[[], bool] = lambda: True  # whether the window may close now
        self._factories = factories
        self._stack = QStackedWidget()
        self.prepared = Prepared(runner, self._stack, factories)
        self._covered: Covered | None = None
        self._leaving: Leaving | None = None
        self._insists = False
        self._closed = False
        self.setCentralWidget(self._stack)
        self._shown: QWidget | None = None

    @cached_property
    def _cover(self) -> Cover:
        cover = Cover()
        self._stack.addWidget(cover)
        cover.lifted.connect(self.uncover)
        cover.lock.connect(self.lock)
        return cover

    def prepare_cover(self) -> None:
        """Makes what covers everything; it is there before anything is shown of a vault."""
        self._cover.say_hidden()

    def show_alone(self, page: QWidget) -> None:
        """Shows a page that stands outside of a vault; the one before it is gone."""
        before, self._shown = self._shown, page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def enter(self, opened: "Opened") -> "Frame":
        """Shows an open vault, where one was when it was left, or at its list of case files."""
        from muniment.ui.desk import Place

        self.prepare_cover()
        frame = self.prepared.taken()
        desk = frame.desk
        desk.begin(opened)
        frame.go(Place.from_json(opened.remembered.get("place")) or Place())  # the vault is asked; then it is shown
        self.frame = self._put(frame)
        for notice in opened.notices:
            desk.warn(Trouble(notice, tone="warning"))
        self.entered.emit(desk)
        return self.frame

    def renew(self) -> "Frame":
        """Makes everything that is shown of the open vault anew, where one is; what was typed has to be kept by then.

        Raises RuntimeError where none is open.
        """
        from muniment.ui.frame import Frame

        before = self.frame
        if before is None:
            raise RuntimeError
        self.frame = self._put(Frame(before.desk, self._factories))
        self.frame.go_on(before)
        return self.frame

    def _put(self, frame: "Frame") -> "Frame":
        from muniment.ui.text_size import TextSize

        frame.act.connect(self._on_act)
        self.show_alone(frame)
        self._install(frame)
        TextSize(self, frame)
        return frame

    def _install(self, frame: "Frame") -> None:
        from muniment.ui import actions
        from muniment.ui.desk import Place

        desk = frame.desk
        for before in self.actions_.values():
            self.removeAction(before)
            before.deleteLater()
        self.actions_ = actions.install(
            self,
            {
                "new_case": lambda: desk.go(Place("new_case")),
                "search": frame.bar.search.setFocus,
                "print": self._on_print,
                "undo": frame.undo,
                "redo": frame.redo,
                "back": frame.back,
                "lock": self.lock,
                "hide": self.hide_content,
                "back_up": lambda: self.acted.emit("back_up"),
                "import": lambda: desk.go(Place("settings", section="import")),
                "settings": lambda: desk.go(Place("settings")),
                "keys": lambda: desk.go(Place("keys")),
                "help": lambda: desk.go(Place("help")),
                "go_to": frame.go_to,
                "quit": self.close,
            },
        )

    def _on_print(self) -> None:
        if self.frame is not None and self.frame.page is not None:
            self.frame.page.with_files(self.frame.desk.print)

    def _on_act(self, name: str) -> None:
        if name in self.actions_:
            self.actions_[name].trigger()

    # --- hiding ---

    @property
    def is_covered(self) -> bool:
        """Whether nothing of the content is on the screen."""
        return self._covered is not None

    def hide_content(self) -> None:
        """Covers everything at once; any key brings it back."""
        self._cover.say_hidden()
        self._show_cover()

    def uncover(self) -> None:
        """Shows what was covered."""
        if self._covered is None or self._shown is None:
            return
        self._stack.setCurrentWidget(self._shown)
        for action in self.actions_.values():
            action.setEnabled(True)
        self._covered.show_again()
        self._covered = None
        self.uncovered.emit()

    def _show_cover(self) -> None:
        if self._covered is None:
            self._covered = Covered(self)
        for action in self.actions_.values():
            action.setEnabled(False)
        self._stack.setCurrentWidget(self._cover)
        self._cover.setFocus()
        self.repaint()  # before anything that takes time

    # --- leaving ---

    def lock(self, *, at_once: bool = True) -> None:
        """Covers everything, keeps what was typed and where one is, closes the vault; ``left`` tells of the end.

        ``at_once`` also stops what is being read, a backup for instance.
        """
        if self.frame is not None:
            self._leave(locked=True, at_once=at_once)

    def _leave(self, *, locked: bool, at_once: bool) -> None:
        if self._leaving is not None or self.frame is None:
            return
        self._cover.say_leaving()
        self._show_cover()
        from muniment.ui.leaving import Leaving

        self._leaving = Leaving(self.frame, insists=self._insists)
        self._leaving.kept.connect(lambda: self._on_kept(locked=locked))
        self._leaving.refused.connect(lambda: self._on_refused(locked=locked))
        self._leaving.begin(at_once=at_once)

    def _on_kept(self, *, locked: bool) -> None:
        self.runner.close()
        self._closed = True
        self.frame = None
        self._leaving = None
        self.left.emit(locked)
        if not locked:
            self.close()

    def _on_refused(self, *, locked: bool) -> None:
        """What could not be written stays on the screen, or under the cover; asked again, one leaves all the same."""
        self._leaving = None
        self._insists = True
        if locked:
            self._cover.say(_("Not locked: something could not be saved. Ctrl+L locks all the same."))
            return
        self.uncover()
        if self.frame is not None:
            what = _("The window stays open: something could not be saved.")
            self.frame.desk.warn(Trouble(what, do=_("Close it once more to leave all the same.")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.text_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame is None:
            if not self._closed:
                self._closed = True
                self.runner.close()
            event.accept()
            return
        event.ignore()
        if self._leaving is None and self.before_closing():
            self._leave(locked=False, at_once=True)

    def end(self) -> None:
        """Closes the window without asking anything: the system wants the process to end."""
        self.before_closing = lambda: True
        self.close()

    def geometry_bytes(self) -> bytes:
        """Where the window stands, for the next process."""
        return bytes(self.saveGeometry().data())

    def restore_geometry(self, known: bytes) -> None:
        """Puts the window where another process had it; does nothing where that cannot be."""
        self.restoreGeometry(QByteArray(known))
