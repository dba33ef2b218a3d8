"""What must not leave in a copy, and where it was found."""

from collections.abc import Mapping

from muniment.domain.frozen import frozen

#: Every kind of hit, with what is printed in the place of one that is masked.
MASKS: Mapping[str, str] = {
    "name": "[name]",
    "code": "[code]",
    "phone": "[phone]",
    "email": "[e-mail]",
    "id": "[ID number]",
    "handle": "[account]",
    "address": "[address]",
}


APART = "\0"
"""Stands between texts that are read as one: no name, number or address goes on behind it."""


@frozen
class Span:
    """Where in one text something was found, of what kind, and in words what it is."""

    start: int
    end: int
    kind: str
    what: str


@frozen
class Place:
    """Where in the documents a hit stands: which document, which of its texts, from where to where in it.

    ``heading`` and ``block`` say it for people.
    """

    document: int
    text: int
    start: int
    end: int
    heading: str
    block: str

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.heading, self.block)))


@frozen
class Hit:
    """One thing that would leave: its place, as it is written, what it is, its kind, and the sentence around it."""

    place: Place
    text: str
    what: str
    kind: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The sentence, the hit marked in it."""
        return f"{self.before}»{self.text}«{self.after}"
