"""The command `jt guide`, and what it can be told."""

from typing import Annotated

import typer

from pipeline.cli.telling import show_line

GuidePage = Annotated[str, typer.Argument(help="Le nom d'une page, par exemple voix.", metavar="PAGE")]


def guide(page: GuidePage = "") -> None:
    """Montre une page du guide ; sans nom, la liste des pages."""
    from pipeline.service import guide as service

    if page:
        show_line(service.page(page), end="")
    else:
        for name, file in service.pages().items():
            show_line(f"{name:<20} {file}")
