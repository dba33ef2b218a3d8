"""How we know: sources, evidence and its custody, consent, copies handed out, surveys, published counts."""

from muniment.domain.declare import (
    PERSONAL,
    PRIVILEGED,
    SOURCES,
    THIRD_PARTY,
    answer,
    choice,
    choices,
    date,
    instant,
    integer,
    line,
    mapping,
    reference,
    text,
)
from muniment.domain.fields import RecordSpec, Scope, Section

#: What a source can speak of: everything that states a fact.
FACTS = (
    "case_file",
    "status_change",
    "incident",
    "detention",
    "phase",
    "safeguard",
    "court_order",
    "allegation",
    "injury",
    "medical_exam",
    "finding",
    "coerced_disclosure",
    "housing_loss",
    "work_loss",
    "payment",
    "seizure",
    "proceeding",
    "remedy",
    "agency",
    "officer",
    "count_claim",
)

SOURCE = RecordSpec(
    name="source",
    label="Source",
    plural="Sources",
    section=Section.SOURCES,
    scope=Scope.EITHER,
    title=("title", "kind", "on"),
    fields=(
        choice("kind", "Kind", "source_kind", required=True),
        line("title", "Title"),
        date("on", "On"),
        line("interviewer", "Interviewer", sensitivity=THIRD_PARTY),
        line("language", "Language"),
        answer("first_hand", "First hand"),
        choice("source_reliability", "Reliability of the source", "reliability"),
        choice("information_reliability", "Reliability of the information", "reliability"),
        text("account", "Account"),
        SOURCES,
    ),
)

FACT_LINK = RecordSpec(
    name="fact_link",
    label="Support or contradiction",
    plural="Supports and contradictions",
    section=Section.SOURCES,
    scope=Scope.EITHER,
    title=("stance", "quote"),
    fields=(
        reference("source", "Source", "source", required=True),
        reference("record", "Speaks of", *FACTS, required=True),
        line("field", "Field"),
        choice("stance", "Stance", "stance", required=True),
        text("quote", "Quotation"),
        line("locator", "Where in the source"),
        SOURCES,
    ),
)

EVIDENCE = RecordSpec(
    name="evidence",
    label="Exhibit",
    plural="Exhibits",
    section=Section.SOURCES,
    scope=Scope.FILE,
    title=("exhibit_no", "title"),
    fields=(
        integer("exhibit_no", "Exhibit number", required=True, written_by_program=True, minimum=1),
        line("title", "Title", required=True),
        choice("kind", "Kind", "evidence_kind"),
        line("sha256", "SHA-256", required=True, written_by_program=True),
        integer("size", "Size in bytes", written_by_program=True, minimum=0),
        line("media_type", "Media type", written_by_program=True),
        line("original_name", "Original name", written_by_program=True, sensitivity=PERSONAL),
        date("acquired_on", "Acquired on"),
        line("acquired_from", "Acquired from", sensitivity=THIRD_PARTY),
        line("acquired_by", "Acquired by", sensitivity=THIRD_PARTY),
        line("acquired_how", "Acquired how"),
        answer("is_original", "Original"),
        reference("copy_of", "Copy of", "evidence"),
        SOURCES,
    ),
)

CUSTODY_EVENT = RecordSpec(
    name="custody_event",
    label="Custody event",
    plural="Custody events",
    section=Section.SOURCES,
    scope=Scope.FILE,
    title=("action", "at"),
    written_by_program=True,
    fields=(
        reference("evidence", "Exhibit", "evidence", required=True),
        choice("action", "Action", "custody_action", required=True),
        instant("at", "At"),
        line("by", "By", sensitivity=THIRD_PARTY),
        line("reason", "Reason"),
        line("hash_before", "SHA-256 before"),
        line("hash_after", "SHA-256 after"),
    ),
)

