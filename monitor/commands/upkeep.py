"""Commands to come."""

from monitor.commands.options import Commands


def add_commands(commands: Commands) -> None:
    """Add the commands of this file."""
