"""Telephone numbers, addresses, ID numbers and accounts in any text, known to the vault or not.

The forms are those of Azerbaijan first: numbers of nine digits behind +994 or 0, the personal code (FIN) of seven
signs, passports AZE, AA and C with seven or eight digits; and what is common elsewhere.
"""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

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


class _Form(NamedTuple):
    """One way of writing something; ``needs``: one of these is in every text, in small letters, that has it."""

    kind: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]  # what counts of it is the group "own", where there is one


def _form(kind: str, needs: str, pattern: str, flags: int = re.IGNORECASE) -> _Form:
    return _Form(kind, tuple(needs.split()), re.compile(pattern, flags))


_WHAT = {"email": "an e-mail address", "handle": "an account", "id": "an ID number", "address": "an address"}

_AT, _DOT = r"(?:@|\s?[\[({]\s?(?:at|собака|et)\s?[\])}]\s?)", r"(?:\.|\s?[\[({]\s?(?:dot|точка|nöqtə)\s?[\])}]\s?)"
_SITES = (
    r"t\.me|telegram\.me|wa\.me|vk\.com|ok\.ru|instagram\.com|facebook\.com|fb\.com|fb\.me|tiktok\.com|twitter\.com|"
    r"x\.com|signal\.me|linkedin\.com"
)
_SERVICES = (
    r"telegram|insta(?:gram)?|whatsapp|skype|signal|viber|facebook|tiktok|wechat|телеграм\w*|инстаграм\w*|скайп\w*|"
    r"username|nick(?:name)?|login|ник|логин"
)
_SERVICE_WORDS = (
    "telegram insta whatsapp skype signal viber facebook tiktok wechat телегр инстаг скайп name nick login ник лог"
)
_MONEY = "AZN|USD|EUR|RUB|GEL|TRY|GBP|UAH|KZT"
_PAPERS = (
    r"\bF[İI]N\b|\bPIN\b|\bФИН\b|passport|pasport\w*|паспорт\w*|vəsiqə\w*|identity card|ID card|\bID\b|удостоверени\w*|"
    r"\bИНН\b|СНИЛС"
)
_NUMBERED = r"(?:[\s.:№#]|number|no\b|nömrəsi|номер|seriya\w*|серия)*"

_NUMBER = r"\d{1,4}(?:\s?[/-]\s?\d{1,4})?[A-Za-zА-Яа-я]?\b"
_REST = r"[\w’'.\-]{0,40}"
_CAPITAL, _ANY = rf"\b[A-ZÇƏĞİÖŞÜА-ЯЁ]{_REST}", rf"\b[^\W\d_]{_REST}"
_FLAT = rf"(?:[,;\s]+(?:apt\.?|apartment|flat|mənzil|mən\.|m\.|кв\.?|квартира|ev|дом|д\.)\s*№?\s*{_NUMBER})"
_ROADS = "street lane avenue road st ave rd"

