"""Passphrases come from a descriptor or from the terminal, in order, and from nowhere else."""

import os
import pty
import select
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.front_door import DESKTOP, IDENTITY_PASSPHRASE, PASSPHRASE, Muniment, program

from muniment.cli.secrets import Secrets
from muniment.domain.errors import UsageFault
from muniment.services.session import create
from muniment.vault.slots import KeyCost


@pytest.fixture
def descriptor() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def given(descriptor: tuple[int, int], content: bytes) -> Secrets:
    reading, writing = descriptor
    os.write(writing, content)
    os.close(writing)
    return Secrets(reading)


def test_secrets_are_read_one_a_line_and_no_further(descriptor: tuple[int, int]) -> None:
    secrets = given(descriptor, b"one\ntwo\nrest")
    assert (secrets.known("A"), secrets.new("B"), os.read(descriptor[0], 9)) == ("one", "two", b"rest")


def test_the_last_line_may_do_without_its_end(descriptor: tuple[int, int]) -> None:
    assert given(descriptor, b"one").known("A") == "one"


def test_only_the_line_feed_ends_a_line(descriptor: tuple[int, int]) -> None:
    assert given(descriptor, b" a\rb\x0bc\xe2\x80\xa8d \n").known("A") == " a\rb\x0bc\u2028d "


def test_letters_with_accents_are_composed(descriptor: tuple[int, int]) -> None:
    typed = unicodedata.normalize("NFD", "Gülşən é")
    assert given(descriptor, typed.encode()).known("A") == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\n", b"x" * 70_000])
def test_a_secret_that_is_missing_or_no_text_is_wrong_usage(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "secrets").write_bytes(content)
    with (tmp_path / "secrets").open("rb") as file, pytest.raises(UsageFault):
        Secrets(file.fileno()).known("A")


def test_a_secret_that_may_be_left_out_is_left_out_by_an_empty_line_and_by_the_end(descriptor: tuple[int, int]) -> None:
    secrets = given(descriptor, b"one\n\n")
    assert [secrets.known("A"), secrets.new_if_wanted("B"), secrets.known_if_given("C")] == ["one", "", ""]


@pytest.mark.parametrize("number", [987, 2**31, 10**20])
def test_a_descriptor_that_is_not_open_is_wrong_usage(number: int, muniment: Muniment, vault: Path) -> None:
    done = muniment.without_secrets("info", vault, "--passphrase-fd", number)
    assert (done.code, str(number) in done.err) == (2, True)


def test_a_new_secret_that_nobody_could_type_is_wrong_usage(descriptor: tuple[int, int]) -> None:
    secrets = given(descriptor, b"one\r\ntwo\r\n")
    with pytest.raises(UsageFault, match="carriage return"):
        secrets.new("A")
    with pytest.raises(UsageFault, match="carriage return"):
        secrets.new_if_wanted("B")


def test_the_second_secret_of_a_command_is_asked_for_by_name(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("identity", vault, robin, "legal_name=R. Hood")
    done = muniment("identity", vault, robin, "--open", "--reason", "court", secrets=[PASSPHRASE])
    assert (done.code, "identities" in done.err) == (2, True)


def test_without_a_terminal_nothing_is_asked(vault: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "muniment", "info", str(vault)],
        input=b"open sesame\n",
        capture_output=True,
        cwd=DESKTOP,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, b"--passphrase-fd" in done.stderr) == (2, True)


# --- on a terminal ---


