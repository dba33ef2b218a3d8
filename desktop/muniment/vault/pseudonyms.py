"""The words of every pseudonym, kept with every change, so that names are read only for words that a text has."""

import json
import string
from collections.abc import Collection, Iterator

from muniment.domain.folding import fold_each
from muniment.domain.name_forms import looked_up_by, spelled_names
from muniment.vault.connection import Database

_GIVEN = "SELECT value FROM json_each(?)"
_SIGNS = string.ascii_lowercase + string.digits  # all that folding leaves


def write(db: Database, case_no: int, pseudonym: str) -> None:
    """Makes the words of a case file those of its pseudonym, within the caller's transaction."""
    known, wanted = _known(db, case_no), _wanted(pseudonym)
    if gone := known - wanted:
        rows = [(case_no, *one) for one in gone]
        db.run_many("DELETE FROM pseudonym_word WHERE case_no = ? AND word = ? AND name = ?", rows)
    if new := sorted(wanted - known):
        rows = [(case_no, *one) for one in new]
        db.run_many("INSERT INTO pseudonym_word (case_no, word, name) VALUES (?, ?, ?)", rows)


def is_current(db: Database, case_no: int, pseudonym: str) -> bool:
    """Whether the words of a case file are those of its pseudonym."""
    return _known(db, case_no) == _wanted(pseudonym)


def with_any(db: Database, words: Collection[str]) -> set[str]:
    """The folded pseudonyms that are looked up by any of these words, each once."""
    query = """SELECT group_concat(p.name, char(10)) FROM json_each(?) j
               CROSS JOIN pseudonym_word p INDEXED BY pseudonym_word_name ON p.word = j.value"""
    found = db.value(query, (json.dumps(sorted(words)),))  # row by row would take several times as long
    return set(found.split("\n")) if found else set()


def any_of_one_letter(db: Database) -> bool:
    """Whether any pseudonym is one letter or figure alone."""
    query = f"SELECT 1 FROM pseudonym_word WHERE word IN ({_GIVEN}) AND name = word LIMIT 1"  # noqa: S608
    return db.row(query, (json.dumps(list(_SIGNS)),)) is not None


def _known(db: Database, case_no: int) -> set[tuple[str, str]]:
    return set(db.rows("SELECT word, name FROM pseudonym_word WHERE case_no = ?", (case_no,)))


def _wanted(pseudonym: str) -> set[tuple[str, str]]:
    return set(_words(pseudonym))


def _words(pseudonym: str) -> Iterator[tuple[str, str]]:
    for name in fold_each(spelled_names([pseudonym])):
        yield from ((word, name) for word in looked_up_by(name))
