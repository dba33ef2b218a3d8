"""The blocks of a document as parts of pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from muniment.reports.document import (
    BigFigures,
    Block,
    Contents,
    Document,
    Fact,
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
from muniment.reports.flow import Line, Prepared, TextStyle, natural_width, prepared, set_lines
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
from muniment.reports.structure import HEADINGS, LIST, NUMBERED, PARAGRAPH, Role
from muniment.reports.style import RULE, Sheet, Style
from muniment.reports.tables import big_figures_parts, facts_grid, facts_parts, facts_row, table_parts
from muniment.reports.visible import one_line

_LABEL_ROOM = 24.0
_BOX_PADDING = 8.0
_LONGEST_TITLE = 1_000
"""Characters of a bookmark."""


@dataclass
class Composer:
    """Measures the blocks of one document for one sheet."""

    document: Document
    sheet: Sheet
    style: Style
    notes: Notes
    digits: Mapping[str, int]

    def __post_init__(self) -> None:
        self._headings_met = 0
        self._level = -1
        self._told = -1
        self._labels: dict[Text, Prepared] = {}

    def parts(self) -> Iterator[Part]:
        """The title and all blocks."""
        blocks = self.document.blocks
        yield from self.title(self.document.title, ruled=self.title_is_ruled(blocks))
        for block in blocks:
            yield from self.block(block)

    def _set(self, text: Text, style: TextStyle, room: float) -> Strip:
        return whole(self.lines(text, style, room), style)

    def lines(self, text: Text, style: TextStyle, room: float) -> list[Line]:
        """A text in lines of at most ``room`` points."""
        return set_lines(self._measured(text, style), style, room)

    def _measured(self, text: Text, style: TextStyle) -> Prepared:
        if style is not self.style.label:
            return prepared(text, style, self.notes, self.digits)
        # Labels are measured for the width of their column, and once more to stand in it.
        if text not in self._labels:
            self._labels[text] = prepared(text, style, self.notes, self.digits)
        return self._labels[text]

    @staticmethod
    def title_is_ruled(blocks: Sequence[Block]) -> bool:
        """Whether a line stands under the title: not where the first block begins with one itself."""
        return not blocks or not isinstance(blocks[0], BigFigures | Notice | Table)

    def title(self, title: Sequence[str], *, ruled: bool) -> Iterator[Part]:
        """The title, whose further lines explain it."""
        lines = [line for line in title if line]
        for number, line in enumerate(lines):
            style = self.style.subtitle if number else self.style.title
            role = PARAGRAPH if number else HEADINGS[0]
            yield TextPart(strip=self._set(line, style, self.sheet.room), keep_next=True, after=1, role=role)
        if lines and ruled:
            yield RulePart(weight=RULE, before=self.style.gap, after=self.style.block_gap)

    def block(self, block: Block) -> Iterator[Part]:
        """One block as it stands on the sheet."""
        room = self.sheet.room
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Facts():
                yield from self._facts(block)
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
            title=one_line(heading.text)[:_LONGEST_TITLE] or "–",
            level=self._level,
            role=self._heading_role(self._level),
        )

    def _heading_role(self, level: int) -> Role:
        """What a heading of a level from 0 is; the title of the document stands above all, and no level is skipped."""
        self._told = min(level, self._told + 1)
        return HEADINGS[self._told + any(self.document.title)]

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
            listed=_list_of(paragraph.label),
        )

    def _facts(self, facts: Facts) -> Iterator[Part]:
        widest = max(map(self.label_width, facts.facts), default=0.0)
        where = facts_grid(facts.columns, widest, self.sheet.room)
        chunks = [facts.facts[at : at + facts.columns] for at in range(0, len(facts.facts), facts.columns)]
        return facts_parts([facts_row(chunk, where, self.style, self.lines) for chunk in chunks], self.style)

    def label_width(self, fact: Fact) -> float:
        """How wide the label of a fact is on one line."""
        style = self.style.label
        return natural_width(self._measured(fact.label, style)) * style.size / 1000

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
            strip=self._set(title, level.text, self.sheet.room),
            keep_next=True,
            before=level.before,
            after=level.after,
            role=self._heading_role(0),
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
                    title=one_line(heading.text),
                )

    def _together(self, together: KeepTogether) -> Iterator[Part]:
        parts = tuple(part for block in together.blocks for part in self.block(block))
        parts = tuple(part for part in parts if not isinstance(part, BreakPart))
        if parts:
            last = parts[-1]
            yield GroupPart(parts=parts, before=parts[0].before, after=last.after, keep_next=last.keep_next)


def _list_of(label: str) -> Role | None:
    """The kind of list in which a paragraph with such a label stands; a blank one only sets it in."""
    if not label.strip():
        return None
    return NUMBERED if any(map(str.isdigit, label)) else LIST


def _anchor(heading: Heading, number: int) -> str:
    """The anchor of the heading that is ``number`` in the document, also where the writer gave none."""
    return heading.anchor or f"\0{number}"
