"""The one window of the program: first the way into a vault, then the vault."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from muniment.services import preferences
from muniment.ui import actions
from muniment.ui.desk import Desk, Opened, Place
from muniment.ui.faults import Trouble
from muniment.ui.frame import Factory, Frame
from muniment.ui.runner import Runner

TITLE = "Muniment"  # always, and nothing else: titles are read over shoulders and kept by window managers


class Shell(QMainWindow):
    """Holds the pages before the vault is open, and the frame after it."""

    locked = Signal(object)  # the Place to come back to; the vault is closed by then

    def __init__(self, runner: Runner, factories: Mapping[str, Factory]) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1180, 720)
        self.setMinimumSize(640, 420)
        self.runner = runner
        self.frame: Frame | None = None
        self.actions_: dict[str, QAction] = {}
        self._factories = factories
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)

    def show_alone(self, page: QWidget) -> None:
        """Shows a page that stands outside of a vault."""
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def enter(self, opened: Opened) -> Frame:
        """Shows an open vault, where one was when it was left, or at its list of case files."""
        desk = Desk(self.runner, opened)
        self.frame = Frame(desk, self._factories)
        self.frame.act.connect(self._on_act)
        self.show_alone(self.frame)
        self._install(self.frame)
        self.frame.go(Place.from_json(opened.remembered.get("place")) or Place())
        for notice in opened.notices:
            desk.warn(Trouble(notice, tone="warning"))
        return self.frame

    def _install(self, frame: Frame) -> None:
        desk = frame.desk
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
                "settings": lambda: desk.go(Place("settings")),
                "quit": self.close,
            },
        )

    def _on_print(self) -> None:
        if self.frame is not None and self.frame.page is not None and (ids := self.frame.page.files()):
            self.frame.desk.print(ids)

    def _on_act(self, name: str) -> None:
        if name in self.actions_:
            self.actions_[name].trigger()

    # --- leaving ---

    def lock(self) -> None:
        """Keeps what was typed and where one is, closes the vault, and has the process replaced."""
        if self.frame is not None:
            self.locked.emit(self._left())

    def _left(self) -> Place:
        frame = self.frame
        assert frame is not None  # noqa: S101 - asked by those who looked
        place = frame.place()
        for page in frame.pages():
            page.keep_now()
        self.runner.write(lambda session: preferences.keep(session, "place", place.as_json()), lambda _: None, self)
        self.runner.close()
        return place

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame is not None:
            self._left()
            self.frame = None
        else:
            self.runner.close()
        event.accept()


def vault_in(folder: Path) -> bool:
    """Whether there is a vault in that folder, as far as one can see from outside."""
    return all((folder / name).is_file() for name in ("keys", "cases.db"))
