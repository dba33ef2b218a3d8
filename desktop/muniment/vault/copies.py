"""The register of copies: which were handed out, the latest first."""

from collections.abc import Iterable, Iterator

from muniment.domain.copies import running_number
from muniment.domain.frozen import frozen
from muniment.vault import settings
from muniment.vault.connection import Database

_LAST = "last_copy"


@frozen
class Line:
    """What is read of every copy to find some: its record's number, its number, its hash, to whom it went."""

    no: int
    copy_no: str
    sha256: str
    audience: str
    recipient: str


def lines(db: Database, case_no: int | None = None, sha256: str = "") -> Iterator[Line]:
    """Every copy, or those of one case file, or those with these bytes, the latest first."""
    wanted = {"case_no": case_no, "sha256": sha256 or None}
    given = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(f"{name} = ?" for name in given) or "1"
    query = f"SELECT no, copy_no, sha256, audience, recipient FROM disclosure WHERE {where} ORDER BY at DESC, no DESC"  # noqa: S608
    for no, *texts in db.each(query, tuple(given.values())):
        yield Line(no, *(text or "" for text in texts))


def last_number(db: Database) -> int:
    """The highest running number that was ever given to a copy, also to one whose case file was purged since."""
    known = settings.get(db, _LAST)
    numbers = (running_number(copy_no or "") for (copy_no,) in db.each("SELECT copy_no FROM disclosure"))
    return max(int(known or 0), max(numbers, default=0))


def is_registered(db: Database, copy_no: str, sha256: str) -> bool:
    """Whether a copy of that number left with these bytes. One whose running number was never reached is not sought."""
    if running_number(copy_no) > int(settings.get(db, _LAST) or 0):
        return False
    query = "SELECT EXISTS (SELECT 1 FROM disclosure WHERE copy_no = ? AND sha256 = ?)"
    return bool(db.value(query, (copy_no, sha256)))


def note_numbers(db: Database, copy_nos: Iterable[str]) -> None:
    """Keeps the highest of these and earlier running numbers, within the caller's transaction."""
    highest = max(map(running_number, copy_nos), default=0)
    if highest > int(settings.get(db, _LAST) or 0):
        settings.put(db, _LAST, highest)
