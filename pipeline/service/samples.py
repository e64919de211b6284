"""A scene's sample (`scenes/<name>/sample.yaml`) as a newscast of one shot: planned, then drawn in one picture.

The newscast around it is data, too (`scenes/exemple.yaml`): its last item is a story that lacks its shot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PIL import Image

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.yaml.files import read_marked
from pipeline.check.vocabulary import look_names
from pipeline.errors import Code, Finding, Mark, SceneError, ScriptError, UserError
from pipeline.french.wording import advised, fold, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.marks import Marking
from pipeline.model.part import PARTS, WORDS, Part
from pipeline.model.picture import ClipSpec, Format, StagedLayer
from pipeline.model.programme import PRESETS, Preset
from pipeline.model.rundown import Rundown
from pipeline.model.scene import House, Scene
from pipeline.model.scenes import Scenes
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.model.version import PLAIN, SIGNED, Version
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.still import still, still_key
from pipeline.service.newsroom import Newsroom

SETTING = "scenes/exemple.yaml"

_ALONE = frozenset(PARTS) - {WORDS[Part.STUDIO]}
"""Words by which a sample stands in the rundown by itself; the others belong to the story."""

_HOUSE = "habillage"
_ITEMS, _SHOTS, _TICKER = "conducteur", "plans", "bandeau"
_OF_SCRIPT = (_TICKER, "sous_titres", "antenne")
"""Keys of a sample that say something of the whole newscast."""


_UNLABELLED = Marking(without="exemple")


@dataclass(frozen=True, slots=True)
class Staged:
    """One sample as planned: the whole timeline, the shot that shows the scene (the last), the house it is in."""

    timeline: Timeline
    shot: TimedShot
    rundown: Rundown
    house: House


def scene_called(name: str, scenes: Mapping[str, Scene]) -> str:
    """Return the id of a scene called in French or in English; raises UserError with the nearest one."""
    names = look_names(scenes)
    found = names.get(fold(name))
    if found is None:
        raise UserError(f"la scène {quoted(name)} n'existe pas ; {advised(name, names)}")
    return found


def sample_of(library: FolderLibrary, name: str, house: str = "") -> MapNode:
    """Read the sample of a scene in a house; raises UserError when it has none, ScriptError when it is no YAML."""
    files = [folder / name / "sample.yaml" for folder in library.scene_folders(house)]
    path = next((file for file in files if file.is_file()), None)
    if path is None:
        raise UserError(f"la scène {quoted(name)} n'a pas d'exemple ; écrivez-en un dans scenes/{name}/sample.yaml")
    return _mapping(read_marked(path))


def refuse_faults(newsroom: Newsroom, scenes: Mapping[str, Scene], name: str, setting: MapNode) -> None:
    """Refuse a scene that names what nothing has; raises SceneError with file, line and column."""
    house = newsroom.house(house_of(newsroom, setting))
    found = newsroom.look_faults(scenes, house, name)
    if found:
        raise SceneError("\n".join(map(str, found)), found)


def house_of(newsroom: Newsroom, setting: MapNode) -> str:
    """Return the name of the house that samples are shown in."""
    return setting.text(_HOUSE) or newsroom.default_house


def setting_of(library: FolderLibrary, house: str = "") -> MapNode:
    """Read the newscast that stands around every sample, in a house of one's choice; raises ScriptError."""
    setting = _mapping(read_marked(library.path(SETTING)))
    return _with(setting, _HOUSE, TextNode(setting.mark, house)) if house else setting


def newscast(setting: MapNode, sample: MapNode, *, spoken: bool, alone: frozenset[str] = _ALONE) -> MapNode:
    """Return the script that shows a sample; when `spoken`, nothing is said before it.

    A sample under one of the words `alone` is an item of its own.
    """
    items = setting.get(_ITEMS)
    if not isinstance(items, ListNode) or not items.items or not isinstance(items.items[-1], MapNode):
        raise _unusable(setting.mark, "son « conducteur » doit finir par un sujet")
    if not sample.get(_TICKER):
        setting = _with(setting, _TICKER, ListNode(sample.mark))
    for entry in sample.entries:
        if entry.key in _OF_SCRIPT:
            setting = _with(setting, entry.key, entry.value)
    shot = MapNode(sample.mark, tuple(entry for entry in sample.entries if entry.key not in _OF_SCRIPT))
    item = (
        shot
        if any(entry.key in alone for entry in shot.entries)
        else _with(items.items[-1], _SHOTS, ListNode(shot.mark, (shot,)))
    )
    before = () if spoken else items.items[:-1]
    return _with(setting, _ITEMS, ListNode(items.mark, (*before, item)))


