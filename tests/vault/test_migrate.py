from collections.abc import Iterator
from pathlib import Path

import pytest

from muniment.vault.connection import Database, create_database
from muniment.vault.errors import NewerVault, VaultDamaged
from muniment.vault.migrate import Migration, migrate, packaged_migrations, pending, vault_version

FIRST = Migration(
    1,
    """-- Visits; one a day.
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL); CREATE TABLE visit (
    person INTEGER NOT NULL REFERENCES person (id), -- who; never empty
    place TEXT NOT NULL DEFAULT 'a;b'
);
CREATE TRIGGER named AFTER INSERT ON person BEGIN
    INSERT INTO visit (person) VALUES (new.id);
END;
-- nothing more
""",
)
SECOND = Migration(2, "ALTER TABLE person ADD COLUMN note TEXT NOT NULL DEFAULT '';")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with create_database(tmp_path / "cases.db", bytes(32), bytes(16)) as database:
        yield database


def tables(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def no_backup() -> None:
    raise AssertionError("a backup was asked for")


def test_a_new_vault_gets_every_file_and_no_backup(database: Database) -> None:
    assert migrate(database, (FIRST, SECOND), no_backup) == 2

    assert tables(database) == ["person", "visit"]
    assert vault_version(database) == 2


def test_statements_are_split_where_they_end(database: Database) -> None:
    migrate(database, (FIRST,), no_backup)

    database.run("INSERT INTO person (name) VALUES ('heron')")
    assert database.rows("SELECT * FROM visit") == [(1, "a;b")]


def test_a_vault_of_this_version_is_left_alone(database: Database) -> None:
    migrate(database, (FIRST,), no_backup)

    assert migrate(database, (FIRST,), no_backup) == 1


def test_an_older_vault_is_copied_before_it_is_touched(database: Database) -> None:
    migrate(database, (FIRST,), no_backup)
    versions: list[int] = []

    migrate(database, (FIRST, SECOND), lambda: versions.append(vault_version(database)))

    assert versions == [1]
    assert vault_version(database) == 2


def test_without_its_backup_a_vault_is_not_touched(database: Database) -> None:
    migrate(database, (FIRST,), no_backup)

    with pytest.raises(AssertionError, match="backup"):
        migrate(database, (FIRST, SECOND), no_backup)
    assert vault_version(database) == 1


def test_a_newer_vault_is_refused(database: Database) -> None:
    migrate(database, (FIRST, SECOND), no_backup)

    with pytest.raises(NewerVault):
        pending(database, (FIRST,))
    with pytest.raises(NewerVault):
        migrate(database, (FIRST,), no_backup)


def test_a_file_is_kept_whole_or_not_at_all(database: Database) -> None:
    broken = Migration(2, "CREATE TABLE half (id); CREATE TABLE person (id);")
    migrate(database, (FIRST,), no_backup)

    with pytest.raises(Exception, match="already exists"):
        migrate(database, (FIRST, broken), lambda: None)

    assert tables(database) == ["person", "visit"]
    assert vault_version(database) == 1
    assert database.value("PRAGMA foreign_keys") == 1


def test_files_before_a_broken_one_stay(database: Database) -> None:
    with pytest.raises(Exception, match="no such table"):
        migrate(database, (FIRST, Migration(2, "DROP TABLE nowhere;")), no_backup)

    assert vault_version(database) == 1


def test_a_file_that_leaves_loose_references_is_taken_back(database: Database) -> None:
    migrate(database, (FIRST,), no_backup)
    database.run("INSERT INTO person (name) VALUES ('heron')")

    with pytest.raises(VaultDamaged, match="visit refers to nothing"):
        migrate(database, (FIRST, Migration(2, "DELETE FROM person;")), lambda: None)

    assert database.value("SELECT count(*) FROM person") == 1
    assert vault_version(database) == 1


def test_a_table_that_others_refer_to_can_be_rebuilt(database: Database) -> None:
    rebuild = Migration(
        2,
        """CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
        INSERT INTO person_new (id, name) SELECT id, name FROM person;
        DROP TABLE person;
        ALTER TABLE person_new RENAME TO person;""",
    )
    migrate(database, (FIRST,), no_backup)
    database.run("INSERT INTO person (name) VALUES ('heron')")

    migrate(database, (FIRST, rebuild), lambda: None)

    assert database.rows("SELECT id, name, age FROM person") == [(1, "heron", None)]
    assert database.rows("SELECT person FROM visit") == [(1,)]


@pytest.mark.parametrize("sql", ["CREATE TABLE a (id); COMMIT;", "CREATE TABLE a (id); COMMIT; CREATE TABLE b (id);"])
def test_a_file_may_not_end_its_own_transaction(database: Database, sql: str) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        migrate(database, (Migration(1, sql),), no_backup)

    assert vault_version(database) == 0


def test_half_a_statement_at_the_end_is_noticed(database: Database) -> None:
    with pytest.raises(ValueError, match="middle of a statement"):
        migrate(database, (Migration(1, "CREATE TABLE a (id); CREATE TABLE b (id)"),), no_backup)

    assert tables(database) == []


def test_the_released_files_are_numbered_without_a_gap() -> None:
    assert [migration.number for migration in packaged_migrations()] == list(range(1, len(packaged_migrations()) + 1))
    assert packaged_migrations()


def test_the_released_files_make_a_sound_vault(database: Database) -> None:
    assert migrate(database, packaged_migrations(), no_backup) == packaged_migrations()[-1].number

    assert database.damage() == []
