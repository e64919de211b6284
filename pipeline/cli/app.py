"""`jt`: render, check, look at newscasts, tend the cache.

Exit codes: 0 done, 1 for the user to mend, 2 a command line that cannot be read, 3 our bug, 130 interrupted.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli.clustering import grappe
from pipeline.cli.exporting import export
from pipeline.cli.interruption import Outcome, insistent
from pipeline.cli.leaving import EXIT_INTERRUPTED
from pipeline.cli.lot import lot
from pipeline.cli.options import (
    Accessible,
    Annotations,
    Burned,
    CacheAt,
    ControlReports,
    Fallback,
    FilmsOrFolders,
    FromTable,
    Jobs,
    NoCache,
    Offline,
    OnCluster,
    Pictures,
    ProfileName,
    Reports,
    Versions,
    VoiceEngine,
    WithoutMarks,
)
from pipeline.cli.recording import HELP, to_record
from pipeline.cli.streams import Streams
from pipeline.cli.telling import EXIT_USAGE, EXIT_USER, show_line, tell_bug, tell_error, tell_line
from pipeline.cli.voicing import voices
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
voices.command("a-enregistrer", cls=FrenchCommand, help=HELP)(to_record)
app.add_typer(voices, name="voices")
app.add_typer(grappe, name="grappe")

Scripts = Annotated[list[Path], typer.Argument(help="Un ou plusieurs scripts YAML.", metavar="SCRIPT…", readable=False)]
ScriptsOrFolders = Annotated[
    list[Path],
    typer.Argument(help="Des scripts YAML, ou des dossiers qui en ont.", metavar="SCRIPT…", readable=False),
]
OneScript = Annotated[Path | None, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
PresetName = Annotated[
    str,
    typer.Option(
        "--preset",
        metavar="NOM",
        help="draft (brouillon), web, web-av1, broadcast (écrans), uhd (2160p), master (montage), antenne (chaînes), "
        "vertical, square (carré), bench (mesures).",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DOSSIER", readable=False, help="Dossier de sortie (par défaut output/<script>/)."),
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="ID", help="Seulement cet élément du conducteur (répétable).")
]
ExcerptFrom = Annotated[str, typer.Option("--from", metavar="TEMPS", help="Début de l'extrait : 12,5 ou 1:23.")]
ExcerptTo = Annotated[str, typer.Option("--to", metavar="TEMPS", help="Fin de l'extrait.")]
Why = Annotated[
    bool, typer.Option("--explain", help="Dit pour chaque morceau s'il est rendu ou repris, et ce qui a changé.")
]
Stems = Annotated[
    bool, typer.Option("--stems", help="Écrit aussi le son piste par piste, en WAV 24 bits, dans pistes/ près du film.")
]
StillTime = Annotated[str, typer.Option("--at", metavar="TEMPS", help="L'instant voulu : 12,5 ou 1:23.")]
StillFile = Annotated[
    Path, typer.Option("-o", "--output", metavar="FICHIER", readable=False, help="Le fichier PNG à écrire.")
]
OfScene = Annotated[
    str, typer.Option("--scene", metavar="NOM", help="Montre l'exemple d'une scène ou d'un habillage, sans script.")
]
InHouse = Annotated[
    str,
    typer.Option("--habillage", "--house", metavar="ID", help="L'habillage à montrer, au lieu de celui par défaut."),
]
GuideFolder = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DOSSIER", readable=False, help="Où l'écrire (par défaut output/charte/)."),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Reste là et redessine ce qui change dans scenes/ et media/ ; Ctrl-C arrête.")
]
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
NewFolder = Annotated[Path, typer.Argument(help="Le dossier du projet, à créer.", metavar="DOSSIER", readable=False)]
ChannelName = Annotated[
    str, typer.Option("--chaine", metavar="NOM", help="Nom de la chaîne, à l'image et sur les pages.")
]
Town = Annotated[str, typer.Option("--ville", metavar="VILLE", help="Ville de l'atelier.")]
Publisher = Annotated[str, typer.Option("--editeur", metavar="NOM", help="Qui publie les journaux : CCAS, commune…")]
Questions = Annotated[
    bool, typer.Option("--questions/--sans-questions", help="Sur un terminal, demande ce qui n'est pas dit.")
]
GuidePage = Annotated[str, typer.Argument(help="Le nom d'une page, par exemple voix.", metavar="PAGE")]
Explain = Annotated[bool, typer.Option("--explique", help="Montre le script entier, valeurs par défaut comprises.")]


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


@app.command(cls=FrenchCommand)
def render(  # noqa: PLR0913, PLR0917 - a command line lists its options one by one
    context: typer.Context,
    scripts: Scripts,
    preset: PresetName = "",
    only: Only = None,
    start: ExcerptFrom = "",
    end: ExcerptTo = "",
    out: Out = None,
    jobs: Jobs = 0,
    voix: VoiceEngine = "",
    offline: Offline = False,
    no_cache: NoCache = False,
    engine: Pictures = "rapide",
    explain: Why = False,
    stems: Stems = False,
    secours: Fallback = "",
    grappe: OnCluster = "",
    cache_place: CacheAt = None,
    versions: Versions = "",
    sans_marques: WithoutMarks = None,
    burned: Burned = None,
) -> None:
    """Rend un ou plusieurs journaux ; affiche le chemin de chaque film."""
    from pipeline.cli.rendering import RenderWish, render_all
    from pipeline.model.departures import Departures

    wish = RenderWish(
        preset=preset,
        only=tuple(only or ()),
        start=start,
        end=end,
        out=out,
        jobs=jobs,
        engine=voix,
        offline=offline,
        use_cache=not no_cache,
        pictures=engine,
        explain=explain,
        stems=stems,
        fallback=secours,
        cache=cache_place,
        cluster=grappe,
        versions=versions,
        departures=Departures(burned=burned, unmarked=sans_marques),
    )
    raise typer.Exit(render_all(scripts, wish, context.obj))


app.command("exporter", cls=FrenchCommand)(export)
app.command("export", cls=FrenchCommand, hidden=True)(export)
app.command("lot", cls=FrenchCommand)(lot)
app.command("batch", cls=FrenchCommand, hidden=True)(lot)


@app.command(cls=FrenchCommand)
def check(
    scripts: ScriptsOrFolders,
    preset: Annotated[str, typer.Option("--preset", metavar="NOM", help="draft tolère les médias manquants.")] = "web",
    explique: Explain = False,
    cache_place: CacheAt = None,
    tableau: FromTable = None,
    rapports: Reports = None,
    annotations: Annotations = "",
    accessibilite: Accessible = False,
) -> None:
    """Vérifie des scripts et dit tout ce qui ne va pas, en une fois."""
    from pipeline.cli.checking import CheckWish, check_all
    from pipeline.cli.reporting import ReportWish

    reports = ReportWish(rapports, annotations)
    wish = CheckWish(
        preset=preset, explain=explique, cache=cache_place, table=tableau, reports=reports, accessible=accessibilite
    )
    raise typer.Exit(check_all(scripts, wish))


@app.command(cls=FrenchCommand)
def still(
    output: StillFile,
    script: OneScript = None,
    at: StillTime = "",
    scene: OfScene = "",
    preset: PresetName = "web",
    voix: VoiceEngine = "",
    habillage: InHouse = "",
    cache_place: CacheAt = None,
) -> None:
    """Écrit une image du journal, ou l'exemple d'une scène, sans rendre le film."""
    from pipeline.cli.stills import StillWish, write_still

    write_still(
        StillWish(script=script, scene=scene, at=at, preset=preset, engine=voix, house=habillage, cache=cache_place),
        output,
    )


@app.command(cls=FrenchCommand)
def styleguide(
    output: GuideFolder = None, watch: Watch = False, habillage: InHouse = "", cache_place: CacheAt = None
) -> None:
    """Écrit la charte : chaque scène dessinée, couleurs, polices, contrastes, mouvements et sons, en une page."""
    from pipeline.cli.styleguides import write_guide

    raise typer.Exit(write_guide(output, watch=watch, house=habillage, cache=cache_place))


@app.command(cls=FrenchCommand)
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


@app.command("controle", cls=FrenchCommand)
def controle(films: FilmsOrFolders, profil: ProfileName = "", rapports: ControlReports = None) -> None:
    """Contrôle des films finis, de jt ou d'ailleurs : ce qui empêche de les publier, le pire d'abord."""
    from pipeline.cli.controlling import ControlWish, control_all

    raise typer.Exit(control_all(ControlWish(places=tuple(films), profile=profil, reports=rapports)))


app.command("control", cls=FrenchCommand, hidden=True)(controle)


@app.command(cls=FrenchCommand)
def explain(
    code: Annotated[str, typer.Argument(help="Le code entre crochets, au bout d'une remarque.", metavar="CODE")] = "",
) -> None:
    """Explique le code d'une remarque : pourquoi, que faire, un exemple ; sans code, les donne tous."""
    from pipeline.cli.codes import tell

    tell(code)


