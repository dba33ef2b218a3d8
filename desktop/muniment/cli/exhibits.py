"""Files taken into a vault as evidence, and given out again."""

from pathlib import Path

import click

from muniment.cli.options import FILE, TEXT, Call, common, pairs, vault_argument
from muniment.cli.output import answer


@click.command("attach")
@vault_argument
@click.argument("code", type=TEXT)
@click.argument("file", type=FILE)
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...", type=TEXT)
@click.option("--title", default="", type=TEXT, help="What it is; the name of the file, unless said.")
@common
def attach_command(call: Call, vault: Path, *, code: str, file: Path, values: tuple[str, ...], title: str) -> None:
    """Take a FILE into a case file as its next exhibit. Other fields of the evidence can be given too."""
    from muniment.services import exhibits, finding
    from muniment.services.typed_fields import open_fields

    typed = pairs(values)
    with call.opened(vault) as session:
        case = finding.case(session, code)
        fields = open_fields(session, "evidence", typed)
        made = exhibits.attach(session, case, file, {**fields, **({"title": title} if title else {})}, call.progress)
    content = {
        "id": made.id,
        "record": "evidence",
        "exhibit_no": made.exhibit_no,
        "title": made.title,
        "sha256": made.sha256,
        "size": made.size,
    }
    text = f"Exhibit {made.exhibit_no}: {made.title}\n{made.id}\nSHA-256 {made.sha256}"
    answer(content, as_json=call.json, text=lambda: text)


@click.command("extract")
@vault_argument
@click.argument("record_id", metavar="ID", type=TEXT)
@click.option("-o", "--output", "target", type=FILE, required=True, metavar="FILE", help="The new file.")
@click.option("--reason", default="", type=TEXT, help="Why; it is written into the exhibit's custody.")
@common
def extract_command(call: Call, vault: Path, record_id: str, target: Path, reason: str) -> None:
    """Write an exhibit's bytes to a new file, checked against its SHA-256."""
    from muniment.services import exhibits

    with call.opened(vault) as session:
        known = exhibits.extract(session, record_id, target, reason=reason, progress=call.progress)
    content = {"id": known.id, "file": str(target), "sha256": known.sha256, "size": known.size}
    text = f"Exhibit {known.exhibit_no} was written to {target}. The copy is not protected by the vault."
    answer(content, as_json=call.json, text=lambda: text)
