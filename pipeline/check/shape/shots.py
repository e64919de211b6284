"""Shots: `- carte: {ville: Talence}` or `- sonore: malo` become a scene, its slots and its lines."""

from dataclasses import dataclass, field

from pipeline.check.keys import KnownKeys, keys_of
from pipeline.check.rules.unknown_key import unknown_key
from pipeline.check.shape.asides import played
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import as_list, blank, entry, mapping, says_no
from pipeline.check.shape.lines import LINE_KEYS, RECORDING_KEYS, line_of, lines_at, recorded
from pipeline.check.shape.people import person_at
from pipeline.check.shape.scene_key import Asked, scene_asked
from pipeline.check.shape.slots import slot_value
from pipeline.check.shape.spoken import spoken_slots
from pipeline.check.vocabulary import default_scene, scene_names, slot_names
from pipeline.errors import Code, Mark
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.part import WORDS, Part
from pipeline.model.scene import Scene
from pipeline.model.scene_values import FILM
from pipeline.model.script import LowerThird, Shot

SHOT_KEYS = keys_of(Shot).without("scene", "slots").with_names(LINE_KEYS.names)
"""Keys that every shot may have, whatever its scene."""

_EXCHANGE = {"reponses": "repliques", "answers": "repliques"}
_SHARED = frozenset({"lieu", "source", "par", "archive"})
"""Keys that fill the scene's slot of the same name when it has one."""

_SERIES = ("liste", "couples")


@dataclass(slots=True)
class _Parts:
    """A shot while it is sorted: what fills slots, what every shot may have, what belongs to the item."""

    slots: dict[str, Entry] = field(default_factory=dict)
    common: dict[str, Entry] = field(default_factory=dict)
    item: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShapedShot:
    """A canonical shot, the keys beside it that belong to its item, and whether it asked for its scene."""

    node: MapNode
    item: dict[str, Entry]
    asked: bool


def shot_at(node: Node, desk: Desk) -> MapNode:
    """Return the canonical shot of one entry of `plans`; what cannot be one is said."""
    match node:
        case MapNode():
            return shot_of(node.mark, node.entries, desk).node
        case TextNode() if fold(node.text) in scene_names(desk.context):
            return shot_of(node.mark, (Entry(node.text, node.mark, TextNode(node.mark, "")),), desk).node
        case TextNode() if " " in node.text.strip():
            return shot_of(node.mark, (entry("texte", node),), desk).node
        case TextNode() if not blank(node):
            return shot_of(node.mark, (Entry("scene", node.mark, node),), desk).node
    desk.say(
        node.mark,
        "un plan est attendu ici",
        "écrire par exemple « - illustration: … » et « texte: … »",
        code=Code("plan-attendu"),
    )
    return shot_of(node.mark, (), desk).node


def shot_of(mark: Mark, entries: tuple[Entry, ...], desk: Desk, item_keys: KnownKeys | None = None) -> ShapedShot:
    """Return the canonical shot of these keys; a shot without a scene shows the story's illustration."""
    item_keys = item_keys or KnownKeys({}, frozenset(), {})
    asked = scene_asked(mark, entries, frozenset(SHOT_KEYS.names) | frozenset(item_keys.names), desk)
    scene_id = asked.scene or default_scene(desk.context.scenes)
    scene = desk.context.scenes.get(scene_id)
    parts = _Parts()
    sorter = _Sorter(scene_id, scene, item_keys, parts, desk)
    inner = sorter.opened(asked)
    for written in inner:
        sorter.sort(written, inside=True)
    for written in asked.beside:
        sorter.sort(written, inside=False)
    if scene is not None and scene.part is Part.HEADLINES and "liste" in sorter.names:
        parts.slots.setdefault("liste", entry("liste", ListNode(asked.mark)))  # planning draws them from the stories
    shaped = {"scene": Entry("scene", asked.mark, TextNode(asked.mark, scene_id))}
    shaped["slots"] = entry("slots", MapNode(asked.mark, tuple(parts.slots.values())))
    parts.common |= recorded(parts.common)
    shaped |= _kept(parts, desk)
    said = _lines(parts, scene, desk)
    if said is not None:
        shaped["repliques"] = entry("repliques", said)
    return ShapedShot(mapping(mark, shaped), parts.item, bool(asked.scene))


