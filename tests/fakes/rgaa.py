"""The fourth theme of the RGAA (time-based media), judged on what was delivered: a page and the files beside it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from pipeline.pages.environment import verbatim
from tests.fakes.browser import Page, unlabelled

MET, NONE, SCRIPT = "conforme", "non applicable", "dépend du script"

HOW = {
    "4.1": "La page porte la transcription complète ; `transcription.txt` la donne seule.",
    "4.2": "La transcription dit qui parle, tout ce qui est dit, ce qui se lit, ce que montrent les images, les "
    "musiques et les bruits, une fois chacun.",
    "4.3": "Les sous-titres sont dans la page, où qu'elle soit ouverte, dans le film et à côté (`captions.vtt`, "
    "`captions.srt`).",
    "4.4": "Chaque parole a son sous-titre, à son heure ; la couleur dit qui parle ; musiques et bruits y sont.",
    "4.5": "Dès qu'un plan a une `description` : un film décrit, et la page. Au script : `jt check --accessibilite` "
    "ne liste plus rien.",
    "4.6": "Chaque description est dite près de son plan, sur aucune parole ; l'image l'attend. Au script : qu'elle "
    "dise ce que l'image montre.",
    "4.7": "Le titre de la page, celui du lecteur et le nom du film sont le même.",
    "4.8": "La page ne contient ni carte cliquable, ni document incorporé.",
    "4.9": "De même.",
    "4.10": "Rien ne se lance seul.",
    "4.11": "Chaque commande est un vrai bouton, un curseur ou une liste ; les touches sont dites dans les réglages.",
    "4.12": "De même qu'en 4.8.",
    "4.13": "Chaque commande a un nom, qui contient ce qui se lit dessus, un rôle et un état.",
}
"""How each criterion is met, for the guide."""


def judged(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the state of each criterion as what was delivered shows it, empty where it fails."""
    source = files["index.html"].decode("utf-8")
    page = Page(source)
    data = json.loads(re.findall(r'id="donnees">(.*?)</script>', source)[0])
    words = _words(page.text)
    cues = files["captions.vtt"].decode("utf-8").split("\n\n")[2:]
    shown = re.findall(r'class="quoi">(?:À l’écran|À l’image)', source)
    spoken = [cue for cue in data["captions"] if cue["role"] not in {"music", "sound"}]
    captioned = {word for cue in spoken for word in _words(" ".join(cue["lines"]))}
    described = bool(data["descriptions"])
    texts = re.findall(r'<div class="passage replique".*?<p>([^<]*)</p></div></div>', source, re.DOTALL)
    media = [tag for tag in ("object", "embed", "canvas", "iframe", "area") if page.all(tag)]
    controls = {one.get("data-action", "") for one in page.all("button")}
    title = re.findall(r"<h1>(.*?)</h1>", source)
    facts = {
        "4.1": "transcription" in {one.get("id") for one in page.all("div")} and len(files["transcription.txt"]) > 200,
        "4.2": all(word in words for cue in spoken for word in _words(" ".join(cue["lines"])))
        and len(texts) == len(set(texts)),
        "4.3": bool(data["captions"]) and len(data["captions"]) == len(cues) and bool(files["captions.srt"]),
        "4.4": all(word in captioned for text in texts for word in _words(html.unescape(text)))
        and all(len(cue["lines"]) <= 2 and cue["end"] > cue["start"] for cue in data["captions"]),
        "4.7": [one["aria-label"] for one in page.all("video")] == title,
        "4.10": not any("autoplay" in one for one in page.all("video") + page.all("audio")),
        "4.11": {"lecture", "son", "soustitres", "ecran", "reglages"} <= controls
        and all(f"{name}:" in verbatim("player.js") for name in controls)
        and "onclick" not in source,
        "4.13": unlabelled(source) == [] and all("aria-label" in one for one in page.all("input")),
    }
    states = {name: MET if fact else "" for name, fact in facts.items()}
    states |= dict.fromkeys(("4.5", "4.6"), MET if described or not shown else SCRIPT)
    states |= dict.fromkeys(("4.8", "4.9", "4.12"), "" if media else NONE)
    return {name: states[name] for name in HOW}


def table(states: Mapping[str, str]) -> str:
    """Return the guide's table."""
    head = "| critère | état | comment |\n| --- | --- | --- |\n"
    return head + "\n".join(f"| {name} | {states[name]} | {how} |" for name, how in HOW.items())


def _words(text: str) -> set[str]:
    """Return the words of a text, whatever stands between them."""
    return set(re.findall(r"\w+", text.casefold()))
