"""Whatever bytes come from elsewhere, the program says in its own words what is wrong, soon, and in little memory."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.faults.campaign import ENVIRONMENT
from tests.faults.foreign import PASSPHRASE, Target, targets, wrong
from tests.faults.tally import Tally, quick_folder

from muniment.domain.errors import MunimentError
from muniment.services import rules, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session

NAMES = (
    *("keys", "keys_summed", "backup", "backup_end", "sealed", "sealed_key", "lines", "import", "values", "edtf"),
    *("dates", "vocabulary", "rules", "limits", "body_map", "rights"),
)
MIB = 1 << 20


@pytest.fixture(scope="module")
def every() -> Iterator[dict[str, Target]]:
    with quick_folder() as folder, targets(folder) as found:
        yield found


def changed(target: Target) -> st.SearchStrategy[bytes]:
    """Bytes that are right but for some places; words put together anyhow; anything."""
    words = st.sampled_from(target.words) if target.words else st.binary(max_size=8)
    piece = words | st.binary(max_size=4)
    anyhow = st.lists(piece, max_size=30).map(b"".join)
    return st.builds(_spoilt, st.sampled_from(target.seeds), st.lists(st.tuples(_AT, _AT, piece), max_size=4)) | anyhow


_AT = st.floats(0, 1)


def _spoilt(seed: bytes, changes: list[tuple[float, float, bytes]]) -> bytes:
    """The bytes with pieces in the place of others; half of the changes keep the length."""
    for where, how_much, piece in changes:
        at = int(where * len(seed))
        gone = len(piece) if how_much < 0.5 else int((how_much - 0.5) ** 4 * 16 * len(seed))
        seed = seed[:at] + piece + seed[at + gone :]
    return seed


def test_there_is_a_test_for_every_reader(every: dict[str, Target]) -> None:
    assert set(every) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_are_right_are_taken(every: dict[str, Target], name: str) -> None:
    every[name].read(every[name].seeds[0])
    assert [wrong(every[name].read, seed, memory=True) for seed in every[name].seeds] == [""] * len(every[name].seeds)


@pytest.mark.parametrize("name", NAMES)
def test_any_bytes_are_taken_or_refused_in_plain_words(
    every: dict[str, Target], name: str, long: bool, tally: Tally
) -> None:
    target = every[name]

    @settings(
        max_examples=2000 if long else 100,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(changed(target))
    def attempt(data: bytes) -> None:
        tally.take([], strings_of_bytes=1)
        assert wrong(target.read, data) == ""

    attempt()


#: Of each reader so many executions; of those that take long, fewer.
EXECUTIONS = dict.fromkeys(NAMES, 1_000_000) | {
    **dict.fromkeys(("backup", "backup_end", "import", "rules", "limits"), 200_000),
    **dict.fromkeys(("vocabulary", "body_map", "rights"), 300_000),
}


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_a_fuzzer_makes_up_are_taken_or_refused(name: str, tmp_path: Path, tally: Tally) -> None:
    """One that watches which way the bytes take through the program, and makes up others that take another."""
    if not find_spec("atheris"):
        pytest.skip("it takes atheris: see tests/faults/requirements.txt")
    command = [sys.executable, "-m", "tests.faults.fuzz", name, "--runs", str(EXECUTIONS[name])]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    executed = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    taken_wrongly = [f"{name}: {path.name}: {path.read_bytes()[:300]!r}" for path in tmp_path.glob("*-*")]
    tally.take(taken_wrongly, fuzzed_strings=int(executed[1]) if executed else 0)
    assert tally.findings == []
    assert done.returncode == 0, done.stderr[-2000:]
    assert tally.tried["fuzzed strings"] >= EXECUTIONS[name]


@pytest.mark.parametrize("name", ["sealed", "sealed_key"])
def test_what_is_sealed_is_called_damaged_wherever_it_is_cut(every: dict[str, Target], name: str) -> None:
    seed = every[name].seeds[0]
    assert {odd for length in range(len(seed)) if (odd := wrong(every[name].read, seed[:length]))} == set()


# --- bytes that are made to take long, or much ---

BOMBS: dict[str, Callable[[int], bytes]] = {
    "deep lists": lambda size: b"[" * size,
    "deep tables": lambda size: b'{"a":' * (size // 5),
    "deep in a record": lambda size: b'{"record":"note","id":"n","fields":{"text":' + b"[" * size,
    "a long number": lambda size: b'{"record":"note","id":"n","fields":{"text":' + b"9" * size + b"}}",
    "a number": lambda size: b"9" * size,
    "a fraction": lambda size: b"0." + b"9" * size,
    "a power": lambda size: b"1e" + b"9" * size,
    "many keys, one of them twice": lambda size: (
        b"{" + b",".join(b'"%d":0' % number for number in range(size // 10)) + b',"0":0}'
    ),
    "many unknown keys": lambda size: (
        b'{"record":"note","id":"n","fields":{' + b",".join(b'"%d":0' % number for number in range(size // 10)) + b"}}"
    ),
    "many empty lines": lambda size: b"\n" * size,
    "many bad lines": lambda size: b"x\n" * (size // 2),
    "one line of spaces": lambda size: b" " * size,
    "many files with one id": lambda size: (
        b'{"record":"case_file","id":"c","fields":{"pseudonym":"c"}}\n' * (size // 59)
    ),
    "words": lambda size: b"between " * (size // 8),
    "months": lambda size: b"3 March 2017 or " * (size // 16),
    "digits and signs": lambda size: b"1-" * (size // 2),
    "signs of combining": lambda size: "e\u0301\u0327".encode() * (size // 5),
    "ellipses": lambda size: b"[" + b"." * size + b"]",
    "many rules": lambda size: b"".join(b'[[rule]]\nid="r%d"\n' % number for number in range(size // 20)),
    "many terms": lambda size: b"".join(b'[[term]]\nid="r%d"\n' % number for number in range(size // 20)),
    "many limits": lambda size: b"".join(b'[[limit]]\nid="r%d"\n' % number for number in range(size // 20)),
    "a long header of age": lambda size: b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * size + b"\n",
    "many recipients": lambda size: b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * (size // 20) + b"--- A\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bytes_that_are_made_to_take_long_do_not(every: dict[str, Target], bomb: str, long: bool, tally: Tally) -> None:
    data = BOMBS[bomb](MIB if long else MIB // 32)
    tally.take([], bombs=len(NAMES))
    assert {name: odd for name in NAMES if (odd := wrong(every[name].read, data))} == {}


RULE_BOMBS = ["[" * 10_000, "a = " + "[" * 10_000, "a." * 200_000 + "a = 1", "a = 1" + "0" * 10_000, " " * 2**21]


@pytest.mark.parametrize("bomb", RULE_BOMBS, ids=["lists", "nested", "dotted keys", "a number", "spaces"])
def test_rules_that_are_made_to_take_long_do_not(session: Session, bomb: str) -> None:
    assert wrong(lambda data: rules.set_rules(session, data.decode()), bomb.encode()) == ""


def test_a_file_of_rules_that_is_none_changes_nothing(session: Session, long: bool) -> None:
    """As a user hands it in: not a table, but the text of a file."""
    before = upkeep.information(session).head

    @settings(max_examples=1000 if long else 50, deadline=None, derandomize=True, database=None)
    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def attempt(text: str) -> None:
        assert wrong(lambda data: rules.set_rules(session, data.decode("utf-8", "replace")), text.encode()) == ""

    attempt()
    assert upkeep.information(session).head == before


def test_a_vault_that_was_tried_with_anything_is_sound(tmp_path: Path) -> None:
    with targets(tmp_path) as every:
        for word in every["import"].words:
            assert not wrong(every["import"].read, b'{"record":"case_file","id":"c","fields":{"pseudonym":%b}}' % word)
    with sessions.opened(tmp_path / "vault", PASSPHRASE) as session:
        assert upkeep.verify(session) == []
        assert upkeep.information(session).counts == {"case_file": 1}


# --- a harness that cannot fail is worthless ---


def _an_error_of_python(data: bytes) -> None:
    json.loads(data)


def _too_slow(_data: bytes) -> None:
    began = time.process_time()
    while time.process_time() < began + 1.3:
        pass


def _too_much(data: bytes) -> None:
    assert data * 20_000


def _without_a_word(_data: bytes) -> None:
    raise MunimentError


@pytest.mark.long
@pytest.mark.planted
def test_a_reader_that_is_wrong_is_found_by_the_fuzzer(tmp_path: Path) -> None:
    if not find_spec("atheris"):
        pytest.skip("it takes atheris: see tests/faults/requirements.txt")
    command = [sys.executable, "-m", "tests.faults.fuzz", "planted", "--runs", "1000000"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert [path.read_bytes()[:2] for path in tmp_path.glob("crash-*")] == [b"no"]


@pytest.mark.planted
@pytest.mark.parametrize(
    ("reader", "finding"),
    [
        (_an_error_of_python, "JSONDecodeError"),
        (_too_slow, "seconds"),
        (_too_much, "MiB"),
        (_without_a_word, "says nothing"),
    ],
)
def test_a_reader_that_is_wrong_is_found(reader: Callable[[bytes], object], finding: str) -> None:
    assert finding in wrong(reader, b"x" * 20_000, memory=True)


@pytest.mark.planted
def test_a_cost_that_is_not_looked_at_is_found(every: dict[str, Target], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muniment.vault.keyheader.KeyCost.is_sane", lambda _cost: True)
    target, found = every["keys_summed"], set[str]()
    for at in range(34, 46):
        spoilt = bytearray(target.seeds[0])
        spoilt[at] = spoilt[at + 4096] = 0
        found.add(wrong(target.read, bytes(spoilt)))
    assert any("ValueError" in odd for odd in found), found
