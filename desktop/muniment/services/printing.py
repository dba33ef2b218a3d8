"""Printed outputs: values gathered from the vault, laid out, and given back as bytes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from muniment.domain.audience import AUDIENCES
from muniment.domain.audience_table import held_back
from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen
from muniment.host.resources import load_body_map, load_rights
from muniment.services import casefile
from muniment.services.casefile import CaseView
from muniment.services.session import Progress, Session, silent
from muniment.vault import journal, records
from muniment.vault.records import Entry

if TYPE_CHECKING:
    from muniment.domain.letters import People
    from muniment.reports.casepaper import CasePaper
    from muniment.reports.contents import Listed, ListPaper
    from muniment.reports.document import PageFoot, PageHead
    from muniment.reports.typesetting import Job, SetOut

Paper = Literal["a4", "letter"]
Format = Literal["pdf", "text", "docx"]

KINDS = ("brief", "summary", "exhibits", "consent")
LEAVING = ("brief", "summary", "exhibits")  # for audiences outside
WHOLE = ("deadlines", "blank-consent")  # about all case files at once
DISCLOSING = ("summary", "chronology")  # which can print what was said under force
ACROSS = ("chronology",)  # of several case files, made into one
_COUNTED = {
    "brief": ("brief",),
    "summary": ("case summary", "case summaries"),
    "exhibits": ("exhibit list",),
    "consent": ("consent form",),
}


@frozen
class Choices:
    """How an output is made: its kind, language, paper and form, and the date that everything is computed for."""

    kind: str
    as_of: date
    language: str = "en"
    paper: Paper = "a4"
    form: Format = "pdf"
    audience: str = "internal"
    with_disclosures: bool = False  # print what was said under force: to be chosen on purpose, twice
    recipient: str = ""  # who gets the copy, for the register
    override: str = ""  # the reason to hand it out without a consent

    @property
    def job(self) -> "Job":
        """What these choices ask of the reports."""
        from muniment.reports.typesetting import Job

        return Job(self.kind, self.paper, self.form, self.with_disclosures)

    def check(self) -> None:
        """Raises UserFault for an output or an audience that there is not."""
        if self.kind not in (*KINDS, *ACROSS, *WHOLE):
            raise UserFault(f"There is no output {self.kind}; there are {', '.join((*KINDS, *ACROSS, *WHOLE))}.")
        self._check_audience()
        if self.with_disclosures and self.kind not in DISCLOSING:
            raise UserFault("What was said under force is printed in a summary or a chronology alone.")

    def _check_audience(self) -> None:
        audience = AUDIENCES.get(self.audience)
        if audience is None:
            raise UserFault(f"There is no audience {self.audience}; there are {', '.join(AUDIENCES)}.")
        if not audience.is_internal and self.kind not in LEAVING:
            raise UserFault("This output is internal and is not handed over.")
        if self.with_disclosures and not audience.coerced_if_chosen:
            raise UserFault(f"What was said under force is not printed {audience.label}.")


@frozen
class Printed:
    """One finished output: a PDF, a DOCX, or text in UTF-8, and what its reader has to be told about the printing."""

    code: str  # of the case file; "" for a merged output
    data: bytes
    pages: int
    warnings: tuple[str, ...]
    copy_no: str = ""  # of a copy that leaves; "" for a merged output, where each has its own


def printed(session: Session, cases: Iterable[Entry], choices: Choices) -> Iterator[Printed]:
    """One output for each case file, one after the other. Raises UserFault."""
    choices.check()
    wanted = list(cases)
    for case, made in zip(wanted, outputs(session, wanted, choices), strict=True):
        yield put_together(records.code_of(session.db, case.no), [made], choices)


def print_one(session: Session, case: Entry, choices: Choices) -> Printed:
    """The output of one case file. Raises UserFault."""
    [made] = printed(session, [case], choices)
    return made


def merged(session: Session, cases: Iterable[Entry], choices: Choices, progress: Progress = silent) -> Printed:
    """The outputs of several case files, at least one, as one PDF or text, each beginning on a page of its own."""
    choices.check()
    wanted = list(cases)

    def told() -> "Iterator[SetOut]":
        for done, made in enumerate(outputs(session, wanted, choices), 1):
            yield made
            progress("printing", done, len(wanted))

    return put_together("", told(), choices, contents_of(session, wanted, choices))


def protected(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256, to be opened with the password. Raises UserFault for one that cannot be used."""
    from muniment.reports.pdf import protect

    return protect(pdf, password)


def all_cases(session: Session) -> list[Entry]:
    """Every case file, in the order in which they were made."""
    found = (records.entry(session.db, no) for no in records.case_numbers(session.db))
    return [entry for entry in found if entry]


def across(session: Session, cases: Sequence[Entry], choices: Choices, progress: Progress = silent) -> Printed:
    """The one output of a kind that is made of several case files. Raises UserFault."""
    from muniment.services.across import steps

    choices.check()
    made: list[SetOut] = []
    for done, one in enumerate(steps(session, cases, choices)):
        progress("printing", done, len(cases))
        made += [] if one is None else [one]
    return put_together("", made, choices)


