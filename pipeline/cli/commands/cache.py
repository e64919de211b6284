"""The command `jt cache`, and what it can be told; `cli.caching` does it."""

from typing import Annotated

import typer

from pipeline.cli.options import CacheAt

Empty = Annotated[bool, typer.Option("--vider", "--clear", help="Efface tout le cache ; à confirmer avec --oui.")]
OlderThan = Annotated[
    str,
    typer.Option("--plus-vieux-que", "--older-than", metavar="DURÉE", help="Efface ce qui n'a pas servi depuis 30j."),
]
Most = Annotated[
    str,
    typer.Option("--taille-max", "--max-size", metavar="TAILLE", help="Ramène le cache à 5Go, le plus vieux d'abord."),
]
Verify = Annotated[bool, typer.Option("--verifier", "--verify", help="Relit tout ; efface ce qui est abîmé.")]
Shared = Annotated[
    bool,
    typer.Option("--partage", "--shared", help="Fait tout cela du magasin partagé que nomme JT_STORE, non du cache."),
]
Sure = Annotated[bool, typer.Option("--oui", "--yes", help="Confirme --vider.")]
Rehearse = Annotated[bool, typer.Option("--essai", "--dry-run", help="Dit ce qui serait effacé, sans rien effacer.")]


def cache(
    vider: Empty = False,
    plus_vieux_que: OlderThan = "",
    taille_max: Most = "",
    verifier: Verify = False,
    oui: Sure = False,
    essai: Rehearse = False,
    partage: Shared = False,
    cache_place: CacheAt = None,
) -> None:
    """Montre ce que le cache contient, le vérifie ou le nettoie ; ce qui manque est refait au prochain rendu."""
    from pipeline.cli.caching import Chore, tend

    chore = Chore(
        empty=vider,
        older_than=plus_vieux_que,
        most=taille_max,
        verify=verifier,
        confirmed=oui,
        rehearse=essai,
        cache=cache_place,
        shared=partage,
    )
    raise typer.Exit(tend(chore))
