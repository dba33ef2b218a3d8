"""What the command line says of the window, which it never loads itself."""

from pathlib import Path

import click

from muniment.cli.options import FILE
from muniment.domain.errors import WorldFault


@click.command("open")
@click.argument("folder", type=FILE, required=False)
def open_command(folder: Path | None) -> None:  # noqa: ARG001 - whoever comes here has no screen to show it on
    """Open the window, on a vault where its folder is named. Without a command the window opens too."""
    raise WorldFault(
        "There is no screen to show the window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
        "Everything can be done from the command line too; see “muniment --help”."
    )
