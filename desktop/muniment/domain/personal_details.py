"""Telephone numbers, addresses, ID numbers and accounts in any text, known to the vault or not.

The forms are those of Azerbaijan first: numbers of nine digits behind +994 or 0, the personal code (FIN) of seven
signs, passports AZE, AA and C with seven or eight digits; and what is common elsewhere.
"""

import re
from collections.abc import Iterator, Set

from muniment.domain.leaks import Span

_GAP = r"[\s\u2010-\u2015.()\-/]{0,3}"
_TELEPHONE = re.compile(rf"(?<![\w.,/\-])(?:\+{_GAP})?\(?\d(?:{_GAP}\d){{4,17}}(?![\w/]|[.,\-]\d)")
_DAY = re.compile(r"\b(?:\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?)\b")
_LOCAL = re.compile(r"\d{3}[\s\-\u2010-\u2015]\d{2}[\s\-\u2010-\u2015]\d{2}")
_SPOKEN = re.compile(
    r"(?:\btel|phone|mobile|whatsapp|viber|signal|call(?:ed)?|number|тел|телефон\w*|моб|номер\w*|звон\w*|telefon\w*|nömrə\w*|mob)"
    r"[\s.:№#]*$",
    re.IGNORECASE,
)
_FORMS = re.compile(r"994\d{9}|0[1-9]\d{8}|[78]\d{10}")  # with the country, with the network alone, a Russian one

_AT, _DOT = r"(?:@|\s?[\[({]\s?(?:at|собака|et)\s?[\])}]\s?)", r"(?:\.|\s?[\[({]\s?(?:dot|точка|nöqtə)\s?[\])}]\s?)"
_EMAIL = re.compile(rf"[\w.+\-]{{1,64}}{_AT}[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}})+", re.IGNORECASE)

_HANDLES = (
    re.compile(
        r"(?:https?://)?(?:www\.|m\.)?(?:t\.me|telegram\.me|wa\.me|vk\.com|ok\.ru|instagram\.com|facebook\.com|fb\.com|fb\.me|"
        r"tiktok\.com|twitter\.com|x\.com|signal\.me|linkedin\.com)/[^\s,;<>()«»\"]+",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w@.])@[A-Za-z0-9_](?:[\w.]{1,40})[\w]"),
    re.compile(
        r"(?:telegram|instagram|insta|whatsapp|skype|signal|viber|facebook|tiktok|wechat|телеграм\w*|инстаграм\w*|скайп\w*|"
        r"username|nick(?:name)?|login|ник|логин)\s*(?:[:=–-]|\bis\b)\s*(?P<own>(?:live:)?[a-z0-9._\-]*[a-z][a-z0-9._\-]{2,40})",
        re.IGNORECASE,
    ),
)

_MONEY = "AZN|USD|EUR|RUB|GEL|TRY|GBP|UAH|KZT"
_IDS = (
    re.compile(r"\b(?=[0-9A-Z]{7}\b)(?=(?:[A-Z]*\d){2})(?=(?:\d*[A-Z]){2})[0-9A-HJ-NP-Z]{7}\b"),  # FIN: no I, no O
    re.compile(rf"\b(?!(?:{_MONEY})\b)[A-Z]{{1,3}}\s?(?:№|No\.?|N)?\s?\d{{7,9}}\b"),
    re.compile(r"\b\d{2}\s?\d{2}\s?№?\s\d{6}\b"),  # a Russian passport
    re.compile(r"\b\d{3}-\d{3}-\d{3}[\s-]\d{2}\b"),  # SNILS
    re.compile(
        r"(?:\bF[İI]N\b|\bPIN\b|ФИН|passport|pasport\w*|паспорт\w*|vəsiqə\w*|identity card|ID card|\bID\b|"
        r"удостоверени\w*|ИНН|СНИЛС)"
        r"(?:[\s.:№#]|number|no\b|nömrəsi|номер|seriya\w*|серия)*(?P<own>[0-9A-Za-z]*\d[0-9A-Za-z]*\d[0-9A-Za-z\-]{2,14})",
        re.IGNORECASE,
    ),
)

