"""Captions are read wherever a film has them, and say the same in every form."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.text_track import add_text, text_packets
from pipeline.adapters.inspecting.beside import neighbours
from pipeline.adapters.inspecting.captions import caption_file, caption_tracks
from pipeline.caption.head import CaptionHead
from pipeline.caption.stl import stl
from pipeline.caption.values import Captions, Cue
from pipeline.control.measured import TimedWords
from pipeline.ports import TextTrack, TrackCue

SAID = (
    TimedWords(start_ms=1_000, end_ms=3_000, lines=("On ne se perd plus,", "sourit Odile.")),
    TimedWords(start_ms=3_200, end_ms=5_000, lines=("Elle habite là-haut.",)),
)
_SRT = """\
1
00:00:01,000 --> 00:00:03,000
On ne se perd plus,
sourit Odile.

2
00:00:03,200 --> 00:00:05,000
<i>Elle habite là-haut.</i>
"""
_VTT = "WEBVTT\n\nNOTE fin\n\n" + _SRT.replace(",0", ".0").replace(",2", ".2").replace("<i>", "<v Odile>")
_ASS = """\
[Script Info]
ScriptType: v4.00+

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,une remarque
Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,On ne se perd plus,\\Nsourit Odile.
Dialogue: 0,0:00:03.20,0:00:05.00,Default,,0,0,0,,{\\i1}Elle habite là-haut.
"""
_TTML = """\
<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="fr"><body><div begin="1s">
<p begin="0s" end="2s">On ne se perd plus,<br/>sourit Odile.</p>
<p begin="00:00:02.200" end="00:00:04.000"><span>Elle habite là-haut.</span></p>
</div></body></tt>
"""


@pytest.mark.parametrize(("suffix", "text"), [("srt", _SRT), ("vtt", _VTT), ("ass", _ASS), ("ttml", _TTML)])
def test_captions_say_the_same_in_every_form(suffix: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"film.fr.{suffix}"
    path.write_text(text, "utf-8")
    read = caption_file(path)
    assert (read.cues, read.problem, read.language) == (SAID, "", "fra")


def test_the_captions_of_a_channel_are_read_from_the_beginning_of_the_programme(tmp_path: Path) -> None:
    cues = tuple(
        Cue(start_ms=cue.start_ms, end_ms=cue.end_ms, lines=cue.lines, role="on_screen", speaker="Odile", item="1")
        for cue in SAID
    )
    head = CaptionHead(title="Journal", language="fr", day=date(2050, 3, 21), first_frame=10 * 3600 * 25)
    path = tmp_path / "film.stl"
    path.write_bytes(stl(Captions(cues, ()), head))
    assert caption_file(path).cues == SAID


@pytest.mark.parametrize("suffix", ["srt", "vtt", "ass", "ttml", "stl"])
def test_what_is_no_caption_file_is_told_as_such(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"film.{suffix}"
    path.write_bytes(b"\x00\xff<p>ceci" * 30)
    read = caption_file(path)
    assert read.problem or not read.cues


def _film(path: Path, *tracks: TextTrack) -> Path:
    """Write a film of six seconds of grey, with caption tracks."""
    with av.open(str(path), "w") as out:
        picture = out.add_stream("libx264", rate=5, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        texts = [(track, add_text(out, track)) for track in tracks]
        for number in range(30):
            frame = av.VideoFrame.from_ndarray(np.full((72, 64), 90, np.uint8), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 5)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        for track, stream in texts:
            for packet in text_packets(track, stream):
                out.mux(packet)
    return path


def _track(language: str) -> TextTrack:
    cues = tuple(TrackCue(start_ms=cue.start_ms, end_ms=cue.end_ms, lines=cue.lines, colour="#ffffff") for cue in SAID)
    return TextTrack(language=language, title="Sous-titres", cues=cues, shown=False)


@pytest.mark.parametrize("suffix", ["mp4", "mov"])
def test_the_captions_in_a_film_are_read_from_their_tracks(suffix: str, tmp_path: Path) -> None:
    film = _film(tmp_path / f"film.{suffix}", _track("fra"), _track("eng"))
    tracks = caption_tracks(film)
    assert [track.language for track in tracks] == ["fra", "eng"]
    assert all(track.cues == SAID for track in tracks)
    assert tracks[1].name == f"film.{suffix}, piste de sous-titres 2"


def test_a_film_from_elsewhere_is_read_with_the_files_that_bear_its_name(tmp_path: Path) -> None:
    film = _film(tmp_path / "clip.mp4", _track("fra"))
    (tmp_path / "clip.fr.srt").write_text(_SRT, "utf-8")
    (tmp_path / "autre.srt").write_text(_SRT, "utf-8")
    found = neighbours(film).beside
    assert [(file.name, len(file.cues)) for file in found.captions] == [
        ("clip.fr.srt", 2),
        ("clip.mp4, piste de sous-titres 1", 2),
    ]
    assert not found.reported
