"""Which consent counts, of several that were given and taken back, and whether it holds on a day."""

from collections.abc import Iterable
from datetime import date

from muniment.domain.records import Consent


def standing(consents: Iterable[Consent]) -> dict[str, Consent]:
    """The consent that counts for each purpose: the latest one.

    By its day of giving or withdrawing, then by entry. A refusal or withdrawal without a day gives way to no grant, and
    one whose day is uncertain to no grant that may be the earlier of the two.
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


def lacking(consent: Consent | None, on: date) -> str:
    """Why nothing may leave by this consent on a day, as the end of a sentence; "" where it holds.

    What may have expired has, and a consent whose scope names something covers nothing else. Without a scope it
    covers the facts.
    """
    if consent is None or consent.decision in ("", "not_asked"):
        return "is not recorded"
    if consent.decision == "withdrawn" or consent.withdrawn_on is not None:
        return "was withdrawn"
    if consent.decision != "granted":
        return "was refused"
    if consent.expires_on is not None and (consent.expires_on.first_day or date.min) < on:
        return "has expired, or may have"
    if consent.given_on is not None and (consent.given_on.first_day or date.min) > on:
        return "is dated later than today"
    return "" if "facts" in scope_of(consent) else "does not cover the facts"


def scope_of(consent: Consent | None) -> frozenset[str]:
    """What a consent covers: what it names, the facts where it names nothing or there is none that was granted."""
    if consent is None or not granted(consent) or not consent.scope:
        return frozenset({"facts"})
    return frozenset(consent.scope)


def _order(consent: Consent) -> tuple[bool, str]:
    on = consent.withdrawn_on or consent.given_on
    against = consent.decision in ("withdrawn", "refused") or consent.withdrawn_on is not None
    return on is None and against, on.sort_key[against] if on else ""
