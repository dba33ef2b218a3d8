"""The front door of the command line: ``muniment`` and ``python -m muniment``."""

import sys

_INTERRUPTED = 130


def main() -> None:
    """Hardens the process before anything else is loaded, runs one command and ends with its exit code."""
    try:
        from muniment.host.process import fill_streams, harden

        fill_streams()
        harden()
        from muniment.cli.main import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
