"""What authors write into a spoken text beside its words: pauses, stage directions, who speaks."""

from pipeline.check.shape.desk import Desk
from pipeline.check.shape.people import speaker_named
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.dialogue import Turn, dashed, strangers, turns
from pipeline.french.pauses import LONGEST, as_pause, bracketed, parted, silences, undirected
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode


def paused(node: ListNode) -> TextNode | None:
    """Return the pause whose brackets YAML read as a list (`- [pause 2s]`), None for any other list."""
    texts = [item.text for item in node.items if isinstance(item, TextNode)]
    mark = as_pause(",".join(texts)) if len(texts) == len(node.items) else ""
    return TextNode(node.mark, mark) if mark else None


def dialogue(node: Node, desk: Desk) -> tuple[Turn, ...]:
    """Return the turns of a text, or of a list of texts, in which known people speak at least twice; say so.

    Nothing for any other text; what reads as a dialogue between people nobody knows is told.
    """
    text = _whole(node)
    found = turns(text, lambda name: bool(speaker_named(name, desk))) if text else ()
    if sum(bool(turn.name) for turn in found) > 1:
        names = ", ".join(dict.fromkeys(turn.name for turn in found if turn.name))
        advice = "l'écrire dans « repliques », une ligne « - prénom: ses mots » par réplique"
        _tell(desk, node.mark, f"lu comme un dialogue entre {names}", advice, Level.NOTE, Code("dialogue-lu"))
        return found
    if unknown := strangers(text):
        names = ", ".join(unknown)
        message = f"on dirait un dialogue, mais personne ne s'appelle ainsi dans « intervenants » : {names}"
        advice = "les y écrire ; sinon une seule voix dit tout, les noms compris"
        _tell(desk, node.mark, message, advice, Level.WARNING, Code("dialogue-sans-voix"))
    elif dashed(text):
        message = "un tiret au début d'une ligne ne change pas de voix"
        advice = "pour un dialogue, écrire « repliques », une ligne « - prénom: ses mots » par réplique"
        _tell(desk, node.mark, message, advice, Level.NOTE, Code("dialogue-tirets"))
    return ()


def played(lines: list[MapNode], desk: Desk) -> list[MapNode]:
    """Return spoken lines without stage directions; a pause that stands alone goes to the line before or after."""
    kept: list[MapNode] = []
    waiting = ""
    for line in lines:
        text = _text(line)
        if text is None:
            kept.append(line)
            continue
        bare = _undirected(text, desk)
        if len(lines) == 1 or not silences_only(bare):
            kept.append(_with_text(line, waiting + bare))
            waiting = ""
        elif kept and (before := _text(kept[-1])) is not None:
            kept[-1] = _with_text(kept[-1], f"{before.text}\n{bare}")
        else:
            waiting += f"{bare}\n"
    return kept


def silences_only(text: str) -> bool:
    """Tell whether a text is a pause and nothing else."""
    found = parted(text)
    return bool(found.rests) and not found.text.strip()


def _undirected(node: TextNode, desk: Desk) -> str:
    """Return a text without its directions; tell these, pauses that are too long, and other words in brackets."""
    text, directions = undirected(node.text)
    if directions:
        message = f"{', '.join(dict.fromkeys(directions))} : une indication de jeu n'est ni dite ni écrite"
        _tell(desk, node.mark, message, "l'effacer si elle ne sert qu'ici", Level.NOTE, Code("indication-de-jeu"))
    if any(silence.seconds > LONGEST for silence in silences(text)):
        message = f"une pause dure plus de {LONGEST:.0f} secondes ; elle est ramenée à {LONGEST:.0f}"
        advice = "pour un silence plus long, un plan sans texte, avec « duree »"
        _tell(desk, node.mark, message, advice, Level.WARNING, Code("pause-longue"))
    if words := bracketed(text):
        message = f"« {words} » entre crochets sera dit et sous-titré comme le reste"
        advice = "l'effacer si ce n'est pas à dire ; pour une pause, écrire « [pause 2 s] »"
        _tell(desk, node.mark, message, advice, Level.WARNING, Code("crochets-dits"))
    return text


def _tell(desk: Desk, mark: Mark, message: str, advice: str, level: Level, code: Code) -> None:
    desk.findings.append(Finding(mark, message, advice, level, code=code))


def _whole(node: Node) -> str:
    """Return a text, or texts of a list as lines of one; empty for anything else."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode) and node.items and all(isinstance(item, TextNode) for item in node.items):
        return "\n".join(" ".join(item.text.split()) for item in node.items if isinstance(item, TextNode))
    return ""


def _text(line: MapNode) -> TextNode | None:
    value = line.get("texte")
    return value if isinstance(value, TextNode) else None


def _with_text(line: MapNode, text: str) -> MapNode:
    def changed(entry: Entry) -> Entry:
        if entry.key != "texte" or not isinstance(entry.value, TextNode) or entry.value.text == text:
            return entry
        return Entry(entry.key, entry.mark, TextNode(entry.value.mark, text))

    return MapNode(line.mark, tuple(changed(entry) for entry in line.entries))
