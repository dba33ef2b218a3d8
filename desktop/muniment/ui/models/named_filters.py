"""Which filters of the list of case files a typed text names: terms, tags, people, by what they are called."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from muniment.domain.folding import fold
from muniment.domain.vocabulary import Term, Vocabularies, Vocabulary
from muniment.services import casetable
from muniment.services.casetable import Known
from muniment.services.session import Session
from muniment.ui.forms.candidates import meant
from muniment.ui.widgets.filters import Chosen
from muniment.ui.wording import _

_FEWEST = 3  # letters: fewer begin too much
MOST = 3  # filters that are shown


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """A filter, and which files it lets through, in words."""

    text: str
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class _Kind:
    """The terms of one filter, and the filter that each of them is."""

    terms: Vocabulary
    filter_of: Callable[[Term], NamedFilter]


def named_by(text: str, vocabularies: Vocabularies, known: Known, spoken: str) -> list[NamedFilter]:
    """Every filter whose name a text is or begins, in any language: those that are called so first."""
    if len(fold(text).replace(" ", "")) < _FEWEST:
        return []
    found = [
        (_rank(by or term.label(spoken), text), kind.filter_of(term))
        for kind in _kinds(vocabularies, known, spoken)
        for term, by in meant(kind.terms, text, spoken)
    ]
    return [one for _rank_of, one in sorted(found, key=lambda each: each[0])]


def having_files(
    session: Session, filters: list[NamedFilter], as_of: date, wanted: Callable[[], bool]
) -> list[tuple[NamedFilter, int]]:
    """The first filters that let any files through, with how many; it stops as soon as they are no longer wanted."""
    found: list[tuple[NamedFilter, int]] = []
    for one in filters:
        if len(found) == MOST or not wanted():
            break
        if count := casetable.count(session, one.chosen.at(as_of)):
            found.append((one, count))
    return found


def _rank(name: str, text: str) -> int:
    """Called so, beginning so, or with a later word that begins so."""
    folded, wanted = fold(name), fold(text)
    return 0 if folded == wanted else 1 if folded.startswith(wanted) else 2


def _kinds(vocabularies: Vocabularies, known: Known, spoken: str) -> Iterator[_Kind]:
    def of_terms(name: str, told: str, chosen: Callable[[str], Chosen]) -> _Kind:
        def filter_of(term: Term) -> NamedFilter:
            return NamedFilter(told.format(name=term.label(spoken)), chosen(term.id))

        return _Kind(vocabularies[name], filter_of)

    yield of_terms("act", _("Files with ill-treatment: {name}"), lambda one: Chosen(act=one))
    yield of_terms("legal_status", _("Files with legal status: {name}"), lambda one: Chosen(status=one))
    yield of_terms("living_now", _("Files with housing: {name}"), lambda one: Chosen(housing=one))
    yield _states(spoken)
    yield _tags(known)
    yield _people(known)


def _states(spoken: str) -> _Kind:
    """Filters that have no list of terms."""
    states = {
        "custody": (_("In custody"), NamedFilter(_("Files of people in custody"), Chosen(in_custody=True))),
        "home": (_("Lost a home"), NamedFilter(_("Files of people who lost a home"), Chosen(housing="any"))),
        "consent": (
            _("No consent for counsel"),
            NamedFilter(_("Files without consent for counsel"), Chosen(no_consent=True)),
        ),
    }
    terms = tuple(Term(name, {spoken: label}) for name, (label, _filter) in states.items())
    return _Kind(Vocabulary("states", terms, {}), lambda term: states[term.id][1])


def _tags(known: Known) -> _Kind:
    def filter_of(term: Term) -> NamedFilter:
        return NamedFilter(_("Files with tag: {name}").format(name=term.id), Chosen(tag=term.id))

    terms = tuple(Term(tag, {"en": tag}) for tag in known.tags)
    return _Kind(Vocabulary("tags", terms, {}), filter_of)


def _people(known: Known) -> _Kind:
    def filter_of(term: Term) -> NamedFilter:
        told = _("Files with responsible: {name}").format(name=term.label())
        return NamedFilter(told, Chosen(responsible=int(term.id)))

    terms = tuple(Term(str(number), {"en": name}) for number, name in known.responsible.items())
    return _Kind(Vocabulary("responsible", terms, {}), filter_of)
