"""What the consent form says, by language. A language without words of its own gets the English form."""

from collections.abc import Mapping

from muniment.domain.frozen import frozen


@frozen
class ConsentWords:
    """Every sentence of the form; ``purposes`` and ``scopes`` explain the terms of two vocabularies by their ids."""

    language: str
    title: str
    subtitle: str
    foreword: tuple[str, ...]
    purposes_title: str
    purposes_head: tuple[str, str, str, str, str, str, str]
    purposes: Mapping[str, str]
    scopes_title: str
    scopes_note: str
    scopes_head: tuple[str, str, str, str]
    scopes: Mapping[str, str]
    recorded: str
    circumstances_title: str
    circumstances: tuple[tuple[str, str], ...]
    signatures_title: str
    signatures: tuple[str, ...]
    withdrawal_title: str
    withdrawal: str
    withdrawal_lines: tuple[str, ...]


_ENGLISH = ConsentWords(
    language="en",
    title="Consent",
    subtitle="What may be done with what you told us",
    foreword=(
        "You decide. Each line below is asked apart from the others, and a yes to one is no yes to another. What you "
        "leave empty counts as no. Whatever you decide, you are helped in the same way.",
        "You can take back any yes at any time, without giving a reason: by the form at the end, or by telling us. "
        "From that day on nothing more is handed out for that purpose. A copy that was handed out before cannot be "
        "called back, but we tell you of each, and to whom it went.",
        "Do not sign this if anybody presses you to, or while officers can see it. A yes given in custody is treated "
        "with caution, and you are asked again once you are free.",
    ),
    purposes_title="What it may be used for",
    purposes_head=("Purpose", "Yes", "No", "My name", "Pseudonym", "No name", "Until (date)"),
    purposes={
        "keep": "We keep your file, encrypted, so that you can be helped.",
        "counsel": "It is given to your lawyer.",
        "domestic_court": "It is put before courts and authorities of this country; they and the other side read it.",
        "ecthr": "It is put before the European Court of Human Rights; the government is told of the case.",
        "un_confidential": "It is given to United Nations experts, who are asked not to pass it on.",
        "un_to_government": "United Nations experts may send it to the government and ask for an answer.",
        "partner_ngo": "It is shared with an organisation that we work with.",
        "statistics": "You are counted in figures, among others, so that nobody is recognised in them.",
        "publish_anonymous": "Your account is published without anything that shows who you are.",
        "publish_named": "Your account is published with who you are.",
        "media": "Journalists are told of it, and may speak with you.",
        "medical_referral": "It is given to a doctor or psychologist who is to help you.",
    },
    scopes_title="What it may contain",
    scopes_note="“Not for” has room for purposes in which this may not be used, although it may in others.",
    scopes_head=("Contents", "Yes", "No", "Not for"),
    scopes={
        "facts": "what happened to me, when and where",
        "medical": "my health, injuries and examinations",
        "orientation_and_gender": "my orientation and gender, or what others take them to be",
        "photos": "photographs of me and of my injuries",
        "third_parties": "what I said about other people",
    },
    recorded="recorded until now: {decision}",
    circumstances_title="How it was given",
    circumstances=(
        ("Given", "☐ by the person\xa0\xa0\xa0 ☐ by a guardian or relative, who is:"),
        ("Where", "☐ at liberty\xa0\xa0\xa0 ☐ in custody\xa0\xa0\xa0 ☐ somebody else could hear or see it"),
        ("How", "☐ read by the person\xa0\xa0\xa0 ☐ read aloud\xa0\xa0\xa0 ☐ explained in the language:"),
        ("Safe way to reach me", ""),
    ),
    signatures_title="Signatures",
    signatures=(
        "Signed by (a name, initials or a pseudonym)",
        "Place and date",
        "Signature of the person",
        "Interpreter, if any: name and signature",
        "Witness: name and signature",
    ),
    withdrawal_title="Taking it back",
    withdrawal=(
        "I take back my consent for these purposes, or for all of them. From today on nothing more is handed out for "
        "them."
    ),
    withdrawal_lines=("Purposes", "Place and date", "Signature"),
)
_BY_LANGUAGE = {"en": _ENGLISH}


def consent_words(language: str) -> ConsentWords:
    """The words in ``language``; English where there are none."""
    return _BY_LANGUAGE.get(language, _ENGLISH)
