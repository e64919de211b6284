"""The options that several commands take, each worded once."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.model.departures import BURNED, UNBURNED, UNMARKED
from pipeline.service.engines import offered

Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="Processus de rendu ; 0 : un par cœur.")]
VoiceEngine = Annotated[str, typer.Option("--voix", metavar="NOM", help=f"Moteur de voix : {offered()}.")]
Pictures = Annotated[
    str, typer.Option("--engine", metavar="NOM", help="Moteur d'images : rapide, ou moviepy (référence, lent).")
]
Fallback = Annotated[
    str,
    typer.Option("--secours", metavar="NOM", help="Moteur qui dit tout le journal si la voix en ligne ne répond pas."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Refuse toute voix qui demande internet.")]
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Refait toutes les images et tout le mixage ; les voix déjà dites sont gardées."),
]
CacheAt = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DOSSIER",
        readable=False,
        help="Où garder ce qui resservira ; sinon JT_CACHE, ou le cache du système.",
    ),
]
Versions = Annotated[
    str,
    typer.Option(
        "--versions",
        metavar="NOMS",
        help="simple, description, lsf ; par défaut, pour publier, celles que le script permet.",
    ),
]
OnCluster = Annotated[
    str,
    typer.Option(
        "--grappe",
        metavar="ADRESSE",
        envvar="JT_GRAPPE",
        show_envvar=False,
        help="Rend sur d'autres machines : tcp://MACHINE:PORT ; ou local:4, quatre ouvriers ici.",
    ),
]
WithoutMarks = Annotated[
    str | None,
    typer.Option(
        UNMARKED,
        metavar="RAISON",
        help="Ni mention à l'image, ni XMP, ni signature : dites pourquoi, le rapport le garde ; '' pour un brouillon.",
    ),
]
Burned = Annotated[
    bool | None,
    typer.Option(
        f"{BURNED}/{UNBURNED}",
        help="Met les sous-titres dans l'image, ou les en ôte ; sinon ce que disent jt.yaml et le script.",
    ),
]
FromTable = Annotated[
    Path | None,
    typer.Option(
        "--tableau",
        metavar="FICHIER",
        readable=False,
        help="Un CSV dont chaque ligne remplit les champs du script, {ville} par exemple : un film par ligne.",
    ),
]
Reports = Annotated[
    Path | None,
    typer.Option(
        "--rapports",
        metavar="DOSSIER",
        readable=False,
        help="Y écrit lot.json, junit.xml, lot.sarif, gl-code-quality-report.json et resume.md.",
    ),
]
Accessible = Annotated[
    bool,
    typer.Option(
        "--accessibilite",
        help="Liste les plans qui montrent ce que personne ne dit, avec la phrase qui le dirait.",
    ),
]
Annotations = Annotated[
    str,
    typer.Option(
        "--annotations",
        metavar="SORTE",
        help="github : remarques à leur ligne dans GitHub ; non : aucune. Par défaut, github là où il tourne.",
    ),
]
InHouse = Annotated[
    str,
    typer.Option("--habillage", "--house", metavar="ID", help="L'habillage à montrer, au lieu de celui par défaut."),
]
PresetName = Annotated[
    str,
    typer.Option(
        "--preset",
        metavar="NOM",
        help="draft (brouillon), web, web-av1, broadcast (écrans), uhd (2160p), master (montage), antenne (chaînes), "
        "vertical, square (carré), bench (mesures) ; calques : synthés et titres seuls, avec transparence.",
    ),
]
