"""Who may see what of a case file: every audience once, as data. What is not named here follows from the fields.

A field is held back by its sensitivity; what the person's consent for the audience does not cover is held back too.
"""

from collections.abc import Mapping
from types import MappingProxyType

from muniment.domain.fields import FieldSpec, Kind, RecordSpec, Sensitivity
from muniment.domain.frozen import frozen

INTERNAL = "Internal, not to be handed over"

#: Terms that tell what a person was made to give away; they are held back wherever coerced disclosures are.
COERCED_TERMS = {("allegation", "act"): "coerced_naming", ("detention", "release_kind"): "after_giving_names"}

#: The part of a consent that covers fields of a sensitivity; all others are covered by the facts.
SCOPES: Mapping[Sensitivity, str] = MappingProxyType(
    {
        Sensitivity.MEDICAL: "medical",
        Sensitivity.ORIENTATION: "orientation_and_gender",
        Sensitivity.THIRD_PARTY: "third_parties",
    }
)
FACTS, PHOTOS = "facts", "photos"
PICTURES = ("photo", "video")  # kinds of exhibits that only a consent to photos covers

_WORDS = (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.MAPPING)


@frozen
class Audience:
    """Somebody to whom a copy may go, the consent that it takes, and what is held back from them."""

    name: str
    label: str  # as it stands at the head of a copy
    purpose: str  # the term of the consent that it takes; "" where it takes none
    hides: frozenset[Sensitivity]
    without: frozenset[str] = frozenset()  # kinds of record that are left out whole
    hidden_fields: frozenset[str] = frozenset()  # "record.field", whatever the sensitivity
    letters: bool = False  # other people are letters, drawn anew for each copy
    months: bool = False  # dates tell the month alone
    city_level: bool = False  # of agencies only those of a city or above are named
    words: bool = True  # texts in somebody's own words may be seen
    shown_as: str = "pseudonym"  # how the person is called where the consent does not say
    always_anonymous: bool = False  # whatever the consent says
    own_consent: bool = False  # of the consents only the one for this audience is told
    coerced_if_chosen: bool = False  # what was said under force may be printed, if chosen twice
    remarks: bool = False  # what the rules find odd or dangerous is told
    of_one_person: bool = True  # False: a copy about one person cannot be made

    @property
    def is_internal(self) -> bool:
        """Whether the copy stays with those who keep the vault."""
        return not self.purpose


_ALWAYS = frozenset({Sensitivity.SEALED, Sensitivity.COERCED})
_COURT = _ALWAYS | {Sensitivity.PRIVILEGED, Sensitivity.WHEREABOUTS}
_GOVERNMENT = _COURT | {Sensitivity.PERSONAL}
_PARTNER = _COURT | {Sensitivity.PLACE}
_PRESS = _COURT | {Sensitivity.PERSONAL, Sensitivity.PLACE, Sensitivity.THIRD_PARTY}

#: Written by the program or about others; no copy that leaves has them.
_OURS = frozenset({"draft", "disclosure", "identity", "survey_answer"})
_NOT_FOR_PRESS = _OURS | {
    *("evidence", "custody_event", "source", "fact_link"),
    *("consent", "deadline", "task", "note", "incident"),
}
#: They would let recipients join copies, or reach people who did not agree to it.
_OURS_FIELDS = frozenset({"case_file.code"})
_COURT_FIELDS = _OURS_FIELDS | {"contact.phone", "contact.email", "contact.cleared_for"}


def _court(name: str, label: str, purpose: str) -> Audience:
    return Audience(
        name,
        label,
        purpose,
        _COURT,
        _OURS,
        _COURT_FIELDS,
        letters=True,
        own_consent=True,
        coerced_if_chosen=True,
    )


AUDIENCES: Mapping[str, Audience] = MappingProxyType(
    {
        one.name: one
        for one in (
            Audience("internal", INTERNAL, "", _ALWAYS, coerced_if_chosen=True, remarks=True),
            Audience(
                "counsel", "for counsel", "counsel", _ALWAYS, _OURS, _OURS_FIELDS, coerced_if_chosen=True, remarks=True
            ),
            _court("domestic_court", "for a domestic court", "domestic_court"),
            _court("ecthr", "for the European Court of Human Rights", "ecthr"),
            _court("un_confidential", "for the United Nations, in confidence", "un_confidential"),
            Audience(
                "un_government",
                "for the United Nations, to be passed to the government",
                "un_to_government",
                _GOVERNMENT,
                _OURS,
                _COURT_FIELDS,
                letters=True,
                shown_as="anonymous",
                own_consent=True,
            ),
            Audience(
                "partner",
                "for a partner organisation",
                "partner_ngo",
                _PARTNER,
                _OURS,
                _COURT_FIELDS,
                letters=True,
                city_level=True,
                own_consent=True,
            ),
            Audience(
                "press",
                "for publication, anonymous",
                "publish_anonymous",
                _PRESS,
                _NOT_FOR_PRESS,
                _COURT_FIELDS,
                letters=True,
                months=True,
                city_level=True,
                words=False,
                shown_as="anonymous",
                always_anonymous=True,
                own_consent=True,
            ),
            Audience("statistics", "for statistics", "statistics", frozenset(Sensitivity), of_one_person=False),
        )
    }
)


def sees(audience: Audience, record: RecordSpec, field: FieldSpec) -> bool:
    """Whether an audience may see a field where the consent covers everything; of agencies, those of a city or above.

    What was said under force is not seen here: it has to be chosen.
    """
    if not audience.of_one_person or record.name in audience.without:
        return False
    if f"{record.name}.{field.name}" in audience.hidden_fields:
        return False
    if audience.city_level and f"{record.name}.{field.name}" in CITY_LEVEL:
        return True
    return field.sensitivity not in audience.hides and (audience.words or not is_free(field))


#: What names an agency or points to one: told of those of a city or above where an audience has such a rule.
CITY_LEVEL = frozenset({"agency.name", "phase.agency", "incident.agencies", "allegation.perpetrators"})


def covered(field: FieldSpec, scope: frozenset[str]) -> bool:
    """Whether a consent to these parts covers a field."""
    return SCOPES.get(field.sensitivity, FACTS) in scope


def is_free(field: FieldSpec) -> bool:
    """Whether a field holds words of somebody's own, which may tell anything."""
    return field.kind in _WORDS or field.open_choice


def for_purpose(purpose: str) -> Audience | None:
    """The audience whose copies take the consent for a purpose; None where there is none."""
    return next((one for one in AUDIENCES.values() if one.purpose and one.purpose == purpose), None)
