"""Adding, changing and removing records."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import TEXT, Call, common, pairs, said_yes, vault_argument
from muniment.cli.output import answer, tell
from muniment.domain.errors import Fault, InvalidInput, UsageFault, UserFault

if TYPE_CHECKING:
    from muniment.services.session import Session
    from muniment.vault.records import Entry

_LINE_KEYS = {"record", "case", "fields"}


@click.command("add")
@vault_argument
@click.argument("record", type=TEXT)
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...", type=TEXT)
@click.option("--case", "case_name", default="", metavar="CODE", type=TEXT, help="The case file that it belongs to.")
@click.option("--json-input", default="", metavar="FILE|-", help="Take the fields from a JSON object instead.")
@common
def add_command(
    call: Call, vault: Path, *, record: str, values: tuple[str, ...], case_name: str, json_input: str
) -> None:
    """Add a RECORD (“muniment schema” lists them) and print its id."""
    from muniment.services import entries, finding
    from muniment.services.typed_fields import Typed, as_typed, check_kind

    _check_source(json_input, values)
    check_kind(record)
    passphrase = call.secrets.known("Passphrase")
    given = _given(json_input)
    with call.opened_by(vault, passphrase) as session:
        line: dict[str, Any] = _line(record, given) if given is not None else {}
        typed = Typed(line["fields"], ()) if line else as_typed(session, record, pairs(values))
        owner = case_name or line.get("case", "")
        case_id = finding.case(session, owner).id if owner else ""
        made = entries.add(session, record, typed.fields, case_id, faults=typed.faults)
        code = getattr(made, "code", "")
        _tell_still_out(session, record, made.id)
    content = {"id": made.id, "record": record, "case": made.case or None, **({"code": code} if code else {})}
    answer(content, as_json=call.json, text=lambda: made.id)


@click.command("set")
@vault_argument
@click.argument("record_id", metavar="ID", type=TEXT)
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...", type=TEXT)
@click.option("--json-input", default="", metavar="FILE|-", help="Take the fields from a JSON object instead.")
@common
def set_command(call: Call, vault: Path, record_id: str, values: tuple[str, ...], json_input: str) -> None:
    """Change fields of a record; the others stay. FIELD= with nothing behind it empties a field."""
    from muniment.services import entries
    from muniment.services.typed_fields import Typed, as_typed

    _check_source(json_input, values)
    passphrase = call.secrets.known("Passphrase")
    given = _given(json_input)
    with call.opened_by(vault, passphrase) as session:
        where = _named(session, record_id)
        line = _line(where.kind, given) if given is not None else {}
        typed = Typed(line["fields"], ()) if line else as_typed(session, where.kind, pairs(values))
        change = entries.set_fields(session, where.id, typed.fields, faults=typed.faults)
        _tell_still_out(session, where.kind, where.id)
    changed = [name for touched in change.touched for name in touched.fields]
    content = {"id": where.id, "record": where.kind, "changed": changed}
    answer(content, as_json=call.json, text=lambda: f"Changed: {', '.join(changed)}" if changed else "Nothing changed.")


def _tell_still_out(session: "Session", kind: str, record_id: str) -> None:
    """Where a consent was taken back: which copies are out for its purpose; to whom they went is not for stderr."""
    if kind != "consent":
        return
    from muniment.services import copies

    for copy in [copy for one in copies.still_out(session, [record_id]) for copy in one.copies]:
        which = f"copy {copy.copy_no}, {copy.template}, {copy.at[:10]}"
        tell(f"Still out: {which}. Ask for it back; “muniment copies” tells who has it.")


@click.command("remove")
@vault_argument
@click.argument("record_id", metavar="ID", type=TEXT)
@said_yes
@common
def remove_command(call: Call, vault: Path, record_id: str, yes: bool) -> None:  # noqa: ARG001 - it can be undone
    """Remove a record. Refused while other records refer to it; “muniment undo” brings it back."""
    from muniment.services import entries

    with call.opened(vault) as session:
        where = _named(session, record_id)
        entries.remove(session, where.id)
    content = {"id": where.id, "record": where.kind}
    answer(content, as_json=call.json, text=lambda: f"Removed: {where.kind} {where.id}")


def _named(session: "Session", name: str) -> "Entry":
    """A record by its id; a case file also by its code or pseudonym. Raises NotThere."""
    from muniment.services import finding

    try:
        return finding.record(session, name)
    except finding.NotThere as unknown:
        try:
            return finding.case(session, name)
        except finding.NotThere:
            raise unknown from None


def _check_source(json_input: str, values: tuple[str, ...]) -> None:
    """Refuses what makes no sense before any secret is asked for. Raises UsageFault."""
    if json_input and values:
        raise UsageFault("Fields come from --json-input or as FIELD=VALUE, not both.")
    if not (json_input or values):
        raise UsageFault("No fields are given: name them as FIELD=VALUE, or with --json-input.")
    pairs(values)


def _given(json_input: str) -> dict[str, Any] | None:
    """The JSON object that the fields are taken from, read behind the passphrase where both are on standard input.

    None where the fields are typed. Raises UserFault, WorldFault.
    """
    if not json_input:
        return None
    try:
        found = json.loads(_content(json_input), object_pairs_hook=_without_twice)
    except (ValueError, RecursionError):
        raise UserFault("The JSON input is not one valid JSON object in UTF-8. Nothing was saved.") from None
    if not isinstance(found, dict):
        raise UserFault("The JSON input is not an object with fields. Nothing was saved.")
    return found


def _without_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise UserFault(f"The key {twice} stands twice in the JSON input. Nothing was saved.")
    return found


def _content(name: str) -> str:
    from muniment.host.errors import os_errors_told

    with os_errors_told("reading the JSON input"):
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return content.decode("utf-8-sig")


def _line(record: str, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, as a line of the open format: an object with ``fields``, or the fields themselves."""
    if "fields" not in given:
        return {"fields": given}
    faults = [Fault(name, "this has no place in a record that is added") for name in given if name not in _LINE_KEYS]
    if given.get("record", record) != record:
        faults.append(Fault("record", f"the JSON input holds another kind of record than {record}"))
    if not isinstance(given.get("case", ""), str):
        faults.append(Fault("case", "the id or code of a case file is expected"))
    if not isinstance(given["fields"], Mapping):
        faults.append(Fault("fields", "an object with the fields is expected"))
    if faults:
        raise InvalidInput(faults)
    return given
