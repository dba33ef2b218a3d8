"""The blocks of a document as parts of pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from muniment.reports.document import (
    BigFigures,
    Block,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    KeepTogether,
    Notice,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    Text,
    headings,
)
from muniment.reports.figures import PicturePart
from muniment.reports.flow import Line, Prepared, TextStyle, prepared, set_lines
from muniment.reports.fonts import Notes
from muniment.reports.parts import (
    BoxedPart,
    BreakPart,
    ContentsPart,
    GroupPart,
    Part,
    RulePart,
    SpacePart,
    Strip,
    TextPart,
    whole,
)
from muniment.reports.style import RULE, Sheet, Style
from muniment.reports.tables import big_figures_parts, facts_parts, table_parts
from muniment.reports.visible import one_line

_LABEL_ROOM = 24.0
_BOX_PADDING = 8.0


@dataclass
class Tried:
    """What was measured and set for one attempt at a page, kept for the next one, which says mostly the same.

    For attempts alone: what a reader is told of a text is told when it is measured, once.
    """

    measured: dict[tuple[Text, TextStyle], Prepared] = field(default_factory=dict)
    lines: dict[tuple[Text, TextStyle, float], list[Line]] = field(default_factory=dict)


@dataclass
class Composer:
    """Measures the blocks of one document for one sheet."""

    document: Document
    sheet: Sheet
    style: Style
    notes: Notes
    digits: Mapping[str, int]
    tried: Tried | None = None

    def __post_init__(self) -> None:
        self._headings_met = 0
        self._level = -1

    def parts(self) -> Iterator[Part]:
        """The title and all blocks."""
        yield from self._title()
        for block in self.document.blocks:
            yield from self._block(block)

    def _set(self, text: Text, style: TextStyle, room: float) -> Strip:
        return whole(self._lines(text, style, room), style)

    def _lines(self, text: Text, style: TextStyle, room: float) -> list[Line]:
        if self.tried is None:
            return set_lines(self._measured(text, style), style, room)
        key = (text, style, room)
        found = self.tried.lines.get(key)
        if found is None:
            found = self.tried.lines[key] = set_lines(self._measured(text, style), style, room)
        return found

    def _measured(self, text: Text, style: TextStyle) -> Prepared:
        if self.tried is None:
            return prepared(text, style, self.notes, self.digits)
        key = (text, style)
        found = self.tried.measured.get(key)
        if found is None:
            found = self.tried.measured[key] = prepared(text, style, self.notes, self.digits)
        return found

    def _title(self) -> Iterator[Part]:
        lines = [line for line in self.document.title if line]
        for number, line in enumerate(lines):
            style = self.style.subtitle if number else self.style.title
            yield TextPart(strip=self._set(line, style, self.sheet.room), keep_next=True, after=1)
        ruled = isinstance(next(iter(self.document.blocks), None), BigFigures | Notice | Table)
        if lines and not ruled:
            yield RulePart(weight=RULE, before=self.style.gap, after=self.style.block_gap)

    def _block(self, block: Block) -> Iterator[Part]:
        room = self.sheet.room
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Facts():
                yield from facts_parts(block, self.style, self._measured, self._lines, room)
            case Table():
                yield from table_parts(block, self.style, self._measured, room)
            case Figure():
                yield self._figure(block)
            case Notice():
                yield self._notice(block)
            case BigFigures():
                yield from big_figures_parts(block, self.style, self._measured, room)
            case Contents():
                yield from self._contents(block)
            case PageBreak():
                yield BreakPart()
            case Spacer():
                yield SpacePart(points=block.points)
            case KeepTogether():
                yield from self._together(block)

    def _heading(self, heading: Heading) -> Part:
        style = self.style.headings[heading.level]
        # Bookmarks may go down one level at a time only.
        self._level = min(heading.level - 1, self._level + 1)
        self._headings_met += 1
        return TextPart(
            strip=self._set(heading.text, style.text, self.sheet.room),
            before=style.before,
            after=style.after,
            keep_next=True,
            anchor=_anchor(heading, self._headings_met),
            title=one_line(heading.text) or "–",
            level=self._level,
        )

    def _paragraph(self, paragraph: Paragraph) -> Part:
        style = self.style.small if paragraph.size == "small" else self.style.body
        indent = _LABEL_ROOM if paragraph.label else 0.0
        return TextPart(
            strip=self._set(paragraph.text, style, self.sheet.room - indent),
            before=self.style.gap,
            after=self.style.gap,
            keep_next=paragraph.keep_next,
            anchor=paragraph.anchor,
            indent=indent,
            label=self._set(paragraph.label, style, indent - 2) if paragraph.label else None,
        )

    def _figure(self, figure: Figure) -> Part:
        caption = self._set(figure.caption, self.style.small, self.sheet.room)
        depth = max(self.sheet.depth - caption.height - 3 * self.style.gap, 50)
        scale = min(1, self.sheet.room / figure.width, depth / figure.height)
        gap = self.style.block_gap
        picture = PicturePart(figure=figure, scale=scale, notes=self.notes)
        if not figure.caption:
            return replace(picture, before=gap, after=gap)
        below = TextPart(strip=caption, before=self.style.gap)
        return GroupPart(parts=(replace(picture, keep_next=True), below), before=gap, after=gap)

    def _notice(self, notice: Notice) -> Part:
        room = self.sheet.room - 2 * _BOX_PADDING
        parts: list[Part] = []
        if notice.title:
            parts.append(TextPart(strip=self._set(notice.title, self.style.headings[3].text, room), keep_next=True))
        for text in notice.paragraphs:
            parts.append(TextPart(strip=self._set(text, self.style.body, room), before=self.style.gap / 2))
        gap = self.style.block_gap
        return BoxedPart(parts=tuple(parts), padding=_BOX_PADDING, before=gap, after=gap)

    def _contents(self, contents: Contents) -> Iterator[Part]:
        level = self.style.headings[1]
        title = self.notes.words.contents
        yield TextPart(
            strip=self._set(title, level.text, self.sheet.room), keep_next=True, before=level.before, after=level.after
        )
        body = self.style.body
        for number, heading in enumerate(headings(self.document.blocks), 1):
            if heading.level <= contents.depth:
                style = replace(body, family="sans", size=body.size - 1, bold=heading.level == 1)
                indent = (heading.level - 1) * 14.0
                yield ContentsPart(
                    strip=self._set(heading.text, style, self.sheet.room - indent - ContentsPart.reserved),
                    indent=indent,
                    goal=_anchor(heading, number),
                    figures=replace(style, bold=False),
                    before=4 if heading.level == 1 else 0,
                )

    def _together(self, together: KeepTogether) -> Iterator[Part]:
        parts = tuple(part for block in together.blocks for part in self._block(block))
        parts = tuple(part for part in parts if not isinstance(part, BreakPart))
        if parts:
            last = parts[-1]
            yield GroupPart(parts=parts, before=parts[0].before, after=last.after, keep_next=last.keep_next)


def _anchor(heading: Heading, number: int) -> str:
    """The anchor of the heading that is ``number`` in the document, also where the writer gave none."""
    return heading.anchor or f"\0{number}"
