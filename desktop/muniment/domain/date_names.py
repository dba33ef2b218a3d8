"""The words of dates in English, Azerbaijani and Russian, as people type them: data, and the folding they share."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

LANGUAGES = ("en", "az", "ru")

_LETTERS = str.maketrans("əğışçöüё", "egiscouе")  # what people leave out when typing in a hurry


def plain(text: str) -> str:
    """Text as it is compared: small letters, one kind of i, no diacritics that are often left out."""
    small = unicodedata.normalize("NFC", text).replace("İ", "i").casefold()
    return small.replace("\u0307", "").translate(_LETTERS)


class Sign(StrEnum):
    """What a word says about the dates around it."""

    NOTHING = ""  # said for grammar only
    # between dates
    BEFORE = "at the latest"
    UNTIL = "until"  # at the latest; after "from", the end of a period
    AFTER = "at the earliest"
    BETWEEN = "between"
    AND = "and"
    DASH = "dash"
    ARROW = "arrow"
    FROM = "from"
    TO = "to"
    # about one date
    ABOUT = "about"
    PERHAPS = "perhaps"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    DAY_UNKNOWN = "day unknown"
    DECADE = "decade"
    TODAY = "today"
    YESTERDAY = "yesterday"
    BEFORE_YESTERDAY = "the day before yesterday"


def _names(names: str) -> tuple[str, ...]:
    return tuple(names.split())


MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": _names("January February March April May June July August September October November December"),
    "az": _names("yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"),
    "ru": _names("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
}
RUSSIAN_MONTHS_OF = _names("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
RUSSIAN_MONTHS_BY = _names(
    "январём февралём мартом апрелем маем июнем июлем августом сентябрём октябрём ноябрём декабрём"
)
_RUSSIAN_MONTHS_IN = _names("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре")
_RUSSIAN_MONTHS_TO = _names("январю февралю марту апрелю маю июню июлю августу сентябрю октябрю ноябрю декабрю")
SHORT_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": _names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "az": _names("yan fev mar apr may iyn iyl avq sen okt noy dek"),
    "ru": _names("янв фев мар апр мая июн июл авг сен окт ноя дек"),
}
_MORE_SHORT_MONTHS: Mapping[str, Mapping[str, int]] = {
    "en": {"sept": 9},
    "az": {"iyun": 6, "iyul": 7, "sent": 9},
    "ru": {"февр": 2, "сент": 9, "нояб": 11},
}

_WEEKDAYS: Mapping[str, str] = {  # from Monday; the forms of one day are parted by a stroke
    "en": "monday/mon, tuesday/tue/tues, wednesday/wed, thursday/thu/thurs, friday/fri, saturday/sat, sunday/sun",
    "az": "bazar ertəsi, çərşənbə axşamı, çərşənbə, cümə axşamı, cümə, şənbə, bazar",
    "ru": "понедельник/пн, вторник/вт, среда/среду/ср, четверг/чт, пятница/пятницу/пт, суббота/субботу/сб,"
    " воскресенье/вс",
}

DECADE_WORD = "illər"

_SIGNS: Mapping[str, Mapping[Sign, str]] = {
    "en": {
        Sign.NOTHING: "the, of, on, in, at, day, year, month, t, st, nd, rd, th",
        Sign.BEFORE: "before, by, on or before, in or before, not later than, no later than, not after, at the latest,"
        " at latest, latest, up to, or before, or earlier, ≤, <",
        Sign.AFTER: "after, on or after, in or after, not earlier than, no earlier than, not before, at the earliest,"
        " at earliest, earliest, or after, or later, ≥, >",
        Sign.BETWEEN: "between, one of",
        Sign.AND: "and, or",
        Sign.FROM: "from, since, onwards, onward, starting, beginning",
        Sign.TO: "to, until, till, through",
        Sign.ABOUT: "about, around, approximately, approx, circa, ca, c, roughly, some time around, ~, ≈",
        Sign.PERHAPS: "possibly, perhaps, maybe, probably, uncertain, not certain, not sure, ?",
        Sign.EARLY: "early, start of, beginning of, the start of, the beginning of, early in",
        Sign.MIDDLE: "mid, middle of, the middle of",
        Sign.LATE: "late, end of, the end of, late in",
        Sign.DAY_UNKNOWN: "day unknown, unknown day, unknown day in, a day in, some day in, ??",
        Sign.DECADE: "s",
        Sign.TODAY: "today",
        Sign.YESTERDAY: "yesterday",
        Sign.BEFORE_YESTERDAY: "day before yesterday, the day before yesterday",
    },
    "az": {
        Sign.NOTHING: "il, ilin, ilde, iline, ay, ayi, ayin, ayinin, ayinda, gun, gunu, saat, tarix,"
        " tarixi, tarixde, tarixinde, tarixleri",
        Sign.BEFORE: "əvvəl, qədər, kimi, ən gec, ən geci, gec olmayaraq, gec olmadan,"
        " ilə qədər, ilə kimi, ilindən əvvəl",
        Sign.AFTER: "sonra, ən tez, ən tezi, tez olmayaraq, erkən olmayaraq, tez olmadan",
        Sign.BETWEEN: "arası, arasında, aralığında, tarixləri arasında",
        Sign.AND: "və, ilə, yaxud, və ya",
        Sign.FROM: "ildən, ayından, tarixindən, bəri, etibarən, başlayaraq",
        Sign.TO: "ilədək, iladək, ayınadək, tarixinədək",
        Sign.ABOUT: "təxminən, təqribən, təx, radələrində, ətrafında",
        Sign.PERHAPS: "ehtimalən, ehtimal ki, bəlkə, bəlkə də, ola bilsin, dəqiq deyil, güman ki",
        Sign.EARLY: "əvvəli, əvvəlində, əvvəlləri, əvvəllərində",
        Sign.MIDDLE: "ortası, ortasında, ortaları, ortalarında",
        Sign.LATE: "sonu, sonunda, axırı, axırında, sonları, sonlarında",
        Sign.DAY_UNKNOWN: "günü məlum deyil, günü naməlum",
        Sign.DECADE: "illər, illərin, illərdə",
        Sign.TODAY: "bu gün, bugün",
        Sign.YESTERDAY: "dünən",
        Sign.BEFORE_YESTERDAY: "srağagün",
    },
    "ru": {
        Sign.NOTHING: "год, года, году, годом, годы, годов, годами, г, гг, в, во, на, месяц, месяца, месяце,"
        " числа, число, день, дня",
        Sign.BEFORE: "не позднее, не позже, раньше, ранее, самое позднее, перед",
        Sign.UNTIL: "до",
        Sign.AFTER: "не ранее, не раньше, после, позднее, позже, самое раннее",
        Sign.BETWEEN: "между",
        Sign.AND: "и, или, либо",
        Sign.FROM: "с, со, начиная с, от",
        Sign.TO: "по",
        Sign.ABOUT: "около, примерно, приблизительно, ориентировочно, ок",
        Sign.PERHAPS: "возможно, предположительно, вероятно, наверное, может быть, не точно, неточно",
        Sign.EARLY: "начало, начале, в начале",
        Sign.MIDDLE: "середина, середине, в середине",
        Sign.LATE: "конец, конце, в конце",
        Sign.DAY_UNKNOWN: "день неизвестен, неизвестный день, число неизвестно",
        Sign.DECADE: "е, х, ми",
        Sign.TODAY: "сегодня",
        Sign.YESTERDAY: "вчера",
        Sign.BEFORE_YESTERDAY: "позавчера",
    },
}
_EVERYWHERE: Mapping[Sign, str] = {
    Sign.DASH: "-, ‐, ‑, –, —, .., …",
    Sign.ARROW: "→",
    Sign.BEFORE: "≤, <",
    Sign.AFTER: "≥, >",
    Sign.ABOUT: "~, ≈",
    Sign.PERHAPS: "?",
    Sign.DAY_UNKNOWN: "??",
    Sign.NOTHING: "t",
}
_ENDINGS: Mapping[str, Mapping[Sign, str]] = {
    "en": {},
    "az": {
        Sign.NOTHING: "ci, cı, cu, cü, si, sı, su, sü, i, ı, u, ü, in, ın, un, ün, nin, nın, nun, nün, da, də, a, ə,"
        " ya, yə, e, sında, sində, ında, ində, unda, ündə, sinin, sının, ına, inə, sinə, una, ünə, ci il, lər, lar",
        Sign.FROM: "dan, dən, ndan, ndən, indən, ından, undan, ündən, sindən, sından, sundan, sündən",
        Sign.TO: "dək, dek, adək, ədək, yadək, yədək, nadək, nədək, inədək, ınadək, unadək, ünədək, sinədək, sınadək",
    },
    "ru": {Sign.NOTHING: "го, ого, й, ый, ое, му, м, я"},
}


def _entries(table: Mapping[Sign, str]) -> Iterator[tuple[str, Sign]]:
    for sign, words in table.items():
        for word in words.split(","):
            yield plain(word.strip()), sign


@cache
def signs(language: str) -> Mapping[str, Sign]:
    """What the words and phrases of a language say, by their plain form."""
    return {**dict(_entries(_SIGNS[language])), **dict(_entries(_EVERYWHERE))}


@cache
def endings(language: str) -> Mapping[str, Sign]:
    """What an ending after a number or a month says ("20-dən", "2017-го")."""
    return dict(_entries(_ENDINGS[language]))


@cache
def months(language: str) -> Mapping[str, int]:
    """The number of a month by each plain form of its name."""
    forms = [MONTHS[language], SHORT_MONTHS[language]]
    if language == "ru":
        forms += [RUSSIAN_MONTHS_OF, RUSSIAN_MONTHS_BY, _RUSSIAN_MONTHS_IN, _RUSSIAN_MONTHS_TO]
    found = {plain(name): number for names in forms for number, name in enumerate(names, 1)}
    return {**found, **_MORE_SHORT_MONTHS[language]}


@cache
def weekdays(language: str) -> Mapping[str, int]:
    """The number of a day of the week, from Monday as 0, by each plain form of its name."""
    days = _WEEKDAYS[language].split(", ")
    return {plain(name.strip()): number for number, names in enumerate(days) for name in names.split("/")}


@cache
def stems(language: str) -> re.Pattern[str]:
    """A month, or the years of a decade, with an ending joined to it ("sentyabrın"), as Azerbaijani does."""
    names = "|".join(map(plain, (*MONTHS["az"], DECADE_WORD))) if language == "az" else "(?!)"
    return re.compile(rf"(?P<stem>{names})(?P<ending>\w+)")
