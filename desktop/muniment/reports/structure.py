"""What the marks on the pages are: a tree of headings, paragraphs, lists and tables (ISO 32000-2, 14.7).

It is written by whoever draws the document, in whichever process that is. The number that an object of it will have in
the file is not known there. So numbers are counted from the first page of the document, and stand in fields of one
width; binding adds the same to each of them.
"""

from array import array
from typing import NamedTuple

from muniment.reports.pdffile import words

_FIELD = 4
"""By how much ``%7d`` grows when a number is put in its place; no file has more objects than seven digits can name."""
_LONGEST = 10_000  # characters: less than a text in such a file may have (ISO 19005-2, 6.1.13)
_NOTHING = -1


class Role(NamedTuple):
    """What an element is: how its marks begin on a page, and how it begins in the file."""

    mark: bytes
    head: bytes


def role(name: bytes, more: bytes = b"") -> Role:
    """A role by its name in the standard, with what else is to be said of such an element."""
    return Role(b"/%s<</MCID %%d>>BDC" % name, b"<</S/%s%s/P %%7d 0 R" % (name, more))


PARAGRAPH = role(b"P")
HEADINGS = tuple(role(b"H%d" % level) for level in range(1, 5))
"""The title of a document is the first; headings stand below it."""
DIVISION = role(b"Div")
LIST, NUMBERED = role(b"L"), role(b"L", b"/A<</O/List/ListNumbering/Decimal>>")
FACTS = role(b"L", b"/A<</O/List/ListNumbering/None>>")
ITEM, LABEL, BODY = role(b"LI"), role(b"Lbl"), role(b"LBody")
TABLE, ROW, CELL = role(b"Table"), role(b"TR"), role(b"TD")
COLUMN_HEAD = role(b"TH", b"/A<</O/Table/Scope/Column>>")
ROW_HEAD = role(b"TH", b"/A<</O/Table/Scope/Row>>")
CONTENTS, ENTRY, REFERENCE, LINK = role(b"TOC"), role(b"TOCI"), role(b"Reference"), role(b"Link")


def figure(told: str, area: tuple[float, float, float, float]) -> Role:
    """A drawing: what it shows in words; its left, lower, right and upper edge."""
    place = b"/A<</O/Layout/BBox[%.2f %.2f %.2f %.2f]>>" % area
    return role(b"Figure", b"/Alt%s%s" % (words(told[:_LONGEST]), place))


class Element:
    """One element: the number of the one above it, and what belongs to it in its order.

    No element has the one above, so that a tree is let go without being searched for.
    """

    __slots__ = ("above", "kids", "number", "page", "role")

    def __init__(self, number: int, kind: Role, above: int) -> None:
        self.number = number
        self.role = kind
        self.above = above
        self.page = _NOTHING
        self.kids: list[Element | OnPage | int] = []
        """A whole number is a mark on its own page."""


class OnPage(NamedTuple):
    """A mark on another page than that of its element, or a link on any, by its number on the way through."""

    page: int
    number: int
    is_link: bool


class Structure(NamedTuple):
    """The tree of one document, ready to be given its numbers."""

    pages: int
    objects: int
    """So many it takes besides the pages, which come before it, and the links, which come behind it."""
    starts: bytes
    content: bytes
    numbers: "array[int]"

    def placed(self, first: int, above: int) -> tuple[bytes, bytes]:
        """Index and content of a stream of objects (ISO 32000-2, 7.5.7), in a file where its first page has a number.

        ``above`` is the number of what the tree hangs from.
        """
        begin = first + self.pages
        index = self.starts % tuple(range(begin, begin + self.objects))
        return index, self.content % (above, *[first + number for number in self.numbers])


