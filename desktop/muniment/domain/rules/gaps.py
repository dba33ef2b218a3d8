"""What is not in the file though it matters. Only what was never asked: "unknown" and "refused" are answers."""

from collections.abc import Iterator

from muniment.domain.fields import Sensitivity
from muniment.domain.records import Draft, Phase, Safeguard
from muniment.domain.rules.remark import Matter, Remark, attention, gap, not_asked
from muniment.domain.schema import RECORDS


def drafts(matter: Matter) -> Iterator[Remark]:
    """What was typed and could not be accepted yet; its text is not repeated."""
    for draft in matter.dossier.all(Draft):
        spec = RECORDS.get(draft.record)
        labels = {field.name: field.label for field in spec.fields} if spec else {}
        where = f"{spec.label if spec else draft.record}, “{labels.get(draft.field, draft.field)}”"
        text = f"{where}: what was typed is kept as a draft and not part of the file yet."
        coerced = draft.record == "coerced_disclosure"
        yield attention("draft_left", draft, text, Sensitivity.COERCED if coerced else Sensitivity.ORDINARY)


def no_detention(matter: Matter) -> Iterator[Remark]:
    """A file without any detention in it."""
    if not matter.held:
        yield gap("no_detention", matter.case_file, "No detention is recorded.")


def no_release_information(matter: Matter) -> Iterator[Remark]:
    """An end without how it came about."""
    for held in matter.held:
        if held.detention.status == "ended" and not held.detention.release_kind:
            text = f"{matter.opening(held.detention)}how the person was released is not recorded."
            yield gap("no_release_information", held.detention, text)


def no_safeguards(matter: Matter) -> Iterator[Remark]:
    """A detention of which nobody asked whether a lawyer, a doctor or a call was allowed."""
    for held in matter.held:
        asked = matter.dossier.of(Safeguard, detention=held.detention.id)
        if all(not_asked(one.requested) and not_asked(one.granted) for one in asked):
            text = f"{matter.opening(held.detention)}no safeguard was asked about (lawyer, doctor, family, rights)."
            yield gap("no_safeguards", held.detention, text)


def place_not_recorded(matter: Matter) -> Iterator[Remark]:
    """Somebody is held now, and the file does not say where."""
    for held in matter.held:
        phases = matter.dossier.of(Phase, detention=held.detention.id)
        if held.stretch.continuing and not any(phase.facility or phase.agency for phase in phases):
            text = f"{matter.opening(held.detention)}still held, and the place is not recorded."
            yield gap("place_not_recorded", held.detention, text)


def acknowledgement_not_asked(matter: Matter) -> Iterator[Remark]:
    """Somebody is held now, and nobody asked whether the authorities own it."""
    for held in matter.held:
        if held.stretch.continuing and not held.detention.acknowledged:
            text = (
                f"{matter.opening(held.detention)}still held: whether the authorities acknowledge it is not recorded."
            )
            yield gap("acknowledgement_not_asked", held.detention, text)


def no_legal_status(matter: Matter) -> Iterator[Remark]:
    """Nothing on where the case stands."""
    if not matter.overview.legal_status:
        yield gap("no_legal_status", matter.case_file, "No legal status is recorded.")


def no_safety(matter: Matter) -> Iterator[Remark]:
    """Nothing on whether the person is safe."""
    if not matter.case_file.safety:
        yield gap("no_safety", matter.case_file, "Whether the person is safe is not recorded.")


def nobody_responsible(matter: Matter) -> Iterator[Remark]:
    """A file that nobody looks after."""
    if not matter.case_file.responsible and matter.case_file.closed_on is None:
        yield gap("nobody_responsible", matter.case_file, "Nobody is recorded as responsible for the file.")
