"""Looking over a whole vault: the list of case files, the search, the deadlines."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import TEXT, Call, common, vault_argument
from muniment.cli.output import answer, laid_out, put, put_json, span, table
from muniment.domain.errors import UsageFault

if TYPE_CHECKING:
    from muniment.services.listing import CaseLine, Filter, ListedCase, ListedDeadline
    from muniment.services.session import Session

_CUSTODY = {True: "yes", False: "no", None: "unknown"}


@click.command("list")
@vault_argument
@click.option("--search", type=TEXT, default="", metavar="TEXT", help="Only files in which these words are found.")
@click.option("--status", type=TEXT, default="", metavar="TERM", help="Only this legal status.")
@click.option("--in-custody", is_flag=True, help="Only people who are held now.")
@click.option("--act", type=TEXT, default="", metavar="TERM", help="Only files that allege this act.")
@click.option("--tag", type=TEXT, default="", help="Only files with this tag.")
@click.option(
    "--deadline-within", type=click.IntRange(min=0), metavar="DAYS", help="Only with a deadline so near, or over."
)
@click.option(
    "--sort", type=TEXT, default="updated", metavar="FIELD", help="By which column; the newest first, unless named."
)
@common
def list_command(call: Call, vault: Path, search: str, sort: str, **wanted: Any) -> None:
    """List the case files."""
    from muniment.services import listing

    if sort not in listing.SORTS:
        raise UsageFault(f"It cannot be sorted by {sort}; only by {', '.join(listing.SORTS)}.")
    with call.opened(vault) as session:
        lines = listing.case_lines(session, _filter(call, session, **wanted), text=search, sort=sort, as_of=call.as_of)
        if call.json:
            put_json([_case(session, one) for one in listing.with_details(session, lines)])
        else:
            put(_cases_text(session, lines))


def _filter(
    call: Call, session: "Session", *, status: str, in_custody: bool, act: str, tag: str, deadline_within: int | None
) -> "Filter":
    from muniment.services.listing import Filter, day_after

    for name, term in (("legal_status", status), ("act", act)):
        if term:
            session.vocabularies.check(name, term)
    until = "" if deadline_within is None else day_after(call.as_of, deadline_within).isoformat()
    return Filter(status=status, in_custody=in_custody, act=act, tag=tag, due_until=until)


def _case(session: "Session", one: "ListedCase") -> dict[str, Any]:
    from muniment.services.listing import told

    line = one.line
    deadline = told(session, one.deadline, line.code, line.pseudonym) if one.deadline else None
    return {
        "id": one.id,
        "code": line.code,
        "pseudonym": line.pseudonym,
        "legal_status": line.legal_status or None,
        "in_custody": line.in_custody,
        "elapsed": list(line.elapsed) if one.detained else None,
        "touched": list(line.touched) if one.detained else None,
        "ordered": line.ordered,
        "next_deadline": next_deadline(deadline) if deadline else None,
        "safety": line.safety or None,
        "updated": line.updated,
    }


def next_deadline(one: "ListedDeadline") -> dict[str, Any]:
    """The deadline that a case file has to meet next, with the days that count."""
    return {
        "id": one.deadline.id,
        "title": one.title,
        "rule": one.deadline.rule or None,
        "due_earliest": one.earliest.isoformat() if one.earliest else None,
        "due_latest": one.latest.isoformat() if one.latest else None,
        "confidence": one.confidence or None,
    }


def _cases_text(session: "Session", lines: list["CaseLine"]) -> str:
    from muniment.services.listing import next_deadlines

    if not lines:
        return "No case files."
    due = next_deadlines(session, lines)
    titles = ("code", "pseudonym", "legal status", "held", "elapsed", "touched", "ordered", "next deadline")
    rows = [
        (
            line.code,
            line.pseudonym,
            session.vocabularies.label("legal_status", line.legal_status) if line.legal_status else "",
            _CUSTODY[line.in_custody],
            span(line.elapsed),
            span(line.touched),
            "" if line.ordered is None else str(line.ordered),
            f"{line.next_due} {due[line.case_no]}" if line.case_no in due else "",
        )
        for line in lines
    ]
    return laid_out(table(titles, rows, right=("elapsed", "touched", "ordered")))


@click.command("search")
@vault_argument
@click.argument("text", nargs=-1, required=True, type=TEXT)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many hits.")
@common
def search_command(call: Call, vault: Path, text: tuple[str, ...], limit: int | None) -> None:
    """Find words in every text of the vault, in any spelling, Latin or Cyrillic; a phrase stands in quotes."""
    from muniment.services.listing import found

    with call.opened(vault) as session:
        hits = list(found(session, " ".join(text), limit=limit))
    content = [
        {"id": hit.id, "record": hit.record, "code": hit.code or None, "field": hit.field, "context": hit.context}
        for hit in hits
    ]
    titles = ("code", "record", "field", "context", "id")
    rows = [(hit.code, hit.record, hit.field, hit.context, hit.id) for hit in hits]
    answer(content, as_json=call.json, text=lambda: laid_out(table(titles, rows)) if rows else "Nothing found.")


@click.command("deadlines")
@vault_argument
@click.option(
    "--within", type=click.IntRange(min=0), metavar="DAYS", help="Only those so near, and those that are over."
)
@click.option("--done", is_flag=True, help="Also those that are done.")
@common
def deadlines_command(call: Call, vault: Path, within: int | None, done: bool) -> None:
    """List what is due, the earliest first. Every computed day is to be confirmed with counsel."""
    from muniment.services.listing import day_after, deadlines

    if within is not None:
        day_after(call.as_of, within + 1)
    with call.opened(vault) as session:
        found = deadlines(session, as_of=call.as_of, within=within, include_done=done)
    answer([_deadline(one) for one in found], as_json=call.json, text=lambda: _deadlines_text(found))


def _deadline(one: "ListedDeadline") -> dict[str, Any]:
    return {
        "code": one.code,
        "pseudonym": one.pseudonym,
        **next_deadline(one),
        "overridden": one.overridden,
        "source": one.source or None,
        "done_on": one.deadline.done_on.edtf if one.deadline.done_on else None,
    }


def _deadlines_text(found: list["ListedDeadline"]) -> str:
    if not found:
        return "Nothing is due."
    rows = [(_range(one), one.code, one.pseudonym, one.title, _certainty(one)) for one in found]
    listed = laid_out(table(("due", "code", "pseudonym", "deadline", "confidence"), rows))
    return f"{listed}\n\nConfirm every computed day with counsel."


def _certainty(one: "ListedDeadline") -> str:
    done = f", done {one.deadline.done_on.edtf}" if one.deadline.done_on else ""
    return ("set by counsel" if one.overridden else one.confidence) + done


def _range(one: "ListedDeadline") -> str:
    earliest, latest = (day.isoformat() if day else "" for day in (one.earliest, one.latest))
    return earliest if earliest == latest else f"{earliest or '…'} – {latest or '…'}"
