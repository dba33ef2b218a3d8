"""Labels, buttons, rows and columns as the whole window uses them."""

import re
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from muniment.ui.icons import put_icon
from muniment.ui.theme import px

_L = TypeVar("_L", bound=QBoxLayout)
_W = TypeVar("_W", bound=QWidget)
_LONG_PART = re.compile(r"\S{16}(?=\S{8})")
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def label(text: str = "", *, level: str = "", tone: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """Plain text; nothing in it is ever read as markup. ``level`` and ``tone`` are those of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("level", level)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    made.setAlignment(leading())
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # a new policy says nothing of it, and long lines would be cut
        made.setSizePolicy(policy)
    if selectable:
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        made.setTextInteractionFlags(flags)
    return made


def breakable(text: str) -> str:
    """The same text, only that a line may end inside of very long words, such as hashes. Not for what is copied."""
    return _LONG_PART.sub("\\g<0>\u200b", text)


def leading(vertical: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter) -> Qt.AlignmentFlag:
    """Where lines begin: on the side where the window does, whichever way their own letters go."""
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return vertical | side | Qt.AlignmentFlag.AlignAbsolute


class Button(QPushButton):
    """A button that Enter presses as Space does, wherever it stands; Qt lets it do so in dialogs alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in _PLAIN:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, act: Callable[[], object] | None = None, *, kind: str = "", icon: str = "") -> QPushButton:
    """A button with a verb; ``kind`` is primary, danger or link."""
    made = Button(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if icon:
        put_icon(made, icon, {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(kind, "text"))
    if act is not None:
        made.clicked.connect(lambda _checked=False: act())
    return made


def icon_button(icon: str, name: str, act: Callable[[], object] | None = None) -> QToolButton:
    """A button with an icon alone; ``name`` is what screen readers and the tool tip say."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    put_icon(made, icon)
    if act is not None:
        made.clicked.connect(lambda _checked=False: act())
    return made


def row(
    *parts: QWidget | QLayout | int | None, space: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Parts side by side: widgets, layouts, lengths, and None for what is left over."""
    return _fill(QHBoxLayout(), parts, space, margins)


def column(
    *parts: QWidget | QLayout | int | None, space: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Parts one under the other."""
    return _fill(QVBoxLayout(), parts, space, margins)


def _fill(
    layout: _L, parts: tuple[QWidget | QLayout | int | None, ...], space: int, margins: tuple[int, int, int, int]
) -> _L:
    layout.setSpacing(space)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def frame(role: str, layout: QLayout | None = None) -> QFrame:
    """A framed part of the window; ``role`` is one of the style sheet's: card, rail, bar, chip …"""
    made = QFrame()
    made.setProperty("role", role)
    if layout is not None:
        made.setLayout(layout)
    return made


def rule() -> QFrame:
    """A hairline across."""
    return frame("rule")


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        elif (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def restyle(widget: QWidget, **properties: object) -> None:
    """Gives a widget other properties of the style sheet and shows it so."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def named(widget: _W, name: str, help_text: str = "") -> _W:
    """The same widget, with what screen readers say of it."""
    widget.setAccessibleName(name)
    if help_text:
        widget.setAccessibleDescription(help_text)
    return widget


def width_of(widget: QWidget, characters: int) -> int:
    """The width in pixels of so many average characters in a widget's font, with a field's padding."""
    return widget.fontMetrics().averageCharWidth() * characters + px(widget, 20)
