"""What a vault knows of itself: its language, the key that identities are sealed with, terms of its own."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from muniment.vault.connection import Database

if TYPE_CHECKING:
    from muniment.domain.vocabulary import Term, Vocabularies

Setting = str | int | bytes


def get(db: Database, name: str) -> Setting | None:
    """A setting; None where it was never made."""
    found: Setting | None = db.value("SELECT value FROM setting WHERE name = ?", (name,))
    return found


def put(db: Database, name: str, value: Setting) -> None:
    """Makes a setting, within the caller's transaction."""
    db.run("REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


def with_prefix(db: Database, prefix: str) -> Iterator[tuple[str, Setting]]:
    """The settings whose names begin so."""
    yield from db.each("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))


def put_reading_key(db: Database, recipient: str, wrapped: bytes) -> None:
    """Keeps the key that identities are sealed with, and the wrapped one that opens them."""
    put(db, "identity_recipient", recipient)
    put(db, "identity_reading_key", wrapped)


def recipient(db: Database) -> str | None:
    """The public key that identities are sealed with; None where no identity passphrase was set."""
    found = get(db, "identity_recipient")
    return None if found is None else str(found)


def reading_key(db: Database) -> bytes | None:
    """The wrapped key that opens identities; None where no identity passphrase was set."""
    found = get(db, "identity_reading_key")
    return found if isinstance(found, bytes) else None


def reading_key_digest(db: Database) -> str:
    """The SHA-256 of the wrapped key that opens identities, for the journal; "" where there is none."""
    import hashlib

    wrapped = reading_key(db)
    return hashlib.sha256(wrapped).hexdigest() if wrapped else ""


def own_terms(db: Database) -> "Mapping[str, tuple[list[Term], list[str]]]":
    """By list: the terms that this vault added, and the ids that it retired."""
    from muniment.domain.vocabulary import user_term

    found: dict[str, tuple[list[Term], list[str]]] = {}
    for name, term_id, en, az, ru, retired in db.rows("SELECT list, id, en, az, ru, retired FROM user_term"):
        added, gone = found.setdefault(name, ([], []))
        if labels := _labels(en, az, ru):
            added.append(user_term(term_id, labels))
        if retired:
            gone.append(term_id)
    return found


def terms_kept(db: Database) -> dict[tuple[str, str], tuple[dict[str, str], bool]]:
    """By list and id: the labels of the vault's own terms (none for the program's), and whether they were retired."""
    rows = db.each("SELECT list, id, en, az, ru, retired FROM user_term")
    return {(name, term): (_labels(en, az, ru), bool(retired)) for name, term, en, az, ru, retired in rows}


def _labels(en: str | None, az: str | None, ru: str | None) -> dict[str, str]:
    return {language: text for language, text in (("en", en), ("az", az), ("ru", ru)) if text}


def with_own_terms(db: Database, vocabularies: "Vocabularies") -> "Vocabularies":
    """The program's lists with the terms that this vault added or retired."""
    known = own_terms(db)
    return vocabularies.with_user_terms(
        {name: added for name, (added, _) in known.items()}, {name: gone for name, (_, gone) in known.items()}
    )


def put_term(db: Database, name: str, term_id: str, labels: Mapping[str, str], *, retired: bool = False) -> None:
    """Adds a term to a list, or retires one, within the caller's transaction."""
    db.run(
        "REPLACE INTO user_term (list, id, en, az, ru, retired) VALUES (?, ?, ?, ?, ?, ?)",
        (name, term_id, labels.get("en"), labels.get("az"), labels.get("ru"), int(retired)),
    )
