"""Name pictures, videos and recordings that are under `media/` and can be read.

In a draft, a file that is not there yet is a warning; one that cannot be read, or a voice in which nobody is heard,
stays an error. A video that breaks off is a warning: what can be read of it is shown, and its last picture held. So
are an extract that goes on after the end, sound that nothing decodes, a voice recorded too loud, a picture that moves,
and a name whose capitals are not those of the disk.

Refused::

    titre: Essai
    conducteur:
      - image: absente.jpg

Finding::

    exemple.yaml:3:12: le fichier media/absente.jpg n'existe pas ; le déposer dans media/, ou corriger
      son nom [media-absent]
"""

import re
from collections.abc import Iterator

from pipeline.check.context import MISSING, CheckContext, MediaKind
from pipeline.check.tree import films_of, items_of, lines_of, slots_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, Node, TextNode

_CUT = "coupe"
"""What `son` says when a video is to be silent."""

_ROUNDED = 0.5
"""Seconds by which an extract may end after its film: a player shows whole seconds."""

_SECONDS = re.compile(r"^\d+(?:\.\d+)?$")
TOO_LOUD = "l'enregistrer de nouveau, un peu plus loin du micro ou en parlant moins fort"
"""What to do about a voice whose peaks are cut."""

_CAUTIONS: dict[MediaKind, tuple[str, str, Code]] = {
    "image": ("est animé", "pour qu'il bouge, le montrer avec « video: »", Code("image-animee")),
    "video": (
        "est tronqué",
        "le copier de nouveau depuis l'appareil ; sinon la dernière image lisible reste à l'écran",
        Code("video-tronquee"),
    ),
    "sound": ("sature", TOO_LOUD, Code("voix-saturee")),
}
"""By kind: what is wrong with a file that can be used all the same, what to do, the finding's code."""
_SEEN: dict[str, MediaKind] = {"image": "image", "video": "video"}

_MEND: dict[MediaKind, str] = {
    "image": "l'enregistrer en JPEG ou en PNG, ou en choisir un autre",
    "video": "le copier de nouveau depuis l'appareil, ou l'enregistrer en MP4 (H.264)",
    "sound": "l'enregistrer de nouveau, en WAV ou en MP3",
}
"""What to do about a file that cannot be read, where nothing better is known."""


def media_usable(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every file that is missing or cannot be used."""
    for node, kind in _named(script, context):
        verdict = context.media.verdict(node.text, kind)
        if verdict == MISSING:
            level = Level.WARNING if context.draft else Level.ERROR
            message = f"le fichier media/{node.text.removeprefix('media/')} n'existe pas"
            near = context.media.likely(node.text, kind)
            advice = f"vouliez-vous dire « {near} » ?" if near else "le déposer dans media/, ou corriger son nom"
            yield Finding(node.mark, message, advice, level, code=Code("media-absent"))
        elif verdict is not None:
            reason, _, advice = verdict.partition(" ; ")
            message = f"le fichier {quoted(node.text)} ne peut pas servir : {reason}"
            yield Finding(node.mark, message, advice or _MEND[kind], code=Code("media-illisible"))
        elif (caution := context.media.caution(node.text, kind)) is not None:
            how, advice, code = _CAUTIONS[kind]
            yield Finding(
                node.mark, f"le fichier {quoted(node.text)} {how} : {caution}", advice, Level.WARNING, code=code
            )
        if verdict is None and (spelt := context.media.spelt(node.text)):
            message = f"le fichier {quoted(node.text)} s'appelle en fait {quoted(spelt)}"
            advice = "l'écrire exactement ainsi : sur un autre ordinateur, capitales et minuscules comptent"
            yield Finding(node.mark, message, advice, Level.WARNING, code=Code("nom-autrement-ecrit"))
    for film, slots, _ in films_of(script, context.scenes):
        yield from _extract_findings(film, slots, context)
        if slots.text("son") != _CUT and context.media.mute(film.text):
            message = f"le son de la vidéo {quoted(film.text)} est d'un codage inconnu : elle sera muette"
            advice = "la réexporter en MP4 (H.264 et AAC), ou écrire « son: coupe » si son silence convient"
            yield Finding(film.mark, message, advice, Level.WARNING, code=Code("video-muette"))


def _extract_findings(film: TextNode, slots: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for an extract that begins, or ends, after the end of its film."""
    length = context.media.seconds(film.text)
    if length is None:
        return
    lasts = f"{length:.1f}".replace(".", ",")
    start, end = _second(slots.get("de")), _second(slots.get("a"))
    if start is not None and start[1] >= length:
        message = f"« de » est au-delà de la fin de {quoted(film.text)}, qui dure {lasts} s"
        advice = "choisir un instant plus tôt ; sinon sa dernière image reste à l'écran"
        yield Finding(start[0].mark, message, advice, Level.WARNING, code=Code("extrait-hors-video"))
    elif end is not None and end[1] > length + _ROUNDED:
        message = f"« a » est au-delà de la fin de {quoted(film.text)}, qui dure {lasts} s"
        advice = "ôter « a », ou choisir un instant plus tôt ; l'extrait s'arrête avec la vidéo"
        yield Finding(end[0].mark, message, advice, Level.WARNING, code=Code("extrait-hors-video"))


def _second(node: Node | None) -> tuple[TextNode, float] | None:
    return (node, float(node.text)) if isinstance(node, TextNode) and _SECONDS.match(node.text) else None


def _named(script: MapNode, context: CheckContext) -> Iterator[tuple[TextNode, MediaKind]]:
    for filled in slots_of(script, context.scenes):
        kind = _SEEN.get(filled.slot.type)
        if kind and isinstance(filled.value, TextNode) and filled.value.text:
            yield filled.value, kind
    for node in (script, *items_of(script)):
        signed = node.get("lsf")
        if isinstance(signed, TextNode) and signed.text.strip():
            yield signed, "video"
    for line in lines_of(script):
        recording = line.get("enregistrement")
        if isinstance(recording, TextNode) and recording.text.strip():
            yield recording, "sound"
