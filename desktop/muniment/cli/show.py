"""One case file, whole: as JSON, and as text for people."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import TEXT, Call, common, vault_argument
from muniment.cli.output import answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from muniment.domain.overview import Held
    from muniment.domain.records import Identity, Record
    from muniment.domain.span import Span
    from muniment.services.casefile import CaseView
    from muniment.services.session import Session


@click.command("show")
@vault_argument
@click.argument("code", type=TEXT)
@common
def show_command(call: Call, vault: Path, code: str) -> None:
    """Show one case file: warnings first, then what it comes to, then its records."""
    from muniment.cli.show_text import case_text
    from muniment.services import casefile, finding, identities

    with call.opened(vault) as session:
        case = finding.case(session, code)
        view = casefile.view(session, case, call.as_of)
        content = _content(session, view, identities.of_case(session, case)) if call.json else {}
        answer(content, as_json=call.json, text=lambda: case_text(session, view, content_of_deadline(session, view)))


def _content(session: "Session", view: "CaseView", identity: "Identity | None") -> dict[str, Any]:
    return {
        "case": {**_fields(view.dossier.case_file), **_legal_status(view)},
        "records": _records(view, identity),
        "shared": _by_kind(one for one in view.dossier.outside if not one.case and one.RECORD != "case_file"),
        "computed": _computed(session, view),
        "warnings": [
            {
                "id": remark.id,
                "record": remark.record,
                "text": remark.text,
                "rule": remark.rule,
                "severity": remark.severity.value,
            }
            for remark in view.remarks
        ],
    }


def _legal_status(view: "CaseView") -> dict[str, str]:
    return {"legal_status": view.overview.legal_status} if view.overview.legal_status else {}


def _fields(record: "Record") -> dict[str, Any]:
    from muniment.domain.openformat import write_values

    times = {"created_at": record.created_at, "updated_at": record.updated_at}
    return {"id": record.id, **write_values(record), **times}


def _by_kind(records: "Iterable[Record]") -> dict[str, list[dict[str, Any]]]:
    """The records under their kinds, in the order of the schema."""
    from muniment.domain.schema import RECORDS

    groups: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        groups.setdefault(record.RECORD, []).append(_fields(record))
    return {kind: groups[kind] for kind in RECORDS if kind in groups}


def _records(view: "CaseView", identity: "Identity | None") -> dict[str, list[dict[str, Any]]]:
    """The file's own records; of a sealed identity only which fields hold something."""
    sealed: dict[str, Any] = {}
    if identity is not None:
        about = {"id": identity.id, "sealed": list(view.dossier.identity_fields)}
        sealed = {"identity": [{**about, "created_at": identity.created_at, "updated_at": identity.updated_at}]}
    return {**sealed, **_by_kind(view.dossier.records)}


def _computed(session: "Session", view: "CaseView") -> dict[str, Any]:
    sums = view.overview
    return {
        "as_of": sums.as_of.isoformat(),
        "detentions": [_held(session, view, held) for held in sums.held],
        "touched_total": _span(sums.touched) if sums.held else None,
        "elapsed_total": _span(sums.elapsed) if sums.held else None,
        "ordered_total": sums.ordered,
        "in_custody": sums.in_custody,
        "legal_status": sums.legal_status or None,
        "next_deadline": content_of_deadline(session, view),
        "exposed": [
            {"id": one.id, "case": one.case, "confidence": one.confidence, "warned": one.warned or None}
            for one in view.exposures
        ],
    }


def content_of_deadline(session: "Session", view: "CaseView") -> dict[str, Any] | None:
    """The deadline that the file has to meet next, as the list of case files shows it."""
    from muniment.cli.lists import next_deadline
    from muniment.services import finding
    from muniment.services.listing import listed

    due = view.overview.next_deadline
    return next_deadline(listed(session, finding.record(session, due.id))) if due else None


def _held(session: "Session", view: "CaseView", held: "Held") -> dict[str, Any]:
    from muniment.domain.rules import flags

    stretch, against = held.stretch, held.against
    return {
        "id": held.detention.id,
        "elapsed": _span(stretch.elapsed),
        "touched": _span(stretch.touched),
        "minutes": _span(stretch.minutes) if stretch.minutes else None,
        "continuing": stretch.continuing,
        "at_least": stretch.at_least,
        "ordered": held.ordered,
        "stated": _span(held.stated) if held.stated else None,
        "nominal_end": [_day(day) for day in against.nominal_end] if against else None,
        "flags": list(flags(held, view.dossier, view.overview, limits=session.custody_limits)),
    }


def _span(days: "Span") -> list[int | None]:
    return [days.minimum, days.maximum]


def _day(day: "date | None") -> str | None:
    return day.isoformat() if day else None
