"""The words that generated files are made of, in three languages; all of them come from ``demo/synthetic.toml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from muniment.domain.frozen import frozen
from muniment.host.resources import read_toml
from muniment.services.synthetic.chance import Chance

Line: TypeAlias = dict[str, Any]

MARK = "SYNTHETIC"
_SPELLINGS = ("az", "ru", "en")  # the order of the columns in the file
_PLAN = (("taken", 3), ("held", 4), ("force", 5), ("court", 2), ("after", 4))  # sentences of each part


@frozen
class Words:
    """What one language has: sentences by part, and names of people and places as it spells them."""

    code: str
    sentences: Mapping[str, list[str]]
    lists: Mapping[str, list[str]]

    def filled(self, chance: Chance, template: str) -> str:
        """The template with people, places and times of this language in it."""
        return template.format(
            friend=chance.one(self.lists["names"]),
            street=chance.one(self.lists["streets"]),
            district=chance.one(self.lists["districts"]),
            station=chance.one(self.lists["stations"]),
            days=chance.one(self.lists["durations"]),
            hour=chance.between(7, 11),
        )

    def narrative(self, chance: Chance) -> str:
        """An account of one to two thousand characters, from the stop to what came after."""
        chosen = [sentence for part, wanted in _PLAN for sentence in chance.some(self.sentences[part], wanted, wanted)]
        return self.filled(chance, " ".join(chosen))

    def short(self, chance: Chance, part: str, low: int = 1, high: int = 2) -> str:
        """A few sentences of one part."""
        return self.filled(chance, " ".join(chance.some(self.sentences[part], low, high)))


@frozen
class Material:
    """Everything in the file: words by language, lists of short texts, terms of vocabularies, what files share."""

    words: tuple[Words, ...]
    lists: Mapping[str, list[str]]
    terms: Mapping[str, list[str]]
    shared: Mapping[str, list[Any]]


@cache
def load_material() -> Material:
    """The material, read once. Raises ResourceFault."""
    raw: Mapping[str, Any] = read_toml("demo/synthetic.toml")
    spelled = {key: value for key, value in raw.items() if isinstance(value, list) and isinstance(value[0], list)}
    lists = {key: value for key, value in raw.items() if isinstance(value, list) and key not in spelled}
    words = tuple(
        Words(
            language, _sentences(raw[language]), {key: [row[column] for row in rows] for key, rows in spelled.items()}
        )
        for column, language in enumerate(_SPELLINGS)
    )
    return Material(words, lists, raw["terms"], raw["shared"])


def _sentences(raw: Mapping[str, Any]) -> dict[str, list[str]]:
    return {key: value for key, value in raw.items() if isinstance(value, list)}
