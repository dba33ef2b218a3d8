"""What stands at the top and at the foot of every page."""

from dataclasses import replace

from muniment.domain.frozen import frozen
from muniment.reports.document import Document, Run, Text
from muniment.reports.flow import Line, TextStyle, line_of, prepared, set_lines, shortened
from muniment.reports.fonts import Notes
from muniment.reports.pen import Ink, Pen
from muniment.reports.style import HAIRLINE, MILLIMETRE, Sheet, Style
from muniment.reports.visible import one_line

_MOST_LINES = 3
_FROM_EDGE = 11 * MILLIMETRE
_BETWEEN = 14.0
_ABOVE_RULE = 3.0
_BELOW_RULE = 14.0


@frozen
class Edges:
    """The measured head and foot of the pages, and the sheet that they leave."""

    sheet: Sheet
    style: Style
    left: list[Line]
    right: list[Line]
    notice: list[Line]
    foot: list[Line]
    notes: Notes

    def draw(self, pen: Pen, number: int, total: int) -> None:
        """Draw head and foot of page ``number`` of ``total``."""
        sheet, size, step = self.sheet, self.style.edge.size, self.style.edge.leading
        base = _FROM_EDGE + size
        pen.edge("head")
        for line_number in range(max(len(self.left), len(self.right))):
            if line_number < len(self.left):
                pen.text(sheet.left, base + line_number * step, size, self.left[line_number].pieces)
            if line_number < len(self.right):
                line = self.right[line_number]
                x = sheet.right - line.width * size / 1000
                pen.text(x, base + line_number * step, size, line.pieces)
        below = base + max(len(self.left), len(self.right)) * step
        for line_number, line in enumerate(self.notice):
            pen.text(sheet.left, below + line_number * step, size, line.pieces)
        if self.left or self.right or self.notice:
            rule = sheet.top - _BELOW_RULE
            pen.stroke(sheet.left, rule, sheet.right, rule, Ink(HAIRLINE))
        self._draw_foot(pen, number, total)

    def _draw_foot(self, pen: Pen, number: int, total: int) -> None:
        sheet, size = self.sheet, self.style.edge.size
        pen.edge("foot")
        rule = sheet.height - 15 * MILLIMETRE
        pen.stroke(sheet.left, rule, sheet.right, rule, Ink(HAIRLINE))
        base = rule + 12
        for line in self.foot:
            pen.text(sheet.left, base, size, line.pieces)
        face = self.style.edge.face("plain")
        pieces = face.pieces(self.notes.words.page_of.format(page=number, pages=total))
        width = sum(piece.width for piece in pieces) * size / 1000
        pen.text(sheet.right - width, base, size, pieces)
        pen.edge("")


def edges(document: Document, sheet: Sheet, style: Style, notes: Notes) -> Edges:
    """Measure head and foot; a head of several lines makes the frame of the text begin lower."""
    head, foot, words = document.head, document.foot, notes.words
    copy, journal = words.of_copy(head), words.of_journal(foot)
    half = (sheet.room - _BETWEEN) / 2
    left = _few(head.classification, style.edge_strong, half, _MOST_LINES, notes)
    right = _few(_listed(head.code, Run(copy, "bold"), head.audience), style.edge, half, _MOST_LINES, notes)
    notice = _few(head.notice, style.edge_strong, sheet.room, _MOST_LINES, notes)
    below = _few(_listed(Run(copy, "bold"), journal, foot.note), style.edge, sheet.room * 0.75, 1, notes)
    lines = max(len(left), len(right), 1) + len(notice)
    top = max(sheet.top, _FROM_EDGE + lines * style.edge.leading + _ABOVE_RULE + _BELOW_RULE)
    return Edges(replace(sheet, top=top), style, left, right, notice, below, notes)


def _listed(*values: str | Run) -> Text:
    """What there is, in a row; the number of the copy is bold, as it has to outlast a photocopier."""
    told: list[str | Run] = []
    for value in values:
        run = value if isinstance(value, Run) else Run(value)
        if run.text:
            told += [" \xa0·\xa0 "] if told else []
            told.append(Run(one_line(run.text), run.emphasis))
    return tuple(told)


def _few(text: Text, style: TextStyle, room: float, most: int, notes: Notes) -> list[Line]:
    """At most so many lines of ``text``, the last one shortened with a warning if there were more."""
    if not text:
        return []
    lines = set_lines(prepared(one_line(text) if isinstance(text, str) else text, style, notes, {}), style, room)
    if len(lines) <= most:
        return lines
    notes.tell(notes.words.shortened)
    face = style.face("plain")
    last = shortened([*lines[most - 1].pieces, *lines[most].pieces], face, room * 1000 / style.size)
    return [*lines[: most - 1], line_of(last)]
