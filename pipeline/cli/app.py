"""`jt`: render, check, look at newscasts, tend the cache.

Exit codes: 0 done, 1 for the user to mend, 2 a command line that cannot be read, 3 our bug, 130 interrupted.
"""

import sys
from collections.abc import Callable
from functools import cache as kept
from typing import Annotated, Any

import typer
from typer.main import get_command

from pipeline import __version__
from pipeline.cli.commands.cache import cache
from pipeline.cli.commands.check import check
from pipeline.cli.commands.conducteur import conducteur
from pipeline.cli.commands.controle import controle
from pipeline.cli.commands.ecoute import ecoute
from pipeline.cli.commands.explain import explain
from pipeline.cli.commands.exporter import export
from pipeline.cli.commands.fiche import fiche
from pipeline.cli.commands.grappe import grappe
from pipeline.cli.commands.guide import guide
from pipeline.cli.commands.importer import importer
from pipeline.cli.commands.lot import lot
from pipeline.cli.commands.marques import marques
from pipeline.cli.commands.nouveau import nouveau
from pipeline.cli.commands.prompteur import prompteur
from pipeline.cli.commands.render import render
from pipeline.cli.commands.rushes import rushes
from pipeline.cli.commands.still import still
from pipeline.cli.commands.studio import studio
from pipeline.cli.commands.styleguide import styleguide
from pipeline.cli.commands.tournage import tournage
from pipeline.cli.commands.transcrire import transcribe
from pipeline.cli.commands.voices import voices
from pipeline.cli.commands.watch import watch
from pipeline.cli.interruption import Outcome, insistent
from pipeline.cli.leaving import EXIT_INTERRUPTED
from pipeline.cli.streams import Streams
from pipeline.cli.telling import EXIT_USAGE, EXIT_USER, show_line, tell_bug, tell_error, tell_line
from pipeline.cli.words import FrenchCommand, FrenchGroup, is_usage_error, usage_in_french
from pipeline.errors import UserError
from pipeline.french.system import for_the_user, remedy, why

app = typer.Typer(
    name="jt",
    cls=FrenchGroup,
    help="JT 2050 : le script d'un atelier devient un journal télévisé de 2050.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_COMMANDS = (
    (render, "render"),
    (watch, "watch", "suivre"),
    (studio, "studio"),
    (export, "exporter", "export"),
    (lot, "lot", "batch"),
    (check, "check"),
    (conducteur, "conducteur", "rundown"),
    (prompteur, "prompteur", "prompter"),
    (tournage, "tournage", "shoot"),
    (rushes, "rushes"),
    (still, "still"),
    (styleguide, "styleguide"),
    (cache, "cache"),
    (controle, "controle", "control"),
    (explain, "explain", "expliquer"),
    (nouveau, "nouveau", "new"),
    (fiche, "fiche", "form"),
    (importer, "importer", "import"),
    (marques, "marques", "marks"),
    (transcribe, "transcrire", "transcribe"),
    (guide, "guide"),
)
"""What each command does, its name, and another name where it has one, in the order of the help."""

for _command, _name, *_others in _COMMANDS:
    app.command(_name, cls=FrenchCommand)(_command)
    for _other in _others:
        app.command(_other, cls=FrenchCommand, hidden=True)(_command)
app.add_typer(voices, name="voices")
app.add_typer(ecoute, name="ecoute")
app.add_typer(grappe, name="grappe")


def _version(wanted: bool) -> None:
    if wanted:
        show_line(f"jt {__version__}")
        raise typer.Exit


@app.callback()
def jt(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Affiche la version.")
    ] = False,
) -> None:
    """JT 2050 : le script d'un atelier devient un journal télévisé de 2050."""


def main(outcome: Outcome | None = None) -> None:
    """Run the command line and leave with its exit code."""
    outcome = outcome or Outcome()
    streams = Streams()
    with insistent(outcome):
        try:
            code = _run(outcome)
            if (lost := streams.lost()) is not None:
                tell_line(f"jt : ce qui devait s'afficher n'a pas pu être écrit ({why(lost)}) ; {remedy(lost)}")
                code = code if outcome.delivered else max(code, EXIT_USER)  # a film that stands is what was wanted
            outcome.over = True
        except KeyboardInterrupt:
            tell_line(outcome.told())
            code = EXIT_INTERRUPTED
            outcome.over = True
    sys.exit(code)


@kept
def _built() -> Callable[..., Any]:
    """Return every command with its options: they are the same whatever is typed, and read by introspection."""
    return get_command(app)


def _run(outcome: Outcome) -> int:
    """Run the command and return its exit code; raises KeyboardInterrupt when it was interrupted, however it ended."""
    try:
        code = int(_built()(standalone_mode=False, obj=outcome) or 0)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if outcome.heard:  # amid compiled code an interruption may come out as any other error
            raise KeyboardInterrupt from error
        return _told(error)
    if outcome.heard or code == EXIT_INTERRUPTED:  # which is also what typer makes of it by itself
        raise KeyboardInterrupt
    return code


def _told(error: Exception) -> int:
    """Tell what ended a command, and return its exit code; what nobody can mend is told as a bug, its trace kept."""
    told = error if isinstance(error, UserError) else for_the_user(error)
    if told is not None:
        tell_error(told)
    elif is_usage_error(error):
        tell_line(f"jt : {usage_in_french(error)}")
        return EXIT_USAGE
    else:
        return tell_bug(error)
    return EXIT_USER
