"""Unlocking a vault, and the command line with nothing to unlock."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Figures, Goal, compared, in_turns, seconds
from tests.benchmarks.stock import CHEAP, ENVIRONMENT, PROJECT, Stock, with_cost

from muniment.services import demo
from muniment.services import session as sessions
from muniment.vault import slots
from muniment.vault.slots import KeyCost, calibrated_cost

_FLOOR = KeyCost(memory=256 * 1024, iterations=3, lanes=4)  # the least that a real vault costs
_SALT = bytes(slots.PASSPHRASE_SALT_BYTES)


def unlock(stock: Stock) -> Figures:
    """Opening a vault against the derivation of the key that it cannot do without."""
    cost = calibrated_cost() if stock.long else _FLOOR
    for files in stock.sizes:
        vault = with_cost(stock.folder(files), stock.scratch("unlock") / "vault", cost)

        def opened(_: int, vault: Path = vault) -> float:
            found: list[sessions.Session] = []
            took = seconds(lambda: found.append(sessions.open_vault(vault, demo.PASSPHRASE)))
            found[0].close()
            return took

        def derived(_: int) -> float:
            return seconds(lambda: slots.passphrase_key(demo.PASSPHRASE, _SALT, cost))

        samples = in_turns(opened, derived, 9 if stock.long else 3)
        yield samples.figure("unlock", "the key derivation alone", Goal(1.05), files=files)


def start(stock: Stock) -> Figures:
    """One command, from the shell and back, against an interpreter that does nothing."""
    vault = stock.scratch("start") / "vault"
    demo.make_demo(vault, cost=CHEAP).close()
    samples = compared(lambda: _list(vault), _nothing, 60 if stock.long else 8, warm=1)
    yield samples.figure("“muniment list”, the practice vault, a cheap key", "“python -c pass”", Goal(8))


def _list(vault: Path) -> None:
    command = [sys.executable, "-m", "muniment", "list", str(vault), "--passphrase-fd", "0"]
    passphrase = f"{demo.PASSPHRASE}\n".encode()
    done = subprocess.run(command, input=passphrase, capture_output=True, env=ENVIRONMENT, cwd=PROJECT, check=True)
    assert done.stdout


def _nothing() -> None:
    subprocess.run(
        [sys.executable, "-c", "pass"], input=b"", capture_output=True, env=ENVIRONMENT, cwd=PROJECT, check=True
    )
