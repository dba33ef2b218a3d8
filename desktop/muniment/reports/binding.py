"""Drawn documents bound into one file: every font once, links and bookmarks led to their pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from muniment.domain.frozen import frozen
from muniment.reports.contents import beginning
from muniment.reports.fonts import font
from muniment.reports.pdffile import PdfFile


class Link(NamedTuple):
    """A place on a page that leads to an anchor: left, lower, right and upper edge in points."""

    area: tuple[float, float, float, float]
    goal: str


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
    warnings: tuple[str, ...]
    language: str


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
        self._catalog, self._tree, self._fonts = (self._file.reserve() for _ in range(3))
        self._frame = b"/MediaBox [0 0 %.3f %.3f]" % (width, height)
        self._height = height
        self._language = language
        self._pages: list[int] = []
        self._plates: set[tuple[str, int]] = set()
        self._bookmarks: list[_Bookmark] = []
        self._beginnings: dict[str, bytes] = {}

    def add(self, pages: Sequence[DrawnPage], title: str = "", *, first: bool = False) -> None:
        """The pages of one more document, under a bookmark of that title; ``first`` before all, with links to them."""
        numbers = [self._file.reserve() for _ in pages]
        top = b"[%d 0 R /XYZ 0 %.2f 0]" % (numbers[0], self._height)
        places = self._beginnings if first else {}
        for number, page in zip(numbers, pages, strict=True):
            for target in page.targets:
                places.setdefault(target.anchor, b"[%d 0 R /XYZ 0 %.2f 0]" % (number, target.height))
        for number, page in zip(numbers, pages, strict=True):
            self._file.write(number, self._page(page, places))
            self._plates |= page.plates
        at = 0 if first else len(self._pages)
        self._pages[at:at] = numbers
        under = self._bookmarks
        if title:
            made = _Bookmark(self._file.reserve(), title, top)
            self._bookmarks.insert(0 if first else len(self._bookmarks), made)
            under = made.under
        self._beginnings[beginning(len(self._beginnings) + 1)] = top
        self._bookmark(pages, places, under)

    def finished(self) -> bytes:
        """The file with everything that was added."""
        plates = b" ".join(self._font(*plate) for plate in sorted(self._plates))
        self._file.write(self._fonts, b"<< %s >>" % plates)
        pages = b" ".join(b"%d 0 R" % number for number in self._pages)
        self._file.write(self._tree, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (pages, len(self._pages)))
        outline = b" /Outlines %d 0 R" % self._outline() if self._bookmarks else b""
        words = b"/Pages %d 0 R /Lang %s%s" % (self._tree, _words(self._language), outline)
        self._file.write(self._catalog, b"<< /Type /Catalog %s >>" % words)
        return self._file.finished(self._catalog)

    def _page(self, page: DrawnPage, places: dict[str, bytes]) -> bytes:
        links = [self._file.add(_link(link, places[link.goal])) for link in page.links if link.goal in places]
        return b"<< /Type /Page /Parent %d 0 R %s /Resources << /Font %d 0 R >> /Contents %d 0 R%s >>" % (
            self._tree,
            self._frame,
            self._fonts,
            self._file.add_stream(page.content),
            b" /Annots [%s]" % b" ".join(b"%d 0 R" % link for link in links) if links else b"",
        )

    def _font(self, name: str, number: int) -> bytes:
        """One plate of a font as an entry of the resources of all pages."""
        plate = font(name).plates[number]
        packed = plate.packed
        outlines = self._file.add_stream(packed.outlines, b" /Length1 %d" % packed.size)
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
            said = b"/Title %s /Dest %s /Parent %d 0 R" % (_words(entry.title), entry.place, parent)
            self._file.write(entry.number, b"<< %s%s%s%s >>" % (said, before, after, under))
        shown = len(entries) if depth else sum(1 + len(entry.under) for entry in entries)
        ends = (entries[0].number, entries[-1].number, shown if depth < 2 else -shown)
        return b" /First %d 0 R /Last %d 0 R /Count %d" % ends


def _link(link: Link, place: bytes) -> bytes:
    area = b"%.2f %.2f %.2f %.2f" % link.area
    return b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%s] /Dest %s >>" % (area, place)


def _words(text: str) -> bytes:
    """A text for the reader of the file, in UTF-16."""
    return b"<%s>" % f"\ufeff{text}".encode("utf-16-be").hex().encode()
