"""Which commands there are, and what becomes of a failure: a message for people and an exit code."""

import os
import sys
from importlib import import_module
from types import TracebackType

import click

from muniment import __version__
from muniment.domain.errors import CannotOpen, MunimentError, UsageFault, UserFault, WorldFault

#: By command: the module that has it, loaded when the command is asked for, and what the overview says of it.
COMMANDS = {
    "open": ("window", "Open the window"),
    "new": ("vaults", "Make a vault"),
    "demo": ("vaults", "Make the practice vault, with invented people"),
    "info": ("vaults", "Tell what a vault is and holds"),
    "list": ("lists", "List the case files"),
    "show": ("show", "Show one case file, with what it comes to"),
    "search": ("lists", "Find words in all case files"),
    "deadlines": ("lists", "List what is due"),
    "add": ("records", "Add a record"),
    "set": ("records", "Change fields of a record"),
    "remove": ("records", "Remove a record; this can be undone"),
    "attach": ("exhibits", "Take a file in as evidence"),
    "extract": ("exhibits", "Give an exhibit out again, checked"),
    "identity": ("identity", "Seal a person's identity, or open it for a reason"),
    "report": ("reports", "Print briefs and summaries"),
    "copies": ("copies", "List the copies that left; tell which one somebody holds"),
    "history": ("history", "Tell what was changed, and when"),
    "undo": ("history", "Take back the last change of a case file"),
    "redo": ("history", "Bring back what was undone last"),
    "purge": ("upkeep", "Destroy a case file, or a field's past, for ever"),
    "passphrase": ("passphrases", "Add, change or remove a passphrase"),
    "identity-passphrase": ("passphrases", "Set or change the passphrase that opens identities"),
    "verify": ("upkeep", "Prove that a vault is sound"),
    "backup": ("upkeep", "Write one encrypted file that holds the whole vault"),
    "restore": ("upkeep", "Make a vault out of a backup"),
    "import": ("exchange", "Take in records from a file of JSON lines"),
    "export": ("exchange", "Write records as JSON lines, encrypted"),
    "date": ("dates", "Show how a date is understood"),
    "days": ("dates", "Count the days from a start to an end"),
    "deadline": ("dates", "Work out a deadline by a rule"),
    "audiences": ("audiences", "Tell who may see what, and by which consent"),
    "schema": ("words", "Tell every record with its fields"),
    "terms": ("words", "List the terms of a vault's lists"),
    "term": ("words", "Add a term to a list, or retire one"),
    "rules": ("rules", "List the deadline rules of a vault"),
    "rule": ("rules", "Take in deadline rules of one's own, or remove one"),
    "limits": ("rules", "List the limits of custody of a vault"),
    "limit": ("rules", "Switch limits of custody on or off, take in one's own"),
}

_BUG, _USAGE, _CANNOT_OPEN, _REFUSED, _WORLD, _INTERRUPTED = 1, 2, 3, 4, 5, 130
_CODES = ((UsageFault, _USAGE), (CannotOpen, _CANNOT_OPEN), (UserFault, _REFUSED), (WorldFault, _WORLD))


class Commands(click.Group):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"muniment.cli.{COMMANDS[cmd_name][0]}")
        found = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(found, click.Command)  # noqa: S101 - the table says so, and a test
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="“muniment COMMAND --help” tells the rest of a command. A vault is a folder; its passphrase is asked for.",
)
@click.version_option(__version__, prog_name="Muniment", message="%(prog)s %(version)s")
def commands() -> None:
    """Keeps the case files of detained people in an encrypted vault and prints briefs for their lawyers."""


def run(arguments: list[str]) -> int:
    """Runs one command line and returns its exit code; every failure has been told on stderr by then."""
    _speak_unicode()
    try:
        code = _invoked(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _told("\nStopped.", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - here every failure becomes a message
        return _told(*_explained(error))
    return code


def _invoked(arguments: list[str]) -> int:
    try:
        with commands.make_context("muniment", list(arguments)) as context:
            commands.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        where = f"\nSee “{error.ctx.command_path} --help”." if error.ctx else ""
        return _told(f"{error.format_message()}{where}", _USAGE)
    return 0


def _explained(error: Exception) -> tuple[str, int]:
    """What is said of a failure, and the exit code for it."""
    if isinstance(error, OSError):
        error = _outside(error)
    if isinstance(error, MemoryError):
        return "This computer has not enough free memory for that. Nothing half-done was kept.", _WORLD
    if isinstance(error, MunimentError):
        return str(error), next((code for kind, code in _CODES if isinstance(error, kind)), _BUG)
    return _bug(error), _BUG


def _outside(error: OSError) -> MunimentError:
    """What the system refused outside of any service: mostly the standard output, on a full disk."""
    from muniment.host.errors import told

    _drop_output()
    return told(error, "writing the output")


def _bug(error: Exception) -> str:
    place = _place(error.__traceback__)
    return (
        f"This is a fault in the program: {place} {type(error).__name__}\n"
        "Nothing half-done was kept. Please report the line above; it says nothing of any case file."
    )


def _place(trace: TracebackType | None) -> str:
    """The innermost line of our own that a failure came through."""
    place = "muniment"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] == "muniment":
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _told(message: str, code: int) -> int:
    from muniment.cli.output import tell

    try:
        tell(message)
    except OSError:
        _drop_output()
    return code


def _speak_unicode() -> None:
    """What a terminal cannot show is written as its number, instead of failing in the middle of a list."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Lets the interpreter end without a word although nobody reads what is left to be written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
