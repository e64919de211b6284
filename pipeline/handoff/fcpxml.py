"""FCPXML 1.11: what Final Cut Pro (10.6.6 and later) and Resolve read.

The lowest track of pictures is the primary storyline; everything else is connected to the clip of it that is on screen
when it begins, so that a shot that is moved takes its texts and its voices along. Times are fractions of a second,
whole frames of the programme. A picture is a `video` over an asset without length, as Final Cut writes its own stills;
files are `media-rep`s relative to the document (`./`), as the format's reference allows since 1.9: nothing names a
machine.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from pipeline.handoff.values import EditClip, EditMarker, EditMedia, EditTimeline, EditTrack

_UNIT = 100
"""Ticks of a frame: `100/2500s`, the way in which Final Cut spells 25 frames a second."""

_STANDARD = {(1920, 1080): "FFVideoFormat1080p25", (3840, 2160): "FFVideoFormat3840x2160p25"}
"""The formats that Final Cut has a name for, of those that we make; another has its size alone."""

_BT709 = "1-1-1 (Rec. 709)"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'


def fcpxml_text(timeline: EditTimeline) -> str:
    """Return the timeline as FCPXML."""
    document = ET.Element("fcpxml", version="1.11")
    writer = _Writer(timeline, ET.SubElement(document, "resources"))
    library = ET.SubElement(document, "library")
    event = ET.SubElement(library, "event", name=timeline.title)
    project = ET.SubElement(event, "project", name=timeline.title)
    writer.sequence(project)
    ET.indent(document, "  ")
    return f"{_HEAD}{ET.tostring(document, 'unicode')}\n"


class _Writer:
    """Writes the resources as they are met, and the sequence over them."""

    def __init__(self, timeline: EditTimeline, resources: ET.Element) -> None:
        self._timeline, self._resources = timeline, resources
        self._ids: dict[object, str] = {}
        self._format = self._format_of(timeline.size)

    def sequence(self, project: ET.Element) -> None:
        """Write the sequence: the storyline, what is connected to it, and the markers."""
        timeline = self._timeline
        sequence = ET.SubElement(
            project,
            "sequence",
            format=self._format,
            duration=self._time(timeline.length),
            tcStart="0s",
            tcFormat="NDF",
            audioLayout="stereo",
            audioRate="48k",
        )
        spine = ET.SubElement(sequence, "spine")
        main, *others = timeline.pictures
        connected = [(lane, track) for lane, track in enumerate(others, 1)]
        connected += [(-lane, track) for lane, track in enumerate(timeline.sounds, 1)]
        for clip in _without_gaps(main.clips, timeline.length):
            parent = self._clip(spine, clip, main) if isinstance(clip, EditClip) else self._gap(spine, *clip)
            start, end, source = (
                (clip.span.start, clip.span.end, clip.start) if isinstance(clip, EditClip) else (*clip, 0)
            )
            for lane, track in connected:
                for over in track.clips:
                    if start <= over.span.start < end:
                        self._clip(parent, over, track, lane, over.span.start - start + source)
            for marker in timeline.markers:
                if start <= marker.span.start < end:
                    self._marker(parent, marker, marker.span.start - start + source)

    def _gap(self, spine: ET.Element, start: int, end: int) -> ET.Element:
        return ET.SubElement(
            spine, "gap", name="Vide", offset=self._time(start), start="0s", duration=self._time(end - start)
        )

    def _clip(
        self, parent: ET.Element, clip: EditClip, track: EditTrack, lane: int = 0, offset: int | None = None
    ) -> ET.Element:
        """Write a clip, which is a `video` of a picture and an `asset-clip` of anything else."""
        still = clip.media.kind == "still"
        made = ET.SubElement(parent, "video" if still else "asset-clip", ref=self._asset(clip.media))
        if lane:
            made.set("lane", str(lane))
        made.set("offset", self._time(clip.span.start if offset is None else offset))
        made.set("name", clip.name)
        made.set("start", self._time(clip.start))
        made.set("duration", self._time(clip.span.length))
        if not track.shown:
            made.set("enabled", "0")
        if still:
            made.set("role", track.role)
        else:
            made.set("audioRole" if track.sound else "videoRole", track.role)
            if clip.media.kind == "film":
                made.set("srcEnable", "video")
            if not track.sound:
                made.set("format", self._format_of(clip.media.size))
        if clip.note:
            ET.SubElement(made, "note").text = clip.note
        return made

    def _marker(self, parent: ET.Element, marker: EditMarker, at: int) -> None:
        told = {"start": self._time(at), "duration": self._time(1), "value": marker.name}
        if marker.chapter:
            ET.SubElement(parent, "chapter-marker", told, posterOffset="0s")
        else:
            ET.SubElement(parent, "marker", told, completed="0", note=marker.note)

    def _asset(self, media: EditMedia) -> str:
        """Return the id of a file, which is written with its format when first met."""
        if media in self._ids:
            return self._ids[media]
        told = {"name": media.path.rpartition("/")[2].rpartition(".")[0], "start": "0s", "duration": "0s"}
        if media.kind != "still":
            told["duration"] = self._time(media.frames)
        if media.kind != "sound":
            told |= {
                "hasVideo": "1",
                "videoSources": "1",
                "format": self._format_of(media.size, still=media.kind == "still"),
            }
        if media.channels:
            told |= {"hasAudio": "1", "audioSources": "1", "audioChannels": str(media.channels), "audioRate": "48000"}
        name = self._ids[media] = f"r{len(self._ids) + 1}"
        asset = ET.SubElement(self._resources, "asset", {"id": name} | told)
        ET.SubElement(asset, "media-rep", kind="original-media", src=f"./{media.path}")
        return name

    def _format_of(self, size: tuple[int, int], *, still: bool = False) -> str:
        """Return the id of a format, which is written when first met; a picture's has no rate."""
        if (size, still) in self._ids:
            return self._ids[size, still]
        name = self._ids[size, still] = f"r{len(self._ids) + 1}"
        told = {"id": name, "width": str(size[0]), "height": str(size[1]), "colorSpace": _BT709}
        if still:
            told["name"] = "FFVideoFormatRateUndefined"
        else:
            told["frameDuration"] = self._time(1)
            if size in _STANDARD:
                told["name"] = _STANDARD[size]
        ET.SubElement(self._resources, "format", told)
        return name

    def _time(self, frames: int) -> str:
        """Spell a number of frames in seconds, as a fraction."""
        rate = self._timeline.rate
        if not frames:
            return "0s"
        return f"{frames * _UNIT * rate.denominator}/{_UNIT * rate.numerator}s"


def _without_gaps(clips: Sequence[EditClip], length: int) -> Iterator[EditClip | tuple[int, int]]:
    """Yield the clips of a storyline, and first and last frame of what lies empty between them."""
    at = 0
    for clip in clips:
        if clip.span.start > at:
            yield at, clip.span.start
        yield clip
        at = clip.span.end
    if at < length:
        yield at, length
