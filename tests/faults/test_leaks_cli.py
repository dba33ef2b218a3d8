"""Every command of the command line over one word, watched by strace: nothing gets out but where it was sent."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.faults.brought import IDENTITY_PASSPHRASE, LIMIT, PASSPHRASE, RULE, WORD, bring
from tests.faults.held import CHEAP
from tests.faults.hostile import filled
from tests.faults.tally import Tally, quick_folder
from tests.faults.test_leaks import FORMS, PROJECT, WATCHED, WRITES, files, holds_it

from muniment.cli.main import COMMANDS
from muniment.domain.records import Detention, Evidence, Note
from muniment.services import finding, printing
from muniment.services import session as sessions


class Said(NamedTuple):
    """A command that is over: what was typed, how it ended, what it wrote to stderr."""

    typed: str
    code: int
    stderr: str


class Watched:
    """Runs commands where everything that a program might write to is a folder of the test's."""

    def __init__(self, root: Path) -> None:
        self.root, self.vault, self.named = root, root / "vaults" / "vault", root / "named"
        for name in ("home", "temporary", "here", "named", "vaults"):
            (root / name).mkdir()
        self.tried: set[str] = set()
        self.said: list[Said] = []

    def __call__(self, *arguments: object, secrets: Sequence[str] = (PASSPHRASE,)) -> str:
        """Runs one command; returns what it wrote to stdout."""
        command = [sys.executable, "-m", "muniment", *map(str, arguments), "--passphrase-fd", "0"]
        calls = self.root / f"calls-{len(list(self.root.glob('calls-*')))}"
        watching = ["strace", "-f", "-qq", "-s", "300", "-e", f"trace={WATCHED}", "-o", str(calls)]
        private = dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(self.root / "temporary"))
        done = subprocess.run(
            [*watching, *command],
            input="".join(f"{secret}\n" for secret in secrets).encode(),
            cwd=self.root / "here",
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(PROJECT / "desktop"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "HOME": str(self.root / "home"),
                **private,
            },
            capture_output=True,
            check=False,
        )
        self.tried.add(str(arguments[0]))
        self.said.append(Said(" ".join(map(str, arguments)), done.returncode, done.stderr.decode()))
        return done.stdout.decode()

    def writing_elsewhere(self) -> list[str]:
        """What was opened for writing, or made, outside of the vaults and of what the user named."""
        allowed = (str(self.root / "vaults"), str(self.named), "/dev/null")
        traces = (path.read_text("utf-8", "replace") for path in self.root.glob("calls-*"))
        calls = (line for trace in traces for line in trace.splitlines())
        writing = (call for call in calls if WRITES.search(call) and " = -1 " not in call)
        return [call for call in writing if not any(f'"{path}' in call for path in allowed)]


def work(run: Watched) -> None:
    """Every command, once at least."""
    vault, named = run.vault, run.named
    bring(named)
    run("new", vault, secrets=(PASSPHRASE, IDENTITY_PASSPHRASE))
    shutil.rmtree(vault, ignore_errors=True)  # its key costs a second each time; a cheap one takes its place
    sessions.create(vault, PASSPHRASE, IDENTITY_PASSPHRASE, cost=CHEAP).close()
    run("demo", run.root / "vaults" / "demo")
    with sessions.opened(vault, PASSPHRASE) as session:
        list(filled(session, WORD))
        case = printing.all_cases(session)[0]
        code = str(getattr(finding.dossier(session, case.no).case_file, "code", ""))
        dossier = finding.dossier(session, case.no)
    _look(run, code)
    _change(run, code, dossier.all(Note)[0].id)
    with sessions.opened(vault, PASSPHRASE) as session:
        exhibit = finding.dossier(session, case.no).all(Evidence)[0].id
    run("extract", vault, exhibit, "-o", named / "extracted")
    _print(run, code)
    _hand_out(run, code, dossier.all(Detention)[0].id)
    run("export", vault, "-o", named / "export.age", "--protect", secrets=(PASSPHRASE, WORD))
    run("backup", vault, named / "backup")
    run("restore", named / "backup", run.root / "vaults" / "restored")
    run("purge", vault, code, "--yes")


def _look(run: Watched, code: str) -> None:
    vault = run.vault
    for command in ("info", "list", "deadlines", "terms", "rules", "limits", "verify"):
        run(command, vault)
    run("show", vault, code)
    run("search", vault, WORD)
    run("history", vault, code)
    run("terms", vault, "act")
    run("audiences")
    run("audiences", "press")
    for arguments in (("date", WORD), ("days", "2017", WORD), ("deadline", WORD, "2017"), ("schema", "note")):
        run(*arguments)


def _change(run: Watched, code: str, note: str) -> None:
    vault, named = run.vault, run.named
    run("add", vault, "note", f"text={WORD}", "--case", code)
    run("add", vault, "note", f"colour={WORD}", "--case", code)
    run("set", vault, note, f"text={WORD} again")
    run("remove", vault, note)
    run("undo", vault, code)
    run("redo", vault, code)
    run("attach", vault, code, named / f"{WORD}.jpg")
    run("import", vault, named / "lines.jsonl")
    run("identity", vault, code, f"legal_name={WORD}")
    run("identity", vault, code, "--open", "--reason", WORD, secrets=(PASSPHRASE, IDENTITY_PASSPHRASE))
    run("term", vault, "add", "act", WORD, "--en", WORD)
    for kind, text in (("rule", RULE), ("limit", LIMIT)):
        (named / f"{kind}s.toml").write_text(text, "utf-8")
        run(kind, vault, "set", named / f"{kind}s.toml")
        run(kind, vault, "remove", WORD)
    (named / "bad.toml").write_text(f"{WORD} = {WORD}", "utf-8")
    run("rule", vault, "set", named / "bad.toml")
    run("limit", vault, "on", WORD)
    run("passphrase", vault, "add", secrets=(PASSPHRASE, WORD))
    run("identity-passphrase", vault, "change", secrets=(PASSPHRASE, IDENTITY_PASSPHRASE, WORD))


