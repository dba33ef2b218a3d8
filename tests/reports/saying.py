"""What a document says, block by block, before it is laid out."""

from collections.abc import Iterable, Iterator

from muniment.reports.document import (
    BigFigures,
    Block,
    Document,
    Facts,
    Heading,
    Notice,
    PageOf,
    Paragraph,
    Run,
    Text,
)


def words(text: Text) -> str:
    """A text without its emphasis."""
    if isinstance(text, str):
        return text
    return "".join(span.text if isinstance(span, Run) else span for span in text if not isinstance(span, PageOf))


def lines(document: Document) -> dict[str, list[str]]:
    """What stands under each heading, label and text on one line; under "" what has no heading above it."""
    found: dict[str, list[str]] = {"": []}
    title = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            title = block.text
        found.setdefault(title, []).extend(_lines(block))
    return found


def figures(document: Document) -> list[str]:
    """The big figures with their labels."""
    blocks = (block for block in document.blocks if isinstance(block, BigFigures))
    return [f"{figure.number} {figure.label}" for block in blocks for figure in block.figures]


def said(document: Document) -> str:
    """Everything that the title and the blocks of a document say."""
    return "\n".join([*document.title, *_all(document)])


def _all(document: Document) -> Iterator[str]:
    for title, group in lines(document).items():
        yield title
        yield from group


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Facts():
            return [f"{words(fact.label)} | {words(fact.value)}" for fact in block.facts]
        case BigFigures():
            return [f"{figure.number} {figure.label} ({figure.note})" for figure in block.figures]
        case Notice():
            return [f"{block.title}: {words(text)}" for text in block.paragraphs]
        case Paragraph():
            return [words(block.text)]
    return []
