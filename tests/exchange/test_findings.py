import pytest

from muniment.domain.errors import Fault, InvalidInput
from muniment.exchange.findings import MOST_LISTED, Findings


def _told(findings: Findings) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        findings.refuse()
    return [str(fault) for fault in refused.value.faults]


def test_faults_are_told_by_line_in_the_order_in_which_each_line_has_them() -> None:
    findings = Findings()
    findings.add(12, Fault("detention.start", "no such day: 2017-09-31"))
    findings.add(3, Fault("", "b"))
    findings.add(3, Fault("", "a"))
    assert _told(findings) == ["line 3: b", "line 3: a", "line 12: detention.start: no such day: 2017-09-31"]


def test_of_very_many_the_first_are_told_and_how_many_more() -> None:
    findings = Findings()
    for line in range(5 * MOST_LISTED, 0, -1):
        findings.add(line, Fault("", "x"))
    told = _told(findings)
    assert told[0] == "line 1: x"
    assert told[-2:] == [f"line {MOST_LISTED}: x", f"and {4 * MOST_LISTED} more"]


def test_nothing_wrong_is_no_fault() -> None:
    Findings().refuse()


def test_what_a_file_says_cannot_steer_a_terminal_or_fill_it() -> None:
    findings = Findings()
    findings.add(1, Fault("note.\x1b[2J", "x" * 10_000))
    (told,) = _told(findings)
    assert "\x1b" not in told
    assert len(told) < 700
