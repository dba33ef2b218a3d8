"""The legal position, what is due, and who does what next."""

from collections.abc import Iterator
from datetime import date

from muniment.domain.deadlines import DeadlineRule, Due
from muniment.domain.due_dates import CUSTOM, computed, effective, rule_of
from muniment.domain.errors import UserFault
from muniment.domain.records import Contact, CourtOrder, Deadline, Proceeding, Remedy, Safeguard, StatusChange, Task
from muniment.reports.brief_custody import span_of_days
from muniment.reports.brief_events import days_ordered
from muniment.reports.brief_lines import ALWAYS, MOST, Entry, Making, Part, chronological, ranked
from muniment.reports.document import Text
from muniment.reports.phrases import CONFIRM, counted, joined, labelled, sentence
from muniment.reports.sections import Section

_LAST = date.max
_LAW = (Section.SAFEGUARDS, Section.COURT_ORDERS, Section.REMEDIES)


def position(making: Making) -> Part:
    """Status, orders, proceedings, remedies, safeguards not granted."""
    dossier = making.paper.dossier
    orders = sorted(dossier.all(CourtOrder), key=lambda one: chronological(one.heard_on), reverse=True)
    cases, remedies = dossier.all(Proceeding), dossier.all(Remedy)
    entries = [
        *_status(making),
        *ranked((Entry("Court order:", _order(making, one)) for one in orders[:MOST]), 2, 12),
        *ranked((Entry("Proceedings:", _proceeding(making, one)) for one in reversed(cases[-MOST:])), 8, 10),
        *ranked((Entry("Remedy:", _remedy(making, one)) for one in reversed(remedies[-MOST:])), 6, 12),
        *_not_granted(making),
    ]
    beyond = sum(max(0, len(found) - MOST) for found in (orders, cases, remedies))
    return Part("Legal position", tuple(entries), _LAW, "entry", "entries", beyond)


def _status(making: Making) -> Iterator[Entry]:
    changes = enumerate(making.paper.dossier.all(StatusChange))
    latest = max(changes, key=lambda item: (item[1].on.sort_key if item[1].on else ("", ""), item[0]), default=None)
    if latest and (label := making.term(latest[1], "status")):
        since = making.paper.short_date(latest[1].on)
        yield Entry("Status:", f"{label} ({since})" if since else label, ALWAYS)


def _order(making: Making, one: CourtOrder) -> str:
    told = joined(
        joined(making.cut(one.court, 0.5), making.date(one.heard_on)),
        joined(making.term(one, "outcome"), days_ordered(one)),
        labelled("offence", making.cut(one.offence, 0.5).rstrip(".")),
        labelled("own lawyer", making.term(one, "own_lawyer")),
        labelled("public", making.term(one, "public")),
        labelled("person heard", making.term(one, "person_heard")),
        labelled("ill-treatment raised", making.term(one, "ill_treatment_raised")),
        labelled("copy served", making.date(one.copy_served_on)),
        by="; ",
    )
    return sentence(told or "recorded without particulars")


def _proceeding(making: Making, one: Proceeding) -> str:
    told = joined(
        joined(making.term(one, "kind"), making.cut(one.forum, 0.4), making.cut(one.reference, 0.2)),
        labelled("stage", making.term(one, "stage")),
        labelled("outcome", making.term(one, "outcome")),
        labelled("opened", making.date(one.opened_on)),
        by="; ",
    )
    return sentence(told or "recorded without particulars")


def _remedy(making: Making, one: Remedy) -> str:
    told = joined(
        labelled("against", making.cut(one.decision, 0.4).rstrip(".")),
        labelled("decided", making.date(one.decided_on)),
        labelled("served", making.date(one.served_on)),
        labelled("filed", making.date(one.filed_on)),
        labelled("result", making.term(one, "result")),
        labelled("not used because", making.term(one, "not_used_because")),
        by="; ",
    )
    return sentence(told or "recorded without particulars")


def _not_granted(making: Making) -> Iterator[Entry]:
    denied = [one for one in making.paper.dossier.all(Safeguard) if one.granted in ("no", "refused")]
    kinds = dict.fromkeys(making.term(one, "kind") for one in denied)
    if kinds:
        yield Entry("Not granted:", sentence(making.cut(", ".join(kinds))), 18)


# --- what is due ---


