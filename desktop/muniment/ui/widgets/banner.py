"""What the window says on its own account: a bar at the top of a page, and a line that goes away again."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from muniment.ui.desk import Notice
from muniment.ui.faults import Trouble
from muniment.ui.icons import put_icon
from muniment.ui.widgets.basics import button, clear, column, icon_button, label, restyle, row
from muniment.ui.wording import _

_SIGNS = {"danger": "circle-alert", "warning": "triangle-alert", "good": "circle-check", "plain": "info"}
_TOAST_MS = 8000


class Banner(QWidget):
    """The bars at the top of a page, the newest first. They stay until they are closed or put right."""

    _MOST = 3

    def __init__(self) -> None:
        super().__init__()
        self._bars = QVBoxLayout(self)
        self._bars.setContentsMargins(16, 8, 16, 0)
        self.hide()

    def say(self, what: Trouble) -> None:
        """Shows one more bar; the same one again takes the place of the first."""
        for index in reversed(range(self._bars.count())):
            item = self._bars.itemAt(index)
            bar = item.widget() if item else None
            if isinstance(bar, _Bar) and (bar.what == what or index >= self._MOST - 1):
                self._drop(bar)
        bar = _Bar(what)
        bar.closed.connect(lambda: self._drop(bar))
        self._bars.insertWidget(0, bar)
        self.show()

    def told(self) -> list[Trouble]:
        """What stands here, the oldest first."""
        items = [self._bars.itemAt(index) for index in reversed(range(self._bars.count()))]
        return [bar.what for item in items if item and isinstance(bar := item.widget(), _Bar)]

    def clear(self) -> None:
        """Takes all bars away: what they told of is put right."""
        clear(self._bars)
        self.hide()

    def _drop(self, bar: QWidget) -> None:
        self._bars.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(self._bars.count() > 0)


class _Bar(QFrame):
    closed = Signal()

    def __init__(self, what: Trouble) -> None:
        super().__init__()
        self.what = what
        self.setProperty("role", "banner")
        self.setProperty("tone", what.tone)
        sign = QLabel()
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        put_icon(sign, _SIGNS[what.tone], "text" if what.tone == "plain" else what.tone)
        texts = [label(what.what, level="label", wrap=True, selectable=True)]
        texts += [label(part, wrap=True) for part in (what.safe, what.do) if part]
        close = icon_button("x", _("Close this message"), self.closed.emit)
        layout = row(sign, column(*texts, space=2), close, space=12, margins=(12, 8, 8, 8))
        layout.setStretch(1, 1)
        layout.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self.setAccessibleName(" ".join((what.what, what.safe, what.do)))


class Toast(QFrame):
    """What was just done, for eight seconds, with the way to take it back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._text = label()
        self._button = button("")
        self._button.clicked.connect(self._on_clicked)
        self._act: Notice | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        self.setLayout(row(self._text, self._button, space=16, margins=(16, 8, 12, 8)))
        self.hide()

    def say(self, notice: Notice) -> None:
        """Shows it in place of the one before."""
        self._act = notice
        self._text.setText(notice.text)
        self._button.setText(notice.action)
        self._button.setVisible(bool(notice.action))
        self.setAccessibleName(notice.text)
        self.adjustSize()
        self.place()
        restyle(self)
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Stands at the middle of the lower edge of what it belongs to."""
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 24)

    def _on_clicked(self) -> None:
        self.hide()
        if self._act is not None and self._act.act is not None:
            self._act.act()
