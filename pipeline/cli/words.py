"""French for what the command-line library says in English: help headings and usage errors.

Typer carries its own copy of click, and an older one uses the real click: errors are told by name, not by class.
"""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = (
    ("Usage: ", "Usage : "),
    ("\nOptions:\n", "\nOptions :\n"),
    ("\nArguments:\n", "\nArguments :\n"),
    ("\nCommands:\n", "\nCommandes :\n"),
    ("COMMAND [ARGS]...", "COMMANDE …"),
    ("{SCRIPT…}...", "SCRIPT…"),
    ("{DOSSIER|SCRIPT…}...", "DOSSIER|SCRIPT…"),
    ("[DOSSIER|SCRIPT…]...", "[DOSSIER|SCRIPT…]"),
    ("{FILM|DOSSIER…}...", "FILM|DOSSIER…"),
    ("{FICHIER…}...", "FICHIER…"),
    ("{SCRIPT}", "SCRIPT"),
    (" <list[Path]>", ""),
    (" <path>", ""),
    ("{TEXTE}", "TEXTE"),
    ("{CODE}", "CODE"),
    (" <str>", ""),
    ("[required]", "[requis]"),
    ("Show this message and exit.", "Montre cette aide."),
)
_COMMANDS = "nouveau, importer, check, render, lot, controle, still, explain, guide, styleguide, voices ou cache"
_NO_COMMAND = re.compile(r"No such command '(.*?)'\.")
_TOO_MANY = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)")


def _help(text: str) -> str:
    for english, french in _HELP:
        text = text.replace(english, french)
    return re.sub(r"\[default:(\s)", r"[défaut :\1", text)


class FrenchCommand(TyperCommand):
    """A command whose help speaks French throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help, its headings in French."""
        return _help(super().get_help(ctx))


class FrenchGroup(TyperGroup):
    """A group of commands whose help speaks French throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help, its headings in French."""
        return _help(super().get_help(ctx))


def is_usage_error(error: BaseException) -> bool:
    """Tell whether the command line itself was mistyped, whichever click says so."""
    return any(kind.__name__ == "ClickException" for kind in type(error).__mro__)


def usage_in_french(error: Any) -> str:  # noqa: PLR0911 - one sentence a kind of error
    """Say in French what is wrong with the command that was typed."""
    match type(error).__name__:
        case "NoSuchOption":
            near = f" ; vouliez-vous dire {error.possibilities[0]} ?" if error.possibilities else " ; voyez jt --help"
            return f"option inconnue : {error.option_name}{near}"
        case "MissingParameter":
            return f"il manque {_named(error)} ; voyez jt --help"
        case "NoArgsIsHelpError":
            return f"il manque une commande : {_COMMANDS} ; voyez jt --help"
        case "BadParameter":
            return f"la valeur de {_named(error)} ne convient pas ; voyez jt --help"
        case "UsageError" if found := _NO_COMMAND.search(error.format_message()):
            if error.ctx is not None and error.ctx.parent is not None:
                group = f"jt {error.ctx.info_name}"
                return f"commande inconnue : {group} {found[1]} ; voyez {group} --help"
            return f"commande inconnue : {found[1]} ; choisissez {_COMMANDS}"
        case "UsageError" if found := _TOO_MANY.search(error.format_message()):
            return f"en trop : {found[1]} ; voyez jt --help"
        case "BadOptionUsage":
            return f"l'option {error.option_name} attend une valeur ; voyez jt --help"
        case _:
            return f"commande mal écrite ({error.format_message()}) ; voyez jt --help"


def _named(error: Any) -> str:
    """Name a parameter as it is typed: its option, or what it stands for."""
    param = error.param
    if param is None:
        return "un paramètre"
    options = [option for option in getattr(param, "opts", ()) if option.startswith("-")]
    return options[0] if options else str(param.metavar or param.name)
