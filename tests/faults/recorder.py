"""Programs that work on a vault while strace writes down what they do to the disk.

``python -m tests.faults.recorder`` waits for orders on its standard input, one JSON object a line, forks a child for
each, and says on its standard output that it is over, or what went wrong.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.faults.calls import TRACED
from tests.faults.later import become
from tests.faults.plants import PLANTS
from tests.faults.tracing import traced
from tests.faults.worker import Worker

from muniment.services import session as sessions

_WHOLE = ("-xx", "-s", "16777216")  # every string, all of it, in hexadecimal


def _work(order: dict[str, Any]) -> None:
    """Some acts of a user; every word is one write to a file that the order names."""
    telling = os.open(order["telling"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)

    def say(words: dict[str, Any]) -> None:
        os.write(telling, json.dumps(words).encode())

    worker = Worker(order, say)
    for act in order["acts"]:
        worker.act(act)


def _recover(order: dict[str, Any]) -> None:
    """Opens the vault, which takes back what was half done, and closes it again."""
    become(order["later"])
    sessions.open_vault(Path(order["vault"]), order["passphrases"][0]).close()


def _followed(order: dict[str, Any]) -> str:
    """What went wrong; "" for nothing."""
    PLANTS[order["plant"]]()
    try:
        with traced(TRACED, Path(order["trace"]), *_WHOLE):
            (_work if "acts" in order else _recover)(order)
    except BaseException as error:  # noqa: BLE001 - told to whoever gave the order
        return f"{type(error).__name__}: {error}"
    return ""


def main() -> None:
    """Takes orders until there are no more."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            sys.stdout.write(json.dumps({"wrong": _followed(json.loads(line))}) + "\n")
            sys.stdout.flush()
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
