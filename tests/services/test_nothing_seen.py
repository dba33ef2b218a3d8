"""Over random vaults, audiences and consents: no output has a value that its audience may not see."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.services.marked import Mark, Marked

from muniment.domain.audience import AUDIENCES
from muniment.domain.dates import Precision, UncertainDate, read
from muniment.domain.letters import Letters
from muniment.domain.schema import RECORDS
from muniment.services import audiences, finding, handing_out
from muniment.services import session as sessions
from muniment.services.consents import ConsentMissing
from muniment.services.importing import import_lines
from muniment.services.leakcheck import Decisions
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault.slots import KeyCost

AS_OF = date(2018, 6, 1)
_COURT = {"privileged", "whereabouts", "coerced", "sealed"}

#: What an audience is not told of, said once more and apart from the program.
HELD_BACK = {
    "counsel": {"coerced", "sealed"},
    "domestic_court": _COURT,
    "ecthr": _COURT,
    "un_confidential": _COURT,
    "un_government": _COURT | {"personal"},
    "partner": _COURT | {"place"},
    "press": _COURT | {"personal", "place", "third_party"},
}
PURPOSES = {"un_government": "un_to_government", "partner": "partner_ngo", "press": "publish_anonymous"}
PARTS = {"medical": "medical", "orientation": "orientation_and_gender", "third_party": "third_parties"}
SCOPES = ("medical", "orientation_and_gender", "photos", "third_parties")
NEVER = {"disclosure", "survey_answer", "draft", "identity"}


@dataclass(frozen=True)
class Wanted:
    """One random vault with a consent, and what is printed of it."""

    seed: int
    audience: str
    consented: frozenset[str]
    said: str  # how the consent says that the person is shown
    decision: str  # "" for none that is recorded

    @cached_property
    def vault(self) -> Marked:
        made = Marked(self.seed)
        for line in made.lines:
            if line["record"] == "contact":
                line["fields"].setdefault("cleared_for", [])
        given: dict[str, Any] = {"identity": self.said} if self.said else {}
        given |= {"scope": ["facts", *sorted(self.consented)], "decision": self.decision}
        made.consent("media", decision="refused")
        if self.decision:
            made.consent(PURPOSES.get(self.audience, self.audience), **given)
        return made

    @property
    def scope(self) -> frozenset[str]:
        """What is covered beside the facts: nothing where the copy leaves against what the person said."""
        return self.consented if self.decision == "granted" else frozenset()

    @property
    def is_nameless(self) -> bool:
        """Whether the copy calls the person by no name."""
        unsaid = "anonymous" if self.audience == "un_government" else "pseudonym"
        said = self.said if self.decision == "granted" else ""
        return self.audience == "press" or (said or unsaid) == "anonymous"

    def may_see(self, mark: Mark) -> bool:
        """Whether a mark may be printed."""
        if mark.record in NEVER or (mark.record == "case_file" and mark.id != self.vault.own):
            return False
        sensitivity = RECORDS[mark.record].field(mark.field).sensitivity.value
        if mark.record == "note" and self.audience != "counsel":
            sensitivity = "ordinary" if self.vault.of("note", mark.id).get("privileged") == "no" else "privileged"
        if sensitivity in HELD_BACK[self.audience] or self.audience == "press":
            return False
        if mark.record == "contact" and sensitivity == "third_party":
            cleared = PURPOSES.get(self.audience, self.audience) in self.vault.of("contact", mark.id)["cleared_for"]
            reached = mark.field in ("phone", "email") and self.audience != "counsel"
            return not reached and (cleared or "third_parties" in self.scope)
        return PARTS.get(sensitivity, "facts") in self.scope | {"facts"}


WANTED = st.builds(
    Wanted,
    seed=st.integers(0, 10**9),
    audience=st.sampled_from(sorted(HELD_BACK)),
    consented=st.frozensets(st.sampled_from(SCOPES)),
    said=st.sampled_from(("", "named", "pseudonym", "anonymous")),
    decision=st.sampled_from(("granted", "granted", "refused", "withdrawn", "")),
)


QUICK: dict[str, Any] = {  # a seed has nothing to be made smaller
    "deadline": None,
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
    "suppress_health_check": [HealthCheck.too_slow],
}


def opened(vault: Marked) -> Iterator[Session]:
    with tempfile.TemporaryDirectory() as folder:
        session = sessions.create(Path(folder) / "vault", "x", cost=KeyCost(memory=8, iterations=1, lanes=1))
        try:
            import_lines(session, vault.content, restore_records=True)
            yield session
        finally:
            session.close()


def handed(session: Session, one: Wanted, override: str = "") -> str:
    """Every output as it is handed out, with all that the leak check finds left in: it is not what is tried here."""
    case = finding.case(session, "Eigenname")
    kinds = ("brief", "summary", "exhibits")
    many = (Choices(kind, AS_OF, form="text", audience=one.audience, override=override) for kind in kinds)
    ways = (handing_out.handed(session, [case], choices, decisions=Decisions(keep="SYNTHETIC")) for choices in many)
    return "\n".join(copy.data.decode() for way in ways for copy in way)


@settings(max_examples=30, **QUICK)
@given(WANTED)
def test_no_output_has_a_value_that_its_audience_may_not_see(one: Wanted) -> None:
    for session in opened(one.vault):
        if one.decision != "granted":
            with pytest.raises(ConsentMissing):
                handed(session, one)
        text = handed(session, one, "SYNTHETIC reason")
        marks = set(re.findall(r"Zq\d+xv", text))
        assert {(m, at) for m in marks if not one.may_see(at := one.vault.marks[m])} == set()
        codes = [line["fields"]["code"] for line in one.vault.lines if line["record"] == "case_file"]
        assert [code for code in codes if code in text] == []
        if one.audience != "counsel":
            assert [name for name in one.vault.others.values() if name in text] == []
        assert ("Eigenname" not in text) == one.is_nameless


@settings(max_examples=10, **QUICK)
@given(WANTED)
def test_the_press_is_told_of_no_day(one: Wanted) -> None:
    for session in opened(one.vault):
        case = finding.case(session, "Eigenname")
        drawn = Letters(audiences.people(session))
        seen = audiences.as_seen(finding.dossier(session, case.no), AUDIENCES["press"], drawn)
        dates = [v for record in (*seen, *seen.outside) for v in vars(record).values() if isinstance(v, UncertainDate)]
        points = [end for when in dates for end in (read(when.edtf).start, read(when.edtf).end) if end]
        assert [point for point in points if point.precision > Precision.MONTH] == []
