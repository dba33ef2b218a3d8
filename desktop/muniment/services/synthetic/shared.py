"""What all generated files share: agencies, officers, contacts, sources and incidents."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment.services.synthetic.chance import Chance, exact
from muniment.services.synthetic.material import MARK, Line, Material


@dataclass(slots=True)
class Shared:
    """The ids of shared records by kind, filled while they are written."""

    ids: dict[str, list[str]] = field(default_factory=dict)

    def line(self, record: str, record_id: str, fields: Line) -> Line:
        """One shared record, remembered under its kind."""
        self.ids.setdefault(record, []).append(record_id)
        return {"record": record, "id": record_id, "fields": fields}


def shared_lines(chance: Chance, material: Material, shared: Shared) -> Iterator[Line]:
    """The shared records, each marked, in an order in which everything is written before it is referred to."""
    raw = material.shared
    for name, kind in raw["agencies"]:
        yield shared.line("agency", chance.uuid(), {"name": f"{name} ({MARK})", "kind": kind})
    for text in raw["officers"]:
        agency = chance.one(shared.ids["agency"][1:7])
        yield shared.line("officer", chance.uuid(), {"description": f"{MARK}. {text}", "agency": agency})
    for name, role in raw["contacts"]:
        yield shared.line("contact", chance.uuid(), {"name": name, "role": role, "note": f"{MARK}. Invented."})
    for title, kind in raw["sources"]:
        yield shared.line("source", chance.uuid(), {"kind": kind, "title": title, "account": f"{MARK}. Invented."})
    yield from _incidents(chance, material, shared)


def _incidents(chance: Chance, material: Material, shared: Shared) -> Iterator[Line]:
    for title, kind in material.shared["incidents"]:
        for _ in range(5):
            day, low = chance.first_day(), chance.between(1, 12)
            fields = {
                "title": f"{title}, {exact(day)}",
                "kind": kind,
                "on": chance.day(day),
                "place": chance.one(material.words[2].lists["districts"]),
                "agencies": [chance.one(shared.ids["agency"][1:6])],
                "estimated_people_low": low,
                "estimated_people_high": low + chance.between(0, 20),
                "summary": f"{MARK}. Invented.",
            }
            yield shared.line("incident", chance.uuid(), fields)
