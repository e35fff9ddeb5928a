"""Walks the command line as a program: used by the tests that hold documents and help against it."""

import click


def all_commands(group: click.Group) -> dict[tuple[str, ...], click.Command]:
    """Every command that does something, by its words."""
    found: dict[tuple[str, ...], click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= {(name, *words): leaf for words, leaf in all_commands(command).items()}
        elif command is not None:
            found[(name,)] = command
    return found
