"""Everything that a user can do to a vault, each as one call, to be tried where it cannot be done."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.faults.worker import CHEAP

from muniment.host.files import write_whole
from muniment.services import (
    demo,
    entries,
    exhibits,
    exporting,
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
from muniment.vault import records
from muniment.vault.records import Entry

BIG = "words " * 20_000

Act = Callable[["Place"], Any]


class Place:
    """An open practice vault, and a folder beside it for what comes out of it."""

    def __init__(self, vault: Path, outside: Path) -> None:
        self.vault, self.outside = vault, outside
        self.session: Session = sessions.open_vault(vault, demo.PASSPHRASE)
        self.case: Entry = self._of_kind("identity", "evidence", "note")
        (outside / "picture").write_bytes(b"picture " * 300_000)
        lines = [{"record": "case_file", "id": "c", "fields": {"pseudonym": "c", "summary": BIG}}]
        (outside / "lines").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    def _of_kind(self, *kinds: str) -> Entry:
        for case in printing.all_cases(self.session):
            inside = {one.kind for one in records.entries_of_file(self.session.db, case.no)}
            if inside.issuperset(kinds):
                return case
        raise LookupError(kinds)

    def inside(self, kind: str) -> str:
        """The id of a record of that kind in the case file."""
        found = records.entries_of_file(self.session.db, self.case.no)
        return next(one.id for one in found if one.kind == kind)

    @property
    def target(self) -> Path:
        """Where something is to be written."""
        return self.outside / "target"


def _printed(place: Place, kind: str) -> bytes:
    choices = printing.Choices(kind, date(2018, 1, 1))
    return printing.print_one(place.session, place.case, choices).data


#: What reads only, and has to work in a place that cannot be written.
READING: dict[str, Act] = {
    "list": lambda place: listing.case_lines(place.session, Filter(), as_of=date(2018, 1, 1)),
    "search": lambda place: list(listing.found(place.session, "police")),
    "deadlines": lambda place: listing.deadlines(place.session, as_of=date(2018, 1, 1)),
    "history": lambda place: list(history.history(place.session, place.case)),
    "information": lambda place: upkeep.information(place.session).counts,
    "brief": lambda place: _printed(place, "brief"),
    "summary": lambda place: _printed(place, "summary"),
}

#: What writes into the vault.
WRITING: dict[str, Act] = {
    "add a case file": lambda p: entries.add(p.session, "case_file", {"pseudonym": "new", "summary": BIG}),
    "add a note": lambda p: entries.add(p.session, "note", {"text": BIG}, p.case.id),
    "set": lambda p: entries.set_fields(p.session, p.case.id, {"summary": BIG}),
    "remove": lambda p: entries.remove(p.session, p.inside("note")),
    "undo": lambda p: history.undo(p.session, p.case),
    "attach": lambda p: exhibits.attach(p.session, p.case, p.outside / "picture"),
    "import": lambda p: importing.import_file(p.session, p.outside / "lines"),
    "seal": lambda p: identities.seal(p.session, p.case, {"legal_name": "Somebody", "note": BIG}),
    "open an identity": lambda p: identities.open_identity(p.session, p.case, demo.IDENTITY_PASSPHRASE, "a hearing"),
    "purge": lambda p: upkeep.purge(p.session, p.case),
    "purge a past": lambda p: upkeep.purge_field(p.session, p.case, "summary"),
    "add a passphrase": lambda p: passphrases.add(p.session, "another"),
    "change a passphrase": lambda p: passphrases.replace(p.session, demo.PASSPHRASE, "changed"),
    "change the identity passphrase": lambda p: passphrases.replace_for_identities(
        p.session, demo.IDENTITY_PASSPHRASE, "changed"
    ),
    "add a term": lambda p: terms.add(p.session, "act", "new_act", {"en": "New act"}),
    "retire a term": lambda p: terms.retire(p.session, "act", next(iter(p.session.vocabularies["act"].terms)).id),
    "extract": lambda p: exhibits.extract(p.session, p.inside("evidence"), p.target),
    "write the raw key": lambda p: upkeep.write_raw_key(p.session, p.target),
    "export": lambda p: exporting.export_to(p.session, p.target, plaintext=True, files=p.outside / "files"),
}

#: What writes outside of the vault alone.
COPYING: dict[str, Act] = {
    "back up": lambda p: upkeep.back_up(p.session, p.target),
    "create": lambda p: sessions.create(p.target, "new", "identity", cost=CHEAP).close(),
    "write a brief": lambda p: write_whole(p.target, _printed(p, "brief"), doing="writing the report"),
}

#: What makes files outside of the vault, the vault being open or not.
OUTWARD = {name: WRITING[name] for name in ("extract", "write the raw key", "export")} | COPYING
