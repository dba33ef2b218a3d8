"""A whole session over one word that must not get out: ``python -m tests.faults.canary VAULT NAMED``.

``NAMED`` holds what the user brings, and takes what the user asks for by name.
"""

import json
import sys
from datetime import date
from pathlib import Path

from tests.faults.held import CHEAP
from tests.faults.hostile import filled

from muniment.domain.errors import InvalidInput
from muniment.domain.records import Evidence
from muniment.host.files import write_whole
from muniment.services import (
    casefile,
    entries,
    exhibits,
    exporting,
    finding,
    history,
    identities,
    importing,
    listing,
    passphrases,
    printing,
    terms,
    upkeep,
)
from muniment.services import session as sessions
from muniment.services.listing import Filter
from muniment.services.session import Session

WORD = "qzcanaryqz"
PASSPHRASE, IDENTITY_PASSPHRASE = "passphrase", "identity passphrase"
TODAY = date(2018, 1, 1)


def bring(named: Path) -> None:
    """The files that the user has before."""
    (named / f"{WORD}.jpg").write_bytes(WORD.encode() * 200_000)
    line = {"record": "case_file", "id": "c", "fields": {"pseudonym": WORD, "summary": f"{WORD} " * 50_000}}
    (named / "lines.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")


def work(vault: Path, named: Path) -> None:
    """Everything that can be done with a vault, once."""
    sessions.create(vault, PASSPHRASE, IDENTITY_PASSPHRASE, cost=CHEAP).close()
    with sessions.opened(vault, PASSPHRASE) as session:
        _fill(session, named)
        _look(session)
        _give_out(session, named)
        _fail(session)
        upkeep.purge_field(session, finding.case(session, _case(session)), "note.text")
    upkeep.restore(named / "backup", vault.with_name("restored"), PASSPHRASE)
    with sessions.opened(vault.with_name("restored"), PASSPHRASE) as session:
        assert upkeep.verify(session) == []


def _fill(session: Session, named: Path) -> None:
    records = [record for record, _ in filled(session, WORD)]
    case = finding.case(session, _case(session))
    exhibits.attach(session, case, named / f"{WORD}.jpg", {"acquired_from": WORD})
    importing.import_file(session, named / "lines.jsonl")
    note = next(record for record in records if record.RECORD == "note")
    entries.set_fields(session, note.id, {"text": f"{WORD} again"})
    entries.remove(session, note.id)
    history.undo(session, case)
    history.undo(session, case)
    history.redo(session, case)
    identities.seal(session, case, {"legal_name": WORD})
    terms.add(session, "act", WORD, {"en": WORD})
    passphrases.add(session, WORD)


def _case(session: Session) -> str:
    return printing.all_cases(session)[0].id


def _look(session: Session) -> None:
    list(listing.found(session, WORD))
    list(listing.found(session, f'"{WORD} {WORD}"'))
    for case in printing.all_cases(session):
        casefile.view(session, case, TODAY)
        list(history.history(session, case))
    listing.case_lines(session, Filter(), text=WORD, as_of=TODAY)
    listing.deadlines(session, as_of=TODAY)
    case = finding.case(session, _case(session))
    opened = identities.open_identity(session, case, IDENTITY_PASSPHRASE, WORD)
    assert WORD in opened.fields["legal_name"]
    assert upkeep.verify(session) == []


def _give_out(session: Session, named: Path) -> None:
    case = finding.case(session, _case(session))
    for kind in ("brief", "summary"):
        for form in ("pdf", "text"):
            choices = printing.Choices(kind, TODAY, form=form)
            data = printing.print_one(session, case, choices).data
            write_whole(named / f"{kind}.{form}", data, doing="writing the report")
    exhibit = next(one.id for one in finding.dossier(session, case.no).all(Evidence))
    exhibits.extract(session, exhibit, named / "extracted")
    exporting.export_to(session, named / "export.age", password=WORD)
    upkeep.back_up(session, named / "backup")


def _fail(session: Session) -> None:
    """What is refused is told to the caller, and to nobody else."""
    for attempt in ({"colour": WORD}, {"safety": WORD}, {"opened_on": WORD}):
        try:
            entries.add(session, "case_file", {"pseudonym": WORD, **attempt})
        except InvalidInput:
            continue
        raise AssertionError(attempt)


if __name__ == "__main__":
    work(*map(Path, sys.argv[1:]))
