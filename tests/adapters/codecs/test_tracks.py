"""A film's tracks say what they are: languages, titles, which is heard and shown by itself, which is for whom."""

from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from pipeline.adapters.codecs.encoders import SOUND_ENCODERS
from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.codecs.x264 import X264Encoder
from pipeline.model.picture import Format
from pipeline.model.programme import Container, SoundCodec, VideoSetting
from pipeline.ports import Held, MuxPlan, SoundTrack, TextTrack, TrackCue

_FMT = Format(160, 90)
_SETTING = VideoSetting(speed="ultrafast", quality=30)
_CUES = (
    TrackCue(start_ms=400, end_ms=1200, lines=("– L’été, c’est loin ?", "– Çà, « oui ». 😀"), colour="#ffff00"),
    TrackCue(start_ms=1280, end_ms=2400, lines=("<b>Fin & suite</b>",), colour="#ffffff"),
)
_TEXT = TextTrack(cues=_CUES, language="bre", title="Sous-titres")


@dataclass(frozen=True)
class _Parts:
    folder: Path

    def film(self, container: Container = "mp4", codec: SoundCodec = "aac", *texts: TextTrack) -> Path:
        """Join a chunk of three seconds, a sound, a described one and captions."""
        chunk = self.folder / "image.mp4"
        grey = np.full(_FMT.samples_shape, 100, np.uint8)
        X264Encoder().encode(chunk, iter([Held(grey, 75)]), _FMT, _SETTING)
        sounds = [self.folder / f"{name}.{codec}" for name in ("un", "deux")]
        for number, path in enumerate(sounds):
            tone = np.sin(np.arange(144_000) / (30 + 20 * number), dtype=np.float32)
            SOUND_ENCODERS[codec].encode(path, iter([np.repeat(tone[:, None] / 8, 2, axis=1)]), 128)
        plan = MuxPlan(
            chunks=(chunk,),
            chunk_frames=(75,),
            sound=sounds[0],
            chapters=((0, 75, "Tout"),),
            metadata={"title": "Essai", "language": "bre"},
            sound_title="Son original",
            tracks=(SoundTrack(path=sounds[1], language="fra", title="Audiodescription"),),
            texts=texts,
            container=container,
        )
        film = self.folder / f"film.{container}"
        FilmMuxer().mux(film, plan, _FMT)
        return film


@pytest.fixture
def parts(tmp_path: Path) -> _Parts:
    return _Parts(tmp_path)


@pytest.mark.parametrize(("container", "codec"), [("mp4", "aac"), ("mov", "aac"), ("mov", "pcm")])
def test_each_track_says_its_language_and_what_it_is_for(
    parts: _Parts, container: Container, codec: SoundCodec
) -> None:
    with av.open(str(parts.film(container, codec, _TEXT))) as film:
        (picture,), (main, described), (text,) = film.streams.video, film.streams.audio, film.streams.subtitles
        assert [track.language for track in (picture, main, described, text)] == ["bre", "bre", "fra", "bre"]
        assert text.codec_tag == "tx3g"
        called = [track.metadata["handler_name"] for track in (picture, main, described, text)]
        assert called == ["Images", "Son original", "Audiodescription", "Sous-titres"]
        assert main.disposition & Disposition.default
        assert not described.disposition & Disposition.default
        assert not text.disposition & (Disposition.default | Disposition.forced)
        if container == "mp4":
            assert described.disposition & Disposition.visual_impaired
            assert text.disposition & Disposition.captions


def test_captions_that_are_to_be_shown_say_so(parts: _Parts) -> None:
    with av.open(str(parts.film("mp4", "aac", replace(_TEXT, shown=True)))) as film:
        assert film.streams.subtitles[0].disposition & Disposition.default


@pytest.mark.parametrize("container", ["mp4", "mov"])
def test_cues_come_back_with_their_times_words_and_colour(parts: _Parts, container: Container) -> None:
    with av.open(str(parts.film(container, "aac", _TEXT))) as film:
        packets = [packet for packet in film.demux(subtitles=0) if packet.size > 2]
        milli = [
            tuple(int(ticks * (packet.time_base or 1) * 1000) for ticks in (packet.pts or 0, packet.duration or 0))
            for packet in packets
        ]
        shown = [line for packet in packets for line in packet.decode()]
        ass = [line.ass.decode() for line in shown]  # type: ignore[union-attr]  # they are text
    assert milli == [(400, 800), (1280, 1120)]
    assert r"– L’été, c’est loin ?\N– Çà, « oui ». 😀" in ass[0]
    assert "&HFFFF&" in ass[0], "yellow, as ASS writes colours: blue first, no leading zeros"
    assert "<b>Fin & suite</b>" in ass[1]


def test_a_film_without_captions_has_no_track_of_them(parts: _Parts) -> None:
    with av.open(str(parts.film())) as film:
        assert not film.streams.subtitles
