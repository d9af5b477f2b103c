"""The `origins` command. Exit code 0: done; 1: something failed, one line each; 2: wrong use, with the cure."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from helpers import __version__, corpus
from helpers.cli import checking, making, using  # noqa: F401  (their commands, in the order of the help)
from helpers.cli.making import make_report
from helpers.cli.options import app

__all__ = ["app", "main", "make_report"]
__dir__ = __all__.copy

_INTERRUPTED = 130  # as a shell says it: 128 and the number of the signal


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"origins {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with `arguments` (None: those of the process). No error ends in a bare traceback."""
    try:
        app(args=arguments, prog_name="origins")
    except (KeyboardInterrupt, SystemExit) as ended:
        if isinstance(ended, SystemExit) and ended.code != _INTERRUPTED:  # typer makes this of Ctrl-C
            raise
        _end("stopped; run the same command again to go on", _INTERRUPTED)
    except corpus.CorpusError as error:
        _end(str(error), 2)
    except (ValueError, FileNotFoundError) as error:
        _end(f"{error}", 2)
    except OSError as error:
        _end(f"{error.filename or 'disk'!s}: {error.strerror or error}", 1)
    except RuntimeError as error:  # notebooks that failed (one line each), a cluster that was lost
        _end(str(error), 1)
    except Exception as error:  # the last line of defence; the traceback is one variable away
        if os.environ.get("ORIGINS_DEBUG"):
            raise
        _end(f"{type(error).__name__}: {error}. Set ORIGINS_DEBUG=1 to see where; please report it.", 1)


def _end(message: str, code: int) -> None:
    typer.echo(f"origins: {message}", err=True)
    sys.exit(code)
