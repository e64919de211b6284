"""Descriptions are heard in silences, near what they describe, and never over a word."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Mark
from pipeline.model.rundown import PlannedItem, PlannedShot, Rundown
from pipeline.model.take import Take
from pipeline.model.time import SAMPLE_RATE, Span, sample_at
from pipeline.model.timeline import SoundEvent, TimedShot, Timeline, VoiceEvent
from pipeline.plan.describing import BREATH, NEAR, Described, described, fit_findings, held, place, with_descriptions

SECOND = SAMPLE_RATE


def take(line: str, seconds: float) -> Take:
    return Take(line=line, samples=round(seconds * SECOND), sentences=(), sound=line, voice="", engine="essai")


def plan(name: str, duration: float | None = None) -> PlannedShot:
    return PlannedShot(
        id=name, label="", scene="illustration", slots={}, lines=(), thirds=(), place="", source="", archive="",
        duration=duration, transition="coupe", footage=None, mark=Mark("essai.yaml", 3, 5),
    )  # fmt: skip


def timeline(shots: list[int], voices: list[tuple[float, float]], sounds: tuple[SoundEvent, ...] = ()) -> Timeline:
    """Return a timeline of shots of so many frames, `s0`, `s1` …, with voices from one second to another."""
    at, timed = 0, []
    for rank, length in enumerate(shots):
        timed.append(
            TimedShot(
                id=f"s{rank}",
                label="",
                item="sujet",
                scene="illustration",
                span=Span(at, at + length),
                layers=(),
                transition="coupe",
                transition_frames=0,
                planned=0,
            )
        )
        at += length
    heard = tuple(
        VoiceEvent(
            take=take(f"v{n}", end - start),
            start=round(start * SECOND),
            speaker="x",
            shown_name="",
            role="",
            item="sujet",
        )
        for n, (start, end) in enumerate(voices)
    )
    return Timeline(script="essai", title="", shots=tuple(timed), voices=heard, sounds=sounds, chapters=(), poster=0)


def wanted(*names: str) -> tuple[Described, ...]:
    return tuple(described(plan(name), "Un banc.", "descripteur_1") for name in names)


def takes(told: tuple[Described, ...], *seconds: float) -> dict[str, Take]:
    return {one.line.id: take(one.line.id, long) for one, long in zip(told, seconds, strict=True)}


def test_a_description_begins_right_after_its_cut() -> None:
    told = wanted("s1")
    found = place(timeline([100, 200], [(0.3, 3.5), (9, 11)]), told, takes(told, 3))
    (placed,) = found.placed
    assert placed.start == sample_at(100) + SECOND // 5
    assert not found.lacking


def test_what_has_no_silence_in_its_shot_is_told_in_the_nearest_one() -> None:
    told = wanted("s1")
    speech = [(0.0, 2.0), (4.05, 8.0)]  # the shot lasts from 4 s to 8 s, and is full of words
    (placed,) = place(timeline([100, 100, 200], speech), told, takes(told, 1.5)).placed
    assert placed.end <= round(4.05 * SECOND) - BREATH
    assert placed.start >= 2 * SECOND + BREATH


def test_a_description_waits_for_a_sting_where_there_is_room() -> None:
    sting = SoundEvent(path="v.wav", digest="", bus="effects", start=4 * SECOND, end=6 * SECOND, gain=0)
    told = wanted("s1")
    (placed,) = place(timeline([100, 250], [(0, 3)], (sting,)), told, takes(told, 2)).placed
    assert placed.start == 6 * SECOND


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_is_ever_said_over_a_word_or_far_from_its_shot(data: st.DataObject) -> None:
    shots = data.draw(st.lists(st.integers(25, 250), min_size=1, max_size=6))
    end = sum(shots) / 25
    cuts = sorted(data.draw(st.lists(st.floats(0, end), max_size=12)))
    speech = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if b - a > 0.05]
    line = timeline(shots, speech)
    told = wanted(*(f"s{rank}" for rank in range(len(shots))))
    long = data.draw(st.lists(st.floats(0.2, 6), min_size=len(told), max_size=len(told)))
    spoken = takes(told, *long)
    found = place(line, told, spoken)
    spans = {shot.id: (sample_at(shot.span.start), sample_at(shot.span.end)) for shot in line.shots}
    heard = [(voice.start, voice.end) for voice in line.voices]
    assert {one.described for one in found.placed} | {one for one, _ in found.lacking} == set(told)
    before = -BREATH
    for one in found.placed:
        start, stop = spans[one.described.shot]
        assert one.start >= 0
        assert one.end <= sample_at(line.length)
        assert all(one.end + BREATH <= first or last + BREATH <= one.start for first, last in heard)
        assert start - NEAR <= one.end
        assert one.start <= stop + NEAR
        assert one.start >= before + BREATH
        before = one.end
    for left, lack in found.lacking:
        assert 0 < lack <= spoken[left.line.id].samples


def rundown(*shots: PlannedShot) -> Rundown:
    item = PlannedItem(id="sujet", kind="plan", title="", chapter="", theme="", number=0, shots=shots)
    return Rundown(script="essai", title="", city="", ticker=(), bed="", items=(item,))


def test_a_shot_is_held_for_what_it_lacks_unless_its_length_is_written() -> None:
    line, told = timeline([100, 100, 100], [(0, 12)]), wanted("s1", "s2")
    found = place(line, told, takes(told, 2, 2))
    free, fixed = rundown(plan("s0"), plan("s1"), plan("s2", 4)), plan("s2", 4)
    longer = held(free, line, found, takes(told, 2, 2))
    assert [shot.hold > 50 for shot in longer.shots] == [False, True, False]
    (finding,) = fit_findings(rundown(plan("s0"), plan("s1"), fixed), found.lacking[1:])
    assert "il manque 2,0 s" in finding.message
    assert finding.advice == "ôter ou allonger « duree », ou raccourcir la description d'environ 6 mots"


def test_a_shot_is_held_no_longer_for_what_is_told_after_its_first_word() -> None:
    line, told = timeline([300], [(0.3, 8)]), wanted("s0", "s0")
    told = (told[0], replace(told[1], line=replace(told[1].line, id="s0/autre")))
    heard = takes(told, 2, 9)
    found = place(line, told, heard)
    assert [one.described for one in found.placed] == [told[0]], "after the words, where there is room"
    ((shot,),) = (item.shots for item in held(rundown(plan("s0")), line, found, heard).items)
    assert shot.hold <= 10 * 25


def test_descriptions_are_voices_that_no_caption_knows() -> None:
    line, told = timeline([100, 100], [(0, 3)]), wanted("s1")
    whole = with_descriptions(line, place(line, told, takes(told, 1)).placed)
    assert whole.voices == line.voices
    assert [event.item for event in whole.descriptions] == ["sujet"]
    assert replace(whole, descriptions=()) == line
