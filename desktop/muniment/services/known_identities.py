"""What the sealed identities of a vault say, opened to look for it in copies that leave."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen
from muniment.domain.leaks import Hit
from muniment.domain.personal_details import digits_of, signs_of
from muniment.domain.records import Identity
from muniment.services.session import Progress, Session, silent
from muniment.vault import known_names, records, sealed, settings
from muniment.vault.changes import change
from muniment.vault.errors import SealedDamaged

SEALED_NAME, SEALED_ADDRESS = "a sealed name", "a sealed address"  # what the leak check calls them
_NAMES = ("legal_name", "other_names", "patronymic")
_LINES = re.compile(r"[\n,;]+")
_CAPITALS = re.compile(r"[^\W\d_][\w'’ʼ-]*(?:[\s-]+[^\W\d_][\w'’ʼ-]*)*")
_LEAST_SIGNS = 5
_LAST_DIGITS = 7  # by which a telephone number is known again
_TOGETHER = 500


@frozen
class Sealed:
    """Names, telephone numbers (their last digits), ID numbers and addresses; not to be kept longer than the check."""

    names: tuple[str, ...]
    telephones: frozenset[str]
    numbers: frozenset[str]
    addresses: tuple[str, ...]
    unreadable: int  # fields that were sealed for another vault, or are damaged


def are_there(session: Session) -> bool:
    """Whether anything is sealed in this vault."""
    return known_names.has_identities(session.db)


def opened(session: Session, identity_passphrase: str, reason: str, progress: Progress = silent) -> Sealed:
    """What all sealed identities say; journalled with the reason before any of them is opened.

    Raises UserFault (no reason, no identity passphrase set), WrongPassphrase, SealedDamaged, WorldFault.
    """
    if not reason.strip():
        raise UserFault("Identities are opened for a reason; say which. It is written into the history.")
    wrapped = settings.reading_key(session.db)
    if wrapped is None:
        raise UserFault("This vault has no identity passphrase, and so nothing that is sealed.")
    reader = sealed.open_sealed(wrapped, identity_passphrase)
    with change(session.book, purpose="program") as pending:
        pending.writer.happen("identities_compared", record="identity", reason=reason.strip())
    return _gathered(session, reader, progress)


def within(hits: Iterable[Hit]) -> Sealed:
    """What the check found of identities in a copy, to be found again in another form of it without opening them."""
    found = tuple(hits)
    telephones = frozenset(digits_of(one.text)[-_LAST_DIGITS:] for one in found if one.kind == "phone")
    numbers = frozenset(signs_of(one.text) for one in found if one.kind == "id")
    names, addresses = ([one.text for one in found if one.what == what] for what in (SEALED_NAME, SEALED_ADDRESS))
    return Sealed(tuple(names), telephones, numbers, tuple(addresses), 0)


def _gathered(session: Session, reader: sealed.Reader, progress: Progress) -> Sealed:
    names, telephones, numbers, addresses = list[str](), set[str](), set[str](), list[str]()
    unreadable = 0
    entries = records.entries_of_kind(session.db, "identity")
    for begin in range(0, len(entries), _TOGETHER):
        for one in records.load(session.db, entries[begin : begin + _TOGETHER]):
            if isinstance(one, Identity):
                fields, failed = _fields(one, reader)
                unreadable += failed
                names += _names(fields)
                telephones |= {digits_of(str(fields["phone"]))[-_LAST_DIGITS:]} if fields.get("phone") else set()
                numbers |= {signs_of(str(fields["national_id"]))} if fields.get("national_id") else set()
                addresses.append(_LINES.sub(" ", str(fields.get("address", ""))))
        progress("opening identities", min(begin + _TOGETHER, len(entries)), len(entries))
    numbers = {one for one in numbers if len(one) >= _LEAST_SIGNS}
    return Sealed(tuple(names), frozenset(telephones), frozenset(numbers), tuple(filter(None, addresses)), unreadable)


def _names(fields: dict[str, Any]) -> Iterator[str]:
    whole = [str(fields.get(name, "")) for name in ("legal_name", "patronymic")]
    yield " ".join(filter(None, whole))
    yield from map(str, fields.get("other_names", ()))
    for run in _CAPITALS.findall(str(fields.get("next_of_kin", ""))):
        yield " ".join(word for word in run.split() if word[0].isupper())


def _fields(one: Identity, reader: sealed.Reader) -> tuple[dict[str, Any], int]:
    opened: dict[str, Any] = {}
    failed = 0
    for name in (*_NAMES, "national_id", "address", "phone", "next_of_kin"):
        if value := getattr(one, name):
            try:
                opened[name] = json.loads(reader.open(base64.b64decode(value)))
            except (SealedDamaged, ValueError):
                failed += 1
    return opened, failed
