"""Sealed identities: written with the public key alone, opened with the identity passphrase, for a reason."""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from muniment.domain.changes import Change
from muniment.domain.errors import Fault, InvalidInput, UserFault
from muniment.domain.fields import FieldSpec, Sensitivity
from muniment.domain.frozen import frozen
from muniment.domain.openformat import ValueFault, is_empty, read_field, read_values, write_field
from muniment.domain.records import Identity
from muniment.domain.schema import RECORDS
from muniment.domain.validation import Whereabouts, pointers
from muniment.services import finding
from muniment.services.session import Session
from muniment.vault import records, sealed, settings
from muniment.vault.changes import change
from muniment.vault.errors import SealedDamaged
from muniment.vault.records import Entry


class NoIdentityPassphrase(UserFault):
    """Identities cannot be sealed before an identity passphrase was set."""


@frozen
class OpenedIdentity:
    """The content of a sealed identity in the open format; it must not be kept longer than it is looked at.

    ``unreadable`` names the fields that were sealed for another vault, or are damaged.
    """

    code: str
    fields: Mapping[str, Any]
    unreadable: tuple[str, ...] = ()


def can_seal(session: Session) -> bool:
    """Whether the vault has an identity passphrase, without which nothing can be sealed."""
    return settings.recipient(session.db) is not None


def seal(session: Session, case: Entry, fields: Mapping[str, object]) -> Change:
    """Seals these fields of a person's identity; the others stay. An empty value takes a field out.

    Raises InvalidInput, NoIdentityPassphrase, WorldFault.
    """
    wanted, faults = sealed_fields(session, case.id, fields, partial(finding.whereabouts, session))
    values, more = read_values(RECORDS["identity"], wanted)
    if faults or more:
        raise InvalidInput([*faults, *more])
    known = of_case(session, case)
    with change(session.book) as pending:
        if known is None:
            pending.writer.add(Identity(id=str(uuid.uuid4()), case=case.id, **values))
        else:
            pending.writer.set(known, replace(known, **values))
    return pending.result


def open_identity(session: Session, case: Entry, identity_passphrase: str, reason: str) -> OpenedIdentity:
    """What is sealed of a person; journalled with the reason before anything is shown.

    A field that cannot be opened keeps back no other. Raises UserFault without a reason or an identity,
    WrongPassphrase, SealedDamaged (the vault's own reading key), WorldFault.
    """
    if not reason.strip():
        raise UserFault("An identity is opened for a reason; say which. It is written into the history.")
    wrapped, known = settings.reading_key(session.db), of_case(session, case)
    if wrapped is None or known is None:
        raise UserFault("This case file has no sealed identity.")
    reader = sealed.open_sealed(wrapped, identity_passphrase)
    with change(session.book, purpose="program") as pending:
        pending.writer.happen(
            "identity_opened", case_no=case.no, record="identity", record_id=known.id, reason=reason.strip()
        )
    fields, unreadable = _opened(known, reader)
    return OpenedIdentity(records.code_of(session.db, case.no), fields, unreadable)


def sealed_fields(
    session: Session, case: str, fields: Mapping[str, object], whereabouts: Whereabouts
) -> tuple[dict[str, object], list[Fault]]:
    """The fields with every plain value sealed, and the faults of those that cannot be; ``case`` is the file's id."""
    spec = RECORDS["identity"]
    known = {field.name: field for field in spec.fields if field.sealed}
    ready: dict[str, object] = {}
    faults: list[Fault] = []
    for name, raw in fields.items():
        field = known.get(name)
        if field is None or _is_sealed(raw):
            ready[name] = raw
            continue
        try:
            value = _read_plain(field, case, raw, whereabouts)
        except ValueFault as error:
            faults.append(Fault(f"identity.{name}", str(error)))
            continue
        ready[name] = "" if is_empty(value) else {"sealed": _sealed(session, write_field(_plain(field), value))}
    return ready, faults


def _read_plain(field: FieldSpec, case: str, raw: object, whereabouts: Whereabouts) -> Any:
    """The value before it is sealed, when it can still be checked: a photograph is an exhibit of the same file."""
    value = read_field(_plain(field), raw)
    if field.targets and not is_empty(value):
        texts = list(pointers(field, Identity(id="", case=case), value, whereabouts))
        if texts:
            raise ValueFault(texts[0])
    return value


def _is_sealed(raw: object) -> bool:
    return isinstance(raw, Mapping) and set(raw) == {"sealed"}


def _plain(field: FieldSpec) -> FieldSpec:
    """The same field as it is before sealing and after opening."""
    return replace(field, sensitivity=Sensitivity.PERSONAL)


def _sealed(session: Session, value: object) -> str:
    recipient = settings.recipient(session.db)
    if recipient is None:
        raise NoIdentityPassphrase(
            "Identities can be sealed once the vault has an identity passphrase: set one with "
            "“muniment identity-passphrase VAULT set”. Nothing was saved."
        )
    return base64.b64encode(sealed.seal(recipient, json.dumps(value, ensure_ascii=False).encode())).decode()


def of_case(session: Session, case: Entry) -> Identity | None:
    """The sealed identity of a case file as it is kept; None where there is none."""
    entries = [one for one in records.entries_of_file(session.db, case.no) if one.kind == "identity"]
    found = records.load(session.db, entries)
    return found[0] if found and isinstance(found[0], Identity) else None


def _opened(identity: Identity, reader: sealed.Reader) -> tuple[dict[str, Any], tuple[str, ...]]:
    opened: dict[str, Any] = {}
    unreadable: list[str] = []
    for field in RECORDS["identity"].fields:
        value = getattr(identity, field.attribute) if field.sealed else ""
        if value:
            try:
                opened[field.name] = json.loads(reader.open(base64.b64decode(value)))
            except (SealedDamaged, ValueError):
                unreadable.append(field.name)
    return opened, tuple(unreadable)
