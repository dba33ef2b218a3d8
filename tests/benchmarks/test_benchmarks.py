"""Every figure is measured, and a ratio says it when our side is made slower. How large one is, is no test."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.benchmarks import backing_up, measure, opening, printing, reading, saving
from tests.benchmarks.__main__ import BENCHMARKS, Benchmark, measured, table
from tests.benchmarks.measure import Figure, Figures, Goal, Samples, in_turns, p95
from tests.benchmarks.plain import Recorder, open_plain, replay
from tests.benchmarks.stock import Stock

from muniment.reports import pdf
from muniment.services import entries
from muniment.vault import backup, keys, search, slots
from muniment.vault.caselines import Filter
from muniment.vault.slots import KeyCost


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    return Stock(tmp_path_factory.mktemp("stock"), sizes=(60,))


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_figure_is_measured_in_the_short_form(stock: Stock, name: str) -> None:
    figures = list(measured(stock, [name]))

    assert figures
    for figure in figures:
        if figure.missing:
            assert "not installed" in figure.missing
        else:
            assert figure.ours > 0
            assert figure.theirs > 0
            assert 0 < figure.low <= figure.high


def test_a_benchmark_that_fails_keeps_no_other_back(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: Stock) -> Figures:
        raise ValueError
        yield

    def working(_: Stock) -> Figures:
        yield Figure("work", "peer", 1, 1, 1, 1, 1)

    monkeypatch.setattr("tests.benchmarks.__main__.BENCHMARKS", {"first": failing, "second": working})
    told: list[str] = []
    assert [one.missing for one in measured(stock, say=told.append)] == ["failed: ValueError", ""]
    assert "ValueError" in told[0]


# --- a harness that cannot fail proves nothing ---


def _ratio(benchmark: Benchmark, stock: Stock, work: str) -> float:
    """The first ratio of a piece of work; what comes after it is not measured."""
    with closing(benchmark(stock)) as figures:
        return next(one.ratio for one in figures if one.work.startswith(work))


def _times(count: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, so many times slower."""

    def slow(*arguments: Any, **named: Any) -> Any:
        for _ in range(count - 1):
            real(*arguments, **named)
        return real(*arguments, **named)

    return slow


