"""The word that must not get out, what a user brings who has nothing but that word, and what has to be refused."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from muniment.domain.errors import MunimentError

WORD = "qzcanaryqz"
RULE = f"""
[[rule]]
id = "{WORD}"
title = {{ en = "{WORD}" }}
forum = {{ en = "{WORD}" }}
counted_from = {{ en = "{WORD}" }}
source = "{WORD}"
confidence = "high"
[[rule.version]]
period = 10
unit = "days"
"""
LIMIT = f"""
[[limit]]
id = "{WORD}"
title = {{ en = "{WORD}" }}
phase = "police_hold"
maximum = 2
unit = "hours"
source = "{WORD}"
confidence = "high"
"""
PASSPHRASE, IDENTITY_PASSPHRASE = "passphrase", "identity passphrase"
TODAY = date(2018, 1, 1)


def bring(named: Path) -> None:
    """The files that the user has before."""
    (named / f"{WORD}.jpg").write_bytes(WORD.encode() * 200_000)
    line = {"record": "case_file", "id": "c", "fields": {"pseudonym": WORD, "summary": f"{WORD} " * 50_000}}
    (named / "lines.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")


def named_line(local: str) -> str:
    """A case file, as a line of the open format."""
    return json.dumps({"record": "case_file", "id": local, "fields": {"pseudonym": WORD, "summary": f"{WORD} " * 9}})


@contextmanager
def refused(why: type[MunimentError]) -> Iterator[None]:
    """Goes on where the block was refused for this reason, and nowhere else."""
    try:
        yield
    except why:
        return
    raise AssertionError(why)
