"""Dates as they stand in a block: short, the time after a comma, and what two dates share told once."""

from datetime import date

from muniment.domain.date_display import shown_short
from muniment.domain.date_names import SHORT_MONTHS
from muniment.domain.dates import Form, Point, Precision, UncertainDate, read
from muniment.ui.wording import _, language


def moment(when: UncertainDate) -> str:
    """One date ("22 Sep 2017, 14:10"; "18–20 Sep 2017")."""
    point = _plain(when)
    return shown_short(when, language()) if point is None else _told(point, year=True)


def instant(at: str) -> str:
    """A moment in UTC that the program noted ("20 Nov 2026, 18:08"); "" for none."""
    return moment(UncertainDate.parse(at.rstrip("Z")[:16])) if at else ""


def span(start: UncertainDate | None, end: UncertainDate | None) -> str:
    """From one date to another ("22 Sep 2017, 14:10 – 25 Sep"; "20 Sep 2017, 22:40–22:55"); "" for two unknown ones."""
    if start is None or end is None:
        return moment(start) if start else _("until {end}").format(end=moment(end)) if end else ""
    first, last = _plain(start), _plain(end)
    if first is None or last is None:
        same = start.edtf == end.edtf
        return moment(start) if same else f"{moment(start)} – {moment(end)}"
    if _day(first) == _day(last):
        return _within(first, last)
    return f"{_told(first, year=True)} – {_told(last, year=first.year != last.year)}"


def _plain(when: UncertainDate) -> Point | None:
    """The one known day that a date is; None where it is anything else."""
    parts = read(when.edtf)
    known = parts.form is Form.POINT and parts.start is not None
    if not known or parts.start is None or parts.start.qualifier or parts.start.precision < Precision.DAY:
        return None
    return parts.start


def _day(point: Point) -> date:
    return point.first.date()


def _within(first: Point, last: Point) -> str:
    """A span inside one day."""
    if first.clock and last.clock and first.clock != last.clock:
        return f"{_told(first, year=True)}–{_clock(last)}"
    return _told(first if first.clock else last, year=True)


def _told(point: Point, *, year: bool) -> str:
    day = point.first.date()
    text = f"{day.day} {SHORT_MONTHS[language()][day.month - 1]}"
    text = f"{text} {day.year}" if year else text
    return f"{text}, {_clock(point)}" if point.clock else text


def _clock(point: Point) -> str:
    return point.clock.isoformat("seconds" if point.clock.second else "minutes") if point.clock else ""
