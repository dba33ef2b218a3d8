"""One case file, whole: its records, what they come to, what is odd about them."""

from collections.abc import Mapping
from datetime import date

from muniment.domain.dossier import Dossier
from muniment.domain.frozen import frozen
from muniment.domain.overview import Overview, overview
from muniment.domain.records import CoercedDisclosure, Deadline
from muniment.domain.rules import Remark, remarks
from muniment.services import finding
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import Entry


@frozen
class CaseView:
    """A case file at a date. ``exposures`` are the coerced disclosures of other files that name this person."""

    dossier: Dossier
    overview: Overview
    remarks: tuple[Remark, ...]
    exposures: tuple[CoercedDisclosure, ...]
    rule_titles: Mapping[str, str]  # by id, of the rules that the file's deadlines name


def view(session: Session, case: Entry, as_of: date) -> CaseView:
    """Everything about one case file, computed as of a date."""
    dossier = finding.dossier(session, case.no)
    sums = overview(dossier, as_of)
    exposures = _exposures(session, case)
    found = remarks(
        dossier, sums, limits=session.custody_limits, deadline_rules=session.deadline_rules, exposures=exposures
    )
    named = {one.rule for one in dossier.all(Deadline)} & session.deadline_rules.keys()
    titles = {rule: session.deadline_rules[rule].title() for rule in named}
    return CaseView(dossier, sums, found, exposures, titles)


def _exposures(session: Session, case: Entry) -> tuple[CoercedDisclosure, ...]:
    """Those that name the person, and those that a detention of the person followed upon."""
    inside = records.entries_of_file(session.db, case.no)
    spoken_of = [one.no for one in inside if one.kind in ("case_file", "detention")]
    naming = {
        referrer.entry.no: referrer.entry
        for no in spoken_of
        for referrer in records.referrers(session.db, no)
        if referrer.entry.kind == "coerced_disclosure" and referrer.entry.case_no != case.no
    }
    found = records.load(session.db, naming.values())
    return tuple(one for one in found if isinstance(one, CoercedDisclosure))
