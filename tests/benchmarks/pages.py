"""A document of ours in the languages of the peers: HTML for WeasyPrint, Typst's own, plain lists for fpdf2."""

import json
import zlib
from collections.abc import Iterable, Iterator
from functools import singledispatch
from html import escape
from pathlib import Path

from muniment.host.resources import resource_path
from muniment.reports.document import (
    BigFigures,
    Block,
    Box,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    KeepTogether,
    Label,
    Mark,
    Notice,
    PageBreak,
    PageOf,
    Paragraph,
    Polygon,
    Run,
    Spacer,
    Stroke,
    Table,
    Text,
    headings,
)
from muniment.reports.style import Style, style

_FILL = {"none": "none", "black": "black", "white": "white", "hatched": "#aaa"}
_ANCHOR = {"left": "start", "centre": "middle", "right": "end"}


def write_pages(document: Document, folder: Path) -> None:
    """Puts the document into a folder once for each peer, with its figures as SVG."""
    folder.mkdir(parents=True)
    blocks = list(_flat(document.blocks))
    figures = [block for block in blocks if isinstance(block, Figure)]
    for number, figure in enumerate(figures):
        (folder / f"figure-{number}.svg").write_text(_svg(figure), encoding="utf-8")
    sizes = style(document.density)
    (folder / "page.html").write_text(_html(document, blocks, sizes), encoding="utf-8")
    (folder / "page.typ").write_text(_typst(document, blocks, sizes), encoding="utf-8")
    (folder / "page.json").write_text(json.dumps(_lists(document, blocks), ensure_ascii=False), encoding="utf-8")


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from _flat(block.blocks)
        else:
            yield block


def plain(text: Text) -> str:
    """A text without its emphasis."""
    spans = (text,) if isinstance(text, str) else text
    return "".join("p. 1" if isinstance(one, PageOf) else one.text if isinstance(one, Run) else one for one in spans)


def _edges(document: Document) -> tuple[str, str]:
    head, foot = document.head, document.foot
    shown = (head.classification, head.code, head.copy_number, head.audience)
    return " · ".join(filter(None, shown)), " · ".join(filter(None, (foot.journal_head, foot.note)))


def _titles(block: Table) -> list[str]:
    titles = [plain(column.title) for column in block.columns]
    return titles if any(titles) else []


# --- figures ---


def _svg(figure: Figure) -> str:
    size = f'width="{figure.width}pt" height="{figure.height}pt" viewBox="0 0 {figure.width} {figure.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(map(_mark, figure.marks))}</svg>'


def _mark(mark: Mark) -> str:
    if isinstance(mark, Label):
        weight = ' font-weight="bold"' if mark.bold else ""
        place = f'x="{mark.x}" y="{mark.y}" font-size="{mark.size}" text-anchor="{_ANCHOR[mark.align]}"{weight}'
        return f'<text font-family="Noto Sans" {place}>{escape(mark.text)}</text>'
    if isinstance(mark, Stroke):
        dashes = ' stroke-dasharray="2 2"' if mark.dashed else ""
        line = f'x1="{mark.x1}" y1="{mark.y1}" x2="{mark.x2}" y2="{mark.y2}"'
        return f'<line {line} stroke="black" stroke-width="{mark.width}"{dashes}/>'
    ink = f'fill="{_FILL[mark.fill]}" stroke="black" stroke-width="{mark.outline}"'
    if isinstance(mark, Box):
        return f'<rect x="{mark.x}" y="{mark.y}" width="{mark.width}" height="{mark.height}" {ink}/>'
    return _polygon(mark, ink)


def _polygon(mark: Polygon, ink: str) -> str:
    points = " ".join(f"{x},{y}" for x, y in mark.points)
    return f'<{"polygon" if mark.closed else "polyline"} points="{points}" {ink}/>'


# --- HTML ---


