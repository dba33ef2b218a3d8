"""A whole session over one word that must not get out: ``python -m tests.faults.canary VAULT NAMED CALLED``.

``NAMED`` holds what the user brings, and takes what the user asks for by name. Which services were called is written
to ``CALLED``.
"""

import ast
import json
import sys
import uuid
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import FrameType

from tests.faults.held import CHEAP
from tests.faults.hostile import filled

from muniment import services as package
from muniment.domain.errors import InvalidInput, MunimentError, UserFault
from muniment.domain.records import Evidence
from muniment.host.files import write_whole
from muniment.services import (
    agenda,
    backups,
    batch,
    casefile,
    casetable,
    counts,
    demo,
    drafts,
    entries,
    exhibits,
    exporting,
    finding,
    history,
    identities,
    importing,
    listing,
    naming,
    passphrases,
    pointing,
    preferences,
    printing,
    rules,
    strength,
    terms,
    typed_fields,
    unlocking,
    upkeep,
)
from muniment.services import session as sessions
from muniment.services.listing import Filter
from muniment.services.session import Session
from muniment.vault import records

WORD = "qzcanaryqz"
RULE = f"""
[[rule]]
id = "{WORD}"
title = {{ en = "{WORD}" }}
forum = {{ en = "{WORD}" }}
counted_from = {{ en = "{WORD}" }}
source = "{WORD}"
confidence = "high"
[[rule.version]]
period = 10
unit = "days"
"""
LIMIT = f"""
[[limit]]
id = "{WORD}"
title = {{ en = "{WORD}" }}
phase = "police_hold"
maximum = 2
unit = "hours"
source = "{WORD}"
confidence = "high"
"""
PASSPHRASE, IDENTITY_PASSPHRASE = "passphrase", "identity passphrase"
TODAY = date(2018, 1, 1)
_SERVICES = Path(package.__path__[0])


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
        _type(session)
        _govern(session, named)
        _look(session)
        _look_as_the_window_does(session)
        _give_out(session, named)
        _fail(session)
        _destroy(session)
    assert sessions.is_vault(vault)
    with suppress(MunimentError):  # there may be no keyring here
        assert passphrases.factor_of(vault) is None
    unlocking.open_here(vault, PASSPHRASE).close()
    demo.make_demo(vault.with_name("practice"), files=1, cost=CHEAP).close()
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


def _type(session: Session) -> None:
    """As forms and the command line take it."""
    case = _case(session)
    target = drafts.new_target("note", case)
    drafts.keep(session, target, {"text": WORD})
    assert drafts.unfinished(session, case)
    assert drafts.of_record(session, target) == {"text": WORD}
    drafts.submit(session, target, {"text": WORD}, {"text": WORD})
    assert drafts.record_of(session, target)
    half = drafts.new_target("detention", case)
    drafts.submit(session, half, {"status": "unknown"}, {"status": "unknown", "start": WORD})
    drafts.keep(session, half, {"start": WORD})
    drafts.drop(session, half)
    entries.add_as(session, "note", str(uuid.uuid4()), {"text": WORD}, case)
    typed_fields.check_kind("note")
    entries.add(session, "note", typed_fields.open_fields(session, "note", [("text", WORD)]), case)
    preferences.keep(session, "searched", WORD)
    assert preferences.load(session)["searched"] == WORD
    importing.import_lines(session, (named_line("d") + "\n").encode())


def _govern(session: Session, named: Path) -> None:
    """The lists, rules and ways in of the vault itself."""
    terms.retire(session, "act", WORD)
    strength.measure(WORD)
    strength.draw()
    passphrases.replace(session, WORD, f"{WORD} {WORD}")
    passphrases.remove(session, f"{WORD} {WORD}")
    with suppress(MunimentError):  # there may be no keyring here
        passphrases.add_with_keyring(session, WORD)
    with suppress(MunimentError):
        passphrases.remove_with_keyring(session)
    passphrases.replace_for_identities(session, IDENTITY_PASSPHRASE, WORD)
    passphrases.replace_for_identities(session, WORD, IDENTITY_PASSPHRASE)
    (named / "rules.toml").write_text(RULE, "utf-8")
    rules.set_rules(session, rules.text_of(named / "rules.toml"))
    rules.remove_rule(session, WORD)
    rules.set_limits(session, LIMIT)
    rules.switch(session, WORD, on=False)
    rules.remove_limit(session, WORD)
    assert rules.rules(session)
    assert rules.limits(session)
    upkeep.accept_older(session)
    with suppress(UserFault):
        passphrases.set_for_identities(session, WORD)


def named_line(local: str) -> str:
    """A case file, as a line of the open format."""
    return json.dumps({"record": "case_file", "id": local, "fields": {"pseudonym": WORD, "summary": f"{WORD} " * 9}})


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


def _look_as_the_window_does(session: Session) -> None:
    case = finding.case(session, _case(session))
    finding.id_and_pseudonym(session, str(finding.dossier(session, case.no).case_file.code))
    finding.once(session, case.id)
    assert finding.beside(session, case.id, [case.no], 1) == ""
    counts.load(session)
    casetable.rows(session, casetable.numbers(session, Filter()), TODAY)
    casetable.known(session)
    listing.next_deadlines(session, listing.case_lines(session, Filter(), as_of=TODAY))
    listing.day_after(TODAY, 30)
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
    upkeep.information(session)
    backups.known(session)


def _destroy(session: Session) -> None:
    case = finding.case(session, _case(session))
    upkeep.purge_field(session, case, "note.text")
    shared = {one.kind: one for one in records.all_shared(session.db)}
    entries.set_fields(session, shared["officer"].id, {"agency": shared["agency"].id})
    assert upkeep.purge_plan(session, shared["agency"]).referrers
    upkeep.purge(session, shared["agency"])
    upkeep.purge(session, case)


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
    backups.back_up(session, named)
    choices = printing.Choices("brief", TODAY)
    merged = printing.merged(session, printing.all_cases(session), choices).data
    write_whole(named / "protected.pdf", printing.protected(merged, WORD), doing="writing the report")
    assert batch.about(session, [case.id]).codes
    previewed = batch.Batch([case.id], choices)
    previewed.step(session)
    previewed.save(session, named / "protected.pdf", WORD)
    upkeep.write_raw_key(session, named / "raw key")


def _fail(session: Session) -> None:
    """What is refused is told to the caller, and to nobody else."""
    for attempt in ({"colour": WORD}, {"safety": WORD}, {"opened_on": WORD}):
        try:
            entries.add(session, "case_file", {"pseudonym": WORD, **attempt})
        except InvalidInput:
            continue
        raise AssertionError(attempt)


def services() -> set[str]:
    """Every public function of the services, as module and name."""
    return {
        f"{module.stem}.{node.name}"
        for module in _SERVICES.glob("*.py")
        for node in ast.parse(module.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def main() -> None:
    """Works, and notes what was called."""
    vault, named, target = map(Path, sys.argv[1:])
    called: set[str] = set()

    def heard(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(_SERVICES)):
            called.add(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")

    sys.setprofile(heard)
    work(vault, named)
    sys.setprofile(None)
    target.write_text("\n".join(sorted(called)), "utf-8")


if __name__ == "__main__":
    main()
