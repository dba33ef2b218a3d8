"""Printing in steps: one case file after the other, so that whoever else asks the vault is served in between."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from muniment.domain.audience import AUDIENCES
from muniment.domain.changes import Change
from muniment.domain.errors import UserFault
from muniment.host.errors import os_errors_told
from muniment.host.files import write_whole
from muniment.services import across, finding, printing
from muniment.services.own_files import refuse_own_folder
from muniment.services.printing import Choices, Printed
from muniment.services.session import Progress, Session, silent
from muniment.vault import records
from muniment.vault.records import Entry

if TYPE_CHECKING:
    from muniment.reports.contents import ListPaper
    from muniment.reports.typesetting import SetOut
    from muniment.services.handing_out import Outgoing
    from muniment.services.known_identities import Sealed
    from muniment.services.leakcheck import Decisions

_PDF = b"%PDF-"
_DOING = "writing the report"


class Batch:
    """The outputs of case files, made in their order, kept as they are drawn and bound as they are wanted.

    An output about all files at once needs no ids. What is for somebody outside is numbered as it is made, and entered
    in the register of copies as it leaves: by saving it, or by ``released``. With ``sealed``, what identities say is
    looked for in it too.
    """

    def __init__(self, ids: Sequence[str], choices: Choices, sealed: "Sealed | None" = None) -> None:
        self.ids = tuple(ids)
        self.looks_for_sealed = sealed is not None
        self.unopened = False  # whether there are identities that were not opened for the leak check
        self.unreadable = sealed.unreadable if sealed else 0
        self._sealed = sealed  # let go of as soon as all copies are looked through
        self.choices = choices
        self.codes: tuple[str, ...] = ()  # of the case files, known from the first step on
        self._left_since = Change(0, ())  # what the register was told
        self._names: list[str] = []  # of the outputs: the codes, or the numbers of copies that leave
        self._drawn: list[SetOut] = []
        self._copies: list[Outgoing] = []
        self._contents: ListPaper | None = None  # of what is internal
        self._coming: Iterator[SetOut | None] | None = None

    @property
    def leaves(self) -> bool:
        """Whether it is for somebody outside."""
        return not AUDIENCES[self.choices.audience].is_internal

    @property
    def copies(self) -> "tuple[Outgoing, ...]":
        """The copies that are made so far, with what the leak check found in each; none of what is internal."""
        return tuple(self._copies)

    @property
    def made(self) -> int:
        """How many are made."""
        return len(self._drawn)

    @property
    def is_whole(self) -> bool:
        """Whether all are made."""
        return self.made == (1 if self.choices.kind in (*printing.WHOLE, *printing.ACROSS) else len(self.ids))

    @property
    def is_clear(self) -> bool:
        """Whether everything that the leak check found was decided."""
        return not any(copy.hits for copy in self._copies)

    def step(self, session: Session) -> None:
        """Makes the next one, or works on towards it; nothing where all are made. Raises UserFault, ConsentMissing."""
        if self.made and self.is_whole:
            return
        if self._coming is None:
            self.choices.check()
            self._coming = self._begun(session)
        self._drawn.extend([made] if (made := next(self._coming, None)) is not None else [])
        if self.is_whole:
            self._coming = self._sealed = None

    def _begun(self, session: Session) -> "Iterator[SetOut | None]":
        if self.choices.kind in printing.WHOLE:
            return iter((printing.drawn_whole(session, self.choices),))
        cases = [finding.case(session, one) for one in self.ids]
        self.codes = tuple(records.code_of(session.db, case.no) for case in cases)
        if self.choices.kind in printing.ACROSS:
            return across.steps(session, cases, self.choices)
        if self.leaves:
            return self._handed(session, cases)
        self._names = list(self.codes)
        self._contents = printing.contents_of(session, cases, self.choices)
        first = printing.outputs(session, cases[:1], self.choices)  # by itself: nobody waits for helpers to begin
        return chain(first, printing.outputs(session, cases[1:], self.choices))

    def _handed(self, session: Session, cases: Sequence[Entry]) -> "Iterator[SetOut]":
        from muniment.services import known_identities
        from muniment.services.handing_out import outgoing

        self.unopened = self._sealed is None and known_identities.are_there(session)
        for copy in outgoing(session, cases, self.choices, self._sealed):
            self._copies.append(copy)
            self._names.append(copy.numbered.copy_no)
            yield copy.drawn

    def decide(self, at: int, decisions: "Decisions") -> None:
        """Does what was decided about what the leak check found in one copy. Raises LeaksFound for what was not."""
        from muniment.services.handing_out import decided

        self._copies[at] = decided(self._copies[at], decisions, self.choices)
        self._drawn[at] = self._copies[at].drawn

    def bound(self) -> Printed:
        """All that is made so far, at least one, as one file, to be looked at; what leaves is ``released``."""
        code = self._names[0] if len(self._names) == 1 else ""
        return printing.put_together(code, self._drawn, self.choices, self._contents_so_far())

    def _contents_so_far(self) -> "ListPaper | None":
        if not self.leaves:
            return self._contents if self.made > 1 else None
        from muniment.services.handing_out import contents_of

        return contents_of(self._copies, self.choices)

    def released(self, session: Session, password: str = "") -> Printed:
        """All as one file that may leave: of what is for somebody outside, each is in the register by then.

        Raises LeaksFound, ConsentMissing, UserFault for the password, WorldFault.
        """
        if self.leaves:
            return self._left(session, self._copies, password)
        made = self.bound()
        return replace(made, data=printing.protected(made.data, password)) if password else made

    def each(self, session: Session, password: str = "") -> Iterator[Printed]:
        """All that is made so far, each as a file of its own that may leave; as ``released``, one after the other."""
        if self.leaves:
            yield from (self._left(session, [copy], password) for copy in self._copies)
            return
        for code, drawn in zip(self._names, self._drawn, strict=False):
            made = printing.put_together(code, [drawn], self.choices)
            yield replace(made, data=printing.protected(made.data, password)) if password else made

    def _left(self, session: Session, leaving: Sequence["Outgoing"], password: str) -> Printed:
        from muniment.services.handing_out import leave

        left = leave(session, leaving, self.choices, password)
        self._left_since = Change(left.change.number, (*self._left_since.touched, *left.change.touched))
        return left.printed

    def taken_left(self) -> Change:
        """What the register was told since this was last asked."""
        told, self._left_since = self._left_since, Change(0, ())
        return told

    def hand_to(self, recipient: str) -> None:
        """Says who gets what leaves from now on."""
        self.choices = replace(self.choices, recipient=recipient)

    def name_of(self, code: str) -> str:
        """What the file of one output is called: a copy that leaves by its number, never by the code of the file.

        Neither has anything in it that a file's name cannot have.
        """
        if self.leaves:
            code = self._names[0] if len(self._names) == 1 else ""
        return self._name(code)

    def _name(self, code: str) -> str:
        what = code or (str(len(self.ids)) if self.ids else self.choices.as_of.isoformat())
        return f"{what}-{self.choices.kind}.{self.choices.form}"

    def save(self, session: Session, target: Path, password: str = "") -> Path:
        """Writes all as one file where the user says, in place of what is there. Raises as ``released``."""
        refuse_own_folder(session, target)
        write_whole(target, self.released(session, password).data, doing=_DOING)
        return target

    def save_each(self, session: Session, folder: Path, password: str = "", progress: Progress = silent) -> int:
        """Writes a file for each case file into a folder; earlier outputs of the same names are replaced.

        Returns how many. Where ``progress`` stops it, no more have left, and the register has no more, than were
        written. Raises UserFault where something else has one of these names: then nothing is written.
        """
        places = [folder / self._name(code) for code in self._names]
        refuse_own_folder(session, folder / places[0].name)
        for place in places:
            _refuse_what_is_no_output(place, _PDF if self.choices.form == "pdf" else b"")
        coming = self.each(session, password)
        for done, place in enumerate(places):
            progress("saving", done, len(places))
            write_whole(place, next(coming).data, doing=_DOING)
        return len(places)


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
