"""Whether anybody is still there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleTimer(QObject):
    """``idle`` tells that nothing was typed or pointed at for as long as ``limit`` says, in seconds; 0 is never.

    Listens at the windows that have the keyboard and not at every widget, which would slow down all that is drawn.
    """

    idle = Signal()

    def __init__(self, limit: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._limit = limit
        self._heard: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there are no windows without one
        application.focusWindowChanged.connect(self._listen)
        self._listen(QGuiApplication.focusWindow())

    def begin(self) -> None:
        """Counts from now."""
        seconds = self._limit()
        if seconds > 0:
            self._timer.start(round(seconds * 1000))
        else:
            self._timer.stop()

    def end(self) -> None:
        """Counts no more, until it is begun again."""
        self._timer.stop()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None and window not in self._heard:
            self._heard.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._heard.remove(window))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and self._timer.isActive():
            self.begin()
        return super().eventFilter(watched, event)
