"""Everything in a vault looked at once, as the command line shows it and as the window does."""

from datetime import UTC, datetime

from tests.faults.brought import IDENTITY_PASSPHRASE, TODAY, WORD

from muniment.domain.dossier import Dossier
from muniment.domain.records import Detention, Evidence
from muniment.domain.schema import RECORDS
from muniment.services import (
    agenda,
    backups,
    casefile,
    casetable,
    counts,
    entries,
    exhibit_list,
    exhibits,
    finding,
    history,
    identities,
    known_identities,
    listing,
    naming,
    pointing,
    printing,
    rules,
    timeline,
    upkeep,
)
from muniment.services.listing import Filter
from muniment.services.session import Session
from muniment.services.words import Words
from muniment.vault import records
from muniment.vault.records import Entry


def look(session: Session) -> None:
    """Everything that only looks."""
    case = printing.all_cases(session)[0]
    _as_lists(session)
    _sealed(session, case)
    _in_the_window(session, case)
    _around(session, case)
    _over_time(session, case)
    _in_words(session, finding.dossier(session, case.no))
    _exhibits(session, case)
    assert upkeep.verify(session) == []


def _as_lists(session: Session) -> None:
    list(listing.found(session, WORD))
    list(listing.found(session, f'"{WORD} {WORD}"'))
    for case in printing.all_cases(session):
        casefile.view(session, case, TODAY)
        list(history.history(session, case))
    listing.case_lines(session, Filter(), text=WORD, as_of=TODAY)
    listing.deadlines(session, as_of=TODAY)


def _sealed(session: Session, case: Entry) -> None:
    assert identities.can_seal(session)
    opened = identities.open_identity(session, case, IDENTITY_PASSPHRASE, WORD)
    assert WORD in opened.fields["legal_name"]
    assert known_identities.are_there(session)
    assert WORD in " ".join(known_identities.opened(session, IDENTITY_PASSPHRASE, WORD).names)


def _in_the_window(session: Session, case: Entry) -> None:
    code = finding.code(session, case.id)
    assert finding.id_and_pseudonym(session, code) == (case.id, WORD)
    finding.once(session, case.id)
    assert finding.beside(session, case.id, [case.no], 1) == ""
    found = casetable.numbers(session, Filter())
    assert casetable.count(session, Filter()) == len(found)
    assert case.id in casetable.ids(session, found)
    assert all(row.no_consent for row in casetable.rows(session, found, TODAY))
    casetable.known(session)
    listing.next_deadlines(session, listing.case_lines(session, Filter(), as_of=TODAY))
    listing.day_after(TODAY, 30)
    assert rules.as_list(session).terms
    upkeep.information(session)
    assert not backups.known(session).is_due(datetime.now(UTC))


def _around(session: Session, case: Entry) -> None:
    """What points where, by its name, and what is to be done."""
    inside = records.entries_of_file(session.db, case.no)
    names = naming.names(session, [one.id for one in inside])
    assert any(WORD in name.text for name in names.values())
    naming.candidates(session, naming.Wanted(("contact", "note"), case.id, across_files=True), WORD)
    for one in records.all_shared(session.db):
        pointing.files(session, one.id)
    for kind in ("task", "deadline"):
        agenda.load(session, kind, TODAY)
        agenda.waiting(session, kind, 9)
        agenda.done(session, kind, 9)
    task = next(one.id for one in inside if one.kind == "task")
    agenda.mark_done(session, task, TODAY.isoformat())


def _over_time(session: Session, case: Entry) -> None:
    """Timelines, and the counts of an incident beside what is documented of it."""
    dossier = finding.dossier(session, case.no)
    incident = next(one.id for one in records.all_shared(session.db) if one.kind == "incident")
    claim = next(one.id for one in records.all_shared(session.db) if one.kind == "count_claim")
    held = dossier.all(Detention)[0]
    entries.set_fields(session, held.id, {"incident": incident, "start": "2017-09", "end": "2017-10"})
    entries.set_fields(session, claim, {"incident": incident})
    drawn = timeline.of_file(finding.dossier(session, case.no), TODAY)
    assert drawn.extent
    assert any(item.uncertain for lane in drawn.lanes for item in lane.items)
    assert [lane.pseudonym for lane in timeline.of_incident(session, incident, TODAY).lanes] == [WORD]
    assert counts.of_incident(session, incident)
    counts.load(session)


def _in_words(session: Session, dossier: Dossier) -> None:
    """Every record as pages tell it, and a value as the journal keeps it."""
    words = Words(session.vocabularies, dossier.find)
    assert words.terms("act")
    for record in dossier:
        words.headline(record)
        words.filled(record)
    assert words.named(dossier.case_file.id)
    assert words.found(dossier.records[0].id)
    assert words.open_form(RECORDS["note"].field("text"), WORD) == WORD


def _exhibits(session: Session, case: Entry) -> None:
    [exhibit] = finding.dossier(session, case.no).all(Evidence)[:1]
    assert exhibit_list.listed(session, WORD, limit=9).lines
    assert exhibit_list.known(session, exhibit.id).custody
    assert exhibits.content(session, exhibit.id, 9) is None
    assert WORD.encode() in (exhibits.content(session, exhibit.id, 1 << 30) or b"")
    assert exhibits.viewed(session, exhibit.id).touched
