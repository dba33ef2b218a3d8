"""Making vaults, and telling what one is."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import FILE, Call, common, vault_argument
from muniment.cli.output import answer, facts, laid_out, table, tell

if TYPE_CHECKING:
    from muniment.services.session import Session


@click.command("new")
@vault_argument
@click.option(
    "--language", default="en", type=click.Choice(["en", "az", "ru"]), help="The language of what is printed."
)
@common
def new_command(call: Call, vault: Path, language: str) -> None:
    """Make a vault in a folder that is new or empty.

    Two secrets: its passphrase, which nobody can recover, and the passphrase that opens identities, which may be left
    out for now.
    """
    from muniment.services.session import create, refuse_filled

    refuse_filled(vault)
    passphrase = call.secrets.new("New passphrase")
    for_identities = call.secrets.new_if_wanted("Passphrase for identities")
    create(vault, passphrase, for_identities or None, language=language).close()
    content = {"vault": str(vault), "language": language, "identity_passphrase": bool(for_identities)}
    answer(content, as_json=call.json, text=lambda: _made(vault, sealing=bool(for_identities)))


def _made(vault: Path, *, sealing: bool) -> str:
    later = "" if sealing else "\nIdentities can be sealed after “muniment identity-passphrase VAULT set”."
    return (
        f"A new vault: {vault}\nNobody can recover its passphrase. Make backups with “muniment backup”, and keep them "
        f"somewhere else.{later}"
    )


@click.command("demo")
@vault_argument
@click.option(
    "--files", type=click.IntRange(0, 1_000_000), default=0, help="Generated files instead of the practice ones."
)
@common
def demo_command(call: Call, vault: Path, files: int) -> None:
    """Make the practice vault: invented people only. Its passphrase is printed."""
    from muniment.services.demo import IDENTITY_PASSPHRASE, PASSPHRASE, make_demo
    from muniment.services.upkeep import information

    session = make_demo(vault, files=files, progress=call.progress)
    try:
        count = information(session).counts.get("case_file", 0)
    finally:
        session.close()
    content = {
        "vault": str(vault),
        "passphrase": PASSPHRASE,
        "identity_passphrase": IDENTITY_PASSPHRASE,
        "case_files": count,
    }
    text = (
        f"The practice vault: {vault} ({count} case files of invented people)\n"
        f"Its passphrase: {PASSPHRASE}\nThe passphrase for its identities: {IDENTITY_PASSPHRASE}"
    )
    answer(content, as_json=call.json, text=lambda: text)


@click.command("info")
@vault_argument
@click.option("--raw-key", type=FILE, metavar="FILE", help="Write the database key to a new file. Guard it well.")
@common
def info_command(call: Call, vault: Path, raw_key: Path | None) -> None:
    """Tell versions, counts, sizes, passphrases in use and the head of the journal."""
    from muniment.services.upkeep import write_raw_key

    with call.opened(vault) as session:
        if raw_key is not None:
            write_raw_key(session, raw_key)
            tell(f"The database key was written to {raw_key}. Whoever has that file and the vault can read everything.")
        content = _information(session)
    answer(content, as_json=call.json, text=lambda: _information_text(content))


def _information(session: "Session") -> dict[str, Any]:
    from muniment import __version__
    from muniment.services.upkeep import information

    found = information(session)
    return {
        "muniment": __version__,
        "format": found.format,
        "cipher": found.cipher,
        "vault_id": found.vault_id,
        "language": found.language,
        "read_only": found.read_only,
        "counts": found.counts,
        "sizes": {"database": found.database_bytes, "evidence": found.evidence_bytes},
        "key_slots": found.key_slots,
        "identity_passphrase": found.identity_passphrase,
        "journal": {"seq": found.head.seq, "head": found.head.chain.hex(), "short": found.head.short},
    }


def _information_text(content: dict[str, Any]) -> str:
    plain = [
        ("Program", f"Muniment {content['muniment']}"),
        ("Format of the vault", str(content["format"])),
        ("Cipher", f"SQLCipher {content['cipher']}"),
        ("Vault", content["vault_id"]),
        ("Language", content["language"]),
        ("Can be written", "no" if content["read_only"] else "yes"),
        ("Database", f"{content['sizes']['database']:,} bytes, exhibits {content['sizes']['evidence']:,}"),
        ("Passphrases", ", ".join(f"{kind}: {count}" for kind, count in content["key_slots"].items())),
        ("Identities can be sealed", "yes" if content["identity_passphrase"] else "no"),
        ("Journal", content["journal"]["short"]),
    ]
    counts = table(("record", "count"), [(kind, f"{n:,}") for kind, n in content["counts"].items()], right=("count",))
    return laid_out(facts(plain), counts)
