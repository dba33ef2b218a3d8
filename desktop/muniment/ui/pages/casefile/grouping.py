"""How the fields of the person are put together, to be read and to be filled in."""

PERSON_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Who",
        (
            "pseudonym",
            "code",
            "age_band",
            "gender",
            "pronouns",
            "perceived_as",
            "languages",
            "interpreter_needed",
            "vulnerabilities",
        ),
    ),
    ("Contact and safety", ("safety", "safe_contact", "unsafe_contact")),
    ("Needs", ("needs", "summary")),
    ("The file", ("responsible", "opened_on", "closed_on", "tags", "sources")),
)
"""Title of a group, and the names of its fields."""
