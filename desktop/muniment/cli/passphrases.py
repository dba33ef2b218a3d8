"""The passphrases of a vault, and the one that opens identities."""

from pathlib import Path

import click

from muniment.cli.options import Call, common, said_yes, vault_argument
from muniment.cli.output import answer, tell


@click.command("passphrase")
@vault_argument
@click.argument("what", type=click.Choice(["add", "change", "remove"]))
@said_yes
@common
def passphrase_command(call: Call, vault: Path, what: str, yes: bool) -> None:  # noqa: ARG001 - nothing is lost by it
    """Add, change or remove a passphrase.

    First the passphrase that opens the vault. Then, to add or change, the new one; to remove, the one that goes (left
    out: the first itself).
    """
    from muniment.services import passphrases

    opening = call.secrets.known("Passphrase")
    with call.opened_by(vault, opening) as session:
        if what == "add":
            passphrases.add(session, call.secrets.new("New passphrase"))
        elif what == "change":
            passphrases.replace(session, opening, call.secrets.new("New passphrase"))
        else:
            going = call.secrets.known_if_given("Passphrase to remove (Enter: the one just given)")
            passphrases.remove(session, going or opening)
        slots = session.keys.slots_in_use()
    _said(call, what, slots)


def _said(call: Call, what: str, slots: dict[str, int]) -> None:
    from muniment.services.passphrases import OLD_BACKUPS

    done = {"add": "added", "change": "changed", "remove": "removed"}[what]
    tell(OLD_BACKUPS)
    answer({"done": done, "key_slots": slots}, as_json=call.json, text=lambda: f"The passphrase was {done}.")


@click.command("identity-passphrase")
@vault_argument
@click.argument("what", type=click.Choice(["set", "change"]))
@common
def identity_passphrase_command(call: Call, vault: Path, what: str) -> None:
    """Set or change the passphrase that opens identities.

    First the vault's passphrase, then, to change, the old identity passphrase, then the new one.
    """
    from muniment.services import passphrases

    with call.opened(vault) as session:
        if what == "set":
            passphrases.set_for_identities(session, call.secrets.new("New passphrase for identities"))
        else:
            old = call.secrets.known("Old passphrase for identities")
            passphrases.replace_for_identities(session, old, call.secrets.new("New passphrase for identities"))
    tell(passphrases.OLD_BACKUPS)
    text = f"The passphrase for identities was {'set' if what == 'set' else 'changed'}."
    answer({"done": "set" if what == "set" else "changed"}, as_json=call.json, text=lambda: text)
