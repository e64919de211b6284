"""The command `jt lot`, and what it can be told; `cli.batching` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import (
    Annotations,
    Burned,
    CacheAt,
    Fallback,
    FromTable,
    Jobs,
    NoCache,
    Offline,
    OnCluster,
    Pictures,
    Reports,
    Versions,
    VoiceEngine,
    WithoutMarks,
)

BatchPlaces = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Des dossiers ou des scripts ; sans rien, le projet où l'on est.",
        metavar="DOSSIER|SCRIPT…",
        readable=False,
    ),
]
Presets = Annotated[
    list[str] | None,
    typer.Option(
        "--preset", metavar="NOM", help="Livraison (répétable) ; sinon les « livraisons » de jt.yaml, ou web."
    ),
]
OfShares = Annotated[
    str, typer.Option("--part", metavar="N/TOTAL", help="Seulement cette part du lot, par exemple 2/5.")
]
Since = Annotated[
    str,
    typer.Option(
        "--modifies-depuis",
        "--changed-since",
        metavar="REV",
        help="Seulement les films que leurs textes, médias ou réglages ont changés depuis cette révision de git.",
    ),
]
MostMinutes = Annotated[
    float,
    typer.Option(
        "--max-minutes",
        metavar="N",
        min=0.0,
        show_default=False,
        help="S'arrête après ces minutes ; le reste est reporté.",
    ),
]
MostDisk = Annotated[
    str,
    typer.Option(
        "--max-disque", "--max-disk", metavar="TAILLE", help="S'arrête quand cache et films ont grossi de 5Go."
    ),
]
FailOn = Annotated[
    str,
    typer.Option("--echec-sur", "--fail-on", metavar="NIVEAU", help="erreur, ou avertissement : finit alors avec 1."),
]
BatchOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="DOSSIER", readable=False, help="Dossier où chaque film a le sien."),
]
OpenJob = Annotated[
    Path | None,
    typer.Option(
        "--openjd",
        metavar="FICHIER",
        help="Écrit le lot comme un travail pour une ferme de rendu (Open Job Description), et ne rend rien.",
    ),
]
Gathered = Annotated[
    Path | None,
    typer.Option(
        "--reunir", "--gather", metavar="DOSSIER", help="Réunit les rapports des parts d'un lot, et ne rend rien."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Sur la sortie, un objet JSON par ligne, pour les programmes.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Ne dit que les erreurs et le tableau final.")]


def lot(  # noqa: PLR0913, PLR0917 - a command line lists its options one by one
    context: typer.Context,
    places: BatchPlaces = None,
    preset: Presets = None,
    part: OfShares = "",
    modifies_depuis: Since = "",
    max_minutes: MostMinutes = 0.0,
    max_disque: MostDisk = "",
    echec_sur: FailOn = "erreur",
    out: BatchOut = None,
    jobs: Jobs = 0,
    voix: VoiceEngine = "",
    offline: Offline = False,
    no_cache: NoCache = False,
    engine: Pictures = "rapide",
    secours: Fallback = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
    grappe: OnCluster = "",
    cache_place: CacheAt = None,
    tableau: FromTable = None,
    rapports: Reports = None,
    annotations: Annotations = "",
    openjd: OpenJob = None,
    reunir: Gathered = None,
    versions: Versions = "",
    sans_marques: WithoutMarks = None,
    burned: Burned = None,
) -> None:
    """Rend tous les journaux d'un projet, ou plusieurs projets, en une fois ; affiche le chemin de chaque film."""
    from pipeline.cli.batching import BatchLine, make_batch
    from pipeline.cli.reporting import ReportWish
    from pipeline.model.departures import Departures
    from pipeline.model.version import versions_named
    from pipeline.service.batch_films import BatchWish

    wish = BatchWish(
        presets=tuple(preset or ()),
        out=out,
        jobs=jobs,
        engine=voix,
        offline=offline,
        use_cache=not no_cache,
        pictures=engine,
        fallback=secours,
        cache=cache_place,
        table=tableau,
        versions=versions_named(versions),
        departures=Departures(burned=burned, unmarked=sans_marques),
    )
    line = BatchLine(
        part=part,
        since=modifies_depuis,
        minutes=max_minutes,
        size=max_disque,
        fail_on=echec_sur,
        as_json=as_json,
        quiet=quiet,
        cluster=grappe,
        reports=ReportWish(rapports, annotations),
    )
    if reunir is not None:
        from pipeline.cli.farming import gather

        raise typer.Exit(gather(reunir, line))
    if openjd is not None:
        from pipeline.cli.farming import hand_over

        raise typer.Exit(hand_over(openjd, places or (), wish, line))
    raise typer.Exit(make_batch(places or (), wish, line, context.obj))
