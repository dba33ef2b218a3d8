"""Everything that a user can do to a vault, each as one call, to be tried where it cannot be done."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from tests.faults.held import CHEAP

from muniment.host.files import write_whole
from muniment.services import (
    copies,
    demo,
    drafts,
    entries,
    exhibit_list,
    exhibits,
    exporting,
    finding,
    handing_out,
    history,
    identities,
    importing,
    listing,
    passphrases,
    preferences,
    printing,
    removal,
    rules,
    terms,
    timeline,
    upkeep,
)
from muniment.services import session as sessions
from muniment.services.leakcheck import MASK_ALL
from muniment.services.listing import Filter
from muniment.services.session import Session
from muniment.vault import keys, records
from muniment.vault.errors import WrongPassphrase
from muniment.vault.keys import KEYS_FILE
from muniment.vault.records import Entry

Act = Callable[["Place"], Any]


LARGE, SMALL = 100, 1
"""How much is written: a text of two hundred words and a picture of 24,000 bytes, so many times."""

#: What one of the case files has to hold, so that everything can be done to it.
NEEDED = ("identity", "evidence", "note")


class Place:
    """An open practice vault, and a folder beside it for what comes out of it."""

    def __init__(self, vault: Path, outside: Path, size: int = LARGE) -> None:
        self.vault, self.outside, self.text = vault, outside, "words " * (200 * size)
        self.session: Session = sessions.open_vault(vault, demo.PASSPHRASE)
        self.secrets = -1  # where a command finds them that is to be run next
        self.case: Entry = self._of_kind(*NEEDED)
        self.ids = {kind: self._inside(kind) for kind in NEEDED}
        (outside / "picture").write_bytes(b"picture " * (3000 * size))
        lines = [{"record": "case_file", "id": "c", "fields": {"pseudonym": "c", "summary": self.text}}]
        (outside / "lines").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    def reopened(self) -> Session:
        """The session, opened anew if it was closed."""
        if self.session.db.closed:
            self.session = sessions.open_vault(self.vault, ways_in(self.vault)[0])
        return self.session

    def _of_kind(self, *kinds: str) -> Entry:
        for case in printing.all_cases(self.session):
            inside = {one.kind for one in records.entries_of_file(self.session.db, case.no)}
            if inside.issuperset(kinds):
                return case
        raise LookupError(kinds)

    def _inside(self, kind: str) -> str:
        found = records.entries_of_file(self.session.db, self.case.no)
        return next(one.id for one in found if one.kind == kind)

    @property
    def target(self) -> Path:
        """Where something is to be written."""
        return self.outside / "target"


PASSPHRASES = (demo.PASSPHRASE, "changed", "another")


def ways_in(vault: Path) -> list[str]:
    """The passphrases that open the vault, of those that the acts here give it."""
    found = []
    for passphrase in PASSPHRASES:
        with suppress(WrongPassphrase):
            keys.unlock(vault / KEYS_FILE, passphrase)
            found.append(passphrase)
    return found


_DAY = date(2018, 1, 1)


def _printed(place: Place, kind: str) -> bytes:
    return printing.print_one(place.session, place.case, printing.Choices(kind, _DAY)).data


def _handed(place: Place) -> bytes:
    """The bytes of a copy for somebody outside, which is in the register by then."""
    choices = printing.Choices("brief", _DAY, form="text", audience="counsel", override="a hearing")
    [made] = handing_out.handed(place.session, [place.case], choices, decisions=MASK_ALL)
    return made.data


def _removed_whole(place: Place) -> None:
    """A case file that nothing outside of it points to."""
    cases = printing.all_cases(place.session)
    removal.remove_file(place.session, next(case for case in cases if not removal.pointing(place.session, case)))


def make_small(folder: Path) -> None:
    """A vault with the passphrases of the practice vault and one case file, to which all of this can be done."""
    session = sessions.create(folder, demo.PASSPHRASE, demo.IDENTITY_PASSPHRASE, cost=CHEAP)
    case = finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz", "summary": "first"}).id)
    picture = folder.with_name("picture")
    picture.write_bytes(b"picture " * 1000)
    exhibits.attach(session, case, picture)
    identities.seal(session, case, {"legal_name": "Somebody"})
    detention = entries.add(session, "detention", {"status": "unknown", "start": "2017-09"}, case.id)
    entries.add(session, "deadline", {"rule": "ecthr", "trigger_on": "2018-02-01"}, case.id)
    entries.add(session, "source", {"kind": "the_person"})
    note = entries.add(session, "note", {"text": "words " * 50}, case.id)
    entries.add(session, "note", {"text": "there is one still where the other was removed"}, case.id)
    entries.set_fields(session, note.id, {"text": "other words"})
    entries.set_fields(session, case.id, {"summary": "second"})
    entries.set_fields(session, detention.id, {"status": "ended", "end": "2018-01"})
    session.close()


def _switched(session: Session, known: rules.KnownLimit) -> None:
    rules.switch(session, known.limit.id, on=not known.on)


#: What reads only, and has to work in a place that cannot be written.
READING: dict[str, Act] = {
    "list": lambda place: listing.case_lines(place.session, Filter(), as_of=_DAY),
    "search": lambda place: list(listing.found(place.session, "police")),
    "deadlines": lambda place: listing.deadlines(place.session, as_of=_DAY),
    "history": lambda place: list(history.history(place.session, place.case)),
    "information": lambda place: upkeep.information(place.session).counts,
    "brief": lambda place: _printed(place, "brief"),
    "summary": lambda place: _printed(place, "summary"),
    "exhibit list": lambda place: exhibit_list.listed(place.session, "photo", limit=9),
    "timeline": lambda place: timeline.of_file(finding.dossier(place.session, place.case.no), _DAY),
    "chronology": lambda place: printing.across(place.session, [place.case], printing.Choices("chronology", _DAY)),
    "deadline sheet": lambda place: printing.whole(place.session, printing.Choices("deadlines", _DAY)),
    "copies": lambda place: copies.listed(place.session),
}

#: What writes into the vault.
WRITING: dict[str, Act] = {
    "add a case file": lambda p: entries.add(p.session, "case_file", {"pseudonym": "new", "summary": p.text}),
    "add a note": lambda p: entries.add(p.session, "note", {"text": p.text}, p.case.id),
    "set": lambda p: entries.set_fields(p.session, p.case.id, {"summary": p.text}),
    "remove": lambda p: entries.remove(p.session, p.ids["note"]),
    "remove a case file": _removed_whole,
    "undo": lambda p: history.undo(p.session, p.case),
    "hand out": _handed,
    "attach": lambda p: exhibits.attach(p.session, p.case, p.outside / "picture"),
    "import": lambda p: importing.import_file(p.session, p.outside / "lines"),
    "seal": lambda p: identities.seal(p.session, p.case, {"legal_name": "Somebody", "note": p.text}),
    "open an identity": lambda p: identities.open_identity(p.session, p.case, demo.IDENTITY_PASSPHRASE, "a hearing"),
    "purge": lambda p: upkeep.purge(p.session, p.case),
    "purge a past": lambda p: upkeep.purge_field(p.session, p.case, "summary"),
    "add a passphrase": lambda p: passphrases.add(p.session, "another"),
    "change a passphrase": lambda p: passphrases.replace(p.session, demo.PASSPHRASE, "changed"),
    "change the identity passphrase": lambda p: passphrases.replace_for_identities(
        p.session, demo.IDENTITY_PASSPHRASE, "changed"
    ),
    "keep a draft": lambda p: drafts.keep(p.session, drafts.new_target("note", p.case.id), {"text": p.text}),
    "remember": lambda p: preferences.keep(p.session, "width", p.text),
    "add a term": lambda p: terms.add(p.session, "act", "new_act", {"en": "New act"}),
    "switch a limit": lambda p: _switched(p.session, rules.limits(p.session)[0]),
    "retire a term": lambda p: terms.retire(p.session, "act", next(iter(p.session.vocabularies["act"].terms)).id),
    "extract": lambda p: exhibits.extract(p.session, p.ids["evidence"], p.target),
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
