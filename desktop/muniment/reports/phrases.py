"""Words that more than one printed form says in the same way: who says so, amounts, languages, texts cut short."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from muniment.domain.date_display import shown_short
from muniment.domain.dates import UncertainDate
from muniment.domain.records import FactLink, Record, Source
from muniment.domain.values import Money, Ref
from muniment.reports.casepaper import CasePaper

CONFIRM = "confirm with counsel"

_OPENINGS = {
    "the_person": "The person states",
    "witness": "A witness states",
    "third_party": "A third party states",
    "lawyer": "A lawyer states",
    "medical": "A medical source states",
    "survey_answer": "A survey answer states",
    "document": "A document states",
    "media": "The media report",
    "official": "An official source states",
}
_NO_SOURCE = "It is alleged, by a source not recorded"
_SOURCE_HELD_BACK = "It is alleged, by a source not named here"
_LANGUAGES = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "de": "German",
    "en": "English",
    "fa": "Persian",
    "fr": "French",
    "hy": "Armenian",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ku": "Kurdish",
    "lez": "Lezgian",
    "ru": "Russian",
    "tly": "Talysh",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "uz": "Uzbek",
}
_ELLIPSIS = "…"

WIDEST = 9
"""Letters for which one takes room that is printed as its number."""


def speakers(paper: CasePaper, record: Record) -> tuple[Source, ...]:
    """The sources of a record in the order of how near they are; those that contradict it are not among them."""
    about = Ref(record.RECORD, record.id)
    links = [link for link in paper.dossier.with_shared(FactLink) if link.record == about]
    against = {link.source for link in links if link.stance == "contradicts"}
    named = dict.fromkeys((*record.sources, *(link.source for link in links if link.stance == "supports")))
    found = (paper.dossier.get(Source, one) for one in named if one not in against)
    order = {kind: place for place, kind in enumerate(_OPENINGS)}
    return tuple(sorted((one for one in found if one), key=lambda one: order.get(one.kind, len(order))))


def opening(paper: CasePaper, record: Record) -> str:
    """How an allegation begins, with who says it ("The person states"), by the nearest of its sources."""
    for source in speakers(paper, record):
        if source.kind in _OPENINGS:
            return _OPENINGS[source.kind]
        if label := paper.term(source, "kind"):
            return f"A source ({label}) states"
    return _SOURCE_HELD_BACK if paper.leaves else _NO_SOURCE


def who_says(paper: CasePaper, record: Record) -> str:
    """The kinds of the sources of a record, each once, separated by commas; says so where none is recorded or told."""
    kinds = dict.fromkeys(paper.term(source, "kind") for source in speakers(paper, record))
    return ", ".join(kind for kind in kinds if kind) or (
        "source not named here" if paper.leaves else "source not recorded"
    )


def contradictions(paper: CasePaper, records: Iterable[Record]) -> tuple[tuple[FactLink, Source], ...]:
    """What contradicts any of these records, with the source that does."""
    about = {Ref(record.RECORD, record.id) for record in records}
    links = (one for one in paper.dossier.with_shared(FactLink) if one.stance == "contradicts" and one.record in about)
    return tuple((link, source) for link in links if (source := paper.dossier.get(Source, link.source)))


def totals(sums: Iterable[Money | None]) -> str:
    """Sums added up by currency, never converted; unknown ones are counted beside them, for they are not nought."""
    known: dict[str, Decimal] = defaultdict(Decimal)
    unknown = 0
    for one in sums:
        if one is None:
            continue
        if one.amount is None:
            unknown += 1
        else:
            known[one.currency] += one.amount
    told = [f"{amount} {currency}" for currency, amount in sorted(known.items())]
    if unknown:
        told.append("a sum unknown" if unknown == 1 else f"{unknown} sums unknown")
    return " and ".join(told)


def language_named(code: str) -> str:
    """A language by its name where its code is known, else as it was written."""
    return _LANGUAGES.get(code.strip().lower(), code)


def moment(at: str, language: str) -> str:
    """A moment in UTC ("2017-09-20T14:30:05Z") as dates in tables are written: "20 Sep 2017 14:30:05"."""
    try:
        day = date.fromisoformat(at[:10])
    except ValueError:
        return at
    return joined(shown_short(UncertainDate.of_day(day), language), at[11:].removesuffix("Z"), by=" ")


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number and what is counted: "1 day", "3 days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that say something, in a row."""
    return by.join(part for part in parts if part)


def listed(words: Sequence[str]) -> str:
    """Words in a row, the last of them after "and"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def labelled(label: str, value: str) -> str:
    """A value with its label ("own lawyer: no"); "" where there is no value."""
    return f"{label}: {value}" if value else ""


def sentence_start(text: str) -> str:
    """The text with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    return sentence_start(with_stop(text))


def with_stop(text: str) -> str:
    """The text with a full stop, unless it ends in one already."""
    return text if not text or text[-1] in ".!?…" or text[-2:] in (".”", "!”", "?”", "…”") else f"{text}."


def shortened(text: str, room: int) -> str:
    """The text on one line and at most ``room`` letters wide, cut between words where it can be, "…" at its end.

    What has no glyph of its own is printed as its number, and so counts as many letters.
    """
    line = " ".join(text[: room * 4].split())
    fits = len(line) if _plain()(line) else _that_fit(line, room)
    if fits < len(line) or len(line) > room:
        return _cut_at_word(line[: max(1, min(fits, room) - 1)])
    return line if len(text) <= room * 4 else line + _ELLIPSIS


@cache
def _plain() -> Callable[[str], object]:
    """Tells of a text in our alphabets; compiled when it is first needed."""
    return re.compile("[ -~\xa1-\xac\xae-\u0377\u0400-\u052f\u2010-\u2027\u2030-\u2044]*").fullmatch


def _that_fit(line: str, room: int) -> int:
    """How many letters of a line there is room for, when some are printed as their numbers."""
    used = 0
    for place, letter in enumerate(line):
        ours = letter < "\u0590" or "\u2010" <= letter <= "\u2044"
        used += 1 if ours and letter.isprintable() else WIDEST
        if used > room:
            return place
    return len(line)


def taken(text: str) -> int:
    """For how many letters a text that was not cut needs room, at most."""
    return len(text) if _plain()(text) else len(text) * WIDEST


def _cut_at_word(text: str) -> str:
    head, space, tail = text.rpartition(" ")
    kept = head if space and len(tail) < len(text) // 3 else text
    return kept.rstrip(" ,;:.–") + _ELLIPSIS