def whole(session: Session, choices: Choices) -> Printed:
    """The output of a kind that is about all case files at once. Raises UserFault."""
    choices.check()
    return put_together("", [drawn_whole(session, choices)], choices)


def drawn_whole(session: Session, choices: Choices) -> "SetOut":
    """As ``whole``, to be put together."""
    from muniment.services import sheets

    return sheets.MAKERS[choices.kind](session, choices)


def outputs(session: Session, cases: Sequence[Entry], choices: Choices) -> "Iterator[SetOut]":
    """What is made of each case file; the vault is read by this process alone. What leaves, ``handing_out`` makes."""
    if not AUDIENCES[choices.audience].is_internal:
        raise ValueError("a copy for somebody outside has a number, and is registered")
    from muniment.reports.workshop import typeset_all

    papers = (gathered(session, case, choices) for case in cases)
    return typeset_all(papers, len(cases), choices.job)


def gathered(session: Session, case: Entry, choices: Choices, known: "People | None" = None) -> "CasePaper":
    """Everything that a document about this case file is made from, as far as its audience may see it.

    ``known`` are the people of all case files, where they are known already. Raises ConsentMissing: nothing is so much
    as gathered for an audience that the person does not agree to.
    """
    from muniment.reports.casepaper import CasePaper
    from muniment.reports.document import PageFoot, PageHead
    from muniment.services.audiences import NAMELESS

    audience = AUDIENCES[choices.audience]
    view = _view(session, case, choices, known)
    session.db.confirm()
    return CasePaper(
        dossier=view.dossier,
        overview=view.overview,
        remarks=view.remarks,
        exposures=view.exposures,
        vocabularies=session.vocabularies,
        deadline_rules=session.deadline_rules,
        rights=load_rights(),
        body_map=load_body_map(),
        head=PageHead(audience.label, view.dossier.case_file.code, "", choices.audience),
        foot=PageFoot(journal.head(session.db).short),
        language=choices.language,
        held_back=() if audience.is_internal else held_back(audience),
        lettered=audience.letters,
        nameless=not audience.is_internal and view.dossier.case_file.pseudonym == NAMELESS.capitalize(),
        public=audience.always_anonymous,
    )


def _view(session: Session, case: Entry, choices: Choices, known: "People | None") -> CaseView:
    audience = AUDIENCES[choices.audience]
    if audience.is_internal:
        return casefile.view(session, case, choices.as_of)
    from muniment.domain.letters import Letters
    from muniment.services import audiences, consents

    consents.gate(session, case, audience, max(date.today(), choices.as_of), choices.override)
    drawn = Letters(known or audiences.people(session))
    return audiences.view(session, case, choices.as_of, audience, drawn, disclosed=choices.with_disclosures)


def contents_of(session: Session, cases: Sequence[Entry], choices: Choices) -> "ListPaper | None":
    """What stands before the internal outputs of several case files in one file; None for one alone."""
    from muniment.reports.contents import Listed
    from muniment.reports.document import PageFoot, PageHead

    if len(cases) < 2:
        return None
    names = (records.names_of(session.db, case.no) for case in cases)
    listed = [Listed(pseudonym, code) for code, pseudonym in names]
    label = AUDIENCES[choices.audience].label
    head, foot = PageHead(label, "", "", choices.audience), PageFoot(journal.head(session.db).short)
    return list_paper(listed, head, foot, choices)


def list_paper(listed: "Sequence[Listed]", head: "PageHead", foot: "PageFoot", choices: Choices) -> "ListPaper":
    """What a list of documents is made from."""
    from muniment.domain.date_display import shown
    from muniment.domain.dates import UncertainDate
    from muniment.reports.contents import ListPaper
    from muniment.reports.phrases import counted
    from muniment.reports.wording import wording

    day = shown(UncertainDate.of_day(choices.as_of), choices.language)
    told = f"{counted(len(listed), *_COUNTED[choices.kind])}, as of {day}"
    return ListPaper(tuple(listed), (wording(choices.language).contents, told), head, foot, choices.language)


def put_together(
    code: str, drawn: "Iterable[SetOut]", choices: Choices, contents: "ListPaper | None" = None
) -> Printed:
    """What was made of one case file or several, at least one, as one output; its ``contents`` come before it."""
    if choices.form == "text":
        from muniment.reports.contents import contents_list
        from muniment.reports.text import to_text

        first = [to_text(contents_list(contents))] if contents else []
        return Printed(code, "\n\f\n".join((*first, *map(str, drawn))).encode(), 0, ())
    if choices.form == "docx":
        from muniment.reports.contents import contents_list
        from muniment.reports.document import Document
        from muniment.reports.editable import to_docx

        documents = [one for one in drawn if isinstance(one, Document)]
        before = contents_list(contents) if contents else None
        return Printed(code, to_docx(documents, choices.paper, before), 0, ())
    from muniment.reports.binding import Drawn
    from muniment.reports.pdf import bound

    made = bound((one for one in drawn if isinstance(one, Drawn)), choices.paper, contents)
    return Printed(code, made.data, made.pages, made.warnings)
