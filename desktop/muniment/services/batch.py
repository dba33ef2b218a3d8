"""Printing in steps: one case file after the other, so that whoever else asks the vault is served in between."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen
from muniment.host.errors import os_errors_told
from muniment.host.files import write_whole
from muniment.services import across, finding, printing
from muniment.services.own_files import refuse_own_folder
from muniment.services.printing import Choices, Printed
from muniment.services.session import Progress, Session, silent
from muniment.vault import records

if TYPE_CHECKING:
    from muniment.reports.typesetting import SetOut

_PDF = b"%PDF-"
_DOING = "writing the report"


@frozen
class About:
    """What a preview says before anything is made: the language of the vault's outputs, the codes of the files."""

    language: str
    codes: tuple[str, ...]


def about(session: Session, ids: Sequence[str]) -> About:
    """The language and the codes for these case files. Raises NotThere."""
    codes = (records.code_of(session.db, finding.case(session, one).no) for one in ids)
    return About(session.language, tuple(codes))


class Batch:
    """The outputs of case files, made in their order, kept as they are drawn and bound as they are wanted.

    An output about all files at once needs no ids.
    """

    def __init__(self, ids: Sequence[str], choices: Choices) -> None:
        self.ids = tuple(ids)
        self.choices = choices
        self._codes: list[str] = []
        self._drawn: list[SetOut] = []
        self._coming: Iterator[SetOut | None] | None = None

    @property
    def made(self) -> int:
        """How many are made."""
        return len(self._drawn)

    @property
    def is_whole(self) -> bool:
        """Whether all are made."""
        return self.made == (1 if self.choices.kind in (*printing.WHOLE, *printing.ACROSS) else len(self.ids))

    def step(self, session: Session) -> None:
        """Makes the next one, or works on towards it; nothing where all are made. Raises UserFault."""
        if self._coming is None:
            self.choices.check()
            self._coming = self._begun(session)
        self._drawn.extend([made] if (made := next(self._coming, None)) is not None else [])

    def _begun(self, session: Session) -> "Iterator[SetOut | None]":
        if self.choices.kind in printing.WHOLE:
            return iter((printing.drawn_whole(session, self.choices),))
        cases = [finding.case(session, one) for one in self.ids]
        if self.choices.kind in printing.ACROSS:
            return across.steps(session, cases, self.choices)
        self._codes = [records.code_of(session.db, case.no) for case in cases]
        first = printing.outputs(session, cases[:1], self.choices)  # by itself: nobody waits for helpers to begin
        return chain(first, printing.outputs(session, cases[1:], self.choices))

    def bound(self) -> Printed:
        """All that is made so far, at least one, as one file."""
        code = self._codes[0] if len(self._codes) == 1 else ""
        return printing.put_together(code, self._drawn, self.choices)

    def each(self) -> Iterator[Printed]:
        """All that is made so far, each as a file of its own."""
        for code, drawn in zip(self._codes, self._drawn, strict=False):
            yield printing.put_together(code, [drawn], self.choices)

    def name_of(self, code: str) -> str:
        """What the file of one output is called; a code has nothing in it that a file's name cannot have."""
        what = code or (str(len(self.ids)) if self.ids else self.choices.as_of.isoformat())
        return f"{what}-{self.choices.kind}.{self.choices.form}"

    def save(self, session: Session, target: Path, password: str = "") -> Path:
        """Writes all as one file where the user says, in place of what is there. Raises UserFault, WorldFault."""
        refuse_own_folder(session, target)
        write_whole(target, _sealed(self.bound().data, password), doing=_DOING)
        return target

    def save_each(self, session: Session, folder: Path, password: str = "", progress: Progress = silent) -> int:
        """Writes a file for each case file into a folder; earlier outputs of the same names are replaced.

        Returns how many. Raises UserFault where something else has one of these names: then nothing is written.
        """
        places = [folder / self.name_of(code) for code in self._codes]
        refuse_own_folder(session, folder / places[0].name)
        for place in places:
            _refuse_what_is_no_output(place, _PDF if self.choices.form == "pdf" else b"")
        for done, (place, one) in enumerate(zip(places, self.each(), strict=True), 1):
            progress("saving", done - 1, len(places))
            write_whole(place, _sealed(one.data, password), doing=_DOING)
        return len(places)


def _sealed(pdf: bytes, password: str) -> bytes:
    return printing.protected(pdf, password) if password else pdf


def _refuse_what_is_no_output(place: Path, mark: bytes) -> None:
    """Outputs of a kind begin with a mark; what has none, since it may have been worked on, is never replaced."""
    with os_errors_told("looking at what is there"):
        if not place.is_symlink() and not place.exists():
            return
        if mark and place.is_file() and not place.is_symlink():
            with place.open("rb") as file:
                if file.read(len(mark)) == mark:
                    return
    raise UserFault(f"There is something called {place.name} that is no earlier output. Choose another folder.")
