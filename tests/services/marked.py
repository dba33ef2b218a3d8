"""Random case files in which every text is a mark of its own, so that a page tells which fields it was made from."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from muniment.domain.fields import FieldSpec, Kind, RecordSpec, Scope, Sensitivity
from muniment.domain.schema import RECORDS
from muniment.host.resources import load_vocabularies

Line = dict[str, Any]

_VOCABULARIES = load_vocabularies()
_SKIPPED = ("identity", "draft")  # sealed, and never in a dossier's paper
_CHOSEN: dict[tuple[str, str], str] = {("fact_link", "field"): "account", ("deadline", "rule"): "wgad"}
_OTHERS = ("Otherone Vq", "Zweitens", "Üçüncü")


@dataclass(frozen=True)
class Mark:
    """Where a mark stands: the kind of record, the field, the record's id."""

    record: str
    field: str
    id: str


@dataclass
class Marked:
    """The lines of a vault, and where each mark in them stands; ``own`` is the file that is printed."""

    seed: int
    lines: list[Line] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    own: str = "own"
    others: dict[str, str] = field(default_factory=dict)  # pseudonyms by id

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._ids: dict[str, list[str]] = {}
        for number, name in enumerate(_OTHERS):
            self._file(f"other{number}", name)
            self.others[f"other{number}"] = name
        self._file(self.own, "Eigenname")
        for spec in RECORDS.values():
            if spec.name not in (*_SKIPPED, "case_file", "consent"):
                for number in range(1 if spec.name == "safeguard" else self._chance.choice((0, 1, 1, 2))):
                    self._add(spec, f"{spec.name}{number}")

    @property
    def content(self) -> bytes:
        """The lines as a file of the open format."""
        return "".join(json.dumps(line) + "\n" for line in self.lines).encode()

    def consent(self, purpose: str, **fields: Any) -> None:
        """One more consent of the person."""
        number = len(self.lines)
        mark = self._mark(RECORDS["consent"], "note", f"consent{number}")
        self._put("consent", f"consent{number}", {"purpose": purpose, "decision": "granted", "note": mark, **fields})

    def of(self, kind: str, record_id: str) -> dict[str, Any]:
        """The fields of a record."""
        return next(line["fields"] for line in self.lines if (line["record"], line["id"]) == (kind, record_id))

    def _file(self, case: str, pseudonym: str) -> None:
        fields = self._fields(RECORDS["case_file"], case)
        self._put("case_file", case, {**fields, "pseudonym": pseudonym, "code": f"CD{len(self.lines)}X-QRST"})

    def _add(self, spec: RecordSpec, record_id: str) -> None:
        fields = self._fields(spec, record_id)
        if any(one.required and one.name not in fields for one in spec.fields):
            return
        self._put(spec.name, record_id, fields)

    def _put(self, kind: str, record_id: str, fields: dict[str, Any]) -> None:
        line: Line = {"record": kind, "id": record_id, "fields": fields}
        is_shared = RECORDS[kind].scope is Scope.SHARED or kind == "case_file"
        self.lines.append(line if is_shared else {**line, "case": self.own})
        self._ids.setdefault(kind, []).append(record_id)

    def _fields(self, spec: RecordSpec, record_id: str) -> dict[str, Any]:
        found = {}
        self._day = date(2017, self._chance.randint(1, 12), self._chance.randint(1, 28))
        for one in spec.fields:
            if one.name == "sources" and spec.scope is Scope.SHARED:
                continue  # sources belong to a case file here
            needed = one.required or (spec.name, one.name) in _CHOSEN
            if one.derived or not (needed or self._chance.random() < 0.7):
                continue
            value = self._value(spec, one, record_id)
            if value is not None:
                found[one.name] = value
        return found

    def _value(self, spec: RecordSpec, one: FieldSpec, record_id: str) -> Any:
        if one.kind in (Kind.REFERENCE, Kind.REFERENCES):
            return self._pointer(one)
        if one.kind is Kind.CHOICE:
            return self._chance.choice(_terms(one))
        if one.kind is Kind.CHOICES:
            return self._chance.sample(_terms(one), min(2, len(_terms(one))))
        return self._words(spec, one, record_id) or self._figure(one)

    def _words(self, spec: RecordSpec, one: FieldSpec, record_id: str) -> Any:
        match one.kind:
            case Kind.LINE:
                return self._line(spec, one, record_id)
            case Kind.TEXT:
                return f"{self._mark(spec, one.name, record_id)} met {self._mention()}."
            case Kind.LINES:
                return [self._mark(spec, one.name, record_id) for _ in range(2)]
            case Kind.MAPPING:
                return {"Asked": self._mark(spec, one.name, record_id)}
        return None

    def _line(self, spec: RecordSpec, one: FieldSpec, record_id: str) -> str:
        if one.name == "sha256":
            return "".join(self._chance.choices("0123456789abcdef", k=64))
        if (spec.name, one.name) in _CHOSEN:
            return _CHOSEN[spec.name, one.name]
        return self._mark(spec, one.name, record_id)

    def _figure(self, one: FieldSpec) -> Any:
        chance = self._chance
        if one.kind is Kind.ANSWER:
            return chance.choice(("yes", "no", "unknown"))
        if one.kind is Kind.DATE:
            self._day += timedelta(chance.randint(1, 9))  # what is declared later happens later
            return self._day.isoformat()
        if one.kind is Kind.INSTANT:
            return "2018-03-04T05:06:07Z"
        if one.kind is Kind.MONEY:
            return {"amount": f"{chance.randint(1, 900)}.00", "currency": "AZN"}
        if one.name == "exhibit_no":
            return len(self.lines) + 1
        return self._day.day if one.kind is Kind.INTEGER else 1

    def _mark(self, spec: RecordSpec, name: str, record_id: str) -> str:
        mark = f"Zq{len(self.marks)}xv"
        self.marks[mark] = Mark(spec.name, name, record_id)
        return mark

    def _mention(self) -> str:
        """Somebody else, by pseudonym or code, or a value that stands in a field elsewhere."""
        files = [line for line in self.lines if line["record"] == "case_file"]
        names: list[str] = [line["fields"][name] for line in files for name in ("pseudonym", "code")]
        return self._chance.choice([*names, *self._lines_said()] or ["nobody"])

    def _lines_said(self) -> list[str]:
        """Names and the like that are held back from somebody, of the records of the printed file."""
        found = []
        for mark, at in self.marks.items():
            spec = RECORDS[at.record]
            one = spec.field(at.field)
            is_own = (
                spec.scope is not Scope.SHARED and at.record != "case_file" and at.id in self._ids.get(at.record, ())
            )
            if (
                is_own
                and one.kind is Kind.LINE
                and one.sensitivity is not Sensitivity.ORDINARY
                and one.name != "colour"
            ):
                found.append(mark)
        return found[-20:]

    def _pointer(self, one: FieldSpec) -> Any:
        targets = list(self._targets(one))
        if not targets:
            return None
        chosen = self._chance.sample(targets, min(len(targets), 2 if one.kind is Kind.REFERENCES else 1))
        pointers = [{"record": kind, "id": key} if one.polymorphic else key for kind, key in chosen]
        return pointers if one.kind is Kind.REFERENCES else pointers[0]

    def _targets(self, one: FieldSpec) -> Iterator[tuple[str, str]]:
        for kind in one.targets:
            for key in self._ids.get(kind, ()):
                if kind != "case_file" or (key != self.own) == one.across_files:
                    yield kind, key


def _terms(one: FieldSpec) -> list[str]:
    return [term.id for term in _VOCABULARIES[one.vocabulary].active]
