"""The front door: ``muniment`` and ``python -m muniment``, to the window or to the command line."""

import gc
import sys

_INTERRUPTED = 130
_MANY = 50_000  # objects: more than a start makes, and nearly all of those stay for good


def main() -> None:
    """Hardens the process before anything else is loaded, runs one command and ends with its exit code."""
    try:
        begin()
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    gc.freeze()  # nor need they be once more, before they end with the process
    sys.exit(code)


def begin() -> None:
    """What comes before anything else is loaded."""
    gc.set_threshold(_MANY)  # else they are looked through for garbage again and again
    from muniment.host.process import fill_streams, harden

    fill_streams()
    harden()


def _run(arguments: list[str]) -> int:
    """The window, where that is what is asked for and there is a screen; else the command line, which has no Qt."""
    if getattr(sys, "frozen", False):
        from muniment.host.assistant import assist

        if assist(arguments):
            return 0
    if not arguments or (arguments[0] == "open" and _are_for_window(arguments[1:])):
        from muniment.host.display import has_display

        if has_display():
            from muniment.app import run as run_window

            return run_window(arguments[1:])
    from muniment.cli.main import run

    return run(arguments or ["--help"])


def _are_for_window(arguments: list[str]) -> bool:
    """Whether these say which vault to open; anything else the command line explains or refuses."""
    return arguments[:1] == ["--again"] or (len(arguments) <= 1 and not any(one.startswith("-") for one in arguments))


if __name__ == "__main__":
    main()
