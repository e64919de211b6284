"""What the tests of the check share: scenes like the house's own, a context, and a way to write a script."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.yaml.files import read_marked
from pipeline.check import CheckContext, Checked, MediaKind, check
from pipeline.model.marked import Node
from pipeline.model.scene import Scene
from pipeline.model.scenes import Scenes

_FRAME = [{"type": "fond", "fond": "nuit"}]

_SCENES: dict[str, dict[str, Any]] = {
    "generique": {
        "joue": "ouverture",
        "emplacements": {"titre": {"maxi": "60", "alias": "title"}, "ville": {"maxi": "60"}},
    },
    "titres": {
        "joue": "titres",
        "alias": "headlines",
        "emplacements": {"liste": {"type": "liste", "maxi": "5", "maxi_entree": "70"}},
        "principal": "liste",
    },
    "plateau": {
        "joue": "plateau",
        "alias": "studio",
        "emplacements": {"vignette": {"type": "illustration"}, "titre": {"maxi": "40"}},
        "principal": "vignette",
    },
    "breve": {
        "joue": "breve",
        "alias": "brief",
        "emplacements": {"titre": {"maxi": "60", "requis": "oui"}, "illustration": {"type": "illustration"}},
        "principal": "titre",
    },
    "virgule": {"joue": "virgule", "alias": "bumper"},
    "credits": {
        "joue": "generique_de_fin",
        "emplacements": {"lignes": {"type": "couples", "maxi": "60", "parties": {"role": "80", "nom": "80"}}},
        "principal": "lignes",
    },
    "illustration": {
        "joue": "illustration",
        "emplacements": {"illustration": {"type": "illustration"}},
        "principal": "illustration",
    },
    "sonore": {
        "alias": "soundbite",
        "emplacements": {"personne": {"type": "personne", "requis": "oui"}},
        "principal": "personne",
        "parle": "personne",
    },
    "citation": {
        "alias": "quote",
        "emplacements": {
            "phrase": {"maxi": "160", "requis": "oui"},
            "par": {"type": "personne"},
            "auteur": {"maxi": "60"},
        },
        "principal": "phrase",
        "parle": "par",
        "dit": ["phrase"],
    },
    "chiffre": {
        "alias": "number",
        "emplacements": {
            "valeur": {"maxi": "14", "requis": "oui", "alias": "value"},
            "unite": {"maxi": "70", "alias": "unit"},
            "source": {"maxi": "80", "requis": "oui"},
        },
        "principal": "valeur",
        "dit": ["valeur", "unite"],
    },
    "a_fournir": {"brouillon": "oui", "emplacements": {"quoi": {"maxi": "80", "requis": "oui"}}, "principal": "quoi"},
    "frise": {
        "emplacements": {
            "jalons": {
                "type": "couples",
                "requis": "oui",
                "mini": "2",
                "maxi": "5",
                "parties": {"date": "16", "texte": "60"},
            }
        },
        "principal": "jalons",
        "dit": ["jalons"],
    },
    "carte": {
        "alias": "map",
        "emplacements": {
            "ville": {"maxi": "40", "requis": "oui", "alias": "city"},
            "departement": {"type": "departement", "alias": "department"},
            "legende": {"maxi": "130", "mini": "3"},
        },
        "principal": "ville",
    },
    "points": {
        "emplacements": {
            "titre": {"maxi": "50", "requis": "oui"},
            "liste": {"type": "liste", "requis": "oui", "mini": "2", "maxi": "4", "maxi_entree": "50"},
        },
        "principal": "liste",
    },
    "jauge": {"emplacements": {"part": {"type": "nombre", "requis": "oui"}}},
    "image": {
        "alias": "picture",
        "emplacements": {"image": {"type": "image", "requis": "oui"}, "legende": {"maxi": "90"}},
        "principal": "image",
    },
    "video": {
        "emplacements": {
            "video": {"type": "video", "requis": "oui"},
            "de": {"type": "secondes", "alias": "from"},
            "a": {"type": "secondes", "alias": "to"},
            "son": {"type": "choix", "choix": ["ambiance", "coupe", "plein"], "alias": "sound"},
        },
        "principal": "video",
    },
    "micro_trottoir": {
        "alias": "vox_pop",
        "emplacements": {"question": {"maxi": "70", "requis": "oui"}, "personne": {"type": "personne"}},
        "principal": "question",
        "parle": "personne",
        "dialogue": "oui",
    },
    "duplex": {
        "alias": "two_way",
        "emplacements": {"invite": {"type": "personne", "requis": "oui", "alias": "guest"}},
        "principal": "invite",
        "dialogue": "oui",
    },
    "synthe": {"role": "habillage", "emplacements": {"nom": {}, "role": {}}},
    "lieu": {"role": "habillage", "emplacements": {"lieu": {}}},
    "source": {"role": "habillage", "emplacements": {"source": {}}},
}


class Shelf:
    """A media library that knows the files it was told, and whatever is called `cafe`, `bon` or `lsf`."""

    def __init__(self, **verdicts: str) -> None:
        self.verdicts = verdicts

    def verdict(self, path: str, kind: MediaKind) -> str | None:
        """Return what was told; the kind is the key when the path is not."""
        if path.startswith(("cafe", "bon", "lsf")):
            return None
        return self.verdicts.get(path.partition(".")[0], self.verdicts.get(kind, "missing"))

    def caution(self, path: str, kind: MediaKind) -> str | None:
        """Return something of videos called `bon_mais_tronque` only."""
        return "il s'interrompt à 3,0 s sur 10,0 s" if path.startswith("bon_mais_tronque") and kind == "video" else None

    def likely(self, path: str, kind: MediaKind) -> str:
        """Return a near name for whatever is called `cofe`."""
        del kind
        return "bordeaux/cafe.jpg" if path.startswith("cofe") else ""

    def spelt(self, path: str) -> str:
        del path
        return ""

    def mute(self, path: str) -> bool:
        return path.startswith("bon_mais_muet")

    def seconds(self, path: str) -> float | None:
        """Return seven seconds for whatever is called `bon`."""
        return 7.0 if path.startswith("bon") else None


def make_context(**changes: Any) -> CheckContext:
    told: dict[str, Any] = {
        "script_id": "exemple",
        "scenes": Scenes(
            {key: Scene.model_validate({"id": key, "calques": _FRAME} | scene) for key, scene in _SCENES.items()}
        ),
        "houses": frozenset({"la_capsule"}),
        "programmes": frozenset({"le_ccas_en_2050"}),
        "voices": frozenset({"presentatrice_1", "reporter_1", "habitant_1", "habitant_2"}),
        "genders": {"presentatrice_1": "femme", "habitant_1": "homme", "habitant_2": "homme"},
        "engines": frozenset({"pico", "gtts"}),
        "beds": frozenset({"nappe"}),
        "departments": frozenset({"01", "33", "69", "2A", "2B", "974"}),
        "illustrations": frozenset({"la-fete", "le-radar"}),
        "media": Shelf(vide="fichier vide"),
        "today": dt.date(2026, 1, 15),
    }
    return CheckContext(**(told | changes))


@pytest.fixture
def context() -> CheckContext:
    return make_context()


@pytest.fixture(scope="session")
def context_once() -> CheckContext:
    """One context for all the examples of a property."""
    return make_context()


@pytest.fixture
def changed() -> Callable[..., CheckContext]:
    return make_context


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Node]:
    monkeypatch.chdir(tmp_path)

    def write_then_read(text: str) -> Node:
        path = Path("exemple.yaml")
        path.write_text(text, encoding="utf-8")
        return read_marked(path)

    return write_then_read


@pytest.fixture
def checked(read: Callable[[str], Node], context: CheckContext) -> Callable[..., Checked]:
    def run(text: str, told: CheckContext | None = None) -> Checked:
        return check(read(text), replace(told or context, source=text))

    return run


@pytest.fixture
def said(checked: Callable[..., Checked]) -> Callable[..., list[str]]:
    def run(text: str, told: CheckContext | None = None) -> list[str]:
        return [str(finding) for finding in checked(text, told).findings]

    return run
