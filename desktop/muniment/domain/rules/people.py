"""Danger to people: to the person of the file, and to those whom others were made to name."""

from collections.abc import Iterator

from muniment.domain.dates import UncertainDate
from muniment.domain.fields import Sensitivity
from muniment.domain.records import CoercedDisclosure, HousingLoss, Safeguard
from muniment.domain.rules.phrasing import count, listed, term, when
from muniment.domain.rules.remark import Matter, Remark, attention, danger, gap, not_asked

_COERCED = Sensitivity.COERCED
_CARE = {"doctor": "a doctor", "medicine": "medicine"}


def exposed(matter: Matter) -> Iterator[Remark]:
    """Somebody else was made to name this person. Who it was is not said: that is the other's file."""
    own = {held.detention.id for held in matter.held}
    for disclosure in matter.exposures:
        if matter.case_file.id not in disclosure.persons and disclosure.followed_by not in own:
            continue
        how = f"another was made to give this person away ({_circumstances(disclosure)})"
        after = "; an arrest followed" if disclosure.followed_by in own else ""
        if disclosure.warned == "yes":
            yield attention("exposed", matter.case_file, f"Exposed: {how}{after}.", _COERCED)
        else:
            text = f"Exposed: {how}{after}, and no warning to this person is recorded."
            yield danger("exposed", matter.case_file, text, _COERCED)


def named_not_warned(matter: Matter) -> Iterator[Remark]:
    """This person was made to name others, who may not know it."""
    for disclosure in matter.dossier.all(CoercedDisclosure):
        if disclosure.warned in ("yes", "not_applicable"):
            continue
        whom = _whom(disclosure)
        if disclosure.warned == "no":
            text = f"{whom} given away under force ({_circumstances(disclosure)}) and not warned."
            yield danger("named_not_warned", disclosure, text, _COERCED)
        elif not_asked(disclosure.warned):
            text = f"{whom} given away under force, and whether a warning was given was not asked."
            yield gap("warning_not_asked", disclosure, text, _COERCED)
        else:
            text = f"{whom} given away under force, and it is not known whether a warning was given."
            yield attention("warning_unknown", disclosure, text, _COERCED)


def no_safe_contact(matter: Matter) -> Iterator[Remark]:
    """Somebody in danger whom nobody knows how to reach without adding to it."""
    safety = matter.case_file.safety
    if safety in ("at_risk", "in_hiding") and not matter.case_file.safe_contact:
        text = f"The person is {term(safety)}, and no safe contact is recorded."
        yield danger("no_safe_contact", matter.case_file, text, Sensitivity.PERSONAL)


def homeless_without_shelter(matter: Matter) -> Iterator[Remark]:
    """Somebody without a home for whom no shelter is asked."""
    if _homeless(matter) and "shelter" not in matter.case_file.needs:
        text = "The person is homeless, and shelter is not among the urgent needs."
        yield attention("homeless_without_shelter", matter.case_file, text, Sensitivity.PERSONAL)


def care_refused(matter: Matter) -> Iterator[Remark]:
    """A doctor or medicine that was asked for and not given."""
    for held in matter.held:
        asked = matter.dossier.of(Safeguard, detention=held.detention.id, requested="yes", granted="no")
        for safeguard in (one for one in asked if one.kind in _CARE):
            opening, what = matter.opening(held.detention), _CARE[safeguard.kind]
            if held.stretch.continuing:
                text = f"{opening}still held, and {what} was asked for and not given."
                yield danger("care_refused", safeguard, text, Sensitivity.MEDICAL)
            else:
                text = f"{opening}in custody {what} was asked for and not given."
                yield attention("care_refused", safeguard, text, Sensitivity.MEDICAL)


def _circumstances(disclosure: CoercedDisclosure) -> str:
    on = [when(disclosure.on)] if disclosure.on else []
    return ", ".join((term(disclosure.method), *on, term(disclosure.confidence)))


def _whom(disclosure: CoercedDisclosure) -> str:
    """What was given of whom; the persons are counted, never named."""
    whom = count(len(disclosure.persons), "person") if disclosure.persons else "others"
    return f"{listed(map(term, disclosure.given))} of {whom}" if disclosure.given else whom


def _homeless(matter: Matter) -> bool:
    if matter.case_file.safety == "deceased":
        return False
    losses = sorted(matter.dossier.all(HousingLoss), key=lambda loss: _key(loss.on))
    return "homeless" in matter.case_file.vulnerabilities or bool(losses and losses[-1].living_now == "homeless")


def _key(on: UncertainDate | None) -> tuple[str, str]:
    return on.sort_key if on else ("", "")
