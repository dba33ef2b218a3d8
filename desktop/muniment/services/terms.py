"""The lists of a vault: terms of its own, and terms that it does not offer any more."""

from collections.abc import Mapping

from muniment.domain.errors import UserFault
from muniment.domain.vocabulary import Term, UnknownTerm, Vocabulary, user_term
from muniment.services.session import Session
from muniment.vault import settings
from muniment.vault.changes import change

#: Lists whose terms the program's own arithmetic and rules rest on.
FIXED = frozenset(
    {
        "answer",
        "consent_decision",
        "consent_identity",
        "consent_scope",
        "custody_action",
        "deadline_confidence",
        "detention_status",
        "period_unit",
        "stance",
    }
)


def vocabulary(session: Session, name: str) -> Vocabulary:
    """One list as this vault has it. Raises UnknownTerm."""
    if name not in session.vocabularies:
        raise UnknownTerm(f"There is no list {name}; there are {', '.join(session.vocabularies)}.")
    return session.vocabularies[name]


def add(session: Session, name: str, term_id: str, labels: Mapping[str, str]) -> Term:
    """A term of the vault's own at the end of a list. Raises UnknownTerm, InvalidInput (taken, no label), UserFault."""
    _refuse_fixed(name)
    term = user_term(term_id, labels)
    vocabulary(session, name).add(term)
    _save(session, name, term, "term_added", retired=False)
    return term


def retire(session: Session, name: str, term_id: str) -> Term:
    """Offers a term no more; records that have it keep it. Raises UnknownTerm, UserFault."""
    _refuse_fixed(name)
    term = vocabulary(session, name).check(term_id)
    _save(session, name, term, "term_retired", retired=True)
    return vocabulary(session, name).check(term_id)


def _save(session: Session, name: str, term: Term, action: str, *, retired: bool) -> None:
    labels = term.labels if term.own else {}
    with change(session.book, purpose="program") as pending:
        settings.put_term(session.db, name, term.id, labels, retired=retired)
        pending.writer.happen(action, list=name, term=term.id, labels=dict(labels))
    session.__dict__.pop("vocabularies", None)  # read anew when next asked for


def _refuse_fixed(name: str) -> None:
    if name in FIXED:
        raise UserFault(f"The list {name} cannot be changed: the program's own rules rest on its terms.")
