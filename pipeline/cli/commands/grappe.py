"""The commands `jt grappe`, and what they can be told; `cli.clustering` does it."""

from typing import Annotated

import typer

from pipeline.cli.words import FrenchCommand, FrenchGroup

grappe = typer.Typer(cls=FrenchGroup, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

ClusterAt = Annotated[
    str,
    typer.Option("--adresse", metavar="ADRESSE", envvar="JT_GRAPPE", show_envvar=False, help="tcp://MACHINE:PORT."),
]
Count = Annotated[int, typer.Option("--ouvriers", metavar="N", min=0, max=256, help="Combien ; 0 : un par cœur.")]
HostName = Annotated[
    str,
    typer.Option("--hote", metavar="ADRESSE", help="Où écouter : l'adresse de cette machine sur votre réseau privé."),
]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Le port du planificateur.")]
Memory = Annotated[str, typer.Option("--memoire", metavar="TAILLE", help="Mémoire de chaque ouvrier, 2Go par exemple.")]
ToJoin = Annotated[str, typer.Argument(help="L'adresse du planificateur, tcp://MACHINE:PORT.", metavar="ADRESSE")]


@grappe.callback()
def show_cluster(context: typer.Context, adresse: ClusterAt = "") -> None:
    """Montre les ouvriers d'une grappe et ce qu'ils font ; « jt grappe demarrer » en lance une ici."""
    if context.invoked_subcommand is None:
        from pipeline.cli.clustering import show_workers

        show_workers(adresse)


@grappe.command(cls=FrenchCommand)
def demarrer(ouvriers: Count = 0, hote: HostName = "127.0.0.1", port: Port = 8786, memoire: Memory = "") -> None:
    """Lance ici un planificateur et des ouvriers, et les tient en vie ; Ctrl-C arrête tout."""
    from pipeline.cli.clustering import host

    host(hote, port, ouvriers, memoire)


@grappe.command(cls=FrenchCommand)
def rejoindre(adresse: ToJoin, ouvriers: Count = 0, memoire: Memory = "") -> None:
    """Lance ici des ouvriers pour le planificateur d'une autre machine, et les tient en vie ; Ctrl-C les arrête."""
    from pipeline.cli.clustering import join_cluster

    join_cluster(adresse, ouvriers, memoire)