def deadlines(making: Making) -> Part:
    """Open deadlines, the first to be due first; each with its rule, its confidence and a warning to confirm it."""
    waiting = [one for one in making.paper.dossier.all(Deadline) if one.done_on is None]
    waiting.sort(key=lambda one: (not _urgent(making, one), effective(one).warns_on or _LAST, one.id))
    entries = ranked((_deadline(making, one) for one in waiting[:MOST]), 1, 3)
    if not entries:
        entries = () if making.paper.leaves else (Entry("", "No open deadline is recorded."),)
        return Part("Deadlines", entries, (Section.DEADLINES,), "deadline", "deadlines")
    beyond = len(waiting) - len(entries)
    return Part("Deadlines", entries, (Section.DEADLINES,), "deadline", "deadlines", beyond)


def _rule(making: Making, one: Deadline) -> DeadlineRule | None:
    """The rule as it is now; None where it is gone, or where its period cannot be."""
    try:
        return rule_of(one, making.paper.deadline_rules)
    except UserFault:
        return None


def _due(making: Making, one: Deadline) -> Due:
    try:
        return computed(one, making.paper.deadline_rules)
    except UserFault:
        return Due()


def _urgent(making: Making, one: Deadline) -> bool:
    rule = _rule(making, one)
    return bool(rule and rule.urgent)


def _deadline(making: Making, one: Deadline) -> Entry:
    rule = _rule(making, one)
    language = making.paper.language
    title = making.cut(one.title, 0.6) or (making.cut(rule.title(language), 0.7) if rule else making.cut(one.rule, 0.4))
    counted_from = making.cut(making.paper.short_date(one.trigger_on), 0.4)
    told = joined(
        _countdown(making, one),
        _basis(making, one, rule, counted_from),
        CONFIRM,
        by="; ",
    )
    name = f"{title[:1].upper()}{title[1:]}" or "Deadline"
    return Entry(_day(making, one), f"{name}: {told}.")


def _day(making: Making, one: Deadline) -> str:
    found = effective(one)
    days = span_of_days((found.earliest, found.latest))
    if days is None:
        if _urgent(making, one):
            return "At once"
        return "No fixed limit" if one.trigger_on else "No day yet"
    return making.day(days)


def _countdown(making: Making, one: Deadline) -> str:
    day = effective(one).warns_on
    if day is None:
        return _without_limit(making, one)
    left = (day - making.paper.as_of).days
    if left == 0:
        return "today"
    return f"in {counted(left, 'day')}" if left > 0 else f"passed {counted(-left, 'day')} ago"


def _without_limit(making: Making, one: Deadline) -> str:
    due = _due(making, one)
    if due.urgent:
        return "as soon as possible"
    if due.caution_from:
        return f"a delay may count against the person from {making.paper.day(due.caution_from)}"
    return "no period is set" if one.trigger_on else "the day it is counted from is not recorded"


def _basis(making: Making, one: Deadline, rule: DeadlineRule | None, counted_from: str) -> str:
    if effective(one).overridden:
        return labelled("day set by hand", making.cut(one.reason, 0.4) or "reason not recorded")
    start = f"counted from {counted_from}" if counted_from else ""
    if rule is None:
        return joined(start, "the rule is not known here" if one.rule else "")
    confidence = f"confidence {rule.confidence.value}" if rule.confidence else "period set by counsel"
    named = making.cut(rule.title(making.paper.language), 0.7) if one.title and rule.id != CUSTOM else ""
    return joined(start, labelled("rule", named), confidence, by="; ")


# --- who does what ---


def next_steps(making: Making) -> Part:
    """The responsible lawyer and the open tasks, the first to be due first."""
    open_tasks = [one for one in making.paper.dossier.all(Task) if one.done_on is None]
    open_tasks.sort(key=lambda one: chronological(one.due_on))
    tasks = ranked((_task(making, one) for one in open_tasks[:MOST]), 5, 7)
    entries = (*_responsible(making), *tasks)
    return Part("Next steps", entries, (Section.GAPS,), "task", "tasks", len(open_tasks) - len(tasks))


def _responsible(making: Making) -> Iterator[Entry]:
    dossier, cut = making.paper.dossier, making.cut
    contact = dossier.get(Contact, dossier.case_file.responsible)
    if contact:
        reach = joined(cut(contact.organisation, 0.4), cut(contact.phone or contact.email, 0.3))
        yield Entry("Responsible:", joined(cut(contact.name, 0.4), reach), ALWAYS)


def _task(making: Making, one: Task) -> Entry:
    day = one.due_on.last_day if one.due_on else None
    late = "overdue" if day and day < making.paper.as_of else ""
    who = joined(making.cut(one.assigned_to, 0.3), late, by="; ")
    text: Text = (making.cut(one.title, 0.8), f" ({who})" if who else "")
    return Entry(making.day(one.due_on) if one.due_on else "no date", text)
