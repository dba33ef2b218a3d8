"""A page that is read from top to bottom."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from muniment.ui.theme import px
from muniment.ui.widgets.basics import row


class Sheet(QScrollArea):
    """Scrolls a body that begins where all pages do and is no wider than so many pixels at a text size of 100 %."""

    def __init__(self, body: QWidget, widest: int) -> None:
        super().__init__()
        body.setMaximumWidth(px(body, widest))
        holder = QWidget()
        layout = row(body, None, space=0)
        layout.setStretch(0, 100)
        holder.setLayout(layout)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)
