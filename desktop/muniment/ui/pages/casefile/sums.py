"""The arithmetic of a file and of each detention in words, with what it was counted from."""

from datetime import date

from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.domain.overview import Held, Overview
from muniment.domain.span import Span
from muniment.ui.wording import _, plural

Lines = list[tuple[str, str]]


def custody_now(view: Overview) -> tuple[str, str, str]:
    """Whether the person is held, as words, an icon and a tone; with the day of the detention where it goes on."""
    if not view.held:
        return _("no detention recorded"), "circle-help", "muted"
    if view.in_custody:
        going = [one for one in view.held if one.detention.status == "ongoing"]
        days = _days_held(going[0]) if len(going) == 1 else ""
        return (_("in custody, {days}").format(days=days) if days else _("in custody")), "lock", "danger"
    if view.in_custody is None:
        return _("not known whether held"), "circle-help", "warning"
    return _("not in custody"), "circle-check", "good"


def _days_held(held: Held) -> str:
    day = span(held.stretch.touched)
    if day == "?":
        return ""
    if held.ordered is None:
        return _("day {day}").format(day=day)
    return _("day {day} of {ordered}").format(day=day, ordered=held.ordered)


def span(days: Span) -> str:
    """So many days, or from so many to so many."""
    low, high = days.minimum, days.maximum
    if low is None and high is None:
        return "?"
    if low is None or high is None:
        return f"≥ {low}" if high is None else f"≤ {high}"
    return str(low) if low == high else f"{low}–{high}"


def detention_lines(held: Held) -> Lines:
    """The days of one detention: label and value, with what they are counted from."""
    stretch, order = held.stretch, held.order
    lines = [(_("elapsed"), span(stretch.elapsed)), (_("calendar days touched"), span(stretch.touched))]
    if stretch.continuing:
        lines.append((_("counted"), _("to today, and continuing")))
    elif stretch.at_least:
        lines.append((_("counted"), _("at least; not known whether ended")))
    if held.detention.stated_duration:
        lines.append((_("as stated"), f"“{held.detention.stated_duration}”"))
    if order is not None:
        lines.append((_("ordered"), str(order.days_ordered)))
    if held.against is not None:
        lines += _against(held)
    return lines


def _against(held: Held) -> Lines:
    against = held.against
    assert against is not None  # noqa: S101 - asked by who looked
    lines = []
    ends = [day for day in against.nominal_end if day is not None]
    if ends:
        lines.append((_("order ends"), " – ".join(dict.fromkeys(_day(day) for day in ends))))
    if against.overstayed:
        lines.append((_("held too long by"), _in_days(against.overstay)))
    if against.released_early:
        lines.append((_("released early by"), _in_days(against.early_release)))
    return lines


def _in_days(days: Span) -> str:
    if days.minimum == days.maximum and days.minimum is not None:
        return plural("{n} day", "{n} days", days.minimum)
    return _("{span} days").format(span=span(days))


def _day(day: date) -> str:
    return shown(UncertainDate.of_day(day))


def file_lines(view: Overview) -> Lines:
    """The days of the whole file."""
    lines = [(_("elapsed"), span(view.elapsed)), (_("calendar days touched"), span(view.touched))]
    if view.ordered is not None:
        lines.append((_("ordered"), str(view.ordered)))
    lines.append((_("as of"), _day(view.as_of)))
    return lines
