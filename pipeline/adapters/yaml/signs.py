"""Every text of a file as it was meant to be read, once and for all: keys and values, each remark at its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.adapters.yaml.graph import Reading
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.garbled import garbled
from pipeline.french.quotes import Alone, unpaired
from pipeline.french.signs import Remark, legible, legible_name, visible
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

UNPAIRED = Code("signe-seul")

_FILE = re.compile(
    r"[^\n]{1,300}\.(?:jpe?g|png|webp|gif|hei[cf]|avif|tiff?|bmp|svg|mp4|mov|m4v|mkv|webm|avi|mts|wav|mp3|m4a|aac|flac|"
    r"ogg|opus|ttf|otf|pdf)",
    re.IGNORECASE,
)
"""The name of a file: whatever it is called on the disk."""


def cleaned(reading: Reading, text: str = "") -> Reading:
    """Return what was read with every text in the form that was meant, and with what is to be told of them.

    `text` is the file's, in which the place of a sign is looked for; without it a remark stands where its text begins.
    """
    cleaner = _Cleaner(text, sorted(dict.fromkeys(_marks(reading.tree))))
    tree = cleaner.node(reading.tree)
    found = sorted(dict.fromkeys((*reading.findings, *cleaner.findings)), key=lambda finding: finding.mark)
    return Reading(tree, tuple(found))


def _marks(node: Node) -> Iterator[Mark]:
    yield node.mark
    match node:
        case ListNode():
            for item in node.items:
                yield from _marks(item)
        case MapNode():
            for entry in node.entries:
                yield entry.mark
                yield from _marks(entry.value)


def unpaired_in(reading: Reading, text: str = "") -> tuple[Finding, ...]:
    """Return a warning for each quote or bracket of a script that is opened and never closed, or the reverse."""
    nodes = sorted({node.mark: node for node in _texts(reading.tree)}.values(), key=lambda node: node.mark)
    cleaner = _Cleaner(text, sorted(dict.fromkeys(_marks(reading.tree))))
    for each in unpaired([node.text for node in nodes]):
        mark = nodes[each.text].mark
        # its words may be parted by the end of a line in the file
        tries = [_alone(sign, each) for sign in (each.words, " ".join(each.words.split()[:2]), each.sign)]
        cleaner.tell(next((remark for remark in tries if cleaner.place(remark, mark) != mark), tries[-1]), mark)
    return tuple(cleaner.findings)


def _alone(sign: str, each: Alone) -> Remark:
    """Return what is told of a sign without its other half, looked for in the file as `sign`.

    The sign is named, not shown: « or » in the middle of a sentence would be read as the quotes of that sentence.
    """
    what, e = ("parenthèse", "e") if each.sign in "()" else ("crochet" if each.sign in "[]" else "guillemet", "")
    this, one = ("cette", "la") if e else ("ce", "le")
    if each.opens:
        message = f"{this} {what} ouvrant{e} n'est jamais fermé{e}"
        advice = f"ajouter {one} {what} fermant{e} après le dernier mot"
    else:
        message = f"{this} {what} fermant{e} ferme ce que rien n'ouvre"
        advice = f"ajouter {one} {what} ouvrant{e} avant le premier mot"
    return Remark(sign, message, advice, Level.WARNING, UNPAIRED)


def _texts(node: Node) -> Iterator[TextNode]:
    match node:
        case TextNode():
            yield node
        case ListNode():
            for item in node.items:
                yield from _texts(item)
        case MapNode():
            for entry in node.entries:
                yield from _texts(entry.value)


class _Cleaner:
    """Rewrites a tree; keeps every finding."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.lines = re.split("\r\n?|\n", text)
        self.marks = marks
        self.findings: list[Finding] = []

    def node(self, node: Node) -> Node:
        match node:
            case TextNode():
                return TextNode(node.mark, self.text(node.text, node.mark))
            case ListNode():
                return ListNode(node.mark, tuple(self.node(item) for item in node.items))
            case MapNode():
                return MapNode(node.mark, self.entries(node))

    def entries(self, node: MapNode) -> tuple[Entry, ...]:
        """Return the entries of a mapping; of two keys that are the same once cleaned, the first one is kept."""
        kept: dict[str, Entry] = {}
        for entry in node.entries:
            key = self.text(entry.key, entry.mark)
            value = self.node(entry.value)
            if key in kept:
                told = f"la clé « {key} » est écrite deux fois"
                advice = f"voir ligne {kept[key].mark.line} ; réunir les deux, ou donner à l'une un autre nom"
                self.findings.append(Finding(entry.mark, told, advice, code=Code("cle-double")))
            else:
                kept[key] = Entry(key, entry.mark, value)
        return tuple(kept.values())

    def text(self, text: str, mark: Mark) -> str:
        """Return one text in the form that was meant, and tell what there is to tell of it."""
        if _FILE.fullmatch(text):
            result, remarks = legible_name(text), []
        else:
            result, remarks = legible(text), list(garbled(text))
        refused = any(remark.level is Level.ERROR for remark in remarks)
        # a letter in the wrong encoding is told as such, not as the control characters that it became
        remarks += [each for each in result.remarks if not (refused and each.level is Level.ERROR)]
        for remark in remarks:
            self.tell(remark, mark)
        return result.text

    def tell(self, remark: Remark, mark: Mark) -> None:
        """Tell a remark at its place in the text that stands at `mark`."""
        message, advice = visible(remark.message), visible(remark.advice)
        self.findings.append(Finding(self.place(remark, mark), message, advice, remark.level, code=remark.code))

    def place(self, remark: Remark, mark: Mark) -> Mark:
        """Return where a sign stands as it is, between the place of its text and that of the next."""
        following = self.marks[bisect_right(self.marks, mark) :][:1]
        last = following[0].line if following else len(self.lines)
        for number in range(mark.line, min(last, len(self.lines)) + 1):
            line = self.lines[number - 1]
            start = mark.column - 1 if number == mark.line else 0
            end = following[0].column - 1 if following and number == last else len(line)
            if (found := line.find(remark.sign, start, end)) >= 0:
                return Mark(mark.file, number, found + 1)
        return mark
