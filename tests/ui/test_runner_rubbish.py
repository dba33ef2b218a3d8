"""Widgets end on the main thread, whatever the vault's thread does meanwhile."""

import gc
import threading
from typing import Any

from tests.ui.forms_room import Room

from muniment.services.session import Session


class Probe:
    """Notes the thread that it ends on; ``other`` may make it part of a ring, which only a search for rubbish ends."""

    ended: list[threading.Thread]

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.ended = ended
        self.other: Any = None

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())

    def hear(self, _answer: object) -> None:
        """As the method of a widget that is told the answer."""


def test_the_vaults_thread_does_not_look_for_rubbish(room: Room) -> None:
    ended: list[threading.Thread] = []
    for _ in range(50):
        probe = Probe(ended)
        probe.other = [probe]
    del probe
    room.ask(lambda _: sum(len([[number]]) for number in range(200_000)))
    room.ask(lambda _: [[[number]] for number in range(200_000)])
    assert all(thread is threading.main_thread() for thread in ended)


def test_who_asked_is_let_go_on_the_main_thread(room: Room) -> None:
    ended: list[threading.Thread] = []

    def ask(key: str) -> None:
        probe = Probe(ended)

        def work(_: Session) -> object:
            return probe.ended

        room.runner.ask(work, probe.hear, room.runner, key=key)

    for number in range(100):
        ask("the same" if number % 2 else "")
    room.settle()
    room.qtbot.waitUntil(lambda: len(ended) == 100)
    assert set(ended) == {threading.main_thread()}


def test_long_work_is_not_held_up_by_looking_through_all_that_is_old(room: Room) -> None:
    looked: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            looked.append(info["generation"])

    done: list[bool] = []
    stop = threading.Event()
    room.runner.ask(lambda _: stop.wait(30), done.append, room.runner)
    gc.callbacks.append(note)
    try:
        kept = [[number] for number in range(11_000)]
        for _ in range(12):
            gc.collect(0)
        looked.clear()
        kept += [[number] for number in range(11_000)]
        room.qtbot.waitUntil(lambda: bool(looked))
    finally:
        gc.callbacks.remove(note)
        stop.set()
    assert looked == [0]
    room.qtbot.waitUntil(lambda: bool(done))
    assert kept
