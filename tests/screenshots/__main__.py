"""Pictures of every page: ``python -m tests.screenshots OUT [--only NAME]``.

Light and dark, and with text of twice the size, 1366×768, on a virtual X screen, of the practice vault on a fixed day.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from tests.conftest import CHEAP
from tests.screenshots.places import fullest, name_of, places

from muniment import app
from muniment.services import demo
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.ui import theme
from muniment.ui.desk import Desk, Opened
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.runner import Runner
from muniment.ui.shell import Shell

SIZE = (1366, 768)
LOOKS = (("light", theme.Scheme.LIGHT, 100), ("dark", theme.Scheme.DARK, 100), ("large", theme.Scheme.LIGHT, 200))
DAY = date(2017, 9, 27)  # somebody is held, a deadline is near
_WORD = "beating"
_AT_REST_MS = 1200  # also on a busy machine


def main(given: Sequence[str] | None = None) -> None:
    """Writes OUT/LOOK/PAGE.png for every page in every look."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="pages whose names begin so")
    wanted = parser.parse_args(given)
    if not os.environ.get("DISPLAY") and os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        sys.exit(_on_virtual_screen())
    Desk.as_of = property(lambda _: DAY)  # type: ignore[assignment, method-assign]
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        demo.make_demo(vault, cost=CHEAP).close()
        for name, scheme, percent in LOOKS:
            theme.apply(application, scheme, percent)
            _shoot(vault, wanted.out / name, wanted.only)
    sys.stdout.flush()
    os._exit(0)  # no widget is taken apart while the interpreter ends


def _on_virtual_screen() -> int:
    program = shutil.which("xvfb-run")
    if program is None:
        sys.exit("There is no screen, and no xvfb-run to have one in memory.")
    screen = f"-screen 0 {SIZE[0]}x{SIZE[1]}x24"
    command = [program, "-a", "-s", screen, sys.executable, "-m", "tests.screenshots", *sys.argv[1:]]
    return subprocess.run(command, check=False).returncode


def _shoot(vault: Path, out: Path, only: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    shell = Shell(Runner(), app.factories())
    shell.resize(*SIZE)
    opened = _asked(shell, lambda session: (Opened.of(session), fullest(session)), vault)
    desk = shell.enter(opened[0]).desk
    shell.show()
    for place in places(opened[1], _WORD):
        if name_of(place).startswith(only):
            desk.go(place)
            _rest()
            shell.grab().save(str(out / f"{name_of(place).replace(' ', '-')}.png"))
    if "print leaks".startswith(only):
        desk.print([opened[1]], "summary")
        _rest()
        _hold_back(shell)
        shell.grab().save(str(out / "print-leaks.png"))
    shell.runner.close()
    shell.deleteLater()  # before the next look: nothing of it is to be laid out anew
    _rest(20)


def _hold_back(shell: Shell) -> None:
    """A copy for counsel, with what tells of others in it, and the sealed identities asked for."""
    page = shell.frame.page if shell.frame else None
    assert isinstance(page, PreviewPage)
    box = page.panel.outside.box
    box.setCurrentIndex(1)
    box.activated.emit(1)
    _rest()
    page.leaks.identities.ask()
    _rest()


def _asked(shell: Shell, work: Callable[[Session], tuple[Opened, str]], vault: Path) -> tuple[Opened, str]:
    """What an unlocked vault says."""
    answers: list[tuple[Opened, str]] = []
    shell.runner.open(lambda: sessions.open_vault(vault, demo.PASSPHRASE), lambda _: None, _raise, shell)
    shell.runner.ask(work, answers.append, shell, failed=_raise)
    while not answers:
        _rest(20)
    return answers[0]


def _rest(milliseconds: int = _AT_REST_MS) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main()
