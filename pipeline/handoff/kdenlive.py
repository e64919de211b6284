"""A Kdenlive project, which is MLT XML: what Kdenlive opens and `melt` renders.

Version 1.04 of the document (Kdenlive 20.08 to 22.12), which later ones bring up to date as they open it. Each track
is a tractor of two playlists; tracks of sound come first, the nearest to the pictures last; `qtblend` lays each picture
over what is below it, `mix` adds each sound. Paths are relative to the document: it has no `root`.
Source: https://github.com/KDE/kdenlive, dev-docs/fileformat.md; MLT XML: https://www.mltframework.org/docs/mltxml/.
"""

import json
from collections.abc import Iterator
from math import gcd
from xml.etree import ElementTree as ET

from pipeline.handoff.values import EditClip, EditMedia, EditTimeline, EditTrack

_BLACK = "black_track"
_ALMOST = "0.9999"
"""The opacity of a track with alpha: all of it in 8 bits, and MLT 7 then keeps the alpha of a film, which it loses
where it looks for it in Y'CbCr first (transition_qtblend.cpp)."""

_KINDS = {"still": "2", "film": "1", "sound": "1", "programme": "3"}
"""What Kdenlive calls kinds of clips: a picture, pictures or sound alone, both (ClipType in its definitions.h)."""


def kdenlive_text(timeline: EditTimeline) -> str:
    """Return the timeline as a Kdenlive project."""
    return _Writer(timeline).text()


