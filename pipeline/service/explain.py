"""What the code of a finding means: the catalogue that `jt explain` shows and that the guide prints.

The catalogue is data, one YAML file a family in `french/codes/`, so that whoever writes well mends it without code; it
travels with the package and is read when somebody asks.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from pipeline.adapters.yaml.files import read_plain
from pipeline.errors import Level, UserError
from pipeline.french.wording import fold, meant, quoted
from pipeline.model.script import Value

Kept = Literal["script", "scene", "habillage", "marque", "champs", "tableau"]
"""Where an example is written: a script, a `scene.yaml`, a house, `jt.yaml`, a script with a table, a table."""

PLACES: Mapping[Kept, str] = MappingProxyType(
    {
        "script": "dans le script",
        "scene": "dans le scene.yaml d'une scène",
        "habillage": "dans l'habillage",
        "marque": "dans jt.yaml",
        "champs": "dans le script (colonne « ville » au tableau)",
        "tableau": "dans le tableau ; le script dit {ville} et {rue}",
    }
)
"""The same for people."""


def _levels(written: object) -> object:
    return [word.strip() for word in written.split(",")] if isinstance(written, str) else written


class Explanation(Value):
    """One kind of finding for people: what it means, why it matters, what to do, a wrong and a right example."""

    title: str = Field(alias="titre", min_length=1)
    levels: Annotated[tuple[Level, ...], BeforeValidator(_levels)] = Field(default=(Level.ERROR,), alias="niveau")
    meaning: str = Field(alias="sens", min_length=1)
    stakes: str = Field(alias="pourquoi", min_length=1)
    remedy: str = Field(alias="faire", min_length=1)
    kept: Kept = Field(default="script", alias="dans")
    wrong: str = Field(default="", alias="faux")
    right: str = Field(default="", alias="juste")


class Family(Value):
    """The codes about one matter, in the order in which they are told."""

    title: str = Field(alias="famille", min_length=1)
    codes: Mapping[str, Explanation]


@cache
def catalogue() -> tuple[Family, ...]:
    """Return every code with its explanation, by family; read once, as nothing but a new version changes it."""
    with as_file(files("pipeline.french") / "codes") as folder:
        return tuple(Family.model_validate(read_plain(path)) for path in sorted(folder.glob("*.yaml")))


def explained(code: str) -> tuple[str, Explanation]:
    """Return a code as it is spelled, and its explanation; brackets, capitals and accents do not matter.

    Raises UserError for an unknown code, with the nearest one.
    """
    known = {name: each for family in catalogue() for name, each in family.codes.items()}
    asked = code.strip("[] ")
    spelled = {fold(name): name for name in known}
    name = spelled.get(fold(asked))
    if name is None:
        near = meant(asked, known)
        raise UserError(f"aucun code ne s'appelle {quoted(asked)} ; {near}« jt explain » les donne tous")
    return name, known[name]
