"""The long form of the foreign bytes: ``python -m tests.faults.fuzz TARGET [--runs N] [--seconds N]``.

Needs what ``tests/faults/requirements.txt`` names. Without a target it lists them. It stops at the first bytes that are
taken wrongly, and writes them into the present folder (``crash-…``, ``oom-…``, ``timeout-…``) to be tried again.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any


def main() -> None:
    """Runs one target to its end, or to the first finding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", default="")
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=0, help="stop after so many, 0: when the runs are done")
    wanted = parser.parse_args()
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["muniment", "tomllib"]):
        from tests.faults.foreign import Target, targets

    with tempfile.TemporaryDirectory() as folder, targets(Path(folder)) as known:
        found = {**known, "planted": Target(_planted, (b"seed",))}
        if wanted.target not in found:
            sys.exit(f"there are {', '.join(found)}")
        _fuzz(atheris, found[wanted.target], Path(folder), wanted)


def _planted(data: bytes) -> None:
    """A reader that is wrong, to see that it is found."""
    if data.startswith(b"no"):
        raise LookupError


def _fuzz(atheris: Any, target: Any, folder: Path, wanted: argparse.Namespace) -> None:
    from tests.faults.foreign import wrong

    def one(data: bytes) -> None:
        odd = wrong(target.read, data)
        if odd:
            raise AssertionError(odd)

    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    longest = max(4096, 2 * max(map(len, target.seeds)))
    limits = [f"-runs={wanted.runs}", f"-max_total_time={wanted.seconds}", "-timeout=10", "-rss_limit_mb=1024"]
    if target.words:
        words = folder / "words"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words if word), encoding="ascii")
        limits.append(f"-dict={words}")
    atheris.Setup([sys.argv[0], *limits, f"-max_len={longest}", "-print_final_stats=1", str(corpus)], one)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main()
