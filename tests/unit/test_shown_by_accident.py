"""Nothing that holds content shows it where a value is shown by accident: in a traceback, in a debugger."""

import pytest

from muniment.domain.rules import Remark
from muniment.exchange.lines import Line
from muniment.services.casefile import CaseView
from muniment.services.hits import Hit
from muniment.services.identities import OpenedIdentity
from muniment.services.listing import ListedCase, ListedDeadline
from muniment.services.printing import Printed
from muniment.services.typed_fields import Typed
from muniment.vault.caselines import CaseLine
from muniment.vault.changes import Book
from muniment.vault.journal import Happening, JournalEntry, Value
from muniment.vault.search import Query

HOLDING = (
    *(Remark, Line, CaseView, OpenedIdentity, Hit, ListedCase, ListedDeadline, Printed, Typed),
    *(CaseLine, Book, Happening, JournalEntry, Value, Query),
)


@pytest.mark.parametrize("kind", HOLDING)
def test_what_holds_content_or_keys_does_not_show_them(kind: type) -> None:
    shown = vars(kind).get("__repr__", object.__repr__)
    assert shown is object.__repr__
