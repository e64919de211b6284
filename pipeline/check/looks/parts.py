"""Who plays what: parts that two scenes say they play, or that a house gives to nobody."""

from collections.abc import Iterator

from pipeline.check.looks.lack import Lack
from pipeline.errors import Code
from pipeline.french.wording import advised, quoted
from pipeline.model.part import SHARED
from pipeline.model.scene import House
from pipeline.model.scenes import Scenes

PLAYS = "joue"
"""The key under which a scene says its part."""


def rival_lacks(name: str, scenes: Scenes) -> Iterator[Lack]:
    """Yield a scene that plays a part which another one plays too, when nothing says which of them is meant."""
    part = scenes[name].part
    if part is None or part in SHARED:
        return
    rivals = scenes.rivals(part)
    if len(rivals) > 1 and name in rivals:
        others = ", ".join(quoted(other) for other in rivals if other != name)
        message = f"{quoted(name)} joue {quoted(part)}, et {others} aussi"
        advice = f"nommer dans l'habillage celle qui le joue, « joue_par: {{{part}: {name}}} », ou ôter ce « joue »"
        yield Lack(str(part), PLAYS, message, advice, Code("role-dispute"))


def cast_lacks(house: House, scenes: Scenes) -> Iterator[Lack]:
    """Yield what a house says in vain of who plays what."""
    for part, name in house.played_by.items():
        playing = [other for other, scene in scenes.items() if scene.part is part]
        if name not in scenes:
            message = f"la scène {quoted(name)}, qui doit jouer {quoted(part)}, n'existe pas dans scenes/"
            yield Lack(name, "joue_par", message, advised(name, playing), Code("role-sans-scene"))
        elif name not in playing:
            message = f"la scène {quoted(name)} ne joue pas {quoted(part)}"
            advice = f"écrire « joue: {part} » dans scenes/{name}/scene.yaml"
            yield Lack(name, "joue_par", message, advice, Code("role-non-joue"))
