"""One brief and a summary of eight pages, against a bare canvas and against other libraries; many briefs at once."""

import json
import subprocess
import venv
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest import mock

from tests.benchmarks.measure import Figure, Figures, Goal, compared, figure_of, in_turns, seconds
from tests.benchmarks.pages import write_pages
from tests.benchmarks.peak import peak
from tests.benchmarks.stock import PROJECT, Stock, Twins

from muniment.host.resources import resource_path
from muniment.reports import pdf
from muniment.reports.document import Document
from muniment.reports.engine import new_canvas
from muniment.services import printing
from muniment.services.printing import Choices
from muniment.vault.records import Entry

AS_OF = date(2018, 3, 1)
CHOICES = Choices("brief", AS_OF)
KINDS: Mapping[str, tuple[Choices, int]] = {
    "one brief": (CHOICES, 1),
    "summary of eight pages": (Choices("summary", AS_OF), 8),
}
#: By library: the least number of times that we are faster, for each kind of output.
PEERS: Mapping[str, tuple[Goal | None, Goal | None]] = {
    "WeasyPrint": (Goal(70, at_least=True), Goal(30, at_least=True)),
    "Typst": (Goal(1, at_least=True), Goal(1, at_least=True)),
    "fpdf2": (None, None),
}


# --- a bare canvas ---


def canvas(stock: Stock) -> Figures:
    """Laying out and drawing, against the marks alone, called on a canvas one after the other."""
    rounds = 60 if stock.long else 8
    with stock.twins(stock.sizes[0]) as twins:
        for kind, (choices, length) in KINDS.items():
            case = _of_length(twins, choices, length, 1)[0]
            document = _document(twins, choices, case)
            marks = Marks(document)
            samples = compared(lambda d=document: pdf.to_pdf(d), marks.draw, rounds, warm=3)  # type: ignore[misc]
            yield samples.figure(kind, "its marks on a bare canvas", Goal(1.2))
            whole = compared(
                lambda c=case, how=choices: printing.print_one(twins.session, c, how),  # type: ignore[misc]
                marks.draw,
                rounds,
            )
            yield whole.figure(f"{kind}, from the vault", "its marks on a bare canvas")


def _document(twins: Twins, choices: Choices, case: Entry | None = None) -> Document:
    return printing._document(twins.session, case or twins.cases(1)[0], choices)


def _of_length(twins: Twins, choices: Choices, pages: int, count: int) -> list[Entry]:
    """Case files whose output has so many pages, or nearly."""
    found = [(abs(_pages(twins, case, choices) - pages), case.no, case) for case in twins.cases(max(6, 4 * count))]
    return [case for _, _, case in sorted(found, key=lambda one: one[:2])[:count]]


def _pages(twins: Twins, case: Entry, choices: Choices) -> int:
    return pdf.page_count(_document(twins, choices, case))


