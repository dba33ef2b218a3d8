"""What the sections of the settings are made of."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from muniment.ui.desk import Desk
from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, label, named, row
from muniment.ui.widgets.sheet import Sheet

_WIDEST = 680

Choices = Sequence[tuple[object, str]]


class SettingsSection(Sheet):
    """One section, under its title. ``refresh`` is called whenever somebody comes to it."""

    def __init__(self, desk: Desk, title: str, hint: str = "") -> None:
        body = QWidget()
        super().__init__(body, _WIDEST)
        self.desk = desk
        self.parts = QVBoxLayout()
        self.parts.setContentsMargins(24, 16, 24, 24)
        self.parts.setSpacing(8)
        body.setLayout(column(self.parts, None, space=0))  # an aligned layout would be too low for wrapped lines
        self.parts.addWidget(label(title, level="title"))
        if hint:
            self.parts.addWidget(label(hint, tone="muted", wrap=True))
        self.parts.addSpacing(8)

    def refresh(self) -> None:
        """Shows things as they are now."""

    def add_choice(self, name: str, choices: Choices, chosen: object, act: Callable[[object], object]) -> QComboBox:
        """A setting with a few values: its name, and a list beside it."""
        box = choice_box(name, choices, chosen, act)
        text = label(name)
        text.setBuddy(box)
        text.setMinimumWidth(px(self, 220))
        self.parts.addLayout(row(text, box, None, space=12))
        return box

    def add_note(self, text: str) -> QLabel:
        """A sentence under a setting."""
        note = label(text, level="small", tone="muted", wrap=True)
        self.parts.addWidget(note)
        self.parts.addSpacing(8)
        return note


def choice_box(name: str, choices: Choices, chosen: object, act: Callable[[object], object]) -> QComboBox:
    """A list of a few values; ``act`` hears of what the user chooses."""
    box = named(QComboBox(), name)
    values = [value for value, _text in choices]
    for _value, text in choices:
        box.addItem(text)
    if chosen in values:
        box.setCurrentIndex(values.index(chosen))
    box.setMinimumHeight(px(box, 30))
    box.setMinimumWidth(px(box, 160))
    box.activated.connect(lambda index: act(values[index]))
    return box


def item(title: str, detail: str, *parts: QWidget) -> QWidget:
    """One line of a list: a title with a detail under it, and what can be done about it at the end."""
    made = QWidget()
    texts = column(label(title, wrap=True), space=0)
    if detail:
        texts.addWidget(label(detail, level="small", tone="muted", wrap=True))
    layout = row(texts, *parts, space=12, margins=(0, 4, 0, 4))
    layout.setStretch(0, 1)
    made.setLayout(layout)
    return made
