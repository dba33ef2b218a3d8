"""Consent: what was never asked, what no longer holds, and the copies that are out all the same."""

from collections.abc import Iterator

from muniment.domain.audience import AUDIENCES
from muniment.domain.consents import granted, standing
from muniment.domain.records import Consent, Disclosure
from muniment.domain.rules.phrasing import count, listed, term, when
from muniment.domain.rules.remark import Matter, Remark, attention, danger, gap

_NAMES = {
    "ecthr": "the European Court of Human Rights",
    "keep": "keeping the file",
    "domestic_court": "a domestic court",
    "un_confidential": "the UN in confidence",
    "un_to_government": "the UN to the government",
    "partner_ngo": "a partner NGO",
}


def withdrawn(matter: Matter) -> Iterator[Remark]:
    """A consent withdrawn, with the copies that were handed out while it held."""
    for purpose, consent in standing(matter.dossier.all(Consent)).items():
        if consent.decision != "withdrawn" and consent.withdrawn_on is None:
            continue
        since = f" {when(consent.withdrawn_on)}" if consent.withdrawn_on else ""
        text = f"Consent for {_named(purpose)} was withdrawn{since}; {_copies(matter, purpose)}"
        if purpose == "keep":
            yield danger("keep_withdrawn", consent, f"{text}; the file is to be purged.")
        else:
            yield attention("consent_withdrawn", consent, f"{text}; no new copy may be made.")


def keep_refused(matter: Matter) -> Iterator[Remark]:
    """A file that its person does not want kept."""
    consent = standing(matter.dossier.all(Consent)).get("keep")
    if consent and consent.decision == "refused" and consent.withdrawn_on is None:
        yield danger("keep_refused", consent, "Consent for keeping the file was refused; the file is to be purged.")


def expired(matter: Matter) -> Iterator[Remark]:
    """A consent whose time is over, or may be."""
    for purpose, consent in standing(matter.dossier.all(Consent)).items():
        ends = consent.expires_on
        if ends is None or not granted(consent):
            continue
        if ends.last_day and ends.last_day < matter.as_of:
            yield attention("consent_expired", consent, f"Consent for {_named(purpose)} expired {when(ends)}.")
        elif ends.first_day and ends.first_day < matter.as_of:
            text = f"Consent for {_named(purpose)} may have expired, {when(ends)}."
            yield attention("consent_perhaps_expired", consent, text)


def constrained(matter: Matter) -> Iterator[Remark]:
    """A consent given in custody is not a free one."""
    for purpose, consent in standing(matter.dossier.all(Consent)).items():
        if granted(consent) and consent.in_custody == "yes":
            text = f"Consent for {_named(purpose)} was given in custody: constrained, to be asked again when free."
            yield attention("consent_constrained", consent, text)


def no_consent(matter: Matter) -> Iterator[Remark]:
    """Consents without which the work cannot go on: to keep the file, and to hand it to counsel."""
    asked = standing(matter.dossier.all(Consent))
    for purpose in ("keep", "counsel"):
        consent = asked.get(purpose)
        if consent is None or consent.decision == "not_asked":
            text = f"No consent for {_named(purpose)} is recorded."
            yield gap(f"no_consent_{purpose}", consent or matter.case_file, text)


def sealed_without_consent(matter: Matter) -> Iterator[Remark]:
    """Sealed fields that the person's consent does not cover."""
    sealed, asked = matter.dossier.identity_fields, standing(matter.dossier.all(Consent))
    keep = asked.get("keep")
    if sealed and (keep is None or not granted(keep)):
        text = f"A sealed identity is kept ({count(len(sealed), 'field')}) without a consent to keep the file."
        yield attention("sealed_without_consent", matter.case_file, text)
    scoped = any("orientation_and_gender" in one.scope for one in asked.values() if granted(one))
    if "self_described" in sealed and not scoped:
        text = "The sealed identity holds the person's own words on themself, and no consent covers them."
        yield attention("self_described_without_consent", matter.case_file, text)


def _copies(matter: Matter, purpose: str) -> str:
    """What was handed out for a purpose; for "keep", everything."""
    copies = [
        copy
        for copy in matter.dossier.all(Disclosure)
        if purpose == "keep" or (copy.audience in AUDIENCES and AUDIENCES[copy.audience].purpose == purpose)
    ]
    if not copies:
        return "no copy was handed out"
    numbers = [copy.copy_no for copy in copies if copy.copy_no]
    which = f" ({listed(numbers)})" if numbers else ""
    return f"{'1 copy was' if len(copies) == 1 else f'{len(copies)} copies were'} handed out{which}"


def _named(purpose: str) -> str:
    return _NAMES.get(purpose, term(purpose))
