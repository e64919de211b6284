"""The command `jt explain`, and what it can be told; `cli.codes` does it."""

from typing import Annotated

import typer


def explain(
    code: Annotated[str, typer.Argument(help="Le code entre crochets, au bout d'une remarque.", metavar="CODE")] = "",
) -> None:
    """Explique le code d'une remarque : pourquoi, que faire, un exemple ; sans code, les donne tous."""
    from pipeline.cli.codes import tell

    tell(code)
