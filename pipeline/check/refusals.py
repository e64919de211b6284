"""Pictures of whoever refused: a file that bears their name, a photo or a film seen while they speak."""

from collections.abc import Iterator, Mapping

from pipeline.check.consents import agreements
from pipeline.check.context import CheckContext
from pipeline.check.tree import maps_under, shots_of, speakers_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.names import PersonName, told_by
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_CODE = Code("consentement-image")
_FILES = frozenset({"image", "video"})


def shown_refusing(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield an error for files named after somebody who refused, a warning for pictures seen while they speak."""
    refused = {one.who for one in agreements(script) if one.standing == "refused"}
    names = {
        entry.key: PersonName.of(entry.value.text("nom"))
        for entry in speakers_of(script)
        if entry.key in refused and isinstance(entry.value, MapNode)
    }
    for _, shot in shots_of(script) if names else ():
        yield from _seen(shot, names, context)


def _seen(shot: MapNode, names: Mapping[str, PersonName], context: CheckContext) -> Iterator[Finding]:
    scene, given = context.scenes.get(shot.text("scene")), shot.get("slots")
    if scene is None or not isinstance(given, MapNode):
        return
    shown = [
        entry.value for entry in given.entries if entry.key in scene.slots and scene.slots[entry.key].type in _FILES
    ]
    lines = maps_under(shot, "repliques")
    heard = [line.get("enregistrement") for line in lines]
    speaking = {line.text("par") or given.text(scene.speaks) for line in lines}
    for file in (*shown, *heard):
        if not isinstance(file, TextNode) or not file.text.strip():
            continue
        of = [who for who, name in names.items() if told_by(file.text, name.parts)]
        if of:
            message = f"le fichier {quoted(file.text)} porte le nom de {quoted(of[0])}, qui n'a pas donné son accord"
            advice = "l'ôter, ou le renommer si l'on n'y voit ni n'entend cette personne"
            yield Finding(file.mark, message, advice, code=_CODE)
        elif file in shown and (told := sorted(speaking & names.keys())):
            message = (
                f"ce plan montre {quoted(file.text)} pendant que parle {quoted(told[0])}, qui n'a pas donné son accord"
            )
            yield Finding(file.mark, message, "vérifier qu'on ne l'y voit pas", Level.WARNING, code=_CODE)
