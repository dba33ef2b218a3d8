"""How the window looks: two palettes, one scale of sizes, one style sheet made from both."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from muniment.host.resources import resource_path

#: What the application is made with: its style is chosen there, since asking for it later has all of it wrapped first.
ARGUMENTS = ("muniment", "-style", "Fusion")
BASE_POINTS = 10.0
SPACES = (4, 8, 12, 16, 24)
ICON = 18  # pixels at a text size of 100 %


class Scheme(StrEnum):
    """Which palette is shown."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one palette, each by what it is for."""

    paper: str  # behind everything
    surface: str  # what is worked on
    raised: str  # under the pointer, and every second thing
    line: str
    edge: str  # of what can be typed into: 3 to 1 against the surface
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    danger: str
    danger_wash: str
    warning: str
    warning_wash: str
    good: str
    good_wash: str

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark one."""
        return luminance(self.paper) < 0.2


LIGHT = Colours(
    paper="#FBFBFA",
    surface="#FFFFFF",
    raised="#F1F2F0",
    line="#DEDFDD",
    edge="#858B91",
    text="#1B1F23",
    muted="#59636E",
    accent="#1F5F7A",
    on_accent="#FFFFFF",
    selected="#DCEAF0",
    danger="#A4262C",
    danger_wash="#FBEDED",
    warning="#8A5300",
    warning_wash="#FCF3E2",
    good="#1D6B3A",
    good_wash="#EAF5EE",
)
DARK = Colours(
    paper="#16191C",
    surface="#1E2226",
    raised="#262B30",
    line="#363B41",
    edge="#7D858D",
    text="#E8EAEC",
    muted="#A3ACB5",
    accent="#7CC0DC",
    on_accent="#10181C",
    selected="#254353",
    danger="#FF8F88",
    danger_wash="#3A2224",
    warning="#F2B84B",
    warning_wash="#36301F",
    good="#7BD69A",
    good_wash="#1F3327",
)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def current_colours() -> Colours:
    """The palette that everything is shown in."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.4 else LIGHT


def scale_of(widget: QWidget) -> float:
    """How much larger than usual text is shown, 1 to 2."""
    return widget.font().pointSizeF() / BASE_POINTS if widget.font().pointSizeF() > 0 else 1.0


def px(widget: QWidget, size: float) -> int:
    """A length in pixels that grows with the size of the text."""
    return round(size * scale_of(widget))


def apply(app: QApplication, scheme: Scheme, percent: int = 100) -> None:
    """Shows everything in a palette, with text of a size between 80 and 200 per cent."""
    colours = _chosen(app, scheme)
    font = QFont(app.font())
    font.setPointSizeF(BASE_POINTS * percent / 100)
    app.setFont(font)
    app.setPalette(_palette(colours))
    app.setStyleSheet(style_sheet(colours, percent / 100))


def _chosen(app: QApplication, scheme: Scheme) -> Colours:
    if scheme is Scheme.SYSTEM:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT


def figures(font: QFont) -> QFont:
    """The same font with digits of one width, for columns of numbers."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def line_height(font: QFont) -> float:
    """The height of a line of running text in pixels."""
    return QFontMetricsF(font).height() * 1.15


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.paper),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.raised),
        (role.Button, colours.surface),
        (role.ToolTipBase, colours.surface),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipText, colours.text),
        (role.BrightText, colours.danger),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Light, colours.surface),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def style_sheet(colours: Colours, scale: float) -> str:
    """The style of everything that is shown. Lengths grow with the text."""

    def length(size: float) -> str:
        return f"{round(size * scale)}px"

    names = {name: getattr(colours, name) for name in Colours.__slots__}
    names |= {"ticked": colours.accent if colours.is_dark else colours.selected}  # under the tick, which is black
    names |= {"tick": resource_path("icons/check.svg").as_posix()}
    names |= {"arrow": resource_path("icons/choice-arrow.svg").as_posix()}  # grey: 3 to 1 on either surface
    sizes = {f"px{size}": length(size) for size in (1, 2, 4, 5, 6, 8, 12, 16, 24, 28, 30, 32)}
    sizes |= {f"pt{name}": f"{BASE_POINTS * factor * scale:.1f}pt" for name, factor in _FACTORS.items()}
    return _SHEET.format_map({**names, **sizes})


_FACTORS = {"small": 0.9, "body": 1.0, "heading": 1.25, "title": 1.6}

_SHEET = """
QToolTip {{ border: 1px solid {line}; padding: {px4}; background: {surface}; color: {text}; }}

