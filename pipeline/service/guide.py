"""The guide that travels with the product: its pages, and what each one says."""

from pathlib import Path

from pipeline.adapters.project import library_root
from pipeline.errors import UserError
from pipeline.french.wording import advised, fold

_GUIDE = "docs/guide"
_ENTRY = "README"


def pages() -> dict[str, Path]:
    """Return the pages of the guide by name, in order; the entry page is called « guide »."""
    files = sorted((library_root() / _GUIDE).glob("*.md"))
    return {"guide" if file.stem == _ENTRY else file.stem: file for file in files}


def page(name: str) -> str:
    """Return what a page says, in Markdown; raises UserError with the nearest one."""
    known = pages()
    found = {fold(one): file for one, file in known.items()}.get(fold(name))
    if found is None:
        raise UserError(f"le guide n'a pas de page « {name} » ; {advised(name, known)}")
    return found.read_text("utf-8")
