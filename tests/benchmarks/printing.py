"""One brief and a summary of eight pages, against a bare canvas and against other libraries; many briefs at once."""

import json
import subprocess
import venv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.bare import Marks
from tests.benchmarks.measure import Figure, Figures, Goal, compared, figure_of, in_turns, seconds
from tests.benchmarks.pages import write_pages
from tests.benchmarks.peak import peak
from tests.benchmarks.stock import PROJECT, Stock, Twins

from muniment.host.resources import resource_path
from muniment.reports import pdf
from muniment.reports.document import Document
from muniment.reports.typesetting import composed
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

_SHORT, _LONG = (4, 12), (10, 100, 500)  # briefs in one file


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
    return composed(printing.gathered(twins.session, case or twins.cases(1)[0], choices), choices.job)


def _of_length(twins: Twins, choices: Choices, pages: int, count: int) -> list[Entry]:
    """Case files whose output has so many pages, or nearly."""
    found = [(abs(_pages(twins, case, choices) - pages), case.no, case) for case in twins.cases(max(6, 4 * count))]
    return [case for _, _, case in sorted(found, key=lambda one: one[:2])[:count]]


def _pages(twins: Twins, case: Entry, choices: Choices) -> int:
    return pdf.page_count(_document(twins, choices, case))


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
    """A merged file of more and more briefs, against as many single ones; its memory against that of one."""
    counts = _LONG if stock.long else _SHORT
    files = max(*counts, stock.sizes[0])
    with stock.twins(files) as twins:
        for count in counts:
            cases = twins.cases(count)
            samples = compared(
                lambda cases=cases: printing.merged(twins.session, cases, CHOICES),  # type: ignore[misc]
                lambda cases=cases: [printing.print_one(twins.session, case, CHOICES) for case in cases],  # type: ignore[misc]
                5 if stock.long else 2,
            )
            goal = Goal(0.5) if count == 500 else None
            yield samples.figure("briefs merged", "one brief, as many times", goal, files=count, scale="briefs")
    one = peak("briefs", stock.folder(files), 1)
    for count in counts:
        many = peak("briefs", stock.folder(files), count)
        yield figure_of(
            "memory for briefs merged", "memory for one", many, one, "MB", Goal(1.6), files=count, scale="briefs"
        )
