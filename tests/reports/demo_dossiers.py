"""The practice files as dossiers, straight from their lines, with their local names as ids."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from muniment.domain.dossier import Dossier
from muniment.domain.due_dates import with_due
from muniment.domain.fields import Kind
from muniment.domain.openformat import make, read_values
from muniment.domain.overview import overview
from muniment.domain.records import CaseFile, CoercedDisclosure, Deadline, Identity, Record
from muniment.domain.rules import remarks
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.host.resources import (
    load_body_map,
    load_custody_limits,
    load_deadline_rules,
    load_rights,
    load_vocabularies,
    resource_path,
)
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import PageFoot, PageHead

AS_OF = date(2017, 11, 20)
_ENTERED = "2017-11-01T09:00:00Z"


def record(kind: str, record_id: str, case: str = "", /, **fields: Any) -> Record:
    """A record from its fields in the open format; refuses what the format refuses."""
    values, faults = read_values(RECORDS[kind], fields)
    assert not faults, faults
    made = make(kind, {**values, "id": record_id, "case": case, "created_at": _ENTERED, "updated_at": _ENTERED})
    return with_due(made, load_deadline_rules()) if isinstance(made, Deadline) else made


def paper(dossier: Dossier, as_of: date = AS_OF, language: str = "en") -> CasePaper:
    """What a document about this dossier is made from."""
    sums = overview(dossier, as_of)
    exposures = tuple(_exposures(dossier.case_file.id))
    limits = [limit for limit in load_custody_limits() if limit.on_by_default]
    rules = load_deadline_rules()
    return CasePaper(
        dossier=dossier,
        overview=sums,
        remarks=remarks(dossier, sums, limits=limits, deadline_rules=rules, exposures=exposures),
        exposures=exposures,
        vocabularies=load_vocabularies(),
        deadline_rules=rules,
        rights=load_rights(),
        body_map=load_body_map(),
        head=PageHead("Internal, not to be handed over", dossier.case_file.code, "", "internal"),
        foot=PageFoot("7f3a 90bc"),
        language=language,
    )


def demo_paper(case: str, as_of: date = AS_OF, language: str = "en") -> CasePaper:
    """What a document about one practice file is made from."""
    return paper(demo_dossier(case), as_of, language)


def demo_cases() -> tuple[str, ...]:
    """The local names of the practice files."""
    return tuple(one.id for one in _everything() if isinstance(one, CaseFile))


def demo_dossier(case: str) -> Dossier:
    """One practice file with its exhibits and all that it points to."""
    own = [one for one in _everything() if case in (one.case, one.id)]
    file = next(one for one in own if isinstance(one, CaseFile))
    identity = next((one for one in own if isinstance(one, Identity)), None)
    records = tuple(one for one in own if one is not file and one is not identity)
    sealed = tuple(f.name for f in RECORDS["identity"].fields if f.sealed and identity and getattr(identity, f.name))
    return Dossier(file, records, tuple(_outside(own)), sealed)


@cache
def _everything() -> tuple[Record, ...]:
    return (*_lines(), *_exhibits())


def _lines() -> Iterator[Record]:
    for name in ("shared", "scenarios", "identities"):
        for line in resource_path(f"demo/{name}.jsonl").read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            if raw["record"] == "identity":  # sealed values are not read here, only that they are there
                yield Identity(id=raw["id"], case=raw["case"], **_sealed(raw["fields"]))
            else:
                yield record(raw["record"], raw["id"], raw.get("case", ""), **raw["fields"])


def _sealed(fields: Iterable[str]) -> dict[str, Any]:
    return dict.fromkeys(fields, "sealed")


def _exhibits() -> Iterator[Record]:
    told = tomllib.loads(resource_path("demo/exhibits.toml").read_text(encoding="utf-8"))["exhibit"]
    numbers: dict[str, int] = {}
    for one in told:
        case, file = one.pop("case"), Path(one.pop("file")).name
        number = numbers[case] = numbers.get(case, 0) + 1
        data = resource_path(f"demo/evidence/{file}").read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        made: dict[str, Any] = {
            "exhibit_no": number,
            "sha256": digest,
            "size": len(data),
            "media_type": guess_type(file)[0],
        }
        exhibit_id = f"{case}-exhibit-{number}"
        yield record("evidence", exhibit_id, case, **one, **made, original_name=file)
        event = {"evidence": exhibit_id, "action": "imported", "at": _ENTERED, "by": "L. A.", "hash_after": digest}
        yield record("custody_event", f"{exhibit_id}-custody", case, **event)


def _outside(own: list[Record]) -> Iterator[Record]:
    """What the records point to outside the file, and what that points to in its turn."""
    every = {one.id: one for one in _everything()}
    met = {one.id for one in own}
    waiting = list(own)
    while waiting:
        for target in _targets(waiting.pop()):
            if target not in met and target in every:
                met.add(target)
                yield every[target]
                if not every[target].case and not isinstance(every[target], CaseFile):
                    waiting.append(every[target])


def _targets(one: Record) -> Iterator[str]:
    for field in RECORDS[one.RECORD].fields:
        if field.kind in (Kind.REFERENCE, Kind.REFERENCES):
            value = getattr(one, field.attribute)
            for target in value if isinstance(value, tuple) else (value,):
                if target:
                    yield target.id if isinstance(target, Ref) else target


def _exposures(case: str) -> Iterator[CoercedDisclosure]:
    for one in _everything():
        if isinstance(one, CoercedDisclosure) and case in one.persons and one.case != case:
            yield one


def with_records(dossier: Dossier, *more: Record) -> Dossier:
    """The dossier with further records of its own."""
    return replace(dossier, records=(*dossier.records, *more))
