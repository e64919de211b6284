"""Films broken on purpose, one respect each, and the rule that must say so."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from pipeline.adapters.marking.boxes import XMP
from tests.control.remaking import Plane, Remake, Sound, remade, resealed

_RATE = 25
_SECOND = 48_000


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivered film in its folder, as the plan in its report tells it."""

    folder: Path
    film: Path

    @property
    def plan(self) -> dict[str, Any]:
        """The plan as the report has it."""
        told: dict[str, Any] = json.loads((self.folder / "report.json").read_text("utf-8"))["plan"]
        return told

    @property
    def speech(self) -> tuple[int, int]:
        """The frames of the longest stretch of speech in the middle of the film."""
        voices = [voice["span"] for voice in self.plan["voices"]]
        start, end = max(voices, key=lambda span: span[1] - span[0])
        return start, end

    @property
    def busy(self) -> int:
        """A frame near the middle, far from any hold."""
        return int(self.speech[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wreck:
    """A fault and who must find it: `breaks` works on the delivery, `rule` is the code that must be told, alone."""

    name: str
    rule: str
    breaks: Callable[[Delivered], None]
    sealed_after: bool = True
    """Whether the report is made to tell the broken files as they are, so that the digests are no help."""
    signed_after: bool = True
    """Whether the film is signed anew, so that its signature is no help either."""


# --- the picture


def _picture(change: Callable[[Delivered], Callable[[int, Plane], Plane | None]]) -> Callable[[Delivered], None]:
    return lambda given: remade(given.film, Remake(picture=change(given)))


def _filled(start: int, end: int, luma: int, blue: int = 128, red: int = 128) -> Callable[[int, Plane], Plane]:
    def change(number: int, planes: Plane) -> Plane:
        return _flat(planes, luma, blue, red) if start <= number < end else planes

    return change


def _flat(planes: Plane, luma: int, blue: int = 128, red: int = 128) -> Plane:
    """Return a picture of one colour; planar 4:2:0 holds luma, then blue and red differences, a quarter each."""
    made = np.full_like(planes, luma)
    height = planes.shape[0] * 2 // 3
    quarter = height // 4
    made[height : height + quarter] = blue
    made[height + quarter :] = red
    return made


def _flashing(start: int, on: tuple[int, int, int], off: tuple[int, int, int]) -> Callable[[int, Plane], Plane]:
    """Return what shows two pictures in turn, five pairs in a second."""

    def change(number: int, planes: Plane) -> Plane:
        if not start <= number < start + 2 * _RATE:
            return planes
        return _flat(planes, *(on if (number - start) % 5 < 2 else off))

    return change


def _frozen(given: Delivered) -> Callable[[int, Plane], Plane]:
    """Hold the picture for five seconds from a join on, while the sound goes on."""
    start = _moving_from(given, 5 * _RATE)
    held: list[Plane] = []

    def change(number: int, planes: Plane) -> Plane:
        if number == start:
            held.append(planes.copy())
        return held[0] if start <= number < start + 5 * _RATE else planes

    return change


def _moving_from(given: Delivered, length: int) -> int:
    """Return a join from which no hold is planned for so many frames."""
    holds = given.plan["holds"]
    for join in given.plan["joins"]:
        if join > _RATE and all(end <= join or start >= join + length for start, end in holds):
            return int(join)
    raise AssertionError("this film holds its pictures all along")


def _one_lost(_given: Delivered) -> Callable[[int, Plane], Plane | None]:
    return lambda number, planes: None if number == 12 * _RATE else planes


def _pale(given: Delivered) -> Callable[[int, Plane], Plane]:
    """Leave a tenth of the contrast of one text, for as long as it stands."""
    text = given.plan["texts"][0]
    start, end = text["span"]
    left, top, right, bottom = text["box"]

    def change(number: int, planes: Plane) -> Plane:
        if not start <= number < end:
            return planes
        made = planes.copy()
        height, width = planes.shape[0] * 2 // 3, planes.shape[1]
        box = slice(int(top * height), int(bottom * height) + 1), slice(int(left * width), int(right * width) + 1)
        mean = made[box].mean()
        made[box] = np.round(mean + (made[box] - mean) * 0.1)
        return made

    return change


def _too_bright(given: Delivered) -> Callable[[int, Plane], Plane]:
    start, end = given.speech

    def change(number: int, planes: Plane) -> Plane:
        if not start <= number < end:
            return planes
        made = planes.copy()
        height = planes.shape[0] * 2 // 3
        made[height // 4 : height // 2, : planes.shape[1] // 2] = 254
        return made

    return change


# --- the sound


def _sound(change: Callable[[Delivered, Sound], Sound]) -> Callable[[Delivered], None]:
    def breaks(given: Delivered) -> None:
        remade(given.film, Remake(sound=lambda sound: change(given, sound.copy())))

    return breaks


def _samples(frame: int) -> int:
    return frame * _SECOND // _RATE


def _muted(given: Delivered, sound: Sound) -> Sound:
    start = _samples(given.busy)
    fade = np.hanning(960)[:480]
    sound[:, start : start + 480] *= fade[::-1]
    sound[:, start + 480 : start + 5 * _SECOND - 480] = 0
    sound[:, start + 5 * _SECOND - 480 : start + 5 * _SECOND] *= fade
    return sound


def _peaking(given: Delivered, sound: Sound) -> Sound:
    """Put a few milliseconds of a pure tone at full scale, too short to change the loudness."""
    start = _samples(given.busy) + 2_000
    time = np.arange(480)
    tone = np.sin(2 * np.pi * 1_000 * time / _SECOND) * np.hanning(480)
    sound[:, start : start + 480] = tone
    return sound


def _clicking(given: Delivered, sound: Sound) -> Sound:
    start = _samples(given.busy) + 12_000
    for place in range(3):
        sound[:, start + place * 24_000] = 0.6
        sound[:, start + place * 24_000 + 1] = -0.6
    return sound


def _one_side(_given: Delivered, sound: Sound) -> Sound:
    """Leave the right side empty, as loud as before on the whole."""
    sound[0] *= np.sqrt(2)
    sound[1] = 0
    return np.clip(sound, -0.8, 0.8)


def _inverted(_given: Delivered, sound: Sound) -> Sound:
    sound[1] = -sound[1]
    return sound


def _story_louder(given: Delivered, sound: Sound) -> Sound:
    """Raise one story by 6 dB and lower the rest, so that the whole stays where it was."""
    story = given.plan["stories"][-1]["span"]
    start, end = _samples(story[0]), _samples(story[1])
    sound *= 0.75
    sound[:, start:end] *= 2
    return np.clip(sound, -0.7, 0.7)


# --- what lies beside


def _captions(change: Callable[[str], str]) -> Callable[[Delivered], None]:
    def breaks(given: Delivered) -> None:
        for name in ("captions.vtt", "captions.srt"):
            place = given.folder / name
            place.write_text(change(place.read_text("utf-8")), "utf-8")
        (given.folder / "index.html").unlink()  # whose own captions would be no help, but another fault

    return breaks


_TIME = re.compile(r"(\d+):(\d\d):(\d\d)([.,])(\d{3})")


def _milliseconds(time: re.Match[str]) -> int:
    hours, minutes, seconds, _, rest = time.groups()
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _later(text: str, by_ms: int) -> str:
    def moved(found: re.Match[str]) -> str:
        sign, total = found.group(4), max(0, _milliseconds(found) + by_ms)
        return f"{total // 3_600_000:02}:{total // 60_000 % 60:02}:{total // 1000 % 60:02}{sign}{total % 1000:03}"

    return _TIME.sub(moved, text)


def _without_some(text: str) -> str:
    """Leave out two captions that follow one another."""
    blocks = text.split("\n\n")
    cues = [rank for rank, block in enumerate(blocks) if "-->" in block]
    third = len(cues) // 3
    lost = set(cues[third : third + 2])
    return "\n\n".join(block for rank, block in enumerate(blocks) if rank not in lost)


def _wordy(text: str) -> str:
    """Say every caption twice over, in the same time."""
    blocks = []
    for block in text.split("\n\n"):
        head, arrow, rest = block.partition("-->")
        times, _, words = rest.partition("\n")
        blocks.append(f"{head}{arrow}{times}\n{words} {words}" if arrow and words else block)
    return "\n\n".join(blocks)


def _overlapping(text: str) -> str:
    """Let a caption come before the one just ahead of it goes."""
    times = list(_TIME.finditer(text))
    for ends, begins in zip(times[1::2], times[2::2], strict=False):
        if _milliseconds(begins) - _milliseconds(ends) < 400:
            return text[: begins.start()] + _later(begins.group(), -600) + text[begins.end() :]
    raise AssertionError("no caption of this film follows another at once")


def _last_byte(given: Delivered) -> None:
    content = bytearray(given.film.read_bytes())
    content[-200] ^= 0xFF
    given.film.write_bytes(content)


def _one_packet(given: Delivered) -> None:
    """Lose what one packet of sound in the middle holds."""
    with av.open(str(given.film)) as source:
        packets = [(packet.pos or 0, packet.size) for packet in source.demux(audio=0) if packet.size]
    place, size = packets[len(packets) // 2]
    content = bytearray(given.film.read_bytes())
    content[place : place + size] = bytes(size)
    given.film.write_bytes(content)


def _cut_short(given: Delivered) -> None:
    content = given.film.read_bytes()
    given.film.write_bytes(content[: len(content) * 2 // 3])


def _replaced(given: Delivered) -> None:
    given.film.write_text("Ceci n'est pas un film.\n", "utf-8")


def _languageless(track: Any, told: dict[str, str]) -> dict[str, str]:
    return told | {"language": "und"} if track.type == "audio" else told


def _mute(tracks: list[Any]) -> list[Any]:
    return [track for track in tracks if track.type != "audio"]


def _described_first(given: Delivered) -> None:
    """Add a described sound and let it be the one that plays."""
    aside = given.film.with_name("_aside.mp4")
    with (
        av.open(str(given.film)) as source,
        av.open(str(given.film)) as again,
        av.open(str(aside), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as out,
    ):
        made: dict[int, Any] = {}
        tracks = [track for track in source.streams if track.type in {"video", "audio", "subtitle"}]
        for track in tracks:
            made[track.index] = out.add_stream_from_template(track)
            made[track.index].metadata.update(track.metadata)
            made[track.index].disposition = 0 if track.type == "audio" else track.disposition
        sound = again.streams.audio[0]
        described: Any = out.add_stream_from_template(sound)
        described.metadata.update({"language": "fra", "title": "Audiodescription"})
        described.disposition = av.stream.Disposition.default | av.stream.Disposition.visual_impaired
        out.metadata.update(source.metadata)
        out.set_chapters(source.chapters())
        packets: list[Any] = []
        for track in tracks:
            packets += [(packet, made[track.index]) for packet in source.demux(track) if packet.dts is not None]
            source.seek(0)
        packets += [(packet, described) for packet in again.demux(sound) if packet.dts is not None]
        packets.sort(key=lambda pair: float(pair[0].dts * pair[0].time_base))
        for packet, stream in packets:
            packet.stream = stream
            out.mux(packet)
    aside.replace(given.film)


def _remake(**respects: Any) -> Callable[[Delivered], None]:
    return lambda given: remade(given.film, Remake(**respects))


_RED, _GREEN, _WHITE, _BLACK = (90, 100, 240), (60, 90, 60), (230, 128, 128), (20, 128, 128)


def _unmarked(given: Delivered) -> None:
    """Leave out all that tells a machine where the film comes from, the signature too."""
    remade(given.film, Remake())
    content = given.film.read_bytes()
    given.film.write_bytes(content[: content.rindex(XMP) - 8])  # a box begins with its length and its kind
    _reported(given, lambda marks: marks | {"signature": None})


def _signed_otherwise(given: Delivered) -> None:
    """Change one character of what was signed, where no decoder looks."""
    content = bytearray(given.film.read_bytes())
    content[content.rindex(XMP) + 60] ^= 1
    given.film.write_bytes(content)


def _unannounced(given: Delivered) -> None:
    _reported(given, lambda marks: marks | {"labels": marks["labels"][:-1]})


def _reported(given: Delivered, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    place = given.folder / "report.json"
    report = json.loads(place.read_text("utf-8"))
    place.write_text(json.dumps(report | {"marks": change(report["marks"])}, ensure_ascii=False), "utf-8")


WRECKS = (
    Wreck(name="muette cinq secondes", rule="silence", breaks=_sound(_muted)),
    Wreck(name="noire", rule="film-noir", breaks=_picture(lambda given: _filled(given.busy, given.busy + 100, 16))),
    Wreck(name="figée à un raccord", rule="film-fige", breaks=_picture(_frozen)),
    Wreck(name="flashs", rule="flashs", breaks=_picture(lambda given: _flashing(given.busy, _WHITE, _BLACK))),
    Wreck(
        name="flashs rouges", rule="flashs-rouges", breaks=_picture(lambda given: _flashing(given.busy, _RED, _GREEN))
    ),
    Wreck(name="trop claire", rule="niveaux-image", breaks=_picture(_too_bright)),
    Wreck(name="texte pâle", rule="texte-pale", breaks=_picture(_pale)),
    Wreck(name="images perdues", rule="film-coupe", breaks=_picture(_one_lost)),
    Wreck(
        name="trop fort", rule="niveau-sonore", breaks=_sound(lambda _given, sound: np.clip(sound * 1.45, -0.8, 0.8))
    ),
    Wreck(name="crête", rule="crete", breaks=_sound(_peaking)),
    Wreck(name="claquements", rule="claquements", breaks=_sound(_clicking)),
    Wreck(name="un seul côté", rule="voies-du-son", breaks=_sound(_one_side)),
    Wreck(name="phase inversée", rule="voies-du-son", breaks=_sound(_inverted)),
    Wreck(name="un sujet plus fort", rule="niveaux-inegaux", breaks=_sound(_story_louder)),
    Wreck(name="son en retard", rule="son-longueur", breaks=_remake(later={"audio": 0.24})),
    Wreck(name="sans son", rule="film-indecodable", breaks=_remake(order=_mute)),
    Wreck(name="sans langue", rule="langue-non-dite", breaks=_remake(track_tags=_languageless)),
    Wreck(name="description par défaut", rule="piste-par-defaut", breaks=_described_first),
    Wreck(name="un chapitre de moins", rule="chapitres-prevus", breaks=_remake(chapters=lambda found: found[:-1])),
    Wreck(name="index à la fin", rule="depart-rapide", breaks=_remake(faststart=False)),
    Wreck(name="images clés rares", rule="images-cles", breaks=_remake(gop=250)),
    Wreck(
        name="couleurs d'un autre temps",
        rule="couleurs-annoncees",
        breaks=_remake(colour={"color_primaries": 5, "color_trc": 6, "colorspace": 5, "color_range": 1}),
    ),
    Wreck(name="octets changés", rule="fichier-change", breaks=_last_byte, sealed_after=False),
    Wreck(name="coupée", rule="film-coupe", breaks=_cut_short, signed_after=False),
    Wreck(name="autre chose", rule="film-indecodable", breaks=_replaced, signed_after=False),
    Wreck(name="un paquet de son abîmé", rule="film-coupe", breaks=_one_packet),
    Wreck(name="piste de sous-titres en retard", rule="sous-titres-decales", breaks=_remake(later={"subtitle": 1.5})),
    Wreck(name="sous-titres en retard", rule="sous-titres-decales", breaks=_captions(lambda text: _later(text, 1_000))),
    Wreck(name="sous-titres en moins", rule="paroles-sans-sous-titre", breaks=_captions(_without_some)),
    Wreck(name="sous-titres bavards", rule="sous-titre-illisible", breaks=_captions(_wordy)),
    Wreck(name="sous-titres superposés", rule="sous-titres-superposes", breaks=_captions(_overlapping)),
    Wreck(
        name="sous-titres d'un autre",
        rule="sous-titres-d-un-autre",
        breaks=_captions(lambda text: _later(text, 120_000)),
    ),
    Wreck(name="sans marques", rule="marques-absentes", breaks=_unmarked, signed_after=False),
    Wreck(name="signée puis changée", rule="signature-rompue", breaks=_signed_otherwise, signed_after=False),
    Wreck(name="sans annonce", rule="etiquette-absente", breaks=_unannounced),
    Wreck(
        name="sous-titres perdus",
        rule="livraison-incomplete",
        breaks=lambda given: (given.folder / "captions.srt").unlink(),
        sealed_after=False,
    ),
)


def broken(given: Delivered, wreck: Wreck) -> None:
    """Break a delivered film in its own folder."""
    wreck.breaks(given)
    if wreck.sealed_after:
        resealed(given.folder, given.film, signed=wreck.signed_after)
