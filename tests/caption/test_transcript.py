"""What the transcript tells, of the sound and of the picture: each text once, at its time."""

from __future__ import annotations

from pipeline.caption.onscreen import unsaid_texts
from pipeline.caption.transcript import transcript
from pipeline.model.picture import Asset, Motion, StagedLayer, TextSpec
from pipeline.model.rundown import PlannedItem, PlannedLine, PlannedShot, PlannedThird, Rundown
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import Span
from pipeline.model.timeline import Chapter, TimedShot, Timeline, VoiceEvent
from pipeline.model.transcript import ShownTexts, SpokenLine

LEFT = (100.0, 100.0, 500.0, 80.0)
RIGHT = (1500.0, 58.0, 300.0, 64.0)
WHOLE = Span(0, 100)
NOBODY: frozenset[str] = frozenset()
FONT = Asset("media/fonts/lecture.ttf", "f")


def voice(words: str, speaker: str = "ines", name: str = "Inès") -> VoiceEvent:
    """Return somebody who says two seconds of words, from the first second on."""
    take = Take(
        line="sujet/01/1",
        samples=96_000,
        sentences=(SentenceMark(words, 0, 96_000),),
        sound="",
        voice=speaker,
        engine="essai",
    )
    return VoiceEvent(take=take, start=48_000, speaker=speaker, shown_name=name, role="on_screen", item="sujet")


def text(words: str, box: tuple[float, float, float, float], span: Span, motion: Motion | None = None) -> StagedLayer:
    """Return a text layer of a shot."""
    spec = TextSpec(
        text=words,
        font=FONT,
        size=40,
        smallest=28,
        colour="blanc",
        leading=1.2,
        tracking=0,
        capitals=False,
        box=box,
        anchor="",
        lines=1,
        plate=None,
    )
    return StagedLayer(spec=spec, label="texte", span=span, motion=motion or Motion())


def shot(start: int, end: int, *layers: StagedLayer, name: str = "sujet/01") -> TimedShot:
    """Return a shot from frame `start` to frame `end`."""
    return TimedShot(
        id=name,
        label="Plateau",
        item="sujet",
        scene="plateau",
        span=Span(start, end),
        layers=layers,
        transition="coupe",
        transition_frames=0,
        planned=0,
    )


def timeline(*voices: VoiceEvent, shots: tuple[TimedShot, ...], chapters: tuple[Chapter, ...] = ()) -> Timeline:
    """Return a newscast."""
    return Timeline(
        script="essai", title="JT d’essai", shots=shots, voices=voices, sounds=(), chapters=chapters, poster=0
    )


def test_a_text_that_is_spoken_is_not_told_again() -> None:
    scene = shot(0, 100, text("Dix jours par an", LEFT, WHOLE))
    said = voice("On doit dix jours par an, au plus.")
    assert not list(unsaid_texts(timeline(said, shots=(scene,)), NOBODY))


def test_a_text_that_nobody_says_is_told_with_its_time() -> None:
    scenes = (shot(0, 100), shot(100, 200, text("Insee, 2019", LEFT, WHOLE), name="sujet/02"))
    [sight] = unsaid_texts(timeline(shots=scenes), NOBODY)
    assert (sight.frame, sight.texts) == (100, ("Insee, 2019",))


def test_a_number_that_counts_up_is_told_as_it_ends() -> None:
    steps = (text(f"{count} %", LEFT, Span(start, start + 10)) for start, count in ((0, 0), (10, 31), (20, 57)))
    [sight] = unsaid_texts(timeline(shots=(shot(0, 100, *steps),)), NOBODY)
    assert sight.texts == ("57 %",), "the reader hears of numbers that pass by"


def test_a_mark_that_never_leaves_is_told_once() -> None:
    scenes = tuple(
        shot(
            at * 100,
            at * 100 + 100,
            text("Fiction", RIGHT, WHOLE),
            text(f"Lieu {at}", LEFT, WHOLE),
            name=f"s/{at}",
        )
        for at in range(4)
    )
    told = [text for sight in unsaid_texts(timeline(shots=scenes), NOBODY) for text in sight.texts]
    assert told == ["Fiction", "Lieu 0", "Lieu 1", "Lieu 2", "Lieu 3"]


def test_the_ticker_is_not_a_text_of_the_shot() -> None:
    ticker = text("Les nouvelles ● Les nouvelles", LEFT, WHOLE, Motion(scroll=4))
    assert not list(unsaid_texts(timeline(shots=(shot(0, 100, ticker),)), NOBODY))


def test_names_that_stand_beside_the_words_are_not_told_again() -> None:
    scene = shot(0, 100, text("Odile Castaing", LEFT, WHOLE))
    assert not list(unsaid_texts(timeline(shots=(scene,)), frozenset({"Odile Castaing"})))


def test_a_transcript_is_made_from_a_timeline_and_a_rundown() -> None:
    line = PlannedLine(
        id="sujet/01/1", speaker="malo", voice="v", text="J'ai ri.", recording="", on_camera=True, mark=None
    )
    third = PlannedThird(name="Malo", role="traducteur", line=0, at_seconds=None, at_word="", duration=None)
    planned = PlannedShot(
        id="sujet/01",
        label="Sonore",
        scene="sonore",
        slots={},
        lines=(line,),
        thirds=(third,),
        place="",
        source="",
        archive="",
        duration=None,
        transition="coupe",
        footage=None,
        mark=None,
    )
    item = PlannedItem(
        id="sujet", kind="sujet", title="L'Ancre", chapter="L'Ancre", theme="bonheur", number=1, shots=(planned,)
    )
    rundown = Rundown(
        script="essai", title="JT d’essai", city="Talence", ticker=("L'eau monte",), bed="nappe", items=(item,)
    )
    newscast = timeline(
        voice("J'ai ri. Si !", "malo", "Malo"),
        shots=(shot(0, 250, text("Malo", (0, 0, 10, 10), Span(0, 9)), text("Talence", (0, 90, 10, 10), Span(0, 9))),),
        chapters=(Chapter("L'Ancre", "sujet", Span(0, 250)),),
    )
    told = transcript(newscast, rundown)
    [chapter] = told.chapters
    assert chapter.title == "L’Ancre"
    assert chapter.lines == (SpokenLine("Malo", "traducteur", "J’ai ri. Si\u202f!", 1.0),)
    assert chapter.on_screen == (ShownTexts(("Talence",), 0.0),)
    assert (told.length, told.synthetic_voices, told.ticker) == (10.0, True, ("L’eau monte",))
