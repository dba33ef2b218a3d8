"""Cutting a typed date into numbers, months and signs, before anything is made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time

from muniment.domain.date_names import DECADE_WORD, Sign, endings, months, plain, signs, stems, weekdays
from muniment.domain.dates import DateError
from muniment.domain.frozen import frozen

_LONGEST_PHRASE = 5
_LONGEST_NUMBER = 20  # signs; a date in digits has ten, one with all of its parts run together fourteen

_TOKEN = re.compile(
    r"""
      (?P<ymd>\d{4}([-./])\d{1,2}\2\d{1,2}(?!\d))
    | (?P<dmy>\d{1,2}([-./])\d{1,2}\4\d{4}(?!\d))
    | (?P<two_digit_year>\d{1,2}([-./])\d{1,2}\6\d{2}(?!\d))
    | (?P<ym>\d{4}-\d{1,2}(?!\d))
    | (?P<my>\d{1,2}[./]\d{4}(?!\d))
    | (?P<dm>\d{1,2}\.\d{1,2}(?!\d|\.\d))
    | (?P<half_day>\d{1,2}(?::\d{2})?\s*[ap]\.?m\b)
    | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?)
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<sign>\?\?|\.\.+|[-‐‑–—…→≤≥<>≈~?])
    | (?P<nothing>[\s,.;()'’"]+)
    | (?P<other>.)
    """,
    re.VERBOSE,
)
_ENDING = re.compile(r"[-‑'’]?(?P<letters>[^\W\d_]+)")
_HYPHENED_MONTH = re.compile(r"(\d{1,2})-([^\W\d_]{3,})-(?=\d{4})")


@frozen
class Number:
    """A number standing alone, with as many digits as were typed."""

    value: int
    digits: int


@frozen
class Piece:
    """Parts of one date that were typed together, such as ``20.09.2017``, a time, a month, a weekday (Monday is 0)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    weekday: int | None = None


Token = Number | Piece | Sign


@dataclass(slots=True)
class _Cutter:
    text: str
    languages: tuple[str, ...]
    position: int = 0
    words: list[str] = field(default_factory=list)

    def tokens(self) -> Iterator[Token]:
        while found := _TOKEN.match(self.text, self.position):
            self.position = found.end()
            kind = found.lastgroup or ""
            if kind == "word":
                yield from self._phrase(found)
            elif kind == "sign":
                yield self._sign(found[0]) or Sign.NOTHING
            elif kind == "other":
                raise DateError(f"not understood: {found[0]}")
            elif kind != "nothing":
                yield _numeric(kind, found[0])
                yield from self._ending()

    def _phrase(self, first: re.Match[str]) -> Iterator[Token]:
        """The longest known phrase that begins here: "not later than" before "not"."""
        for end in reversed(self._word_ends(first)):
            phrase = " ".join(re.findall(r"[^\W\d_]+", self.text[first.start() : end]))
            tokens = self._known(phrase)
            if tokens is not None:
                self.position = end
                yield from tokens
                return
        raise DateError(f"not understood: {first[0]}")

    def _word_ends(self, first: re.Match[str]) -> list[int]:
        ends = [first.end()]
        following = re.compile(r"\s+[^\W\d_]+")
        while len(ends) < _LONGEST_PHRASE and (found := following.match(self.text, ends[-1])):
            ends.append(found.end())
        return ends

    def _known(self, phrase: str) -> list[Token] | None:
        for language in self.languages:
            if phrase in months(language):
                return [Piece(month=months(language)[phrase])]
            if phrase in weekdays(language):
                return [Piece(weekday=weekdays(language)[phrase])]
            joined = stems(language).fullmatch(phrase)
            if joined and (ending := endings(language).get(joined["ending"])) is not None:
                return [_stem(joined["stem"], language), ending]
        sign = self._sign(phrase)
        return None if sign is None else [sign]

    def _sign(self, phrase: str) -> Sign | None:
        return next((signs(each)[phrase] for each in self.languages if phrase in signs(each)), None)

    def _ending(self) -> Iterator[Token]:
        """The letters joined to a number ("20-dən", "2010s", "2pm"); a month's name there is a word of its own."""
        found = _ENDING.match(self.text, self.position)
        if not found:
            return
        for language in self.languages:
            known = endings(language).get(found["letters"])
            if known is not None:
                self.position = found.end()
                yield known
                return
        if self._known(found["letters"]) is not None and not found[0][0].isalpha():
            self.position = found.start("letters")


def tokens(text: str, languages: tuple[str, ...]) -> list[Token]:
    """What was typed, cut into numbers, pieces of dates and signs. DateError names the word that is not known."""
    spaced = _HYPHENED_MONTH.sub(r"\1 \2 ", plain(text))
    found = [token for token in _Cutter(spaced, languages).tokens() if token != Sign.NOTHING]
    return [token for before, token in zip([None, *found], found, strict=False) if not _hyphen(before, token)]


def _hyphen(before: Token | None, token: Token) -> bool:
    """Whether a dash belongs to a word, as in "mid-September"."""
    return token == Sign.DASH and before in (Sign.EARLY, Sign.MIDDLE, Sign.LATE)


def _stem(stem: str, language: str) -> Token:
    return Sign.DECADE if stem == plain(DECADE_WORD) else Piece(month=months(language)[stem])


def _numeric(kind: str, text: str) -> Token:
    if kind == "clock":
        return Piece(clock=_clock_time(text))
    if kind == "half_day":
        return Piece(clock=_half_day_time(text))
    if len(text) > _LONGEST_NUMBER:
        raise DateError(f"no date has a number of {len(text)} digits: {text[:8]}…")
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if kind == "number":
        return Number(numbers[0], len(text))
    if kind == "two_digit_year":
        raise DateError(f"write the year with four digits: {text}")
    if kind in ("ymd", "ym"):
        year, month, day = (*numbers, None)[:3]
    elif kind == "my":
        day, (month, year) = None, numbers
    else:
        day, month, year = (*numbers, None)[:3]
    return _piece(year, month, day, text)


def _piece(year: int | None, month: int | None, day: int | None, text: str) -> Piece:
    if month is None or not 1 <= month <= 12:
        order = "" if year is None or day is None or text.startswith(str(year)) else " (the day comes first)"
        raise DateError(f"no such month: {month} in {text}{order}")
    return Piece(year, month, day)


def _half_day_time(text: str) -> time:
    """The time of a clock of twelve hours: "2 pm", "12:15am"."""
    hour, minute = map(int, re.findall(r"\d+", f"{text}:0")[:2])
    if not 1 <= hour <= 12:
        raise DateError(f"no such time: {text}")
    return _clock_time(f"{hour % 12 + 12 * ('p' in text)}:{minute}")


def _clock_time(text: str) -> time:
    try:
        hour, minute, second = map(int, f"{text}:0".split(":")[:3])
        return time(hour, minute, second)
    except ValueError:
        raise DateError(f"no such time: {text}") from None
