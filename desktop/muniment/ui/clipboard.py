"""What is copied from the window: marked as secret, gone after half a minute, never in the primary selection."""

import struct

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 30_000
#: What programs that keep a history of the clipboard understand as "not this": KDE and others, macOS, Windows.
_MARKS: dict[str, bytes] = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': struct.pack("<I", 0),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': struct.pack("<I", 0),
}
_MARK = next(iter(_MARKS))


class SecretClipboard(QObject):
    """Watches over the clipboard for as long as the window is there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_copied)
        self._clipboard.selectionChanged.connect(self._on_selected)

    def clear(self) -> None:
        """Empties the clipboard, if what is in it came from here."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def _on_copied(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._timer.stop()  # somebody else's now, to whom we do nothing
            return
        content: QMimeData | None = self._clipboard.mimeData()
        if content is None or not content.hasText():
            return
        if not content.hasFormat(_MARK):
            self._clipboard.setMimeData(_marked(content.text()))
        self._timer.start()

    def _on_selected(self) -> None:
        """Selecting is not copying: a click of the middle button elsewhere must not paste a name."""
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)


def copy_secret(text: str) -> None:
    """Copies a text that is never in the clipboard without the marks; it goes as all that is copied here."""
    QGuiApplication.clipboard().setMimeData(_marked(text))


def _marked(text: str) -> QMimeData:
    """A text alone, without its looks, that says of itself that it is secret."""
    content = QMimeData()
    content.setText(text)
    for name, value in _MARKS.items():
        content.setData(name, value)
    return content
