"""Choosing a passphrase: how strong one is, and strong ones drawn by chance."""

import secrets

from muniment.domain import strength
from muniment.domain.strength import Level, Strength
from muniment.host.resources import load_words

__all__ = ["Level", "Strength", "draw", "measure"]

WORDS = 6


def measure(passphrase: str) -> Strength:
    """How hard a passphrase is to guess; nothing of it is kept. Raises ResourceFault."""
    return strength.measure(passphrase, load_words("eff-long"), load_words("common"))


def draw(words: int = WORDS) -> str:
    """So many words drawn by the system's source of chance, each of them with 12.9 bits. Raises ResourceFault."""
    known = sorted(load_words("eff-long"))
    return " ".join(secrets.choice(known) for _ in range(words))