class Marks:
    """Every call that drawing a document makes to a canvas, to be made again with nothing before or between."""

    def __init__(self, document: Document) -> None:
        self._objects = 1  # the canvas and what it gave
        self._calls: list[tuple[int, str, list[Any], dict[str, Any], int]] = []

        def spied(*arguments: Any) -> Any:
            self._opening = arguments[1:]
            return _Spy(new_canvas(*arguments), 0, self)

        with mock.patch.object(pdf, "new_canvas", spied):
            self.expected = pdf.to_pdf(document).data

    def note(self, target: int, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> int:
        """Keeps one call; returns the number that its result is known by."""
        known = [_Made(one.number) if isinstance(one, _Spy) else one for one in arguments]
        self._objects += 1
        self._calls.append((target, name, known, named, self._objects - 1))
        return self._objects - 1

    def draw(self) -> bytes:
        """The same file once more."""
        stream = BytesIO()
        made: list[Any] = [new_canvas(stream, *self._opening)] + [None] * self._objects
        for target, name, arguments, named, number in self._calls:
            given = [made[one.number] if type(one) is _Made else one for one in arguments]
            made[number] = getattr(made[target], name)(*given, **named)
        return stream.getvalue()


class _Made:
    """Stands for what an earlier call gave."""

    def __init__(self, number: int) -> None:
        self.number = number


class _Spy:
    """Passes every call on, and tells it."""

    def __init__(self, real: Any, number: int, marks: Marks) -> None:
        self._real, self.number, self._marks = real, number, marks

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            number = self._marks.note(self.number, name, arguments, named)
            real = [one._real if isinstance(one, _Spy) else one for one in arguments]
            given = getattr(self._real, name)(*real, **named)
            return _Spy(given, number, self._marks) if name.startswith("begin") else given

        return call


# --- other libraries ---


def peers(stock: Stock) -> Figures:
    """The same page set by other libraries, every round with another case file, so that none can keep its layout."""
    python = peers_python(stock)
    rounds = 8 if stock.long else 2
    for at, (kind, (choices, length)) in enumerate(KINDS.items()):
        if python is None:
            yield from (_missing(kind, peer, at) for peer in PEERS)
            continue
        with stock.twins(stock.sizes[0]) as twins:
            cases = _of_length(twins, choices, length, rounds + 1)
            documents = [_document(twins, choices, case) for case in cases]
        folder = stock.scratch(f"pages-{at}")
        for number, document in enumerate(documents):
            write_pages(document, folder / str(number))
        with _Peer(python) as other:
            yield from (_against(kind, at, peer, documents, folder, other) for peer in PEERS)


def _against(kind: str, at: int, peer: str, documents: list[Document], folder: Path, other: "_Peer") -> Figure:
    samples = in_turns(
        lambda number: seconds(lambda: pdf.to_pdf(documents[number])),
        lambda number: other.seconds(peer, folder / str(number)),
        len(documents) - 1,
    )
    return samples.figure(kind, peer, PEERS[peer][at], faster=True)


def _missing(kind: str, peer: str, at: int) -> Figure:
    return Figure(kind, peer, goal=PEERS[peer][at], missing="peer not installed: the long form does it")


def peers_python(stock: Stock) -> Path | None:
    """The Python that has the peers: made by the long form, used by the short one where it is there."""
    place = stock.root / "peers"
    python = place / "bin" / "python"
    if stock.long and not (place / "ready").exists():
        venv.create(place, with_pip=True, clear=True)
        wanted = PROJECT / "tests" / "benchmarks" / "requirements.txt"
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(wanted)], check=True)
        (place / "ready").touch()
    return python if (place / "ready").exists() else None


class _Peer:
    """The other libraries, loaded once in a program of their own."""

    def __init__(self, python: Path) -> None:
        worker = PROJECT / "tests" / "benchmarks" / "peer.py"
        fonts = resource_path("fonts")
        self._process = subprocess.Popen(
            [str(python), str(worker), str(fonts)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def seconds(self, peer: str, folder: Path) -> float:
        """How long a peer took for a page, as it says itself."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"peer": peer, "folder": str(folder)}) + "\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline())["seconds"])


# --- many at once ---


def briefs(stock: Stock) -> Figures:
    """A merged file of many briefs, against as many single ones; its memory against that of one."""
    count = 500 if stock.long else 12
    files = max(count, stock.sizes[0])
    with stock.twins(files) as twins:
        cases = twins.cases(count)
        samples = compared(
            lambda: printing.merged(twins.session, cases, CHOICES),
            lambda: [printing.print_one(twins.session, case, CHOICES) for case in cases],
            3 if stock.long else 2,
        )
    yield samples.figure(f"{count} briefs merged", f"one brief × {count}", Goal(0.5))
    many, one = (peak("briefs", stock.folder(files), number) for number in (count, 1))
    yield figure_of(f"memory for {count} briefs merged", "memory for one", many, one, "MB", Goal(1.6))
