"""What a type-ahead offers, and which terms of a list a typed text means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from muniment.domain.date_names import plain
from muniment.domain.folding import query_words, words
from muniment.domain.vocabulary import Term, Vocabulary

_RECENT = 3  # terms that were chosen last stand above the list


class Role(Enum):
    """What choosing a candidate does."""

    TAKE = "take"  # this one
    AS_TYPED = "as typed"  # the text itself
    MAKE = "make"  # a new record of that name


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a type-ahead; ``id`` is what is taken, ``detail`` stands beside the text in grey."""

    id: str
    text: str
    detail: str = ""
    role: Role = Role.TAKE
    apart: bool = False  # a hairline above: here something else begins
    kind: str = ""  # of record, where several are offered


class Wanted:
    """What was typed, by its sounds, and by its letters: a word that is cut inside may sound like none."""

    def __init__(self, text: str) -> None:
        self.words = query_words(text)
        self.letters = plain(text).split() or [text]


def meant(vocabulary: Vocabulary, text: str, language: str) -> list[tuple[Term, str]]:
    """The terms on offer that a typed text begins, in any language or by a synonym, the best first.

    With each the words that it was found by, where its label is not what was found.
    """
    wanted = Wanted(text)
    if not wanted.words:
        return [(term, "") for term in vocabulary.active]
    found = [
        (rank, at, term, by) for at, term in enumerate(vocabulary.active) for rank, by in _best(term, wanted, language)
    ]
    return [(term, by) for _, _, term, by in sorted(found, key=lambda one: one[:2])]


def _best(term: Term, wanted: Wanted, language: str) -> Iterable[tuple[int, str]]:
    """How well one term fits, 0 the best, and what it was found by; nothing where it does not."""
    label = term.label(language)
    ranked = [(0 if begins else 1, "") for begins in _fits(label, wanted)]
    if ranked:
        return ranked
    others = [text for code, text in term.labels.items() if code != language]
    for text in (*term.synonyms, *others, term.id.replace("_", " ")):
        for _begins in _fits(text, wanted):
            return [(2, text)]
    return []


def _fits(text: str, wanted: Wanted) -> list[bool]:
    """Whether each wanted word begins one of the text, and if so, whether the text begins with the first."""
    for known, parts in ((words(text), wanted.words), (plain(text).split(), wanted.letters)):
        if all(any(word.startswith(part) for word in known) for part in parts):
            return [known[0].startswith(parts[0])]
    return []


def exactly(vocabulary: Vocabulary, text: str) -> Term | None:
    """The term that is called so, in any language, by a synonym or by its id; None where none or several are."""
    wanted = words(text)
    for names in (_own_names, names_of) if wanted else ():
        named = [term for term in vocabulary.active if any(words(name) == wanted for name in names(term))]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def names_of(term: Term) -> tuple[str, ...]:
    """Everything that a term is called: in all languages, by synonyms, by its id."""
    return (*_own_names(term), *term.synonyms)


def _own_names(term: Term) -> tuple[str, ...]:
    return (*term.labels.values(), term.id.replace("_", " "))


def offered(
    vocabulary: Vocabulary, text: str, language: str, *, recent: Sequence[str] = (), without: Sequence[str] = ()
) -> list[Candidate]:
    """The terms to offer for a typed text; with no text all of them, those that were chosen last above."""
    found = [
        Candidate(term.id, term.label(language), by)
        for term, by in meant(vocabulary, text, language)
        if term.id not in without
    ]
    if text.strip() or len(found) <= 2 * _RECENT:
        return found
    by_id = {one.id: one for one in found}
    first = [by_id[term_id] for term_id in recent if term_id in by_id][:_RECENT]
    rest = [one for one in found if one not in first]
    if first and rest:
        rest[0] = Candidate(rest[0].id, rest[0].text, rest[0].detail, apart=True)
    return [*first, *rest]
