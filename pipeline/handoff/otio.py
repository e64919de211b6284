"""OpenTimelineIO: what Resolve (18.5 and later) and Premiere read, through the library's own classes."""

from fractions import Fraction

import opentimelineio as otio

from pipeline.handoff.values import EditClip, EditMarker, EditMedia, EditTimeline, EditTrack
from pipeline.model.time import Span

_CHAPTER, _FOUND = otio.schema.MarkerColor.GREEN, otio.schema.MarkerColor.RED


def otio_text(timeline: EditTimeline) -> str:
    """Return the timeline as `.otio`; paths are relative to the file, without `./`, as those applications want them."""
    made = otio.schema.Timeline(name=timeline.title, global_start_time=_at(0, timeline.rate))
    made.tracks.name = timeline.name
    made.tracks.extend(_track(track, timeline) for track in timeline.tracks)
    made.tracks.markers.extend(_marker(marker, timeline.rate) for marker in timeline.markers)
    return str(otio.adapters.write_to_string(made, "otio_json"))


def _track(track: EditTrack, timeline: EditTimeline) -> otio.schema.Track:
    kind = otio.schema.TrackKind.Audio if track.sound else otio.schema.TrackKind.Video
    made = otio.schema.Track(name=track.name, kind=kind)
    made.enabled = track.shown
    made.metadata["jt2050"] = {"role": track.role}
    at = 0
    for clip in track.clips:
        if clip.span.start > at:
            made.append(otio.schema.Gap(source_range=_range(0, clip.span.start - at, timeline.rate)))
        made.append(_clip(clip, timeline.rate, shown=track.shown))
        at = clip.span.end
    if at < timeline.length:
        made.append(otio.schema.Gap(source_range=_range(0, timeline.length - at, timeline.rate)))
    return made


def _clip(clip: EditClip, rate: Fraction, *, shown: bool) -> otio.schema.Clip:
    made = otio.schema.Clip(
        name=clip.name,
        media_reference=_reference(clip.media, rate),
        source_range=_range(clip.start, clip.span.length, rate),
    )
    made.enabled = shown
    if clip.note:
        made.metadata["jt2050"] = {"note": clip.note}
    return made


def _reference(media: EditMedia, rate: Fraction) -> otio.schema.ExternalReference:
    reference = otio.schema.ExternalReference(target_url=media.path, available_range=_range(0, media.available, rate))
    reference.name = media.path.rpartition("/")[2]
    return reference


def _marker(marker: EditMarker, rate: Fraction) -> otio.schema.Marker:
    made = otio.schema.Marker(
        name=marker.name, marked_range=_of(marker.span, rate), color=_CHAPTER if marker.chapter else _FOUND
    )
    made.comment = marker.note
    return made


def _of(span: Span, rate: Fraction) -> otio.opentime.TimeRange:
    return _range(span.start, span.length, rate)


def _range(start: int, length: int, rate: Fraction) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(_at(start, rate), _at(length, rate))


def _at(frame: int, rate: Fraction) -> otio.opentime.RationalTime:
    return otio.opentime.RationalTime(frame, float(rate))
