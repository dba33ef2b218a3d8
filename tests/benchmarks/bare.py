"""The marks of a document drawn by ReportLab alone, in the ordinary way: nothing measured, nothing decided."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any
from unittest import mock

from muniment.host.resources import resource_path
from muniment.reports import pdf
from muniment.reports.document import Document
from muniment.reports.engine import engine
from muniment.reports.fonts import Notes, Piece
from muniment.reports.pen import Ink, Pen, Places
from muniment.reports.structure import Tree
from muniment.reports.style import Paper, sheet

_Calls = list[tuple[Callable[..., Any], tuple[Any, ...], Mapping[str, Any]]]


class Marks:
    """Every mark of one document as calls to a canvas, to be made with nothing before or between."""

    def __init__(self, document: Document, paper: Paper = "a4") -> None:
        self._language = document.language
        self._size = (sheet(paper).width, sheet(paper).height)
        self._pages: list[_Page] = []
        anchors: set[str] = set()

        def noted(height: float, places: Places, notes: Notes, tree: Tree, page: int) -> "_Page":
            self._pages.append(_Page(height, places, notes, tree, page))
            self._pages[-1].anchors = anchors
            return self._pages[-1]

        with mock.patch.object(pdf, "Pen", noted):
            pdf.to_pdf(document, paper)

    def draw(self) -> bytes:
        """The file."""
        stream = BytesIO()
        canvas = _reportlab()(
            stream,
            pagesize=self._size,
            invariant=1,
            pageCompression=1,
            initialFontName="NotoSans-Regular",
            lang=self._language,
        )
        for page in self._pages:
            for call, given, named in page.calls:
                call(canvas, *given, **named)
            text = canvas.beginText()
            for call, given, named in page.texts:
                call(text, *given, **named)
            canvas.setFillGray(0)
            canvas.drawText(text)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()


@cache
def _reportlab() -> Any:
    """The class of its canvas, with our typefaces made known to it."""
    engine()
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.pdfgen import canvas

    rl_config.invariant = 1
    rl_config.useA85 = 0
    rl_config.ttfAsciiReadable = 0
    for file in sorted(resource_path("fonts").glob("*.ttf")):
        pdfmetrics.registerFont(ttfonts.TTFont(file.stem, str(file)))
    return canvas.Canvas


@cache
def _text() -> Any:
    _reportlab()
    from reportlab.pdfgen.textobject import PDFTextObject

    return PDFTextObject


class _Page(Pen):
    """Takes the place of our pen, and notes which calls would draw the same; what it is, a canvas does not know."""

    def __init__(self, height: float, places: Places, notes: Notes, tree: Tree, page: int) -> None:
        super().__init__(height, places, notes, tree, page)
        self.calls: _Calls = []
        self.texts: _Calls = []
        self._chosen: tuple[str, float] = ("", 0)
        self.anchors: set[str] = set()

    def _call(self, name: str, *given: Any, **named: Any) -> None:
        self.calls.append((getattr(_reportlab(), name), given, named))

    def _write(self, name: str, *given: Any) -> None:
        self.texts.append((getattr(_text(), name), given, {}))

    def text(self, x: float, base: float, size: float, pieces: Iterable[Piece], *, more: bool = False) -> None:  # noqa: ARG002
        self._write("setTextOrigin", x, self._height - base)
        for piece in pieces:
            if self._chosen != (piece.font, size):
                self._chosen = (piece.font, size)
                self._write("setFont", piece.font, size)
            shown = self.page_words(piece.goal) if piece.goal else piece.text
            self._write("textOut", shown)
            if piece.goal:
                self.link((x, base - size, piece.width * size / 1000, size * 1.2), piece.goal, shown)
            x += piece.width * size / 1000

    def link(self, area: tuple[float, float, float, float], goal: str, told: str) -> None:  # noqa: ARG002
        if goal in self._places:
            x, top, width, height = area
            bottom = self._height - top - height
            self._call("linkAbsolute", "", goal, (x, bottom, x + width, bottom + height), thickness=0, addtopage=1)

    def bookmark(self, goal: str, top: float, title: str = "", level: int = 0) -> None:
        if goal not in self.anchors:
            self.anchors.add(goal)
            self._call("bookmarkHorizontalAbsolute", goal, self._height - max(0.0, top))
        if title:
            self._call("addOutlineEntry", title, goal, level, closed=level > 0)

    def stroke(self, x1: float, y1: float, x2: float, y2: float, ink: Ink) -> None:
        self._use(ink)
        self._call("line", x1, self._height - y1, x2, self._height - y2)

    def polygon(self, points: Sequence[tuple[float, float]], ink: Ink, *, closed: bool = True) -> None:
        corners = [(x, self._height - y) for x, y in points]
        if ink.fill == "hatched":
            self._call("saveState")
            self.calls.append((_path, (corners, True, "clipPath", 0, 0), {}))
            self._call("setLineWidth", 0.3)
            self._hatch(corners)
            self._call("restoreState")
        self._use(ink)
        filled = int(ink.fill in ("black", "white"))
        self.calls.append((_path, (corners, closed, "drawPath", int(ink.width > 0), filled), {}))

    def _hatch(self, corners: Sequence[tuple[float, float]]) -> None:
        across, up = zip(*corners, strict=True)
        tall = max(up) - min(up)
        for step in range(int((max(across) - min(across) + tall) / 3) + 1):
            x = min(across) - tall + step * 3
            self._call("line", x, min(up), x + tall, max(up))

    def _use(self, ink: Ink) -> None:
        self._call("setLineWidth", ink.width)
        self._call("setDash", *((2, 2) if ink.dashed else ()))
        if ink.fill in ("black", "white"):
            self._call("setFillGray", int(ink.fill == "white"))


def _path(canvas: Any, corners: Sequence[tuple[float, float]], closed: bool, how: str, stroke: int, fill: int) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    if closed:
        path.close()
    getattr(canvas, how)(path, stroke=stroke, fill=fill)
