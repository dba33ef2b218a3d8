"""Printing: briefs, summaries and the like, into files or onto the terminal."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.leaks import Leaks, leak_options, places_shown
from muniment.cli.options import FILE, TEXT, Call, common, said_yes, vault_argument
from muniment.cli.output import answer, put_laid_out, tell
from muniment.cli.secrets import confirmed
from muniment.domain.errors import UsageFault, UserFault

if TYPE_CHECKING:
    from muniment.services.printing import Choices, Format, Printed
    from muniment.services.session import Session
    from muniment.vault.records import Entry

KINDS = ("brief", "summary", "exhibits", "consent", "chronology", "blank-consent", "deadlines")
_WHOLE = ("blank-consent", "deadlines")  # name no case file
_ONE = (*_WHOLE, "chronology")  # make one file, however many case files there are
_ENDINGS = {"pdf": ".pdf", "text": ".txt", "docx": ".docx"}


@click.command("report")
@vault_argument
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("codes", nargs=-1, metavar="[CODE]...", type=TEXT)
@click.option("-o", "--output", "target", type=FILE, metavar="OUT", help="One file; a folder for several case files.")
@click.option("--all", "every", is_flag=True, help="All case files.")
@click.option("--merge", is_flag=True, help="Several case files in one file.")
@click.option("--language", type=click.Choice(["en", "az", "ru"]), help="As the vault was made, unless named.")
@click.option("--format", "form", type=click.Choice(list(_ENDINGS)), default="pdf")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4")
@click.option("--audience", default="internal", type=TEXT, help="For whom it is; “muniment audiences” lists them.")
@click.option("--recipient", default="", type=TEXT, metavar="R", help="Who gets the copy; kept in the register.")
@click.option(
    "--override", default="", type=TEXT, metavar="REASON", help="Hand out without a consent; printed on every page."
)
@leak_options
@click.option("--protect", is_flag=True, help="Ask for a password that the PDF opens with.")
@click.option("--force", is_flag=True, help="Overwrite any file of that name, not only an earlier output.")
@click.option(
    "--with-disclosures",
    is_flag=True,
    help="Print in a summary or chronology what was said under force. Asked for a second time.",
)
@said_yes
@common
def report_command(call: Call, vault: Path, codes: tuple[str, ...], every: bool, **wanted: Any) -> None:
    """Print a brief (one page), a summary, an exhibit list or a consent form of case files; their detentions beside
    each other (chronology); a blank consent form; or the deadlines and tasks of all case files on one sheet.

    Text without -o goes onto the terminal. With --protect a second secret is asked for: the PDF's password. A printed
    or saved copy is not protected by the vault. An earlier output of the same name is replaced; not so an editable copy
    (--format docx), which may have been worked on.
    """
    whole = wanted["kind"] in _WHOLE
    if whole and codes:
        raise UsageFault("This output is about no single case file: name none.")
    if not whole and every == bool(codes):
        raise UsageFault("Name case files by CODE, or say --all; not both.")
    leaks = Leaks(wanted.pop("mask"), wanted.pop("keep"), wanted.pop("identities"))
    job = _Job(call, leaks=leaks, several=wanted["kind"] not in _ONE and (every or len(codes) > 1), **wanted)
    job.check()
    with call.opened(vault) as session:
        job.run(session, [] if whole else _cases(session, codes))


def _cases(session: "Session", codes: tuple[str, ...]) -> "list[Entry]":
    """Each case file once, in the order named; all of them where none is."""
    from muniment.services import finding, printing

    if not codes:
        return printing.all_cases(session)
    return list({entry.no: entry for entry in (finding.case(session, code) for code in codes)}.values())


class _Job:
    """One printing: what is made, and where it goes."""

    def __init__(
        self,
        call: Call,
        *,
        several: bool,
        kind: str,
        target: Path | None,
        merge: bool,
        language: str | None,
        form: "Format",
        paper: str,
        audience: str,
        recipient: str,
        override: str,
        leaks: Leaks,
        protect: bool,
        force: bool,
        with_disclosures: bool,
        yes: bool,
    ) -> None:
        self._call, self._kind, self._target, self._merge = call, kind, target, merge
        self._language, self._form, self._paper, self._audience = language, form, paper, audience
        self._recipient, self._override = recipient, override
        self._leaks, self._protect, self._force = leaks, protect, force
        self._with_disclosures, self._yes = with_disclosures, yes
        self._into_folder = target is not None and not merge and (several or target.is_dir())

    def check(self) -> None:
        """Refuses what makes no sense before anything is opened."""
        if self._target is None and self._form != "text":
            raise UsageFault("Only text is written onto the terminal: name a file with -o, or say --format text.")
        if (self._recipient or self._override) and not self._leaves:
            raise UsageFault("Internal output has no recipient and needs no consent: say for which --audience it is.")
        self._leaks.check(leaves=self._leaves)
        if self._protect and self._form != "pdf":
            raise UsageFault("Only a PDF can be protected by a password.")
        self._choices("en").check()
        if self._with_disclosures and not self._yes:
            confirmed("This prints what was said under force, and who was named.", "disclosures")
        if self._target is not None and self._into_folder and self._target.exists() and not self._target.is_dir():
            raise UserFault("Several case files go into a folder, and that is a file. Name a folder, or say --merge.")
        if self._target is not None and not self._into_folder:
            self._refuse_existing([self._target])

    def run(self, session: "Session", cases: "list[Entry]") -> None:
        """Makes every output and puts it where it belongs."""
        from muniment.services.own_files import refuse_own_folder

        choices = self._choices(self._language or session.language)
        password = self._call.secrets.new("Password for the PDF") if self._protect else ""
        if self._target is not None:
            refuse_own_folder(session, self._target)
        if self._into_folder and not self._leaves:
            self._refuse_existing(self._names(session, cases))
        made = self._made(session, cases, choices, password)
        if self._target is None:
            self._show(made)
        else:
            told = [self._save(one) for one in made]
            text = "\n".join(f"Written: {one['file']}" for one in told) or "There are no case files."
            answer(told, as_json=self._call.json, text=lambda: text)

    def _choices(self, language: str) -> "Choices":
        from muniment.services.printing import Choices

        return Choices(
            kind=self._kind,
            as_of=self._call.as_of,
            language=language,
            paper="letter" if self._paper == "letter" else "a4",
            form=self._form,
            audience=self._audience,
            recipient=self._recipient,
            override=self._override,
            with_disclosures=self._with_disclosures,
        )

    @property
    def _leaves(self) -> bool:
        """Whether it goes to somebody outside: under a number of its own, which no other file is called by."""
        return self._audience != "internal"

    def _made(self, session: "Session", cases: "list[Entry]", choices: "Choices", password: str) -> "Iterator[Printed]":
        from muniment.services.printing import protected

        if self._leaves:
            yield from self._handed(session, cases, choices, password)
            return
        for one in self._printed(session, cases, choices):
            yield replace(one, data=protected(one.data, password)) if password else one

    def _printed(self, session: "Session", cases: "list[Entry]", choices: "Choices") -> "Iterator[Printed]":
        """What stays with those who keep the vault."""
        from muniment.services import printing

        if choices.kind in printing.WHOLE:
            yield printing.whole(session, choices)
            return
        if choices.kind in printing.ACROSS:
            yield printing.across(session, cases, choices, self._call.progress)
            return
        if self._merge:
            if cases:
                yield printing.merged(session, cases, choices, self._call.progress)
            return
        for done, one in enumerate(printing.printed(session, cases, choices), 1):
            yield one
            self._call.progress("printing", done, len(cases))

    def _handed(
        self, session: "Session", cases: "list[Entry]", choices: "Choices", password: str
    ) -> "Iterator[Printed]":
        """Copies for somebody outside, each in the register before it is written."""
        from muniment.services import handing_out

        progress = self._call.progress
        how: dict[str, Any] = {
            "decisions": self._leaks.decisions(),
            "password": password,
            "sealed": self._leaks.sealed(session, self._call),
        }
        with places_shown(as_json=self._call.json, instead_of_copy=self._target is None):
            if self._merge and len(cases) > 1:
                yield handing_out.handed_together(session, cases, choices, progress=progress, **how)
                return
            for done, one in enumerate(handing_out.handed(session, cases, choices, **how), 1):
                yield one
                progress("printing", done, len(cases))

    def _names(self, session: "Session", cases: "list[Entry]") -> list[Path]:
        from muniment.vault.records import code_of

        apart = [] if self._kind in _ONE else cases
        return [self._place(code_of(session.db, case.no)) for case in apart] or [self._place("")]

    def _place(self, code: str) -> Path:
        """Where an output goes; a code has nothing in it that a file's name cannot have."""
        assert self._target is not None  # noqa: S101 - asked only where there is one
        name = f"{code}-{self._kind}" if code else self._kind
        return self._target / f"{name}{_ENDINGS[self._form]}" if self._into_folder else self._target

    def _refuse_existing(self, places: Iterable[Path]) -> None:
        if not self._force and any(self._is_in_the_way(place) for place in places):
            raise UserFault(
                "There is a file of that name that is no earlier output. Name another, or say --force. "
                "Nothing was written."
            )

    def _is_in_the_way(self, place: Path) -> bool:
        """Whether something is at a place that must not be lost: anything but a PDF, or our own text.

        What is made to be worked on may have been worked on.
        """
        from muniment.domain.audience import INTERNAL
        from muniment.host.errors import os_errors_told

        mark = b"%PDF-" if self._form == "pdf" else INTERNAL.encode()
        with os_errors_told("looking at what is there"):
            if not os.path.lexists(place):
                return False
            if place.is_symlink() or not place.is_file() or self._form == "docx":
                return True
            with place.open("rb") as file:
                return file.read(len(mark)) != mark

    def _save(self, one: "Printed") -> dict[str, Any]:
        from muniment.host.errors import os_errors_told
        from muniment.host.files import write_whole

        place = self._place(one.copy_no or one.code)
        if self._into_folder:
            with os_errors_told("making the folder"):
                place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, one.data, doing="writing the report")
        self._warn(one)
        return {"file": str(place), **_about(one), "sha256": sha256(one.data).hexdigest()}

    def _show(self, made: "Iterable[Printed]") -> None:
        told = []
        for number, one in enumerate(made):
            self._warn(one)
            text = one.data.decode()
            if self._call.json:
                told.append({**_about(one), "text": text})
            else:
                put_laid_out(f"\n{text}" if number else text)
        if self._call.json:
            answer(told, as_json=True, text=str)

    def _warn(self, one: "Printed") -> None:
        for warning in one.warnings:
            tell(f"{one.code or 'all'}: {warning}")


def _about(one: "Printed") -> dict[str, Any]:
    number = {"copy_no": one.copy_no} if one.copy_no else {}
    return {"code": one.code or None, **number, "pages": one.pages or None, "warnings": list(one.warnings)}
