"""What the transcript tells, of the sound and of the picture: each text once, at its time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.caption.depicted import depicted
from pipeline.caption.onscreen import Sightings, unsaid_texts
from pipeline.caption.transcript import TranscriptSources, transcript
from pipeline.caption.values import Cue
from pipeline.french.typography import NO_BREAK
from pipeline.model.part import Part, Role
from pipeline.model.picture import Asset, Motion, StagedLayer, TextSpec
from pipeline.model.rundown import PlannedItem, PlannedLine, PlannedShot, PlannedThird, Rundown
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import Span
from pipeline.model.timeline import Chapter, TimedShot, Timeline, VoiceEvent
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine

LEFT = (100.0, 100.0, 500.0, 80.0)
RIGHT = (1500.0, 58.0, 300.0, 64.0)
WHOLE = Span(0, 100)
NOTHING = Sightings()
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


def text(
    words: str,
    box: tuple[float, float, float, float],
    span: Span,
    motion: Motion | None = None,
    *,
    role: Role = Role.SHOT,
    scene: str = "",
) -> StagedLayer:
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
    return StagedLayer(spec=spec, label="texte", span=span, motion=motion or Motion(), role=role, scene=scene)


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
    assert not list(unsaid_texts(timeline(said, shots=(scene,)), NOTHING))


def test_a_text_that_nobody_says_is_told_with_its_time() -> None:
    scenes = (shot(0, 100), shot(100, 200, text("Insee, 2019", LEFT, WHOLE), name="sujet/02"))
    [sight] = unsaid_texts(timeline(shots=scenes), NOTHING)
    assert (sight.frame, sight.texts) == (100, ("Insee, 2019",))


def test_a_number_that_counts_up_is_told_as_it_ends() -> None:
    steps = (text(f"{count} %", LEFT, Span(start, start + 10)) for start, count in ((0, 0), (10, 31), (20, 57)))
    [sight] = unsaid_texts(timeline(shots=(shot(0, 100, *steps),)), NOTHING)
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
    told = [text for sight in unsaid_texts(timeline(shots=scenes), NOTHING) for text in sight.texts]
    assert told == ["Fiction", "Lieu 0", "Lieu 1", "Lieu 2", "Lieu 3"]


def test_the_ticker_is_not_a_text_of_the_shot() -> None:
    ticker = text("Les nouvelles ● Les nouvelles", LEFT, WHOLE, Motion(scroll=4))
    assert not list(unsaid_texts(timeline(shots=(shot(0, 100, ticker),)), NOTHING))


def test_names_that_stand_beside_the_words_are_not_told_again() -> None:
    scene = shot(0, 100, text("Odile Castaing", LEFT, WHOLE))
    assert not list(unsaid_texts(timeline(shots=(scene,)), Sightings(elsewhere=frozenset({"Odile Castaing"}))))


def plan(part: Part | None = None, **slots: object) -> PlannedShot:
    """Return the plan of the only shot."""
    return PlannedShot(
        id="sujet/01", label="Plan", scene="plan", slots=slots, lines=(), thirds=(), place="", source="", archive="",
        duration=None, transition="coupe", footage=None, mark=None, part=part,
    )  # fmt: skip


def planned(part: Part | None = None, **slots: object) -> Sightings:
    """Return what is known of the only shot."""
    return Sightings(shots={"sujet/01": plan(part, **slots)}, parts={"source": Part.SOURCE, "horloge": Part.CLOCK})


def told(newscast: Timeline, known: Sightings = NOTHING) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is told of a newscast, by kind."""
    return [(sight.kind, sight.texts) for sight in unsaid_texts(newscast, known)]


def test_the_ticker_and_the_hour_are_told_apart_from_shots() -> None:
    layers = (
        text("Les nouvelles", LEFT, WHOLE, role=Role.TICKER, scene="bandeau"),
        text("20:01", RIGHT, WHOLE, role=Role.MARK, scene="horloge"),
        text("Inès Delcourt", LEFT, WHOLE, role=Role.LOWER_THIRD),
    )
    assert told(timeline(shots=(shot(0, 100, *layers),)), planned()) == []


def test_texts_that_follow_one_another_in_one_place_are_all_told() -> None:
    steps = (text(words, LEFT, Span(start, start + 30)) for start, words in ((0, "Un banc"), (30, "Une cloche")))
    assert told(timeline(shots=(shot(0, 100, *steps),))) == [("text", ("Un banc", "Une cloche"))]


def test_a_date_is_told_with_what_happened() -> None:
    layers = [text(words, LEFT, WHOLE) for words in ("Deux siècles", "1796", "2050", "Des bureaux", "À écrire")]
    known = planned(jalons=({"date": "1796", "texte": "Des bureaux"}, {"date": "2050", "texte": "À écrire"}))
    assert told(timeline(shots=(shot(0, 100, *layers),)), known) == [
        ("text", ("Deux siècles", f"1796{NO_BREAK}: Des bureaux", f"2050{NO_BREAK}: À écrire"))
    ]


def test_two_entries_of_one_text_both_keep_their_own() -> None:
    layers = [text(words, (0, at, 9, 9), WHOLE) for at, words in enumerate(("2010", "2020", "12 %", "12 %"))]
    known = planned(mesures=({"repere": "2010", "valeur": "12 %"}, {"repere": "2020", "valeur": "12 %"}))
    assert told(timeline(shots=(shot(0, 100, *layers),)), known) == [
        ("text", (f"2010{NO_BREAK}: 12 %", f"2020{NO_BREAK}: 12 %"))
    ]


