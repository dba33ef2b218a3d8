"""A disk as it may be found after the power failed: what was synced is there, of the rest any part, or none of it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

SECTOR = 512

Kept = Callable[[], bool]
Tree = dict[str, bytes | None]
"""What lies where: the bytes of a file, None for a folder."""


@dataclass
class Edit:
    """What was written at an offset, or (without bytes) the size that the file was cut or extended to."""

    at: int
    data: bytes | None

    def sectors(self) -> Iterator["Edit"]:
        """The same in the pieces that a disk writes whole or not at all."""
        if self.data is None:
            yield self
            return
        start = self.at
        while start < self.at + len(self.data):
            end = min(start - start % SECTOR + SECTOR, self.at + len(self.data))
            yield Edit(start, self.data[start - self.at : end - self.at])
            start = end

    def put(self, content: bytearray, gap: Callable[[int], bytes] = bytes) -> None:
        """Does it; what lies between the end and the offset is filled with what ``gap`` gives."""
        if len(content) < self.at:
            content += gap(self.at - len(content))
        if self.data is None:
            del content[self.at :]
        else:
            content[self.at : self.at + len(self.data)] = self.data


@dataclass(eq=False)
class File:
    """The bytes that are safe, and what was done to them since."""

    synced: bytes = b""
    unsynced: list[Edit] = field(default_factory=list)

    def now(self) -> bytes:
        """What a program reads."""
        content = bytearray(self.synced)
        for edit in self.unsynced:
            edit.put(content)
        return bytes(content)

    def sync(self) -> None:
        """All of it is safe."""
        self.synced, self.unsynced = self.now(), []

    def left(self, chance: random.Random, style: str) -> bytes:
        """What may be found of it: the unsynced sectors of a style, on new ground nothing or what lay there before."""
        content = bytearray(self.synced)
        gap = chance.choice((bytes, chance.randbytes))
        for edit in _surviving(self.unsynced, chance, style):
            edit.put(content, gap)
        if style != "none" and chance.random() < 0.3:  # the new length was written, the bytes were not
            content += gap(max(0, len(self.now()) - len(content)))
        return bytes(content)


def _surviving(edits: list[Edit], chance: random.Random, style: str) -> list[Edit]:
    if style in ("none", "all") or not edits:
        return edits if style == "all" else []
    if style == "one dropped":
        dropped = chance.randrange(len(edits))
        return edits[:dropped] + edits[dropped + 1 :]
    pieces = [piece for edit in edits for piece in edit.sectors()]
    if style == "torn":
        return pieces[: chance.randrange(len(pieces) + 1)]
    if style == "any edits":
        return [edit for edit in edits if chance.random() < 0.5]
    share = chance.random()
    return [piece for piece in pieces if chance.random() < share]


@dataclass(eq=False)
class Folder:
    """The names that are safe, those that a program sees, and how these came about since: each name gone or new."""

    synced: dict[str, "Node"] = field(default_factory=dict)
    now: dict[str, "Node"] = field(default_factory=dict)
    unsynced: list[dict[str, "Node | None"]] = field(default_factory=list)

    def change(self, names: dict[str, "Node | None"]) -> None:
        """One step: all of it comes to the disk together, or nothing of it."""
        _apply(self.now, names)
        self.unsynced.append(names)

    def sync(self) -> None:
        """The names are safe; not what they stand for."""
        self.synced, self.unsynced = dict(self.now), []

    def left(self, chance: random.Random, style: str) -> dict[str, "Node"]:
        """The names that may be found: any of the unsynced changes, or the first few of them."""
        found = dict(self.synced)
        until = chance.randrange(len(self.unsynced) + 1) if style == "torn" else len(self.unsynced)
        for names in self.unsynced[:until]:
            if style != "none" and (style in ("all", "torn") or chance.random() < 0.5):
                _apply(found, names)
        return found


Node = File | Folder


def _apply(names: dict[str, Node], change: dict[str, Node | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


STYLES = ("none", "all", "torn", "one dropped", "any edits", "any sectors")


def found(root: Folder, chance: random.Random) -> Tree:
    """One of the ways in which everything below a folder may be found."""
    tree: Tree = {}
    _gather(root, "", (chance.choice(STYLES), chance.choice(STYLES)), chance, tree)
    return tree


def _gather(folder: Folder, path: str, styles: tuple[str, str], chance: random.Random, tree: Tree) -> None:
    of_names, of_bytes = styles
    for name, node in folder.left(chance, of_names).items():
        if isinstance(node, File):
            tree[path + name] = node.left(chance, of_bytes)
        else:
            tree[path + name] = None
            _gather(node, f"{path}{name}/", styles, chance, tree)


def is_settled(root: Folder) -> bool:
    """Whether all is synced, so that it can be found in one way only."""
    if root.unsynced:
        return False
    inside = [*root.now.values()]
    return all(not one.unsynced if isinstance(one, File) else is_settled(one) for one in inside)
