"""The audiences: who may see what, and the consent that each takes."""

from typing import Any

import click

from muniment.cli.options import TEXT, Call, common
from muniment.cli.output import answer, facts, laid_out, table
from muniment.domain.errors import UserFault


@click.command("audiences")
@click.argument("name", metavar="[AUDIENCE]", required=False, default="", type=TEXT)
@common
def audiences_command(call: Call, name: str) -> None:
    """Tell which audiences there are, the consent that each takes and what is held back; of one AUDIENCE, the whole.

    A copy for an audience is made by “muniment report --audience AUDIENCE”.
    """
    from muniment.domain.audience import AUDIENCES

    if name and name not in AUDIENCES:
        raise UserFault(f"There is no audience {name}; there are {', '.join(AUDIENCES)}.")
    wanted = [name] if name else list(AUDIENCES)
    answer(
        {one: _told(one) for one in wanted}, as_json=call.json, text=lambda: _one_text(name) if name else _all_text()
    )


def _told(name: str) -> dict[str, Any]:
    from muniment.domain.audience import AUDIENCES
    from muniment.domain.audience_table import held_back, of_one

    audience = AUDIENCES[name]
    return {
        "label": audience.label,
        "purpose": audience.purpose or None,
        "held_back": list(held_back(audience)),
        "sees": dict(of_one(name)),
    }


def _all_text() -> str:
    from muniment.domain.audience import AUDIENCES
    from muniment.domain.audience_table import held_back

    rows = [(one.name, one.purpose or "none", "; ".join(held_back(one))) for one in AUDIENCES.values()]
    listed = laid_out(table(("audience", "consent", "held back from every copy"), rows))
    return f"{listed}\n\n“muniment audiences AUDIENCE” tells what one may see."


def _one_text(name: str) -> str:
    from muniment.domain.audience_table import of_one

    return laid_out(facts(of_one(name)))
