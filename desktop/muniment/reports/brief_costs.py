"""Housing, work and money: what was recorded as lost or paid; nothing is inferred, and unknown is not nought."""

from collections.abc import Iterator

from muniment.domain.records import HousingLoss, Payment, Seizure, WorkLoss
from muniment.reports.brief_lines import MOST, Entry, Making, Part
from muniment.reports.casepaper import money
from muniment.reports.phrases import counted, joined, labelled, sentence, totals, with_stop
from muniment.reports.sections import Section


def costs(making: Making) -> Part:
    """Homes, work, payments with totals per currency, seizures."""
    dossier = making.paper.dossier
    homes, works = dossier.all(HousingLoss), dossier.all(WorkLoss)
    entries = [Entry("Housing:", _home(making, one), 4 + 10 * n) for n, one in enumerate(homes[:MOST])]
    entries += [Entry("Work:", _work(making, one), 8 + 10 * n) for n, one in enumerate(works[:MOST])]
    entries += [*_money(making), *_seizures(making)]
    beyond = max(0, len(homes) - MOST) + max(0, len(works) - MOST)
    return Part("Housing, work, money", tuple(entries), (Section.LOSSES,), "entry", "entries", beyond)


def _home(making: Making, one: HousingLoss) -> str:
    told = joined(
        joined("lost", making.date(one.on), by=" "),
        labelled("by", making.term(one, "actor")),
        labelled("set off by", making.term(one, "trigger")),
        labelled("notice", "" if one.notice_days is None else counted(one.notice_days, "day")),
        labelled("living now", making.term(one, "living_now")),
        labelled("deposit lost", money(one.deposit_lost)),
        by="; ",
    )
    return sentence(told)


def _work(making: Making, one: WorkLoss) -> str:
    told = joined(
        joined(making.date(one.on), making.term(one, "outcome"), by=": "),
        labelled("arrested at work", making.term(one, "arrested_at_work")),
        labelled("employer told by", making.term(one, "employer_told_by")),
        by="; ",
    )
    return sentence(told) if told else "A loss of work is recorded without particulars."


def _money(making: Making) -> Iterator[Entry]:
    payments = making.paper.dossier.all(Payment)
    if not payments:
        return
    kinds: dict[str, list[Payment]] = {}
    for one in payments:
        kinds.setdefault(making.term(one, "kind") or "kind not recorded", []).append(one)
    told = (f"{kind}: {_paid(group)}" for kind, group in kinds.items())
    yield Entry("Money:", with_stop(making.cut("; ".join(told), 1.5)), 7)


def _paid(group: list[Payment]) -> str:
    paid, demanded = totals(one.paid for one in group), totals(one.demanded for one in group)
    asked = f"demanded {demanded}" if demanded and demanded != paid else ""
    return joined(f"paid {paid}" if paid else "sum not recorded", asked)


def _seizures(making: Making) -> Iterator[Entry]:
    seizures = making.paper.dossier.all(Seizure)
    told = (
        joined(making.term(one, "kind") or "items", labelled("returned", making.term(one, "returned")), by=", ")
        for one in seizures[:MOST]
    )
    if seizures:
        yield Entry("Seized:", with_stop(making.cut("; ".join(told))), 30)
