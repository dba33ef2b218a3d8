"""Which consent counts, of several that were given and taken back."""

from collections.abc import Iterable

from muniment.domain.records import Consent


def standing(consents: Iterable[Consent]) -> dict[str, Consent]:
    """The consent that counts for each purpose: the latest one.

    By its day of giving or withdrawing, then by entry. A refusal or withdrawal without a day gives way to no grant.
    """
    latest: dict[str, tuple[tuple[bool, str, int], Consent]] = {}
    for index, consent in enumerate(consents):
        key = (*_order(consent), index)
        if consent.purpose not in latest or key > latest[consent.purpose][0]:
            latest[consent.purpose] = key, consent
    return {purpose: consent for purpose, (_, consent) in latest.items()}


def granted(consent: Consent) -> bool:
    """Whether a consent says yes and was not withdrawn; it may have expired."""
    return consent.decision == "granted" and consent.withdrawn_on is None


def _order(consent: Consent) -> tuple[bool, str]:
    on = consent.withdrawn_on or consent.given_on
    return on is None and consent.decision in ("withdrawn", "refused"), on.sort_key[1] if on else ""
