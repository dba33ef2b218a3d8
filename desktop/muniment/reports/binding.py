"""Drawn documents bound into one file: every font once, links and bookmarks led to their pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from muniment.reports.engine import new_file, without_comments, written
from muniment.reports.fonts import font


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


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page as a file has it; it can be handed from one process to another."""

    content: bytes
    """What is drawn, compressed."""
    plates: frozenset[tuple[str, int]]
    """The plates of type that it needs: font and number."""
    links: tuple[Link, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document before it is bound, and what its reader has to be told about the printing."""

    pages: tuple[DrawnPage, ...]
    warnings: tuple[str, ...]
    language: str


@dataclass(slots=True)
class _Bookmark:
    """One entry of the outline, and what is under it."""

    known: Any
    title: str
    place: bytes
    under: list["_Bookmark"] = field(default_factory=list)


class Binding:
    """A file in the making; documents are added one after the other, each with anchors of its own."""

    def __init__(self, width: float, height: float, language: str) -> None:
        self._file = new_file(language)
        self._file.Catalog.Outlines = None
        self._fonts = self._added()
        self._frame = b"[0 0 %.3f %.3f]" % (width, height)
        self._plates: set[tuple[str, int]] = set()
        self._bookmarks: list[_Bookmark] = []

    def add(self, pages: Sequence[DrawnPage]) -> None:
        """The pages of one more document."""
        sheets = [written()() for _ in pages]
        for sheet in sheets:
            self._file.addPage(sheet)
        places: dict[str, bytes] = {}
        for sheet, page in zip(sheets, pages, strict=True):
            for target in page.targets:
                places.setdefault(target.anchor, b"[%s /XYZ 0 %.2f 0]" % (self._known_as(sheet), target.height))
        for sheet, page in zip(sheets, pages, strict=True):
            sheet.content = self._sheet(page, places)
            self._plates |= page.plates
        self._bookmark(pages, places)

    def finished(self) -> bytes:
        """The file with everything that was added."""
        self._fonts.content = b"<< %s >>" % b" ".join(self._font(*plate) for plate in sorted(self._plates))
        if self._bookmarks:
            outline = self._file.Catalog.Outlines = self._added()
            outline.content = b"<< /Type /Outlines%s >>" % self._outline(outline, self._bookmarks)
        return without_comments(self._file.format())

    def _added(self, content: bytes = b"") -> Any:
        """One more object of the file; its content may be given later."""
        made = written()(content)
        self._file.Reference(made)
        return made

    def _known_as(self, made: Any) -> bytes:
        """How other objects refer to one."""
        reference: bytes = self._file.Reference(made).format(self._file)
        return reference

    def _stream(self, packed: bytes, more: bytes = b"") -> bytes:
        """A compressed stream as an object of its own, and how to refer to it."""
        head = b"<< /Filter /FlateDecode /Length %d%s >>" % (len(packed), more)
        return self._known_as(self._added(b"%s\nstream\n%s\nendstream\n" % (head, packed)))

    def _sheet(self, page: DrawnPage, places: dict[str, bytes]) -> bytes:
        links = [self._known_as(self._added(_link(link, places))) for link in page.links if link.goal in places]
        return b"<< /Type /Page /Parent %s /MediaBox %s /Resources << /Font %s >> /Contents %s%s >>" % (
            self._known_as(self._file.Pages),
            self._frame,
            self._known_as(self._fonts),
            self._stream(page.content),
            b" /Annots [%s]" % b" ".join(links) if links else b"",
        )

    def _font(self, name: str, number: int) -> bytes:
        """One plate of a font as an entry of the resources of all pages."""
        plate = font(name).plates[number]
        packed = plate.packed
        outlines = self._stream(packed.outlines, b" /Length1 %d" % packed.size)
        descriptor = self._known_as(self._added(b"%s /FontFile2 %s >>" % (packed.descriptor, outlines)))
        made = b"<< /Type /Font /Subtype /TrueType /BaseFont %s /FirstChar 0 /LastChar 255 " % plate.title
        made += b"/Widths %s /FontDescriptor %s /ToUnicode %s >>" % (
            packed.widths,
            descriptor,
            self._stream(packed.meanings),
        )
        return b"%s %s" % (plate.name, self._known_as(self._added(made)))

    def _bookmark(self, pages: Sequence[DrawnPage], places: dict[str, bytes]) -> None:
        open_ones: list[list[_Bookmark]] = [self._bookmarks]
        for target in (target for page in pages for target in page.targets if target.title):
            made = _Bookmark(self._added(), target.title, places[target.anchor])
            del open_ones[target.level + 1 :]
            open_ones[-1].append(made)
            open_ones.append(made.under)

    def _outline(self, parent: Any, entries: list[_Bookmark], depth: int = 0) -> bytes:
        """Write the entries below one; gives what that one says of them. Only the first level stands open."""
        known = [self._known_as(entry.known) for entry in entries]
        for number, entry in enumerate(entries):
            before = b" /Prev %s" % known[number - 1] if number else b""
            after = b" /Next %s" % known[number + 1] if number + 1 < len(known) else b""
            under = self._outline(entry.known, entry.under, depth + 1) if entry.under else b""
            words = (b"/Title %s /Dest %s" % (_words(entry.title), entry.place), b"/Parent %s" % self._known_as(parent))
            entry.known.content = b"<< %s%s%s%s >>" % (b" ".join(words), before, after, under)
        shown = len(entries) if depth else sum(1 + len(entry.under) for entry in entries)
        return b" /First %s /Last %s /Count %d" % (known[0], known[-1], shown if depth < 2 else -shown)


def _link(link: Link, places: dict[str, bytes]) -> bytes:
    area = b"%.2f %.2f %.2f %.2f" % link.area
    return b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%s] /Dest %s >>" % (area, places[link.goal])


def _words(text: str) -> bytes:
    """A text for the reader of the file, in UTF-16."""
    return b"<%s>" % f"\ufeff{text}".encode("utf-16-be").hex().encode()
