"""What it cost: housing, work, money, things taken."""

from muniment.domain.declare import (
    PERSONAL,
    PLACE,
    SOURCES,
    THIRD_PARTY,
    answer,
    choice,
    date,
    integer,
    line,
    money,
    reference,
    text,
)
from muniment.domain.fields import RecordSpec, Scope, Section

HOUSING_LOSS = RecordSpec(
    name="housing_loss",
    label="Loss of housing",
    plural="Losses of housing",
    section=Section.COST,
    scope=Scope.FILE,
    title=("actor", "on"),
    fields=(
        date("on", "On"),
        choice("tenure", "Tenure", "tenure"),
        choice("actor", "Put out by", "housing_actor", required=True),
        choice("trigger", "Trigger", "housing_trigger"),
        integer("notice_days", "Notice in days", minimum=0),
        text("belongings_lost", "Belongings lost"),
        money("deposit_lost", "Deposit lost"),
        choice("living_now", "Living now", "living_now", sensitivity=PERSONAL),
        reference("detention", "Detention", "detention"),
        text("note", "Note"),
        SOURCES,
    ),
)

WORK_LOSS = RecordSpec(
    name="work_loss",
    label="Loss of work",
    plural="Losses of work",
    section=Section.COST,
    scope=Scope.FILE,
    title=("outcome", "on"),
    fields=(
        date("on", "On"),
        answer("arrested_at_work", "Arrested at work"),
        choice("employer_told_by", "Employer told by", "employer_told_by"),
        choice("outcome", "Outcome", "work_outcome"),
        reference("detention", "Detention", "detention"),
        text("note", "Note"),
        SOURCES,
    ),
)

PAYMENT = RecordSpec(
    name="payment",
    label="Payment",
    plural="Payments",
    section=Section.COST,
    scope=Scope.FILE,
    title=("kind", "on"),
    fields=(
        choice("kind", "Kind", "payment_kind", required=True),
        money("demanded", "Demanded"),
        money("paid", "Paid"),
        date("on", "On"),
        line("by", "Paid by", sensitivity=THIRD_PARTY),
        line("to", "Paid to", sensitivity=PLACE),
        answer("receipt", "Receipt"),
        text("result", "Result"),
        reference("detention", "Detention", "detention"),
        SOURCES,
    ),
)

SEIZURE = RecordSpec(
    name="seizure",
    label="Seizure",
    plural="Seizures",
    section=Section.COST,
    scope=Scope.FILE,
    title=("kind", "items"),
    fields=(
        text("items", "Items", required=True),
        choice("kind", "Kind", "seizure_kind"),
        answer("unlocked_under_duress", "Unlocked under duress"),
        answer("returned", "Returned"),
        date("on", "On"),
        reference("detention", "Detention", "detention"),
        SOURCES,
    ),
)

RECORDS = (HOUSING_LOSS, WORK_LOSS, PAYMENT, SEIZURE)
