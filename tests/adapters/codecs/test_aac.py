"""Parts of a sound join without anybody hearing where, and last as long as the sound."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.aac import AacEncoder
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.errors import BugError
from pipeline.model.time import PACKET, SAMPLE_RATE
from pipeline.ports import Samples, SoundPart

_LEAD, _TAIL = 18 * PACKET, 6 * PACKET


def _sound(count: int) -> Samples:
    """Return a chord under syllables of noise, with sharp attacks that make the encoder switch its windows."""
    random = np.random.default_rng(3)
    at = np.arange(count)
    chord = sum(np.sin(2 * np.pi * pitch * at / SAMPLE_RATE) for pitch in (220, 277.2, 329.6)) / 12
    syllables = np.exp(-(at % 9600) / 1200) * random.normal(0, 0.15, count)
    left = chord + syllables
    return np.stack([left, chord * 0.8 + syllables], axis=1).astype(np.float32)


def _parts(folder: Path, sound: Samples, edges: list[int], kbps: int = 192) -> list[SoundPart]:
    parts = []
    for start, end in pairwise([0, *edges, len(sound)]):
        lead = min(_LEAD, start)
        path = folder / f"{start}.m4a"
        AacEncoder().encode(path, iter([sound[start - lead : end + _TAIL]]), kbps)
        parts.append(SoundPart(path, lead, end - start))
    return parts


def _joined(folder: Path, sound: Samples, edges: list[int], kbps: int = 192) -> tuple[Path, list[Samples]]:
    heard: list[Samples] = []
    path = folder / "son.m4a"
    AacEncoder().join(path, _parts(folder, sound, edges, kbps), heard.append)
    return path, heard


@pytest.mark.parametrize("kbps", [96, 192, 320])
def test_a_join_is_as_near_to_the_sound_as_anything_else(kbps: int, tmp_path: Path) -> None:
    sound = _sound(20 * 40 * PACKET)
    edges = [40 * PACKET * number for number in range(1, 20)]
    path, _ = _joined(tmp_path, sound, edges, kbps)
    wrong = Ebur128Meter().decoded(path)[: len(sound)] - sound
    AacEncoder().encode(tmp_path / "une.m4a", iter([sound]), kbps)
    once = Ebur128Meter().decoded(tmp_path / "une.m4a")[: len(sound)] - sound
    near = np.zeros(len(sound), bool)
    for edge in edges:
        near[edge - 4 * PACKET : edge + 5 * PACKET] = True
    assert np.abs(wrong[near]).max() <= 1.25 * np.abs(once).max()
    assert np.sqrt(np.square(wrong[near]).mean()) <= 1.25 * np.sqrt(np.square(once).mean())


def test_no_join_adds_a_step_above_40_db_under_full_scale(tmp_path: Path) -> None:
    at = np.arange(400 * PACKET)
    tone = np.repeat((0.25 * np.sin(2 * np.pi * 440 * at / SAMPLE_RATE)).astype(np.float32)[:, None], 2, axis=1)
    edges = [100 * PACKET, 200 * PACKET, 300 * PACKET]
    path, heard = _joined(tmp_path, tone, edges)
    steps = np.abs(np.diff(Ebur128Meter().decoded(path)[: len(tone)] - tone, axis=0))
    # The tone itself begins and ends with a step: joins are looked at, the ends are not.
    assert max(steps[edge - 4 * PACKET : edge + 5 * PACKET].max() for edge in edges) < 0.01
    assert len(heard) == len(edges)


@pytest.mark.parametrize("more", [128, 896, 1024, 1920, 100_000])
def test_it_lasts_to_the_sample_as_long_as_the_sound(more: int, tmp_path: Path) -> None:
    sound = _sound(80 * PACKET + more)
    path, _ = _joined(tmp_path, sound, [40 * PACKET, 80 * PACKET])
    with av.open(str(path)) as source:
        packets = [(packet.pts, packet.duration) for packet in source.demux(audio=0) if packet.pts is not None]
    assert packets[0][0] == -PACKET
    assert all(one + (lasts or 0) == two for (one, lasts), (two, _) in pairwise(packets))
    assert sum(lasts or 0 for _, lasts in packets) == len(sound) + PACKET


def test_what_is_heard_at_a_join_is_what_the_file_decodes_to(tmp_path: Path) -> None:
    sound = _sound(100 * PACKET)
    path, (heard,) = _joined(tmp_path, sound, [50 * PACKET])
    whole = Ebur128Meter().decoded(path).T
    places = [
        at
        for at in range(40 * PACKET, 60 * PACKET, PACKET)
        if np.allclose(whole[:, at : at + PACKET], heard[:, :PACKET], atol=1e-5)
    ]
    assert len(places) == 1
    assert np.allclose(whole[:, places[0] : places[0] + heard.shape[1]], heard, atol=1e-5)


def test_one_part_is_the_encoding_itself(tmp_path: Path) -> None:
    sound = _sound(50_000)
    path, heard = _joined(tmp_path, sound, [])
    assert not heard
    AacEncoder().encode(tmp_path / "une.m4a", iter([sound]), 192)
    assert path.read_bytes() == (tmp_path / "une.m4a").read_bytes()


def test_parts_of_two_kinds_are_refused(tmp_path: Path) -> None:
    one = _parts(tmp_path, _sound(40 * PACKET), [])[0]
    other = tmp_path / "mono.m4a"
    with av.open(str(other), "w", format="mp4") as out:
        stream = out.add_stream("aac", rate=32_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 40 * PACKET), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 32_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with pytest.raises(BugError, match="settings"):
        AacEncoder().join(tmp_path / "son.m4a", [one, SoundPart(other, 0, PACKET)], lambda _: None)


def test_joins_that_are_known_stand_where_they_stood_and_are_not_heard_again(tmp_path: Path) -> None:
    parts = _parts(tmp_path, _sound(120 * PACKET), [40 * PACKET, 80 * PACKET])
    heard: list[Samples] = []
    first, again = tmp_path / "un.m4a", tmp_path / "deux.m4a"
    places = AacEncoder().join(first, parts, heard.append)
    assert AacEncoder().join(again, parts, heard.append, [places[0], None]) == places
    assert len(heard) == 3, "both at first, then the one that nobody knew"
    assert np.array_equal(heard[1], heard[2])
    assert again.read_bytes() == first.read_bytes()
