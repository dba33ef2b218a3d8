"""The tree of a tagged PDF as another library reads it: what is in it, and every way in which it is not whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf

_KIDS: dict[str, set[str]] = {
    "Document": {"Part"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOCI"},
    "TOCI": {"Reference"},
    "Reference": {"Link"},
}
"""Of elements that hold only certain others (ISO 32000-1, 14.8.4)."""
_PARENTS = {"LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "TOCI": {"TOC"}}
_TEXTS = {"P", "H1", "H2", "H3", "H4", "Lbl", "LBody", "TH", "TD", "Link", "Figure"}
"""Elements that have marks of their own."""


@dataclass
class Node:
    """One element with its text, what is said of it, the pages on which it stands, and what is below it."""

    kind: str
    told: Any
    text: str = ""
    pages: list[int] = field(default_factory=list)
    kids: list["Node"] = field(default_factory=list)

    def all(self, *kinds: str) -> Iterator["Node"]:
        """Every element of these kinds, or every one, in the order of reading."""
        if not kinds or self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)


@dataclass
class Page:
    """What is written on a page: by the number of its mark, or aside; and what is wrong with it."""

    marks: dict[int, str]
    aside: list[str]
    faults: list[str]


class Tagged:
    """A PDF with its tree."""

    def __init__(self, data: bytes, password: str = "") -> None:
        self.pdf = pikepdf.open(BytesIO(data), password=password)
        self.pages = [_page(page) for page in self.pdf.pages]
        self._numbers = {page.objgen: number for number, page in enumerate(page.obj for page in self.pdf.pages)}
        self._met: list[tuple[int, int]] = []
        self._owners: dict[tuple[int, int], Any] = {}
        self._linked: dict[tuple[int, int], Any] = {}
        self.faults = [fault for page in self.pages for fault in page.faults]
        self.top = self._node(self.pdf.Root.StructTreeRoot.K, self.pdf.Root.StructTreeRoot)
        self._check()

    def _node(self, told: Any, above: Any) -> Node:
        node = Node(str(told.S).lstrip("/"), told)
        if told.P.objgen != above.objgen:
            self.faults.append(f"{node.kind} does not know what it is in")
        kids = told.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._take(node, kid)
        return node

    def _take(self, node: Node, kid: Any) -> None:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below = self._node(kid, node.told)
            node.kids.append(below)
            node.text += below.text if node.kind in _TEXTS else f"{below.text}\n"
            return
        if isinstance(kid, pikepdf.Dictionary) and str(kid.Type) == "/OBJR":
            self._linked[kid.Obj.objgen] = node.told
            return
        number = int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
        page = self._numbers[(kid.Pg if isinstance(kid, pikepdf.Dictionary) else node.told.Pg).objgen]
        self._met.append((page, number))
        self._owners[page, number] = node.told
        node.pages.append(page)
        node.text += self.pages[page].marks.get(number, "")
        if node.kind not in _TEXTS:
            self.faults.append(f"{node.kind} has a mark of its own")

    # --- what may be wrong ---

    def _check(self) -> None:
        there = [(number, mark) for number, page in enumerate(self.pages) for mark in page.marks]
        if sorted(there) != sorted(self._met):
            self.faults.append("a mark is not in the tree, or twice")
        back = dict(_numbers(self.pdf.Root.StructTreeRoot.ParentTree))
        self.faults += self._ways_back(back)
        self.faults += self._links(back)
        for node in self.top.all():
            self.faults += _grammar(node)
        levels = [0, *(int(node.kind[1]) for node in self.top.all("H1", "H2", "H3", "H4"))]
        if any(after > before + 1 for before, after in pairwise(levels)):
            self.faults.append("a level of headings is skipped")

    def _ways_back(self, back: dict[int, Any]) -> Iterator[str]:
        for number, page in enumerate(self.pdf.pages):
            owners = back[int(page.obj.StructParents)]
            if len(owners) != len(self.pages[number].marks):
                yield "the way back has more or fewer marks than the page"
            elif any(self._owners[number, at].objgen != owner.objgen for at, owner in enumerate(owners)):
                yield "the way back leads to another element"

    def _links(self, back: dict[int, Any]) -> Iterator[str]:
        for page in self.pdf.pages:
            for link in page.obj.get("/Annots", []):
                owner = self._linked.get(link.objgen)
                if owner is None or back[int(link.StructParent)].objgen != owner.objgen or str(owner.S) != "/Link":
                    yield "a link is not in the tree, or not as one"
                if not str(link.Contents) or int(link.F) != 4 or str(page.obj.Tabs) != "/S":
                    yield "a link says nothing, is not printed, or has no place in the order"


def _grammar(node: Node) -> Iterator[str]:
    below = {kid.kind for kid in node.kids}
    if node.kind in _KIDS and not below <= _KIDS[node.kind]:
        yield f"{node.kind} holds {below}"
    for kid in node.kids:
        if kid.kind in _PARENTS and node.kind not in _PARENTS[kid.kind]:
            yield f"{kid.kind} stands in {node.kind}"
    if node.kind == "Figure" and not str(node.told.get("/Alt", "")).strip():
        yield "a figure says nothing"
    if node.kind == "TH" and "/Scope" not in node.told.A:
        yield "the head of a table does not say of what"
    if node.kind == "Table":
        if not any(node.all("TH")):
            yield "a table has no heads"
        if len({len(row.kids) for row in node.kids}) != 1:
            yield "the rows of a table differ"


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    """A tree of numbers, which have to grow and to keep to the limits that are told."""
    found = list(tree.get("/Nums", []))
    yield from zip(map(int, found[::2]), found[1::2], strict=True)
    for kid in tree.get("/Kids", []):
        below = list(_numbers(kid))
        keys = [key for key, _ in below]
        assert keys == sorted(set(keys))
        assert [keys[0], keys[-1]] == [int(limit) for limit in kid.Limits]
        yield from below


def _page(page: pikepdf.Page) -> Page:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    made, letters = Page({}, [], []), dict[int, str]()
    open_ones: list[int | None] = []
    for one in pikepdf.parse_content_stream(page):
        operands = one.operands
        match str(one.operator):
            case "BMC" | "BDC":
                open_ones.append(_begun(made, operands, nested=bool(open_ones)))
            case "EMC":
                open_ones.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                _put(made, open_ones, "".join(letters[code] for code in bytes(operands[0])))
            case "S" | "f*" | "B*" if not open_ones:
                made.faults.append("a shape stands outside of all marks")
    if open_ones:
        made.faults.append("a mark does not end")
    return made


def _begun(page: Page, operands: Any, *, nested: bool) -> int | None:
    if nested:
        page.faults.append("a mark stands in another")
    told = operands[1] if len(operands) > 1 else {}
    if str(operands[0]) == "/Artifact":
        return None
    number = int(told["/MCID"])
    if number in page.marks:
        page.faults.append("a mark has the number of another")
    page.marks[number] = ""
    return number


def _put(page: Page, open_ones: list[int | None], text: str) -> None:
    if not open_ones:
        page.faults.append("text stands outside of all marks")
    elif open_ones[-1] is None:
        page.aside.append(text)
    else:
        page.marks[open_ones[-1]] += text


def _letters(font: Any) -> dict[int, str]:
    meanings = font.ToUnicode.read_bytes().decode()
    found = re.findall("<([0-9A-F]{2})> <([0-9A-F]{4,})>", meanings)
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in found}