_NUMBER = r"\d{1,4}(?:\s?[/-]\s?\d{1,4})?[A-Za-zА-Яа-я]?\b"
_CAPITAL = r"[A-ZÇƏĞİÖŞÜА-ЯЁ][\w’'.\-]*"
_NAME = r"[^\W\d_][\w’'.\-]*"
_FLAT = rf"(?:[,;\s]+(?:apt\.?|apartment|flat|mənzil|mən\.|m\.|кв\.?|квартира|ev|дом|д\.)\s*№?\s*{_NUMBER})"
_ADDRESSES = (
    re.compile(
        rf"\b\d{{1,4}}[A-Za-z]?\s+(?:[A-Z][\w’'\-]*\s+){{1,3}}(?:Street|St\b\.?|Lane|Avenue|Ave\b\.?|Road|Rd\b){_FLAT}?"
    ),
    re.compile(
        rf"\b(?:[A-Z][\w’'\-]*\s+){{1,3}}(?:Street|Lane|Avenue|Road)[,\s]+(?:no\.?|house|building)?\s*№?{_NUMBER}{_FLAT}*"
    ),
    re.compile(
        rf"(?:(?:{_CAPITAL}\s+){{1,3}}|{_NAME}\s+)(?:küçəsi|küç\.?|prospekti|pr\.|döngəsi|meydanı)[,\s]+(?:ev|bina)?\s*№?\s*"
        rf"{_NUMBER}{_FLAT}*",
    ),
    re.compile(
        rf"(?:\bул\.|\bулиц[аеуы]|\bпросп(?:ект[ае]?|\.)|\bпр-т\.?|\bпер\.|\bпереул[ко]\w*|\bпл\.)\s*(?:{_NAME}\s*){{1,4}}[,\s]+"
        rf"(?:д\.|дом)?\s*№?\s*{_NUMBER}{_FLAT}*",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:{_NAME}(?:ая|ой|ую)\s+улиц\w+)[,\s]+(?:д\.|дом)?\s*№?\s*{_NUMBER}{_FLAT}*", re.IGNORECASE),
    re.compile(r"\b(?:apt\.?|apartment|flat|mənzil|кв\.|квартира)\s*№?\s*\d{1,4}\b", re.IGNORECASE),
)
_SIGNS = re.compile(r"[^\W_]+")
_MOST_PIECES = 4  # into which an ID number is written
_LEAST_DIGITS, _MOST_DIGITS, _LOCAL_DIGITS = 9, 15, 7


def details(text: str, telephones: Set[str] = frozenset()) -> Iterator[Span]:
    """Everything in a text by which somebody can be reached or looked up; what is found may overlap.

    ``telephones`` has the last digits of numbers that are known, so that they are found in any form.
    """
    if "@" in text or "[" in text or "(" in text or "{" in text:
        yield from _all(_EMAIL, text, "email", "an e-mail address")
    for form in _HANDLES:
        yield from _all(form, text, "handle", "an account")
    if any(sign.isdigit() for sign in text):
        yield from _telephones(text, telephones)
        for form in _IDS:
            yield from _all(form, text, "id", "an ID number")
        for form in _ADDRESSES:
            yield from _all(form, text, "address", "an address")


def _all(form: re.Pattern[str], text: str, kind: str, what: str) -> Iterator[Span]:
    own = "own" if "own" in form.groupindex else 0
    yield from (Span(*match.span(own), kind, what) for match in form.finditer(text))


def _telephones(text: str, known: Set[str]) -> Iterator[Span]:
    for match in _TELEPHONE.finditer(text):
        if digits_of(match[0])[-_LOCAL_DIGITS:] in known or _is_telephone(match[0], text[: match.start()]):
            yield Span(*match.span(), "phone", "a telephone number")


def _is_telephone(written: str, before: str) -> bool:
    digits = digits_of(written)
    if _DAY.search(written):
        return False
    if _SPOKEN.search(before[-24:]):
        return True
    if written.startswith("+") or digits.startswith("00"):
        return _LEAST_DIGITS <= len(digits.removeprefix("00")) <= _MOST_DIGITS
    if _FORMS.fullmatch(digits) and not (digits[0] in "78" and written.isdigit()):
        return True
    return bool(_LOCAL.fullmatch(written))


def digits_of(text: str) -> str:
    """The digits of a text, in whatever script they are written."""
    import unicodedata

    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdecimal())


def signs_of(text: str) -> str:
    """Letters and digits alone, in capitals: how ID numbers are compared."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def known_signs(text: str, known: Set[str]) -> Iterator[Span]:
    """Where a text has one of these signs (``signs_of``), with or without gaps between them."""
    words = list(_SIGNS.finditer(text)) if known else []
    for at, first in enumerate(words):
        signs = ""
        for last in words[at : at + _MOST_PIECES]:
            signs += last[0].upper()
            if signs in known:
                yield Span(first.start(), last.end(), "id", "an ID number that the vault knows")
