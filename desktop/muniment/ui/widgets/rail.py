"""The rail at the side: the pages of the window, and the ways to hide and to leave it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import label, restyle
from muniment.ui.wording import _

_WIDE, _NARROW = 184, 56


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of the rail."""

    name: str
    text: str
    icon: str
    checkable: bool = True


class Rail(QFrame):
    """The pages by name; ``chosen`` tells which one is wanted. Arrow keys go up and down; it folds to its icons."""

    chosen = Signal(str)

    def __init__(self, stops: tuple[Stop, ...], feet: tuple[Stop, ...]) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAccessibleName(_("Pages"))
        self._folded = False
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(2)
        for stop in stops:
            layout.addWidget(self._button(stop))
        layout.addStretch(1)
        for stop in feet:
            layout.addWidget(self._button(stop))
        self._fold_to_width()

    def show_chosen(self, name: str) -> None:
        """Marks the page that is shown; a page that is not on the rail marks none."""
        self._group.setExclusive(False)
        for known, one in self._buttons.items():
            one.setChecked(known == name)
        self._group.setExclusive(True)

    def set_badge(self, name: str, text: str, said: str, *, urgent: bool = False) -> None:
        """A small number beside an entry; ``said`` is what screen readers make of it."""
        button = self._buttons[name]
        button.badge.setText(text)
        button.badge.setVisible(bool(text))
        restyle(button.badge, tone="danger" if urgent else "muted")
        button.place_badge()
        told = f"{button.text().strip()}, {said}" if said else button.text().strip()
        button.setAccessibleName(told)
        button.setToolTip(told)

    def set_folded(self, folded: bool) -> None:
        """Shows icons alone, or names beside them."""
        if folded == self._folded:
            return
        self._folded = folded
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for one in self._buttons.values():
            one.setToolButtonStyle(style)
            restyle(one, folded=folded)
            one.place_badge()
        self._fold_to_width()

    def _fold_to_width(self) -> None:
        self.setFixedWidth(px(self, _NARROW if self._folded else _WIDE))

    def _button(self, stop: Stop) -> QWidget:
        made = RailButton(self._step)
        made.setText(f"  {stop.text}")
        made.setToolTip(stop.text)
        made.setAccessibleName(stop.text)
        made.setCheckable(stop.checkable)
        put_icon(made, stop.icon)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(stop.name))
        if stop.checkable:
            self._group.addButton(made)
        self._buttons[stop.name] = made
        return made

    def _step(self, button: "RailButton", by: int) -> None:
        known = list(self._buttons.values())
        known[(known.index(button) + by) % len(known)].setFocus(Qt.FocusReason.TabFocusReason)


class RailButton(QToolButton):
    """One entry, with a small number at its end; arrow keys go to the next by ``step``."""

    def __init__(self, step: Callable[["RailButton", int], None]) -> None:
        super().__init__()
        self._step = step
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.badge = label(level="small", tone="muted")
        self.badge.setProperty("role", "badge")
        self.badge.setParent(self)
        self.badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.badge.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_badge()

    def place_badge(self) -> None:
        """At the end of the name; in the upper corner where there is the icon alone."""
        folded = self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        self.badge.adjustSize()
        end = px(self, 1 if folded else 8)
        top = px(self, 1) if folded else (self.height() - self.badge.height()) // 2
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.badge.move(end if mirrored else self.width() - self.badge.width() - end, top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._step(self, steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
