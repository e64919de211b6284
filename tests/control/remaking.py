"""Tools that break a finished film in one respect and leave the rest as it was.

What is not touched is copied packet by packet; what is touched is decoded, changed and encoded as `web` films are. The
marks are written again and the report says the new digests, so that only the fault is left to be found.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame

from pipeline.adapters.marking.boxes import XMP, append_uuid, uuid_contents
from pipeline.adapters.marking.identity import own_pair
from pipeline.adapters.marking.sealing import C2paSealer
from pipeline.model.marks import DigitalSource
from pipeline.report.seal import sealed

Plane = npt.NDArray[np.uint8]
"""A picture as YUV 4:2:0, shape (height * 3 / 2, width)."""

Sound = npt.NDArray[np.float32]
"""Decoded sound, shape (2, n), full scale ±1."""

Stream: TypeAlias = Any
Packet: TypeAlias = Any
"""Of PyAV, whose types tell neither which codec a track has nor which way it goes."""

_BT709 = {"color_primaries": 1, "color_trc": 1, "colorspace": 1, "color_range": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remake:
    """What is done to a film: each field changes one respect, the default leaves it alone.

    `picture` is given the number of a frame and its planes, and returns planes, or None to leave the frame out; `order`
    names the tracks of the result by their places in the source.
    """

    picture: Callable[[int, Plane], Plane | None] | None = None
    sound: Callable[[Sound], Sound] | None = None
    chapters: Callable[[list[Any]], list[Any]] | None = None
    tags: Callable[[dict[str, str]], dict[str, str]] | None = None
    track_tags: Callable[[Stream, dict[str, str]], dict[str, str]] | None = None
    order: Callable[[list[Any]], list[Any]] | None = None
    colour: Mapping[str, int] = field(default_factory=lambda: dict(_BT709))
    gop: int = 50
    rate: Fraction = Fraction(25)
    faststart: bool = True
    later: Mapping[str, float] = field(default_factory=dict)
    """Seconds by which the tracks of a type (audio, video, subtitle) come later."""

    def draws(self, track: Stream) -> bool:
        """Tell whether the pictures of a track are encoded again."""
        changed = self.picture or self.gop != 50 or self.rate != 25 or self.colour != _BT709
        return track.type == "video" and bool(changed)

    def speaks(self, track: Stream) -> bool:
        """Tell whether the sound of a track is encoded again."""
        return track.type == "audio" and self.sound is not None


def remade(film: Path, remake: Remake) -> None:
    """Write a film anew in its own place, changed as asked."""
    aside = film.with_name(f"_{film.name}")
    packets_of_xmp = uuid_contents(film, XMP)
    options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if remake.faststart else {})
    with av.open(str(film)) as source, av.open(str(aside), "w", format="mp4", options=options) as out:
        tracks = [track for track in source.streams if track.type in {"video", "audio", "subtitle"}]
        kept = remake.order(tracks) if remake.order else tracks
        pairs = {track.index: _output(out, track, remake) for track in kept}
        tags = dict(source.metadata)
        out.metadata.update(remake.tags(tags) if remake.tags else tags)
        chapters = list(source.chapters())
        out.set_chapters(remake.chapters(chapters) if remake.chapters else chapters)
        packets = [packet for track in kept for packet in _packets(film, track, pairs[track.index], remake)]
        packets.sort(key=lambda packet: Fraction(packet.dts or 0) * (packet.time_base or Fraction(1)))
        for packet in packets:
            out.mux(packet)
    aside.replace(film)
    for packet in packets_of_xmp:
        append_uuid(film, XMP, packet)


def _output(out: OutputContainer, track: Stream, remake: Remake) -> Stream:
    if remake.draws(track):
        made: Stream = out.add_stream("libx264", rate=remake.rate)
        made.width, made.height, made.pix_fmt = track.width, track.height, "yuv420p"
        made.time_base = made.codec_context.time_base = 1 / remake.rate
        for name, value in remake.colour.items():
            setattr(made.codec_context, name, value)
        made.options = {
            "preset": "ultrafast",
            "crf": "18",
            "bf": "0",
            "x264-params": f"keyint={remake.gop}:min-keyint={remake.gop}:scenecut=0:open-gop=0",
        }
    elif remake.speaks(track):
        made = out.add_stream("aac", rate=48_000, layout="stereo", options={"aac_coder": "fast"})
        made.bit_rate = 192_000
    else:
        made = out.add_stream_from_template(track)
    told = dict(track.metadata)
    made.metadata.update(remake.track_tags(track, told) if remake.track_tags else told)
    made.disposition = track.disposition
    return made


def _packets(film: Path, track: Stream, made: Stream, remake: Remake) -> Iterator[Packet]:
    """Yield the packets of one track of the result."""
    late = remake.later.get(track.type, 0.0)
    with av.open(str(film)) as source:
        own = source.streams[track.index]
        if remake.draws(track):
            yield from _encoded(_pictures(source, own, remake), made)
        elif remake.speaks(track):
            yield from _spoken(source, own, made, remake)
        else:
            for packet in source.demux(own):
                if packet.dts is None:
                    continue
                shift = round(late / (packet.time_base or Fraction(1)))
                packet.pts, packet.dts = (packet.pts or 0) + shift, packet.dts + shift
                packet.stream = made
                yield packet


def _pictures(source: InputContainer, track: Stream, remake: Remake) -> Iterator[VideoFrame]:
    count = 0
    for number, frame in enumerate(source.decode(track)):
        planes: Plane = frame.to_ndarray().astype(np.uint8, copy=False)
        changed: Plane | None = remake.picture(number, planes) if remake.picture else planes
        if changed is None:
            continue
        shown = VideoFrame.from_ndarray(np.ascontiguousarray(changed), format="yuv420p")
        shown.pts, shown.time_base = count, 1 / remake.rate
        count += 1
        yield shown


def _encoded(frames: Iterator[VideoFrame], made: Stream) -> Iterator[Packet]:
    for frame in frames:
        yield from made.encode(frame)
    yield from made.encode(None)


def _spoken(source: InputContainer, track: Stream, made: Stream, remake: Remake) -> Iterator[Packet]:
    whole: Sound = np.concatenate([frame.to_ndarray() for frame in source.decode(track)], axis=1)
    changed = remake.sound(whole) if remake.sound else whole
    for begin in range(0, changed.shape[1], 48_000):
        block = np.ascontiguousarray(changed[:, begin : begin + 48_000], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, begin, Fraction(1, 48_000)
        yield from made.encode(frame)
    yield from made.encode(None)


def resealed(folder: Path, film: Path, *, signed: bool = True) -> None:
    """Have the report of a film tell the files beside it as they are now; sign the film anew, as it was.

    Its own signature does not survive a remake.
    """
    place = folder / "report.json"
    report = json.loads(place.read_text("utf-8"))
    if signed and report["marks"]["signature"]:
        C2paSealer(own_pair(folder.parent)).seal(film, _MANIFEST)
    report["outputs"] = {name: told for name, told in report["outputs"].items() if (folder / name).exists()}
    for name, told in report["outputs"].items():
        content = (folder / name).read_bytes()
        told |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    place.write_text(json.dumps(sealed(report), ensure_ascii=False, indent=2) + "\n", "utf-8")


_MANIFEST = {
    "claim_generator_info": [{"name": "essai", "version": "1"}],
    "assertions": [
        {
            "label": "c2pa.actions.v2",
            "data": {
                "actions": [{"action": "c2pa.created", "digitalSourceType": DigitalSource.SYNTHETIC.uri}],
            },
        }
    ],
}
