"""The leak check: of a summary against a hundred thousand names, and of many briefs that leave."""

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.benchmarks.measure import Figures, Goal, compared
from tests.benchmarks.printing import AS_OF
from tests.benchmarks.stock import Stock

from muniment.domain.dates import UncertainDate
from muniment.domain.folding import fold_each
from muniment.domain.records import Allegation, Consent, CourtOrder, Detention, Record, Remedy
from muniment.reports import pdf
from muniment.reports.typesetting import composed
from muniment.services import demo, handing_out, leakcheck, printing
from muniment.services import session as sessions
from muniment.services.leakcheck import MASK_ALL
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.vault import pseudonyms, records
from muniment.vault.changes import change
from muniment.vault.records import Entry

NAMES = 100_000
PAGES = 20
_SHORT, _LONG = 12, 500  # briefs
_MASKS = 3  # in each of them, at least
_SYLLABLES = "ka lo mi ra sa du ne vi ga ri to ba le shu shi cho ya ku zan mur tel or xə gül əh fi".split()  # noqa: SIM905


def leaks(stock: Stock) -> Figures:
    """What the check costs beside what is checked."""
    with _copy(stock) as session:
        yield from _summary(session, stock)
    with _copy(stock, files=max(stock.sizes[0], _LONG if stock.long else _SHORT)) as session:
        yield from _briefs(session, _LONG if stock.long else _SHORT, stock)


def _summary(session: Session, stock: Stock) -> Figures:
    """One summary, with all that is read of the names for it; against its making from the vault."""
    _add_names(session)
    choices = Choices("summary", AS_OF)
    cases = random.Random(1).sample(printing.all_cases(session), 40)
    papers = [(case, composed(printing.gathered(session, case, choices), choices.job)) for case in cases]
    case, document = min(papers, key=lambda one: abs(pdf.page_count(one[1]) - PAGES))
    work = f"leak check, {pdf.page_count(document)} pages"
    samples = compared(
        lambda: leakcheck.check(session, [document], [case], "counsel"),
        lambda: printing.print_one(session, case, choices),
        20 if stock.long else 5,
    )
    yield samples.figure(work, "making its PDF", Goal(1), files=NAMES, scale="names")


def _briefs(session: Session, count: int, stock: Stock) -> Figures:
    """Briefs for a court with consent, masking and register, against as many internal ones of the same files."""
    cases = random.Random(2).sample(printing.all_cases(session), count)
    _agree_and_leak(session, cases)
    internal = Choices("brief", AS_OF)
    outside = Choices("brief", AS_OF, audience="domestic_court", recipient="SYNTHETIC")
    _confirm_masks(session, cases[:_SHORT], outside)
    samples = compared(
        lambda: handing_out.handed_together(session, cases, outside, decisions=MASK_ALL),
        lambda: printing.merged(session, cases, internal),
        5 if stock.long else 2,
    )
    goal = Goal(1.5) if count == _LONG else None
    yield samples.figure("briefs for a court, checked and masked", "internal ones", goal, files=count, scale="briefs")


def _agree_and_leak(session: Session, cases: Sequence[Entry]) -> None:
    """The people of these files agree to copies for courts; texts that a brief prints name others, and reach them."""
    chance = random.Random(4)
    names = [row[0] for row in session.db.rows("SELECT DISTINCT pseudonym FROM case_line ORDER BY pseudonym")]
    with change(session.book) as pending:
        for case in cases:
            for record in records.load_file(session.db, case.no):
                if leaking := _leaking(record, names, chance):
                    pending.writer.set(record, leaking)
            pending.writer.add(
                Consent(
                    id=f"agreed-{case.no}",
                    case=case.id,
                    purpose="domestic_court",
                    decision="granted",
                    scope=("facts", "medical", "third_parties", "orientation_and_gender"),
                    given_on=UncertainDate.of_day(date.today()),
                )
            )


def _leaking(record: Record, names: Sequence[str], chance: random.Random) -> Record | None:
    """The record as somebody may have written it, in a hurry; None for a kind that a brief quotes nothing of."""
    number = f"{chance.randint(200, 899)} {chance.randint(10, 99)} {chance.randint(10, 99)}"
    if isinstance(record, Detention):
        return replace(record, official_reason=f"asked after {_in_a_sentence(names, chance)}, tel. 050 {number}")
    if isinstance(record, CourtOrder):
        return replace(record, offence=f"hooliganism, with {_in_a_sentence(names, chance)}")
    if isinstance(record, Allegation):
        return replace(record, facility=f"cell of {_in_a_sentence(names, chance)}")
    if isinstance(record, Remedy):
        return replace(record, decision=f"refusal, sent to a.{chance.randint(100, 999)}@example.org")
    return None


def _in_a_sentence(names: Sequence[str], chance: random.Random) -> str:
    """The first name of somebody else, as a sentence bends it."""
    return chance.choice(names).split()[0] + chance.choice(("ın", "dan", "у", "ой", "'s"))


def _confirm_masks(session: Session, cases: Sequence[Entry], choices: Choices) -> None:
    """Raises where there is next to nothing to mask: then the figure would be of something else."""
    found = sum(len(copy.hits) for copy in handing_out.outgoing(session, cases, choices))
    if found < _MASKS * len(cases):
        raise RuntimeError(f"{found} masks in {len(cases)} briefs")


@contextmanager
def _copy(stock: Stock, files: int = 0) -> Iterator[Session]:
    """A vault of its own, since names and copies are written into it."""
    folder = stock.scratch("leaks") / "vault"
    shutil.copytree(stock.folder(files or stock.sizes[0]), folder)
    with closing(sessions.open_vault(Path(folder), demo.PASSPHRASE)) as session:
        yield session


def _add_names(session: Session) -> None:
    """So many lines of case files as lists and the check read them, each with a pseudonym that no other has."""
    chance = random.Random(3)
    names = {_name(chance) for _ in range(NAMES + NAMES // 10)}
    names_and_folded = zip(sorted(names)[:NAMES], fold_each(sorted(names)[:NAMES]), strict=True)
    highest = int(session.db.value("SELECT max(no) FROM record"))
    day = date(2018, 1, 1).isoformat()
    rows = [
        (highest + number, highest + number, f"Z{number:07}", name, folded, day)
        for number, (name, folded) in enumerate(names_and_folded, 1)
    ]
    with session.db.transaction():
        session.db.run_many(
            "INSERT INTO record (no, id, kind, case_no, created_at, updated_at) VALUES (?, ?, 'case_file', ?, '', '')",
            [(number, f"names-{number}", number) for number, *_ in rows],
        )
        session.db.run_many(
            "INSERT INTO case_line"
            " (case_no, no, code, pseudonym, pseudonym_folded, updated_at, custody, allegations, counsel)"
            " VALUES (?, ?, ?, ?, ?, ?, 'no', 0, '')",
            rows,
        )
        for number, _, _, name, _, _ in rows:
            pseudonyms.write(session.db, number, name)


def _name(chance: random.Random) -> str:
    first, last = ("".join(chance.choices(_SYLLABLES, k=k)).capitalize() for k in (2, 3))
    return f"{first} {last}"