def test_a_number_is_told_with_its_unit_and_where_it_comes_from() -> None:
    layers = (
        text("57 %", LEFT, WHOLE),
        text("des logements", RIGHT, WHOLE),
        text("Fiction", RIGHT, WHOLE, role=Role.MARK),
        text("Source : Unccas, 2020", RIGHT, WHOLE, role=Role.MARK, scene="source"),
    )
    assert told(timeline(shots=(shot(0, 100, *layers),)), planned(Part.NUMBER)) == [
        ("text", ("57 % des logements", "Fiction")), ("source", ("Unccas, 2020",)),
    ]  # fmt: skip


def test_a_place_comes_first_and_the_ranks_of_points_are_no_text() -> None:
    layers = (
        text("1", LEFT, WHOLE),
        text("Bien dormir", RIGHT, WHOLE),
        text("Talence", RIGHT, WHOLE, role=Role.PLACE),
    )
    assert told(timeline(shots=(shot(0, 100, *layers),)), planned(Part.POINTS, liste=("Bien dormir",))) == [
        ("place", ("Talence",)), ("text", ("Bien dormir",)),
    ]  # fmt: skip


def test_what_an_item_shows_again_is_not_told_again() -> None:
    question = text("Est-ce trop ?", LEFT, WHOLE)
    scenes = tuple(shot(at * 100, at * 100 + 100, question, name=f"vox/{at}") for at in range(2))
    assert told(timeline(shots=scenes)) == [("text", ("Est-ce trop ?",))]


def test_a_label_that_comes_back_at_each_chapter_is_told_once() -> None:
    label = text("Voix de synthèse", RIGHT, WHOLE, role=Role.MARK)
    scenes = tuple(
        replace(shot(at * 100, at * 100 + 100, *((label,) if at % 2 else ()), name=f"s/{at}"), item=f"sujet-{at}")
        for at in range(12)
    )
    assert told(timeline(shots=scenes)) == [("text", ("Voix de synthèse",))]


def test_a_picture_is_told_once_where_it_is_seen_whole() -> None:
    scenes = tuple(shot(at * 100, at * 100 + 100, name=f"s/{at}") for at in range(3))
    shots = {
        "s/0": replace(plan(Part.STUDIO, vignette="gare"), id="s/0"),
        "s/1": replace(plan(Part.PICTURE, image="gare"), id="s/1"),
        "s/2": replace(plan(Part.PICTURE, image="gare"), id="s/2"),
    }
    [seen] = depicted(timeline(shots=scenes), shots, lambda name: "Une gare, la nuit." * (name == "gare"))
    assert (seen.frame, seen.kind, seen.texts) == (100, "picture", ("Une gare, la nuit.",))


def test_a_description_that_reads_the_screen_aloud_is_not_told_beside_what_is_read() -> None:
    scenes = tuple(shot(at * 100, at * 100 + 100, name=f"s/{at}") for at in range(4))
    said = (
        "Nancy, hier soir. Une gare où l'on danse.",
        "Source : Unccas, 2020.",
        "Une liste, « Citoyens » : Élus par leurs pairs.",
        "La même gare, de loin.",
    )
    slots: tuple[dict[str, Any], ...] = (
        {"image": "gare", "lieu": "Nancy, hier soir"},
        {"source": "Unccas, 2020"},
        {"titre": "Citoyens", "liste": ("Élus par leurs pairs",)},
        {"image": "gare"},
    )
    shots = {f"s/{at}": replace(plan(Part.PICTURE, **slots[at]), id=f"s/{at}", description=said[at]) for at in range(4)}
    seen = [one.texts for one in depicted(timeline(shots=scenes), shots, lambda name: "Une gare." * (name == "gare"))]
    assert seen == [("Une gare où l'on danse.",)], "the place, the source, the list, the picture are told twice"


def test_sounds_are_told_as_captions_tell_them_and_once_while_they_last() -> None:
    def cue(start: int, words: str, role: str = "music") -> Cue:
        return Cue(start_ms=start, end_ms=start + 900, lines=(words,), role=role, speaker="", item="")

    cues = (cue(0, "♪ Musique douce ♪"), cue(1000, "♪ Musique douce ♪"), cue(2000, "[Rires]", "sound"))
    newscast = timeline(shots=(shot(0, 250),))
    rundown = Rundown(script="essai", title="JT", city="", ticker=(), bed="", items=())
    [chapter] = transcript(newscast, rundown, TranscriptSources(cues=cues)).chapters
    assert chapter.sounds == (HeardSound("Musique douce", 0.0), HeardSound("Rires", 2.0))


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
    made = transcript(newscast, rundown)
    [chapter] = made.chapters
    assert chapter.title == "L’Ancre"
    assert chapter.lines == (SpokenLine("Malo", "traducteur", "J’ai ri. Si\u202f!", 1.0),)
    assert chapter.on_screen == (ShownTexts(("Talence",), 0.0),)
    assert (made.length, made.synthetic_voices, made.ticker) == (10.0, True, ("L’eau monte",))
