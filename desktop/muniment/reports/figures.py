"""Drawings made of strokes, shapes and labels; scaled down when they are larger than the page."""

from muniment.reports.document import Box, Figure, Label, Polygon, Stroke
from muniment.reports.flow import Line, TextStyle, line_of, shortened
from muniment.reports.fonts import Notes
from muniment.reports.parts import Part, part
from muniment.reports.pen import Ink, Pen

_SMALLEST = 5.0


@part
class PicturePart(Part):
    """A figure, centred."""

    figure: Figure
    scale: float
    notes: Notes

    @property
    def height(self) -> float:
        return self.figure.height * self.scale

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        left = x + (width - self.figure.width * self.scale) / 2
        pen.begin_figure(self._told(), left, top, self.figure.width * self.scale, self.height)
        self._draw(pen, left, top)
        pen.end()

    def _told(self) -> str:
        """What it shows, in words."""
        labels = "\n".join(mark.text for mark in self.figure.marks if isinstance(mark, Label))
        return self.figure.alternative or labels or self.figure.caption or self.notes.words.figure

    def _draw(self, pen: Pen, left: float, top: float) -> None:
        for mark in self.figure.marks:
            match mark:
                case Stroke():
                    x1, y1 = self._at(left, top, mark.x1, mark.y1)
                    x2, y2 = self._at(left, top, mark.x2, mark.y2)
                    pen.stroke(x1, y1, x2, y2, Ink(mark.width, mark.dashed))
                case Box():
                    corner = self._at(left, top, mark.x, mark.y)
                    ink = Ink(mark.outline, mark.dashed, mark.fill)
                    pen.box(*corner, mark.width * self.scale, mark.height * self.scale, ink)
                case Polygon():
                    points = [self._at(left, top, *point) for point in mark.points]
                    pen.polygon(points, Ink(mark.outline, False, mark.fill), closed=mark.closed)
                case Label():
                    self._label(pen, left, top, mark)

    def _at(self, left: float, top: float, x: float, y: float) -> tuple[float, float]:
        return left + x * self.scale, top + y * self.scale

    def _label(self, pen: Pen, left: float, top: float, label: Label) -> None:
        style = TextStyle("sans", label.size * self.scale, 0, bold=label.bold)
        room = (label.room or self._to_edge(label)) * self.scale
        line, size = fitted(label.text, style, room, self.notes)
        x, base = self._at(left, top, label.x, label.y)
        width = line.width * size / 1000
        shift = {"left": 0.0, "centre": -width / 2, "right": -width}[label.align]
        pen.text(x + shift, base, size, line.pieces)

    def _to_edge(self, label: Label) -> float:
        before, after = label.x, self.figure.width - label.x
        return max(1.0, {"left": after, "centre": 2 * min(before, after), "right": before}[label.align])


def fitted(text: str, style: TextStyle, room: float, notes: Notes) -> tuple[Line, float]:
    """One line that keeps to ``room`` points, and its size: smaller if it must be, then shortened with a warning."""
    face = style.face("plain")
    pieces = face.pieces(face.printable(text, notes).replace("\n", " "))
    line = line_of(pieces)
    size = min(style.size, max(min(_SMALLEST, style.size), room * 1000 / max(line.width, 1)))
    if line.width * size / 1000 <= room + 0.01:
        return line, size
    notes.tell(notes.words.shortened)
    return line_of(shortened(pieces, face, room * 1000 / size)), size