class Tree:
    """The tree of one document in the making, in the order in which it is read."""

    def __init__(self, pages: int, language: str) -> None:
        self._elements: list[Element] = []
        self._pages = pages
        self._marked: list[list[int]] = [[] for _ in range(pages)]
        """The element of each mark, by its number."""
        self._links: list[int] = []
        """The element of each link."""
        self.here = self._new(role(b"Part", b"/Lang%s" % words(language)), _NOTHING)
        """The element that stands open."""

    def _new(self, kind: Role, above: int) -> Element:
        made = Element(self._pages + len(self._elements), kind, above)
        self._elements.append(made)
        return made

    def enter(self, kind: Role, *, join: bool = False, at: int = -1) -> Element:
        """Open a new element in the one that is open; or, to ``join``, the one of that kind that stands there."""
        here = self.here
        kids = here.kids
        if join and -len(kids) <= at < len(kids):
            known = kids[at]
            if isinstance(known, Element) and known.role is kind:
                self.here = known
                return known
        made = self.here = self._new(kind, here.number)
        kids.append(made)
        return made

    def leave(self) -> None:
        """Close the element that stands open."""
        if self.here.above == _NOTHING:
            raise ValueError("nothing stands open")
        self.here = self._elements[self.here.above - self._pages]

    def mark(self, page: int) -> bytes:
        """How a mark of the open element begins on a page."""
        element, marked = self.here, self._marked[page]
        number = len(marked)
        marked.append(element.number)
        if element.page == _NOTHING:
            element.page = page
        element.kids.append(number if element.page == page else OnPage(page, number, False))
        return element.role.mark % number

    def link(self, page: int) -> None:
        """Make the next link, on that page, belong to the open element."""
        self.here.kids.append(OnPage(page, len(self._links), True))
        self._links.append(self.here.number)

    def structure(self) -> Structure:
        """The tree as it goes into the file, last of all the way back from each mark to its element."""
        numbers: list[int] = []
        links = self._pages + len(self._elements) + 1
        written = [_element(one, links, numbers) for one in self._elements]
        written.append(self._way_back(links, numbers))
        starts, at = [], 0
        for one in written:
            starts.append(b"%%7d %d " % at)
            at += len(one) + _FIELD * one.count(b"%7d")
        return Structure(self._pages, len(written), b"".join(starts), b"".join(written), array("I", numbers))

    def _way_back(self, links: int, numbers: list[int]) -> bytes:
        """A page goes by its own number, as does a link; both only grow."""
        numbers += (0, links + len(self._links) - 1 if self._links else self._pages - 1)
        told = []
        for page, marked in enumerate(self._marked):
            numbers += (page, *marked)
            told.append(b" %%7d[%s]" % (b" %7d 0 R" * len(marked)))
        for number, owner in enumerate(self._links, links):
            numbers += (number, owner)
            told.append(b" %7d %7d 0 R")
        return b"<</Limits[%%7d %%7d]/Nums[%s]>>" % b"".join(told)


def _element(one: Element, links: int, numbers: list[int]) -> bytes:
    head, kids = one.role.head, one.kids
    if one.above != _NOTHING:
        numbers.append(one.above)
    if one.page != _NOTHING:
        numbers.append(one.page)
        head += b"/Pg %7d 0 R"
    if len(kids) == 1 and type(kids[0]) is int:
        return b"%s/K %d>>" % (head, kids[0])
    return b"%s/K[%s]>>" % (head, b" ".join([_kid(kid, links, numbers) for kid in kids])) if kids else head + b">>"


def _kid(kid: Element | OnPage | int, links: int, numbers: list[int]) -> bytes:
    if isinstance(kid, int):
        return b"%d" % kid
    if isinstance(kid, Element):
        numbers.append(kid.number)
        return b"%7d 0 R"
    numbers.append(kid.page)
    if not kid.is_link:
        return b"<</Type/MCR/Pg %%7d 0 R/MCID %d>>" % kid.number
    numbers.append(links + kid.number)
    return b"<</Type/OBJR/Pg %7d 0 R/Obj %7d 0 R>>"
