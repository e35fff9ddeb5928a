"""The command line (one module a command or group) and the one place where errors become exit codes.

A module `kiosk/cli/NAME.py` with an attribute `command` is the command NAME; it is imported only when asked for.
"""

import importlib
import logging
import os
import pkgutil
import sys

import click

from kiosk.base.errors import KnownError, UsageError
from kiosk.base.log import start_logging


class _LazyGroup(click.Group):
    """Finds commands by module name, so that `kiosk ask` never pays for `kiosk run`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every public module of this package."""
        return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; None for a name that is no command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kiosk", prog_name="kiosk")
def kiosk() -> None:
    """Vitrine (璀镜): an offline guide and try-on mirror for jewelry stores."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 could not be done (one sentence on stderr), 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    start_logging(to_file=words[:1] == ["run"])
    try:
        code = kiosk.main(args=words, prog_name="kiosk", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KnownError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output (head, less) left; nothing to tell anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("VITRINE_DEBUG"):
            raise
        logging.getLogger("kiosk").debug("bug", exc_info=error)
        print(
            f"Vitrine made a mistake ({type(error).__name__}: {error}). "
            "Set VITRINE_DEBUG=1 and run it again to see where.",
            file=sys.stderr,
        )
        sys.exit(1)