def _html(document: Document, blocks: list[Block], sizes: Style) -> str:
    title, *under = document.title
    numbers = iter(range(1000))
    body = "".join(_html_block(block, numbers) for block in blocks)
    if any(isinstance(block, Contents) for block in blocks):
        body = _html_contents(document) + body
    head = f"<h1 class=title>{escape(title)}</h1>" + "".join(f"<p class=under>{escape(line)}</p>" for line in under)
    return f"<!doctype html><meta charset=utf-8><style>{_css(document, sizes)}</style>{head}{body}"


def _html_contents(document: Document) -> str:
    """The headings with their pages, which the peer has to work out too."""
    lines = (
        f'<p class=contents><a href="#{_target(one)}">{escape(one.text)}</a></p>' for one in headings(document.blocks)
    )
    return "".join(lines)


def _target(heading: Heading) -> str:
    return f"to-{zlib.crc32(heading.text.encode()):x}"


def _css(document: Document, sizes: Style) -> str:
    top, bottom = (text.replace('"', "'") for text in _edges(document))
    faces = "".join(
        f"@font-face{{font-family:'Noto {family}';font-weight:{weight};font-style:{slant};"
        f"src:url('{resource_path(f'fonts/Noto{family}-{name}.ttf').as_uri()}')}}"
        for family, name, weight, slant in (
            ("Sans", "Regular", "normal", "normal"),
            ("Sans", "Bold", "bold", "normal"),
            ("Serif", "Regular", "normal", "normal"),
            ("Serif", "Bold", "bold", "normal"),
            ("Serif", "Italic", "normal", "italic"),
        )
    )
    body, table = sizes.body, sizes.table
    return (
        f"{faces}@page{{size:A4;margin:20mm 20mm 20mm 25mm;@top-left{{content:\"{top}\";font:7.5pt 'Noto Sans'}}"
        f"@bottom-left{{content:\"{bottom}\";font:7.5pt 'Noto Sans'}}"
        "@bottom-right{content:counter(page) ' / ' counter(pages);font:7.5pt 'Noto Sans'}}"
        f"body{{font:{body.size}pt/{body.leading}pt 'Noto Serif';margin:0}}p{{margin:0 0 {sizes.gap}pt}}"
        f"h1,h2,h3,h4{{font-family:'Noto Sans';margin:9pt 0 3pt;break-after:avoid}}h1.title{{font-size:15pt}}"
        "h2{font-size:10pt}h3{font-size:9pt}h4{font-size:8.5pt}"
        f"table{{font:{table.size}pt/{table.leading}pt 'Noto Sans';width:100%;border-collapse:collapse;margin:5pt 0}}"
        "td,th{text-align:left;vertical-align:top;padding:2pt 4pt 2pt 0;border-bottom:0.4pt solid black}"
        ".contents a::after{content:' ' target-counter(attr(href), page)}"
        ".notice{border:0.4pt solid black;padding:4pt}.big{font:bold 24pt 'Noto Sans'}"
    )


def _html_text(text: Text) -> str:
    if isinstance(text, str):
        return escape(text).replace("\n", "<br>")
    tags = {"bold": "b", "italic": "i", "plain": "span"}
    spans = (
        f"<{tags[one.emphasis]}>{escape(one.text)}</{tags[one.emphasis]}>"
        if isinstance(one, Run)
        else escape(plain((one,)))
        for one in text
    )
    return "".join(spans).replace("\n", "<br>")


