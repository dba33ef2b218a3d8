"""What a vault knows of itself: its language, the key that identities are sealed with, terms of its own."""

from collections.abc import Mapping
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


def own_terms(db: Database) -> "Mapping[str, tuple[list[Term], list[str]]]":
    """By list: the terms that this vault added, and the ids that it retired."""
    from muniment.domain.vocabulary import user_term

    found: dict[str, tuple[list[Term], list[str]]] = {}
    for name, term_id, en, az, ru, retired in db.rows("SELECT list, id, en, az, ru, retired FROM user_term"):
        added, gone = found.setdefault(name, ([], []))
        labels = {language: text for language, text in (("en", en), ("az", az), ("ru", ru)) if text}
        if labels:
            added.append(user_term(term_id, labels))
        if retired:
            gone.append(term_id)
    return found


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
