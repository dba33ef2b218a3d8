"""Who the person is as far as was told, how safe, how to be reached, and what is urgent."""

from collections.abc import Iterator

from muniment.domain.fields import Sensitivity
from muniment.domain.records import CaseFile
from muniment.domain.rules import Remark, Severity
from muniment.reports.brief_lines import ALWAYS, MOST, Entry, Making, Part, ranked
from muniment.reports.phrases import joined, labelled, language_named, sentence_start
from muniment.reports.sections import Section

_SAID_ELSEWHERE = (
    "custody_unknown",
    "early_release",
    "figures_differ",
    "no_own_lawyer",
    "not_public",
    "official_version",
    "task_overdue",
)
"""Rules whose remark would only repeat another line of the page."""

_NO_NEED = "none"
_HELD_BACK = (Sensitivity.COERCED, Sensitivity.SEALED)


def person(making: Making) -> Part:
    """Who it is and how safe; nothing is inferred, and nothing of a sealed identity."""
    one = making.paper.dossier.case_file
    entries = (*_safety(making, one), *_description(making, one), *_contact(making, one), *_others(making, one))
    return Part("Person", entries, (Section.OVERVIEW,), "particular", "particulars")


def _safety(making: Making, one: CaseFile) -> Iterator[Entry]:
    safety, frailties = making.term(one, "safety"), making.terms(one, "vulnerabilities")
    if safety:
        yield Entry("Safety:", joined(safety, labelled("vulnerabilities", frailties), by="; "), ALWAYS)
    elif frailties:
        yield Entry("Vulnerabilities:", frailties, ALWAYS)


def _description(making: Making, one: CaseFile) -> Iterator[Entry]:
    cut = making.cut
    languages = cut(", ".join(language_named(code) for code in one.languages[:MOST]), 0.5)
    told = joined(
        labelled("age", making.term(one, "age_band")),
        labelled("gender", cut(one.gender, 0.4)),
        labelled("pronouns", cut(one.pronouns, 0.2)),
        labelled("languages" if len(one.languages) > 1 else "language", languages),
        labelled("interpreter needed", making.term(one, "interpreter_needed")),
        by="; ",
    )
    if told:
        yield Entry("", sentence_start(told), 4)


def _contact(making: Making, one: CaseFile) -> Iterator[Entry]:
    if unsafe := making.cut(one.unsafe_contact):
        yield Entry("Not safe:", unsafe, 3)
    if safe := making.cut(one.safe_contact):
        yield Entry("Contact:", safe, 4)


def _others(making: Making, one: CaseFile) -> Iterator[Entry]:
    if one.needs == (_NO_NEED,):
        yield Entry("", f"Urgent needs: {making.terms(one, 'needs')}", 20)
    if assumed := making.terms(one, "perceived_as"):
        yield Entry("", f"Taken by others for: {assumed} (their assumption alone)", 40)


def urgent(making: Making) -> Part:
    """Urgent needs, then what may do harm or lose a right."""
    dangers = [one for one in _remarks(making) if one.severity is Severity.DANGER]
    told = ranked((Entry("", making.cut(one.text, 1.3)) for one in dangers[:MOST]), 1, 3)
    one = making.paper.dossier.case_file
    needed = (Entry("Needed now:", making.terms(one, "needs"), ALWAYS),) if set(one.needs) - {_NO_NEED} else ()
    return Part("Urgent", (*needed, *told), (Section.GAPS,), "warning", "warnings", len(dangers) - len(told))


def noticed(making: Making) -> Part:
    """What is odd about the file and matters less than a danger."""
    found = [one for one in _remarks(making) if one.severity is Severity.ATTENTION and one.rule not in _SAID_ELSEWHERE]
    entries = ranked((Entry("", making.cut(one.text, 1.3)) for one in found[:MOST]), 50, 8)
    return Part("To note", entries, (Section.GAPS,), "remark", "remarks", len(found) - len(entries))


def _remarks(making: Making) -> tuple[Remark, ...]:
    return tuple(one for one in making.paper.remarks if one.sensitivity not in _HELD_BACK and _may_be_told(one))


def _may_be_told(remark: Remark) -> bool:
    return remark.record not in ("coerced_disclosure", "identity")
