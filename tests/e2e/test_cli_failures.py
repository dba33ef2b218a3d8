"""Every kind of failure has its exit code and its words; none shows a traceback or what a case file holds."""

import os
import pickle
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from tests.e2e.front_door import DESKTOP, PASSPHRASE, Done, Muniment, program

from muniment.cli import main

NOBODY = 65534
LESS_ROOM = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"


def damage_keys(vault: Path) -> None:
    (vault / "keys").write_bytes(b"\0" * (vault / "keys").stat().st_size)


def damage_database(vault: Path) -> None:
    content = bytearray((vault / "cases.db").read_bytes())
    content[16:4096] = bytes(4080)
    (vault / "cases.db").write_bytes(content)


def remove_database(vault: Path) -> None:
    (vault / "cases.db").unlink()


@pytest.mark.parametrize("harm", [damage_keys, damage_database, remove_database, shutil.rmtree])
def test_a_vault_that_cannot_be_opened_is_3(harm: Callable[[Path], object], muniment: Muniment, vault: Path) -> None:
    harm(vault)
    done = muniment("list", vault)
    assert (done.code, done.out) == (3, "")


def test_a_wrong_passphrase_is_told_from_damage(muniment: Muniment, vault: Path) -> None:
    wrong = muniment("list", vault, secrets=["not it"])
    damage_database(vault)
    damaged = muniment("list", vault)
    assert (wrong.code, damaged.code) == (3, 3)
    assert ("passphrase does not open" in wrong.err, "damaged" in damaged.err) == (True, True)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("list",),
        ("list", "VAULT", "--colour"),
        ("list", "VAULT", "--deadline-within", "soon"),
        ("list", "VAULT", "--sort", "colour"),
        ("report", "VAULT", "brief"),
        ("report", "VAULT", "poem", "X", "-o", "x.pdf"),
        ("report", "VAULT", "brief", "X"),
        ("report", "VAULT", "brief", "X", "--all", "-o", "x"),
        ("report", "VAULT", "brief", "X", "--format", "text", "--protect"),
        ("extract", "VAULT", "X"),
        ("passphrase", "VAULT", "forget"),
        ("date",),
        ("deadline", "custom", "2017-09-20"),
        ("purge", "VAULT"),
    ],
)
def test_wrong_usage_is_2_and_says_how_it_goes(arguments: tuple[str, ...], muniment: Muniment, vault: Path) -> None:
    done = muniment.without_secrets(*(vault if word == "VAULT" else word for word in arguments))
    assert (done.code, done.out if arguments else "") == (2, "")
    assert done.err or not arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "VAULT", "Nobody"),
        ("set", "VAULT", "nothing", "a=b"),
        ("remove", "VAULT", "nothing"),
        ("list", "VAULT", "--status", "freed"),
        ("list", "VAULT", "--act", "beeting"),
        ("list", "VAULT", "--as-of", "2017-09-31"),
        ("list", "VAULT", "--as-of", "Sept 2017"),
        ("list", "VAULT", "--as-of", ""),
        ("date", "31 Sep 2017"),
        ("date", "2017-09-20/2017-09-18"),
        ("days", "2 Oct 2017", "1 Oct 2017"),
        ("deadline", "no-such-rule", "2017"),
        ("schema", "detentoin"),
        ("redo", "VAULT", "CODE"),
        ("history", "VAULT", "Nobody"),
        ("extract", "VAULT", "CODE", "-o", "/nowhere/x"),
        ("report", "VAULT", "brief", "CODE", "--audience", "press", "--format", "text"),
        ("purge", "VAULT", "CODE", "--field", "shoe_size", "--yes"),
        ("new", "VAULT"),
        ("term", "VAULT", "add", "answer", "perhaps", "--en", "Perhaps"),
    ],
)
def test_what_is_refused_is_4_and_says_why(
    arguments: tuple[str, ...], muniment: Muniment, vault: Path, robin: str
) -> None:
    places = {"VAULT": vault, "CODE": robin}
    done = muniment(*(places.get(word, word) for word in arguments))
    assert (done.code, done.out, bool(done.err.strip())) == (4, "", True), done


