"""One generated case file with everything that belongs to it."""

from collections.abc import Iterator, Sequence
from typing import Any

from muniment.services.synthetic.chance import Chance, exact
from muniment.services.synthetic.custody import CustodyWriter
from muniment.services.synthetic.material import MARK, Line, Material
from muniment.services.synthetic.shared import Shared


class CaseWriter(CustodyWriter):
    """Writes one case file: the person, the custody, what it cost, the law, consent and tasks."""

    def __init__(self, chance: Chance, material: Material, shared: Shared, earlier: Sequence[str]) -> None:
        words = chance.one((material.words[0], material.words[0], material.words[1], material.words[2]))
        super().__init__(chance, material, shared, words)
        self._earlier = earlier

    def lines(self) -> Iterator[Line]:
        """All lines of the file, the case file first."""
        start = self.chance.first_day()
        yield self._case_file(start)
        yield from self._sources(start)
        end = start
        for _ in range(self.chance.one((1, 1, 1, 1, 2, 2, 3))):
            detention, end = self.chance.uuid(), start + self.chance.one((0, 1, 2, 5, 10, 15, 20, 30))
            yield from self.custody(detention, start, end)
            yield from self._named(detention, start)
            yield from self._cost(detention, end)
            start = end + self.chance.between(5, 120)
        yield from self._law(end)
        yield from self._consents(end)
        yield from self._work(end)

    def _case_file(self, day: int) -> Line:
        chance, term, lists = self.chance, self.term, self.material.lists
        fields = {
            "code": chance.code(),
            "pseudonym": f"{chance.one(self.words.lists['names'])} {chance.one('ABCDEFGHKLMNRSTVZ')}",
            "safety": term("safety"),
            "age_band": term("age_band"),
            "perceived_as": self.terms("perceived_as", 1, 2),
            "languages": chance.some(("az", "ru", "en"), 1, 2),
            "interpreter_needed": "no",
            "vulnerabilities": [term("vulnerability")],
            "opened_on": exact(day + chance.between(1, 30)),
            "responsible": chance.one(self.shared.ids["contact"][:3]),
            "safe_contact": f"+994 00 {chance.between(100, 999)} {chance.between(10, 99)} {chance.between(10, 99)}",
            "summary": f"{MARK}. {self.words.short(chance, 'summary')}",
            "needs": self.terms("need", 1, 2),
            "tags": chance.some(lists["tags"], 0, 2),
        }
        return {
            "record": "case_file",
            "id": self.case,
            "fields": {key: value for key, value in fields.items() if value},
        }

    def _sources(self, day: int) -> Iterator[Line]:
        for kind in ("the_person", *self.chance.some(("witness", "medical", "third_party", "document"), 0, 2)):
            fields = {
                "kind": kind,
                "title": f"{kind.replace('_', ' ').capitalize()}, {self.words.code}",
                "on": exact(day + self.chance.between(2, 40)),
                "language": self.words.code,
                "first_hand": "yes" if kind != "third_party" else "no",
                "source_reliability": self.term("reliability"),
                "information_reliability": self.term("reliability"),
                "account": self.words.short(self.chance, "held", 2, 3),
            }
            line = self.line("source", fields)
            self.sources.append(line["id"])
            yield line

    def _named(self, detention: str, day: int) -> Iterator[Line]:
        if self.chance.happens(0.12):
            yield self.line(
                "coerced_disclosure",
                {
                    "detention": detention,
                    "method": self.term("disclosure_method"),
                    "on": self.chance.day(day),
                    "given": self.terms("given", 1, 2),
                    "persons": self.chance.some(self._earlier, 1, 2) if self._earlier else [],
                    "confidence": self.term("confidence"),
                    "warned": self.term("answer"),
                },
            )

    def _cost(self, detention: str, day: int) -> Iterator[Line]:
        chance, term = self.chance, self.term
        about: Line = {"detention": detention, "sources": self.sources[:1]}
        if chance.happens(0.25):
            loss = {key: term(key) for key in ("tenure", "living_now")} | {"on": chance.day(day), "notice_days": 0}
            loss |= {"actor": term("housing_actor"), "trigger": term("housing_trigger"), "deposit_lost": self._sum()}
            yield self.line("housing_loss", about | loss | {"note": self.words.short(chance, "after")})
        if chance.happens(0.2):
            work = {"on": chance.day(day), "arrested_at_work": term("answer"), "outcome": term("work_outcome")}
            yield self.line("work_loss", about | work | {"employer_told_by": term("employer_told_by")})
        if chance.happens(0.4):
            paid = {"kind": term("payment_kind"), "demanded": self._sum(), "paid": self._sum(), "on": exact(day)}
            yield self.line("payment", about | paid | {"receipt": term("answer")})
        if chance.happens(0.4):
            taken = {"items": chance.one(self.material.lists["items"]), "kind": term("seizure_kind")}
            yield self.line("seizure", about | taken | {"returned": term("answer"), "on": exact(day)})

    def _sum(self) -> dict[str, str]:
        amount = "unknown" if self.chance.happens(0.3) else f"{self.chance.between(1, 60) * 50}.00"
        return {"amount": amount, "currency": "AZN"}

    def _law(self, day: int) -> Iterator[Line]:
        chance, term = self.chance, self.term
        served = day + chance.between(0, 9)
        done: Line = {"done_on": exact(served + chance.between(1, 9))} if chance.happens(0.7) else {}
        yield self.line(
            "deadline", {"rule": "az-admin-appeal", "trigger_on": exact(served), **done, "entered_on": exact(served)}
        )
        if chance.happens(0.5):
            kind = term("proceeding_kind")
            number = f"{chance.between(1, 9)}-{chance.between(100, 9999)}/{exact(day)[:4]}"
            fields: dict[str, Any] = {"kind": kind, "reference": number, "opened_on": exact(day)}
            proceeding = self.line(
                "proceeding", fields | {"stage": term("proceeding_stage"), "outcome": term("proceeding_outcome")}
            )
            yield proceeding
            decided = {"decision": self.offence, "decided_on": exact(day), "served_on": exact(served)}
            yield self.line("remedy", {"proceeding": proceeding["id"], **decided, "result": term("remedy_result")})
            yield self.line(
                "deadline", {"rule": "ecthr", "trigger_on": chance.day(served), "entered_on": exact(served)}
            )

    def _consents(self, day: int) -> Iterator[Line]:
        given = exact(day + self.chance.between(1, 30))
        yield self.line("consent", self._consent("keep", "granted", given))
        for purpose in self.terms("consent_purpose", 2, 4):
            decision = self.term("consent_decision")
            fields = self._consent(purpose, decision, given)
            if decision == "withdrawn":
                fields["withdrawn_on"] = exact(day + self.chance.between(31, 90))
            yield self.line("consent", fields)

    def _consent(self, purpose: str, decision: str, given: str) -> Line:
        if decision == "not_asked":
            return {"purpose": purpose, "decision": decision}
        how = {"given_by": "the_person", "given_on": given, "given_how": self.term("given_how"), "in_custody": "no"}
        if decision == "refused":
            return {"purpose": purpose, "decision": decision, **how}
        shown = {"identity": self.term("consent_identity"), "scope": ["facts", "medical"]}
        return {"purpose": purpose, "decision": decision, **shown, **how}

    def _work(self, day: int) -> Iterator[Line]:
        chance, lists = self.chance, self.material.lists
        for title in chance.some(lists["tasks"], 1, 3):
            due = day + chance.between(3, 60)
            done: Line = {"done_on": exact(due - 1)} if chance.happens(0.5) else {}
            yield self.line("task", {"title": title, "due_on": exact(due), **done})
        for text in chance.some(lists["notes"], 0, 2):
            yield self.line("note", {"on": exact(day + 5), "text": text, "privileged": chance.one(("yes", "no"))})
