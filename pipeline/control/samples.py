"""A film that breaks no rule, as it would be measured: what each rule breaks to show that it notices."""

from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.control.measured import (
    Beside,
    CaptionFile,
    ContainerFacts,
    DecodedText,
    LoudnessMeasures,
    Measured,
    PageFacts,
    PictureFacts,
    PictureSeries,
    PromisedMarks,
    SoundSeries,
    TimedWords,
    TrackFacts,
)
from pipeline.model.film_plan import FilmPlan, PlannedPart, PlannedText
from pipeline.model.found_marks import FoundManifest, FoundMarks, SealState
from pipeline.model.marks import DigitalSource
from pipeline.model.time import Span

SECONDS = 64
_FRAMES, _STEPS = SECONDS * 25, SECONDS * 100
_STORIES = 4
_SPOKEN = tuple((start, start + 150) for start in range(50, _FRAMES - 200, 200))
"""Frames in which somebody speaks: six seconds out of eight."""

_TITLE = PlannedText(
    text="La maison qui parle",
    span=Span(60, 160),
    at=100,
    box=(0.1, 0.78, 0.5, 0.84),
    size=48.0,
    colour=(255, 255, 255),
    share=0.2,
)


def sample() -> Measured:
    """Return the measures of a film of about a minute that is fit for the web, its plan known."""
    return Measured(
        film="exemple.mp4",
        container=_container(),
        picture=_picture(),
        sound=_sound(),
        loudness=LoudnessMeasures(
            integrated=-16.0,
            range=6.0,
            short_term=-13.0,
            true_peak=-2.0,
            stories={story.name: -16.0 for story in _parts("sujet")},
        ),
        beside=Beside(
            reported=True,
            captions=(CaptionFile("captions.vtt", _cues()),),
            chapters=tuple((part.span.start * 40, part.span.end * 40, part.name) for part in _parts("chapitre")),
            page=PageFacts(name="index.html"),
        ),
        plan=FilmPlan(
            preset="web",
            length=_FRAMES,
            shots=_parts("plan"),
            stories=_parts("sujet"),
            chapters=_parts("chapitre"),
            voices=tuple(PlannedPart(f"voix {rank}", Span(*span)) for rank, span in enumerate(_SPOKEN)),
            joins=tuple(range(0, _FRAMES, 50)),
            texts=(_TITLE,),
        ),
        marks=_marks(),
        texts=(DecodedText(_TITLE, _TITLE.at, 12.0),),
        promised=PromisedMarks(
            voices=True,
            labels=tuple((part.span.start / 25, part.span.start / 25 + 5) for part in _parts("chapitre")),
        ),
    )


def sample_manifest() -> FoundManifest:
    """Return a signature that holds, of somebody whom nobody vouches for."""
    return FoundManifest(
        state=SealState.VALID,
        generator="JT 2050",
        title="Exemple",
        actions=("c2pa.created",),
        sources=(DigitalSource.SYNTHETIC.uri,),
        signer="Atelier",
        issuer="Atelier",
        until="2099-01-01",
        self_signed=True,
    )


def _marks() -> FoundMarks:
    return FoundMarks(
        kind="film",
        container="mp4",
        tags={"title": "Exemple"},
        tracks=(),
        xmp={"Iptc4xmpExt:DigitalSourceType": (DigitalSource.SYNTHETIC.uri,)},
        manifest=None,
        label=True,
    )


def with_picture(measured: Measured, span: Span, **rows: float) -> Measured:
    """Return measures in which some rows of the picture have another value in a span of frames."""
    if measured.picture is None:
        raise ValueError("nothing is seen in this sample")
    changed: dict[str, Any] = {}
    for name, value in rows.items():
        changed[name] = getattr(measured.picture, name).copy()
        changed[name][span.start : span.end] = value
    return replace(measured, picture=replace(measured.picture, **changed))