def stage(
    newsroom: Newsroom,
    scenes: Mapping[str, Scene],
    name: str,
    script: Node,
    preset: Preset,
    version: Version = PLAIN,
    *,
    disclosed: bool = False,
) -> Staged:
    """Plan a sample's newscast, its lines as long as their words; raises ScriptError or SceneError.

    The scene plays its part there, whoever else plays it elsewhere. Unless `disclosed`, synthetic voices are not
    announced over it: a label is shown by its own sample.
    """
    part = scenes[name].part if name in scenes else None
    scenes = Scenes(scenes, {part: name} if part else {})
    draft = PRESETS["draft"]  # a sample may show what drafts alone show
    checked = newsroom.check_tree(script, "exemple", scenes, draft)
    if checked.script is None:
        raise ScriptError(checked.findings)
    wanted = replace(preset, draft=preset.draft or part is Part.DRAFT_MARK)
    context = newsroom.plan_context(checked.script, scenes, wanted, version)
    context = replace(context, posed=True)
    if not disclosed:
        context = replace(context, house=context.house.model_copy(update={"marking": _UNLABELLED}))
    rundown = plan_rundown(context)
    takes = {line.id: estimate(line) for line in rundown.lines}
    timeline = burned(plan_timeline(context, rundown, takes).timeline, context)
    return Staged(timeline, timeline.shots[-1], rundown, context.house)


def stage_sample(
    newsroom: Newsroom,
    scenes: Mapping[str, Scene],
    name: str,
    setting: MapNode,
    preset: Preset,
    version: Version = PLAIN,
) -> Staged:
    """Read and plan the sample of a scene in its newscast, in one of its versions; raises UserError.

    Where a newscast stands beside its interpreter is shown by the sample of the studio; a drawn one stands in for them.
    """
    if scenes[name].part is Part.SIGNING:
        house = newsroom.house(house_of(newsroom, setting))
        version, name = SIGNED, Scenes(scenes, house.played_by).needed(Part.STUDIO).id
    sample = sample_of(newsroom.library, name, house_of(newsroom, setting))
    alone = _ALONE | {each for each, scene in scenes.items() if WORDS.get(scene.part or Part.STUDIO) in _ALONE}
    spoken = scenes[name].part is Part.VOICE_DISCLOSURE
    script = newscast(setting, sample, spoken=spoken, alone=alone)
    return stage(newsroom, scenes, name, script, preset, version, disclosed=spoken)


def telling(shot: TimedShot) -> int:
    """Return the frame of a shot in which the most is seen, everything arrived and nothing leaving yet.

    The middle of such frames; the last of them when a program draws the picture, which it may do little by little.
    """
    frames = range(shot.transition_frames, max(shot.transition_frames + 1, shot.span.length - 1))
    settled = [_settled(layer) for layer in shot.layers]
    seen = {number: sum(start <= number < end for start, end in settled) for number in frames}
    most = max(seen.values())
    best = [number for number in frames if seen[number] == most]
    grows = any(isinstance(layer.spec, ClipSpec) for layer in shot.layers)
    return best[-1] if grows else best[len(best) // 2]


def layer_cache(newsroom: Newsroom) -> LayerCache:
    """Return what draws layers for samples, one after the other."""
    return LayerCache(newsroom.library, newsroom.footage, newsroom.clips)


def drawn(layers: LayerCache, staged: Staged, frame: int, fmt: Format) -> Image.Image:
    """Compose a frame of the sample's shot as an RGB picture; raises UserError when a layer cannot be drawn."""
    with clip_faults(staged.rundown):
        return still(staged.timeline, staged.shot.span.start + frame, fmt, layers)


def picture_key(staged: Staged, frame: int, fmt: Format) -> str:
    """Return the key of a frame of the sample's shot, made of all that decides its pixels."""
    return still_key(staged.timeline, staged.shot.span.start + frame, fmt)


def _settled(layer: StagedLayer) -> tuple[int, int]:
    enter, leave = layer.motion.enter, layer.motion.leave
    start = layer.span.start + (enter.delay + enter.frames if enter else 0)
    return start, layer.span.end - (leave.delay + leave.frames if leave else 0)


def _with(node: MapNode, key: str, value: Node) -> MapNode:
    kept = tuple(entry for entry in node.entries if entry.key != key)
    return MapNode(node.mark, (*kept, Entry(key, value.mark, value)))


def _mapping(node: Node) -> MapNode:
    if not isinstance(node, MapNode):
        raise _unusable(node.mark, "ce fichier doit contenir des clés")
    return node


def _unusable(mark: Mark, message: str) -> ScriptError:
    return ScriptError((Finding(mark, message, "partir d'un exemple de scenes/", code=Code("exemple-de-scene")),))
