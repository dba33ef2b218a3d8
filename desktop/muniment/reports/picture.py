"""A figure as a picture, for documents that cannot hold its strokes and shapes: black on white."""

from io import BytesIO
from typing import TYPE_CHECKING

from muniment.host.resources import read_resource
from muniment.reports.document import Box, Figure, Fill, Label, Polygon, Stroke
from muniment.reports.visible import one_line

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_SCALE = 3.0
"""Dots for each point: 216 to the inch."""
_HATCH = 3.0
_BLACK, _WHITE = 0, 255


def picture(figure: Figure) -> bytes:
    """The figure as a PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (round(figure.width * _SCALE), round(figure.height * _SCALE)), _WHITE)
    draw = ImageDraw.Draw(image)
    for mark in figure.marks:
        match mark:
            case Stroke():
                _stroke(draw, (mark.x1, mark.y1), (mark.x2, mark.y2), mark.width, dashed=mark.dashed)
            case Box():
                x, y, right, low = mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
                corners = ((x, y), (right, y), (right, low), (x, low))
                _shape(image, corners, mark.fill, mark.outline, dashed=mark.dashed)
            case Polygon():
                _shape(image, mark.points, mark.fill, mark.outline, closed=mark.closed)
            case Label():
                _label(draw, mark, figure.width)
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _at(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * _SCALE, point[1] * _SCALE


def _dots(width: float) -> int:
    return max(1, round(width * _SCALE))


def _stroke(
    draw: "ImageDraw", one: tuple[float, float], other: tuple[float, float], width: float, *, dashed: bool
) -> None:
    if not dashed:
        draw.line((_at(one), _at(other)), _BLACK, _dots(width))
        return
    (x1, y1), (x2, y2) = one, other
    steps = max(1, round(max(abs(x2 - x1), abs(y2 - y1)) / 2))
    places = [(x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(steps + 1)]
    for begin, end in zip(places[::2], places[1::2], strict=False):
        draw.line((_at(begin), _at(end)), _BLACK, _dots(width))


def _shape(
    image: "Image",
    points: tuple[tuple[float, float], ...],
    fill: Fill,
    outline: float,
    *,
    closed: bool = True,
    dashed: bool = False,
) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    if len(points) > 2 and fill in ("black", "white"):
        draw.polygon([_at(point) for point in points], _BLACK if fill == "black" else _WHITE)
    elif len(points) > 2 and fill == "hatched":
        _hatch(image, points)
    if outline:
        ends = (*points[1:], points[0]) if closed else points[1:]
        for one, other in zip(points, ends, strict=False):
            _stroke(draw, one, other, outline, dashed=dashed)


def _hatch(image: "Image", points: tuple[tuple[float, float], ...]) -> None:
    """Slanting lines within the shape."""
    from PIL import Image, ImageDraw

    inside = Image.new("1", image.size, 0)
    ImageDraw.Draw(inside).polygon([_at(point) for point in points], 1)
    lines = Image.new("L", image.size, _WHITE)
    draw = ImageDraw.Draw(lines)
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, low = min(y for _, y in points), max(y for _, y in points)
    for step in range(int((right - left + low - top) / _HATCH) + 2):
        x = left + step * _HATCH
        draw.line((_at((x, top)), _at((x - (low - top), low))), _BLACK, _dots(0.5))
    image.paste(lines, mask=inside)


def _label(draw: "ImageDraw", label: Label, width: float) -> None:
    """One line, set smaller where it has no room; what no font has is drawn as a box, and told by the words beside."""
    from PIL import ImageFont

    before, after = label.x, width - label.x
    room = (
        label.room or max(1.0, {"left": after, "centre": 2 * min(before, after), "right": before}[label.align])
    ) * _SCALE
    text = one_line(label.text)[:200]
    data = read_resource("fonts/DejaVuSans-Bold.ttf" if label.bold else "fonts/DejaVuSans.ttf")
    size = label.size * _SCALE
    font = ImageFont.truetype(BytesIO(data), size)
    while text and font.getlength(text) > room:
        if size > 5 * _SCALE:
            size -= 1
            font = ImageFont.truetype(BytesIO(data), size)
        else:
            text = text[:-2] + "…" if len(text) > 2 else ""
    anchor = {"left": "ls", "centre": "ms", "right": "rs"}[label.align]
    draw.text(_at((label.x, label.y)), text, _BLACK, font, anchor)
