import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from muniment.host.assistant import Assistant, can_assist

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    begun = Assistant("tests.unit.answering")
    begun.send(b"SYNTHETIC order")
    yield begun
    begun.close()


def asked(assistant: Assistant, *messages: bytes) -> list[bytes | None]:
    """Its answers, after all messages were sent."""
    for message in messages:
        assistant.send(message)
    return [assistant.answer() for _ in messages]


def test_messages_are_answered_in_order(assistant: Assistant) -> None:
    assert asked(assistant, b"1", b"2", b"3") == [b"SYNTHETIC order " + number for number in (b"1", b"2", b"3")]


def test_messages_larger_than_a_pipe_wait_for_nobody(assistant: Assistant) -> None:
    large = os.urandom(1 << 20)
    assert asked(assistant, large, large, large) == [b"SYNTHETIC order " + large] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can say")
def test_it_is_hardened_before_it_works(assistant: Assistant) -> None:
    assert asked(assistant, b"dumpable") == [b"0"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can say")
def test_its_arguments_say_nothing_of_what_it_is_sent(assistant: Assistant) -> None:
    asked(assistant, b"SYNTHETIC name")
    told = Path(f"/proc/{assistant.pid}/cmdline").read_bytes()
    assert b"SYNTHETIC" not in told
    assert b"tests.unit.answering" in told


def test_what_is_printed_there_does_not_get_among_the_answers(assistant: Assistant) -> None:
    assert asked(assistant, b"print") == [b"SYNTHETIC order print"]


def test_one_that_fails_is_gone_and_tells_no_tales(assistant: Assistant, capfd: pytest.CaptureFixture[str]) -> None:
    assert asked(assistant, b"fail", b"1") == [None, None]
    assert assistant.has_answered
    assert capfd.readouterr() == ("", "")


def test_a_module_that_is_not_there_gives_no_answer() -> None:
    begun = Assistant("muniment.not_there")
    assert asked(begun, b"order", b"1") == [None, None]
    begun.close()


def test_once_closed_it_is_no_more(assistant: Assistant) -> None:
    asked(assistant, b"1")
    assistant.close()
    with pytest.raises(ProcessLookupError):
        os.kill(assistant.pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can bind a process to one processor")
def test_nobody_assists_on_one_processor() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert not can_assist()
    finally:
        os.sched_setaffinity(0, allowed)