CONSENT = RecordSpec(
    name="consent",
    label="Consent",
    plural="Consents",
    section=Section.CONSENT,
    scope=Scope.FILE,
    title=("purpose", "decision"),
    fields=(
        choice("purpose", "Purpose", "consent_purpose", required=True),
        choice("decision", "Decision", "consent_decision", required=True),
        choice("identity", "Shown as", "consent_identity"),
        choices("scope", "Scope", "consent_scope"),
        choice("given_by", "Given by", "given_by"),
        date("given_on", "Given on"),
        choice("given_how", "Given how", "given_how"),
        answer("in_custody", "Given in custody", help="A consent given in custody is constrained."),
        date("expires_on", "Expires on"),
        date("withdrawn_on", "Withdrawn on"),
        text("note", "Note", sensitivity=PRIVILEGED),
        SOURCES,
    ),
)

DISCLOSURE = RecordSpec(
    name="disclosure",
    label="Copy handed out",
    plural="Copies handed out",
    section=Section.CONSENT,
    scope=Scope.EITHER,
    title=("copy_no", "recipient"),
    written_by_program=True,
    fields=(
        line("template", "Document"),
        line("audience", "Audience"),
        line("recipient", "Recipient", sensitivity=THIRD_PARTY),
        instant("at", "At"),
        line("copy_no", "Copy number"),
        integer("page_count", "Pages", minimum=0),
        line("sha256", "SHA-256"),
        line("journal_head", "Journal head"),
        text("reason", "Handed out without consent because", sensitivity=PRIVILEGED),
        text("kept", "Left in after the leak check", sensitivity=PRIVILEGED),
    ),
)

TASK = RecordSpec(
    name="task",
    label="Task",
    plural="Tasks",
    section=Section.NOTES,
    scope=Scope.EITHER,
    title=("title", "due_on"),
    fields=(
        line("title", "Task", required=True, sensitivity=PRIVILEGED),
        date("due_on", "Due on"),
        date("done_on", "Done on"),
        line("assigned_to", "Assigned to", sensitivity=THIRD_PARTY),
        SOURCES,
    ),
)

NOTE = RecordSpec(
    name="note",
    label="Note",
    plural="Notes",
    section=Section.NOTES,
    scope=Scope.EITHER,
    title=("on", "text"),
    fields=(
        date("on", "On"),
        text("text", "Text", required=True),
        answer("privileged", "Privileged", help="Between the person and the lawyer."),
        SOURCES,
    ),
)

SURVEY_ANSWER = RecordSpec(
    name="survey_answer",
    label="Survey answer",
    plural="Survey answers",
    section=Section.SOURCES,
    scope=Scope.SHARED,
    title=("survey", "answered_on"),
    fields=(
        line("survey", "Survey", required=True),
        date("answered_on", "Answered on"),
        mapping("answers", "Answers", required=True),
        reference("promoted_to", "Promoted to", "case_file", across_files=True),
        text("consent_note", "Note on consent", sensitivity=PRIVILEGED),
        SOURCES,
    ),
)

DRAFT = RecordSpec(
    name="draft",
    label="Draft",
    plural="Drafts",
    section=Section.PROGRAM,
    scope=Scope.EITHER,
    title=("record", "field"),
    written_by_program=True,
    fields=(
        line("record", "Kind of record", required=True),
        line("record_id", "Record"),
        line("field", "Field", required=True),
        text("raw_text", "As typed"),
    ),
)

COUNT_CLAIM = RecordSpec(
    name="count_claim",
    label="Published count",
    plural="Published counts",
    section=Section.SOURCES,
    scope=Scope.SHARED,
    title=("source_title", "counted", "low"),
    fields=(
        integer("low", "At least", minimum=0),
        integer("high", "At most", minimum=0),
        choice("counted", "What was counted", "counted", required=True),
        date("from", "From"),
        date("to", "To"),
        date("as_of", "As of"),
        line("source_title", "Source", required=True),
        choice("source_kind", "Kind of source", "count_source_kind"),
        text("quote", "Quotation"),
        reference("incident", "Incident", "incident"),
        SOURCES,
    ),
)

RECORDS = (
    SOURCE,
    FACT_LINK,
    EVIDENCE,
    CUSTODY_EVENT,
    CONSENT,
    DISCLOSURE,
    TASK,
    NOTE,
    SURVEY_ANSWER,
    DRAFT,
    COUNT_CLAIM,
)
