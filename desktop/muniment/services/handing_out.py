"""The one way in which a copy leaves: consent, what its audience may see, leak check, number, register; then bytes."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING

from muniment.domain.audience import AUDIENCES
from muniment.domain.changes import Change
from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen
from muniment.domain.leaks import Hit, Span
from muniment.domain.letters import People
from muniment.services import audiences, consents, copies, leakcheck, printing
from muniment.services.consents import ConsentMissing
from muniment.services.copies import Leaving, Numbered
from muniment.services.leakcheck import Decisions, LeakCheck, LeaksFound
from muniment.services.printing import Choices, Printed
from muniment.services.session import Progress, Session, silent
from muniment.vault import records
from muniment.vault.records import Entry

if TYPE_CHECKING:
    from muniment.reports.casepaper import CasePaper
    from muniment.reports.contents import ListPaper
    from muniment.reports.document import Document
    from muniment.reports.typesetting import SetOut
    from muniment.services.known_identities import Sealed

LONGEST_REASON = 240  # characters that stand at the head of every page
_NAMED = 10  # refusals in one message
_WITHOUT_PAGES = {"docx": ", editable copy", "text": ", as text"}  # what the register says of a copy that has none


@frozen
class Outgoing:
    """One copy on its way out: its number, what was made, and what the leak check found that is not decided yet."""

    case: Entry
    numbered: Numbered
    made: "SetOut | None" = None
    document: "Document | None" = None  # that it was made of, as long as something in it may have to be masked
    hits: tuple[Hit, ...] = ()
    reason: str = ""  # for which it leaves without a consent
    kept: tuple[str, ...] = ()
    called: str = ""  # the person, in this copy: the pseudonym is a hit where it is not the name that was consented to

    @property
    def drawn(self) -> "SetOut":
        """What is bound into a file."""
        if self.made is None:
            raise LookupError("the copy is not made yet")
        return self.made


@frozen
class Left:
    """What left, and what the register has of it since."""

    printed: Printed
    change: Change


def outgoing(
    session: Session,
    cases: Sequence[Entry],
    choices: Choices,
    sealed: "Sealed | None" = None,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
) -> Iterator[Outgoing]:
    """A copy for each case file, made and looked through. Nothing is registered yet, and nothing may leave.

    With ``sealed``, what the identities say is looked for too. What ``decisions`` say is done before anything is drawn,
    unless they leave something open. Raises ConsentMissing, naming every file that it is missing for, before anything
    is made.
    """
    from muniment.reports.workshop import typeset_all

    choices.check()
    permit(session, cases, choices)
    check, known = LeakCheck(session, choices.audience, sealed), audiences.people(session)
    gathered, looked_through = deque[Outgoing](), deque[Outgoing]()

    def papers() -> "Iterator[CasePaper]":
        for case in cases:
            copy = Outgoing(case, copies.numbered(session), reason=_reason(session, case, choices))
            paper = _paper(session, copy, choices, known)
            gathered.append(replace(copy, called=paper.dossier.case_file.pseudonym))
            yield paper

    def look(document: "Document", written: Sequence[Span]) -> "Document":
        copy = gathered.popleft()
        hits = tuple(check.hits((document,), (copy.case,), {copy.called}, (written,)))
        copy = replace(copy, document=document, hits=hits)
        with suppress(LeaksFound):
            copy = _cleared(copy, document, decisions)
        looked_through.append(copy)
        return copy.document or document

    coming = papers()
    first = typeset_all(islice(coming, 1), 1, choices.job, look)  # by itself: nobody waits for helpers to begin
    for made in chain(first, typeset_all(coming, len(cases) - 1, choices.job, look)):
        copy = looked_through.popleft()
        yield replace(copy, made=made, document=copy.document if copy.hits else None)


def permit(session: Session, cases: Iterable[Entry], choices: Choices) -> None:
    """Raises ConsentMissing where a copy of one of these files may not go to the audience today, naming each."""
    if len(choices.override.strip()) > LONGEST_REASON:
        raise UserFault(f"The reason stands on every page: say it in at most {LONGEST_REASON} characters.")
    refused: list[ConsentMissing] = []
    for case in cases:
        try:
            consents.gate(session, case, AUDIENCES[choices.audience], date.today(), choices.override)
        except ConsentMissing as why:
            refused.append(why)
    if refused:
        more = [f"and {len(refused) - _NAMED} more"] if len(refused) > _NAMED else []
        raise ConsentMissing("\n".join([*map(str, refused[:_NAMED]), *more]), refused[0].purpose)


def decided(copy: Outgoing, decisions: Decisions, choices: Choices) -> Outgoing:
    """The copy with what was decided about its hits done. Raises LeaksFound where something was not."""
    if not copy.hits or copy.document is None:
        return copy
    from muniment.reports.typesetting import set_out

    done = _cleared(copy, copy.document, decisions)
    if done.document is None or done.document is copy.document:
        return replace(done, document=None)
    return replace(done, made=set_out(done.document, choices.job), document=None)


def _cleared(copy: Outgoing, document: "Document", decisions: Decisions) -> Outgoing:
    """The copy with its document as it may leave. Raises LeaksFound."""
    cleared = leakcheck.decided((document,), copy.hits, decisions)
    kept = tuple(f"{hit.what}, {hit.place}: {reason}" for hit, reason in cleared.kept)
    return replace(copy, document=cleared.documents[0], hits=(), kept=(*copy.kept, *kept))


def leave(session: Session, leaving: Sequence[Outgoing], choices: Choices, password: str = "") -> Left:
    """The bytes of copies, at least one, as one file; each is in the register before they are given back.

    Raises LeaksFound, ConsentMissing (also for a consent that was withdrawn since), UserFault for the password.
    """
    if hits := [hit for one in leaving for hit in one.hits]:
        raise LeaksFound(hits)
    permit(session, (one.case for one in leaving), choices)
    alone = leaving[0] if len(leaving) == 1 else None
    code = records.code_of(session.db, alone.case.no) if alone else ""
    made = printing.put_together(code, [one.drawn for one in leaving], choices, contents_of(leaving, choices))
    data = printing.protected(made.data, password) if password else made.data
    digest = hashlib.sha256(data).hexdigest()
    change = copies.register(session, [_entry(one, choices, digest) for one in leaving])
    return Left(replace(made, data=data, copy_no=alone.numbered.copy_no if alone else ""), change)


def contents_of(copies_made: Sequence[Outgoing], choices: Choices) -> "ListPaper | None":
    """What stands before several copies in one file, in the words of the copies themselves; None for one alone."""
    from muniment.reports.contents import Listed
    from muniment.reports.document import PageFoot, PageHead

    if len(copies_made) < 2:
        return None
    listed = [Listed(one.called, one.numbered.copy_no) for one in copies_made]
    reason = next((one.reason for one in copies_made if one.reason), "")
    head = PageHead(
        classification=_classified(choices),
        copy_number=listed[0].number,
        audience=AUDIENCES[choices.audience].label,
        notice=_told_without_consent(reason),
        last_copy=listed[-1].number,
    )
    return printing.list_paper(listed, head, PageFoot(copies_made[0].numbered.journal_head), choices)


def handed(
    session: Session,
    cases: Sequence[Entry],
    choices: Choices,
    *,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
    password: str = "",
    sealed: "Sealed | None" = None,
) -> Iterator[Printed]:
    """A file for each case file, one after the other: whoever stops taking them has let no others leave."""
    for copy in outgoing(session, cases, choices, sealed, decisions):
        yield leave(session, [decided(copy, decisions, choices)], choices, password).printed


def handed_together(
    session: Session,
    cases: Sequence[Entry],
    choices: Choices,
    *,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
    password: str = "",
    sealed: "Sealed | None" = None,
    progress: Progress = silent,
) -> Printed:
    """One file for several case files, at least one, each a copy with a number of its own: all leave, or none does."""
    ready: list[Outgoing] = []
    for copy in outgoing(session, cases, choices, sealed, decisions):
        ready.append(decided(copy, decisions, choices))
        progress("printing", len(ready), len(cases))
    return leave(session, ready, choices, password).printed


def _paper(session: Session, copy: Outgoing, choices: Choices, known: People) -> "CasePaper":
    from muniment.reports.document import PageFoot, PageHead

    notice = _told_without_consent(copy.reason)
    label = AUDIENCES[choices.audience].label
    head = PageHead(_classified(choices), "", copy.numbered.copy_no, label, notice)
    paper = printing.gathered(session, copy.case, choices, known)
    return replace(paper, head=head, foot=PageFoot(copy.numbered.journal_head))


def _classified(choices: Choices) -> str:
    return "Nobody is named" if AUDIENCES[choices.audience].always_anonymous else "Confidential"


def _told_without_consent(reason: str) -> str:
    return f"Handed out without a consent that covers it. Reason: {reason}" if reason else ""


def _reason(session: Session, case: Entry, choices: Choices) -> str:
    """The reason to override, where there is no consent."""
    reason = choices.override.strip()
    is_needed = reason and consents.missing(session, case, AUDIENCES[choices.audience], date.today())
    return reason if is_needed else ""


def _entry(one: Outgoing, choices: Choices, digest: str) -> Leaving:
    from muniment.reports.binding import Drawn

    return Leaving(
        numbered=one.numbered,
        cases=(one.case,),
        template=choices.kind + _WITHOUT_PAGES.get(choices.form, ""),
        audience=choices.audience,
        recipient=choices.recipient.strip(),
        pages=len(one.drawn.pages) if isinstance(one.drawn, Drawn) else None,
        sha256=digest,
        reason=one.reason,
        kept="\n".join(one.kept),
    )
