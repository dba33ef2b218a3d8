"""The lists of terms that choices are made from: labels in three languages, terms of the user's own, retired terms."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace

from muniment.domain.datafile import LANGUAGES, Entry, read_whole
from muniment.domain.errors import Fault, InvalidInput, UserFault
from muniment.domain.frozen import frozen

_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_LAST = ("other", "unknown")  # stay at the end of a list when a user adds terms


class UnknownTerm(UserFault):
    """A list has no term of that id, or there is no such list."""


@frozen
class Term:
    """One term: ``huridocs`` is its number in the list's thesaurus, ``reviewed`` the languages a lawyer has read.

    ``synonyms`` are other English words for it, by which somebody may look for it.
    """

    id: str
    labels: Mapping[str, str] = field(hash=False)
    huridocs: str = ""
    retired: bool = False
    synonyms: tuple[str, ...] = ()
    note: str = ""
    reviewed: frozenset[str] = frozenset()
    own: bool = False  # added by the user, kept in the vault

    def label(self, language: str = "en") -> str:
        """The words for this term; English, then any language, then the id, where there are none."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.id)


def user_term(term_id: str, labels: Mapping[str, str]) -> Term:
    """A term of the user's own. Raises InvalidInput for an id that is not in snake_case, or no label at all."""
    faults = []
    if not _ID.fullmatch(term_id):
        faults.append(Fault("id", f"must be small letters, digits and single underscores, not {term_id!r}"))
    if unknown := sorted(set(labels) - set(LANGUAGES)):
        faults.append(Fault("labels", f"no such language: {', '.join(unknown)}"))
    known = {language: labels[language].strip() for language in LANGUAGES if labels.get(language, "").strip()}
    if not known and not unknown:
        faults.append(Fault("labels", "a term needs a label in one language at least"))
    if faults:
        raise InvalidInput(faults)
    return Term(term_id, known, own=True)


@frozen
class Vocabulary:
    """One list of terms, in the order in which they are offered."""

    name: str
    terms: tuple[Term, ...]
    titles: Mapping[str, str] = field(hash=False)
    thesaurus: int | None = None  # the HURIDOCS micro-thesaurus that the numbers belong to
    _by_id: Mapping[str, Term] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {term.id: term for term in self.terms})

    def __contains__(self, term_id: object) -> bool:
        return term_id in self._by_id

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def title(self, language: str = "en") -> str:
        """The name of the list in a language, else in English."""
        return self.titles.get(language) or self.titles.get("en") or self.name

    def find(self, term_id: str) -> Term | None:
        """The term of that id, retired or not; None where there is none."""
        return self._by_id.get(term_id)

    def label(self, term_id: str, language: str = "en") -> str:
        """The words for a term; what is no term of the list (an open choice) is its own words."""
        term = self._by_id.get(term_id)
        return term.label(language) if term else term_id

    @property
    def active(self) -> tuple[Term, ...]:
        """The terms on offer: all that are not retired."""
        return tuple(term for term in self.terms if not term.retired)

    def check(self, term_id: str) -> Term:
        """The term of that id, retired or not. Raises UnknownTerm, naming terms that are called so, or almost so."""
        term = self._by_id.get(term_id)
        if term is None:
            raise UnknownTerm(self.unknown(term_id))
        return term

    def unknown(self, term_id: str) -> str:
        """What is said of a term that the list does not have."""
        return f"{self.name}: no such term: {term_id}{self._alike(term_id)}"

    def _alike(self, term_id: str) -> str:
        from difflib import get_close_matches

        named = {word: term.id for term in self.active for word in term.synonyms}
        named |= {term.id: term.id for term in self.active}
        spoken = {word.lower().replace("_", " "): meant for word, meant in named.items()}
        found = get_close_matches(term_id.lower().replace("_", " "), spoken, n=3)
        meant = dict.fromkeys(spoken[word] for word in found)
        return f" (did you mean {' or '.join(meant)}?)" if meant else ""

    def add(self, *terms: Term) -> "Vocabulary":
        """This list with new terms before "other" and "unknown". Raises InvalidInput where an id is taken."""
        ids = [*self._by_id, *(term.id for term in terms)]
        taken = sorted({term.id for term in terms if ids.count(term.id) > 1})
        if taken:
            raise InvalidInput(Fault(f"{self.name}.{i}", "the list has a term of that id already") for i in taken)
        place = next((n for n, term in enumerate(self.terms) if term.id in _LAST), len(self.terms))
        return replace(self, terms=self.terms[:place] + terms + self.terms[place:])

    def with_user_terms(self, terms: Iterable[Term]) -> "Vocabulary":
        """This list with the terms that a vault keeps; where a later release has brought the same id, ours stands."""
        fresh = {term.id: term for term in terms if term.id not in self._by_id}
        return self.add(*fresh.values())

    def retire(self, *term_ids: str) -> "Vocabulary":
        """This list with those terms kept for old records and no longer offered. Raises UnknownTerm."""
        for term_id in term_ids:
            self.check(term_id)
        return replace(self, terms=tuple(replace(t, retired=True) if t.id in term_ids else t for t in self.terms))