def with_sound(measured: Measured, span: Span, factor: float) -> Measured:
    """Return measures in which the sound is multiplied in a span of steps of 10 ms."""
    if measured.sound is None:
        raise ValueError("nothing is heard in this sample")
    sound, power = measured.sound, factor * factor
    rows: dict[str, Any] = {
        "squares": sound.squares.copy(),
        "cross": sound.cross.copy(),
        "voice": sound.voice.copy(),
        "peak": sound.peak.copy(),
    }
    for name, row in rows.items():
        row[span.start : span.end] *= factor if name == "peak" else power
    return replace(measured, sound=replace(sound, **rows))


def with_container(measured: Measured, **facts: Any) -> Measured:
    """Return measures of which the container says something else."""
    return replace(measured, container=replace(measured.container, **facts))


def with_picture_facts(measured: Measured, **facts: Any) -> Measured:
    """Return measures of which the picture track is otherwise."""
    if measured.container.picture is None:
        raise ValueError("this sample has no picture track")
    return with_container(measured, picture=replace(measured.container.picture, **facts))


def with_cues(measured: Measured, cues: tuple[TimedWords, ...]) -> Measured:
    """Return measures with other captions."""
    files = tuple(replace(file, cues=cues) for file in measured.beside.captions)
    return replace(measured, beside=replace(measured.beside, captions=files))


def _parts(name: str) -> tuple[PlannedPart, ...]:
    each = _FRAMES // _STORIES
    return tuple(PlannedPart(f"{name} {rank}", Span(rank * each, (rank + 1) * each)) for rank in range(_STORIES))


def _cues() -> tuple[TimedWords, ...]:
    return tuple(
        TimedWords(
            start_ms=start * 40,
            end_ms=end * 40 + 200,
            lines=("On ne se perd plus, sourit Odile,", "qui habite rue des Lilas."),
        )
        for start, end in _SPOKEN
    )


def _container() -> ContainerFacts:
    return ContainerFacts(
        form="mp4",
        brand="isom",
        seconds=float(SECONDS),
        size=20_000_000,
        quick_start=True,
        tags={"title": "Exemple", "comment": "Récit de fiction ; voix de synthèse"},
        tracks=(
            TrackFacts(
                kind="video", codec="h264", profile="High", language="fra", dispositions=("default",), seconds=SECONDS
            ),
            TrackFacts(
                kind="audio", codec="aac", profile="LC", language="fra", dispositions=("default",), seconds=SECONDS
            ),
        ),
        chapters=tuple((part.span.start * 40, part.span.end * 40, part.name) for part in _parts("chapitre")),
        picture=PictureFacts(
            width=1920,
            height=1080,
            rate=25.0,
            frames=_FRAMES,
            primaries="bt709",
            transfer="bt709",
            matrix="bt709",
            range="limited",
            keys=tuple(range(0, _FRAMES, 50)),
            busiest=4_000.0,
        ),
    )


def _picture() -> PictureSeries:
    def row(value: float) -> Any:
        return np.full(_FRAMES, value, np.float32)

    return PictureSeries(
        mean=row(90),
        lit=row(0.98),
        change=row(0.6),
        changed=row(0.05),
        outside=row(0),
        up=row(0.002),
        down=row(0.002),
        red_up=row(0),
        red_down=row(0),
    )


def _sound() -> SoundSeries:
    """Return speech in syllables of unequal lengths over a bed 27 dB below it."""
    syllables = np.random.default_rng(2050)
    level = np.full(_STEPS, 1e-5, np.float32)
    for start, end in _SPOKEN:
        at = start * 4
        while at < end * 4:
            said, pause = syllables.integers(8, 30), syllables.integers(3, 12)
            level[at : min(at + said, end * 4)] = 1e-2
            level[at + said : min(at + said + pause, end * 4)] = 2e-5 if syllables.random() < 0.3 else 3e-3
            at += int(said + pause)
    wide = np.stack((level, level * 0.9), axis=1)
    return SoundSeries(
        squares=wide,
        cross=level * 0.8,
        voice=level * 0.5,
        offset=np.zeros((_STEPS, 2), np.float32),
        peak=(np.sqrt(level) * 3).astype(np.float32),
        jerk=(np.sqrt(level) * 0.3).astype(np.float32),
        rough=(np.sqrt(level) * 0.1).astype(np.float32),
    )
