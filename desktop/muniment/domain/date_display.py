"""Dates as people read them, in English, Azerbaijani and Russian: in full, and short for tables.

What ``shown`` writes, ``date_words.understand`` reads as the same date.
"""

from collections.abc import Mapping
from datetime import time
from enum import Enum, IntEnum

from muniment.domain.date_names import DECADE_WORD, MONTHS, RUSSIAN_MONTHS_BY, RUSSIAN_MONTHS_OF, SHORT_MONTHS
from muniment.domain.dates import Form, Parts, Point, Precision, UncertainDate, read


class _Case(Enum):
    """What the words around a date ask of it."""

    PLAIN = 0
    OF = 1  # Russian genitive
    BY = 2  # Russian instrumental
    FROM = 3  # Azerbaijani ablative
    TO = 4  # Azerbaijani "as far as"


class _Said(IntEnum):
    """How much of the first date is left to the second to say."""

    ALL = 0
    NO_YEAR = 1
    DAY_ALONE = 2


class _Phrase(Enum):
    """How the points of a date belong together."""

    BETWEEN = 0
    NOT_AFTER = 1
    NOT_BEFORE = 2
    PERIOD = 3
    UNTIL = 4
    SINCE = 5


_PLAIN = (_Case.PLAIN, _Case.PLAIN)
_PHRASES: Mapping[str, Mapping[_Phrase, tuple[str, tuple[_Case, _Case]]]] = {
    "en": {
        _Phrase.BETWEEN: ("between {start} and {end}", _PLAIN),
        _Phrase.NOT_AFTER: ("{on} or before {end}", _PLAIN),
        _Phrase.NOT_BEFORE: ("{on} or after {start}", _PLAIN),
        _Phrase.PERIOD: ("from {start} to {end}", _PLAIN),
        _Phrase.UNTIL: ("until {end}", _PLAIN),
        _Phrase.SINCE: ("since {start}", _PLAIN),
    },
    "az": {
        _Phrase.BETWEEN: ("{start} ilə {end} arasında", _PLAIN),
        _Phrase.NOT_AFTER: ("ən gec {end}", _PLAIN),
        _Phrase.NOT_BEFORE: ("ən tez {start}", _PLAIN),
        _Phrase.PERIOD: ("{start} {end}", (_Case.FROM, _Case.TO)),
        _Phrase.UNTIL: ("{end}", (_Case.FROM, _Case.TO)),
        _Phrase.SINCE: ("{start} etibarən", (_Case.FROM, _Case.TO)),
    },
    "ru": {
        _Phrase.BETWEEN: ("между {start} и {end}", (_Case.BY, _Case.BY)),
        _Phrase.NOT_AFTER: ("не позднее {end}", (_Case.OF, _Case.OF)),
        _Phrase.NOT_BEFORE: ("не ранее {start}", (_Case.OF, _Case.OF)),
        _Phrase.PERIOD: ("с {start} по {end}", (_Case.OF, _Case.PLAIN)),
        _Phrase.UNTIL: ("по {end}", (_Case.OF, _Case.PLAIN)),
        _Phrase.SINCE: ("с {start}", (_Case.OF, _Case.PLAIN)),
    },
}
_DOUBTS: Mapping[str, Mapping[str, str]] = {
    "en": {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "},
    "az": {"": "", "~": "təxminən ", "?": "ehtimalən ", "%": "ehtimalən təxminən "},
    "ru": {"": "", "~": "примерно ", "?": "предположительно ", "%": "предположительно примерно "},
}
_DAY_UNKNOWN = {"en": ", day unknown", "az": ", günü məlum deyil", "ru": ", день неизвестен"}
_ABOUT_SHORT = {"en": "c. ", "az": "təx. ", "ru": "ок. "}

_RUSSIAN_YEARS = {_Case.PLAIN: "год", _Case.OF: "года", _Case.BY: "годом"}
_RUSSIAN_DECADES = {_Case.PLAIN: "-е годы", _Case.OF: "-х годов", _Case.BY: "-ми годами"}
_RUSSIAN_MONTHS = {_Case.PLAIN: MONTHS["ru"], _Case.OF: RUSSIAN_MONTHS_OF, _Case.BY: RUSSIAN_MONTHS_BY}

# How a number sounds in Azerbaijani, by its last word, decides the vowel of what is joined to it.
_ORDINALS = {1: "ci", 2: "ci", 3: "cü", 4: "cü", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cu"}
_TENS = {1: "cu", 2: "ci", 3: "cu", 4: "cı", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cı"}
_AZERBAIJANI_FRONT_MONTH = 4  # "apreldən"; all the others have "-dan"


def shown(date: UncertainDate, language: str = "en") -> str:
    """The date in full, in words ("between 18 and 20 September 2017")."""
    parts = read(date.edtf)
    if parts.form is Form.POINT and parts.start:
        return _alone(parts.start, language)
    template, (start_case, end_case) = _PHRASES[language][_phrase(parts)]
    start = _in_words(parts.start, language, start_case, _said_first(parts)) if parts.start else ""
    end = _in_words(parts.end, language, end_case, _Said.ALL) if parts.end else ""
    point = parts.end or parts.start
    on = "on" if point and point.precision >= Precision.DAY else "in"
    return _with_so(template.format(start=start, end=end, on=on))


def shown_short(date: UncertainDate, language: str = "en") -> str:
    """The date for a table ("18–20 Sep 2017", "c. 20 Sep 2017", "≤ 20 Sep 2017"); an arrow stands for a period."""
    parts = read(date.edtf)
    start = _short(parts.start, language, _said_first(parts)) if parts.start else ""
    end = _short(parts.end, language, _Said.ALL) if parts.end else ""
    if parts.form is Form.POINT:
        return end
    if parts.form is Form.PERIOD:
        return f"{start} → {end}".strip()
    if start and end:
        tight = " " not in start and (_said_first(parts) is not _Said.ALL or " " not in end)
        return f"{start}–{end}" if tight else f"{start} – {end}"
    return f"≤ {end}" if end else f"≥ {start}"


def _phrase(parts: Parts) -> _Phrase:
    first = _Phrase.BETWEEN if parts.form is Form.ONE_OF else _Phrase.PERIOD
    return _Phrase(first.value + (1 if not parts.start else 2 if not parts.end else 0))


def _alone(point: Point, language: str) -> str:
    if language == "ru" and point.qualifier in ("~", "%"):
        perhaps = _DOUBTS["ru"]["?"] if point.qualifier == "%" else ""
        return f"{perhaps}около {_russian(point, _Case.OF, _Said.ALL)}"
    return _in_words(point, language, _Case.PLAIN, _Said.ALL)


def _said_first(parts: Parts) -> _Said:
    """What the two ends share is said once, at the second, where neither is in doubt."""
    start, end = parts.start, parts.end
    if not start or not end or start.qualifier or end.qualifier or start.year != end.year:
        return _Said.ALL
    if start.precision is not end.precision or start.precision not in (Precision.MONTH, Precision.DAY):
        return _Said.ALL
    return _Said.DAY_ALONE if start.month == end.month else _Said.NO_YEAR


def _in_words(point: Point, language: str, case: _Case, said: _Said) -> str:
    render = {"en": _english, "az": _azerbaijani, "ru": _russian}[language]
    unknown = _DAY_UNKNOWN[language] if point.day_unknown else ""
    return f"{_DOUBTS[language][point.qualifier]}{render(point, case, said)}{unknown}"


def _english(point: Point, _: _Case, said: _Said) -> str:
    if point.decade:
        return f"the {point.year}s"
    return _joined(point, MONTHS["en"], str(point.year), said) + _clock(", ", point.clock)


def _russian(point: Point, case: _Case, said: _Said) -> str:
    if point.decade:
        return f"{point.year}{_RUSSIAN_DECADES[case]}"
    if point.month is None:
        return f"{point.year} {_RUSSIAN_YEARS[case]}"
    months = RUSSIAN_MONTHS_OF if point.day is not None else _RUSSIAN_MONTHS[case]
    return _joined(point, months, f"{point.year} года", said) + _clock(", ", point.clock)


def _azerbaijani(point: Point, case: _Case, said: _Said) -> str:
    if point.decade:
        decade = f"{point.year}-{_ordinal(point.year)} {DECADE_WORD}"
        return decade + {_Case.FROM: "dən", _Case.TO: "ədək"}.get(case, "")
    if point.clock is not None:
        ending = {_Case.FROM: f"-{_from_clock(point.clock)}", _Case.TO: "-dək"}.get(case, "")
        return _joined(point, MONTHS["az"], str(point.year), said) + _clock(", saat ", point.clock) + ending
    if said is not _Said.ALL:
        return _joined(point, MONTHS["az"], "", said) + (_from_shared(point, said) if case is _Case.FROM else "")
    joined = _joined(point, MONTHS["az"], str(point.year), said)
    years = {_Case.FROM: "ildən", _Case.TO: "ilədək"}.get(case, "il" if point.month is None else "")
    return f"{joined}-{_ordinal(point.year)} {years}" if years else joined


def _from_shared(point: Point, said: _Said) -> str:
    if said is _Said.DAY_ALONE:
        return f"-{_from_number(point.day or 0)}"
    return "dən" if point.month == _AZERBAIJANI_FRONT_MONTH else "dan"


def _from_number(number: int) -> str:
    return "dan" if _ordinal(number) in ("cı", "cu") else "dən"


def _from_clock(clock: time) -> str:
    spoken = clock.second or clock.minute or clock.hour
    return _from_number(spoken) if spoken else "dan"


def _ordinal(number: int) -> str:
    """The ending of an Azerbaijani ordinal: 2017-ci, 2016-cı, 2013-cü, 2019-cu."""
    if number % 10:
        return _ORDINALS[number % 10]
    if number % 100:
        return _TENS[number // 10 % 10]
    return "cü" if number % 1000 else "ci"


def _joined(point: Point, months: tuple[str, ...], year: str, said: _Said) -> str:
    day = "" if point.day is None else str(point.day)
    month = "" if point.month is None or said is _Said.DAY_ALONE else months[point.month - 1]
    return " ".join(filter(None, (day, month, year if said is _Said.ALL else "")))


def _clock(before: str, clock: time | None) -> str:
    return "" if clock is None else before + clock.isoformat("seconds" if clock.second else "minutes")


def _with_so(text: str) -> str:
    """Russian "с" before "второго" is "со"."""
    return f"со{text[1:]}" if text.startswith("с 2 ") else text


def _short(point: Point, language: str, said: _Said) -> str:
    about = _ABOUT_SHORT[language] if point.qualifier in ("~", "%") else ""
    perhaps = "?" if point.qualifier in ("?", "%") else ""
    unknown = "?? " if point.day_unknown else ""
    return f"{about}{unknown}{_short_plain(point, language, said)}{perhaps}"


def _short_plain(point: Point, language: str, said: _Said) -> str:
    if point.decade:
        return f"{point.year}" + {"en": "s", "az": f"-{_ordinal(point.year)} {DECADE_WORD}", "ru": "-е"}[language]
    if language == "ru" and point.month == 5 and point.day is None:
        return _joined(point, MONTHS["ru"], str(point.year), said)
    return _joined(point, SHORT_MONTHS[language], str(point.year), said) + _clock(" ", point.clock)
