"""An empty text document to be edited: its sheet, its styles, and nothing about who made it, when, or with what."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from muniment.reports.document import Density
from muniment.reports.editable_parts import framed, tab_at
from muniment.reports.style import Paper, sheet

_TOLD = ("core-properties", "extended-properties", "custom-properties", "thumbnail")
_NEEDED = ("/styles", "/settings", "/fontTable", "/theme", "/header", "/footer", "/image")
_STYLES = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer", "Normal Table")
_HELD = ("Default Paragraph Font", "No List")
_LANGUAGES = {"en": "en-GB", "az": "az-Latn-AZ", "ru": "ru-RU"}
_SERIF, _SANS = "Times New Roman", "Arial"
# Name, font, size in points, bold, space before and after.
_SIZES = (
    ("Normal", _SERIF, 11, False, 0, 6),
    ("Title", _SANS, 18, True, 0, 2),
    ("Subtitle", _SANS, 10, False, 0, 8),
    ("Heading 1", _SANS, 13, True, 18, 6),
    ("Heading 2", _SANS, 11, True, 12, 4),
    ("Heading 3", _SANS, 10, True, 8, 3),
    ("Header", _SANS, 8, False, 0, 0),
    ("Footer", _SANS, 8, False, 0, 0),
    ("Small", _SANS, 9, False, 0, 4),
    ("Cell", _SANS, 9, False, 1, 1),
    ("Notice", _SANS, 9, False, 2, 2),
    ("Gap", _SANS, 4, False, 0, 0),
    *((f"toc {level}", _SANS, 9, level == 1, 3, 0) for level in (1, 2, 3)),
)


def empty(paper: Paper, language: str, density: Density = "normal") -> Any:
    """A document of the library without content, for this paper."""
    import docx

    made = docx.Document()
    _forget(made)
    _clear_settings(made)
    _set_styles(made, language, 1.5 if density == "dense" else 0)
    framed(made.styles["Notice"])
    for level in (1, 2, 3):
        shape = made.styles[f"toc {level}"].paragraph_format
        shape.left_indent = _points(14 * (level - 1))
        tab_at(shape, sheet(paper).room, dotted=True)
    set_sheet(made.sections[0], paper)
    return made


def set_sheet(section: Any, paper: Paper) -> None:
    """The size of the paper and its margins, as our PDFs have them."""
    from docx.shared import Pt

    size = sheet(paper)
    section.page_width, section.page_height = Pt(size.width), Pt(size.height)
    section.left_margin, section.right_margin = Pt(size.left), Pt(size.width - size.right)
    section.top_margin, section.bottom_margin = Pt(size.top + 14), Pt(size.height - size.bottom)
    section.header_distance = section.footer_distance = Pt(30)


def finished(made: Any) -> bytes:
    """The document as a file; the same document gives the same bytes, since no part of it has a time."""
    raw, clean = BytesIO(), BytesIO()
    made.save(raw)
    with ZipFile(raw) as parts, ZipFile(clean, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            about = ZipInfo(name)
            about.compress_type, about.create_system = ZIP_DEFLATED, 0
            file.writestr(about, parts.read(name))
    return clean.getvalue()


def _forget(made: Any) -> None:
    """Drops what tells of authors, times and programs, and what nothing here needs."""
    for rels in (made.part.package.rels, made.part.rels):
        for number, one in list(rels.items()):
            is_document = one.reltype.endswith("/officeDocument")
            if one.reltype.endswith(_TOLD) or not (is_document or one.reltype.endswith(_NEEDED)):
                del rels[number]
    for one in (*made.element.iter(), *made.styles.element.iter()):
        for name in [name for name in one.attrib if name.startswith(_w("rsid"))]:  # which sitting wrote it
            del one.attrib[name]


def _clear_settings(made: Any) -> None:
    """Leaves of the settings what lays the text out; asks programs to keep the names of editors out, and times."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    settings = made.settings.element
    kept = {qn(f"w:{name}") for name in ("defaultTabStop", "characterSpacingControl", "compat")}
    for one in list(settings):
        if one.tag not in kept:
            settings.remove(one)
    for place, name in enumerate(("w:removePersonalInformation", "w:removeDateAndTime")):
        settings.insert(place, OxmlElement(name))


def _set_styles(made: Any, language: str, less: float) -> None:
    """Every style with its size, so many points less where a document is dense."""
    from docx.enum.style import WD_STYLE_TYPE

    for one in list(made.styles):
        if one.name not in (*_STYLES, *_HELD):
            one.delete()
    for name in ("w:latentStyles", "w:link", "w:rsid"):
        _drop(made.styles.element, name)
    for name, font, size, bold, before, after in _SIZES:
        known = name in _STYLES
        style = (
            made.styles[name]
            if known
            else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        )
        if not known:
            style.base_style = made.styles["Normal"]
        _set_style(style, font, max(size - less, min(size, 7.5)), bold=bold)
        shape, tight = style.paragraph_format, 0.5 if less else 1.0
        shape.space_before, shape.space_after = _points(before * tight), _points(after * tight)
        shape.line_spacing = 1.15 if name == "Normal" and not less else 1.0
    for told in made.styles.element.iter(_w("lang")):
        told.set(_w("val"), _LANGUAGES.get(language, language))


def _set_style(style: Any, font: str, size: float, *, bold: bool) -> None:
    from docx.shared import RGBColor

    properties = style.element.get_or_add_rPr()
    for one in list(properties):
        if one.tag in (_w("rFonts"), _w("color"), _w("spacing"), _w("kern"), _w("i"), _w("iCs")):
            properties.remove(one)
    for one in list(style.element.get_or_add_pPr()):
        if one.tag in (_w("pBdr"), _w("contextualSpacing"), _w("numPr"), _w("tabs")):
            style.element.pPr.remove(one)
    style.font.name, style.font.size, style.font.bold = font, _points(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = properties.get_or_add_rFonts()
    for kind in ("cs", "eastAsia"):
        fonts.set(_w(kind), font)


def _drop(element: Any, name: str) -> None:
    from docx.oxml.ns import qn

    for one in list(element.iter(qn(name))):
        one.getparent().remove(one)


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
