"""The front door of the command line: ``muniment`` and ``python -m muniment``."""

import gc
import sys

_INTERRUPTED = 130
_MANY = 50_000  # objects: more than a start makes, and nearly all of those stay for good


def main() -> None:
    """Hardens the process before anything else is loaded, runs one command and ends with its exit code."""
    gc.set_threshold(_MANY)  # else they are looked through for garbage again and again
    try:
        from muniment.host.process import fill_streams, harden

        fill_streams()
        harden()
        from muniment.cli.main import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    gc.freeze()  # nor need they be once more, before they end with the process
    sys.exit(code)


if __name__ == "__main__":
    main()
