"""Places on paper that are filled in by hand."""

from collections.abc import Iterable

from muniment.reports.document import Column, Row, Table

BOX = "☐"
"""To be ticked."""

_COLUMNS = (Column("", 1), Column("", 1.6))


def to_fill_in(labels: Iterable[str], values: Iterable[str] = ()) -> Table:
    """A line for each label, with room to write above the rule; ``values`` stand on the first lines already."""
    given = iter(values)
    return Table(_COLUMNS, tuple(Row((f"\n{label}", f"\n{next(given, '')}")) for label in labels))
