"""Everything that comes out of a vault, once: what stays with those who keep it, copies for others, exports, keys."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from tests.faults.brought import IDENTITY_PASSPHRASE, TODAY, WORD, refused

from muniment.domain.audience import AUDIENCES
from muniment.domain.records import Detention, Evidence
from muniment.host.files import write_whole
from muniment.reports import workshop
from muniment.services import (
    backups,
    batch,
    copies,
    entries,
    exhibits,
    exporting,
    finding,
    handing_out,
    known_identities,
    leakcheck,
    printing,
    upkeep,
)
from muniment.services.consents import ConsentMissing
from muniment.services.leakcheck import MASK_ALL, Decisions, LeaksFound
from muniment.services.printing import Choices, Format
from muniment.services.session import Session
from muniment.vault.records import Entry

FORMS: tuple[Format, ...] = ("pdf", "text", "docx")
_PAPERS: tuple[Format, ...] = ("pdf", "docx")
OUTSIDE = tuple(name for name, one in AUDIENCES.items() if not one.is_internal and one.of_one_person)
INTERNAL = {f"{kind}.{form}" for kind in (*printing.KINDS, *printing.ACROSS, *printing.WHOLE) for form in FORMS}
COPIES = {f"{audience}.text" for audience in OUTSIDE} | {f"{kind}.counsel" for kind in printing.LEAVING}
PREVIEWED = {"previewed.pdf", "previewed.docx", "each.pdf", "of several.pdf", "of several.docx"}
IN_THE_CLEAR = INTERNAL | COPIES | PREVIEWED | {"extracted"}
"""What is meant to be read by whoever finds it."""

SEALED = {"export.age", "backup", "protected.pdf", "protected.counsel", "raw key"}
_FOR_COUNSEL = Choices("summary", TODAY, form="text", audience="counsel", recipient=WORD)
_KEPT = Decisions(keep=WORD)


def give_out(session: Session, named: Path) -> None:
    """Everything that writes where the user says."""
    case = printing.all_cases(session)[0]
    _stays(session, case, named)
    _leaves(session, case, named)
    _leaves_from_a_preview(session, case, named)
    _is_known_again(session, case, named)
    _goes_elsewhere(session, case, named)


def _write(target: Path, data: bytes) -> None:
    write_whole(target, data, doing="writing the report")


def _stays(session: Session, case: Entry, named: Path) -> None:
    """What is printed for those who keep the vault, in every form."""
    every = printing.all_cases(session)
    for form in FORMS:
        for kind in printing.KINDS:
            made = printing.print_one(session, case, Choices(kind, TODAY, form=form))
            _write(named / f"{kind}.{form}", made.data)
        for kind in printing.ACROSS:
            made = printing.across(session, every, Choices(kind, TODAY, form=form, with_disclosures=True))
            _write(named / f"{kind}.{form}", made.data)
        for kind in printing.WHOLE:
            _write(named / f"{kind}.{form}", printing.whole(session, Choices(kind, TODAY, form=form)).data)
    with patch.object(workshop, "ENOUGH", 1):  # by two processes, of which the other is watched as well
        merged = printing.merged(session, every, Choices("brief", TODAY)).data
    _write(named / "protected.pdf", printing.protected(merged, WORD))


def _leaves(session: Session, case: Entry, named: Path) -> None:
    """Copies for everybody outside: refused without consent, looked through, numbered, registered."""
    with refused(ConsentMissing):
        list(handing_out.handed(session, [case], _FOR_COUNSEL))
    entries.add(session, "consent", {"purpose": "counsel", "decision": "granted"}, case.id)
    held = finding.dossier(session, case.no).all(Detention)[0]
    entries.set_fields(session, held.id, {"note": f"{WORD} called +994 50 000 00 00."})
    with refused(LeaksFound):
        list(handing_out.handed(session, [case], _FOR_COUNSEL))
    for audience in OUTSIDE:
        choices = replace(_FOR_COUNSEL, audience=audience, override=WORD)
        [made] = handing_out.handed(session, [case], choices, decisions=_KEPT)
        _write(named / f"{audience}.text", made.data)
    sealed = known_identities.opened(session, IDENTITY_PASSPHRASE, WORD)
    for kind in printing.LEAVING:
        choices = replace(_FOR_COUNSEL, kind=kind, form="pdf")
        [made] = handing_out.handed(session, [case], choices, decisions=MASK_ALL, sealed=sealed)
        _write(named / f"{kind}.counsel", made.data)
    [made] = handing_out.handed(session, [case], replace(_FOR_COUNSEL, form="pdf"), decisions=_KEPT, password=WORD)
    _write(named / "protected.counsel", made.data)
    _together(session, case, named)


def _together(session: Session, case: Entry, named: Path) -> None:
    several = [case, printing.all_cases(session)[-1]]
    for form in _PAPERS:
        choices = Choices("brief", TODAY, form=form, audience="partner", override=WORD)
        with patch.object(workshop, "ENOUGH", 1):
            made = handing_out.handed_together(session, several, choices, decisions=_KEPT)
        _write(named / f"of several.{form}", made.data)


def _leaves_from_a_preview(session: Session, case: Entry, named: Path) -> None:
    """As the window does it: made in steps, decided, and saved, as one file or as several."""
    for form in _PAPERS:
        previewed = batch.Batch([case.id], replace(_FOR_COUNSEL, form=form))
        previewed.step(session)
        _decided(session, previewed, case)
        previewed.hand_to(f"{WORD} {form}")
        previewed.bound()
        assert previewed.codes == (finding.code(session, case.id),)
        assert WORD not in previewed.name_of(finding.code(session, case.id))
        previewed.save(session, named / f"previewed.{form}")
        assert previewed.taken_left().touched
    (named / "each").mkdir()
    batch_of_one = batch.Batch([case.id], Choices("brief", TODAY))
    batch_of_one.step(session)
    batch_of_one.save_each(session, named / "each")
    [made] = (named / "each").iterdir()
    made.rename(named / "each.pdf")
    assert WORD not in made.name


def _decided(session: Session, previewed: batch.Batch, case: Entry) -> None:
    """What the leak check found in the one copy that is made."""
    assert (previewed.made, previewed.is_whole, previewed.is_clear) == (1, True, False)
    [copy] = previewed.copies
    assert copy.made
    assert copy.document
    assert leakcheck.check(session, [copy.document], [case], "counsel") == copy.hits
    assert leakcheck.LeakCheck(session, "counsel").unchecked
    assert not known_identities.within(copy.hits).unreadable
    with refused(LeaksFound):
        previewed.released(session)
    previewed.decide(0, _KEPT)


def _is_known_again(session: Session, case: Entry, named: Path) -> None:
    """The register of copies, and which of them a file or a number is."""
    listed = copies.listed(session, WORD, case, "counsel")
    assert listed
    assert copies.typed(session, listed[0].copy_no).how == "typed"
    copy = named / "brief.counsel"
    assert copies.which_file(session, copy).how == "bytes"
    assert copies.which(session, copy.read_bytes() + b"\n").how == "page"
    refusal = {"purpose": "counsel", "decision": "refused", "note": WORD}
    [told] = copies.still_out(session, [entries.add(session, "consent", refusal, case.id).id])
    assert (told.case.pseudonym, len(told.copies)) == (WORD, len(listed))


def _goes_elsewhere(session: Session, case: Entry, named: Path) -> None:
    exhibit = next(one.id for one in finding.dossier(session, case.no).all(Evidence))
    exhibits.extract(session, exhibit, named / "extracted")
    exporting.export_to(session, named / "export.age", password=WORD)
    upkeep.back_up(session, named / "backup")
    backups.back_up(session, named)
    upkeep.write_raw_key(session, named / "raw key")
