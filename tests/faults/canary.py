"""A whole session over one word that must not get out: ``python -m tests.faults.canary VAULT NAMED CALLED``.

``NAMED`` holds what the user brings, and takes what the user asks for by name. Which services were called is written
to ``CALLED``.
"""

import ast
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType

from tests.faults.brought import IDENTITY_PASSPHRASE, LIMIT, PASSPHRASE, RULE, WORD, named_line, refused
from tests.faults.given_out import give_out
from tests.faults.held import CHEAP
from tests.faults.hostile import filled
from tests.faults.looked_at import look

from muniment import services as package
from muniment.domain.errors import InvalidInput, MunimentError, UserFault
from muniment.services import (
    demo,
    drafts,
    entries,
    exhibits,
    finding,
    history,
    identities,
    importing,
    passphrases,
    preferences,
    printing,
    removal,
    rules,
    strength,
    terms,
    typed_fields,
    unlocking,
    upkeep,
)
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import records

_SERVICES = Path(package.__path__[0])


def work(vault: Path, named: Path) -> None:
    """Everything that can be done with a vault, once."""
    sessions.create(vault, PASSPHRASE, IDENTITY_PASSPHRASE, cost=CHEAP).close()
    with sessions.opened(vault, PASSPHRASE) as session:
        _fill(session, named)
        _type(session)
        _govern(session, named)
        look(session)
        give_out(session, named)
        _fail(session)
        _take_out(session)
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
    taken = exhibits.take_in(session, case.id, [named / f"{WORD}.jpg", named / WORD])
    assert [name for name, _ in taken.refused] == [WORD]  # which is not there
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


def _case(session: Session) -> str:
    return printing.all_cases(session)[0].id


def _take_out(session: Session) -> None:
    """A whole case file goes and comes back; what else was removed is destroyed."""
    case = printing.all_cases(session)[-1]
    assert removal.pointing(session, case) == []
    removal.remove_file(session, case)
    [gone] = removal.removed(session)
    assert WORD in gone.name.text
    removal.bring_back(session, case.id)
    note = entries.add(session, "note", {"text": WORD}, case.id)
    assert upkeep.purge_removed(session, case, entries.remove(session, note.id).number) == 1


def _destroy(session: Session) -> None:
    case = finding.case(session, _case(session))
    upkeep.purge_field(session, case, "note.text")
    shared = {one.kind: one for one in records.all_shared(session.db)}
    entries.set_fields(session, shared["officer"].id, {"agency": shared["agency"].id})
    assert upkeep.purge_plan(session, shared["agency"]).referrers
    upkeep.purge(session, shared["agency"])
    upkeep.purge(session, case)


def _fail(session: Session) -> None:
    """What is refused is told to the caller, and to nobody else."""
    for attempt in ({"colour": WORD}, {"safety": WORD}, {"opened_on": WORD}):
        with refused(InvalidInput):
            entries.add(session, "case_file", {"pseudonym": WORD, **attempt})


def services() -> set[str]:
    """Every public function of the services, and every public method of what they give back, as module and name."""
    return {
        name for module in _SERVICES.glob("*.py") for name in _public(module.stem, ast.parse(module.read_text("utf-8")))
    }


def _public(stem: str, inside: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in inside.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            name = f"{stem}.{node.name}"
            yield from [name] if isinstance(node, ast.FunctionDef) else _public(name, node)


def main() -> None:
    """Works, and notes what was called."""
    vault, named, target = map(Path, sys.argv[1:])
    called: set[str] = set()

    def heard(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(_SERVICES)):
            called.add(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_qualname}")

    sys.setprofile(heard)
    work(vault, named)
    sys.setprofile(None)
    target.write_text("\n".join(sorted(called)), "utf-8")


if __name__ == "__main__":
    main()
