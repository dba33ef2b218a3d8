"""Files that somebody drags from outside and drops on a widget."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def drop(widget: QWidget, urls: Sequence[QUrl]) -> tuple[bool, bool]:
    """Whether dropping these was possible, and whether it was taken."""
    content = QMimeData()
    content.setUrls(list(urls))
    around = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, content, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(300, 300), *around, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    dropped = QDropEvent(QPointF(300, 300), *around, Qt.KeyboardModifier.NoModifier)
    dropped.ignore()
    QApplication.sendEvent(widget, dropped)
    return enter.isAccepted(), dropped.isAccepted()


def local(*paths: Path) -> list[QUrl]:
    """These files as a file manager hands them over."""
    return [QUrl.fromLocalFile(str(path)) for path in paths]
