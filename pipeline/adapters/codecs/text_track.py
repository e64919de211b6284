"""Captions as a track of a film: 3GPP timed text, which QuickTime, phones, televisions and VLC read.

Source: 3GPP TS 26.245, 5.16 (sample format) and 5.17.1.1 (style box).
"""

import struct
from collections.abc import Iterator
from fractions import Fraction

from av.container import OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.subtitles.codeccontext import SubtitleCodecContext
from av.subtitles.stream import SubtitleStream

from pipeline.ports import TextTrack, TrackCue

TICK = Fraction(1, 1_000)

_HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans-Serif,18,&H00FFFFFF,&H00FFFFFF,&H00000000,&H14000000,0,0,0,0,100,100,0,0,3,0,0,2,0,0,0,1
"""
"""What the codec library makes the track's default style of: white on a dark band, in the middle at the foot."""

_FONT, _SIZE = 1, 18
"""The font of the default style, and its size, as every cue repeats them beside its colour."""


def add_text(out: OutputContainer, track: TextTrack) -> SubtitleStream:
    """Add the track of some captions to a film, none of its cues yet.

    It is marked as captions for those who cannot hear, is never forced, and is shown by itself only if it says so.
    """
    stream: SubtitleStream = out.add_stream("mov_text")
    context: SubtitleCodecContext = stream.codec_context
    context.subtitle_header = _HEADER
    context.time_base = TICK
    context.codec_tag = "tx3g"  # the library's own for QuickTime is that of its first text tracks, which nothing styles
    stream.time_base = TICK
    stream.metadata.update({"language": track.language, "title": track.title, "handler_name": track.title})
    marks = Disposition.captions | Disposition.hearing_impaired
    stream.disposition = Disposition(marks | Disposition.default) if track.shown else Disposition(marks)
    return stream


def text_packets(track: TextTrack, stream: SubtitleStream) -> "Iterator[Packet[Stream]]":
    """Yield a packet a cue; between cues the muxer says that nothing is shown."""
    for cue in track.cues:
        packet: Packet[Stream] = Packet(_sample(cue))
        packet.stream = stream
        packet.time_base = TICK
        packet.pts = packet.dts = cue.start_ms
        packet.duration = cue.end_ms - cue.start_ms
        packet.is_keyframe = True
        yield packet


def _sample(cue: TrackCue) -> bytes:
    """Return a cue's text, and its colour from its first character to its last."""
    text = "\n".join(cue.lines)
    data = text.encode()
    colour = bytes.fromhex(cue.colour.lstrip("#")) + b"\xff"
    style = struct.pack(">HHHHBB", 1, 0, len(text), _FONT, 0, _SIZE) + colour
    return struct.pack(">H", len(data)) + data + struct.pack(">I", 8 + len(style)) + b"styl" + style
