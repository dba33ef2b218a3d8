"""Which region of the body a point of a view lies in: a proposal, for somebody who sees the body to correct."""

from collections.abc import Mapping

from muniment.domain.body_map import BodyView
from muniment.domain.frozen import frozen

_MIDDLE = 0.03  # this near to the line down the middle a point is of neither side


@frozen
class _Part:
    """A band of a view: down to where, and from where to where, from the middle or in side views from the front."""

    down_to: float
    region: str
    beyond: float = 0.0
    within: float = 1.0


_ARM = 0.18  # from the middle; below the shoulder everything beyond is arm
_ARMS = (
    _Part(0.36, "upper_arm", _ARM),
    _Part(0.40, "elbow", _ARM),
    _Part(0.47, "forearm", _ARM),
    _Part(0.50, "wrist", _ARM),
    _Part(0.56, "hand", _ARM),
    _Part(0.63, "fingers", _ARM),
)
_LEGS = (_Part(0.70, "thigh"), _Part(0.78, "knee"), _Part(0.92, "lower_leg"), _Part(0.955, "ankle"))
_FRONT = (
    _Part(0.045, "head"),
    _Part(0.125, "face", within=0.085),
    _Part(0.125, "ear"),
    _Part(0.165, "neck"),
    _Part(0.23, "shoulder", 0.13),
    *_ARMS,
    _Part(0.31, "chest"),
    _Part(0.45, "abdomen"),
    _Part(0.55, "genitals", within=0.05),
    _Part(0.53, "pelvis_and_hip"),
    *_LEGS,
    _Part(0.98, "foot"),
    _Part(1.0, "toes"),
)
_BACK = (
    _Part(0.125, "head"),
    _Part(0.165, "neck"),
    _Part(0.23, "shoulder", 0.13),
    *_ARMS,
    _Part(0.31, "upper_back"),
    _Part(0.43, "lower_back"),
    _Part(0.545, "buttocks"),
    *_LEGS,
    _Part(1.0, "foot"),
)
#: Seen from the left: the front of the body is on the left, the arm hangs before the trunk.
_SIDE = (
    _Part(0.125, "face", within=0.42),
    _Part(0.125, "head"),
    _Part(0.165, "neck"),
    _Part(0.23, "shoulder", 0.36, 0.62),
    _Part(0.36, "upper_arm", 0.42, 0.6),
    _Part(0.40, "elbow", 0.42, 0.6),
    _Part(0.47, "forearm", 0.4, 0.58),
    _Part(0.50, "wrist", 0.38, 0.5),
    _Part(0.61, "hand", 0.38, 0.5),
    _Part(0.31, "chest", within=0.5),
    _Part(0.31, "upper_back"),
    _Part(0.45, "abdomen", within=0.5),
    _Part(0.42, "lower_back"),
    _Part(0.53, "buttocks", 0.5),
    _Part(0.53, "pelvis_and_hip"),
    *_LEGS,
    _Part(1.0, "foot"),
)
_HEAD = (
    _Part(0.56, "ear", 0.27),
    _Part(0.3, "head"),
    _Part(0.46, "eye", 0.06, 0.2),
    _Part(0.63, "nose", within=0.08),
    _Part(0.66, "face"),
    _Part(0.77, "mouth_and_teeth", within=0.13),
    _Part(0.87, "face"),
    _Part(1.0, "neck"),
)
_PARTS: Mapping[str, tuple[_Part, ...]] = {
    "front": _FRONT,
    "back": _BACK,
    "left": _SIDE,
    "right": _SIDE,
    "head": _HEAD,
    "hands": (_Part(0.42, "fingers"), _Part(0.82, "hand"), _Part(1.0, "wrist")),
    "feet": (_Part(0.25, "toes"), _Part(0.8, "foot"), _Part(1.0, "ankle")),
}
_ACROSS = ("left", "right")  # views in which bands are counted from the left edge


def region_at(view: BodyView, x: float, y: float) -> tuple[str, str]:
    """The terms for region and side of a point of a view, 0 to 1 across and down; "" where it cannot be said."""
    at = abs(x - 0.5) if view.id not in _ACROSS else 1 - x if view.id == "right" else x
    parts = (part for part in _PARTS.get(view.id, ()) if y <= part.down_to and part.beyond <= at <= part.within)
    part = next(parts, None)
    return (part.region if part else ""), _side(view, x)


def _side(view: BodyView, x: float) -> str:
    if view.id in _ACROSS:
        return view.id
    if abs(x - 0.5) <= _MIDDLE:
        return "middle"
    return view.left if x < 0.5 else view.right
