# ruff: noqa: INP001 - a tool run by hand, in no package
"""Write the tables of the guide from the model and the scenes themselves: `python -m docs.tables`.

Each table stands in a page of docs/guide between two comments that name it. A test fails when a page no longer
says what the project does.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel

from pipeline.adapters.voices.edge_voice import EdgeVoice
from pipeline.adapters.voices.enregistre import RecordedVoice
from pipeline.adapters.voices.espeak import EspeakVoice
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.kokoro import KokoroVoice
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.voices.piper_voice import PiperVoice
from pipeline.adapters.yaml.files import load_scene, read_plain
from pipeline.caption.forms import FORMS
from pipeline.check.schema_brand import brand_schema
from pipeline.control.profiles import PROFILES
from pipeline.control.rules import CONTROLS
from pipeline.model.brand import Brand, Host, Music
from pipeline.model.programme import PRESETS, Preset
from pipeline.model.scene import Scene, Slot
from pipeline.model.script import Consent, Item, Line, LowerThird, Portrait, Script, Shot, Speaker, Workshop
from pipeline.service.explain import PLACES, catalogue

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"
BRAND_SCHEMA = ROOT / "docs" / "schema" / "jt.schema.json"
_MADE = frozenset({"id", "kind", "mark", "scene", "slots"})
_TABLE = re.compile(r"(<!-- table : (\S+) -->\n).*?(<!-- fin de table -->)", re.DOTALL)

_OWN = {"piper": "celles qu'on installe", "enregistre": "les vôtres"}
"""What stands for the voices of engines that bring none."""

Rows = Iterator[tuple[str, ...]]


def table(head: tuple[str, ...], rows: Rows) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def keys(*models: type[BaseModel]) -> str:
    """Return the keys of values that a script holds, with what each one means."""

    def rows() -> Rows:
        for model in models:
            for name, field in model.model_fields.items():
                if name in _MADE:
                    continue
                key = field.alias or name
                english = f" (`{name}`)" if name != key else ""
                yield f"`{key}`{english}", field.description or "", "oui" if field.is_required() else ""

    return table(("clé", "ce qu'elle dit", "obligatoire"), rows())


def scenes() -> dict[str, Scene]:
    """Return the project's scenes by id."""
    return {path.parent.name: load_scene(path) for path in sorted(ROOT.glob("scenes/*/scene.yaml"))}


def limit(slot: Slot) -> str:
    """Say in French what a slot accepts."""
    match slot.type:
        case "texte":
            said = f"{slot.most} signes au plus"
        case "liste":
            said = f"{_count(slot)}, {slot.entry_most} signes au plus chacune"
        case "couples":
            parts = ", ".join(f"`{part}` {most} signes" for part, most in slot.parts.items())
            said = f"{_count(slot)} : {parts}"
        case "choix":
            said = " ou ".join(f"`{choice}`" for choice in slot.choices)
        case "personne":
            said = "un identifiant d'intervenants"
        case "image" | "video":
            said = "un fichier sous `media/`"
        case "illustration":
            said = "un nom de `media/illustrations/`"
        case "departement":
            said = 'un code : "33", "2A"'
        case _:
            said = {"nombre": "un nombre", "secondes": "des secondes : 12,5 ou 1:05"}[slot.type]
    default = "le nom de la chaîne" if slot.default == "{programme.chaine}" else f"`{slot.default}`"
    return said + (f", {default} par défaut" if slot.default else "")


def _count(slot: Slot) -> str:
    return f"{slot.least} à {slot.most} entrées" if slot.least else f"{slot.most} entrées au plus"


def pictures() -> str:
    """Return every scene that a script may ask for, with its slots and their limits."""

    def rows() -> Rows:
        for name, scene in scenes().items():
            if scene.role != "plan" or name == "carton":
                continue
            slots = [
                f"{'**' if slot.required else ''}`{key}`{'**' if slot.required else ''} : {limit(slot)}"
                for key, slot in scene.slots.items()
                if not (scene.exchange and key in {scene.speaks, "rang"})
            ]
            english = f" (`{scene.alias}`)" if scene.alias else ""
            yield (
                f"`{name}`{english}",
                scene.label,
                "<br>".join(slots) or "–",
                f"{scene.shortest:g} s".replace(".", ","),
            )

    return table(("scène", "ce qu'on voit", "ce qu'elle reçoit (en gras : obligatoire)", "durée au moins"), rows())


def overlays() -> str:
    """Return what the house lays over pictures by itself, and over which scenes."""

    def rows() -> Rows:
        known = scenes()
        for name, scene in known.items():
            if scene.role != "habillage":
                continue
            over = [other for other, shown in known.items() if name in shown.overlays and other != "carton"]
            yield f"`{name}`", scene.label, ", ".join(f"`{other}`" for other in over) or "posé par le programme"

    return table(("habillage", "ce que c'est", "posé sur"), rows())


def voices() -> str:
    """Return the cast, and how the offline engines say each voice."""

    def rows() -> Rows:
        for name, engines in read_plain(ROOT / "media" / "voix.yaml").items():
            neural, pico = engines.get("kokoro", {}), engines.get("pico", {})
            other = engines.get("espeak", {}).get("voix", "")
            factors = (str(pico.get(key, "1")).replace(".", ",") for key in ("allure", "hauteur", "taille"))
            yield (
                f"`{name}`",
                f"`{neural['voix']}`" if neural else "",
                str(neural.get("allure", "1")).replace(".", ","),
                *factors,
                f"`{other}`" if other else "",
            )

    head = ("voix", "mélange de kokoro", "son allure", "allure de pico", "hauteur", "taille", "timbre d'espeak")
    return table(head, rows())


