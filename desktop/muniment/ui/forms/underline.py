"""The line under an editor: what is wrong, else how it was understood, else the help while it has the focus."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from muniment.ui.icons import pixmap
from muniment.ui.theme import current_colours, px
from muniment.ui.widgets.basics import label, restyle, row

_SIGN, _LINE = 13, 20  # pixels at a text size of 100 %


class Underline(QWidget):
    """One small line that is always there, so that nothing jumps when it begins to speak; longer texts make it grow."""

    def __init__(self) -> None:
        super().__init__()
        self.fault = self.hint = self.help_text = ""
        self._focused = False
        self._sign = QLabel()
        self._text = label(level="small", wrap=True)
        layout = row(self._sign, self._text, space=4, margins=(1, 2, 0, 0))
        layout.setStretch(1, 1)
        for part in (self._sign, self._text):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self._show()

    def say(
        self,
        *,
        fault: str | None = None,
        hint: str | None = None,
        help_text: str | None = None,
        focused: bool | None = None,
    ) -> None:
        """Changes what there is to say; what is not named stays."""
        self.fault = self.fault if fault is None else fault
        self.hint = self.hint if hint is None else hint
        self.help_text = self.help_text if help_text is None else help_text
        self._focused = self._focused if focused is None else focused
        self._show()

    def _show(self) -> None:
        text = self.fault or (self.hint or self.help_text if self._focused else "")
        tone = "danger" if self.fault else "muted"
        if self._text.text() != text:
            self._text.setText(text)
        if self._text.property("tone") != tone:
            restyle(self._text, tone=tone)
        self._sign.setVisible(bool(self.fault))
        if self.fault:
            size, ratio = px(self, _SIGN), self.devicePixelRatioF()
            self._sign.setPixmap(pixmap("circle-alert", current_colours().danger, size, ratio))
        self.setMinimumHeight(px(self, _LINE))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._show()
