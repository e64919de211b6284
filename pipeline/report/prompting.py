"""What is read aloud, as the values of a prompter's page: turns, directions, and how long each passage takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.french.typography import typeset
from pipeline.model.prompting import PromptPassage, PromptSpeaker, PromptStory, PromptTurn
from pipeline.model.rundown import Rundown
from pipeline.report.prompted import PromptedItem, PromptedPiece, ReaderView, prompted


@dataclass(frozen=True, slots=True)
class PromptSources:
    """What a prompter needs besides the rundown: how to see it, the role of each id, the seconds of each line by id."""

    view: ReaderView
    roles: Mapping[str, str]
    seconds: Mapping[str, float]


def prompt_speakers(rundown: Rundown, sources: PromptSources) -> tuple[tuple[str, PromptSpeaker], ...]:
    """Return whoever reads something, each by their id, in the order in which they begin."""
    view = sources.view
    ids = dict.fromkeys(line.speaker for line in rundown.lines if line.text.strip())
    heard = (who for who in ids if who not in view.unnamed and view.only in {"", who})
    return tuple((who, PromptSpeaker(typeset(view.name(who)), typeset(sources.roles.get(who, "")))) for who in heard)


def prompt_stories(rundown: Rundown, sources: PromptSources) -> tuple[PromptStory, ...]:
    """Return the items of a rundown as they are read; for one reader, those in which they say something."""
    ranks = {who: rank for rank, (who, _) in enumerate(prompt_speakers(rundown, sources))}
    items = (item for item in prompted(rundown, sources.view) if not sources.view.only or _speaks(item))
    return tuple(
        PromptStory(
            number=item.number,
            heading=item.heading,
            title=typeset(item.title),
            turns=tuple(_turns(item, ranks, sources)),
        )
        for item in items
    )


def _speaks(item: PromptedItem) -> bool:
    return any(piece.kind == "words" for piece in item.pieces)


def _turns(item: PromptedItem, ranks: Mapping[str, int], sources: PromptSources) -> Iterator[PromptTurn]:
    """Yield turns: each begins where somebody else speaks, with the directions that stand before it."""
    before: list[PromptPassage] = []
    turn: list[PromptPassage] = []
    speaker = ""
    for piece in item.pieces:
        told = _passage(piece, sources)
        if piece.kind == "speaker":
            if turn:
                yield PromptTurn(ranks[speaker], tuple(turn), _waits(sources))
            turn, before, speaker = [*before, told], [], piece.speaker
        elif piece.kind in {"words", "pause"}:
            turn, before = [*turn, *before, told], []
        elif piece.kind == "outcue":  # of several people who speak before, the last one gives the cue
            before = [*(passage for passage in before if passage.kind != "outcue"), told]
        elif piece.kind == "place" or not sources.view.only:
            before.append(told)
    if turn:
        yield PromptTurn(ranks[speaker], tuple(turn), _waits(sources))
    after = tuple(passage for passage in before if not sources.view.only)
    if after:
        yield PromptTurn(-1, after)


def _waits(sources: PromptSources) -> bool:
    return bool(sources.view.only)


def _passage(piece: PromptedPiece, sources: PromptSources) -> PromptPassage:
    text = typeset(piece.text)
    match piece.kind:
        case "words":
            return PromptPassage(kind="words", text=text, seconds=_share(piece, sources.seconds))
        case "pause":
            return PromptPassage(kind="direction", text=f"pause, {_decimal(piece.seconds)} s", seconds=piece.seconds)
        case "outcue":
            return PromptPassage(kind="outcue", text=f"{typeset(sources.view.name(piece.speaker))} : « … {text} »")
        case "unspoken":
            return PromptPassage(kind="direction", text=f"{text}, sans texte à dire")
        case _:
            return PromptPassage(kind="direction", text=text)


def _share(piece: PromptedPiece, seconds: Mapping[str, float]) -> float:
    """Return the seconds of a piece of a line: its share of what the line takes beside its silences."""
    line = piece.line
    if line is None:
        return 0.0
    spoken = seconds.get(line.id, 0.0) - sum(rest for _, rest in line.rests)
    return max(0.0, spoken) * len(piece.text) / max(1, len(" ".join(line.text.split())))


def _decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")