class _Sorter:
    """Puts every key of one shot where it belongs."""

    def __init__(self, scene_id: str, scene: Scene | None, item_keys: KnownKeys, parts: _Parts, desk: Desk) -> None:
        exchange = scene is not None and scene.exchange
        self.common = SHOT_KEYS.with_names(_EXCHANGE) if exchange else SHOT_KEYS
        self.names = slot_names(scene)
        self.scene_id, self.scene, self.item_keys = scene_id, scene, item_keys
        self.parts, self.desk, self.exchange = parts, desk, exchange

    def opened(self, asked: Asked) -> tuple[Entry, ...]:
        """Return what stands under the scene's key as entries: a bare value goes to the main slot."""
        value = asked.value
        if value is None or blank(value):
            return ()
        if isinstance(value, MapNode):
            return value.entries
        if key := self._main(value):
            return (Entry(key, asked.mark, value),)
        self.desk.say(
            value.mark,
            f"la scène {quoted(self.scene_id)} demande des clés, pas une simple valeur",
            f"écrire « {self.scene_id}: {{{', '.join(f'{k}: …' for k in self.names.values())}}} »",
            code=Code("cles-attendues"),
        )
        return ()

    def _main(self, value: Node) -> str:
        """Return the key under which a bare value is meant."""
        slots = self.scene.slots if self.scene else {}
        main = self.scene.main if self.scene and self.scene.main in slots else ""
        needed = next((key for key, slot in slots.items() if slot.required), "")
        if not slots:
            return "texte" if isinstance(value, TextNode) else "repliques"
        if isinstance(value, ListNode):
            series = [key for key, slot in slots.items() if slot.type in _SERIES]
            return next(iter(series), "repliques" if self.exchange else main or needed)
        if _is_word(self.scene) and not (main and slots[main].type == "texte"):
            return "texte"
        return main or needed or (next(iter(slots)) if len(slots) == 1 else "")

    def sort(self, written: Entry, *, inside: bool) -> None:
        """Put one key into the slots, the common keys or the item's; say when it has no place."""
        word = fold(written.key)
        slot = self.names.get(word, "")
        common = self.common.names.get(word, "")
        if common == "repliques" and self.exchange:
            slot = ""
        shared = common in _SHARED and slot not in self.parts.slots
        if slot and (inside or not common or shared):
            self._slot(slot, written)
        elif common:
            self._common(common, written)
        elif item := self.item_keys.canonical(written.key):
            if not blank(written.value):
                self.parts.item[item] = Entry(item, written.mark, written.value)
        else:
            self._unknown(written, inside=inside)

    def _slot(self, key: str, written: Entry) -> None:
        if key in self.parts.slots:
            self.desk.twice(written, self.parts.slots[key])
            return
        slot = self.scene.slots[key] if self.scene else None
        if slot is None or (blank(written.value) and not slot.required):
            return
        self.parts.slots[key] = Entry(key, written.mark, slot_value(slot, written.value, key, self.desk))

    def _common(self, key: str, written: Entry) -> None:
        if key in self.parts.common:
            self.desk.twice(written, self.parts.common[key])
        elif key == "texte" or not blank(written.value):
            self.parts.common[key] = Entry(key, written.mark, written.value)

    def _unknown(self, written: Entry, *, inside: bool) -> None:
        scenes = scene_names(self.desk.context)
        if not inside and (other := scenes.get(fold(written.key))):
            self.desk.say(
                written.mark,
                f"ce plan demande deux scènes : {quoted(self.scene_id)} et {quoted(other)}",
                "en faire deux plans, chacun après son « - »",
                code=Code("deux-scenes"),
            )
            return
        if self.scene is None and inside:
            return  # an unknown scene is said once: its slots cannot be known
        if self._draws_whoever(written, inside=inside):
            return
        allowed = {*self.names, *self.common.names, *self.item_keys.names}
        own = tuple(dict.fromkeys(self.names.values())) if inside else ()
        finding, near = unknown_key(written, allowed, own)
        self.desk.findings.append(finding)
        if near:
            free = {**self.parts.slots, **self.parts.common}
            if (self.names.get(near) or self.common.names.get(near, near)) not in free:
                self.sort(Entry(near, written.mark, written.value), inside=inside)

    def _draws_whoever(self, written: Entry, *, inside: bool) -> bool:
        """Say that people who are filmed have no place in a scene that draws several, and tell whether it was said."""
        scenes = self.desk.context.scenes
        if not inside or fold(written.key) != FILM or self.scene is None or not self.scene.on_camera:
            return False
        alone = next((name for name, scene in scenes.items() if scene.speaks and FILM in scene.slots), "")
        self.desk.say(
            written.mark,
            f"la scène {quoted(self.scene_id)} dessine qui parle : une vidéo n'y a pas de place",
            f"montrer chaque personne filmée dans son plan : « {alone}: {{personne: …, video: …}} »",
            code=Code("cle-inconnue"),
        )
        return True


