"""Lengths of time in days as they are told ("two days", "üç gün", "около недели")."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor

from muniment.domain.date_names import plain
from muniment.domain.span import Span

_WORDS: Mapping[str, str] = {  # what is counted with, and the words for it
    "minute": "minute minutes min mins dəqiqə минута минуты минут минуту мин",
    "hour": "hour hours hr hrs h saat час часа часов ч",
    "day": "day days d gün sutka день дня дней дн сутки суток сут",
    "night": "night nights overnight gecə ночь ночи ночей",
    "week": "week weeks həftə неделя недели недель неделю нед",
    "month": "month months ay месяц месяца месяцев мес",
    "year": "year years il год года лет",
    "1": "a an one bir один одна одно одни одного одну",
    "2": "two iki два две двух двое двоих",
    "3": "three üç три трех трое троих",
    "4": "four dörd четыре четырех четверо",
    "5": "five beş пять пяти пятеро",
    "6": "six altı шесть шести шестеро",
    "7": "seven yeddi семь семи семеро",
    "8": "eight səkkiz восемь восьми восьмеро",
    "9": "nine doqquz девять девяти",
    "10": "ten on десять десяти",
    "11": "eleven одиннадцать одиннадцати",
    "12": "twelve двенадцать двенадцати",
    "13": "thirteen тринадцать тринадцати",
    "14": "fourteen четырнадцать четырнадцати",
    "15": "fifteen пятнадцать пятнадцати",
    "16": "sixteen шестнадцать шестнадцати",
    "17": "seventeen семнадцать семнадцати",
    "18": "eighteen восемнадцать восемнадцати",
    "19": "nineteen девятнадцать девятнадцати",
    "20": "twenty iyirmi двадцать двадцати",
    "30": "thirty otuz тридцать тридцати",
    "3/2": "полтора полторы полутора",
    "pair": "couple cüt пара пары пару",
    "half": "half yarım половина половину половиной",
    "half day": "полдня полсуток",
    "half hour": "полчаса",
    "half month": "полмесяца",
    "half year": "полгода",
    "several": "several few neçə несколько",
    "or": "or to yaxud или - – —",
    "about": "about around approximately approx roughly nearly almost təxminən təqribən"
    " около примерно приблизительно почти",
    "over": "over çox artıq azı более больше свыше дольше минимум",
    "under": "under within az qədər çoxu менее меньше до максимум",
    "": "for of and in the from with ən və daha ərzində müddətində в течение и на с от как",
}
_PHRASES: Mapping[str, str] = {
    "more than": "over",
    "at least": "over",
    "not less than": "over",
    "no less than": "over",
    "less than": "under",
    "up to": "under",
    "at most": "under",
    "not more than": "under",
    "no more than": "under",
    "не менее": "более",
    "не меньше": "более",
    "не более": "менее",
    "не больше": "менее",
    "və ya": "yaxud",
}
_JOINED = re.compile(r"(?P<unit>deqiqe|saat|gun|sutka|gece|hefte|ay|il)(?:d[ea]n|y?[ea]|l[iu][kq]|i|u|si)")
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)(?:-?(?:х|ти|ми|и|го)\b)?|(?P<word>[^\W\d_]+|[-–—])|[\s.,;~()]+|(?P<odd>.)"
)
_AMOUNT = r"(?:\d+(?:[./]\d+)?)"
_TERM = re.compile(
    rf"(?:(?P<several>several)|(?P<half>half)|(?P<low>{_AMOUNT})(?:(?: or)? (?P<high>{_AMOUNT}))?)?"
    r" ?(?P<unit>minute|hour|day|night|week|month|year)(?P<and_half> half)?(?: |$)"
)
_DAYS = {
    "minute": Fraction(1, 1440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "night": Fraction(1),
    "week": Fraction(7),
}
_TENS = re.compile(r"\b(?:([123])0|([23])0 or) ([1-9])(?= )")  # "on bir", "twenty-one"

_MARKS = frozenset(("about", "over", "under"))

Days = tuple[Fraction, Fraction | None]


def stated_duration(text: str) -> Span | None:
    """The days in a length of time told in words (English, Azerbaijani, Russian); None where it is not understood.

    Hours that are no whole days reach from the day below to the day above; a month has 28 to 31 days; "several" is two
    or more; "about" widens by a quarter and at least by a day.
    """
    words = _canonical(text)
    if words is None:
        return None
    marks = _MARKS & set(words)
    total = _total(" ".join(word for word in words if word not in marks))
    return _span(*total, marks) if total and len(marks - {"about"}) < 2 else None


@cache
def _meanings() -> Mapping[str, str]:
    return {plain(word): meaning for meaning, words in _WORDS.items() for word in words.split()}


def _canonical(text: str) -> list[str] | None:
    """The text in the words of ``_WORDS``'s left side; None where a word is not known."""
    told = f" {' '.join(plain(text).split())} "
    for phrase, short in _PHRASES.items():
        told = told.replace(f" {plain(phrase)} ", f" {short} ")
    words: list[str] = []
    for found in _TOKEN.finditer(told.strip()):
        meaning = _meaning(found)
        if meaning is None:
            return None
        words += meaning.split()
    return words


