"""The custody in a generated file: detentions, phases, safeguards, court orders, what was done to the person."""

from collections.abc import Iterator

from muniment.services.synthetic.chance import Chance, exact
from muniment.services.synthetic.material import Line, Material, Words
from muniment.services.synthetic.shared import Shared


class CustodyWriter:
    """Writes the detentions of the case file whose id is ``case``; ``sources`` are those written so far."""

    def __init__(self, chance: Chance, material: Material, shared: Shared, words: Words) -> None:
        self.chance = chance
        self.material = material
        self.shared = shared
        self.words = words
        self.case = chance.uuid()
        self.sources: list[str] = []
        self.offence = chance.one(material.lists["offences"])

    def term(self, name: str) -> str:
        """One term of a list."""
        return self.chance.one(self.material.terms[name])

    def terms(self, name: str, low: int, high: int) -> list[str]:
        """Some terms of a list, each once."""
        return self.chance.some(self.material.terms[name], low, high)

    def line(self, record: str, fields: Line) -> Line:
        """One record of this file."""
        return {"record": record, "id": self.chance.uuid(), "case": self.case, "fields": fields}

    def custody(self, detention: str, start: int, end: int) -> Iterator[Line]:
        """One detention, from and to a day, with all that hangs on it."""
        yield self._detention(detention, start, end)
        yield from self._phases(detention, start, end)
        yield from self._safeguards(detention)
        if self.chance.happens(0.7):
            yield self._court_order(detention, start, end)
        yield self._status_change(end)
        yield from self._abuse(detention, start)

    def _detention(self, detention: str, start: int, end: int) -> Line:
        held = self.chance.happens(0.03)
        fields = {
            "incident": self.chance.one(self.shared.ids["incident"]),
            "start": self.chance.day(start),
            "status": "ongoing" if held else "ended",
            "stated_duration": self.chance.one(self.words.lists["durations"]),
            "acknowledged": self.term("acknowledged"),
            "official_reason": self.chance.one(self.material.lists["reasons"]),
            "sources": self.sources,
        }
        if not held:
            fields |= {"end": self.chance.day(end + 1), "release_kind": self.term("release_kind")}
        return {"record": "detention", "id": detention, "case": self.case, "fields": fields}

    def _phases(self, detention: str, start: int, end: int) -> Iterator[Line]:
        chance, agencies = self.chance, self.shared.ids["agency"]
        steps = [("stop", agencies[1], start, start), ("police_hold", chance.one(agencies[2:6]), start, start)]
        if end > start + 1:
            steps.append(("administrative_arrest", agencies[6], start + 1, end))
        for kind, agency, first, last in steps:
            yield self.line(
                "phase",
                {
                    "detention": detention,
                    "kind": kind,
                    "facility": chance.one(self.material.lists["rooms"]),
                    "agency": agency,
                    "start": exact(first),
                    "end": exact(last),
                    "legal_basis": self.term("legal_basis"),
                    "custody_record": self.term("custody_record"),
                },
            )

    def _safeguards(self, detention: str) -> Iterator[Line]:
        for kind in self.terms("safeguard_kind", 3, 5):
            granted = self.term("answer")
            after: Line = {"after_hours": self.chance.between(1, 90)} if granted == "yes" else {}
            asked = {"detention": detention, "kind": kind, "requested": self.term("answer"), "granted": granted}
            yield self.line("safeguard", asked | after)

    def _court_order(self, detention: str, start: int, end: int) -> Line:
        chance, term = self.chance, self.term
        fields: Line = {
            "detention": detention,
            "court": chance.one(self.material.shared["courts"]),
            "judge": chance.one(self.material.lists["judges"]),
            "heard_on": exact(start + 1),
            "minutes": chance.between(2, 25),
            **{key: term("answer") for key in ("public", "own_lawyer", "person_heard", "ill_treatment_raised")},
            "offence": self.offence,
        }
        if end > start + 1:
            ordered = {"days_ordered": end - start + chance.one((0, 0, 0, 5)), "counted_from": exact(start)}
            fields |= {"outcome": "administrative_arrest", **ordered, "copy_served_on": exact(start + 4)}
        else:
            fields |= {"outcome": "fine", "fine": {"amount": f"{chance.between(1, 4) * 50}.00", "currency": "AZN"}}
        return self.line("court_order", {key: value for key, value in fields.items() if value != ""})

    def _status_change(self, end: int) -> Line:
        return self.line("status_change", {"on": self.chance.day(end + 1), "status": self.term("legal_status")})

    def _abuse(self, detention: str, start: int) -> Iterator[Line]:
        for number in range(self.chance.one((1, 1, 1, 2))):
            allegation = self._allegation(detention, start + number)
            yield allegation
            if self.chance.happens(0.5):
                yield from self._injuries(allegation["id"], start + number)

    def _allegation(self, detention: str, day: int) -> Line:
        chance, term, low = self.chance, self.term, self.chance.between(1, 3)
        return self.line(
            "allegation",
            {
                "detention": detention,
                "act": term("act"),
                "methods": self.terms("method", 1, 3),
                "on": chance.day(day),
                "place": term("place"),
                "facility": chance.one(self.material.lists["rooms"]),
                "perpetrators": [{"record": "officer", "id": chance.one(self.shared.ids["officer"])}],
                "perpetrator_count_low": low,
                "perpetrator_count_high": low + chance.between(0, 2),
                "purposes": self.terms("purpose", 1, 2),
                "lost_consciousness": term("answer"),
                "medical_attention": term("medical_attention"),
                "statement_signed": term("statement_signed"),
                "verification": term("verification"),
                "account": self.words.narrative(chance),
                "sources": self.sources[:1],
            },
        )

    def _injuries(self, allegation: str, day: int) -> Iterator[Line]:
        exam = self.line(
            "medical_exam",
            {
                "kind": self.term("exam_kind"),
                "on": exact(day + 6),
                "consent": self.term("answer"),
                "report_given": "yes",
            },
        )
        yield exam
        for _ in range(self.chance.between(1, 3)):
            injury = self.line("injury", {"allegation": allegation, **self._mark(), "observed_on": exact(day + 6)})
            yield injury
            grade = {"consistency": self.term("consistency")}
            yield self.line("finding", {"medical_exam": exam["id"], "injury": injury["id"], **grade})

    def _mark(self) -> Line:
        return {
            "region": self.term("body_region"),
            "side": self.term("body_side"),
            "view": self.term("body_view"),
            "x": self.chance.between(25, 75) / 100,
            "y": self.chance.between(8, 85) / 100,
            "kind": self.term("injury_kind"),
            "size_mm": self.chance.between(5, 90),
            "colour": self.chance.one(self.material.lists["colours"]),
        }
