"""The keyring of this computer: a real one on a bus of its own, none, a locked one, one that hangs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from tests.conftest import CHEAP, PASSPHRASE

from muniment.domain.errors import MunimentError
from muniment.host import keyring
from muniment.host.keyring import NoKeyring
from muniment.services import passphrases
from muniment.services import session as sessions
from muniment.services.refusals import WrongPassphrase
from muniment.services.session import Session

PROJECT = Path(__file__).resolve().parents[2]
SHORT = "heron"

JOURNEY = f"""
import sys
from pathlib import Path
from muniment.domain.errors import MunimentError
from muniment.host import keyring
from muniment.services import passphrases, session as sessions
folder = Path(sys.argv[1])
session = sessions.open_vault(folder, {PASSPHRASE!r})
passphrases.add_with_keyring(session, {SHORT!r})
session.close()
factor = passphrases.factor_of(folder)
print(len(factor))
session = sessions.open_vault(folder, {SHORT!r}, factor)
print(session.keys.slots_in_use())
print(passphrases.remove_with_keyring(session), passphrases.factor_of(folder))
session.close()
"""

ASKED = """
import sys
from muniment.domain.errors import MunimentError
from muniment.host import keyring
keyring.LIMIT = float(sys.argv[1])
try:
    keyring.remember("id", bytes(32))
    print("kept")
except keyring.NoKeyring as error:
    print("refused")
import os; sys.stdout.flush(); os._exit(0)
"""

real = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="wants a keyring and a bus of its own",
)
UNLOCKED = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
LOCKED = f"{UNLOCKED}; gnome-keyring-daemon --replace --start --components=secrets >/dev/null 2>&1"


def told(home: Path, script: str, *arguments: str, before: str | None = None, **more: str) -> str:
    """What a script prints on a bus of its own, after a keyring was started there."""
    other = ("DBUS_", "XDG_", "DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(other)}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(PROJECT / "desktop")}
    command = [sys.executable, "-c", script, *arguments]
    if before is not None:
        command = ["dbus-run-session", "--", "sh", "-c", f'{before}; exec "$@"', "sh", *command]
    done = subprocess.run(command, env=kept | place | more, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that is closed."""
    folder = tmp_path / "vault"
    sessions.create(folder, PASSPHRASE, cost=CHEAP).close()
    return folder


@real
def test_a_real_keyring_holds_the_other_half_of_the_key(vault: Path, tmp_path: Path) -> None:
    said = told(tmp_path / "home", JOURNEY, str(vault), before=UNLOCKED)
    assert said.split("\n")[:-1] == ["32", "{'passphrase': 1, 'with_keyring': 1}", "1 None"]


@real
def test_what_the_environment_names_in_its_place_is_not_asked(tmp_path: Path) -> None:
    orders = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/no"}
    assert told(tmp_path / "home", ASKED, "3", before=UNLOCKED, **orders) == "kept\n"


@real
@pytest.mark.parametrize("before", ["true", LOCKED], ids=["none", "locked"])
def test_no_keyring_and_a_locked_one_are_told_in_time(tmp_path: Path, before: str) -> None:
    home = tmp_path / "home"
    if before == LOCKED:
        assert told(home, ASKED, "3", before=UNLOCKED) == "kept\n"
    assert told(home, ASKED, "3", before=before) == "refused\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")
def test_without_a_bus_there_is_no_keyring(tmp_path: Path) -> None:
    assert told(tmp_path / "home", ASKED, "3") == "refused\n"


# --- keyrings that go wrong ---


class Shelf:
    """Stands for a system's keyring; what it does wrong is set by a test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def set_password(self, _service: str, name: str, secret: str) -> None:
        self.kept[name] = secret

    def get_password(self, _service: str, name: str) -> str | None:
        return self.kept.get(name)

    def delete_password(self, _service: str, name: str) -> None:
        del self.kept[name]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf()
    monkeypatch.setattr(keyring, "_system_keyring", lambda: made)
    return made


def test_a_keyring_that_hangs_is_not_waited_for(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    never = Event()
    monkeypatch.setattr(keyring, "LIMIT", 0.05)
    monkeypatch.setattr(shelf, "get_password", lambda *_: never.wait(5))
    try:
        with pytest.raises(NoKeyring, match="in time"):
            keyring.recall("id")
    finally:
        never.set()


def test_the_limit_is_three_seconds() -> None:
    assert keyring.LIMIT == 3.0


def test_a_prompt_that_is_dismissed_adds_nothing(
    session: Session, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dismissed(*_: str) -> None:
        raise RuntimeError("dismissed")

    monkeypatch.setattr(shelf, "set_password", dismissed)
    with pytest.raises(NoKeyring, match="RuntimeError"):
        passphrases.add_with_keyring(session, SHORT)
    assert session.keys.slots_in_use() == {"passphrase": 1}


@pytest.mark.usefixtures("shelf")
def test_a_keyring_that_does_not_keep_is_noticed(
    session: Session, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "set_password", lambda *_: None)
    with pytest.raises(NoKeyring, match="did not keep"):
        passphrases.add_with_keyring(session, SHORT)
    assert session.keys.slots_in_use() == {"passphrase": 1}


def test_a_refused_passphrase_leaves_nothing_in_the_keyring(session: Session, shelf: Shelf) -> None:
    with pytest.raises(MunimentError):
        passphrases.add_with_keyring(session, PASSPHRASE)
    assert shelf.kept == {}


def test_a_second_short_passphrase_does_not_spoil_the_first(session: Session, shelf: Shelf) -> None:
    for one in (SHORT, "second"):
        passphrases.add_with_keyring(session, one)
    session.close()
    factor = passphrases.factor_of(session.folder)
    for one in (SHORT, "second"):
        sessions.open_vault(session.folder, one, factor).close()
    with pytest.raises(WrongPassphrase):
        sessions.open_vault(session.folder, SHORT)
    assert len(shelf.kept) == 1


@pytest.mark.parametrize("kept", ["no hex", "ff", ""])
def test_a_spoilt_secret_is_none(session: Session, shelf: Shelf, kept: str) -> None:
    shelf.kept[session.keys.vault_id.hex()] = kept
    assert passphrases.factor_of(session.folder) is None


@pytest.mark.usefixtures("shelf")
def test_removing_works_without_the_keyring(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrases.add_with_keyring(session, SHORT)

    def gone() -> Shelf:
        raise OSError

    monkeypatch.setattr(keyring, "_system_keyring", gone)
    assert passphrases.remove_with_keyring(session) == 1
    assert session.keys.slots_in_use() == {"passphrase": 1}
