"""The command `jt prompteur`, and what it can be told; `cli.prompting` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, VoiceEngine

ScriptToRead = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
PageAt = Annotated[
    Path | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="FICHIER|DOSSIER",
        readable=False,
        help="Où écrire la page ; par défaut output/<script>/prompteur.html.",
    ),
]
ForReader = Annotated[
    str,
    typer.Option("--pour", "--for", metavar="PERSONNE", help="Les répliques d'une seule personne, avec leurs départs."),
]
Follow = Annotated[
    bool,
    typer.Option("--suivre", "--watch", help="Reste là, et réécrit la page si le script change ; Ctrl-C arrête."),
]


def prompteur(
    script: ScriptToRead,
    vers: PageAt = None,
    pour: ForReader = "",
    suivre: Follow = False,
    voix: VoiceEngine = "",
    cache_place: CacheAt = None,
) -> None:
    """Écrit le prompteur : une page pour tablette ou téléphone, sans internet, qui défile à la vitesse des voix."""
    from pipeline.cli.prompting import PrompterWish, write_prompter_page

    wish = PrompterWish(script=script, place=vers, reader=pour, follow=suivre, engine=voix, cache=cache_place)
    write_prompter_page(wish)
