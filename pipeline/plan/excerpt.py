"""An excerpt of a timeline: some frames of it, as a programme of its own."""

from dataclasses import replace

from pipeline.errors import UserError
from pipeline.model.time import Span, clock, frame_of, sample_at
from pipeline.model.timeline import Chapter, TimedShot, Timeline, VoiceEvent


def excerpt(timeline: Timeline, start: int | None, end: int | None) -> Timeline:
    """Return frames `start` to `end` (either may be open); raises UserError when nothing is left."""
    whole = Span(0, timeline.length)
    first, last = max(0, start or 0), timeline.length if end is None else min(end, timeline.length)
    if first >= last:
        raise UserError(
            f"l'extrait est vide : le journal dure {clock(timeline.length)} ; "
            "choisissez --from avant --to, dans cette durée"
        )
    kept = Span(first, last)
    if kept == whole:
        return timeline
    return replace(
        timeline,
        shots=tuple(_shot(shot, kept) for shot in timeline.shots if shot.span.overlaps(kept)),
        voices=_voices(timeline.voices, kept),
        descriptions=_voices(timeline.descriptions, kept),
        sounds=tuple(
            replace(sound, start=sound.start - sample_at(first), end=sound.end - sample_at(first))
            for sound in timeline.sounds
        ),
        told=tuple(
            replace(sound, span=sound.span.clipped(kept).shifted(-first))
            for sound in timeline.told
            if sound.span.overlaps(kept)
        ),
        chapters=tuple(
            Chapter(chapter.title, chapter.item, chapter.span.clipped(kept).shifted(-first))
            for chapter in timeline.chapters
            if chapter.span.overlaps(kept)
        ),
        poster=min(max(timeline.poster - first, 0), kept.length - 1),
        signing=timeline.signing and timeline.signing.excerpt(kept),
    )


def _shot(shot: TimedShot, kept: Span) -> TimedShot:
    span = shot.span.clipped(kept)
    return replace(shot, span=span.shifted(-kept.start), offset=shot.offset + span.start - shot.span.start)


def _voices(voices: tuple[VoiceEvent, ...], kept: Span) -> tuple[VoiceEvent, ...]:
    """Return the voices of which anything is heard in the excerpt."""
    return tuple(
        _voice(voice, kept) for voice in voices if Span(frame_of(voice.start), frame_of(voice.end) + 1).overlaps(kept)
    )


def _voice(voice: VoiceEvent, kept: Span) -> VoiceEvent:
    """Move a voice, and keep the marks of the sentences that are whole in the excerpt."""
    start = voice.start - sample_at(kept.start)
    end = sample_at(kept.length)
    marks = tuple(mark for mark in voice.take.sentences if start + mark.start >= 0 and start + mark.end <= end)
    return replace(voice, start=start, take=replace(voice.take, sentences=marks))