QLabel[level="title"] {{ font-size: {pttitle}; font-weight: 600; }}
QLabel[level="heading"] {{ font-size: {ptheading}; font-weight: 600; }}
QLabel[level="label"] {{ font-weight: 600; }}
QLabel[level="small"] {{ font-size: {ptsmall}; }}
QLabel[level="group"] {{ font-weight: 600; color: {muted}; }}
QLabel[role="badge"] {{ background: {raised}; border-radius: {px6}; padding: 0 {px2}; }}
QLabel[tone="muted"] {{ color: {muted}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="good"] {{ color: {good}; }}
QLabel[tone="accent"] {{ color: {accent}; }}

QPushButton {{
    min-height: {px28}; padding: 0 {px12}; border: 1px solid {edge}; border-radius: {px6}; background: {surface};
    color: {text};
}}
QPushButton:hover {{ background: {raised}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus {{ border: {px2} solid {accent}; padding: 0 {px12}; }}
QPushButton:disabled {{ color: {muted}; border-color: {line}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: {px2} solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {line}; color: {muted}; border-color: {line}; }}
QPushButton[kind="danger"] {{ color: {danger}; border-color: {danger}; }}
QPushButton[kind="danger"]:disabled {{ color: {muted}; border-color: {line}; }}
QPushButton[kind="link"] {{
    border: {px2} solid transparent; color: {accent}; background: transparent; padding: 0 {px4}; text-align: left;
}}
QPushButton[kind="link"][tone="danger"] {{ color: {danger}; }}
QPushButton[kind="link"][tone="warning"] {{ color: {warning}; }}
QPushButton[kind="link"][tone="muted"] {{ color: {muted}; }}
QPushButton[kind="link"][tone="good"] {{ color: {good}; }}
QPushButton[kind="link"][tone="text"] {{ color: {text}; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: {px2} solid {accent}; }}
QPushButton[kind="chip"], QFrame[role="side"] QPushButton[kind="chip"] {{
    min-height: {px24}; padding: 0 {px8}; border: 1px solid {edge}; border-radius: {px12}; background: {surface};
}}
QPushButton[kind="chip"]:checked, QFrame[role="side"] QPushButton[kind="chip"]:checked {{
    background: {selected}; border: 1px solid {accent}; font-weight: 400;
}}
QPushButton[kind="chip"]:focus, QFrame[role="side"] QPushButton[kind="chip"]:focus {{
    border: {px2} solid {accent}; padding: 0 {px8};
}}
QPushButton::menu-indicator {{ width: 0; }}

QToolButton {{
    border: {px2} solid transparent; border-radius: {px6}; padding: {px4}; background: transparent; color: {text};
}}
QToolButton:hover {{ background: {raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selected}; }}
QToolButton:focus {{ border: {px2} solid {accent}; }}
QToolButton::menu-indicator {{ width: 0; image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {{
    border: 1px solid {edge}; border-radius: {px6}; padding: {px4} {px8}; background: {surface}; color: {text};
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit {{ min-height: {px24}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {{ border: {px2} solid {accent}; }}
QLineEdit:focus {{ padding: {px4} {px8}; margin: -1px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    border: none; padding: 0 {px8}; margin: 0; min-height: 0; background: transparent;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] {{ border-color: {danger}; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{ background: {raised}; }}

QCheckBox, QRadioButton {{ spacing: {px8}; min-height: {px24}; border: {px2} solid transparent; border-radius: {px4}; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {px16}; height: {px16}; border: 1px solid {edge}; border-radius: {px4}; background: {surface};
}}
QRadioButton::indicator {{ border-radius: {px8}; }}
QCheckBox::indicator:checked {{ border-color: {accent}; background: {ticked}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: {px4} solid {accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {line}; }}
QCheckBox:focus, QRadioButton:focus {{ border: {px2} solid {accent}; }}

QComboBox {{
    border: 1px solid {edge}; border-radius: {px6}; padding: 0 {px8}; background: {surface}; color: {text};
}}
QComboBox:focus {{ border: {px2} solid {accent}; }}
QComboBox::drop-down {{ border: none; width: {px24}; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: {px16}; height: {px16}; }}
QComboBox:disabled {{ color: {muted}; border-color: {line}; }}

QFrame[role="card"] {{ background: {surface}; border: 1px solid {line}; border-radius: {px6}; }}
QFrame[role="card"][open="true"] {{ border-color: {accent}; }}
QFrame[role="card"]:focus {{ border: {px2} solid {accent}; }}
QFrame[role="line"] {{ background: transparent; border: {px2} solid transparent; border-radius: {px6}; }}
QFrame[role="line"]:hover {{ background: {raised}; }}
QFrame[role="line"][open="true"] {{ border-color: {accent}; background: {surface}; }}
QFrame[role="line"]:focus {{ border: {px2} solid {accent}; }}
QFrame[role="acts"] {{ background: {surface}; border: none; border-radius: {px6}; }}
QFrame[role="foot"] {{ background: {paper}; border: none; border-top: 1px solid {line}; }}
QFrame[role="foot"][open="true"] {{ background: {selected}; }}
QFrame[role="side"] {{ background: {paper}; border: none; border-right: 1px solid {line}; }}
QFrame[role="edge"] {{ background: {paper}; border: none; border-left: 1px solid {line}; }}
QFrame[role="rail"] {{ background: {raised}; border: none; border-right: 1px solid {line}; }}
QFrame[role="bar"] {{ background: {paper}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="rule"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="chip"] {{ background: {selected}; border: 1px solid {selected}; border-radius: {px12}; }}
QFrame[role="banner"][tone="danger"] {{ background: {danger_wash}; border: 1px solid {danger}; border-radius: {px6}; }}
QFrame[role="banner"][tone="warning"] {{
    background: {warning_wash}; border: 1px solid {warning}; border-radius: {px6};
}}
QFrame[role="banner"][tone="good"] {{ background: {good_wash}; border: 1px solid {good}; border-radius: {px6}; }}
QFrame[role="banner"][tone="plain"] {{ background: {surface}; border: 1px solid {edge}; border-radius: {px6}; }}
QFrame[role="over"] {{ background: {surface}; border: 1px solid {edge}; border-radius: {px6}; }}
QFrame[role="drop"] {{ background: {selected}; border: {px2} dashed {accent}; border-radius: {px6}; }}
QFrame[role="toast"] {{ background: {text}; border-radius: {px6}; }}
QFrame[role="toast"] QLabel {{ color: {paper}; }}
QFrame[role="toast"] QPushButton {{ color: {paper}; background: transparent; border: 1px solid {paper}; }}
QFrame[role="toast"] QPushButton:focus {{ border: {px2} solid {paper}; }}

QFrame[role="rail"] QToolButton {{
    border: {px2} solid transparent; border-radius: {px6}; padding: {px6} {px8}; text-align: left;
}}
QFrame[role="rail"] QToolButton[folded="true"] {{ padding: {px4} {px8}; }}
QFrame[role="side"] QPushButton {{
    border: {px2} solid transparent; border-radius: {px6}; padding: 0 {px8}; text-align: left; background: transparent;
}}
QFrame[role="side"] QPushButton:hover {{ background: {raised}; }}
QFrame[role="side"] QPushButton:checked {{ background: {selected}; font-weight: 600; }}
QFrame[role="side"] QPushButton:focus {{ border: {px2} solid {accent}; }}
QFrame[role="rail"] QToolButton:hover {{ background: {line}; }}
QFrame[role="rail"] QToolButton:checked {{ background: {selected}; color: {text}; font-weight: 600; }}
QFrame[role="rail"] QToolButton:focus {{ border: {px2} solid {accent}; }}

QTableView, QListView, QTreeView {{
    background: {surface}; border: none; outline: 0; gridline-color: {line}; alternate-background-color: {surface};
    selection-background-color: {selected}; selection-color: {text};
}}
QTableView::item {{ padding: 0 {px5}; border: none; }}  /* and three that Qt adds: as the head */
QListView::item {{ padding: 0 {px8}; border: none; }}
QTableView::item:hover, QListView::item:hover {{ background: {raised}; color: {text}; }}
QTableView::item:selected, QListView::item:selected {{ background: {selected}; color: {text}; }}
QTableView:focus, QListView:focus {{ border: {px2} solid {accent}; }}
QListWidget::item {{ padding: {px6} {px12}; }}
QHeaderView {{ background: {paper}; }}
QHeaderView::section {{
    background: {paper}; color: {muted}; border: none; border-bottom: 1px solid {line}; padding: {px4} {px8};
    font-weight: 600;
}}
QHeaderView::section:hover {{ color: {text}; }}
QListView[role="popup"] {{ border: 1px solid {edge}; border-radius: {px4}; }}

QMenu {{ background: {surface}; border: 1px solid {edge}; border-radius: {px6}; padding: {px4}; }}
QMenu::item {{ padding: {px6} {px24} {px6} {px12}; border-radius: {px4}; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {px4} {px8}; }}

QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {px12}; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: {px12}; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {edge}; border-radius: {px4}; margin: {px2}; min-height: {px32}; min-width: {px32}; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; width: 0; height: 0;
}}

QProgressBar {{ border: 1px solid {line}; border-radius: {px4}; background: {raised}; max-height: {px8}; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {px4}; }}
QProgressBar[tone="danger"]::chunk {{ background: {danger}; }}
QProgressBar[tone="warning"]::chunk {{ background: {warning}; }}
QProgressBar[tone="good"]::chunk {{ background: {good}; }}
QPushButton[kind="choice"], QPushButton[kind="choice"]:focus {{ text-align: left; padding: 0; }}
QSplitter::handle {{ background: {line}; }}

/* forms */
QLabel[level="field"] {{ font-size: {ptsmall}; font-weight: 600; color: {muted}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{
    border: none; padding: 0; margin: 0; background: transparent; min-height: {px24};
}}
QPlainTextEdit[bare="true"], QPlainTextEdit[bare="true"]:focus {{ border: none; padding: 0; background: transparent; }}
QToolButton[kind="opener"], QToolButton[kind="cross"] {{ border: none; padding: {px2}; background: transparent; }}
QToolButton[kind="cross"]:hover {{ background: {line}; }}
QFrame[role="popup"] {{ background: {surface}; border: 1px solid {edge}; border-radius: {px4}; }}
"""
