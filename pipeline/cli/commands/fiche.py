"""The command `jt fiche`, and what it can be told; `service.fiche` does it."""

from pathlib import Path
from typing import Annotated

import typer

FormProject = Annotated[
    Path, typer.Option("--projet", "--project", metavar="DOSSIER", help="Le projet, pour son nom et ses couleurs.")
]
FormFormats = Annotated[
    list[str], typer.Option("--format", metavar="FORMAT", help="docx, odt ou html ; à répéter. Sinon : les trois.")
]
FormGroups = Annotated[
    int, typer.Option("--groupes", "--groups", metavar="N", min=0, max=40, help="Une fiche par groupe, numérotée.")
]
FormFolder = Annotated[Path, typer.Option("-o", "--vers", "--output", metavar="DOSSIER", help="Où les écrire.")]


def fiche(
    projet: FormProject = Path(),
    format_: FormFormats = [],  # noqa: B006 - typer's way to say « none »
    groupes: FormGroups = 0,
    vers: FormFolder = Path("fiches"),
) -> None:
    """Écrit la fiche vierge à remplir en atelier, à la main ou au clavier ; jt importer la relit."""
    from pipeline.cli.telling import show_line, tell_line
    from pipeline.errors import UserError
    from pipeline.service.fiche import FORM_FORMATS, FormWish, write_forms

    unknown = [each for each in format_ if each not in FORM_FORMATS]
    if unknown:
        raise UserError(
            f"le format « {unknown[0]} » n'existe pas pour une fiche ; possible : {', '.join(FORM_FORMATS)}"
        )
    formats = tuple(dict.fromkeys(format_)) or FORM_FORMATS
    for path in write_forms(FormWish(project=projet, formats=formats, groups=groupes, folder=vers)):
        show_line(path)
    tell_line("imprimez-les ou remplissez-les, puis : jt importer FICHE…")
