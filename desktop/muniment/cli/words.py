"""The vocabulary of the program: records with their fields, lists with their terms."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import TEXT, Call, common, vault_argument
from muniment.cli.output import answer, facts, laid_out, table

if TYPE_CHECKING:
    from muniment.domain.fields import FieldSpec, RecordSpec
    from muniment.domain.vocabulary import Term, Vocabulary
    from muniment.reports.document import Block


@click.command("schema")
@click.argument("record", required=False, default="", type=TEXT)
@common
def schema_command(call: Call, record: str) -> None:
    """Tell every record, or one RECORD, with its fields, and the terms of the lists."""
    from muniment.domain.schema import RECORDS
    from muniment.services.typed_fields import check_kind

    if record:
        check_kind(record)
    wanted = [RECORDS[record]] if record else list(RECORDS.values())
    if call.json:
        answer(_schema(wanted), as_json=True, text=str)
    else:
        answer(None, as_json=False, text=lambda: _fields_text(wanted[0]) if record else _records_text(wanted))


def _schema(wanted: list["RecordSpec"]) -> dict[str, Any]:
    from muniment.domain.fields import ANSWERS
    from muniment.host.resources import load_deadline_rules, load_vocabularies

    names = {field.vocabulary for spec in wanted for field in spec.fields if field.vocabulary}
    vocabularies = load_vocabularies()
    return {
        "records": {spec.name: _record(spec) for spec in wanted},
        "answers": list(ANSWERS),
        "vocabularies": {name: _vocabulary(vocabularies[name]) for name in vocabularies if name in names},
        "deadline_rules": {name: rule.title() for name, rule in load_deadline_rules().items()},
    }


def _record(spec: "RecordSpec") -> dict[str, Any]:
    return {
        "label": spec.label,
        "plural": spec.plural,
        "section": spec.section.value,
        "scope": spec.scope.value,
        "title": list(spec.title),
        "one_per_file": spec.one_per_file,
        "written_by_program": spec.written_by_program,
        "fields": [_field(field) for field in spec.fields],
    }


def _field(field: "FieldSpec") -> dict[str, Any]:
    return {
        "name": field.name,
        "kind": field.kind.value,
        "label": field.label,
        "help": field.help or None,
        "required": field.required,
        "vocabulary": field.vocabulary or None,
        "open_choice": field.open_choice,
        "targets": list(field.targets),
        "across_files": field.across_files,
        "sensitivity": field.sensitivity.value,
        "sealed": field.sealed,
        "derived": field.derived,
        "written_by_program": field.written_by_program,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }


def _vocabulary(found: "Vocabulary") -> dict[str, Any]:
    return {"titles": dict(found.titles), "terms": [_term(term) for term in found]}


def _term(term: "Term") -> dict[str, Any]:
    return {
        "id": term.id,
        "labels": dict(term.labels),
        "synonyms": list(term.synonyms),
        "huridocs": term.huridocs or None,
        "retired": term.retired,
        "own": term.own,
        "reviewed": sorted(term.reviewed),
    }


def _records_text(wanted: list["RecordSpec"]) -> str:
    rows = [(spec.name, spec.plural, spec.scope.value, str(len(spec.fields))) for spec in wanted]
    listed = laid_out(table(("record", "called", "belongs to", "fields"), rows, right=("fields",)))
    return f"{listed}\n\n“muniment schema RECORD” tells the fields of one, “--json” everything."


def _fields_text(spec: "RecordSpec") -> str:
    from muniment.host.resources import load_vocabularies

    rows = [(f"{f.name}{'*' if f.required else ''}", f.kind.value, f.label, f.vocabulary, f.help) for f in spec.fields]
    fields = table(("field", "kind", "label", "list", "note"), rows)
    names = dict.fromkeys(field.vocabulary for field in spec.fields if field.vocabulary)
    known = load_vocabularies()
    terms = facts((name, ", ".join(term.id for term in known[name].active)) for name in names)
    return laid_out(*_headed(spec.name, fields), *(_headed("lists", terms) if names else ()))


def _headed(title: str, block: "Block") -> "tuple[Block, Block]":
    from muniment.reports.document import Heading

    return Heading(title, 2), block


@click.command("terms")
@vault_argument
@click.argument("name", metavar="[LIST]", required=False, default="", type=TEXT)
@common
def terms_command(call: Call, vault: Path, name: str) -> None:
    """List the terms of one LIST, or of all, as this vault has them: its own added, some retired."""
    from muniment.services import terms

    with call.opened(vault) as session:
        names = [name] if name else list(session.vocabularies)
        content = {one: _vocabulary(terms.vocabulary(session, one)) for one in names}
    answer(content, as_json=call.json, text=lambda: _terms_text(content))


def _terms_text(content: dict[str, Any]) -> str:
    return laid_out(*(block for name, found in content.items() for block in _headed(name, _terms_table(found))))


def _terms_table(found: dict[str, Any]) -> "Block":
    rows = [
        (term["id"], *(term["labels"].get(language, "") for language in ("en", "az", "ru")), _marks(term))
        for term in found["terms"]
    ]
    return table(("term", "English", "Azerbaijani", "Russian", ""), rows)


def _marks(term: dict[str, Any]) -> str:
    return ", ".join(mark for mark in ("own", "retired") if term[mark])


@click.command("term")
@vault_argument
@click.argument("what", type=click.Choice(["add", "retire"]))
@click.argument("name", metavar="LIST", type=TEXT)
@click.argument("term_id", metavar="ID", type=TEXT)
@click.option("--en", default="", type=TEXT, help="The label in English.")
@click.option("--az", default="", type=TEXT, help="The label in Azerbaijani.")
@click.option("--ru", default="", type=TEXT, help="The label in Russian.")
@common
def term_command(call: Call, vault: Path, what: str, name: str, term_id: str, **labels: str) -> None:
    """Add a term to a LIST of this vault, or retire one: it is not offered any more, and records keep it."""
    from muniment.domain.errors import UsageFault
    from muniment.services import terms

    if what == "retire" and any(labels.values()):
        raise UsageFault("A label belongs to a term that is added.")
    with call.opened(vault) as session:
        if what == "add":
            term = terms.add(session, name, term_id, {language: text for language, text in labels.items() if text})
        else:
            term = terms.retire(session, name, term_id)
    done = "Added" if what == "add" else "Retired"
    answer({"list": name, **_term(term)}, as_json=call.json, text=lambda: f"{done}: {name} {term.id}")
