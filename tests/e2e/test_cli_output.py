"""What stands on the two streams: JSON alone where it is asked for, and no character that commands a terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.front_door import DESKTOP, IDENTITY_PASSPHRASE, PASSPHRASE, Muniment, program

NASTY = "Rob\x1b[2J\x9b31m\u202e\u2066 <b>&\x07 שלום"


@pytest.fixture
def nasty(muniment: Muniment, vault: Path) -> str:
    return str(muniment.ok("add", vault, "case_file", f"pseudonym={NASTY}", f"summary={NASTY}\nsecond line")["code"])


@pytest.mark.parametrize("command", [("list",), ("show", "CODE"), ("search", "rob"), ("history",)])
def test_a_pseudonym_does_not_command_the_terminal(
    command: tuple[str, ...], muniment: Muniment, vault: Path, nasty: str
) -> None:
    name, *rest = command
    done = muniment(name, vault, *(nasty if word == "CODE" else word for word in rest))
    seen = set(done.out + done.err)
    assert (done.code, seen & set("\x1b\x9b\u202e\u2066\x07")) == (0, set())
    assert "U+001B" in done.out


def test_a_title_does_not_command_the_terminal(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    done = muniment("attach", vault, robin, tmp_path / "file", "--title", NASTY)
    assert (done.code, "\x1b" in done.out, "U+001B" in done.out) == (0, False, True)


def test_json_gives_the_text_back_as_it_was_and_is_harmless_on_a_terminal(
    muniment: Muniment, vault: Path, nasty: str
) -> None:
    done = muniment("show", vault, nasty, "--json")
    assert done.json["case"]["pseudonym"] == NASTY
    assert set(done.out) & set("\x1b\x9b\u202e\u2066\x07") == set()


def test_a_message_that_repeats_what_was_typed_does_not_command_the_terminal(muniment: Muniment, vault: Path) -> None:
    done = muniment("show", vault, "x\x1b[2J")
    assert (done.code, "\x1b" in done.err, "U+001B" in done.err) == (4, False, True)


def test_what_the_file_system_calls_text_and_is_none_is_refused(vault: Path) -> None:
    done = program("show", vault, os.fsdecode(b"\xff"))
    assert (done.code, "Unicode" in done.err) == (2, True)


def test_messages_stand_on_stderr_and_json_alone_on_stdout(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    commands: list[tuple[object, ...]] = [
        ("passphrase", vault, "add"),
        ("info", vault, "--raw-key", tmp_path / "key"),
        ("backup", vault, tmp_path / "it.backup", "--progress"),
        ("verify", vault, "--progress"),
        ("purge", vault, robin, "--yes"),
    ]
    for command in commands:
        done = muniment(*command, "--json", secrets=[PASSPHRASE, "new"])
        assert (done.code, bool(done.err)) == (0, True), command
        json.loads(done.out)


def test_progress_is_told_only_where_it_is_wanted(muniment: Muniment, vault: Path) -> None:
    silent = muniment("verify", vault)
    told = muniment("verify", vault, "--progress")
    assert (silent.err, "checking" in told.err) == ("", True)


def test_json_is_utf_8_whatever_the_locale(vault: Path, muniment: Muniment) -> None:
    muniment.add(vault, "case_file", "pseudonym=Gülşən")
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    command = [sys.executable, "-m", "muniment", "list", str(vault), "--passphrase-fd", "0"]
    runs = [
        subprocess.run(
            [*command, *form], input=b"open sesame\n", capture_output=True, cwd=DESKTOP, env=environment, check=True
        )
        for form in (["--json"], [])
    ]
    assert json.loads(runs[0].stdout)[0]["pseudonym"] == "Gülşən"
    assert rb"G\xfcl\u015f\u0259n" in runs[1].stdout


def test_no_secret_is_taken_from_arguments_or_the_environment() -> None:
    """No option takes a passphrase as its value."""
    helps = "".join(Muniment().without_secrets(name, "--help").out for name in ("list", "new", "passphrase", "report"))
    assert [word for word in ("--passphrase ", "--password", "envvar", "MUNIMENT_") if word in helps] == []


def test_the_passphrases_are_nowhere_in_what_is_said(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("identity", vault, robin, "legal_name=Robin Hood")
    commands: list[tuple[str, ...]] = [
        ("info",),
        ("list",),
        ("history",),
        ("identity", robin, "--open", "--reason", "x"),
    ]
    said = [muniment(name, vault, *rest, secrets=[PASSPHRASE, IDENTITY_PASSPHRASE]) for name, *rest in commands]
    assert [
        done for done in said if PASSPHRASE in done.out + done.err or IDENTITY_PASSPHRASE in done.out + done.err
    ] == []


def test_an_empty_vault_is_said_to_be_empty(muniment: Muniment, vault: Path) -> None:
    said = [muniment(name, vault).out for name in ("list", "deadlines")]
    assert said == ["No case files.\n", "Nothing is due.\n"]


def test_the_overview_names_every_command(muniment: Muniment) -> None:
    from muniment.cli.main import COMMANDS

    done = muniment.without_secrets("--help")
    assert [name for name in COMMANDS if f"  {name} " not in done.out] == []
    assert muniment.without_secrets("--version").out.startswith("Muniment ")
