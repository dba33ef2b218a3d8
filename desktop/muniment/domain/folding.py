"""Folding: one spelling for all the ways in which a name or a word is written, in Latin or in Cyrillic.

The index holds folded text and queries are folded likewise, so Gülşən is found for "gulshan", "Gülsən" and "Гюльшен".
The folded alphabet is small on purpose. What it no longer tells apart:

* a, e, ə, э (Əliyev, Eliyev, Алиев); o, ö, ё; u, ü, ю; i, ı, y, ы, й;
* g, ğ, q, k, h, x and their digraphs (Həsən, Гасан; Qarabağ, Карабах; Xədicə, Khadija);
* c, ç, j, ch, zh, dzh (Cavid, Javid, Джавид); s, ş, sh; v, w; a letter and the same letter doubled (but not "aa").

The words of a search are prefixes of the words that are looked for. ``fold`` of the beginning of a word is the
beginning of ``fold`` of the word, save where the beginning cuts a letter written with several signs in two: "d|zh",
"Mar|y|am", "Gy|ulshan", "Y|elena", "Baba|e|v", "Max|im".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

FOLDING_VERSION = 1  # goes up with any change of the rules: an index made with another version is made anew

_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфхыэ", "abvgdeziklmnoprstufhie", strict=True)),
    **{"ё": "yo", "ж": "j", "й": "y", "ц": "ts", "ч": "c", "ш": "s", "щ": "sc", "ъ": "", "ь": "", "ю": "yu", "я": "ya"},
    **{"ә": "a", "ө": "o", "ү": "u", "ғ": "g", "ҝ": "g", "ҹ": "c", "һ": "h", "ј": "y"},  # Azerbaijani until 1991
    **{"і": "i", "ї": "yi", "є": "ye", "ґ": "g"},
}
_LATIN = {"ə": "a", "ä": "a", "ç": "c", "č": "c", "ğ": "g", "ı": "i", "ö": "o", "ş": "s", "š": "s", "ü": "u", "ž": "j"}
_APOSTROPHES = "'`´ʹʼʽˈ‘’‛′"

_TO_LATIN: dict[int, str | None] = str.maketrans(
    {letter.upper(): sound for letter, sound in (_CYRILLIC | _LATIN).items() if letter != "ı"}
    | _CYRILLIC
    | _LATIN
    | {"İ": "i"}
    | {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys(_APOSTROPHES)
)
_TO_SOUNDS: dict[int, str | None] = str.maketrans(
    {chr(code): chr(code) if chr(code).isalnum() or chr(code) == "\n" else " " for code in range(128)}
    | {"'": None, "e": "a", "h": "g", "j": "c", "k": "g", "q": "g", "w": "v", "x": "g", "y": "i"}
)

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_YE_AT_START = re.compile(r"ye(?<=\bye)")  # the letters first: what is looked for so is found faster
_VOWEL_EV = re.compile(r"ev(?<=[aou]ev)")
_Y_INSIDE = re.compile(r"y(?<=[b-df-hj-np-tv-xz]y)(?=[aeou])")
_DOUBLED = re.compile(r"([b-z])(?=\1)")  # all but the last of them
_DC = re.compile(r"d+c")


def fold(text: str) -> str:
    """The folded words of any string, one blank between them; folding them once more changes nothing."""
    return " ".join(_sounds(text).split())


def fold_each(texts: Iterable[str]) -> list[str]:
    """Each text as ``fold`` has it, at hardly more cost than one or two; none of them has a line break."""
    given = list(texts)
    plain = _folded_lines(text for text in given if text.isascii())  # beside others they would be as slow as these
    foreign = _folded_lines(text for text in given if not text.isascii())
    return [next(plain if text.isascii() else foreign) for text in given]


def _folded_lines(texts: Iterable[str]) -> Iterator[str]:
    return (" ".join(line.split()) for line in _sounds("\n".join(texts)).split("\n"))


def _sounds(text: str) -> str:
    """The letters that count; lines stay lines."""
    latin = _spelled_in_latin(unicodedata.normalize("NFC", text))
    sounds = _one_spelling(latin).translate(_TO_SOUNDS)
    if "dc" in sounds:
        sounds = _DC.sub("c", sounds)
    return _DOUBLED.sub("", sounds)


def words(text: str) -> list[str]:
    """The folded words of a text in their order, with those that come twice."""
    return fold(text).split()


def query_words(text: str) -> list[str]:
    """The folded words to look for as prefixes, each once; a word that another one implies is left out."""
    distinct = list(dict.fromkeys(words(text)))
    return [word for word in distinct if not any(other != word and other.startswith(word) for other in distinct)]


def _spelled_in_latin(text: str) -> str:
    """Lower-case ASCII: our own table first, anyascii for what it does not know."""
    text = text.translate(_TO_LATIN)
    if text.isascii():
        return text
    from anyascii import anyascii

    return _FOREIGN.sub(lambda run: anyascii(run[0]).lower(), text)


def _one_spelling(text: str) -> str:
    """Digraphs as one letter, and y only where every spelling of a name has it."""
    text = text.replace("alex", "aleks").replace("maxi", "maksi")
    text = text.replace("kh", "h").replace("sh", "s").replace("zh", "j").replace("ch", "c")
    text = _VOWEL_EV.sub("yev", _YE_AT_START.sub("e", text))
    return _Y_INSIDE.sub("", text)
