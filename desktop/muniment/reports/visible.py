"""Characters without a mark of their own are shown as their numbers, so that paper and terminal hide nothing."""

import re
import unicodedata
from functools import cache

# Control characters, surrogates, noncharacters, and what Unicode calls default-ignorable (DerivedCoreProperties):
# zero-width characters, bidirectional controls, variation selectors, tags, fillers.
_UNSEEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Most texts of our alphabets have none of these; to know that takes less than to look for each.
_ALL_SEEN = "[ -~\n\xa0-\xac\xae-\u034e\u0350-\u061b]*"
_LINE_END = "\r\n?|[\u2028\u2029]"
_LETTER_WITH_MARKS = "[^\\W\\d_][\u0300-\u036f]{1,3}"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# One run reaches over the spaces, digits and stops between its words.
_RIGHT_TO_LEFT_RUN = f"[{_RIGHT_TO_LEFT}]+(?:[ -@\xa0]+[{_RIGHT_TO_LEFT}]+)*"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Not before it is needed: these take long, and most commands need none of them."""
    return re.compile(pattern)


def number_of(character: str) -> str:
    """The number of a character as it is printed in its place: ``[U+1F600]``."""
    return f"[U+{ord(character):04X}]"


def made_visible(text: str) -> str:
    """``text`` with every unseen character as its number; tabs are spaces, every kind of line end is a newline."""
    if (text.isascii() and text.isprintable()) or _compiled(_ALL_SEEN).fullmatch(text):
        return text
    plain = _compiled(_LINE_END).sub("\n", text).replace("\t", " ")
    return _compiled(_UNSEEN).sub(lambda found: number_of(found[0]), plain)


def one_line(text: str) -> str:
    """``text`` made visible, on one line."""
    return made_visible(text).replace("\n", " ")


def composed(text: str) -> str:
    """Letters and the accents that follow them as one character where there is one; in linear time, unlike NFC."""
    return _compiled(_LETTER_WITH_MARKS).sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def marked_right_to_left(text: str) -> str:
    """``text`` with ``[RTL]`` before each run of Hebrew, Arabic and the like; nothing changes its place."""
    return _compiled(_RIGHT_TO_LEFT_RUN).sub(lambda found: f"[RTL]{found[0]}", text)
