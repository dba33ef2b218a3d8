"""Looking after a vault: proving it, copies of it, and destroying what must not be kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from muniment.cli.options import FILE, TEXT, Call, common, said_yes, vault_argument
from muniment.cli.output import answer, tell
from muniment.cli.secrets import confirmed
from muniment.domain.errors import UserFault

if TYPE_CHECKING:
    from muniment.services.session import Session
    from muniment.services.upkeep import Purge
    from muniment.vault.records import Entry


@click.command("verify")
@vault_argument
@click.option("--accept-older", is_flag=True, help="Take an older cases.db that was put back on purpose as it is.")
@common
def verify_command(call: Call, vault: Path, accept_older: bool) -> None:
    """Prove that a vault is sound: pages, journal, records, index, exhibits. Exit code 4 with findings."""
    from muniment.services import upkeep

    with call.opened(vault) as session:
        if accept_older:
            upkeep.accept_older(session)
        findings = upkeep.verify(session, call.progress)
    text = "\n".join(findings) or "The vault is sound."
    answer({"ok": not findings, "findings": findings}, as_json=call.json, text=lambda: text)
    if findings:
        raise UserFault("The vault is not sound. Work on a copy, or restore a backup.")


@click.command("backup")
@vault_argument
@click.argument("file", type=FILE)
@common
def backup_command(call: Call, vault: Path, file: Path) -> None:
    """Write one encrypted file that holds the whole vault, checked by opening it again."""
    from muniment.services.upkeep import back_up

    with call.opened(vault) as session:
        head = back_up(session, file, call.progress)
    content = {"file": str(file), "journal": {"seq": head.seq, "head": head.chain.hex(), "short": head.short}}
    text = f"The backup was written and checked: {file} (journal {head.short})"
    answer(content, as_json=call.json, text=lambda: text)


@click.command("restore")
@click.argument("file", type=FILE)
@vault_argument
@common
def restore_command(call: Call, file: Path, vault: Path) -> None:
    """Make a vault in a new folder out of a backup. Its passphrase is the one that it had then."""
    from muniment.services.upkeep import restore

    head = restore(file, vault, call.secrets.known("Passphrase"), call.progress)
    content = {"vault": str(vault), "journal": {"seq": head.seq, "head": head.chain.hex(), "short": head.short}}
    text = f"The vault was restored and checked: {vault} (journal {head.short})"
    answer(content, as_json=call.json, text=lambda: text)


@click.command("purge")
@vault_argument
@click.argument("code", type=TEXT)
@click.option("--field", default="", metavar="NAME", type=TEXT, help="Only the past values of this field.")
@said_yes
@common
def purge_command(call: Call, vault: Path, code: str, field: str, yes: bool) -> None:
    """Destroy a case file for ever, or a shared record by its id, or the earlier values of one field of a case file.

    A file or record that was removed before can still be purged. This cannot be undone.
    """
    from muniment.services import finding
    from muniment.vault.records import code_of

    with call.opened(vault) as session:
        if field:
            case = finding.case(session, code)
            _purge_field(call, session, case, code_of(session.db, case.no), field, yes=yes)
        else:
            where = finding.once(session, code)
            _purge(call, session, where, code_of(session.db, where.case_no) or code, yes=yes)


def _purge(call: Call, session: "Session", where: "Entry", name: str, *, yes: bool) -> None:
    from muniment.services.upkeep import BACKUPS_KEEP_IT, purge, purge_plan

    plan = purge_plan(session, where)
    what = f"{'case file' if where.kind == 'case_file' else where.kind} {name}"
    tell(_planned(what, plan))
    if not yes:
        confirmed("This cannot be undone.", name)
    purge(session, where)
    tell(BACKUPS_KEEP_IT)
    content = {
        "purged": name,
        "records": plan.records,
        "exhibits": plan.exhibits,
        "referrers": list(plan.referrers),
    }
    answer(content, as_json=call.json, text=lambda: f"Destroyed: the {what}")


def _planned(what: str, plan: "Purge") -> str:
    lines = [f"The {what}: {plan.records} records and {plan.exhibits} exhibits are destroyed with their history."]
    if plan.referrers:
        lines += ["These records elsewhere point to it, and lose that pointer:", *plan.referrers]
    return "\n".join(lines)


def _purge_field(call: Call, session: "Session", case: "Entry", code: str, field: str, *, yes: bool) -> None:
    from muniment.services.upkeep import BACKUPS_KEEP_IT, purge_field

    tell(f"Case file {code}: every earlier value of {field} is destroyed. The present one stays.")
    if not yes:
        confirmed("This cannot be undone.", code)
    count = purge_field(session, case, field)
    tell(BACKUPS_KEEP_IT)
    content = {"code": code, "field": field, "values": count}
    answer(content, as_json=call.json, text=lambda: f"Destroyed: {count} entries of {field} in the history")