def on_terminal(arguments: list[str], typed: list[tuple[str, str]]) -> tuple[int, str]:
    """Runs a command on a terminal and answers each prompt; returns its exit code and all that was to be seen."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(DESKTOP)
        os.execv(sys.executable, [sys.executable, "-m", "muniment", *arguments])  # noqa: S606
    seen = ""
    for prompt, answer in typed:
        seen += until(terminal, prompt)
        os.write(terminal, answer.encode() + b"\n")
    seen += until(terminal, None)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), seen


def until(terminal: int, prompt: str | None) -> str:
    """What is shown up to a prompt, or up to the end."""
    seen = ""
    while prompt is None or prompt not in seen:
        ready, _, _ = select.select([terminal], [], [], 30)
        assert ready, f"waited for {prompt}, saw {seen}"
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            return seen
        if not piece:
            return seen
        seen += piece.decode()
    return seen


def test_a_passphrase_is_typed_without_being_shown(vault: Path) -> None:
    code, seen = on_terminal(["list", str(vault)], [("Passphrase: ", PASSPHRASE)])
    assert (code, "No case files" in seen, PASSPHRASE in seen) == (0, True, False)


def test_a_new_passphrase_is_typed_twice_and_again_where_the_two_differ(vault: Path) -> None:
    typed = [
        ("Passphrase: ", PASSPHRASE),
        ("New passphrase: ", "first"),
        ("again: ", "fisrt"),
        ("New passphrase: ", "second"),
        ("again: ", "second"),
    ]
    assert on_terminal(["passphrase", str(vault), "add"], typed)[0] == 0
    assert Muniment()("list", vault, secrets=["second"]).code == 0
    assert Muniment()("list", vault, secrets=["first"]).code == 3


def test_a_purge_is_confirmed_by_the_code(vault: Path, robin: str) -> None:
    typed = [("Passphrase: ", PASSPHRASE), ("go on", "yes")]
    assert on_terminal(["purge", str(vault), robin], typed)[0] == 2
    assert on_terminal(["purge", str(vault), robin], [typed[0], ("go on", robin)])[0] == 0
    assert Muniment().ok("list", vault) == []


# --- the passphrases of a vault ---


def opens(vault: Path, passphrase: str) -> bool:
    return Muniment()("list", vault, secrets=[passphrase]).code == 0


def test_a_passphrase_is_added_and_both_open(muniment: Muniment, vault: Path) -> None:
    done = muniment("passphrase", vault, "add", secrets=[PASSPHRASE, "new"])
    assert (done.code, "older" in done.err or "before" in done.err) == (0, True)
    assert (opens(vault, PASSPHRASE), opens(vault, "new")) == (True, True)


def test_a_changed_passphrase_opens_no_more(muniment: Muniment, vault: Path) -> None:
    done = muniment("passphrase", vault, "change", secrets=[PASSPHRASE, "new"])
    assert (done.code, "Backups" in done.err) == (0, True)
    assert (opens(vault, PASSPHRASE), opens(vault, "new")) == (False, True)


@pytest.mark.parametrize(("secrets", "left"), [(["new"], PASSPHRASE), (["new", PASSPHRASE], "new")])
def test_a_passphrase_is_removed_by_itself_or_by_another(
    secrets: list[str], left: str, muniment: Muniment, vault: Path
) -> None:
    muniment.told("passphrase", vault, "add", secrets=[PASSPHRASE, "new"])
    done = muniment("passphrase", vault, "remove", secrets=secrets)
    assert (done.code, "Backups" in done.err) == (0, True)
    assert [one for one in (PASSPHRASE, "new") if opens(vault, one)] == [left]


def test_the_last_passphrase_is_never_removed(muniment: Muniment, vault: Path) -> None:
    assert muniment("passphrase", vault, "remove").code == 4
    assert opens(vault, PASSPHRASE)


def test_the_identity_passphrase_is_changed_by_the_old_one(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("identity", vault, robin, "legal_name=R. Hood")
    done = muniment("identity-passphrase", vault, "change", secrets=[PASSPHRASE, IDENTITY_PASSPHRASE, "new"])
    assert (done.code, "Backups" in done.err) == (0, True)
    asked = ("identity", vault, robin, "--open", "--reason", "court")
    assert muniment(*asked, secrets=[PASSPHRASE, IDENTITY_PASSPHRASE]).code == 3
    assert muniment.ok(*asked, secrets=[PASSPHRASE, "new"])["fields"] == {"legal_name": "R. Hood"}


def test_a_new_vault_is_two_files_and_may_do_without_an_identity_passphrase(tmp_path: Path) -> None:
    """The one vault here that is made as users make it: its passphrase costs a second or two."""
    vault = tmp_path / "cases"
    made = program("new", vault, "--json", secrets=[PASSPHRASE])
    assert (made.code, made.json) == (0, {"vault": str(vault), "language": "en", "identity_passphrase": False})
    assert {file.name: file.stat().st_mode & 0o777 for file in vault.iterdir()} == {"keys": 0o600, "cases.db": 0o600}


def test_identities_are_sealed_once_their_passphrase_was_set(muniment: Muniment, tmp_path: Path) -> None:
    vault = tmp_path / "cases"
    create(vault, PASSPHRASE, cost=KeyCost(memory=8, iterations=1, lanes=1)).close()
    code = muniment.ok("add", vault, "case_file", "pseudonym=Robin")["code"]
    assert muniment("identity", vault, code, "legal_name=R. Hood").code == 4
    muniment.told("identity-passphrase", vault, "set", secrets=[PASSPHRASE, IDENTITY_PASSPHRASE])
    assert muniment.ok("identity", vault, code, "legal_name=R. Hood")["sealed"] == ["legal_name"]


# --- sealed identities ---


def test_an_identity_is_sealed_and_opened_for_a_reason_that_is_journalled(
    muniment: Muniment, vault: Path, robin: str
) -> None:
    muniment.ok("identity", vault, robin, "legal_name=Robin Hood", "birth_date=3 Mar 1990", "other_names=Rob, Loxley")
    opened = muniment.ok(
        "identity", vault, robin, "--open", "--reason", "the court asks", secrets=[PASSPHRASE, IDENTITY_PASSPHRASE]
    )
    assert opened["fields"] == {
        "legal_name": "Robin Hood",
        "other_names": ["Rob", "Loxley"],
        "birth_date": "1990-03-03",
    }
    last = muniment.ok("history", vault, robin)[-1]
    assert (last["action"], last["changes"]["reason"]["after"]) == ("identity_opened", "the court asks")


def test_a_sealed_value_is_shown_nowhere_else(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("identity", vault, robin, "legal_name=Robin Hood")
    everywhere = [("show", robin), ("history", robin), ("search", "Hood"), ("list",), ("show", robin, "--json")]
    outputs = [muniment(command, vault, *rest) for command, *rest in everywhere]
    assert [done.out for done in outputs if "Hood" in done.out + done.err] == []
    assert muniment.ok("show", vault, robin)["records"]["identity"][0]["sealed"] == ["legal_name"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--open",), 2),
        (("--reason", "x"), 2),
        (("legal_name=x", "--open", "--reason", "x"), 2),
        ((), 2),
        (("--open", "--reason", " "), 4),
        (("shoe_size=44",), 4),
    ],
)
def test_an_identity_is_not_opened_or_sealed_by_half(
    arguments: tuple[str, ...], code: int, muniment: Muniment, vault: Path, robin: str
) -> None:
    muniment.ok("identity", vault, robin, "legal_name=Robin Hood")
    done = muniment("identity", vault, robin, *arguments, secrets=[PASSPHRASE, IDENTITY_PASSPHRASE])
    assert (done.code, "Hood" in done.out) == (code, False)
