"""A program that works on a vault until it is killed, and says each thing that it has been promised.

``python -m tests.faults.worker`` waits for orders on its standard input, one JSON object a line, and forks a child for
each; the child writes what it does to the standard output, one JSON object a line: ``begin`` before an act, ``done``
once the services came back from it, never the other way round.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.deeds import ACTS, Deeds
from tests.faults.later import become
from tests.faults.plants import PLANTS

from muniment.domain.errors import InvalidInput, UserFault
from muniment.services import session as sessions

Say = Callable[[dict[str, Any]], None]


class Worker(Deeds):
    """A user at work."""

    def run(self, before: int, target: str) -> None:
        """Does some acts, then the one to be killed in, then others for ever."""
        for _ in range(before):
            self.act(self._chance.choice(ACTS))
        self._aimed = True
        self.act(target)
        self._say({"missed": target})
        while True:
            self.act(self._chance.choice(ACTS))

    def act(self, act: str) -> None:
        """Does it, unless there is nothing to do it to."""
        try:
            getattr(self, act)()
        except InvalidInput:
            raise  # a fault of this program
        except UserFault:  # nothing to undo, nobody to remove
            self._say({"refused": act})


def _open_only(order: dict[str, Any], say: Say) -> None:
    """Opens the vault, which takes back what was half done, and waits for the end."""
    become(order["later"])
    say({"begin": "opening", "aimed": True})
    began = time.perf_counter()
    sessions.open_vault(Path(order["vault"]), order["passphrases"][0]).close()
    say({"missed": "opening", "took": time.perf_counter() - began})
    signal.pause()


def _say(words: dict[str, Any]) -> None:
    """Begins a new line too: whoever was killed may have left half of one."""
    sys.stdout.write("\n" + json.dumps(words) + "\n")
    sys.stdout.flush()


def _follow(order: dict[str, Any]) -> None:
    PLANTS[order["plant"]]()
    _say({"pid": os.getpid()})
    try:
        if order["target"] == "opening":
            _open_only(order, _say)
        Worker(order, _say).run(order["before"], order["target"])
    except BaseException as error:  # noqa: BLE001 - told to whoever gave the order
        _say({"failed": f"{type(error).__name__}: {error}"})
    os._exit(1)


def main() -> None:
    """Takes orders until there are no more."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _follow(json.loads(line))
        os.waitpid(child, 0)
        _say({"dead": True})


if __name__ == "__main__":
    main()