class _Writer:
    """Writes producers, then tracks over them, then the tractor that lays them over one another."""

    def __init__(self, timeline: EditTimeline) -> None:
        self._timeline = timeline
        self._root = ET.Element("mlt", LC_NUMERIC="C", version="7.12.0", producer="main_bin", title=timeline.title)
        self._numbers = {media: rank for rank, media in enumerate(timeline.media, 2)}

    def text(self) -> str:
        """Return the document."""
        self._profile()
        self._black()
        for media in self._numbers:
            self._producer(media, f"bin{self._numbers[media]}")
        self._bin()
        tracks = (*reversed(self._timeline.sounds), *self._timeline.pictures)
        for rank, track in enumerate(tracks):
            self._track(rank, track)
        self._tractor(tracks)
        ET.indent(self._root, " ")
        return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(self._root, 'unicode')}\n"

    def _profile(self) -> None:
        width, height = self._timeline.size
        most = gcd(width, height)
        rate = self._timeline.rate
        ET.SubElement(
            self._root,
            "profile",
            description="JT 2050",
            width=str(width),
            height=str(height),
            progressive="1",
            sample_aspect_num="1",
            sample_aspect_den="1",
            display_aspect_num=str(width // most),
            display_aspect_den=str(height // most),
            frame_rate_num=str(rate.numerator),
            frame_rate_den=str(rate.denominator),
            colorspace="709",
        )

    def _black(self) -> None:
        out = max(0, self._timeline.length - 1)
        black = ET.SubElement(self._root, "producer", {"id": _BLACK, "in": "0", "out": str(out)})
        _properties(
            black,
            length=str(out + 1),
            eof="continue",
            resource="black",
            mlt_service="color",
            mlt_image_format="rgba",
            set__test_audio="0",
        )

    def _producer(self, media: EditMedia, name: str, *, sound: bool | None = None) -> None:
        """Write a file; on a track of sound its pictures are left out, on one of pictures its sound."""
        length = max(media.available, 1)
        made = ET.SubElement(self._root, "producer", {"id": name, "in": "0", "out": str(length - 1)})
        told = {
            "length": str(length),
            "eof": "pause",
            "resource": media.path,
            "kdenlive:id": str(self._numbers[media]),
            "kdenlive:clipname": media.path.rpartition("/")[2],
            "kdenlive:clip_type": _KINDS[media.kind],
            "kdenlive:folderid": "-1",
        }
        if media.kind == "still":
            told |= {"mlt_service": "qimage", "ttl": "25", "aspect_ratio": "1"}
        else:
            told |= {"mlt_service": "avformat-novalidate", "seekable": "1"}
            if sound is False or media.kind == "film":
                told["audio_index"] = "-1"
            if sound or media.kind == "sound":
                told["video_index"] = "-1"
        _properties(made, told)

    def _bin(self) -> None:
        made = ET.SubElement(self._root, "playlist", id="main_bin")
        guides = [
            {"comment": marker.name, "pos": marker.span.start, "type": 1 if marker.chapter else 0}
            for marker in self._timeline.markers
        ]
        width, height = self._timeline.size
        _properties(
            made,
            {
                "kdenlive:docproperties.version": "1.04",
                "kdenlive:docproperties.kdenliveversion": "22.12.3",
                "kdenlive:docproperties.profile": "atsc_1080p_25" if (width, height) == (1920, 1080) else "",
                "kdenlive:docproperties.documentid": "2050",
                "kdenlive:docproperties.audioChannels": "2",
                "kdenlive:docproperties.guides": json.dumps(guides, ensure_ascii=False),
                "kdenlive:docproperties.videoTarget": "-1",
                "kdenlive:docproperties.audioTarget": "-1",
                "kdenlive:docproperties.activeTrack": str(len(self._timeline.sounds)),
                "xml_retain": "1",
            },
        )
        for media, number in self._numbers.items():
            ET.SubElement(
                made, "entry", {"producer": f"bin{number}", "in": "0", "out": str(max(media.available, 1) - 1)}
            )

    def _track(self, rank: int, track: EditTrack) -> None:
        used = {clip.media: f"t{rank}b{self._numbers[clip.media]}" for clip in track.clips}
        for media, name in used.items():
            self._producer(media, name, sound=track.sound)
        playlist = ET.SubElement(self._root, "playlist", id=f"playlist{rank}a")
        empty = ET.SubElement(self._root, "playlist", id=f"playlist{rank}b")
        if track.sound:
            _properties(playlist, {"kdenlive:audio_track": "1"})
            _properties(empty, {"kdenlive:audio_track": "1"})
        for start, clip in _placed(track):
            if clip.span.start > start:
                ET.SubElement(playlist, "blank", length=str(clip.span.start - start))
            out = clip.start + clip.span.length - 1
            entry = ET.SubElement(
                playlist, "entry", {"producer": used[clip.media], "in": str(clip.start), "out": str(out)}
            )
            _properties(entry, {"kdenlive:id": str(self._numbers[clip.media])})
        last = str(max(0, self._timeline.length - 1))
        tractor = ET.SubElement(self._root, "tractor", {"id": f"tractor{rank}", "in": "0", "out": last})
        told = {"kdenlive:trackheight": "67", "kdenlive:timeline_active": "1", "kdenlive:track_name": track.name}
        _properties(tractor, told | ({"kdenlive:audio_track": "1"} if track.sound else {}))
        hidden = "video" if track.sound else "audio"
        for each in (playlist, empty):
            ET.SubElement(tractor, "track", hide=hidden if track.shown else "both", producer=each.get("id", ""))

    def _tractor(self, tracks: tuple[EditTrack, ...]) -> None:
        last = str(max(0, self._timeline.length - 1))
        made = ET.SubElement(self._root, "tractor", {"id": "maintractor", "global_feed": "1", "in": "0", "out": last})
        ET.SubElement(made, "track", producer=_BLACK)
        for rank, track in enumerate(tracks):
            each = ET.SubElement(made, "track", producer=f"tractor{rank}")
            if not track.shown:
                each.set("hide", "both")
        width, height = self._timeline.size
        for rank, track in enumerate(tracks, 1):
            told = {"a_track": "0", "b_track": str(rank), "always_active": "1", "internal_added": "237"}
            if track.sound:
                told |= {"mlt_service": "mix", "kdenlive_id": "mix", "sum": "1", "accepts_blanks": "1"}
            else:
                told |= {
                    "mlt_service": "qtblend",
                    "kdenlive_id": "qtblend",
                    "compositing": "0",
                    "distort": "0",
                    "rotate_center": "0",
                }
                if any(clip.media.alpha for clip in track.clips):
                    told["rect"] = f"0 0 {width} {height} {_ALMOST}"
            _properties(ET.SubElement(made, "transition", id=f"transition{rank}"), told)


def _placed(track: EditTrack) -> Iterator[tuple[int, EditClip]]:
    """Yield each clip with the frame at which the one before it ends."""
    at = 0
    for clip in track.clips:
        yield at, clip
        at = clip.span.end


def _properties(element: ET.Element, told: dict[str, str] | None = None, **plain: str) -> None:
    for name, value in ((told or {}) | plain).items():
        ET.SubElement(element, "property", name=name.replace("set__", "set.")).text = value