def test_an_impossible_date_is_refused_before_a_passphrase_is_asked_for(muniment: Muniment, vault: Path) -> None:
    assert muniment.without_secrets("list", vault, "--as-of", "2017-09-31").code == 4


def test_a_term_that_is_nearly_one_is_answered_with_those_that_are(muniment: Muniment, vault: Path) -> None:
    assert "beating" in muniment("list", vault, "--act", "beeting").err


def test_a_vault_that_is_open_elsewhere_is_5(muniment: Muniment, vault: Path) -> None:
    """Held by another process: within one, the database's locks say nothing."""
    hold = (
        "import sys; from pathlib import Path; from muniment.services.session import open_vault\n"
        f"session = open_vault(Path({str(vault)!r}), {PASSPHRASE!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdin=-1, stdout=-1, cwd=DESKTOP) as holder:
        assert holder.stdout
        holder.stdout.readline()
        done = muniment("list", vault)
        holder.communicate()
    assert (done.code, "open in another" in done.err) == (5, True)


def test_a_full_disk_is_5_and_nothing_is_lost(muniment: Muniment, vault: Path, robin: str) -> None:
    size = (vault / "cases.db").stat().st_size
    before = f"{LESS_ROOM}resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 4096}, {size + 4096}))"
    done = program("add", vault, "note", f"text={'much ' * 10_000}", "--case", robin, before=before)
    assert (done.code, done.out) == (5, "")
    assert "note" not in muniment.ok("show", vault, robin)["records"]
    assert muniment.ok("verify", vault) == {"ok": True, "findings": []}


def test_a_backup_that_does_not_fit_is_5_and_leaves_nothing(vault: Path, tmp_path: Path) -> None:
    before = f"{LESS_ROOM}resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))"
    done = program("backup", vault, tmp_path / "it.backup", before=before)
    assert (done.code, sorted(path.name for path in tmp_path.iterdir())) == (5, ["vault"])


def test_a_place_that_is_not_there_is_5(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    assert muniment("backup", vault, tmp_path / "nowhere" / "it.backup").code == 5
    assert muniment("attach", vault, robin, tmp_path / "missing.jpg").code == 5


@pytest.fixture
def open_place(vault: Path) -> Iterator[Path]:
    """The vault in a folder that everybody may read, and nobody but root may write."""
    import tempfile

    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(vault, folder / "vault")
    for path in (folder / "vault", *(folder / "vault").iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder / "vault"
    (folder / "vault").chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(*arguments: object) -> Done:
    """In a child to which permissions apply, also when the tests run as root; what it needs is loaded already."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writing, pickle.dumps(Muniment()(*arguments)))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    done = pickle.loads(answer)  # noqa: S301 - our own child wrote it
    assert isinstance(done, Done)
    return done


def test_a_vault_that_cannot_be_written_is_read_and_a_change_is_5(muniment: Muniment, open_place: Path) -> None:
    muniment("add", open_place, "note", "text=x", secrets=["wrong"])  # loads what the child cannot
    muniment("list", open_place)
    assert as_nobody("list", open_place, "--json") == Done(0, "[]\n", "")
    done = as_nobody("add", open_place, "case_file", "pseudonym=Robin")
    assert (done.code, done.out) == (5, "")


def test_a_folder_without_permission_is_5(muniment: Muniment, open_place: Path) -> None:
    muniment("list", open_place)
    open_place.chmod(0)
    done = as_nobody("list", open_place)
    assert (done.code, "permission" in done.err) == (5, True)


def test_a_file_that_exists_is_never_written_over(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")
    exhibit = muniment.ok("attach", vault, robin, there)["id"]
    commands = [
        ("backup", vault, there),
        ("extract", vault, exhibit, "-o", there),
        ("info", vault, "--raw-key", there),
        ("report", vault, "brief", robin, "-o", there),
    ]
    assert [muniment(*command).code for command in commands] == [4, 4, 4, 4]
    assert there.read_text(encoding="utf-8") == "mine"


# --- faults of the program, interruptions, streams that end ---


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | KeyboardInterrupt], None]:
    """Makes a command raise what it is given."""

    def break_with(error: Exception | KeyboardInterrupt) -> None:
        @click.command("date")
        def broken() -> None:
            raise error

        monkeypatch.setattr("muniment.cli.dates.date_command", broken)

    return break_with


def test_a_fault_of_the_program_is_1_and_says_where_but_nothing_else(
    faulty: Callable[[Exception], None], muniment: Muniment
) -> None:
    faulty(TypeError("the pseudonym is Robin"))
    done = muniment.without_secrets("date")
    assert (done.code, done.out) == (1, "")
    assert ("TypeError" in done.err, "muniment.cli.main:" in done.err) == (True, True)
    assert ("Robin" in done.err, "Traceback" in done.err) == (False, False)


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (click.Abort(), 130), (MemoryError(), 5)])
def test_other_ends_have_their_codes(
    error: Exception, code: int, faulty: Callable[[Exception], None], muniment: Muniment
) -> None:
    faulty(error)
    done = muniment.without_secrets("date")
    assert (done.code, "Traceback" in done.err) == (code, False)


def test_an_interruption_from_the_keyboard_ends_quietly(vault: Path) -> None:
    """While it waits for the passphrase."""
    reading, writing = os.pipe()
    heard = ["env", "--default-signal=INT"]  # what runs in the background is told to ignore it
    command = [*heard, sys.executable, "-m", "muniment", "info", str(vault), "--passphrase-fd", str(reading)]
    with subprocess.Popen(command, pass_fds=[reading], stderr=-1, cwd=DESKTOP) as waiting:
        os.write(writing, b"half a pass")
        while select_unread(reading):
            pass
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate()
    os.close(reading)
    os.close(writing)
    assert (waiting.returncode, err) == (130, b"\nStopped.\n")


def select_unread(descriptor: int) -> bool:
    """Whether nobody has read yet what is in the pipe."""
    import select

    return bool(select.select([descriptor], [], [], 0)[0])


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{shlex.quote(sys.executable)} -m muniment schema --json --as-of 2017-09-20 | head -c 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, cwd=DESKTOP, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("form", ["--json", "--as-of=2017-09-20"])
def test_an_output_that_cannot_be_written_is_5(form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "muniment", "schema", form], stdout=full, stderr=-1, cwd=DESKTOP, check=False
        )
    assert (done.returncode, b"full" in done.stderr, b"Traceback" in done.stderr) == (5, True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        (">&-", ("schema", "--json"), 0),
        (">&-", ("date", "31 Sep 2017"), 4),
        ("2>&-", ("date", "31 Sep 2017"), 4),
        ("<&- >&- 2>&-", ("schema",), 0),
    ],
)
def test_a_stream_that_is_closed_changes_no_exit_code(closed: str, arguments: tuple[str, ...], code: int) -> None:
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "muniment", *arguments]
    done = subprocess.run(command, stderr=-1, cwd=DESKTOP, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
def test_with_all_streams_closed_no_file_of_the_vault_takes_their_place(vault: Path) -> None:
    """The passphrase comes from descriptor 3, so that nothing but 0 to 2 is free for the vault's files."""
    secrets = vault.parent / "secrets"
    secrets.write_text(f"{PASSPHRASE}\n")
    add = f'"$@" --passphrase-fd 3 3<"{secrets}" <&- >&- 2>&-'
    words = [sys.executable, "-m", "muniment", "add", str(vault), "case_file", "pseudonym=Robin"]
    assert subprocess.run(["sh", "-c", add, "sh", *words], cwd=DESKTOP, check=False).returncode == 0
    assert Muniment().ok("verify", vault)["ok"]
    assert len(Muniment().ok("list", vault)) == 1


def test_every_command_can_be_loaded_and_has_help(muniment: Muniment) -> None:
    helps = {name: muniment.without_secrets(name, "--help") for name in main.COMMANDS}
    assert [name for name, done in helps.items() if done.code or "Usage: muniment" not in done.out] == []
