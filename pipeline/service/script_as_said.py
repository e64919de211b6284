"""A script beside what is said in its recordings, and the script corrected to say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.whole import write_whole_bytes
from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.editing import edited_bytes
from pipeline.errors import Finding, Mark, ScriptError
from pipeline.model.edits import SetScalar, Steps
from pipeline.model.heard import TextAsSaid
from pipeline.model.marked import ListNode, MapNode, Node, TextNode
from pipeline.model.rundown import PlannedLine
from pipeline.model.task import preset_named
from pipeline.service.events import Hear, Teller, unheard
from pipeline.service.listening import listen
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import Prepared, prepare
from pipeline.service.source import Source
from pipeline.speak.heard_findings import whole_as_said

_MOST_LOST = 0.5
"""How much of a text must be said as it is written, in letters, for the rest of it to be written by itself."""


@dataclass(frozen=True, slots=True)
class LineAsSaid:
    """A line with a recording: its text, and what is said; None where nobody has listened or nobody speaks."""

    line: PlannedLine
    said: TextAsSaid | None

    @property
    def differs(self) -> bool:
        """Tell whether something else is surely said than what is written."""
        return self.said is not None and bool(self.line.text.strip()) and self.said.text != self.line.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A text of the script that says something else than its recording: where, before and after."""

    mark: Mark
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptAsSaid:
    """What is said in the recordings of a script; `findings` is all that is to be known of them.

    `corrections` are those that can be written, `refused` in French those that a person has to make, each with its
    place; `content` is the script with all of the former.
    """

    lines: tuple[LineAsSaid, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...]
    refused: tuple[tuple[Mark, str], ...]
    content: bytes


def script_as_said(newsroom: Newsroom, path: Path, hear: Hear = unheard, jobs: int = 2) -> ScriptAsSaid:
    """Listen to the recordings of a script in which nobody has listened yet, and hold it against them.

    Raises ScriptError with every finding when it cannot be planned.
    """
    source = Source(path)
    prepared = prepare(newsroom, source, preset_named("draft"))
    if listen(newsroom, prepared.rundown, Teller(hear), jobs):
        prepared = prepare(newsroom, source, preset_named("draft"))
    lines = tuple(_lines(newsroom, prepared))
    content = read_bytes(path)
    at = _Desk(newsroom, path, content, prepared)
    kept, refused = at.corrected(lines)
    return ScriptAsSaid(
        lines=lines,
        findings=prepared.heard,
        corrections=tuple(each for _, each in kept),
        refused=tuple(refused),
        content=edited_bytes(content, [edit for edit, _ in kept], path.as_posix()) if kept else content,
    )


def write_as_said(path: Path, found: ScriptAsSaid) -> None:
    """Write a script as it was corrected, in one step; raises UserError."""
    write_whole_bytes(path.resolve(), found.content, "vérifiez ses droits")


def _lines(newsroom: Newsroom, prepared: Prepared) -> Iterator[LineAsSaid]:
    words = newsroom.lexicon(prepared.context.script.lexicon)
    for line in prepared.rundown.lines:
        if line.recording:
            yield LineAsSaid(line, whole_as_said(line, words))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a correction needs: the script as it stands and as it is planned."""

    newsroom: Newsroom
    path: Path
    content: bytes
    prepared: Prepared

    def corrected(
        self, lines: Sequence[LineAsSaid]
    ) -> tuple[list[tuple[SetScalar, Correction]], list[tuple[Mark, str]]]:
        """Return the edits that are sure, and why the others are a person's to make."""
        texts = dict(_texts(Source(self.path).read().tree))
        kept: list[tuple[SetScalar, Correction]] = []
        refused: list[tuple[Mark, str]] = []
        for one in lines:
            if not one.differs or one.said is None:
                continue
            mark = one.line.mark or Mark(self.path.as_posix())
            steps, why = self._at(one.line, one.said, texts)
            if steps is None:
                refused.append((mark, why))
            elif not any(edit.at == steps for edit, _ in kept):
                correction = Correction(mark=mark, before=" ".join(one.line.text.split()), after=one.said.text)
                if self._keeps_its_voice(one.line, edit := SetScalar(steps, one.said.text)):
                    kept.append((edit, correction))
                else:
                    refused.append((mark, _RENAMED.format(file=one.line.recording)))
        return kept, refused

    def _at(
        self, line: PlannedLine, said: TextAsSaid, texts: Mapping[Mark, tuple[Steps, str]]
    ) -> tuple[Steps | None, str]:
        """Return where a line's text stands when all of it stands there and nothing else, or why it is not touched."""
        if said.completeness < _MOST_LOST:
            return None, "presque rien n'est dit comme écrit : est-ce le bon fichier ? sinon, corriger à la main"
        found = texts.get(line.mark) if line.mark else None
        if found is None or found[1].split() != line.text.split():
            return None, "ce texte est écrit avec d'autres (dialogue, pauses, plusieurs plans) : le corriger à la main"
        return found[0], ""

    def _keeps_its_voice(self, line: PlannedLine, edit: SetScalar) -> bool:
        """Tell whether a line is still heard from its recording when its text is corrected."""
        file = self.path.as_posix()
        text = decoded(edited_bytes(self.content, [edit], file), file)
        try:
            then = prepare(self.newsroom, Source(self.path, text=text), preset_named("draft")).rundown
        except ScriptError:
            return False
        return any(other.id == line.id and other.recording == line.recording for other in then.lines)


_RENAMED = (
    "le fichier {file} porte les premiers mots de ce texte, qui seraient corrigés : corriger à la main, et renommer le "
    "fichier comme « jt voices a-enregistrer » le dit"
)


def _texts(node: Node, at: Steps = ()) -> Iterator[tuple[Mark, tuple[Steps, str]]]:
    match node:
        case TextNode():
            yield node.mark, (at, node.text)
        case ListNode():
            for rank, item in enumerate(node.items):
                yield from _texts(item, (*at, rank))
        case MapNode():
            for entry in node.entries:
                yield from _texts(entry.value, (*at, entry.key))