class Vocabularies(Mapping[str, Vocabulary]):
    """All lists by name; each is loaded when it is first asked for."""

    def __init__(self, names: Collection[str], load: Callable[[str], Vocabulary]) -> None:
        self._names = tuple(sorted(names))
        self._known = frozenset(names)
        self._load = load
        self._loaded: dict[str, Vocabulary] = {}

    def __getitem__(self, name: str) -> Vocabulary:
        if name not in self._loaded:
            if name not in self._known:
                raise KeyError(name)
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in self._known  # without loading

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def check(self, name: str, term_id: str) -> Term:
        """A term of a list, retired or not. Raises UnknownTerm for a list or a term that is not there."""
        if name not in self._known:
            raise UnknownTerm(f"no such list: {name}")
        return self[name].check(term_id)

    def label(self, name: str, term_id: str, language: str = "en") -> str:
        """The words for a term of a list; KeyError where there is no such list."""
        return self[name].label(term_id, language)

    def with_user_terms(
        self, terms: Mapping[str, Collection[Term]], retired: Mapping[str, Collection[str]] | None = None
    ) -> "Vocabularies":
        """These lists with the user's own terms and with what the user has retired, by list.

        Raises UnknownTerm for a list that is not there.
        """
        put_away = retired or {}
        if strangers := sorted((set(terms) | set(put_away)) - self._known):
            raise UnknownTerm(f"no such list: {', '.join(strangers)}")

        def load(name: str) -> Vocabulary:
            vocabulary = self[name].with_user_terms(terms.get(name, ()))
            return vocabulary.retire(*(term_id for term_id in put_away.get(name, ()) if term_id in vocabulary))

        return Vocabularies(self._names, load)


def parse_vocabulary(name: str, raw: Mapping[str, object]) -> Vocabulary:
    """The list that a data file holds. Raises InvalidInput with every fault in it."""
    return read_whole(raw, name, lambda entry: _read_list(name, entry))


def _read_list(name: str, entry: Entry) -> Vocabulary:
    titles = entry.labels("title")
    reviewed = _read_reviewed(entry.table("reviewed"))
    thesaurus = entry.whole("thesaurus", most=68)
    terms = [_read_term(inner, reviewed) for inner in entry.tables("term")]
    entry.no_more()
    for term_id in sorted({term.id for term in terms if [t.id for t in terms].count(term.id) > 1}):
        entry.blame(f"term {term_id}", "stands there twice")
    if not terms:
        entry.blame("term", "a list needs terms")
    return Vocabulary(name, tuple(terms), titles, thesaurus)


def _read_reviewed(entry: Entry) -> frozenset[str]:
    read = frozenset(language for language in ("az", "ru") if entry.flag(language))
    entry.no_more()
    return read | {"en"}


def _read_term(entry: Entry, reviewed: frozenset[str]) -> Term:
    term_id = entry.text("id", required=True)
    if term_id and not _ID.fullmatch(term_id):
        entry.blame("id", "must be in snake_case")
    term = Term(
        id=term_id,
        labels=entry.labels("label"),
        huridocs=entry.text("huridocs"),
        retired=entry.flag("retired"),
        synonyms=entry.texts("synonyms"),
        note=entry.text("note"),
        reviewed=reviewed,
    )
    entry.no_more()
    return term
