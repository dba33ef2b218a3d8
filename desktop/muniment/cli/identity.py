"""Sealed identities: sealing needs no secret, opening needs the identity passphrase and a reason."""

from pathlib import Path
from typing import Any

import click

from muniment.cli.options import TEXT, Call, common, pairs, vault_argument
from muniment.cli.output import answer, facts, laid_out, tell
from muniment.domain.errors import UsageFault


@click.command("identity")
@vault_argument
@click.argument("code", type=TEXT)
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...", type=TEXT)
@click.option("--open", "opening", is_flag=True, help="Show what is sealed. This is written into the history.")
@click.option("--reason", default=None, type=TEXT, help="With --open: why.")
@common
def identity_command(
    call: Call, vault: Path, *, code: str, values: tuple[str, ...], opening: bool, reason: str | None
) -> None:
    """Seal fields of a person's identity, or open it.

    With --open a second secret is asked for: the passphrase for identities.
    """
    if opening == bool(values):
        raise UsageFault("Name the fields to seal as FIELD=VALUE, or say --open; not both.")
    if opening is (reason is None):
        raise UsageFault("--open needs a --reason, and only --open has one.")
    if opening:
        _open(call, vault, code, reason or "")
    else:
        _seal(call, vault, code, pairs(values))


def _seal(call: Call, vault: Path, code: str, typed: list[tuple[str, str]]) -> None:
    from muniment.services import finding, identities
    from muniment.services.typed_fields import open_fields

    with call.opened(vault) as session:
        case = finding.case(session, code)
        identities.seal(session, case, open_fields(session, "identity", typed))
        known = identities.of_case(session, case)
    names = list(finding.filled_fields(known)) if known else []
    content = {"id": known.id if known else None, "sealed": names}
    answer(content, as_json=call.json, text=lambda: f"Sealed: {', '.join(names) or 'nothing'}")


def _open(call: Call, vault: Path, code: str, reason: str) -> None:
    from muniment.services import finding, identities

    with call.opened(vault) as session:
        case = finding.case(session, code)
        found = identities.open_identity(session, case, call.secrets.known("Passphrase for identities"), reason)
    fields = dict(found.fields)
    for name in found.unreadable:
        tell(f"{name} was sealed for another vault, or is damaged: it cannot be opened here.")
    content = {"code": found.code, "fields": fields, "unreadable": list(found.unreadable)}
    answer(content, as_json=call.json, text=lambda: _text(fields))


def _text(fields: dict[str, Any]) -> str:
    from muniment.domain.schema import RECORDS

    spec = RECORDS["identity"]
    told = ((spec.field(name).label, _plain(value)) for name, value in fields.items())
    return laid_out(facts(told)) or "Nothing to show."


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
