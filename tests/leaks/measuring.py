"""What the leak check misses and what it hits for nothing, on texts with leaks planted in them (``corpus.toml``)."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from muniment.domain.folding import fold
from muniment.host.resources import read_toml, resource_path
from muniment.reports.document import Document, Heading, Paragraph
from muniment.services import entries, finding, identities, known_identities
from muniment.services import session as sessions
from muniment.services.leakcheck import LeakCheck
from muniment.services.session import Session
from muniment.vault.slots import KeyCost

CORPUS = Path(__file__).with_name("corpus.toml")
LANGUAGES = ("english", "azerbaijani", "russian")
CLEAN = "texts without leaks"
_PLANTED = re.compile(r"\[\[(?:([a-z]+):)?(.+?)\]\]")
_CHEAP = KeyCost(memory=8, iterations=1, lanes=1)


@dataclass
class Outcome:
    """What was found in the texts of one language."""

    texts: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    hits: int = 0
    false: list[str] = field(default_factory=list)

    @property
    def share_of_false(self) -> float:
        """Of all hits, those where nothing was planted."""
        return len(self.false) / self.hits if self.hits else 0.0


def outcomes(folder: Path) -> dict[str, Outcome]:
    """The corpus by language, and the program's own texts, checked against a vault that is made in ``folder``."""
    corpus = tomllib.loads(CORPUS.read_text(encoding="utf-8"))
    with closing(sessions.create(folder / "vault", "x", "y", cost=_CHEAP)) as session:
        _fill(session, corpus)
        sealed = known_identities.opened(session, "y", "SYNTHETIC measure")
        check = LeakCheck(session, "domestic_court", sealed)
        found = {language: _outcome(check, corpus[language]) for language in LANGUAGES}
        found[CLEAN] = _outcome(check, _clean_texts())
    return found


def _fill(session: Session, corpus: dict[str, Any]) -> None:
    for name in corpus["pseudonyms"]:
        entries.add(session, "case_file", {"pseudonym": name})
    for number, name in enumerate(corpus["sealed"]):
        made = entries.add(session, "case_file", {"pseudonym": f"Q{number}"})
        case = finding.case(session, made.id)
        identities.seal(session, case, {"legal_name": name})
    for name in corpus["contacts"]:
        entries.add(session, "contact", {"name": name, "role": "lawyer"})
    for name in corpus["offices"]:
        entries.add(session, "officer", {"name": name})


def _outcome(check: LeakCheck, texts: Iterable[str]) -> Outcome:
    outcome = Outcome()
    for marked in texts:
        text, planted = _unmarked(marked)
        document = Document(("x",), (Heading("Account"), Paragraph(text)))
        hits = [hit for hit in check.hits([document], [], frozenset()) if hit.place.block == "text"]
        outcome.texts += 1
        outcome.hits += len(hits)
        outcome.planted.update(kind for _, _, kind in planted)
        for start, end, kind in planted:
            if not _is_covered(text, start, end, [(one.place.start, one.place.end) for one in hits]):
                outcome.missed.append(f"{kind} {text[start:end]!r} in {text!r}")
        for hit in hits:
            if not any(hit.place.start < end and start < hit.place.end for start, end, _ in planted):
                outcome.false.append(f"{hit.kind} {hit.text!r} in {text!r}")
    return outcome


def _is_covered(text: str, start: int, end: int, hits: list[tuple[int, int]]) -> bool:
    """Whether no word of what was planted is left over; titles and endings may be."""
    rest = "".join(" " if any(low <= at < high for low, high in hits) else text[at] for at in range(start, end))
    return all(fold(word) in _HARMLESS for word in re.findall(r"\w+", rest))


_HARMLESS = {fold(word) for word in ("Mr", "Dr", "s", "Al")}


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, planted, at = "", [], 0
    for match in _PLANTED.finditer(marked):
        text += marked[at : match.start()]
        planted.append((len(text), len(text) + len(match[2]), match[1] or "name"))
        text += match[2]
        at = match.end()
    return text + marked[at:], planted


def _clean_texts() -> Iterator[str]:
    """All labels of all lists in three languages, and the sentences that practice files are made of."""
    for file in sorted(resource_path("vocabularies").glob("*.toml")):
        yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))
    material = read_toml("demo/synthetic.toml")
    for name, value in material.items():
        if name not in ("names", "shared"):
            yield from (re.sub(r"\{\w+\}", "…", text) for text in _strings(value))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