def engines() -> str:
    """Return the speech engines, with their facts."""
    timings = {"none": "aucun", "sentences": "phrases", "words": "mots", "phonemes": "phonèmes"}

    def rows() -> Rows:
        for voice in (KokoroVoice, PicoVoice, PiperVoice, EspeakVoice, EdgeVoice, GttsVoice, RecordedVoice):
            facts = voice.facts
            yield (
                f"`{voice.name}`",
                "oui" if facts.online else "non",
                f"{facts.rate} Hz",
                ", ".join(f"`{name}`" for name in facts.speakers) or _OWN[voice.name],
                timings[facts.timings],
                "oui" if facts.deterministic else "non",
                facts.licence,
            )

    return table(("moteur", "internet", "cadence", "ses voix", "repères", "toujours identique", "licence"), rows())


def deliveries() -> str:
    """Return the presets, in figures."""

    def rows() -> Rows:
        for preset in PRESETS.values():
            sound = preset.loudness
            yield (
                f"`{preset.name}`",
                f"`.{preset.container}`",
                f"{preset.format.width} × {preset.format.height}, {_coded(preset)}",
                f"{sound.target:g} LUFS ± {sound.tolerance:g}, crêtes à {sound.ceiling:g} dBTP".replace(".", ","),
                "PCM 24 bits" if preset.sound_codec == "pcm" else f"AAC {preset.audio_kbps} kbit/s",
                ", ".join(FORMS[form].label for form in preset.captions),
            )

    return table(("livraison", "fichier", "image", "sonie", "son", "sous-titres à côté"), rows())


_CODECS = {"h264": "H.264", "prores": "ProRes 422 HQ", "mpeg2": "MPEG-2 4:2:2, 50 Mbit/s", "av1": "AV1"}


def _coded(preset: Preset) -> str:
    """Say how a delivery's pictures are encoded."""
    return " et ".join(_CODECS[coding.codec] for coding in (preset.video, preset.beside) if coding is not None)


_FORMS = {"tableau": "csv", "champs": "yaml champs"}
"""How examples are marked that are no script by themselves."""


def codes() -> str:
    """Return every code of a finding, by family: first where to find it, then what it means."""
    families = catalogue()
    links = ((family.title, ", ".join(f"[`{code}`](#{code})" for code in family.codes)) for family in families)
    lines = [table(("famille", "codes"), links).rstrip()]
    for family in families:
        lines += ["", f"## {family.title}"]
        for code, each in family.codes.items():
            lines += ["", f"### {code}", "", f"**{each.title}** ({', '.join(level.value for level in each.levels)}). "]
            lines[-1] += f"{each.meaning} {each.stakes}"
            lines += ["", f"**Que faire** : {each.remedy}"]
            for kind, head, example in (("faux", "Faux", each.wrong), ("juste", "Juste", each.right)):
                if example:
                    lines += [
                        "",
                        f"{head}, {PLACES[each.kept]} :",
                        "",
                        f"```{_FORMS.get(each.kept, f'yaml {kind}')}",
                        example,
                        "```",
                    ]
    return "\n".join((*lines, ""))


def profiles() -> str:
    """Return what finished films are held to, by where they go."""

    def rows() -> Rows:
        for profile in PROFILES.values():
            sound = profile.loudness
            yield (
                f"`{profile.name}`",
                profile.label,
                ", ".join(profile.forms),
                ", ".join((*profile.picture_codecs, *profile.sound_codecs)),
                " ou ".join(f"{width} × {height}" for width, height in profile.sizes),
                f"{sound.target:g} LUFS ± {sound.tolerance:g}, crêtes à {sound.ceiling:g} dBTP".replace(".", ","),
            )

    return table(("profil", "pour", "fichier", "codecs", "image", "son"), rows())


def controls() -> str:
    """Return every rule of control, with what it looks at and its limits."""

    def rows() -> Rows:
        for rule in CONTROLS:
            limits = (f"{limit.name} : {limit.value:g} {limit.unit}".strip().replace(".", ",") for limit in rule.limits)
            plan = "<br>(plan connu)" if rule.of_plan else ""
            yield (
                f"`{rule.code}`{plan}",
                rule.title,
                rule.measures,
                "<br>".join(limits) or "–",
                rule.source,
                rule.level.value,
            )

    return table(("code", "règle", "ce qu'elle regarde", "limites", "source", "gravité"), rows())


TABLES: dict[str, Callable[[], str]] = {
    "marque": lambda: keys(Brand),
    "marque-sons": lambda: keys(Music),
    "marque-personnes": lambda: keys(Host),
    "journal": lambda: keys(Script),
    "atelier": lambda: keys(Workshop),
    "intervenants": lambda: keys(Speaker),
    "portrait": lambda: keys(Portrait),
    "consentement": lambda: keys(Consent),
    "sujet": lambda: keys(Item),
    "plan": lambda: keys(Shot),
    "replique": lambda: keys(Line),
    "synthe": lambda: keys(LowerThird),
    "scenes": pictures,
    "incrustations": overlays,
    "voix": voices,
    "moteurs": engines,
    "livraisons": deliveries,
    "codes": codes,
    "profils": profiles,
    "controles": controls,
}


def renewed(page: str) -> str:
    """Return a page with every table as the project says it now."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", page)


def brand_schema_text() -> str:
    """Return the JSON Schema of `jt.yaml` as its file holds it."""
    return json.dumps(brand_schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Renew every page of the guide, and the schema of `jt.yaml`."""
    BRAND_SCHEMA.write_text(brand_schema_text(), "utf-8", newline="\n")
    for path in sorted(GUIDE.glob("*.md")):
        path.write_text(renewed(path.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