def _is_word(scene: Scene | None) -> bool:
    """Tell whether a rundown calls a scene by a word of its own."""
    return scene is not None and scene.part in WORDS


def _kept(parts: _Parts, desk: Desk) -> dict[str, Entry]:
    """Return the keys of the canonical shot that are neither slots nor lines."""
    kept: dict[str, Entry] = {}
    for key in ("lieu", "source", "archive", "duree", "transition", "description"):
        if key in parts.common:
            one = desk.fields(MapNode(parts.common[key].mark, (parts.common[key],)), SHOT_KEYS)
            kept |= one
    if "synthes" in parts.common:
        kept["synthes"] = entry("synthes", _thirds(parts.common["synthes"].value, desk))
    return kept


def _thirds(node: Node, desk: Desk) -> ListNode:
    """Return lower-thirds in full; `synthes: non` shows none, `synthes: malo` one."""
    if says_no(node):
        return ListNode(node.mark)
    thirds: list[Node] = []
    for item in as_list(node):
        if isinstance(item, TextNode):
            thirds.append(MapNode(item.mark, (entry("par", person_at(item, desk)),)))
        elif isinstance(item, MapNode):
            fields = desk.fields(item, keys_of(LowerThird))
            if "par" in fields:
                fields["par"] = Entry("par", fields["par"].mark, person_at(fields["par"].value, desk))
            thirds.append(mapping(item.mark, fields))
        else:
            desk.say(
                item.mark,
                "un bandeau de nom est attendu ici",
                "écrire « {par: malo, a: 2} »",
                code=Code("synthe-attendue"),
            )
    return ListNode(node.mark, tuple(thirds))


def _lines(parts: _Parts, scene: Scene | None, desk: Desk) -> ListNode | None:
    """Return what is said in the shot: `repliques`, `texte`, or the slots that are said by default."""
    text, several = (parts.common.get(key) for key in ("texte", "repliques"))
    recording = tuple(parts.common[key] for key in RECORDING_KEYS if key in parts.common)
    speaker = _speaker(parts, scene, desk)
    if several is not None:
        if text is not None:
            desk.say(
                several.mark,
                f"« texte » (ligne {text.mark.line}) et « {several.key} » s'excluent",
                "tout mettre dans « repliques »",
                code=Code("deux-textes"),
            )
        return lines_at(several.value, desk, speaker)
    if text is not None:
        if recording and isinstance(text.value, TextNode):
            return ListNode(text.value.mark, tuple(played([line_of(text.value, speaker, recording)], desk)))
        return lines_at(text.value, desk, speaker)
    if recording:
        return ListNode(recording[0].mark, (MapNode(recording[0].mark, recording),))
    return spoken_slots(parts.slots, scene)


def _speaker(parts: _Parts, scene: Scene | None, desk: Desk) -> TextNode | None:
    """Return who says the text: `par`, or the person the scene shows speaking."""
    if "par" in parts.common:
        return person_at(parts.common["par"].value, desk)
    shown = parts.slots.get(scene.speaks) if scene else None
    return shown.value if shown is not None and isinstance(shown.value, TextNode) else None
