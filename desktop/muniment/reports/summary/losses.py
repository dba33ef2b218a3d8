"""Section 12: housing, work, money, things taken. A sum that is unknown is not nought."""

from collections.abc import Iterator, Sequence

from muniment.domain.records import HousingLoss, Payment, Seizure, WorkLoss
from muniment.reports.document import Block, Column, Fact, Heading, KeepTogether, Row
from muniment.reports.phrases import counted, joined, labelled, totals
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, facts, nothing, opened, table

_HOUSING = ("actor", "trigger", "tenure", "notice_days", "deposit_lost", "belongings_lost", "living_now", "note")
_WORK = ("outcome", "arrested_at_work", "employer_told_by", "note")
_PAYMENTS = (
    Column("Payment", 1.6),
    Column("Date", 0),
    Column("Demanded", 1.1, "right"),
    Column("Paid", 1.1, "right"),
    Column("By, to", 1.6),
    Column("Receipt", 0),
    Column("Result", 2),
    Column("Source", 0),
)
_SEIZURES = (
    Column("Taken", 1),
    Column("Date", 0),
    Column("Items", 3.4),
    Column("Unlocked under duress", 1.2),
    Column("Returned", 0),
    Column("Source", 0),
)


def losses(writing: Writing) -> Iterator[Block]:
    """What each kind of loss comes to; sums are added up per currency and never converted."""
    dossier = writing.paper.dossier
    homes, jobs = by_date(dossier.all(HousingLoss), "on"), by_date(dossier.all(WorkLoss), "on")
    payments, seizures = by_date(dossier.all(Payment), "on"), by_date(dossier.all(Seizure), "on")
    if not (homes or jobs or payments or seizures):
        yield from nothing(Section.LOSSES, writing.paper)
        return
    yield from opened(Section.LOSSES, _answer(homes, jobs, payments, seizures))
    for home in homes:
        yield from _loss(writing, "Loss of housing", home, _HOUSING)
    for job in jobs:
        yield from _loss(writing, "Work", job, _WORK)
    if payments:
        yield Heading("Payments", 2)
        yield from table(_PAYMENTS, (*(_payment(writing, one) for one in payments), *_total(payments)))
    if seizures:
        yield Heading("Seizures", 2)
        yield from table(_SEIZURES, (_seizure(writing, one) for one in seizures))


def _answer(
    homes: Sequence[HousingLoss], jobs: Sequence[WorkLoss], payments: Sequence[Payment], seizures: Sequence[Seizure]
) -> str:
    numbers = joined(
        counted(len(homes), "loss of housing", "losses of housing") if homes else "",
        counted(len(jobs), "entry on work", "entries on work") if jobs else "",
        counted(len(payments), "payment") if payments else "",
        counted(len(seizures), "seizure") if seizures else "",
    )
    sums = joined(
        labelled("paid", totals(one.paid for one in payments)),
        labelled("demanded", totals(one.demanded for one in payments)),
        labelled("deposits lost", totals(one.deposit_lost for one in homes)),
        by="; ",
    )
    return f"{joined(numbers, sums, by='; ')}."


def _loss(writing: Writing, title: str, one: HousingLoss | WorkLoss, fields: tuple[str, ...]) -> Iterator[Block]:
    heading = Heading(joined(title, writing.paper.date(one.on)), 2)
    yield KeepTogether((heading, *facts((*writing.facts(one, *fields), *_rests_on(writing, one)))))


def _rests_on(writing: Writing, one: HousingLoss | WorkLoss) -> Iterator[Fact]:
    if number := writing.number(one.detention):
        yield Fact("Detention", number)
    yield from writing.sources(one, Section.LOSSES)


def _payment(writing: Writing, one: Payment) -> Row:
    told = writing.told
    return Row(
        (
            told(one, "kind"),
            writing.paper.short_date(one.on),
            _sum(told(one, "demanded")),
            _sum(told(one, "paid")),
            joined(labelled("by", one.by), labelled("to", one.to), by="\n"),
            told(one, "receipt"),
            one.result,
            writing.cited(one, Section.LOSSES),
        )
    )


def _sum(told: str) -> str:
    """Sums one below the other, each with its currency on one line."""
    return told.replace(" and ", "\n").replace(" ", "\xa0")


def _total(payments: Sequence[Payment]) -> Iterator[Row]:
    demanded = _sum(totals(one.demanded for one in payments))
    paid = _sum(totals(one.paid for one in payments))
    if demanded or paid:
        yield Row(("Total per currency", "", demanded, paid, "", "", "", ""), strong=True)


def _seizure(writing: Writing, one: Seizure) -> Row:
    told = writing.told
    return Row(
        (
            told(one, "kind"),
            writing.paper.short_date(one.on),
            one.items,
            told(one, "unlocked_under_duress"),
            told(one, "returned"),
            writing.cited(one, Section.LOSSES),
        )
    )