def test_a_search_that_takes_long_shows(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = _ratio(reading.typed, stock, "search as typed")
    real = search.find

    def slow(db: Any, query: Any) -> Any:
        """Slow on an encrypted database alone."""
        rounds = 1 if db.path.parent.name == "plain" else 10
        return [real(db, query) for _ in range(rounds)][-1]

    monkeypatch.setattr(search, "find", slow)
    assert _ratio(reading.typed, stock, "search as typed") > 3 * honest


def test_an_index_that_is_missing_shows(tmp_path: Path) -> None:
    stock = Stock(tmp_path, sizes=(60,))
    with stock.twins(60) as twins:
        sides = reading._sides(twins, lambda session, _: reading._count(session, wanted=Filter(tag="eviction")))
        honest = in_turns(*sides, 50).figure("", "").ratio
        twins.session.db.run("DROP INDEX list_item_value")
        assert in_turns(*sides, 50).figure("", "").ratio > 2 * honest


def test_a_save_that_checks_for_long_shows(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = _ratio(saving.save, stock, "save")
    monkeypatch.setattr(entries, "checked", _times(3000, entries.checked))
    assert _ratio(saving.save, stock, "save") > 1.3 * honest


def test_a_save_that_waits_for_the_disk_once_more_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is replayed has one transaction less, as if ours had been two."""
    stock = Stock(tmp_path)
    honest = saving._fsyncs(stock)
    if honest.missing:
        pytest.skip(honest.missing)
    monkeypatch.setenv(saving.PLANT, "1")
    planted = saving._fsyncs(stock)
    assert honest.ours == honest.theirs
    assert planted.ours > planted.theirs


def test_an_unlocking_that_derives_the_key_twice_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_FLOOR", KeyCost(memory=32 * 1024, iterations=3, lanes=1))
    stock = Stock(tmp_path, sizes=(5,))
    honest = _ratio(opening.unlock, stock, "unlock")
    monkeypatch.setattr(keys, "passphrase_key", _times(4, slots.passphrase_key))
    assert _ratio(opening.unlock, stock, "unlock") > 1.5 * honest


def test_a_backup_that_is_read_again_and_again_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "_SHORT", 16 << 20)
    honest = _ratio(backing_up.back_up, Stock(tmp_path), "backup")
    monkeypatch.setattr(backup, "_verified", _times(6, backup._verified))
    assert _ratio(backing_up.back_up, Stock(tmp_path), "backup") > 1.5 * honest


def test_a_layout_that_is_made_anew_for_nothing_shows(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = _ratio(printing.canvas, stock, "one brief")
    monkeypatch.setattr(pdf, "_laid_out", _times(6, pdf._laid_out))
    assert _ratio(printing.canvas, stock, "one brief") > 1.5 * honest


# --- the instrument ---


def test_the_marks_of_a_bare_canvas_are_those_of_the_document(stock: Stock) -> None:
    with stock.twins(60) as twins:
        document = printing._document(twins, printing.CHOICES)
        marks = printing.Marks(document)
    assert len(marks.draw()) == len(marks.expected)


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


def test_the_twin_is_not_encrypted_and_has_the_settings_of_the_vault(tmp_path: Path) -> None:
    stock = Stock(tmp_path, sizes=(5,))
    names = ("journal_mode", "synchronous", "secure_delete", "locking_mode", "cache_size", "temp_store", "user_version")
    with stock.twins(5) as twins:
        ours, theirs = ([one.db.value(f"PRAGMA {name}") for name in names] for one in (twins.session, twins.plain))
        content = twins.plain.db.path.read_bytes()
        assert twins.plain.db.damage() == []
    assert ours == theirs
    assert content.startswith(b"SQLite format 3\0")


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


def test_ratio_and_spread() -> None:
    samples = Samples((2.0, 2.0, 2.0, 4.0, 2.0), (1.0, 1.0, 2.0, 1.0, 1.0))
    figure = samples.figure("a", "b", Goal(2))
    assert (figure.ratio, figure.low, figure.high, figure.met) == (2, 1, 4, True)
    assert samples.figure("a", "b", Goal(1, at_least=True), faster=True).met is False
    assert samples.figure("a", "b").met is None


def test_the_slowest_of_twenty_is_above_p95() -> None:
    assert p95([float(number) for number in range(1, 21)]) == 19
    assert p95([7.0]) == 7


def test_each_side_is_first_in_every_second_round_and_warm_rounds_do_not_count() -> None:
    order: list[str] = []

    def side(name: str) -> Callable[[int], float]:
        def work(number: int) -> float:
            order.append(f"{name}{number}")
            return float(number)

        return work

    samples = in_turns(side("a"), side("b"), 2, warm=1)
    assert order == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert samples == Samples((1.0, 2.0), (1.0, 2.0))


def test_of_each_piece_of_work_the_least_counts() -> None:
    times = iter([5.0, 9.0, 2.0, 9.0, 5.0, 9.0, 2.0, 1.0])
    passes: list[int] = []
    found = measure.item_by_item(lambda _: next(times), lambda _: 1.0, 4, 2, lambda: passes.append(1))
    assert found.ours == (5.0, 9.0, 2.0, 1.0)
    assert passes == [1, 1]


def test_the_table_names_what_was_missed_and_what_is_missing() -> None:
    slow = Samples((3.0,), (1.0,)).figure("reading", "plain", Goal(2), files=1000)
    shown = table([slow, Figure("printing", "Typst", goal=Goal(1, at_least=True), missing="peer not installed")])
    assert "| reading | 1,000 | plain | 3000 ms | 1000 ms | 3 | 3 – 3 | ≤ 2 | MISSED |" in shown
    assert "| printing |  | Typst | | | | | ≥ 1 | peer not installed |" in shown