# Before a long choice of words it is asked how they begin: most places of a text are passed by at once.
_WRITTEN = (
    _form("email", "@ [ ( {", rf"\b[\w.+\-]{{1,64}}{_AT}[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}})+"),
    _form("handle", ".me/ .com/ .ru/", rf"(?:https?://)?(?:www\.|m\.)?\b(?:{_SITES})/[^\s,;<>()«»\"\0]+"),
    _form("handle", "@", r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,40}\w"),
    _form(
        "handle",
        _SERVICE_WORDS,
        rf"(?=[tiwsvfтисunlнл])\b(?:{_SERVICES})\s*(?:[:=–-]|\bis\b)\s*"
        r"(?P<own>(?:live:)?[0-9._\-]{0,40}[a-z][a-z0-9._\-]{2,40})",
    ),
    # FIN: without I and O
    _form("id", "", r"\b(?=[0-9A-Z]{7}\b)(?=(?:[A-Z]*\d){2})(?=(?:\d*[A-Z]){2})[0-9A-HJ-NP-Z]{7}\b", 0),
    _form("id", "", rf"\b(?!(?:{_MONEY})\b)[A-Z]{{1,3}}\s?(?:№|No\.?|N)?\s?\d{{7,9}}\b", 0),
    _form("id", "", r"\b\d{2}\s?\d{2}\s?№?\s\d{6}\b"),  # a Russian passport
    _form("id", "", r"\b\d{3}-\d{3}-\d{3}[\s-]\d{2}\b"),  # SNILS
    _form(
        "id",
        "fin fi̇n pin фин passport pasport паспорт vəsiqə card id удостов инн снилс",
        rf"(?=[fpviфпиус])(?:{_PAPERS}){_NUMBERED}(?P<own>[A-Za-z]{{0,4}}\d[A-Za-z]{{0,4}}\d[0-9A-Za-z\-]{{2,14}})",
    ),
    _form(
        "address",
        _ROADS,
        rf"\b\d{{1,4}}[A-Za-z]?\s+(?:[A-Z][\w’'\-]{{0,40}}\s+){{1,3}}(?:Street|St\b\.?|Lane|Avenue|Ave\b\.?|Road|Rd\b){_FLAT}?",
        0,
    ),
    _form(
        "address",
        _ROADS,
        rf"\b(?:[A-Z][\w’'\-]{{0,40}}\s+){{1,3}}(?:Street|Lane|Avenue|Road)[,\s]+(?:no\.?|house)?\s*№?{_NUMBER}{_FLAT}*",
        0,
    ),
    _form(
        "address",
        "küç prospekti pr. döngəsi meydanı",
        rf"(?:(?:{_CAPITAL}\s+){{1,3}}|{_ANY}\s+)(?:küçəsi|küç\.?|prospekti|pr\.|döngəsi|meydanı)[,\s]+(?:ev|bina)?\s*"
        rf"№?\s*{_NUMBER}{_FLAT}*",
        0,
    ),
    _form(
        "address",
        "ул просп пр-т пер пл",
        rf"\b(?:ул\.|улиц[аеуы]|просп(?:ект[ае]?|\.)|пр-т\.?|пер\.|переул[ко]\w*|пл\.)\s*(?:{_ANY}\s+){{0,3}}{_ANY}[,\s]+"
        rf"(?:д\.|дом)?\s*№?\s*{_NUMBER}{_FLAT}*",
    ),
    _form("address", "улиц", rf"{_ANY}(?:ая|ой|ую)\s+улиц\w+[,\s]+(?:д\.|дом)?\s*№?\s*{_NUMBER}{_FLAT}*"),
    _form(
        "address",
        "apt apartment flat mənzil кв",
        r"(?=[afmк])\b(?:apt\.?|apartment|flat|mənzil|кв\.|квартира)\s*№?\s*\d{1,4}\b",
    ),
)
_SIGNS = re.compile(r"[^\W_]+")
_MOST_PIECES = 4  # into which an ID number is written
_SPOKEN_BEFORE = 24  # characters
_LEAST_DIGITS, _MOST_DIGITS, _LOCAL_DIGITS = 9, 15, 7


def details(text: str, telephones: Set[str] = frozenset()) -> Iterator[Span]:
    """Everything in a text by which somebody can be reached or looked up; what is found may overlap.

    ``telephones`` has the last digits of numbers that are known, so that they are found in any form.
    """
    yield from written(text)
    yield from telephones_in(text, telephones)


def written(text: str) -> Iterator[Span]:
    """Everything but telephone numbers: of this nothing needs to be known before."""
    small = text.casefold()
    for form in _WRITTEN:
        if not form.needs or any(word in small for word in form.needs):
            own = "own" if "own" in form.pattern.groupindex else 0
            yield from (Span(*match.span(own), form.kind, _WHAT[form.kind]) for match in form.pattern.finditer(text))


def telephones_in(text: str, known: Set[str] = frozenset()) -> Iterator[Span]:
    """The telephone numbers of a text, those with these last digits in any form."""
    for match in _TELEPHONE.finditer(text):
        if digits_of(match[0])[-_LOCAL_DIGITS:] in known or _is_telephone(
            match[0], text[max(0, match.start() - _SPOKEN_BEFORE) : match.start()]
        ):
            yield Span(*match.span(), "phone", "a telephone number")


def _is_telephone(written: str, before: str) -> bool:
    digits = digits_of(written)
    if _DAY.search(written):
        return False
    if _SPOKEN.search(before):
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
