"""The instrument itself: samples and their statistics, the plain twin, the machine."""

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from tests.benchmarks import machine, measure, printing, saving
from tests.benchmarks.bare import Marks
from tests.benchmarks.measure import Goal, Samples, in_turns, p95
from tests.benchmarks.plain import Recorder, open_plain, replay
from tests.benchmarks.stock import Stock

from muniment.reports import pdf
from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.vault.errors import VaultInUse


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    return Stock(tmp_path_factory.mktemp("stock"), sizes=(10,))


# --- the twin ---


@pytest.mark.parametrize("kind", printing.KINDS)
def test_a_bare_canvas_draws_the_pages_of_the_document(kept: Stock, kind: str) -> None:
    """Else ours would be measured against less than the same work."""
    choices, _ = printing.KINDS[kind]
    with kept.twins(10) as twins:
        document = printing._document(twins, choices)
    bare, ours = Marks(document).draw(), pdf.to_pdf(document).data
    assert _words(bare) == _words(ours)
    assert _difference(bare, ours) < 0.0002


def _words(printed: bytes) -> list[list[str]]:
    """Of every page, in no order: one of the two may set a line before another."""
    with pdfium.PdfDocument(printed) as pages:
        return [sorted(page.get_textpage().get_text_bounded().split()) for page in pages]


def _difference(one: bytes, other: bytes) -> float:
    """The share of the dots of all pages that are not alike."""
    with pdfium.PdfDocument(one) as first, pdfium.PdfDocument(other) as second:
        pairs = [
            tuple(bytes(page.render(grayscale=True).buffer) for page in pages)
            for pages in zip(first, second, strict=True)
        ]
    unlike = sum(abs(a - b) > 64 for left, right in pairs for a, b in zip(left, right, strict=True))
    return unlike / sum(len(left) for left, _ in pairs)


def test_a_replay_leaves_the_twin_as_the_vault(tmp_path: Path) -> None:
    stock = Stock(tmp_path, sizes=(10,))
    with stock.twins(10) as twins:
        saver, replayer = saving._savers(twins, 3)
        for number in range(3):
            replayer(number)
        ours, theirs = (
            one.db.rows("SELECT no, id, kind, case_no, updated_at FROM record ORDER BY no")
            for one in (twins.session, twins.plain)
        )
        chains = [one.db.rows("SELECT chain FROM journal ORDER BY seq") for one in (twins.session, twins.plain)]
    assert ours == theirs
    assert chains[0] == chains[1]
    assert saver(0) > 0


def test_the_twin_is_not_encrypted_and_has_the_settings_of_the_vault(kept: Stock) -> None:
    names = ("journal_mode", "synchronous", "secure_delete", "locking_mode", "cache_size", "temp_store", "user_version")
    with kept.twins(10) as twins:
        ours, theirs = ([one.db.value(f"PRAGMA {name}") for name in names] for one in (twins.session, twins.plain))
        content = twins.plain.db.path.read_bytes()
        assert twins.plain.db.damage() == []
    assert ours == theirs
    assert content.startswith(b"SQLite format 3\0")


def test_a_vault_made_in_a_hurry_is_sound_and_its_journal_whole(kept: Stock) -> None:
    with sessions.opened(kept.folder(10), demo.PASSPHRASE) as session:
        found = upkeep.verify(session)
        settings = [session.db.value(f"PRAGMA {name}") for name in ("synchronous", "journal_mode", "cache_size")]
    assert found == []
    assert settings == [3, "delete", -32768]