def _meaning(found: re.Match[str]) -> str | None:
    if found["odd"]:
        return None
    if found["number"]:
        return found["number"].replace(",", ".")
    word: str = found["word"] or ""
    joined = _JOINED.fullmatch(word)
    told = str(joined["unit"]) if joined and word not in _meanings() else word
    return _meanings().get(told, None if told else "")


def _total(words: str) -> Days | None:
    """The sum of "2 week 3 day"; None where something is left over."""
    words = _TENS.sub(lambda found: f"{found[1] or found[2]}{found[3]}", words)
    words = re.sub(r"\b1 (?=several|pair|half)", "", words).replace("half 1 ", "half ").replace("pair", "2")
    terms = list(_terms(words))
    if not terms or terms[-1].end() != len(words) or any(map(_backwards, terms)):
        return None
    sums = [_sum(part) for part in _told_twice(terms)]
    highs = [high for _, high in sums if high is not None]
    return min(low for low, _ in sums), max(highs) if len(highs) == len(sums) else None


def _told_twice(terms: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Two days and two nights are one time told twice: the terms without the nights, and without the days."""
    units = {term["unit"] for term in terms}
    if not {"day", "night"} <= units:
        return [terms]
    return [[term for term in terms if term["unit"] != left_out] for left_out in ("night", "day")]


def _sum(terms: list[re.Match[str]]) -> Days:
    parts = [_days(term) for term in terms]
    highs = [high for _, high in parts if high is not None]
    return sum((low for low, _ in parts), Fraction()), sum(highs, Fraction()) if len(highs) == len(parts) else None


def _terms(words: str) -> Iterator[re.Match[str]]:
    position = 0
    while found := _TERM.match(words, position):
        yield found
        position = found.end()


def _backwards(term: re.Match[str]) -> bool:
    return bool(term["high"]) and Fraction(term["high"]) < Fraction(term["low"])


def _days(term: re.Match[str]) -> Days:
    if term["several"]:
        return _unit_days(Fraction(2), term["unit"])[0], None
    low = Fraction(1, 2) if term["half"] else Fraction(term["low"] or 1)
    high = Fraction(term["high"] or low)
    more = Fraction(1, 2) if term["and_half"] else 0
    shortest, _ = _unit_days(low + more, term["unit"])
    _, longest = _unit_days(high + more, term["unit"])
    return shortest, longest


def _unit_days(count: Fraction, unit: str) -> tuple[Fraction, Fraction]:
    if unit in _DAYS:
        return count * _DAYS[unit], count * _DAYS[unit]
    months = count * (12 if unit == "year" else 1)
    shortest, longest = _month_days(floor(months))
    part = months - floor(months)
    return shortest + part * 28, longest + part * 31


@cache
def _month_days(months: int) -> tuple[int, int]:
    """The shortest and the longest that so many calendar months in a row can be, in days."""
    firsts = [date(2001 + index // 12, index % 12 + 1, 1) for index in range(48)]
    lengths = [(_months_later(first, months) - first).days for first in firsts]
    return min(lengths), max(lengths)


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _span(low: Fraction, high: Fraction | None, marks: frozenset[str]) -> Span:
    if "about" in marks:
        margin = max(Fraction(1), (high or low) / 4)
        low, high = max(Fraction(0), low - margin), None if high is None else high + margin
    minimum = 0 if "under" in marks else floor(low)
    return Span(minimum, None if high is None or "over" in marks else ceil(high))