def _html_row(cells: Iterable[Text], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{_html_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _html_table(rows: Iterable[Iterable[Text]], titles: list[str]) -> str:
    head = f"<thead>{_html_row(titles, 'th')}</thead>" if titles else ""
    return f"<table>{head}{''.join(map(_html_row, rows))}</table>"


@singledispatch
def _html_block(block: Block, numbers: Iterator[int]) -> str:  # noqa: ARG001 - what has no counterpart
    return ""


@_html_block.register
def _(block: Heading, _: Iterator[int]) -> str:
    return f"<h{block.level + 1} id={_target(block)}>{escape(block.text)}</h{block.level + 1}>"


@_html_block.register
def _(block: Paragraph, _: Iterator[int]) -> str:
    return f"<p>{escape(block.label)} {_html_text(block.text)}</p>"


@_html_block.register
def _(block: Facts, _: Iterator[int]) -> str:
    return _html_table(_fact_rows(block), [])


@_html_block.register
def _(block: Table, _: Iterator[int]) -> str:
    return _html_table((row.cells for row in block.rows), _titles(block))


@_html_block.register
def _(block: Figure, numbers: Iterator[int]) -> str:
    caption = f"<p>{escape(block.caption)}</p>"
    return f'<img src="figure-{next(numbers)}.svg">{caption if block.caption else ""}'


@_html_block.register
def _(block: Notice, _: Iterator[int]) -> str:
    inside = "".join(f"<p>{_html_text(text)}</p>" for text in block.paragraphs)
    return f"<div class=notice><b>{escape(block.title)}</b>{inside}</div>"


@_html_block.register
def _(block: BigFigures, _: Iterator[int]) -> str:
    cells = "".join(
        f"<td><span class=big>{escape(one.number)}</span><br><b>{escape(one.label)}</b><br>{escape(one.note)}</td>"
        for one in block.figures
    )
    return f"<table><tr>{cells}</tr></table>"


@_html_block.register
def _(_block: PageBreak, _: Iterator[int]) -> str:
    return "<div style='break-before:page'></div>"


@_html_block.register
def _(block: Spacer, _: Iterator[int]) -> str:
    return f"<div style='height:{block.points}pt'></div>"


def _fact_rows(block: Facts) -> list[list[Text]]:
    """Label and value, or two of each beside each other."""
    pairs: list[list[Text]] = [[fact.label, fact.value] for fact in block.facts]
    if block.columns == 1:
        return pairs
    pairs += [["", ""]] * (len(pairs) % 2)
    return [[*pairs[at], *pairs[at + 1]] for at in range(0, len(pairs), 2)]


# --- Typst ---


def _typst(document: Document, blocks: list[Block], sizes: Style) -> str:
    top, bottom = map(_quoted, _edges(document))
    title, *under = document.title
    numbers = iter(range(1000))
    body, table = sizes.body, sizes.table
    small = 'set text(font: "Noto Sans", size: 7.5pt)'
    head = (
        '#set page(paper: "a4", margin: (left: 25mm, rest: 20mm), '
        f"header: {{{small}; {top}}}, footer: {{{small}; {bottom}; h(1fr); "
        'context counter(page).display("1 / 1", both: true)})\n'
        f'#set text(font: "Noto Serif", size: {body.size}pt)\n#set par(leading: {body.leading - body.size}pt)\n'
        f'#show heading: set text(font: "Noto Sans", size: 10pt)\n'
        f'#show table: set text(font: "Noto Sans", size: {table.size}pt)\n'
        "#set table(stroke: (bottom: 0.4pt), inset: (x: 3pt, y: 2pt))\n"
        f'#text(font: "Noto Sans", size: 15pt, weight: "bold", {_quoted(title)})\n\n'
    )
    lines = "".join(f"#{_quoted(line)}\n\n" for line in under)
    return head + lines + "".join(_typst_block(block, numbers) for block in blocks)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _typst_text(text: Text) -> str:
    """A text as an expression of content."""
    if isinstance(text, str):
        return f"[#{_quoted(text)}]"
    kinds = {"bold": "strong", "italic": "emph", "plain": "text"}
    spans = (
        f"#{kinds[one.emphasis]}({_quoted(one.text)})" if isinstance(one, Run) else f"#{_quoted(plain((one,)))}"
        for one in text
    )
    return f"[{''.join(spans)}]"


def _typst_table(rows: list[list[Text]], columns: list[str], titles: list[str]) -> str:
    head = f"table.header({', '.join(f'[#strong({_quoted(title)})]' for title in titles)}), " if titles else ""
    cells = ", ".join(_typst_text(cell) for row in rows for cell in row)
    return f"#table(columns: ({', '.join(columns)},), {head}{cells})\n\n"


@singledispatch
def _typst_block(block: Block, numbers: Iterator[int]) -> str:  # noqa: ARG001 - what has no counterpart
    return ""


@_typst_block.register
def _(block: Heading, _: Iterator[int]) -> str:
    return f"#heading(level: {block.level}, {_quoted(block.text)})\n\n"


@_typst_block.register
def _(block: Paragraph, _: Iterator[int]) -> str:
    return f"#{_quoted(block.label)} #{_typst_text(block.text)}\n\n"


@_typst_block.register
def _(block: Facts, _: Iterator[int]) -> str:
    rows = _fact_rows(block)
    return _typst_table(rows, ["auto", "1fr"] * (len(rows[0]) // 2 if rows else 1), [])


@_typst_block.register
def _(block: Table, _: Iterator[int]) -> str:
    shares = [f"{column.share}fr" if column.share else "auto" for column in block.columns]
    return _typst_table([list(row.cells) for row in block.rows], shares, _titles(block))


@_typst_block.register
def _(block: Figure, numbers: Iterator[int]) -> str:
    caption = f"#{_quoted(block.caption)}\n\n" if block.caption else ""
    return f'#image("figure-{next(numbers)}.svg", width: {block.width}pt)\n\n{caption}'


@_typst_block.register
def _(block: Notice, _: Iterator[int]) -> str:
    inside = " #parbreak() ".join(f"#{_typst_text(text)}" for text in (block.title, *block.paragraphs))
    return f"#block(stroke: 0.4pt, inset: 4pt, width: 100%)[{inside}]\n\n"


@_typst_block.register
def _(block: BigFigures, _: Iterator[int]) -> str:
    cells = ", ".join(
        f"[#text(size: 24pt, {_quoted(one.number)}) \\ #strong({_quoted(one.label)}) \\ #{_quoted(one.note)}]"
        for one in block.figures
    )
    return f"#table(columns: {len(block.figures)}, {cells})\n\n"


@_typst_block.register
def _(block: Contents, _: Iterator[int]) -> str:
    return f"#outline(title: none, depth: {block.depth})\n\n"


@_typst_block.register
def _(_block: PageBreak, _: Iterator[int]) -> str:
    return "#pagebreak(weak: true)\n\n"


@_typst_block.register
def _(block: Spacer, _: Iterator[int]) -> str:
    return f"#v({block.points}pt)\n\n"


# --- fpdf2 ---


def _lists(document: Document, blocks: list[Block]) -> list[list[object]]:
    """What fpdf2 is to draw, in order: a heading, a text, a table with its titles, a figure, a page break."""
    numbers = iter(range(1000))
    found: list[list[object]] = [["heading", document.title[0]], ["text", "\n".join(document.title[1:])]]
    for block in blocks:
        found += _listed(block, numbers)
    return found


@singledispatch
def _listed(block: Block, numbers: Iterator[int]) -> list[list[object]]:  # noqa: ARG001 - what has no counterpart
    return []


@_listed.register
def _(block: Heading, _: Iterator[int]) -> list[list[object]]:
    return [["heading", block.text]]


@_listed.register
def _(block: Paragraph, _: Iterator[int]) -> list[list[object]]:
    return [["text", f"{block.label} {plain(block.text)}"]]


@_listed.register
def _(block: Facts, _: Iterator[int]) -> list[list[object]]:
    return [["table", [], [[plain(cell) for cell in row] for row in _fact_rows(block)]]]


@_listed.register
def _(block: Table, _: Iterator[int]) -> list[list[object]]:
    return [["table", _titles(block), [[plain(cell) for cell in row.cells] for row in block.rows]]]


@_listed.register
def _(block: Figure, numbers: Iterator[int]) -> list[list[object]]:
    return [["figure", f"figure-{next(numbers)}.svg", block.width], ["text", block.caption]]


@_listed.register
def _(block: Notice, _: Iterator[int]) -> list[list[object]]:
    return [["text", plain(text)] for text in (block.title, *block.paragraphs)]


@_listed.register
def _(block: BigFigures, _: Iterator[int]) -> list[list[object]]:
    return [["table", [], [[f"{one.number}\n{one.label}\n{one.note}" for one in block.figures]]]]


@_listed.register
def _(_block: PageBreak, _: Iterator[int]) -> list[list[object]]:
    return [["break"]]
