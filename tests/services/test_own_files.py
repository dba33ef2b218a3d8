"""The vault's two files are not material for it, and nothing is written beside them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault
from muniment.services import entries, exhibits, exporting, finding, importing, upkeep
from muniment.services.session import Session
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.keys import KEYS_FILE
from muniment.vault.records import Entry

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
OPEN = (
    "import sys; from pathlib import Path; from muniment.services import session; session.open_vault(Path({!r}), {!r})"
)


@pytest.fixture
def case(session: Session) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)


def others_can_open(session: Session) -> bool:
    program = OPEN.format(str(session.folder), "passphrase")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=DESKTOP, check=False)
    assert done.returncode == 0 or "VaultInUse" in done.stderr, done.stderr
    return done.returncode == 0


@pytest.mark.parametrize("name", [DATABASE_FILE, KEYS_FILE, f"{DATABASE_FILE}-journal"])
@pytest.mark.parametrize("how", [Path.symlink_to, Path.hardlink_to])
def test_a_file_of_the_vault_itself_is_taken_in_by_no_name(
    session: Session, case: Entry, tmp_path: Path, name: str, how: Callable[[Path, Path], None]
) -> None:
    (session.folder / name).touch()
    how(tmp_path / "other", session.folder / name)
    with pytest.raises(UserFault, match="this vault itself"):
        exhibits.attach(session, case, tmp_path / "other")
    with pytest.raises(UserFault, match="this vault itself"):
        importing.import_file(session, tmp_path / "other")


def test_after_it_was_refused_nobody_else_can_open_the_vault(session: Session, case: Entry) -> None:
    with pytest.raises(UserFault):
        exhibits.attach(session, case, session.folder / DATABASE_FILE)
    assert not others_can_open(session)


def test_bytes_of_exhibits_are_not_looked_for_in_the_vault_itself(session: Session, tmp_path: Path) -> None:
    (tmp_path / ("0" * 64)).hardlink_to(session.folder / DATABASE_FILE)
    lines = (
        b'{"record": "case_file", "id": "c", "fields": {"pseudonym": "Anna"}}\n'
        b'{"record": "evidence", "id": "e", "case": "c", "fields": {"title": "Photo", "sha256": "%s"}}\n' % (b"0" * 64)
    )
    (tmp_path / "in").write_bytes(lines)
    with pytest.raises(UserFault, match="this vault itself"):
        importing.import_file(session, tmp_path / "in", files=tmp_path, restore_records=True)


WRITING: dict[str, Callable[[Session, Path], object]] = {
    "backup": upkeep.back_up,
    "raw key": upkeep.write_raw_key,
    "export": lambda session, place: exporting.export_to(session, place, plaintext=True),
    "exhibits": lambda session, place: exporting.export_to(
        session, session.folder.parent / "out", plaintext=True, files=place
    ),
}


@pytest.mark.parametrize("writing", WRITING)
@pytest.mark.parametrize("place", ["vault-1/new", "linked/new", "vault-1/deep/er/new", "vault-1/../vault-1/new"])
def test_nothing_is_written_into_the_vaults_own_folder(
    session: Session, tmp_path: Path, writing: str, place: str
) -> None:
    (tmp_path / "linked").symlink_to(session.folder)
    with pytest.raises(UserFault, match="own folder"):
        WRITING[writing](session, tmp_path / place)
    assert {path.name for path in session.folder.iterdir()} <= {
        DATABASE_FILE,
        KEYS_FILE,
        f"{DATABASE_FILE}-journal",
    }
    assert not (tmp_path / "out").exists()


def test_an_exhibit_is_not_given_out_into_the_vaults_own_folder(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "photo.jpg")
    with pytest.raises(UserFault, match="own folder"):
        exhibits.extract(session, made.id, session.folder / "photo.jpg")
    assert not (session.folder / "photo.jpg").exists()


def test_beside_the_vaults_folder_there_is_room(session: Session, tmp_path: Path) -> None:
    upkeep.back_up(session, tmp_path / "vault-1.backup")
    assert (tmp_path / "vault-1.backup").exists()
