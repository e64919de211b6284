"""All the scenes of a project, and which of them plays each part."""

from collections.abc import Callable, Iterator, Mapping

from pipeline.errors import SceneError
from pipeline.model.part import Part
from pipeline.model.scene import Scene


class Scenes(Mapping[str, Scene]):
    """Scenes by id; whoever needs one for what it does asks `playing`, never an id of its own.

    A part is played by the scene that the house names for it (`joue_par`); else by the only one that says it plays it
    (`joue`). A scene that takes over another one (`extends`) and plays its part stands in its place. Built once, and
    never changed.
    """

    def __init__(self, scenes: Mapping[str, Scene], named: Mapping[Part, str] | None = None) -> None:
        self._scenes = dict(scenes)
        self._named = {**(named or {}), **(scenes.named if isinstance(scenes, Scenes) else {})}
        self._candidates = {part: self._claiming(part) for part in Part}

    def __getitem__(self, identifier: str) -> Scene:
        """Return a scene by its id; raises KeyError."""
        return self._scenes[identifier]

    def __iter__(self) -> Iterator[str]:
        """Yield every id."""
        return iter(self._scenes)

    def __len__(self) -> int:
        """Return how many scenes there are."""
        return len(self._scenes)

    def changed(self, how: Callable[[Scene], Scene]) -> "Scenes":
        """Return the same cast with every scene as `how` makes it."""
        return Scenes({name: how(scene) for name, scene in self._scenes.items()}, self._named)

    @property
    def named(self) -> Mapping[Part, str]:
        """The parts for which somebody chose a scene, by its id."""
        return self._named

    def rivals(self, part: Part) -> tuple[str, ...]:
        """Return the ids of the scenes that play a part, in alphabetical order: two or more leave the choice open."""
        return self._candidates[part]

    def playing(self, part: Part) -> Scene | None:
        """Return the scene that plays a part, None when there is none; of several rivals, the first by its id."""
        found = self._candidates[part]
        return self._scenes[found[0]] if found else None

    def needed(self, part: Part) -> Scene:
        """Return the scene that plays a part; raises SceneError when there is none."""
        found = self.playing(part)
        if found is None:
            raise SceneError(f"aucune scène ne joue « {part} » ; écrivez « joue: {part} » dans celle qui en tient lieu")
        return found

    def shown_for(self, identifier: str) -> Scene:
        """Return the scene that is shown where one is named: whichever plays its part, else itself.

        Raises KeyError when there is no scene of this id.
        """
        scene = self._scenes[identifier]
        return (scene.part and self.playing(scene.part)) or scene

    def part_of(self, identifier: str) -> Part | None:
        """Return the part that a scene plays, None when it plays none or is unknown."""
        scene = self._scenes.get(identifier)
        return scene.part if scene else None

    def _claiming(self, part: Part) -> tuple[str, ...]:
        """Return who may play a part: the one that is named, else all that say so and that nobody took over."""
        saying = {name: scene for name, scene in sorted(self._scenes.items()) if scene.part is part}
        if self._named.get(part) in saying:
            return (self._named[part],)
        taken = {scene.extends for name, scene in saying.items() if scene.extends != name}
        return tuple(name for name in saying if name not in taken)
