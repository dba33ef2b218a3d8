"""The system calls of a program, as strace wrote them down, done once more to a simulated disk."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.faults.disk import Edit, File, Folder, Node, Tree

#: The last line would go unseen by the disk, and no program of ours makes them: met on a file of ours, they stop us.
TRACED = (
    *("open", "openat", "creat", "close", "dup", "dup2", "dup3", "fcntl", "lseek", "read", "write", "pwrite64"),
    *("ftruncate", "truncate", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat", "unlink"),
    *("unlinkat", "mkdir", "mkdirat", "rmdir"),
    *("writev", "pwritev", "pwritev2", "fallocate", "copy_file_range", "sendfile", "splice", "sync_file_range"),
    *("symlink", "symlinkat"),
)

_CALL = re.compile(r"(\w+)\((.*)\)\s+= (\d+)$")
_UNFINISHED, _RESUMED = " <unfinished ...>\n", re.compile(r"<\.\.\. \w+ resumed>")


@dataclass(frozen=True)
class Call:
    """One that succeeded: its name, its arguments (strings as their bytes, all else as strace shows it), its result."""

    name: str
    arguments: list[str | bytes]
    result: int


def read_calls(trace: Path) -> Iterator[Call]:
    """The calls that succeeded, in the order in which they ended; the strings are in hexadecimal, without commas."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            thread, _, said = line.partition(" ")
            said = said.lstrip()
            if said.endswith(_UNFINISHED):
                begun[thread] = said.removesuffix(_UNFINISHED)
                continue
            if heard := _CALL.match(_RESUMED.sub(lambda _, thread=thread: begun.pop(thread), said)):  # type: ignore[misc]
                yield Call(heard[1], [_argument(one) for one in heard[2].split(", ")], int(heard[3]))


def _argument(shown: str) -> str | bytes:
    if not shown.startswith('"'):
        return shown
    if not shown.endswith('"'):
        raise ValueError("not a whole string")
    return bytes.fromhex(shown[1:-1].replace("\\x", ""))


@dataclass
class Handle:
    """An open file of the disk: what it is, where (for folders), how far it was read or written."""

    node: Node
    path: PurePosixPath
    at: int = 0


