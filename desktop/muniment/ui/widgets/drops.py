"""Files that are dropped from outside: only those of this computer, and never a text of where they lie."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, frame, label


class FileDrops(QObject):
    """Lets files be dropped on a widget. ``dropped`` brings where they lie; ``words`` say what will become of them."""

    dropped = Signal(list)

    def __init__(self, widget: QWidget, words: str) -> None:
        super().__init__(widget)
        self._widget = widget
        self._sign = frame("drop", column(None, _centred(words), None, margins=(24, 24, 24, 24)))
        self._sign.setParent(widget)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign.hide()
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            self._on_over(event)
            return True
        if isinstance(event, QDropEvent):
            self._on_dropped(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._sign.hide()
        return super().eventFilter(watched, event)

    def _on_over(self, event: QDropEvent) -> None:
        """A file is copied, whatever else was offered: what lies outside is left alone."""
        if not local_files(event.mimeData().urls()) or not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.show_sign()

    def show_sign(self) -> None:
        """Says in the middle what will become of what is dropped; one still sees on what."""
        room = self._widget.rect()
        wide, high = min(px(self._widget, 520), room.width() - 32), min(px(self._widget, 128), room.height() - 32)
        self._sign.setGeometry((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)
        self._sign.show()
        self._sign.raise_()

    def _on_dropped(self, event: QDropEvent) -> None:
        self._sign.hide()
        paths = local_files(event.mimeData().urls())
        if not paths:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._widget.activateWindow()
        self.dropped.emit(paths)


def local_files(urls: Iterable[QUrl]) -> list[Path]:
    """Where files lie that are on this computer; none at all where one of them is elsewhere."""
    known = list(urls)
    if not all(url.isLocalFile() and not url.host() for url in known):
        return []
    return [Path(url.toLocalFile()) for url in known]


def _centred(words: str) -> QWidget:
    made = label(words, level="heading", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
