"""Makes the stored vault of this version anew: ``python tests/vaults/make.py``, until the version is released.

After a release its folder is never written again; a new format gets a new folder, and this script its number.
"""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "desktop"))

from muniment.services import demo, entries, finding, history, passphrases, terms, upkeep  # noqa: E402
from muniment.services.session import Session  # noqa: E402
from muniment.vault.migrate import vault_version  # noqa: E402
from muniment.vault.slots import KeyCost  # noqa: E402

CHEAP = KeyCost(memory=64, iterations=1, lanes=1)


def main() -> None:
    """Writes the folder of the present format, and beside the vault what a test expects of it."""
    working = HERE / "new"
    shutil.rmtree(working, ignore_errors=True)
    session = demo.make_demo(working, cost=CHEAP)
    _lived_in(session)
    format_, expected = vault_version(session.db), _expected(session)
    session.close()
    target = HERE / f"{format_:04}"
    shutil.rmtree(target, ignore_errors=True)
    working.rename(target)
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
    (HERE / f"{format_:04}.json").write_text(text + "\n", encoding="utf-8")
    print(target, sum(path.stat().st_size for path in target.iterdir()), "bytes")  # noqa: T201


def _lived_in(session: Session) -> None:
    """What a vault has after some use: a second passphrase, a past with undoing and purging, a term of its own."""
    passphrases.add(session, "second passphrase")
    terms.add(session, "act", "forced_singing", {"en": "Forced to sing (SYNTHETIC)"})
    made = entries.add(session, "case_file", {"code": "GONE-1", "pseudonym": "purged (SYNTHETIC)"})
    upkeep.purge(session, finding.case(session, made.id))
    made = entries.add(session, "case_file", {"code": "KEPT-1", "pseudonym": "Yaşar (SYNTHETIC)"})
    case = finding.case(session, made.id)
    entries.set_fields(session, case.id, {"summary": "taken from the street (SYNTHETIC)"})
    entries.set_fields(session, case.id, {"summary": "taken from work (SYNTHETIC)"})
    upkeep.purge_field(session, case, "summary")
    note = entries.add(session, "note", {"text": "removed and brought back (SYNTHETIC)"}, case.id)
    entries.remove(session, note.id)
    history.undo(session, case)


def _expected(session: Session) -> dict[str, object]:
    found = upkeep.information(session)
    return {
        "counts": found.counts,
        "format": found.format,
        "journal_seq": found.head.seq,
        "journal_head": found.head.chain.hex(),
        "key_slots": found.key_slots,
        "made_on": date.today().isoformat(),
    }


if __name__ == "__main__":
    main()