def test_an_encrypted_file_is_refused_as_a_plain_peer(tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(os.urandom(8192))
    with pytest.raises(Exception, match="file is not a database"):
        open_plain(path)


def test_a_recorder_sees_every_kind_of_statement(tmp_path: Path) -> None:
    stock = Stock(tmp_path, sizes=(5,))
    with stock.twins(5) as twins:
        recorder = Recorder(twins.session.db)
        with recorder.transaction():
            recorder.run("CREATE TABLE t (a)")
            recorder.run_many("INSERT INTO t VALUES (?)", iter([(1,), (2,)]))
        assert recorder.value("SELECT sum(a) FROM t") == 3
        assert recorder.rows("SELECT a FROM t") == [(1,), (2,)]
        replay(twins.plain.db, recorder.calls)
        assert twins.plain.db.rows("SELECT a FROM t") == [(1,), (2,)]
    assert [how for how, _, _ in recorder.calls] == ["run", "run", "many", "run", "first", "all"]


def test_what_benchmarks_make_for_themselves_is_swept_away_and_vaults_stay(kept: Stock) -> None:
    (kept.scratch("something") / "large").write_bytes(b"1")
    folder = kept.folder(10)
    kept.sweep()
    assert folder.exists()
    assert {one.name.partition("-")[0] for one in kept.root.iterdir()} == {"10"}


def test_a_disk_too_small_for_a_size_is_told_by_how_much(kept: Stock) -> None:
    kept.folder(10)
    assert kept.lacks([10]) == 0
    assert kept.lacks([10**12]) > 10**15


# --- samples ---


def test_ratio_and_spread() -> None:
    samples = Samples((2.0, 2.0, 2.0, 4.0, 2.0), (1.0, 1.0, 2.0, 1.0, 1.0))
    figure = samples.figure("a", "b", Goal(2))
    assert (figure.ratio, figure.low, figure.high, figure.met) == (2, 1, 4, True)
    assert samples.figure("a", "b", Goal(1, at_least=True), faster=True).met is False
    assert samples.figure("a", "b").met is None


def test_the_slowest_of_twenty_is_above_p95() -> None:
    assert p95([float(number) for number in range(1, 21)]) == 19
    assert p95([7.0]) == 7


def _sides() -> tuple[list[str], Callable[[int], float], Callable[[int], float]]:
    """A list of what was done, and two sides that write into it."""
    order: list[str] = []

    def side(name: str) -> Callable[[int], float]:
        def work(number: int) -> float:
            order.append(f"{name}{number}")
            return float(number)

        return work

    return order, side("a"), side("b")


def test_each_side_is_first_in_every_second_round_and_warm_rounds_do_not_count() -> None:
    order, ours, theirs = _sides()
    samples = in_turns(ours, theirs, 2, warm=1)
    assert order == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert samples == Samples((1.0, 2.0), (1.0, 2.0))


def test_of_each_piece_of_work_the_least_counts() -> None:
    times = iter([5.0, 9.0, 2.0, 9.0, 5.0, 9.0, 2.0, 1.0])
    passes: list[int] = []
    found = measure.item_by_item(lambda _: next(times), lambda _: 1.0, 4, 2, lambda: passes.append(1))
    assert found.ours == (5.0, 9.0, 2.0, 1.0)
    assert passes == [1, 1]


def test_the_side_that_was_second_with_a_piece_of_work_is_first_in_the_next_pass() -> None:
    order, ours, theirs = _sides()
    measure.item_by_item(ours, theirs, 2, 2, lambda: None)
    assert order == ["a0", "b0", "b1", "a1", "b0", "a0", "a1", "b1"]


def test_no_side_pays_for_the_garbage_of_the_other() -> None:
    counted: list[int] = []

    def littering(_: int) -> float:
        for _ in range(300):
            knot: list[object] = []
            knot.append(knot)
        return 1.0

    def tidy(_: int) -> float:
        counted.append(gc.collect())
        return 1.0

    in_turns(littering, tidy, 4)
    assert max(counted) < 300
    assert gc.get_freeze_count() == 0


# --- the machine ---


def test_the_machine_is_told_without_its_name_or_its_places(tmp_path: Path) -> None:
    told = machine.described(tmp_path)
    assert "cores" in told
    assert "SQLite" in told
    assert os.uname().nodename not in told.split(", ")
    assert str(tmp_path) not in told


def test_our_own_work_is_not_that_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = iter([machine._Load(0, 100, 10), machine._Load(10, 108, 16)])
    monkeypatch.setattr(machine, "_load", lambda: next(loads))
    monkeypatch.setattr(machine, "_cores", lambda: {0, 1})
    assert machine.Others().share() == 0.1  # 8 s of 20 were at work, 6 of them for us


def test_a_system_that_does_not_tell_its_load_leaves_it_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "_LOAD", tmp_path / "nothing")
    assert machine.Others().share() is None


@pytest.mark.skipif(not machine._LOAD.exists(), reason="this system does not tell its load")
def test_the_load_is_counted_in_seconds() -> None:
    first = machine._load()
    end = time.perf_counter() + 0.2
    while time.perf_counter() < end:
        pass
    then = machine._load()
    assert first
    assert then
    assert 0.2 <= then.clock - first.clock < 5
    assert 0 < then.own - first.own <= 0.5
    assert then.busy > first.busy


def test_a_vault_that_is_in_use_is_not_made_anew(tmp_path: Path) -> None:
    stock = Stock(tmp_path, sizes=(1,))
    made = stock.folder(1)
    before = (made / "cases.db").stat().st_ino
    with sessions.opened(made, demo.PASSPHRASE), pytest.raises(VaultInUse):
        stock.folder(1)
    assert (made / "cases.db").stat().st_ino == before