def _print(run: Watched, code: str) -> None:
    """What stays with those who keep the vault."""
    vault, named = run.vault, run.named
    run("report", vault, "brief", code, "-o", named / "brief.pdf")
    run("report", vault, "summary", code, "-o", named / "summary.text", "--format", "text", "--yes")
    for kind in ("exhibits", "consent"):
        run("report", vault, kind, code, "-o", named / f"{kind}.docx", "--format", "docx")
    run("report", vault, "chronology", "--all", "-o", named / "chronology.pdf", "--with-disclosures", "--yes")
    run("report", vault, "blank-consent", "-o", named / "consent.pdf")
    run("report", vault, "deadlines", "--format", "text")
    run("report", vault, "brief", "--all", "-o", named / "briefs")
    run("report", vault, "brief", code, "-o", named / "protected.pdf", "--protect", secrets=(PASSPHRASE, WORD))


def _hand_out(run: Watched, code: str, detention: str) -> None:
    """Copies for others: refused without consent, refused for what they tell of others, and handed out."""
    vault, named = run.vault, run.named
    counsel = ("report", vault, "summary", code, "--audience", "counsel", "--format", "text")
    run("set", vault, detention, f"note={WORD} called +994 50 000 00 00.")
    run(*counsel)
    consent = json.loads(run("add", vault, "consent", "purpose=counsel", "decision=granted", "--case", code, "--json"))
    for where in ((), ("--json",), ("-o", named / "counsel.text")):
        run(*counsel, *where)
        run(*counsel, *where, "--identities", "a hearing", secrets=(PASSPHRASE, WORD))
    run(*counsel, "--mask", "phone", "--keep", "agreed", "--recipient", WORD)
    run(*counsel, "--mask", "all", "-o", named / "counsel.text")
    others = ("--mask", "all", "--override", WORD, "--recipient", WORD)
    run("report", vault, "brief", code, "--audience", "press", "-o", named / "press.pdf", *others)
    run("report", vault, "brief", code, "--audience", "ecthr", "-o", named / "ecthr.docx", "--format", "docx", *others)
    merged = ("--all", "--merge", "--audience", "partner", "-o", named / "merged.pdf", "--protect")
    run("report", vault, "brief", *merged, *others, secrets=(PASSPHRASE, WORD))
    _look_up_copies(run, named / "press.pdf")
    run("set", vault, consent["id"], "decision=withdrawn")
    run(*counsel)


def _look_up_copies(run: Watched, copy: Path) -> None:
    listed = json.loads(run("copies", run.vault, "--json"))
    assert {one["audience"] for one in listed} == {"counsel", "press", "ecthr", "partner"}
    run("copies", run.vault, "--recipient", WORD)
    assert json.loads(run("copies", run.vault, "--which", copy, "--json"))["how"] == "bytes"
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert json.loads(run("copies", run.vault, "--which", copy, "--json"))["how"] == "page"
    run("copies", run.vault, "--which", listed[0]["copy_no"])
    run("copies", run.vault, "--which", WORD)


@pytest.fixture(scope="module")
def run() -> Iterator[Watched]:
    if not shutil.which("strace"):
        pytest.skip("it takes strace to see the calls")
    with quick_folder() as folder:
        watched = Watched(folder)
        work(watched)
        yield watched


def test_every_command_was_tried(run: Watched, tally: Tally) -> None:
    assert run.tried == set(COMMANDS) - {"open"}  # which is the window
    assert [one for one in run.said if one.code not in (0, 2, 3, 4)] == []
    tally.take([], commands_watched=len(run.said))


def test_no_command_writes_anywhere_but_where_it_was_sent(run: Watched) -> None:
    assert run.writing_elsewhere() == []
    assert [path for name in ("home", "temporary", "here") for path in files(run.root / name)] == []


def test_no_vault_holds_the_word_in_the_clear(run: Watched) -> None:
    found = list(files(run.root / "vaults"))
    assert len(found) >= 4
    assert [path for path in found if holds_it(path)] == []
    assert not holds_it(run.named / "backup")


def test_stderr_repeats_only_what_was_typed(run: Watched) -> None:
    """What is refused is repeated to whoever typed it, in the command itself."""
    read = [one for one in run.said if WORD not in one.typed and ".toml" not in one.typed]
    forms = [form.decode() for form in FORMS if b"\0" not in form]
    assert [one for one in read if any(form in one.stderr for form in forms)] == []


@pytest.mark.planted
def test_a_file_elsewhere_is_found(tmp_path: Path) -> None:
    """The fault is planted: a command that writes into a temporary folder and removes it again."""
    watched = Watched(tmp_path)
    line = f'1 openat(AT_FDCWD, "{tmp_path}/temporary/{WORD}", O_RDWR|O_CREAT|O_EXCL, 0600) = 3\n'
    (tmp_path / "calls-0").write_text(line, "utf-8")
    assert len(watched.writing_elsewhere()) == 1
    assert re.search(WORD, watched.writing_elsewhere()[0])
