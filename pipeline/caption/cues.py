"""The timeline becomes cues: what is said, when, by whom, in lines that can be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.caption.heard import Passage, heard
from pipeline.caption.layout import CutCue, split
from pipeline.caption.naming import COMMENTARY
from pipeline.caption.obstacles import Extent, estimated
from pipeline.caption.pace import pressed
from pipeline.caption.place import hiding, placed
from pipeline.caption.reading import EARLY, GAP, LINGER, calm, least
from pipeline.caption.relief import CueWish
from pipeline.caption.sounds import sound_cues, with_room
from pipeline.caption.values import Captions, Cue, frame, milliseconds
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.typography import NO_BREAK
from pipeline.model.picture import Shape
from pipeline.model.reading import comfortable
from pipeline.model.time import clock
from pipeline.model.timeline import Timeline

_NOWHERE: Mapping[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cue before its time is settled, and the passage it is part of; its first word is that of `line`."""

    cut: CutCue
    source: Passage

    @property
    def wish(self) -> CueWish:
        """The frames it would best have."""
        characters = len(" ".join(self.cut.lines))
        return CueWish(self.cut.start, self.cut.spoken, comfortable(characters), calm(characters), least(characters))


def cues(
    timeline: Timeline,
    places: Mapping[str, Mark] = _NOWHERE,
    shape: Shape = "horizontal",
    extent: Extent = estimated,
) -> Captions:
    """Return the cues of a newscast in order, and a warning for every line too fast to be read.

    `places` says where each line (`Take.line`) is written, for the warnings; without it they name the script.
    `shape` is the layout over which they must hide no text, `extent` tells where its texts stand; what hides one all
    the same is a warning, once a shot. Two cues are at least two frames apart. Speech packed tighter than one frame a
    cue pushes the next cues back rather than overlap them.
    """
    drafts = _later_starts(_drafts(tuple(heard(timeline)), timeline.length))
    last = max(timeline.length, drafts[-1].cut.spoken) if drafts else 0
    spans = with_room(timeline, [draft.wish for draft in drafts], last)
    spoken = [
        Cue(
            start_ms=milliseconds(span.start),
            end_ms=milliseconds(span.end),
            lines=draft.cut.lines,
            role=draft.source.voice.role,
            speaker=draft.source.voice.speaker,
            item=draft.source.voice.item,
        )
        for draft, span in zip(drafts, spans, strict=True)
    ]
    told = sorted((*spoken, *sound_cues(timeline, spans)), key=lambda cue: cue.start_ms)
    seen = placed(timeline, told, shape, extent)
    lines = {(cue.item, cue.lines): draft.cut.line for draft, cue in zip(drafts, spoken, strict=True)}
    over = _over_texts(hiding(timeline, seen, shape, extent), lambda cue: _where(timeline, cue, lines, places))
    return Captions(seen, (*_too_fast(timeline, drafts, spoken, places), *over))


def _drafts(passages: tuple[Passage, ...], length: int) -> Iterator[_Draft]:
    """Yield the cues of all passages, each from the moment at which its first word is said.

    Whose a commentary is waits for the next sentence when there is no time to read it: its colour tells what it is.
    """
    owed: Passage | None = None
    for rank, passage in enumerate(passages):
        free = passages[rank + 1].start if rank + 1 < len(passages) else length + GAP
        told = replace(passage, name=owed.name) if owed is not None and _goes_on(owed, passage) else passage
        made = split(told, free)
        if told.name and told.voice.role == COMMENTARY and (lacking := _lack(made, free)):
            bare = split(replace(told, name=()), free)
            owed = told if _lack(bare, free) < lacking else None
            made = made if owed is None else bare
        elif told is not passage:
            owed = None
        for cut in made:
            yield _Draft(cut, told)


def _goes_on(owed: Passage, passage: Passage) -> bool:
    """Tell whether a passage is the next one of the voice whose name is still to be told."""
    return (owed.voice.speaker, owed.voice.item) == (passage.voice.speaker, passage.voice.item) and not passage.name


def _lack(made: tuple[CutCue, ...], free: int) -> int:
    """Return the frames that the first of some cues lacks to be read, whatever its neighbours lend it."""
    first, following = made[0], made[1].start if len(made) > 1 else free
    given = min(following - GAP, first.spoken + LINGER) - first.start
    return max(0, calm(len(" ".join(first.lines))) - given - EARLY)


def _later_starts(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Push back the cues that would start before the one ahead could be seen at all."""
    result: list[_Draft] = []
    for draft in drafts:
        start = max(draft.cut.start, result[-1].cut.start + 1 + GAP if result else 0)
        result.append(replace(draft, cut=replace(draft.cut, start=start, spoken=max(start, draft.cut.spoken))))
    return result


def _too_fast(
    timeline: Timeline, drafts: list[_Draft], spoken: list[Cue], places: Mapping[str, Mark]
) -> Iterator[Finding]:
    """Yield what is too fast to be read, once a line."""
    pairs = zip(drafts, spoken, strict=True)
    for line, told in groupby(pairs, key=lambda pair: pair[0].cut.line):
        together = list(told)
        where = places.get(line, Mark(timeline.script))
        yield from pressed([cue for _, cue in together], together[0][0].source.voice.shown_name, where)


def _where(
    timeline: Timeline, cue: Cue, lines: Mapping[tuple[str, tuple[str, ...]], str], places: Mapping[str, Mark]
) -> Mark:
    """Return where the line of a cue is written; the script, for a sound."""
    return places.get(lines.get((cue.item, cue.lines), ""), Mark(timeline.script))


def _over_texts(hiding: Iterable[tuple[Cue, str]], where: Callable[[Cue], Mark]) -> Iterator[Finding]:
    """Yield the texts of the picture that captions hide, one a shot."""
    told: set[str] = set()
    for cue, text in hiding:
        if cue.shot in told:
            continue
        told.add(cue.shot)
        words = f"«{NO_BREAK}{' '.join(cue.lines)}{NO_BREAK}»"
        message = f"un sous-titre cache un texte de l'image, à {clock(frame(cue.start_ms))} : {words} sur « {text} »"
        advice = "raccourcissez les textes de ce plan, ou partagez-les entre deux plans : deux lignes doivent y tenir"
        yield Finding(where(cue), message, advice, Level.WARNING, code=Code("sous-titre-sur-texte"))
