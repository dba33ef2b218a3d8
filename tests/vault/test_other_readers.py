"""Another program opens the database with the key that was written out: nobody is ever locked in.

The other program is SQLite3 Multiple Ciphers, which has a SQLCipher of its own.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.slots import KeyCost


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("other") / "vault"
    session = demo.make_demo(folder, cost=KeyCost(memory=8, iterations=1, lanes=1))
    upkeep.write_raw_key(session, folder.with_name("key"))
    session.close()
    yield session
    session.close()


@pytest.fixture
def key(practice: Session) -> str:
    """What is in the file, as a user would copy it."""
    return practice.folder.with_name("key").read_text("ascii").strip()


def opened(folder: Path, key: str) -> apsw.Connection:
    other = apsw.Connection(str(folder / DATABASE_FILE), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f'key = "{key}"'):
        other.execute(f"PRAGMA {pragma}").fetchall()
    return other


@pytest.fixture
def other(practice: Session, key: str) -> Iterator[apsw.Connection]:
    connection = opened(practice.folder, key)
    yield connection
    connection.close()


def test_the_key_is_written_in_the_form_that_sqlcipher_takes(key: str) -> None:
    assert re.fullmatch(r"x'[0-9a-f]{64}[0-9a-f]{32}'", key)


def test_every_table_is_read_by_the_other_program(practice: Session, other: apsw.Connection) -> None:
    names = [name for (name,) in other.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")]
    theirs = {name: sorted(map(repr, other.execute(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608
    with sessions.opened(practice.folder, demo.PASSPHRASE) as session:
        ours = {name: sorted(map(repr, session.db.rows(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608
    assert theirs == ours
    assert len(theirs["case_file"]) > 5


def test_the_words_are_found_by_the_other_program(other: apsw.Connection) -> None:
    query = """SELECT code FROM case_file JOIN text_index ON text_index.rowid = case_file.no
               WHERE text_index MATCH '"dani"*'"""
    assert other.execute(query).fetchall()


def test_the_other_program_finds_no_damage(other: apsw.Connection) -> None:
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert other.execute("PRAGMA foreign_key_check").fetchall() == []


def test_without_the_right_key_the_other_program_reads_nothing(practice: Session, key: str) -> None:
    wrong = opened(practice.folder, key.replace(key[2:4], "00" if key[2:4] != "00" else "01", 1))
    with pytest.raises(apsw.NotADBError):
        wrong.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    wrong.close()


def test_the_steps_for_users_lead_to_a_plain_copy(practice: Session, key: str, tmp_path: Path) -> None:
    """As SECURITY.md tells them, for a user who has no Muniment any more."""
    copy = tmp_path / "copy.db"
    copy.write_bytes((practice.folder / DATABASE_FILE).read_bytes())
    other = apsw.Connection(str(copy))
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f'key = "{key}"', "rekey = ''"):
        other.execute(f"PRAGMA {pragma}").fetchall()
    other.close()
    with closing(sqlite3.connect(copy)) as plain:
        assert plain.execute("SELECT count(*) FROM case_file").fetchone()[0] > 5
