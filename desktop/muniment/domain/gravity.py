"""Which of several acts is told first where there is room for one."""

from collections.abc import Iterable

from muniment.domain.records import Allegation

#: The gravest first; all others weigh the same.
_GRAVEST = (
    "torture",
    "sexual_violence",
    "beating",
    "forced_medical_examination",
    "forced_testing",
    "forced_head_shaving",
    "forced_nudity",
    "denial_of_medical_care",
    "forced_confession",
    "abduction",
)


def gravity(one: Allegation) -> int:
    """How early an allegation is told: 0 for the gravest."""
    return _GRAVEST.index(one.act) if one.act in _GRAVEST else len(_GRAVEST)


def gravest(allegations: Iterable[Allegation]) -> Allegation | None:
    """The gravest allegation, of several alike the first; None where there is none."""
    return min(allegations, key=gravity, default=None)