class Replay:
    """Does calls to a disk that lies at ``root``; ``said`` takes what was written to the file ``telling``."""

    def __init__(self, disk: Folder, root: Path, telling: Path, said: Callable[[bytes], None]) -> None:
        self.disk = disk
        self._root, self._telling, self._said = PurePosixPath(root), PurePosixPath(telling), said
        self._handles: dict[int, Handle] = {}
        self._tellers: set[int] = set()

    def do(self, call: Call) -> bool:
        """Whether the call had to do with what lies on the disk."""
        name = call.name.rstrip("23") if call.name.startswith(("dup", "rename")) else call.name
        at_folder = name.endswith("at") and name != "creat"
        if at_folder:
            name = name.removesuffix("at")
        if name in ("open", "rename", "link", "unlink", "mkdir", "rmdir", "truncate", "creat", "symlink"):
            done: bool = getattr(self, f"_{name}")(*self._by_path(call, at_folder=at_folder))
            return done
        return self._by_handle(name, call)

    # --- by path ---

    def _by_path(self, call: Call, *, at_folder: bool) -> tuple[list[PurePosixPath], Call]:
        paths: list[PurePosixPath] = []
        folder = PurePosixPath("/")
        for argument in call.arguments:
            if isinstance(argument, bytes):
                paths.append(folder / argument.decode())
            elif at_folder and argument.isdigit() and int(argument) in self._handles:
                folder = self._handles[int(argument)].path
        return paths, call

    def _ours(self, path: PurePosixPath) -> bool:
        return path.is_relative_to(self._root)

    def _node(self, path: PurePosixPath) -> Node | None:
        node: Node | None = self.disk
        for part in path.relative_to(self._root).parts:
            node = node.now.get(part) if isinstance(node, Folder) else None
        return node

    def _parent(self, path: PurePosixPath) -> Folder:
        folder = self._node(path.parent)
        assert isinstance(folder, Folder), path
        return folder

    def _known(self, path: PurePosixPath) -> Node:
        node = self._node(path)
        assert node, path
        return node

    def _open(self, paths: list[PurePosixPath], call: Call) -> bool:
        path = paths[0]
        if path == self._telling:
            self._tellers.add(call.result)
        if not self._ours(path):
            return False
        flags = next(one for one in call.arguments if isinstance(one, str) and one.startswith("O_")).split("|")
        assert "O_APPEND" not in flags
        node, made = self._node(path), False
        if node is None:
            node, made = File(), True
            self._parent(path).change({path.name: node})
        elif "O_TRUNC" in flags and isinstance(node, File):
            node.unsynced.append(Edit(0, None))
            made = True
        self._handles[call.result] = Handle(node, path)
        return made

    def _rename(self, paths: list[PurePosixPath], call: Call) -> bool:
        old, new = paths
        if not self._ours(old):
            return False
        assert "RENAME_EXCHANGE" not in call.arguments
        node = self._known(old)
        if self._parent(old) is self._parent(new):
            self._parent(old).change({old.name: None, new.name: node})
        else:
            self._parent(old).change({old.name: None})
            self._parent(new).change({new.name: node})
        return True

    def _link(self, paths: list[PurePosixPath], _call: Call) -> bool:
        old, new = paths
        if self._ours(new):
            self._parent(new).change({new.name: self._known(old)})
        return self._ours(new)

    def _unlink(self, paths: list[PurePosixPath], _call: Call) -> bool:
        if self._ours(paths[0]):
            self._parent(paths[0]).change({paths[0].name: None})
        return self._ours(paths[0])

    _rmdir = _unlink

    def _mkdir(self, paths: list[PurePosixPath], _call: Call) -> bool:
        if self._ours(paths[0]):
            self._parent(paths[0]).change({paths[0].name: Folder()})
        return self._ours(paths[0])

    def _unheard(self, paths: list[PurePosixPath], call: Call) -> bool:
        assert not any(self._ours(path) for path in paths), call.name
        return False

    _truncate = _creat = _symlink = _unheard

    # --- by handle ---

    def _by_handle(self, name: str, call: Call) -> bool:
        number = int(call.arguments[0])
        if number in self._tellers and name == "write":
            self._said(_bytes(call))
            return True
        handle = self._handles.get(number)
        if handle is None:
            self._handles.pop(call.result, None) if name == "dup" else None
            return False
        if name in ("dup", "fcntl"):
            if name == "dup" or "F_DUPFD" in str(call.arguments[1]):
                self._handles[call.result] = handle
            return False
        return self._on(handle, number, name, call)

    def _on(self, handle: Handle, number: int, name: str, call: Call) -> bool:
        node = handle.node
        if name == "close":
            del self._handles[number]
        elif name in ("fsync", "fdatasync"):
            node.sync()
        elif name == "lseek":
            handle.at = call.result
        elif name == "read":
            handle.at += call.result
        elif isinstance(node, File) and name in ("write", "pwrite64", "ftruncate"):
            node.unsynced.append(_edit(handle, name, call))
        else:
            raise AssertionError(call.name)
        return name not in ("close", "lseek", "read")


def _edit(handle: Handle, name: str, call: Call) -> Edit:
    if name == "ftruncate":
        return Edit(int(call.arguments[1]), None)
    data = _bytes(call)[: call.result]
    if name == "pwrite64":
        return Edit(int(call.arguments[3]), data)
    handle.at += len(data)
    return Edit(handle.at - len(data), data)


def _bytes(call: Call) -> bytes:
    """What was written."""
    data = call.arguments[1]
    assert isinstance(data, bytes), call.name
    return data


def read_disk(path: Path) -> Folder:
    """A folder as it lies there, all of it safe."""
    folder = Folder()
    for inside in path.iterdir():
        folder.now[inside.name] = read_disk(inside) if inside.is_dir() else File(inside.read_bytes())
    folder.sync()
    return folder


def lay_out(tree: Tree, place: Path) -> None:
    """Makes a folder hold this, and nothing else."""
    shutil.rmtree(place)
    place.mkdir()
    for path, content in tree.items():
        if content is None:
            (place / path).mkdir(mode=0o700)
        else:
            (place / path).write_bytes(content)
