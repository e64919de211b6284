"""The blank form of a workshop, written for its groups in the house's colours; nothing is replaced."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.adapters.documents.form_word import word_form
from pipeline.adapters.documents.form_writer import writer_form
from pipeline.adapters.project import settings_at
from pipeline.adapters.whole import write_whole_bytes
from pipeline.errors import UserError
from pipeline.french.form import FORM_ADVICE, FORM_FIELDS, FORM_TITLE
from pipeline.model.form_sheet import FormSheet
from pipeline.pages.form import form_page
from pipeline.produce.film_page import dress
from pipeline.service.newsroom import Newsroom

MOST_GROUPS = 40
_OTHERWISE = "choisissez un autre dossier avec --vers"
_DOCUMENTS: Mapping[str, Callable[[FormSheet], bytes]] = MappingProxyType({"docx": word_form, "odt": writer_form})
FORM_FORMATS = ("docx", "odt", "html")
"""What forms are written as; a page holds those of all groups, a document that of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWish:
    """What is asked: for which project, as what, for how many groups (0: one form for any), into which folder."""

    project: Path
    formats: tuple[str, ...]
    groups: int
    folder: Path


def write_forms(wish: FormWish) -> tuple[Path, ...]:
    """Write blank forms and return their files; raises UserError, and writes none, when one stands there already."""
    newsroom = Newsroom(settings_at(wish.project))
    house = newsroom.house(newsroom.default_house)
    forms = tuple(
        FormSheet(
            title=FORM_TITLE,
            owner=house.imprint.channel,
            group=f"Groupe {number}" if number else "Groupe ……",
            advice=FORM_ADVICE,
            fields=FORM_FIELDS,
            dark=_digits(house.palette["nuit"]),
            accent=_digits(house.palette["ambre_doux"]),
        )
        for number in (range(1, wish.groups + 1) if wish.groups else (0,))
    )
    made: dict[Path, bytes] = {}
    for kind in wish.formats:
        if kind in _DOCUMENTS:
            made |= {
                wish.folder / f"fiche{f'-groupe-{at}' if wish.groups else ''}.{kind}": _DOCUMENTS[kind](form)
                for at, form in enumerate(forms, 1)
            }
        else:
            made[wish.folder / "fiche.html"] = form_page(forms, dress(house, newsroom.library)).encode()
    standing = [path for path in made if path.exists()]
    if standing:
        raise UserError(f"{standing[0]} existe déjà et n'est pas remplacé ; {_OTHERWISE}, ou déplacez-le")
    for path, content in made.items():
        write_whole_bytes(path, content, _OTHERWISE)
    return tuple(made)


def _digits(colour: str) -> str:
    """Return the six digits of an opaque colour of a palette."""
    return colour.lstrip("#")[:6].upper()
