"""The transcript as plain text: to be sent, pasted, read aloud, printed in large letters."""

from collections.abc import Collection, Iterator, Sequence

from pipeline.french.telling import FICTION, HEARD_AS, MACHINE_HEARD, SHOWN_AS, SYNTHETIC_VOICES
from pipeline.french.typography import NO_BREAK
from pipeline.model.time import clock, frames
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine, Transcript, TranscriptEntry


def transcription(transcript: Transcript, date: str = "", marks: Sequence[str] = ()) -> str:
    """Return the transcript as paragraphs, each with its time; `date` is in words.

    `marks` is what the film says of itself beside being a fiction, when that is known.
    """
    where = ", ".join(filter(None, (transcript.city, date)))
    head = "\n".join(filter(None, (transcript.title, where, "Transcription")))
    told = [FICTION, *(marks or ((SYNTHETIC_VOICES,) if transcript.synthetic_voices else ()))]
    told += [MACHINE_HEARD] if transcript.machine_heard else []
    return "\n\n".join((head, "\n".join(told), *_chapters(transcript))) + "\n"


def _chapters(transcript: Transcript) -> Iterator[str]:
    for chapter in transcript.chapters:
        yield _heading(f"{chapter.title} ({_at(chapter.start)})")
        met: set[str] = set()
        for entry in chapter.in_order():
            yield _paragraph(entry, met)
            met |= {entry.name} if isinstance(entry, SpokenLine) else set()
    if transcript.ticker:
        yield _heading("Le bandeau, au bas de l’image")
        yield "\n".join(f"- {text}" for text in transcript.ticker)


def _at(start: float) -> str:
    return clock(frames(start))


def _heading(words: str) -> str:
    return f"\n{words}\n{'-' * len(words)}"


def _paragraph(entry: TranscriptEntry, met: Collection[str]) -> str:
    """Return an entry with its time; whoever has spoken in the chapter is `met`, and has a name alone."""
    at = f"[{_at(entry.start)}]"
    match entry:
        case SpokenLine():
            who = entry.name if entry.name in met or not entry.role else f"{entry.name}, {entry.role}"
            return f"{at} {who}{NO_BREAK}: {entry.text}" if who else f"{at} {entry.text}"
        case ShownTexts():
            words = entry.texts[0] if len(entry.texts) == 1 else "".join(f"\n  - {text}" for text in entry.texts)
            return f"{at} {SHOWN_AS[entry.kind]}{NO_BREAK}:{' ' if len(entry.texts) == 1 else ''}{words}"
        case HeardSound():
            return f"{at} {HEARD_AS}{NO_BREAK}: {entry.text}"
