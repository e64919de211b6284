"""Which planned shot each row of the cards is, and what there is to see of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.errors import Finding, Level, Mark, ScriptError, UserError
from pipeline.model.cards import ScriptCards
from pipeline.model.picture import Format
from pipeline.model.rundown import PlannedShot, Rundown
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.produce.still import still_key
from pipeline.service.edited import item_span
from pipeline.service.preparing import Prepared
from pipeline.service.samples import telling
from pipeline.service.writing.board import Board, ItemOnBoard, ShotOnBoard, ShotState
from pipeline.service.writing.manuscript import FileState

_LEAD_IN, _TAG = "lancement", "pied"


class StillKeys:
    """The keys of the pictures by which shots are shown, in one format; those of shots that did not change are kept."""

    def __init__(self, fmt: Format) -> None:
        self._fmt = fmt
        self._known: dict[str, tuple[TimedShot | None, TimedShot, str]] = {}

    def of(self, timeline: Timeline) -> dict[str, str]:
        """Return the key of each shot's picture, by the shot's id."""
        found: dict[str, tuple[TimedShot | None, TimedShot, str]] = {}
        before: TimedShot | None = None
        for shot in timeline.shots:
            seen = replace(shot, span=shot.span.shifted(-shot.span.start))
            known = self._known.get(shot.id)
            if known is None or timeline.signing is not None or known[:2] != (before, seen):
                known = (before, seen, still_key(timeline, shown_frame(shot), self._fmt))
            found[shot.id] = known
            before = seen
        self._known = found
        return {id_: key for id_, (_, _, key) in found.items()}


def shots_on_board(
    cards: ScriptCards, rundown: Rundown, timeline: Timeline, keys: Mapping[str, str]
) -> dict[str, ShotOnBoard]:
    """Return the shots as they are planned, by the reference of their row; lead-ins and tags by theirs.

    `keys` are those of their pictures, by the shot's id.
    """
    timed = {shot.id: shot for shot in timeline.shots}
    planned = {shot.id: shot for shot in rundown.shots}
    lasting: dict[Mark, int] = {}
    for shot in rundown.shots:
        if shot.mark is not None and shot.id in timed:
            lasting[shot.mark] = lasting.get(shot.mark, 0) + timed[shot.id].span.length
    found: dict[str, ShotOnBoard] = {}
    for ref, mark, shot in _rows(cards, rundown):
        if (seen := timed.get(shot.id)) is not None and ref not in found:
            alone = ref.endswith((f"/{_LEAD_IN}", f"/{_TAG}"))
            length = seen.span.length if alone else lasting.get(mark, seen.span.length)
            found[ref] = _on_board(planned[shot.id], seen, keys[shot.id], length)
    return found


def shown_frame(shot: TimedShot) -> int:
    """Return the frame of the film by which a shot is shown: where its texts have come."""
    return shot.span.start + telling(shot)


def _rows(cards: ScriptCards, rundown: Rundown) -> Iterator[tuple[str, Mark, PlannedShot]]:
    """Yield each row's reference, its place and its planned shots, in order."""
    by_mark: dict[Mark, list[PlannedShot]] = {}
    for shot in rundown.shots:
        if shot.mark is not None:
            by_mark.setdefault(shot.mark, []).append(shot)
    for story in cards.stories:
        spoken = [shot for shot in by_mark.get(story.mark, ()) if shot.lines]
        around: set[str] = set()
        for part, lines, rank in ((_LEAD_IN, story.lead_in, 0), (_TAG, story.tag, -1)):
            if spoken and any(line.words.text for line in lines):
                around.add(spoken[rank].id)
                yield f"{story.ref}/{part}", story.mark, spoken[rank]
        for row in story.shots:
            own = [shot for shot in by_mark.get(row.mark, ()) if shot.id not in around]
            said = [shot for shot in own if shot.lines]
            yield from ((row.ref, row.mark, shot) for shot in (said if row.mark == story.mark and said else own))


def _on_board(planned: PlannedShot, seen: TimedShot, still: str, length: int) -> ShotOnBoard:
    return ShotOnBoard(
        id=planned.id,
        item=seen.item,
        still=still,
        start=seen.span.start,
        length=length,
        state=_state(planned),
    )


def _state(shot: PlannedShot) -> ShotState:
    if shot.footage is not None:
        return "filmé"
    return "enregistré" if any(line.recording for line in shot.lines) else "dessiné"


def wanted_order(shots: Mapping[str, ShotOnBoard], first: str) -> Iterator[str]:
    """Yield the rows in the order in which their pictures are wanted: that of the edited shot first."""
    yield from (ref for ref, shot in shots.items() if shot.id == first)
    yield from (ref for ref, shot in shots.items() if shot.id != first)


def read_board(before: Board | None, state: FileState, cards: ScriptCards, name: str) -> Board:
    """Return the board of a script that is read and not planned yet: pictures and findings are those of before."""
    title = next((one.text for one in cards.heads if one.key == "titre"), "") or name
    board = before or Board(digest=state.digest, planned="", title=title, cards=cards)
    return replace(board, digest=state.digest, title=title, cards=cards, undo=state.undo, redo=state.redo, broken="")


@dataclass(frozen=True, slots=True)
class FoundBeyond:
    """What planning found in a text, and laying its texts out: shown until that is done again, while lines stand."""

    lines: int = 0
    planned: tuple[Finding, ...] = ()
    later: tuple[Finding, ...] = ()

    def in_text(self, text: str) -> "FoundBeyond":
        """Return what still is where it was said to be; nothing when lines came or went."""
        return self if text.count("\n") == self.lines else FoundBeyond()


def planned_board(shown: Board, prepared: Prepared, timeline: Timeline, keys: StillKeys) -> Board:
    """Return the board of a script that is planned."""
    return replace(
        shown,
        findings=prepared.findings,
        errors=0,
        planned=prepared.digest,
        shots=shots_on_board(shown.cards, prepared.rundown, timeline, keys.of(timeline)),
        items=tuple(_items(prepared.rundown, timeline)),
        length=timeline.length,
    )


def _items(rundown: Rundown, timeline: Timeline) -> Iterator[ItemOnBoard]:
    titles = {item.id: item.title for item in rundown.items}
    for item in dict.fromkeys(shot.item for shot in timeline.shots):
        span = item_span(timeline, item)
        yield ItemOnBoard(item, titles.get(item) or item, span.start, span.length)


def refused_board(shown: Board, error: UserError) -> Board:
    """Return the board of a script that cannot be used as it is, with every reason."""
    if not isinstance(error, ScriptError):
        return replace(shown, findings=(), errors=1, broken=str(error))
    errors = sum(one.level is Level.ERROR for one in error.findings)
    return replace(shown, findings=error.findings, errors=max(1, errors))
