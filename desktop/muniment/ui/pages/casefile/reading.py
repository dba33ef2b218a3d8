"""What a block shows while it is read: drawn on one widget, so that hundreds of blocks cost little."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from muniment.domain.rules import Remark
from muniment.ui.icons import pixmap
from muniment.ui.pages.casefile.rows import Cell
from muniment.ui.pages.casefile.telling import Group, Told
from muniment.ui.theme import current_colours, px
from muniment.ui.wording import _

_SIGN, _BESIDE, _ACT, _CHAIN = 16, 6, 36, 20  # pixels at a text size of 100 %
_ROW = 480  # pixels in which the cells of a row stand side by side, two by two in fewer
_WIDTHS = 4  # that are kept laid out
_BELOW_HEADING = 8  # room for the signs beside a heading
_LABELS = 0.24  # of the width
_TONES = {"danger": ("circle-alert", "danger"), "attention": ("triangle-alert", "warning"), "gap": ("info", "muted")}


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look."""

    text: str
    tone: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, or one of those side by side."""

    runs: tuple[Run, ...]
    sign: tuple[str, str] = ("", "")  # icon and tone
    share: tuple[float, float] = (0, 0)  # of the width: where a cell begins and how much it takes; 0, 0 for all of it
    above: float = 4
    beside: bool = False  # stands beside the one before
    short: bool = False  # leaves room for the signs at the end


@dataclass(slots=True)
class _Laid:
    """A piece in its place."""

    text: QTextLayout
    at: QPointF
    sign: tuple[str, str]
    sign_at: QPointF


@dataclass(slots=True)
class _Sheet:
    """Everything laid out for one width."""

    height: int = 0
    pieces: list[_Laid] = field(default_factory=list)


class Reading(QWidget):
    """Draws a record in words. ``chain`` draws it as a link of a chain: "first", "middle", "last" or "only".

    Beside the heading there is room for so many ``signs``.
    """

    def __init__(self, signs: int = 2) -> None:
        super().__init__()
        self._signs = signs
        self._pieces: tuple[_Piece, ...] = ()
        self._chain = ""
        self._sheets: dict[int, _Sheet] = {}  # by width: a layout asks about more than one
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_told(self, told: Told, remarks: Sequence[Remark] = (), *, heading_only: bool = False) -> None:
        """Shows a record, with what is grave about it."""
        self._show(tuple(_pieces(told, remarks, heading_only=heading_only)))

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Shows one row alone, as for the names of columns."""
        self._show(tuple(_cells(cells)))

    def show_chain(self, place: str) -> None:
        """Says where in a chain it stands; "" for none."""
        if place != self._chain:
            self._chain = place
            self._forget()

    def _show(self, pieces: tuple[_Piece, ...]) -> None:
        if pieces != self._pieces:
            self._pieces = pieces
            self._forget()

    def _forget(self) -> None:
        self._sheets = {}
        self.updateGeometry()
        self.update()

    # --- laying out ---

    def _laid(self, width: int) -> _Sheet:
        if width not in self._sheets:
            if len(self._sheets) >= _WIDTHS:
                self._sheets = {}
            self._sheets[width] = _Sheet()
            self._fill(self._sheets[width], width)
        return self._sheets[width]

    def _fill(self, sheet: _Sheet, width: int) -> None:
        margins = self.contentsMargins()
        begin = margins.left() + (px(self, _CHAIN) if self._chain else 0)
        width -= margins.right()
        top = bottom = float(margins.top())
        for number, piece in enumerate(self._pieces if width - begin >= px(self, _ROW) else _paired(self._pieces)):
            if not piece.beside:
                top = bottom + (px(self, piece.above) if number else 0)
            bottom = max(bottom, self._place(sheet, piece, top, begin, width - begin))
        sheet.height = round(bottom + margins.bottom() + 0.5)

    def _place(self, sheet: _Sheet, piece: _Piece, top: float, begin: float, width: float) -> float:
        """Sets one piece and gives where it ends."""
        free = width - self._signs * px(self, _ACT) if piece.short else width
        left = begin + piece.share[0] * free
        room = free * piece.share[1] - px(self, _BESIDE) if piece.share[1] else free
        sign_at = QPointF(left, top)
        if piece.sign[0]:
            shift = px(self, _SIGN + _BESIDE)
            left, room = left + shift, room - shift
        text = self._text(piece, max(room, 40.0))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if mirrored:
            all_ = begin + width
            left, sign_at = all_ - left - room, QPointF(all_ - sign_at.x() - px(self, _SIGN), top)
        sheet.pieces.append(_Laid(text, QPointF(left, top), piece.sign, sign_at))
        return top + text.boundingRect().height()

    def _text(self, piece: _Piece, room: float) -> QTextLayout:
        whole = "".join(run.text for run in piece.runs).replace("\n", "\u2028")
        made = QTextLayout(whole, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # as the text says itself
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        made.setTextOption(option)
        made.setFormats(list(_formats(piece.runs)))
        made.beginLayout()
        height = 0.0
        while (line := made.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.15
        made.endLayout()
        return made

    # --- as Qt asks ---

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid(width).height

    def sizeHint(self) -> QSize:
        return QSize(px(self, 320), self.fontMetrics().height())  # layouts ask for the height at their width

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self, 160), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self._forget()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = current_colours()
        painter.setPen(QColor(colours.text))
        if self._chain:
            self._draw_chain(painter)
        size, ratio = px(self, _SIGN), self.devicePixelRatioF()
        for one in self._laid(self.width()).pieces:
            one.text.draw(painter, one.at)
            if one.sign[0]:
                shown = pixmap(one.sign[0], getattr(colours, one.sign[1] or "text"), size, ratio)
                painter.drawPixmap(one.sign_at, shown)

    def _draw_chain(self, painter: QPainter) -> None:
        """A dot, and the lines to the links before and after."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(current_colours().edge))
        middle, radius = px(self, 6), px(self, 4)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            middle = self.width() - middle
        line = self.contentsMargins().top() + self.fontMetrics().height() / 2
        begin, end = {"first": (line, self.height()), "last": (0, line), "middle": (0, self.height())}.get(
            self._chain, (line, line)
        )
        painter.drawLine(QPointF(middle, begin), QPointF(middle, end))
        painter.setBrush(QColor(current_colours().accent))
        painter.drawEllipse(QPointF(middle, line), radius, radius)
        painter.restore()


def _formats(runs: Sequence[Run]) -> Iterator[QTextLayout.FormatRange]:
    colours, start = current_colours(), 0
    for run in runs:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, _units(run.text)
        look = QTextCharFormat()
        look.setForeground(QColor(getattr(colours, run.tone or "text")))
        if run.bold:
            look.setFontWeight(QFont.Weight.DemiBold)
        made.format = look
        start += _units(run.text)
        yield made


def _units(text: str) -> int:
    """How long a text is as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _pieces(told: Told, remarks: Sequence[Remark], *, heading_only: bool) -> Iterator[_Piece]:
    if told.cells:
        yield from _cells(told.cells)
    else:
        yield _Piece((Run(told.heading, bold=True),), short=True)
    if heading_only:
        return
    for one in remarks:
        if one.severity.value == "danger":
            sign, tone = _TONES["danger"]
            yield _Piece((Run(one.text, tone),), (sign, tone), above=_BELOW_HEADING)
    for group in told.groups:
        yield from _titled(group) if group.title else _run_in(group, small=bool(told.cells))


def _cells(cells: Sequence[Cell]) -> Iterator[_Piece]:
    start = 0.0
    for number, cell in enumerate(cells):
        runs = (Run(cell.text, cell.tone, cell.bold),)
        share = (0.0, 0.0) if len(cells) == 1 else (start, cell.share)
        yield _Piece(runs, (cell.sign, cell.tone), share=share, above=2, beside=number > 0, short=True)
        start += cell.share


def _paired(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The same with two cells in a line, where words of more would be broken; one that is left over has a line."""
    at = 0
    for piece, behind in zip(pieces, (*pieces[1:], _Piece(())), strict=True):
        if not (piece.short and piece.share[1]):
            yield piece
            continue
        at = at + 1 if piece.beside else 0
        room = 0.5 if at % 2 or behind.beside else 1.0
        yield replace(piece, share=(at % 2 / 2, room), beside=at % 2 > 0)


def _run_in(group: Group, *, small: bool) -> Iterator[_Piece]:
    """Facts in one paragraph, each text in one of its own, its name before it."""
    above, tone = (2, "muted") if small else (_BELOW_HEADING, "")
    runs: list[Run] = []
    for name, value in group.facts:
        runs += [Run("\u00a0\u00a0\u00a0·   ", "muted")] if runs else []
        runs += [Run(f"{name}  ", "muted"), Run(value, tone)]
    if runs:
        yield _Piece(tuple(runs), above=above, short=small)
        above = min(above, 4)
    for name, text in group.texts:
        yield _Piece((Run(f"{name}  ", "muted"), Run(text, tone)), above=above, short=small)
        above = min(above, 4)


def _titled(group: Group) -> Iterator[_Piece]:
    """A title, below it names on the left and values beside them."""
    yield _Piece((Run(group.title, bold=True),), above=12)
    for name, value in (*group.facts, *group.texts):
        yield _Piece((Run(name, "muted"),), share=(0, _LABELS))
        yield _Piece((Run(value),), share=(_LABELS, 1 - _LABELS), beside=True)


def remark_look(one: Remark) -> tuple[str, str]:
    """The icon and the tone of a warning."""
    return _TONES[one.severity.value]


def counted(title: str, count: int) -> str:
    """A title, and how many there are where it is more than one."""
    return _("{title}  {n}").format(title=title, n=count) if count > 1 else title
