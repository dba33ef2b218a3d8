"""The person: the case file itself, the sealed identity, the history of the legal status."""

from muniment.domain.declare import (
    MEDICAL,
    ORIENTATION,
    PERSONAL,
    PRIVILEGED,
    SEALED,
    SOURCES,
    WHEREABOUTS,
    answer,
    choice,
    choices,
    date,
    line,
    lines,
    reference,
    text,
)
from muniment.domain.fields import RecordSpec, Scope, Section

CASE_FILE = RecordSpec(
    name="case_file",
    label="Case file",
    plural="Case files",
    section=Section.PERSON,
    scope=Scope.FILE,
    title=("pseudonym", "code"),
    fields=(
        line("code", "Code", required=True, help="Random, given by the program; says nothing about the person."),
        line("pseudonym", "Pseudonym", required=True, help="A name that nobody outside the work uses."),
        choice("legal_status", "Legal status", "legal_status", derived=True, help="The latest status change."),
        choice("safety", "Safety", "safety", sensitivity=WHEREABOUTS),
        choice("age_band", "Age", "age_band", sensitivity=PERSONAL),
        line("gender", "Gender", sensitivity=ORIENTATION, help="In the person's own words."),
        line("pronouns", "Pronouns", sensitivity=ORIENTATION),
        choices(
            "perceived_as",
            "Perceived as",
            "perceived_as",
            sensitivity=ORIENTATION,
            help="What those who did it took the person for. It says nothing about who the person is.",
        ),
        lines("languages", "Languages", sensitivity=PERSONAL),
        answer("interpreter_needed", "Interpreter needed", sensitivity=PERSONAL),
        choices("vulnerabilities", "Vulnerabilities", "vulnerability", sensitivity=MEDICAL),
        date("opened_on", "File opened"),
        reference("responsible", "Responsible", "contact"),
        text(
            "safe_contact",
            "Safe contact",
            sensitivity=WHEREABOUTS,
            help="Who may call, when, by what channel, and the code word.",
        ),
        text("unsafe_contact", "Unsafe contact", sensitivity=WHEREABOUTS, help="What must not be used, and why."),
        text("summary", "Summary"),
        choices("needs", "Urgent needs", "need", sensitivity=PERSONAL),
        lines("tags", "Tags", sensitivity=PRIVILEGED),
        date("closed_on", "File closed"),
        SOURCES,
    ),
)

IDENTITY = RecordSpec(
    name="identity",
    label="Sealed identity",
    plural="Sealed identities",
    section=Section.PERSON,
    scope=Scope.FILE,
    one_per_file=True,
    fields=(
        line("legal_name", "Legal name", sensitivity=SEALED),
        lines("other_names", "Other names", sensitivity=SEALED),
        line("patronymic", "Patronymic", sensitivity=SEALED),
        date("birth_date", "Date of birth", sensitivity=SEALED),
        line("national_id", "National ID number", sensitivity=SEALED),
        text("address", "Address", sensitivity=SEALED),
        line("phone", "Phone", sensitivity=SEALED),
        line("email", "E-mail", sensitivity=SEALED),
        text("next_of_kin", "Next of kin", sensitivity=SEALED),
        text("self_described", "In the person's own words", sensitivity=SEALED, help="Only with the person's consent."),
        reference("photo", "Photograph", "evidence", sensitivity=SEALED),
        text("note", "Note", sensitivity=SEALED),
        SOURCES,
    ),
)

STATUS_CHANGE = RecordSpec(
    name="status_change",
    label="Status change",
    plural="Status changes",
    section=Section.LAW,
    scope=Scope.FILE,
    title=("status", "on"),
    fields=(
        date("on", "On"),
        choice("status", "Status", "legal_status", required=True),
        text("note", "Note"),
        SOURCES,
    ),
)

RECORDS = (CASE_FILE, IDENTITY, STATUS_CHANGE)
