"""The timeline becomes cues: what is said, when, by whom, in lines that can be read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.caption.heard import CueSpeech, heard
from pipeline.caption.layout import Lines, lay, split
from pipeline.caption.music import music_cues
from pipeline.caption.pace import pressed
from pipeline.caption.place import placed
from pipeline.caption.reading import GAP, LINGER, SHORTEST
from pipeline.caption.relief import CueWish, timed
from pipeline.caption.values import Captions, Cue, milliseconds
from pipeline.errors import Finding, Mark
from pipeline.model.picture import Shape
from pipeline.model.reading import comfortable, least_frames
from pipeline.model.timeline import Timeline

_NOWHERE: Mapping[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cue before its end is known: the frames of its own words, its lines, what it is part of."""

    start: int
    spoken: int
    lines: Lines
    source: CueSpeech

    @property
    def wish(self) -> CueWish:
        """The frames it would best have: with the speech, or a little longer so that it can be read."""
        characters = len(" ".join(self.lines))
        read = self.start + comfortable(characters)
        furthest = max(self.spoken + LINGER, self.start + SHORTEST)
        wanted = max(self.spoken, min(self.spoken + LINGER, read), self.start + SHORTEST)
        return CueWish(self.start, wanted, furthest, max(least_frames(characters), SHORTEST))


def cues(timeline: Timeline, places: Mapping[str, Mark] = _NOWHERE, shape: Shape = "horizontal") -> Captions:
    """Return the cues of a newscast in order, and a warning for every sentence too fast to be read.

    `places` says where each line (`Take.line`) is written, for the warnings; without it they name the script.
    `shape` is the layout over which they must hide no text.
    A sentence's first cue starts with it; two cues are at least two frames apart. Speech packed tighter than
    one frame a cue pushes the next cues back rather than overlap them.
    """
    spoken: list[Cue] = []
    findings: list[Finding] = []
    drafts = _later_starts(draft for part in heard(timeline) for draft in _drafts(part))
    for source, made in _ended(drafts, timeline.length):
        spoken += made
        where = places.get(source.voice.take.line, Mark(timeline.script))
        findings += pressed(made, source.voice.shown_name, where)
    told = sorted((*spoken, *music_cues(timeline, spoken)), key=lambda cue: cue.start_ms)
    return Captions(placed(timeline, told, shape), tuple(findings))


def _drafts(part: CueSpeech) -> Iterator[_Draft]:
    """Yield the cues of a sentence, each from the moment at which its first word is said."""
    pieces = _pieces(part)
    unsaid = _letters(part.name)
    ends = [max(0, count - unsaid) for count in accumulate(_letters(lines) for lines in pieces)]
    moments = [part.start, *(part.frame_after(end, ends[-1]) for end in ends[:-1]), part.end]
    for lines, (start, end) in zip(pieces, pairwise(moments), strict=True):
        yield _Draft(start, max(start, end), lines, part)


def _letters(words: Iterable[str]) -> int:
    return sum(not sign.isspace() for word in words for sign in word)


def _pieces(part: CueSpeech) -> tuple[Lines, ...]:
    words = (*part.name, *(word for said in part.parts for word in said))
    if len(part.parts) == 1:
        return split(words, part.end - part.start, len(part.name))
    first, second = (*part.name, *part.parts[0]), part.parts[1]
    dialogue = second[0].startswith("–")
    whole = None if dialogue else lay(words)
    if whole is not None and len(whole[1]) == 1:
        return (whole[1],)
    return ((" ".join(first), " ".join(second)),)


def _later_starts(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Push back the cues that would start before the one ahead could be seen at all."""
    result: list[_Draft] = []
    for draft in drafts:
        earliest = result[-1].start + 1 + GAP if result else 0
        result.append(replace(draft, start=max(draft.start, earliest)))
    return result


def _ended(drafts: list[_Draft], last_frame: int) -> Iterator[tuple[CueSpeech, list[Cue]]]:
    """Yield every sentence with its cues, each ended so that it can be read and the next one has its gap."""
    made: list[Cue] = []
    last = max(last_frame, drafts[-1].spoken) if drafts else 0
    for index, (draft, span) in enumerate(zip(drafts, timed([draft.wish for draft in drafts], last), strict=True)):
        voice = draft.source.voice
        made.append(
            Cue(
                start_ms=milliseconds(span.start),
                end_ms=milliseconds(span.end),
                lines=draft.lines,
                role=voice.role,
                speaker=voice.speaker,
                item=voice.item,
            )
        )
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        if following is None or following.source is not draft.source:
            yield draft.source, made
            made = []
