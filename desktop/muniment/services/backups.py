"""When the vault was backed up last, where to, and whether it is time again. All of it is kept in the vault."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from muniment.domain.frozen import frozen
from muniment.services import preferences, upkeep
from muniment.services.session import Progress, Session, silent
from muniment.vault import journal
from muniment.vault.journal import Head

USUAL_DAYS = 7
SUFFIX = ".backup"


@frozen
class Backups:
    """What is known of a vault's backups. ``since`` is the last one or, before the first, the vault's beginning.

    ``days`` is after how many one is reminded, 0 for never; ``changed`` whether anything was written since.
    """

    last: datetime | None
    since: datetime
    folder: Path | None
    days: int
    changed: bool

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for another one, or the last was made by a clock that was ahead."""
        passed = now - self.since
        return bool(self.days) and self.changed and not -timedelta(days=1) < passed < timedelta(days=self.days)


@frozen
class Written:
    """A backup that was written and checked: where, how many bytes, and how far the journal had come."""

    path: Path
    size: int
    head: Head


def known(session: Session) -> Backups:
    """What the vault remembers of its backups."""
    kept = preferences.load(session)
    last = _moment(kept.get("backup_at"))
    folder, days = kept.get("backup_folder"), kept.get("backup_days", USUAL_DAYS)
    made = _moment(session.db.value("SELECT at FROM journal ORDER BY seq LIMIT 1"))
    return Backups(
        last=last,
        since=last or made or datetime.now(UTC),
        folder=Path(folder) if isinstance(folder, str) and folder else None,
        days=days if isinstance(days, int) and 0 <= days <= 365 else USUAL_DAYS,
        changed=kept.get("backup_seq") != journal.head(session.db).seq,
    )


def back_up(session: Session, folder: Path, progress: Progress = silent) -> Written:
    """Writes a backup into a folder under a name that says when and nothing else, checks it, and remembers it.

    Raises as ``upkeep.back_up``.
    """
    path = free_name(folder, datetime.now())
    head = upkeep.back_up(session, path, progress)
    preferences.keep(session, "backup_folder", str(folder))
    preferences.keep(session, "backup_at", datetime.now(UTC).isoformat(timespec="seconds"))
    preferences.keep(session, "backup_seq", head.seq)
    return Written(path, path.stat().st_size, head)


def free_name(folder: Path, now: datetime) -> Path:
    """A name for a backup made now that nothing in the folder has."""
    name = now.strftime("%Y-%m-%d %H%M")
    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
