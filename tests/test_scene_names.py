"""No module knows a scene by its name: what a scene does is written in the scene, and asked for by its part."""

import pytest

from tests.fakes.sources import ROOT, strings

pytestmark = pytest.mark.xdist_group("sources")

IDS = frozenset(path.parent.name for path in ROOT.glob("scenes/*/scene.yaml"))
VOCABULARY = "pipeline/model/part.py"

SLOT = "a slot of scenes, which planning fills"
KEY = "a key that people write"
KIND = "a kind of slot, of layer or of media file"
SOUND = "a sound of the house"
WIPE = "a transition"
WORDING = "a word of French"
TRACK = "a kind of track or of file"
FIELD = "a field of a report, of a manifest or of a transcript"

CARDS = (
    ("carte", "pipeline/service/writing/workbench.py"),
    ("carte", "pipeline/studio/app.py"),
    ("image", "pipeline/studio/serving.py"),
)
"""The studio's own cards and pictures."""

HOMONYMS: dict[tuple[str, str], str] = {
    **dict.fromkeys((("archives", "pipeline/report/sheet.py"), ("points", "pipeline/speak/rules/units.py")), WORDING),
    **dict.fromkeys((("figure", "pipeline/french/people.py"), ("passage", "pipeline/french/names.py")), WORDING),
    ("figure", "pipeline/speak/rules/abbreviations.py"): WORDING,
    **{
        (word, "pipeline/gather/fields.py"): "what people call a part of a newscast"
        for word in ("chiffre", "image", "lieu", "points", "sonore", "source", "titres")
    },
    **{
        (word, "pipeline/gather/values.py"): "what a piece of notes is called on pages"
        for word in ("chiffre", "citation", "lieu", "plateau")
    },
    **{(word, f"pipeline/gather/{module}.py"): KEY for word, module in (("lieu", "shots"), ("lieu", "writing"))},
    **{(word, "pipeline/gather/shots.py"): SLOT for word in ("image", "source")},
    ("source", "pipeline/gather/cards/number_card.py"): WORDING,
    ("plateau", "pipeline/gather/tables.py"): "what people call a part of a newscast",
    ("points", "pipeline/gather/draft.py"): "a form of what is shown",
    ("fin", "pipeline/gather/lines.py"): WORDING,
    **{(word, "pipeline/service/understood.py"): "a family of pieces on a page" for word in ("carte", "plateau")},
    **{(word, "pipeline/service/understood.py"): WORDING for word in ("chiffre", "citation")},
    ("image", "pipeline/report/contrast.py"): WORDING,
    **{(word, "pipeline/caption/depicted.py"): WORDING for word in ("archives", "direct", "frise", "source", "titres")},
    ("brouillon", "pipeline/plan/signing.py"): SLOT,
    **{
        (word, "pipeline/adapters/documents/word_package.py"): "a style of captions"
        for word in ("figure", "illustration")
    },
    **{("image", f"pipeline/adapters/documents/{module}.py"): KIND for module in ("composing", "markdown")},
    ("image", "pipeline/adapters/clips/process.py"): "a message between two processes",
    ("image", "pipeline/produce/ingredients.py"): WORDING,
    ("plateau", "pipeline/model/script.py"): "a set in which people are seen",
    ("plateau", "pipeline/plan/shooting.py"): "a set in which people are seen",
    ("fiction", "pipeline/plan/auto.py"): "a source that says the figure is made up",
    ("fiction", "pipeline/plan/overlays.py"): "a source that says the figure is made up",
    **{(word, "pipeline/model/brand.py"): KEY for word in ("credits", "fin", "generique", "titres", "virgule")},
    ("credits", "pipeline/model/scene.py"): KEY,
    **{(word, "pipeline/plan/branding.py"): "a field of the house style" for word in ("credits", "logo")},
    **{("logo", f"pipeline/review/{module}.py"): KEY for module in ("branding", "logo")},
    **{("credits", f"pipeline/{module}.py"): KEY for module in ("check/schema_brand", "service/newsroom")},
    **{(word, "pipeline/review/own_media.py"): KEY for word in ("fin", "generique")},
    **{("video", f"pipeline/{module}.py"): KIND for module in ("plan/filmed", "plan/films", "review/own_media")},
    **{(word, "pipeline/plan/films.py"): SOUND for word in ("fin", "generique")},
    ("generique", "pipeline/plan/credits.py"): "a key of media/manifest.yaml",
    ("logo", "pipeline/pages/styleguide.py"): "a folder beside the page",
    ("sonore", "pipeline/model/scene.py"): KEY,
    ("logo", "pipeline/model/layers.py"): KIND,
    **{("logo", f"pipeline/{module}.py"): SLOT for module in ("model/scene_values", "plan/context")},
    **{("video", f"pipeline/{module}.py"): KIND for module in ("check/tree", "adapters/media/rushes_folder")},
    **{
        (kind, f"pipeline/{module}.py"): KIND
        for kind in ("image", "video")
        for module in ("service/writing/bringing", "service/writing/placing", "studio/bringing")
    },
    ("video", "pipeline/draw/outside.py"): "an element of SVG",
    ("brouillon", "pipeline/model/scene.py"): KEY,
    ("bandeau", "pipeline/check/rules/ticker_length.py"): KEY,
    ("bandeau", "pipeline/check/shape/script.py"): KEY,
    ("bandeau", "pipeline/model/script.py"): KEY,
    ("bandeau", "pipeline/service/samples.py"): KEY,
    **{(word, "pipeline/check/shape/shots.py"): KEY for word in ("lieu", "source")},
    **{(word, "pipeline/check/spoken_of.py"): KEY for word in ("bandeau", "lieu", "source")},
    **{(word, "pipeline/check/refusals.py"): KIND for word in ("image", "video")},
    ("lieu", "pipeline/model/script.py"): KEY,
    **{("illustration", f"pipeline/check/rules/{rule}.py"): KIND for rule in ("illustration_known", "slot_required")},
    **{(word, "pipeline/check/schema_scenes.py"): KIND for word in ("illustration", "image", "video")},
    **{(word, "pipeline/model/layers.py"): KIND for word in ("carte", "illustration", "image", "video")},
    **{(word, "pipeline/model/scene.py"): KIND for word in ("illustration", "image", "video")},
    **{
        (word, f"pipeline/{module}.py"): KIND
        for word in ("image", "video")
        for module in ("adapters/media/usable", "check/context", "check/rules/media_usable", "check/shape/slots")
    },
    ("image", "pipeline/adapters/media/verdicts.py"): KIND,
    ("image", "pipeline/model/scene_values.py"): SLOT,
    **{("illustration", f"pipeline/plan/{module}.py"): SLOT for module in ("auto", "pictures", "rundown")},
    **{(word, "pipeline/plan/overlays.py"): SLOT for word in ("lieu", "source")},
    ("source", "pipeline/plan/auto.py"): SLOT,
    **{(word, "pipeline/plan/rundown.py"): SLOT for word in ("image", "source")},
    ("video", "pipeline/model/scene_values.py"): SLOT,
    ("titres", "pipeline/plan/rundown.py"): "a phrase of the house",
    **{(word, "pipeline/produce/element_work.py"): TRACK for word in ("bandeau", "image", "synthe", "titres", "video")},
    **{(word, "pipeline/plan/telling.py"): SOUND for word in ("fin", "generique", "titres", "virgule")},
    **{(word, "pipeline/plan/shown.py"): KIND for word in ("illustration", "image", "video")},
    **{(word, "pipeline/plan/shown.py"): SLOT for word in ("lieu", "source")},
    ("fiction", "pipeline/produce/untold.py"): "a source that says the figure is made up",
    **{("fiction", f"pipeline/report/{module}.py"): FIELD for module in ("credentials", "report")},
    **{
        ("source", f"pipeline/{module}.py"): FIELD
        for module in ("caption/onscreen", "french/telling", "model/transcript", "report/report")
    },
    ("brouillon", "pipeline/control/profiles.py"): "a profile of the control",
    ("brouillon", "pipeline/model/departures.py"): WORDING,
    ("lieu", "pipeline/french/function_words.py"): WORDING,
    **{("image", f"pipeline/control/{module}.py"): WORDING for module in ("run", "rules/film_whole")},
    **{
        (word, f"pipeline/{module}.py"): TRACK
        for word in ("image", "video")
        for module in ("adapters/inspecting/film", "adapters/marking/reading", "cli/marking")
    },
    **{
        ("video", f"pipeline/{module}.py"): TRACK
        for module in (
            "control/rules/container_form",
            "control/rules/sound_length",
            "control/samples",
            "handoff/fcpxml",
            "handoff/kdenlive",
            "produce/handing",
            "service/control",
        )
    },
    **{
        (word, f"pipeline/service/writing/{module}.py"): KEY
        for module, words in {
            "carding": ("bandeau", "illustration", "lieu", "source"),
            "changing": ("lieu",),
            "naming": ("bandeau", "image", "lieu", "source", "video"),
            "offering": ("illustration", "image", "video"),
        }.items()
        for word in words
    },
    **dict.fromkeys(CARDS, WORDING),
    **{(word, "pipeline/plan/sounds.py"): SOUND for word in ("titres", "virgule")},
    **{
        ("virgule", f"pipeline/{module}.py"): WIPE
        for module in (
            "adapters/clips/reference",
            "compose/transition",
            "model/script",
            "plan/timeline",
            "report/sheet",
        )
    },
}
"""Words that are also the name of a scene, where they mean something else; each with what it means there."""


def _named() -> set[tuple[str, str]]:
    found = {(str(text.value), path.relative_to(ROOT).as_posix()) for path, text in strings() if text.value in IDS}
    return {(word, module) for word, module in found if module != VOCABULARY}


def test_no_scene_is_named_outside_the_vocabulary() -> None:
    assert len(IDS) >= 38
    assert sorted(_named() - set(HOMONYMS)) == [], "ask for the scene that plays a part (pipeline.model.part)"


def test_no_exception_outlives_its_reason() -> None:
    assert sorted(set(HOMONYMS) - _named()) == []
