"""The file in which it stands which clip is shown in which shot, read with the place of every word of it."""

from collections.abc import Iterator, Mapping

from pipeline.adapters.yaml.reading import read_text
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.french.wording import advised, fold, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.rushes import RushChoices, ShotChoice
from pipeline.model.script import TRUE_WORDS

SHOTS, PROPOSED, ASIDE = "plans", "propose", "ecartes"
CLIP, SAID, WORDS, START, END, VOICE, OTHERS = "clip", "dit", "mots", "de", "a", "voix_seule", "autres"
DRAWN = "dessin"
"""What is written instead of a clip, for a shot that is to stay drawn."""

_KEYS = (CLIP, SAID, WORDS, START, END, VOICE, OTHERS)
_FORM = f"écrire « {SHOTS}: », puis sous lui un plan par ligne, par exemple « le-banc/03: {{clip: IMG_0032.mov}} »"


def choices_in(text: str, file: str) -> tuple[RushChoices, tuple[Finding, ...]]:
    """Return what a text chooses, and what is doubtful in it; raises ScriptError for one that says no choice at all."""
    read = read_text(text, file)
    found: list[Finding] = [finding for finding in read.findings if finding.level is not Level.NOTE]
    tree = read.tree
    if isinstance(tree, TextNode) and not tree.text.strip():
        tree = MapNode(tree.mark)
    if not isinstance(tree, MapNode):
        raise _unread(tree.mark, "ce fichier ne dit pas quel clip va dans quel plan", _FORM)
    found += _unknown(tree.entries, (SHOTS, PROPOSED, ASIDE))
    shots: dict[str, ShotChoice] = {}
    for entry in _entries(tree, SHOTS):
        choice, told = _choice(entry)
        shots[entry.key.strip()] = choice
        found += told
    proposed = {entry.key: entry.value.text for entry in _entries(tree, PROPOSED) if isinstance(entry.value, TextNode)}
    return RushChoices(shots, proposed, frozenset(_listed(tree.get(ASIDE)))), tuple(found)


def _entries(tree: MapNode, key: str) -> tuple[Entry, ...]:
    node = tree.get(key)
    if node is None or (isinstance(node, TextNode) and not node.text.strip()):
        return ()
    if not isinstance(node, MapNode):
        raise _unread(node.mark, f"sous {quoted(key)}, il faut un plan par ligne", _FORM)
    return node.entries


def _listed(node: Node | None) -> Iterator[str]:
    if isinstance(node, ListNode):
        yield from (item.text.strip() for item in node.items if isinstance(item, TextNode))
    elif isinstance(node, TextNode) and node.text.strip():
        yield node.text.strip()


def _choice(entry: Entry) -> tuple[ShotChoice, list[Finding]]:
    node = entry.value
    if isinstance(node, TextNode):
        return ShotChoice(clip=_clip(node.text), mark=node.mark), []
    if not isinstance(node, MapNode):
        raise _unread(node.mark, f"le plan {quoted(entry.key)} a une liste où il faut un clip", _FORM)
    told = {fold(each.key): each for each in node.entries}
    found = list(_unknown(node.entries, _KEYS))
    clip = node.text(CLIP)
    start, end = _seconds(told, START), _seconds(told, END)
    if start is not None and end is not None and end <= start:
        mark = told[END].value.mark
        raise _unread(mark, f"« {END} » ({end:g} s) vient avant « {START} » ({start:g} s)", "échanger les deux")
    mark = told[CLIP].value.mark if CLIP in told else entry.mark
    alone = fold(node.text(VOICE)) in TRUE_WORDS
    choice = ShotChoice(clip=_clip(clip), words=node.text(WORDS), start=start, end=end, voice_only=alone, mark=mark)
    return choice, found


def _clip(text: str) -> str:
    name = text.strip()
    return "" if fold(name) in {"", DRAWN, "dessine", "aucun"} else name


def _seconds(told: Mapping[str, Entry], key: str) -> float | None:
    """Return an instant of a clip: seconds (« 1,5 »), or minutes and seconds (« 1:02,5 »)."""
    entry = told.get(key)
    if entry is None:
        return None
    text = entry.value.text.strip() if isinstance(entry.value, TextNode) else "?"
    if not text:
        return None
    minutes, _, rest = text.rpartition(":")
    try:
        value = 60 * int(minutes or 0) + float(rest.removesuffix("s").strip().replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value < 360_000:
        raise _unread(entry.value.mark, f"« {key}: {text} » n'est pas un instant", "écrire des secondes : 1,5 ou 1:02")
    return value


def _unknown(entries: tuple[Entry, ...], known: tuple[str, ...]) -> Iterator[Finding]:
    for entry in entries:
        if fold(entry.key) not in known:
            message = f"la clé {quoted(entry.key)} ne dit rien dans ce fichier"
            yield Finding(
                entry.mark, message, advised(entry.key, known), Level.WARNING, code=Code("rushes-choix-illisible")
            )


def _unread(mark: Mark, message: str, advice: str) -> ScriptError:
    return ScriptError.of(mark, message, advice, code=Code("rushes-choix-illisible"))
