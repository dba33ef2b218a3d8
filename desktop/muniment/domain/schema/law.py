"""The law: proceedings, remedies, deadlines, and the people and bodies that appear in them."""

from muniment.domain.declare import (
    PERSONAL,
    PLACE,
    PRIVILEGED,
    SOURCES,
    THIRD_PARTY,
    choice,
    choices,
    date,
    integer,
    line,
    lines,
    reference,
    text,
)
from muniment.domain.fields import RecordSpec, Scope, Section

PROCEEDING = RecordSpec(
    name="proceeding",
    label="Proceeding",
    plural="Proceedings",
    section=Section.LAW,
    scope=Scope.FILE,
    title=("kind", "forum", "reference"),
    fields=(
        choice("kind", "Kind", "proceeding_kind", required=True),
        line("forum", "Forum", sensitivity=PLACE),
        line("reference", "Reference", sensitivity=PERSONAL),
        choice("stage", "Stage", "proceeding_stage"),
        choice("outcome", "Outcome", "proceeding_outcome"),
        date("opened_on", "Opened"),
        date("closed_on", "Closed"),
        text("note", "Note", sensitivity=PRIVILEGED),
        SOURCES,
    ),
)

REMEDY = RecordSpec(
    name="remedy",
    label="Remedy",
    plural="Remedies",
    section=Section.LAW,
    scope=Scope.FILE,
    title=("decision", "decided_on"),
    fields=(
        reference("proceeding", "Proceeding", "proceeding"),
        text("decision", "Decision"),
        date("decided_on", "Decided on"),
        date("served_on", "Served on"),
        line("served_how", "Served how"),
        date("filed_on", "Filed on"),
        line("proof", "Proof of filing"),
        choice("result", "Result", "remedy_result"),
        choice("not_used_because", "Not used because", "not_used_because"),
        SOURCES,
    ),
)

DEADLINE = RecordSpec(
    name="deadline",
    label="Deadline",
    plural="Deadlines",
    section=Section.LAW,
    scope=Scope.FILE,
    title=("title", "rule", "due_earliest"),
    fields=(
        line("rule", "Rule", help="How the time is counted; “custom” with a period of its own."),
        line("title", "Title", help="Where no rule says it."),
        date("trigger_on", "Counted from", help="The day of receipt, decision or act that starts the time."),
        integer("period", "Period", minimum=1, maximum=3660, help="For the rule “custom”."),
        choice("period_unit", "Unit of the period", "period_unit"),
        date("due_earliest", "Due, earliest", written_by_program=True),
        date("due_latest", "Due, latest", written_by_program=True),
        date("override", "Due by decision of counsel", help="Stands in the place of the computed date."),
        line("reason", "Reason for the override"),
        date("done_on", "Done on"),
        date("entered_on", "Entered on", help="When this deadline was written down."),
        text("note", "Note", sensitivity=PRIVILEGED),
        SOURCES,
    ),
)

AGENCY = RecordSpec(
    name="agency",
    label="Agency",
    plural="Agencies",
    section=Section.LAW,
    scope=Scope.SHARED,
    title=("name",),
    fields=(
        line("name", "Name", required=True, sensitivity=PLACE),
        choice("kind", "Kind", "agency_kind"),
        reference("parent", "Part of", "agency"),
        SOURCES,
    ),
)

OFFICER = RecordSpec(
    name="officer",
    label="Officer",
    plural="Officers",
    section=Section.LAW,
    scope=Scope.SHARED,
    title=("name", "rank", "description"),
    fields=(
        line("name", "Name", sensitivity=PLACE),
        line("rank", "Rank"),
        line("badge", "Badge number", sensitivity=PLACE),
        text("description", "Description", sensitivity=PLACE),
        lines("aliases", "Also called", sensitivity=PLACE),
        reference("agency", "Agency", "agency", sensitivity=PLACE),
        line("identified_by", "Identified by", sensitivity=THIRD_PARTY),
        SOURCES,
    ),
)

CONTACT = RecordSpec(
    name="contact",
    label="Contact",
    plural="Contacts",
    section=Section.LAW,
    scope=Scope.SHARED,
    title=("name", "organisation"),
    fields=(
        line("name", "Name", required=True, sensitivity=THIRD_PARTY),
        choice("role", "Role", "contact_role", required=True),
        line("organisation", "Organisation", sensitivity=THIRD_PARTY),
        line("phone", "Phone", sensitivity=THIRD_PARTY),
        line("email", "E-mail", sensitivity=THIRD_PARTY),
        choices("cleared_for", "Cleared for", "consent_purpose"),
        text("note", "Note", sensitivity=PRIVILEGED),
        SOURCES,
    ),
)

RECORDS = (PROCEEDING, REMEDY, DEADLINE, AGENCY, OFFICER, CONTACT)