app.command("expliquer", cls=FrenchCommand, hidden=True)(explain)


@app.command("nouveau", cls=FrenchCommand)
def nouveau(
    dossier: NewFolder, chaine: ChannelName = "", ville: Town = "", editeur: Publisher = "", questions: Questions = True
) -> None:
    """Crée un projet : un script qui se rend tout de suite, jt.yaml, media/, scenes/ et un mode d'emploi d'une page."""
    from pipeline.cli.creating import make
    from pipeline.service.new import Wanted

    make(dossier, Wanted(channel=chaine, town=ville, publisher=editeur), ask=questions)


app.command("new", cls=FrenchCommand, hidden=True)(nouveau)


@app.command("marques", cls=FrenchCommand)
def marques(
    fichiers: Annotated[
        list[Path], typer.Argument(help="Un ou plusieurs films ou images.", metavar="FILM…", readable=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes : un tableau JSON.")] = False,
) -> None:
    """Montre toutes les marques d'un film ou d'une image : métadonnées, XMP, signature C2PA, origine."""
    from pipeline.cli.marking import show_marks

    raise typer.Exit(show_marks(fichiers, as_json=as_json))


app.command("marks", cls=FrenchCommand, hidden=True)(marques)


@app.command(cls=FrenchCommand)
def guide(page: GuidePage = "") -> None:
    """Montre une page du guide ; sans nom, la liste des pages."""
    from pipeline.service import guide as service

    if page:
        show_line(service.page(page), end="")
    else:
        for name, file in service.pages().items():
            show_line(f"{name:<20} {file}")


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


def _run(outcome: Outcome) -> int:
    """Run the command and return its exit code; raises KeyboardInterrupt when it was interrupted, however it ended."""
    try:
        code = int(app(standalone_mode=False, obj=outcome) or 0)
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
