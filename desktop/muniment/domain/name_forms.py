"""Names as texts have them: one word with the case ending that a sentence gives it, taken back to the name.

Works on folded words (``folding``), in which Гюльшану is "gulsanu" and Gülşənin is "gulsanin". Endings are those of
Russian, Azerbaijani and English. A name that ends in a vowel loses it before a Russian ending (Лейла, Лейлой), so
names are known by their stems as well.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from muniment.domain.folding import fold_each

#: Folded: е and э are "a", й is "i", х is "g".
_RUSSIAN = "a i u o oi ai au aiu oiu ou om am im ami imi ag ig ogo omu amu aga aia uiu uia ov av in ina inu inoi ino"
_AZERBAIJANI = (
    "in un nin nun a na ia i u ni nu ini unu da inda unda dan indan undan nda ndan la ila nan inla unla lar larin lara "
    "lari larla larda lardan gil gila gilin gili gilda gildan dir dur idi imis siz suz ca can canin canim mi mu dagi "
    "im um imin umun ima imi"
)
_ENGLISH = "s"
_ENDINGS = frozenset(f"{_RUSSIAN} {_AZERBAIJANI} {_ENGLISH}".split())
_AFTER_STEM = frozenset(f"{_RUSSIAN} {_AZERBAIJANI}".split())
_LONGEST = max(map(len, _ENDINGS))
_VOWELS = "aiou"
_LEAST_STEM = 2  # letters of a name without its last vowel: Анна is "ana"
_LEAST_NAME = 3  # letters of a name that may have an ending

#: A word with what may stand inside of it: apostrophes, combining marks, signs without a width.
WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    r"'`´ʹʼʽˈ‘’‛′])*"
)

POSSESSIVE = re.compile(r"['’ʼ`´]s?$", re.IGNORECASE)


def plain(raw: str) -> str:
    """A word as the lists of common words have it."""
    text = unicodedata.normalize("NFC", POSSESSIVE.sub("", raw)).casefold()
    return text.replace("i̇", "i").replace("ı", "i")


def from_stem(stem: str) -> tuple[str, ...]:
    """The folded names that may have become this before an ending."""
    whole = (f"{stem}a", f"{stem}i", f"{stem}o", f"{stem}u", f"{stem}aia")  # Лисицкой, Лисицкая
    last = stem[-1:]
    if len(stem) < _LEAST_STEM or last in _VOWELS or stem[-2] in _VOWELS:
        return whole
    return (*whole, *(f"{stem[:-1]}{vowel}{last}" for vowel in "aio"))  # Павла, Павел; Льва, Лев


def bases(word: str) -> Iterator[tuple[str, bool]]:
    """What a folded word may be a form of, the word itself first; whether only as a stem."""
    yield word, False
    if word[-1:] == "i":
        yield word, True  # Марии of Мария: in the folded alphabet the stem itself
    for size in range(1, min(_LONGEST, len(word) - _LEAST_STEM) + 1):
        ending, rest = word[-size:], word[:-size]
        if ending in _ENDINGS and len(rest) >= _LEAST_NAME:
            yield rest, False
        if ending in _AFTER_STEM:
            yield rest, True


def forms_of(word: str) -> Iterator[str]:
    """The words of names that a folded word may be a form of, the word itself first."""
    for base, as_stem in bases(word):
        if as_stem:
            yield from from_stem(base)
        else:
            yield base


def is_word(word: str) -> bool:
    """Not a figure, nor a letter by which two of one name are told apart."""
    return len(word) > 1 and not word.isdigit()


def looked_up_by(name: str) -> set[str]:
    """The words by which a folded name is looked up: no name is found by less than one of these.

    One figure or letter beside a word tells of nobody without it; two of them may.
    """
    every = set(name.split())
    found = set(filter(is_word, every))
    return found if found and len(every - found) == 1 else every


def is_form(word: str, stem: str) -> bool:
    """Whether a folded word is this stem, or the stem with an ending."""
    return word.startswith(stem) and (word == stem or word[len(stem) :] in _ENDINGS)


def spelled_names(names: Iterable[str]) -> Iterator[str]:
    """Each name, and once more as it is spelled where the two dots of ё are left out."""
    for name in names:
        yield name
        if "ё" in name or "Ё" in name:
            yield name.replace("ё", "е").replace("Ё", "Е")


def folded_words(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """Each word as folding has it; where Russian print leaves the two dots of ё out, also with each of them."""
    spellings = [list(_spellings(text)) for text in texts]
    flat = iter(fold_each(one for each in spellings for one in each))
    return [tuple(dict.fromkeys(next(flat).replace(" ", "") for _ in each)) for each in spellings]


def _spellings(text: str) -> Iterator[str]:
    yield text
    for at, letter in enumerate(text):
        if letter in "еЕ":
            yield f"{text[:at]}ё{text[at + 1 :]}"
        elif letter in "ёЁ":
            yield f"{text[:at]}е{text[at + 1 :]}"
