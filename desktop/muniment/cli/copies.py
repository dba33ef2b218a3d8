"""The register of copies that left, and which of them somebody holds in hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import TEXT, Call, common, vault_argument
from muniment.cli.output import answer, laid_out, table
from muniment.domain.errors import UsageFault

if TYPE_CHECKING:
    from muniment.services.copies import Copy, Found
    from muniment.services.session import Session

_EVERY = 1 << 62
_HOW = {
    "bytes": "It is this copy, bit for bit:",
    "page": "The number on its pages is that of this copy; its bytes are not those that left:",
    "typed": "It is this copy:",
    "near": "No copy has just this number. One slip away from it:",
    "none": "It is no copy that this vault handed out.",
}


@click.command("copies")
@vault_argument
@click.option("--case", "code", type=TEXT, default="", metavar="CODE", help="Only copies about this case file.")
@click.option("--recipient", type=TEXT, default="", metavar="TEXT", help="Only to whom these words name.")
@click.option("--audience", type=TEXT, default="", metavar="A", help="Only for this audience.")
@click.option("--which", type=TEXT, default="", metavar="FILE|CODE", help="Which copy this PDF, or this number, is.")
@common
def copies_command(call: Call, vault: Path, *, code: str, recipient: str, audience: str, which: str) -> None:
    """List the copies that left, the latest first.

    With --which, tell which copy a PDF is, by its bytes or by the number on its pages, or which one has a number that
    was read from a page; one wrong letter is forgiven.
    """
    if which and (code or recipient or audience):
        raise UsageFault("Say --which, or which copies are wanted; not both.")
    from muniment.services import copies, finding

    with call.opened(vault) as session:
        if which:
            found = _which(session, which)
            content = {"how": found.how, "copies": [_told(one) for one in found.copies]}
            answer(content, as_json=call.json, text=lambda: _found_text(found))
            return
        case = finding.case(session, code) if code else None
        every = copies.listed(session, recipient, case, audience, _EVERY)
    answer([_told(one) for one in every], as_json=call.json, text=lambda: _text(every))


def _which(session: "Session", which: str) -> "Found":
    from muniment.services import copies

    return copies.which_file(session, Path(which)) if Path(which).is_file() else copies.typed(session, which)


def _told(one: "Copy") -> dict[str, Any]:
    return {
        "copy_no": one.copy_no,
        "at": one.at,
        "template": one.template,
        "audience": one.audience,
        "recipient": one.recipient or None,
        "pages": one.page_count,
        "sha256": one.sha256,
        "journal_head": one.journal_head,
        "reason": one.reason or None,
        "kept": one.kept or None,
        "cases": [{"id": case.id, "code": case.code, "pseudonym": case.pseudonym} for case in one.cases],
    }


def _text(every: "list[Copy]") -> str:
    return laid_out(_table(every)) if every else "No copy has left."


def _found_text(found: "Found") -> str:
    from muniment.reports.document import Paragraph

    words = Paragraph(_HOW[found.how])
    return laid_out(words, _table(found.copies)) if found.copies else laid_out(words)


def _table(every: "list[Copy] | tuple[Copy, ...]") -> Any:
    rows = (
        (
            one.copy_no,
            one.at[:16].replace("T", " "),
            one.template,
            one.audience,
            one.recipient,
            ", ".join(f"{case.code} {case.pseudonym}" for case in one.cases),
            "without consent" if one.reason else "",
        )
        for one in every
    )
    return table(("Copy", "When (UTC)", "Document", "Audience", "Recipient", "About", ""), rows)
