"""Drawn documents bound into one file: every font once, links and bookmarks led to their pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from muniment.domain.frozen import frozen
from muniment.reports.contents import beginning
from muniment.reports.fonts import font
from muniment.reports.keeping import metadata, output_intent, packed_profile
from muniment.reports.pdffile import PdfFile, words
from muniment.reports.structure import Structure
from muniment.reports.wording import wording


class Link(NamedTuple):
    """A place on a page that leads to an anchor: left, lower, right and upper edge in points; what it says in words."""

    area: tuple[float, float, float, float]
    goal: str
    told: str


class Target(NamedTuple):
    """Where an anchor stands on a page; with a title it is a bookmark too, at a level from 0."""

    anchor: str
    height: float
    title: str
    level: int


@frozen
class DrawnPage:
    """One page as a file has it; it can be handed from one process to another."""

    content: bytes
    """What is drawn, compressed."""
    plates: frozenset[tuple[str, int]]
    """The plates of type that it needs: font and number."""
    links: tuple[Link, ...] = ()
    targets: tuple[Target, ...] = ()


@frozen
class Drawn:
    """A document before it is bound, and what its reader has to be told about the printing."""

    pages: tuple[DrawnPage, ...]
    structure: Structure
    warnings: tuple[str, ...]
    language: str
    kind: str
    """What such a paper is called, in general words."""


@dataclass(slots=True)
class _Bookmark:
    """One entry of the outline, and what is under it."""

    number: int
    title: str
    place: bytes
    under: list["_Bookmark"] = field(default_factory=list)


class Binding:
    """A file in the making; documents are added one after the other, each with anchors of its own."""

    def __init__(self, width: float, height: float, language: str) -> None:
        self._file = PdfFile()
        self._catalog, self._tree, self._fonts, self._root, self._whole = (self._file.reserve() for _ in range(5))
        self._frame = b"/MediaBox[0 0 %.3f %.3f]" % (width, height)
        self._height = height
        self._language = language
        self._kinds: dict[str, None] = {}
        self._pages: list[int] = []
        self._parts: list[int] = []
        self._ways_back: list[int] = []
        self._plates: set[tuple[str, int]] = set()
        self._bookmarks: list[_Bookmark] = []
        self._beginnings: dict[str, bytes] = {}

    def add(self, document: Drawn, title: str = "", *, first: bool = False) -> None:
        """The pages of one more document, under a bookmark of that title; ``first`` before all, with links to them."""
        pages, structure = document.pages, document.structure
        begin = self._file.reserve(len(pages) + structure.objects + sum(len(page.links) for page in pages))
        numbers = range(begin, begin + len(pages))
        top = b"[%d 0 R/XYZ 0 %.2f 0]" % (begin, self._height)
        places = self._beginnings if first else {}
        for number, page in zip(numbers, pages, strict=True):
            for target in page.targets:
                places.setdefault(target.anchor, b"[%d 0 R/XYZ 0 %.2f 0]" % (number, target.height))
        self._write_pages(numbers, pages, places, begin + len(pages) + structure.objects)
        at = 0 if first else len(self._pages)
        self._pages[at:at] = numbers
        self._add_structure(structure, begin, first=first)
        self._kinds[document.kind] = None
        under = self._bookmarks
        if title:
            made = _Bookmark(self._file.reserve(), title, top)
            self._bookmarks.insert(0 if first else len(self._bookmarks), made)
            under = made.under
        self._beginnings[beginning(len(self._beginnings) + 1)] = top
        self._bookmark(pages, places, under)

    def _add_structure(self, structure: Structure, begin: int, *, first: bool) -> None:
        """The tree of a document, and its way back from marks to elements, which is the last object of it."""
        part = begin + structure.pages
        self._file.add_packed(part, structure.objects, *structure.placed(begin, self._whole))
        self._parts.insert(0 if first else len(self._parts), part)
        self._ways_back.append(part + structure.objects - 1)

    def finished(self) -> bytes:
        """The file with everything that was added."""
        file = self._file
        mark = file.mark()  # of pages and trees; the fonts are the same in every file
        plates = b" ".join(self._font(*plate) for plate in sorted(self._plates))
        file.write(self._fonts, b"<<%s>>" % plates)
        file.write(self._tree, b"<</Type/Pages/Kids[%s]/Count %d>>" % (_listed(self._pages), len(self._pages)))
        self._write_structure()
        outline = b"/Outlines %d 0 R" % self._outline() if self._bookmarks else b""
        kind = next(iter(self._kinds)) if len(self._kinds) == 1 else wording(self._language).document
        told = file.add_stream(metadata(kind), b"/Type/Metadata/Subtype/XML")
        grey = file.add_stream(packed_profile(), b"/N 1/Filter/FlateDecode")
        file.write(
            self._catalog,
            b"<</Type/Catalog/Pages %d 0 R/Lang%s%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
            b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/OutputIntents[%s]>>"
            % (self._tree, words(self._language), outline, self._root, told, output_intent(grey)),
        )
        return file.finished(self._catalog, mark)

    def _write_structure(self) -> None:
        ways, last = b"<</Kids[%s]>>" % _listed(self._ways_back), self._file.next
        told = b"/K %d 0 R/ParentTree %s/ParentTreeNextKey %d" % (self._whole, ways, last)
        self._file.write(self._root, b"<</Type/StructTreeRoot%s>>" % told)
        self._file.write(self._whole, b"<</S/Document/P %d 0 R/K[%s]>>" % (self._root, _listed(self._parts)))

    def _write_pages(
        self, numbers: Sequence[int], pages: Sequence[DrawnPage], places: Mapping[str, bytes], link: int
    ) -> None:
        """Pages with their links, the first of which has the number ``link``."""
        for number, page in zip(numbers, pages, strict=True):
            links = range(link, link + len(page.links))
            link += len(page.links)
            for own, one in zip(links, page.links, strict=True):
                self._file.write(own, _link(one, places[one.goal], own))
            self._file.write(number, self._page(page, number, links))
            self._plates |= page.plates

    def _page(self, page: DrawnPage, number: int, links: Sequence[int]) -> bytes:
        return b"<</Type/Page/Parent %d 0 R%s/Resources<</Font %d 0 R>>/Contents %d 0 R/StructParents %d/Tabs/S%s>>" % (
            self._tree,
            self._frame,
            self._fonts,
            self._file.add_stream(page.content),
            number,
            b"/Annots[%s]" % _listed(links) if links else b"",
        )

    def _font(self, name: str, number: int) -> bytes:
        """One plate of a font as an entry of the resources of all pages."""
        plate = font(name).plates[number]
        packed = plate.packed
        outlines = self._file.add_stream(packed.outlines, b"/Filter/FlateDecode/Length1 %d" % packed.size)
        descriptor = self._file.add(b"%s /FontFile2 %d 0 R >>" % (packed.descriptor, outlines))
        meanings = self._file.add_stream(packed.meanings)
        codes = b"/FirstChar 0 /LastChar 255 /Widths %s /ToUnicode %d 0 R" % (packed.widths, meanings)
        kind = b"/Type /Font /Subtype /TrueType /BaseFont %s /FontDescriptor %d 0 R" % (plate.title, descriptor)
        return b"%s %d 0 R" % (plate.name, self._file.add(b"<< %s %s >>" % (kind, codes)))

    def _bookmark(self, pages: Sequence[DrawnPage], places: dict[str, bytes], under: list[_Bookmark]) -> None:
        open_ones: list[list[_Bookmark]] = [under]
        for target in (target for page in pages for target in page.targets if target.title):
            made = _Bookmark(self._file.reserve(), target.title, places[target.anchor])
            del open_ones[target.level + 1 :]
            open_ones[-1].append(made)
            open_ones.append(made.under)

    def _outline(self) -> int:
        number = self._file.reserve()
        self._file.write(number, b"<< /Type /Outlines%s >>" % self._under(number, self._bookmarks, 0))
        return number

    def _under(self, parent: int, entries: list[_Bookmark], depth: int) -> bytes:
        """Write the entries below one; gives what that one says of them. Only the first level stands open."""
        for number, entry in enumerate(entries):
            before = b" /Prev %d 0 R" % entries[number - 1].number if number else b""
            after = b" /Next %d 0 R" % entries[number + 1].number if number + 1 < len(entries) else b""
            under = self._under(entry.number, entry.under, depth + 1) if entry.under else b""
            said = b"/Title %s /Dest %s /Parent %d 0 R" % (words(entry.title), entry.place, parent)
            self._file.write(entry.number, b"<< %s%s%s%s >>" % (said, before, after, under))
        shown = len(entries) if depth else sum(1 + len(entry.under) for entry in entries)
        ends = (entries[0].number, entries[-1].number, shown if depth < 2 else -shown)
        return b" /First %d 0 R /Last %d 0 R /Count %d" % ends


def _link(link: Link, place: bytes, number: int) -> bytes:
    area = b"/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]" % link.area
    told = b"/F 4%s/Dest%s/StructParent %d/Contents%s" % (area, place, number, words(link.told))
    return b"<</Type/Annot/Subtype/Link%s>>" % told


def _listed(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])
