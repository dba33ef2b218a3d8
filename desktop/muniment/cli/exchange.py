"""Records in and out as JSON lines."""

from pathlib import Path
from typing import Any

import click

from muniment.cli.options import FILE, TEXT, Call, common, vault_argument
from muniment.cli.output import answer, tell
from muniment.domain.errors import UsageFault

_IN_THE_CLEAR = (
    "What was written is not encrypted: whoever gets the file reads everything in it but the sealed identities."
)

_NAME_THE_FOLDER = "To have those too, import the file into an empty vault again and name their folder with --files."


@click.command("import")
@vault_argument
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check every line and write nothing.")
@click.option("--restore-records", is_flag=True, help="Also what the program wrote itself; into an empty vault only.")
@click.option(
    "--files", type=FILE, metavar="DIR", help="The folder with the bytes of exhibits, named by their SHA-256."
)
@common
def import_command(
    call: Call, vault: Path, *, file: Path, dry_run: bool, restore_records: bool, files: Path | None
) -> None:
    """Take in a FILE of JSON lines: all of it, or nothing, and then every bad line is named."""
    from muniment.services.importing import import_file

    with call.opened(vault) as session:
        found = import_file(
            session,
            file,
            dry_run=dry_run,
            restore_records=restore_records,
            files=files,
            progress=call.progress,
        )
    if found.without_bytes:
        tell(f"{found.without_bytes} exhibits come without their bytes. {_NAME_THE_FOLDER}")
    counts = dict(found.counts)
    content = {"counts": counts, "change": found.change or None, "codes": list(found.codes), "dry_run": dry_run}
    done = "Would be taken in" if dry_run else "Taken in"
    answer(content, as_json=call.json, text=lambda: f"{done}: {_counted(counts)}")


@click.command("export")
@vault_argument
@click.option("-o", "--output", "target", type=FILE, required=True, metavar="FILE", help="The new file.")
@click.option("--case", "cases", multiple=True, type=TEXT, metavar="CODE", help="Only this case file; may be repeated.")
@click.option("--files", type=FILE, metavar="DIR", help="Write the bytes of exhibits into this folder too.")
@click.option("--recipient", type=TEXT, metavar="AGE1…", help="Encrypt for this age recipient.")
@click.option("--protect", is_flag=True, help="Encrypt under a password, which is asked for.")
@click.option("--plaintext", is_flag=True, help="Do not encrypt. Whoever gets the file reads it.")
@click.option("--with-disclosures", is_flag=True, help="Also what people were forced to say of others.")
@common
def export_command(call: Call, vault: Path, *, target: Path, protect: bool, plaintext: bool, **wanted: Any) -> None:
    """Write the vault, or some case files, as JSON lines: encrypted by one of --recipient and --protect.

    With --protect a second secret is asked for: the password. Sealed identities stay sealed.
    """
    from muniment.services.exporting import export_to

    if [protect, plaintext, wanted["recipient"] is not None].count(True) != 1:
        raise UsageFault("Say one of --recipient, --protect and --plaintext.")
    with call.opened(vault) as session:
        password = call.secrets.new("Password for the export") if protect else None
        found = export_to(session, target, password=password, plaintext=plaintext, progress=call.progress, **wanted)
    if plaintext:
        tell(_IN_THE_CLEAR)
    counts = dict(found.counts)
    content = {"file": str(target), "counts": counts, "exhibits": found.exhibits, "encrypted": not found.in_the_clear}
    answer(content, as_json=call.json, text=lambda: f"Written to {target}: {_counted(counts)}")


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing"
