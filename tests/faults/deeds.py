"""What a user does to a vault, at random: each deed announced before it begins, and reported when it is done."""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tests.faults.held import CHEAP, known
from tests.faults.later import become

from muniment.domain.errors import UserFault
from muniment.host.files import write_whole
from muniment.services import (
    drafts,
    entries,
    exhibits,
    exporting,
    handing_out,
    history,
    identities,
    importing,
    passphrases,
    terms,
    upkeep,
)
from muniment.services import session as sessions
from muniment.services.leakcheck import MASK_ALL
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import Entry

ACTS = (
    *("add_file", "add_note", "set", "remove", "undo", "redo", "attach", "extract", "import_file", "export", "seal"),
    *("keep_draft", "submit_form", "hand_out"),
    *("open_identity", "add_term", "purge", "purge_past", "add_passphrase", "change_passphrase", "remove_passphrase"),
    *("change_identity_passphrase", "close_and_open", "migrate", "back_up", "restore", "create"),
)

Say = Callable[[dict[str, Any]], None]

_LENGTHS = (3, 3, 3, 30, 30, 300, 1000)  # of texts, in words
_CRAMPED = "PRAGMA cache_size = -48"  # KiB: a change is written before it is saved


class Deeds:
    """One session of work by order: where the vault is, what opens it, which program this is, what chance decides."""

    def __init__(self, order: dict[str, Any], say: Say) -> None:
        self._vault, self._outside = Path(order["vault"]), Path(order["outside"])
        self._chance, self._say = random.Random(order["seed"]), say
        self._passphrases: list[str] = order["passphrases"]
        self._identity: str = order["identity"]
        self._later: int = order["later"]
        self._sizes: list[int] = order["sizes"]
        self._cramped: bool = order["cramped"]
        self._aimed = False
        self._session = self._opened()

    def _opened(self) -> Session:
        become(self._later)
        session = sessions.open_vault(self._vault, self._passphrases[0])
        if self._cramped:
            session.db.run(_CRAMPED)
        return session

    @contextmanager
    def _reported(self, act: str, **facts: Any) -> Iterator[None]:
        """Says that an act begins, and that it is done, with what the vault holds by then."""
        self._say({"begin": act, "aimed": self._aimed, **facts})
        self._aimed, started = False, time.perf_counter()
        yield
        took = time.perf_counter() - started
        ways = {"passphrases": self._passphrases, "identity": self._identity, "later": self._later}
        self._say({"done": act, "took": took, **known(self._session), **ways, **facts})

    def _words(self) -> str:
        return " ".join(f"word{self._chance.randrange(10**6)}" for _ in range(self._chance.choice(_LENGTHS)))

    def _cases(self) -> list[Entry]:
        return records.entries_of_kind(self._session.db, "case_file")

    def _case(self) -> Entry:
        found = self._cases()
        if not found:
            raise UserFault("no case file")
        return self._chance.choice(found)

    def _inside(self, *kinds: str) -> str:
        found = [one.id for one in records.entries_of_file(self._session.db, self._case().no) if one.kind in kinds]
        if not found:
            raise UserFault("no such record")
        return self._chance.choice(found)

    def _new(self, name: str) -> Path:
        return self._outside / f"{name}-{self._chance.getrandbits(48):x}"

    # --- records ---

    def add_file(self) -> None:
        with self._reported("add_file"):
            entries.add(self._session, "case_file", {"pseudonym": self._words()[:60], "summary": self._words()})

    def add_note(self) -> None:
        case = self._case()
        with self._reported("add_note"):
            entries.add(self._session, "note", {"text": self._words()}, case.id)

    def set(self) -> None:
        note = self._inside("note")
        with self._reported("set"):
            entries.set_fields(self._session, note, {"text": self._words()})

    def remove(self) -> None:
        record = self._inside("note", "evidence", "detention")
        with self._reported("remove"):
            entries.remove(self._session, record)

    def undo(self) -> None:
        case = self._case()
        with self._reported("undo"):
            history.undo(self._session, case)

    def redo(self) -> None:
        case, aimed = self._case(), self._aimed
        self._aimed = False
        with self._reported("undo"):
            history.undo(self._session, case)
        self._aimed = aimed
        with self._reported("redo"):
            history.redo(self._session, case)

    def attach(self) -> None:
        case, path = self._case(), self._outside / "to attach"
        path.write_bytes(self._chance.randbytes(self._chance.choice(self._sizes)))
        with self._reported("attach"):
            exhibits.attach(self._session, case, path)

    def extract(self) -> None:
        exhibit, target = self._inside("evidence"), self._new("extracted")
        sha256 = getattr(entries.load(self._session, exhibit), "sha256", "")
        with self._reported("extract", file=[str(target), sha256]):
            exhibits.extract(self._session, exhibit, target)

    def import_file(self) -> None:
        path, fields = self._new("to import"), {"status": "unknown"}
        lines = [{"record": "case_file", "id": "c", "fields": {"pseudonym": "c", "summary": self._words()}}]
        lines += [{"record": "detention", "id": f"d{at}", "case": "c", "fields": fields} for at in range(20)]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        with self._reported("import_file"):
            importing.import_file(self._session, path)

    def export(self) -> None:
        case, target = self._case(), self._new("exported")
        with self._reported("export", lines=[str(target), case.id]):
            exporting.export_to(self._session, target, cases=[case.id], plaintext=True, files=self._new("files"))

    def hand_out(self) -> None:
        case, target = self._case(), self._new("copy")
        choices = Choices("brief", date(2018, 3, 1), form="text", audience="counsel", override="SYNTHETIC")
        with self._reported("hand_out", copy=[str(target), case.id]):
            [made] = handing_out.handed(self._session, [case], choices, decisions=MASK_ALL)
            write_whole(target, made.data, doing="handing out")

    def keep_draft(self) -> None:
        target = drafts.new_target("note", self._case().id)
        with self._reported("keep_draft"):
            drafts.keep(self._session, target, {"text": self._words()})

    def submit_form(self) -> None:
        """What is right is saved, then what is not is kept; in between it is in the form still."""
        target, typed = drafts.new_target("detention", self._case().id), {"status": "unknown", "start": "half a date"}
        with self._reported("submit_form", pieces=2):
            drafts.submit(self._session, target, typed, typed)

    def seal(self) -> None:
        case = self._case()
        with self._reported("seal"):
            identities.seal(self._session, case, {"legal_name": self._words()[:40], "phone": "+994 00"})

    def open_identity(self) -> None:
        case = self._case()
        with self._reported("open_identity"):
            identities.open_identity(self._session, case, self._identity, "a hearing")

    def add_term(self) -> None:
        with self._reported("add_term"):
            terms.add(self._session, "act", f"own_{self._chance.getrandbits(48):x}", {"en": "Of one's own"})

    def purge(self) -> None:
        if len(self._cases()) < 3:
            raise UserFault("too few")
        case = self._case()
        with self._reported("purge"):
            upkeep.purge(self._session, case)

    def purge_past(self) -> None:
        case = self._case()
        with self._reported("purge_past"):
            upkeep.purge_field(self._session, case, "note.text")

    # --- the vault ---

    def add_passphrase(self) -> None:
        if len(self._passphrases) > 4:
            raise UserFault("enough")
        new = f"added {self._chance.random()}"
        with self._reported("add_passphrase", after=[*self._passphrases, new]):
            passphrases.add(self._session, new)
            self._passphrases = [*self._passphrases, new]

    def change_passphrase(self) -> None:
        new = f"changed {self._chance.random()}"
        with self._reported("change_passphrase", after=[new, *self._passphrases[1:]]):
            passphrases.replace(self._session, self._passphrases[0], new)
            self._passphrases = [new, *self._passphrases[1:]]

    def remove_passphrase(self) -> None:
        if len(self._passphrases) == 1:
            raise UserFault("the last one")
        with self._reported("remove_passphrase", after=self._passphrases[:-1]):
            passphrases.remove(self._session, self._passphrases[-1])
            self._passphrases = self._passphrases[:-1]

    def change_identity_passphrase(self) -> None:
        new = f"changed {self._chance.random()}"
        with self._reported("change_identity_passphrase", identity_after=new):
            passphrases.replace_for_identities(self._session, self._identity, new)
            self._identity = new

    def close_and_open(self) -> None:
        with self._reported("close_and_open"):
            self._session.close()
            self._session = self._opened()

    def migrate(self) -> None:
        self._session.close()
        with self._reported("migrate", later_after=self._later + 1):
            self._later += 1
            self._session = self._opened()

    def back_up(self) -> None:
        target = self._new("backup")
        with self._reported("back_up", backup=str(target)):
            upkeep.back_up(self._session, target)

    def restore(self) -> None:
        source, target = self._outside / "a backup", self._new("restored")
        with self._reported("restore", vault=[str(target), "kept"]):
            upkeep.restore(source, target, "kept")

    def create(self) -> None:
        target = self._new("created")
        with self._reported("create", vault=[str(target), "new"]):
            sessions.create(target, "new", "identity", cost=CHEAP).close()
