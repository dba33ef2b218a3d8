"""Figures, days and lists as they stand in a sentence of plain English."""

from collections.abc import Iterable
from datetime import date

from muniment.domain.date_words import shown
from muniment.domain.dates import Precision, UncertainDate, read
from muniment.domain.detention import Span

CONFIRM = "confirm with counsel"


def count(number: int, noun: str) -> str:
    """A number and what is counted ("1 day", "3 days")."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def days(span: Span, noun: str = "day") -> str:
    """A span in days ("15 days", "12–15 days", "at least 3 days")."""
    low, high = span.minimum, span.maximum
    if low is None and high is None:
        return f"an unknown number of {noun}s"
    if low is None or high is None:
        return f"at most {count(high, noun)}" if high is not None else f"at least {count(low or 0, noun)}"
    return count(low, noun) if low == high else f"{low}–{high} {noun}s"


def up_to(span: Span) -> str:
    """The most that a span can be ("up to 2 days", "some days")."""
    return "some days" if span.maximum is None else f"up to {count(span.maximum, 'day')}"


def hours(minutes: Span) -> str:
    """A span of minutes in hours and minutes ("16 h 10 min", "3 h to 5 h")."""
    low, high = minutes.minimum or 0, minutes.maximum
    if high is None:
        return f"at least {_clock(low)}"
    return _clock(low) if low == high else f"{_clock(low)} to {_clock(high)}"


def _clock(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def when(moment: UncertainDate) -> str:
    """A date with its preposition ("on 20 September 2017", "in September 2017", "between 18 and 20 September 2017")."""
    parts = read(moment.edtf)
    text = shown(moment)
    if parts.start is None or parts.start != parts.end or parts.start.qualifier:
        return text
    return f"{'on' if parts.start.precision >= Precision.DAY else 'in'} {text}"


def day(one: date) -> str:
    """A calendar day in words."""
    return shown(UncertainDate.of_day(one))


def between(ends: tuple[date | None, date | None]) -> str:
    """A day known by its bounds, with its preposition."""
    first, last = ends
    low, high = (first.isoformat() if first else ""), (last.isoformat() if last else "")
    if not (low or high):
        return "on an unknown day"
    return when(UncertainDate(low if low == high else f"[{low}..{high}]", low or None, high or None))


def listed(words: Iterable[str]) -> str:
    """Words in a row ("a, b and c")."""
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last


def term(term_id: str) -> str:
    """A vocabulary's term as a plain word."""
    return term_id.replace("_", " ")


def capital(text: str) -> str:
    """The text with a capital letter, as a sentence begins."""
    return text[:1].upper() + text[1:]
