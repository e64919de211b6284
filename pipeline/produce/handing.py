"""A programme taken apart for editing software: every element in a file, every file on a track, the sum our film."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from pipeline.assemble.chunks import Chunk, cut
from pipeline.errors import Finding
from pipeline.french.wording import slug
from pipeline.handoff.markers import markers
from pipeline.handoff.naming import Names
from pipeline.handoff.tiers import Tier, fills
from pipeline.handoff.values import EditClip, EditMedia, EditTimeline, EditTrack
from pipeline.model.part import Part
from pipeline.model.picture import FootageSpec, Format, KeyedSpec
from pipeline.model.programme import PictureCoding, VideoSetting
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.produce.cutouts import CutoutForm, CutoutJob, Element, cutout_job, elements
from pipeline.produce.element_work import PICTURES, PLACES, ElementWork, TierPlace, shot_stems
from pipeline.produce.handed_sound import SoundTools, sound_tracks
from pipeline.produce.losses import lost_on_the_way
from pipeline.produce.picture import KIND, ChunkJob, changes, chunk_jobs
from pipeline.produce.run import Programme, Request, Tools

REFERENCE, RUSHES, TRANSITIONS = "reference", "rushes", "transitions"

_FINEST = 16
"""The rate factor of pictures that will be encoded again: that of what we hand to channels."""

_KEYS = 25
"""Frames from one key frame to the next: a second, so that editing software finds any frame soon."""


class OriginalFilm(Protocol):
    """A video as it is; or why it is not to be used so."""

    @property
    def frames(self) -> int:
        """How many pictures it has."""

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""

    @property
    def channels(self) -> int:
        """The channels of its sound, 0 for none."""

    @property
    def problem(self) -> str:
        """Why it is to be conformed, in French; empty when it is to be used as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandTools:
    """What taking apart needs from outside, besides what a render does.

    `cut` makes a file of an element, in processes; `alpha` is the version of what encodes it; `original` looks a video
    over; `join` puts chunks into a film; `sounds` writes sounds; `where` says where a file of the project is.
    """

    cut: Callable[[CutoutJob], float]
    alpha: str
    original: Callable[[Path, Format], OriginalFilm]
    join: Callable[[Path, Sequence[Path], Fraction], int]
    sounds: SoundTools
    where: Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class Conformed:
    """A video that is not used as it is: its file, the shot, why, in French."""

    file: str
    shot: str
    why: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A programme taken apart: what editing software is told, the videos that were conformed."""

    timeline: EditTimeline
    conformed: tuple[Conformed, ...]


def exchange_setting(video: PictureCoding) -> PictureCoding:
    """Return how moving pictures are encoded that will be encoded again; ProRes is made for that."""
    if not isinstance(video, VideoSetting):
        return video
    return replace(video, quality=min(video.quality, _FINEST), gop=_KEYS, ceiling_kbps=0)


def hand_over(
    request: Request, programme: Programme, tools: Tools, by: HandTools, findings: Iterable[Finding], aside: Path
) -> HandedOver:
    """Write every element of a programme into a folder and return its tracks; the film itself is in `reference/`."""
    packer = _Packer(request=request, programme=programme, tools=tools, by=by, aside=aside)
    packer.make()
    pictures = tuple(packer.picture_tracks())
    sounds = tuple(sound_tracks(request, programme, tools, by.sounds, aside))
    fmt, timeline = request.preset.format, programme.timeline
    reference = _reference(programme, fmt)
    whole = (EditClip("Programme de référence", reference, 0, Span(0, timeline.length)),)
    told = EditTimeline(
        name=timeline.script,
        title=timeline.title,
        size=(fmt.width, fmt.height),
        rate=fmt.rate,
        length=timeline.length,
        tracks=(
            *pictures,
            EditTrack(name="Référence", clips=whole, role="video", shown=False),
            *sounds,
            EditTrack(name="Son de référence", clips=whole, role="dialogue", sound=True, shown=False),
        ),
        markers=markers(timeline, request.rundown, findings),
    )
    return HandedOver(told, tuple(packer.conformed))


def _reference(programme: Programme, fmt: Format) -> EditMedia:
    return EditMedia(
        path=f"{REFERENCE}/{programme.film.name}",
        kind="programme",
        frames=programme.timeline.length,
        size=(fmt.width, fmt.height),
        channels=programme.probe.channels,
    )


@dataclass(slots=True, kw_only=True)
class _Packer:
    """Makes what is missing of a programme's elements, and lays every file where its track looks for it."""

    request: Request
    programme: Programme
    tools: Tools
    by: HandTools
    aside: Path
    conformed: list[Conformed] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _files: dict[str, str] = field(default_factory=dict)
    _elements: tuple[Element, ...] = ()
    _originals: dict[str, EditClip] = field(default_factory=dict)
    _films: dict[tuple[str, str], tuple[ChunkJob, ...]] = field(default_factory=dict)
    _cutouts: dict[int, CutoutJob] = field(default_factory=dict)

    @property
    def _fmt(self) -> Format:
        return self.request.preset.format

    @property
    def _timeline(self) -> Timeline:
        return self.programme.timeline

    def make(self) -> None:
        """Sort out what each element becomes, and have what the store lacks made, in processes."""
        wipe = self.request.context.scenes.playing(Part.WIPE)
        self._elements = tuple(elements(self._timeline.shots, self._fmt, wipe.id if wipe else ""))
        for rank, element in enumerate(self._elements):
            if element.tier is not Tier.PICTURE:
                form: CutoutForm = "still" if element.held else "film"
                self._cutouts[rank] = cutout_job(element, self._fmt, form, self.by.alpha)
            elif not self._as_it_is(element):
                self._picture(rank, element)
        pieces = cut(self._timeline.shots, changes(self._timeline.shots, self._fmt))
        blends = [chunk for chunk in pieces if chunk.transition and chunk.span.start]
        for job, chunk in zip(self._chunks(self._timeline.shots, blends), blends, strict=True):
            self._films[TRANSITIONS, chunk.shot] = (job,)
        chunks = [job for jobs in self._films.values() for job in jobs]
        ElementWork(self.tools, self.by.cut, self.request.jobs).make(chunks, tuple(self._cutouts.values()))

    def _picture(self, rank: int, element: Element) -> None:
        if element.held:
            self._cutouts[rank] = cutout_job(element, self._fmt, "opaque", self.by.alpha)
        else:
            shots = (element.shot,)
            self._films[PICTURES, element.shot.id] = self._chunks(shots, cut(shots, changes(shots, self._fmt)))

    def _chunks(self, shots: Sequence[TimedShot], chunks: Sequence[Chunk]) -> tuple[ChunkJob, ...]:
        video = exchange_setting(self.request.preset.video)
        return chunk_jobs(shots, chunks, self._fmt, video, self.tools.encoder_version(video))

    def _as_it_is(self, element: Element) -> bool:
        """Tell whether a shot is a video that can be used as it is; what cannot is noted, with the reason."""
        layer = element.layers[-1]
        spec = layer.spec
        videos = [each.spec.file.path for each in element.layers if isinstance(each.spec, FootageSpec)]
        for file in videos:
            self._take_along(file)
        if not isinstance(spec, FootageSpec) or isinstance(spec, KeyedSpec):
            self.conformed += [Conformed(file, element.shot.label, "montée dans une image composée") for file in videos]
            return False
        found = self.by.original(self.by.where(spec.file.path), self._fmt)
        first = int((spec.start + Fraction(1, 8) / self._fmt.rate) * self._fmt.rate)
        start = first + element.shot.offset - layer.span.start
        whole = layer.span.start <= element.shot.offset and layer.span.end >= element.shot.offset + element.span.length
        lasts = min(found.frames, first + spec.length) - start
        why = found.problem
        if not why and not (fills(layer, self._fmt.shape) and whole):
            why = "ne couvre pas toute l'image"
        if not why and spec.tone is not None:
            why = "couleurs d'archives"
        if not why and lasts < element.span.length:
            why = "sa dernière image est tenue"
        if why:
            self.conformed.append(Conformed(spec.file.path, element.shot.label, why))
            return False
        media = EditMedia(
            path=self._files[spec.file.path],
            kind="programme" if found.channels else "film",
            frames=found.frames,
            size=found.size,
            channels=found.channels,
        )
        self._originals[element.shot.id] = EditClip("", media, start, element.span)
        return True

    def _take_along(self, file: str) -> None:
        """Copy a video of the project into the folder, once."""
        if file not in self._files:
            source = self.by.where(file)
            self._files[file] = self._names.free(
                RUSHES, slug(Path(self.request.context.veil.over(file)).stem) or "video", source.suffix.lower()
            )
            shutil.copyfile(source, self._home(self._files[file]))

    def picture_tracks(self) -> Iterator[EditTrack]:
        """Yield the tracks of pictures, the lowest first; those that show nothing are left out."""
        stems = shot_stems(self._timeline.shots)
        for tier, place in PLACES.items():
            clips = [
                self._clip(number, element, place, stems[element.shot.id])
                for number, element in enumerate(self._elements)
                if element.tier is tier
            ]
            if clips:
                yield EditTrack(name=place.name, clips=_in_order(clips), role=place.role)
        blends = [shot for shot in self._timeline.shots if (TRANSITIONS, shot.id) in self._films]
        if blends:
            clips = [self._blend(shot, f"{stems[shot.id]}-{slug(shot.transition)}") for shot in blends]
            yield EditTrack(name="Transitions", clips=_in_order(clips), role="video")

    def _blend(self, shot: TimedShot, stem: str) -> EditClip:
        jobs = self._films[TRANSITIONS, shot.id]
        media = self._film(jobs, TRANSITIONS, stem)
        return EditClip(
            stem, media, 0, Span(shot.span.start, shot.span.start + media.frames), f"Transition : {shot.transition}"
        )

    def _clip(self, number: int, element: Element, place: TierPlace, stem: str) -> EditClip:
        name = f"{stem}-{place.ending}"
        original = self._originals.get(element.shot.id) if element.tier is Tier.PICTURE else None
        if original is not None:
            return replace(original, name=name, note=element.shot.label)
        if number in self._cutouts:
            media = self._cutout(self._cutouts[number], element, place.folder, name)
        else:
            media = self._film(self._films[PICTURES, element.shot.id], place.folder, name)
        return EditClip(name, media, 0, element.span, element.shot.label)

    def _cutout(self, job: CutoutJob, element: Element, folder: str, name: str) -> EditMedia:
        kept = self.tools.store.find(job.kind, job.key)
        if kept is None:
            raise lost_on_the_way(element.shot.id)
        path = self._laid(job.key, folder, name, kept)
        still = job.form in {"still", "opaque"}
        return EditMedia(
            path=path,
            kind="still" if still else "film",
            frames=0 if still else element.span.length,
            size=(self._fmt.width, self._fmt.height),
            alpha=job.form != "opaque",
            held=self._timeline.length if still else 0,
        )

    def _laid(self, key: str, folder: str, name: str, kept: Path) -> str:
        """Copy an entry of the store into the folder, once however often it is used, and return its path there."""
        if key not in self._files:
            self._files[key] = self._names.free(folder, name, kept.suffix)
            shutil.copyfile(kept, self._home(self._files[key]))
        return self._files[key]

    def _film(self, jobs: tuple[ChunkJob, ...], folder: str, name: str) -> EditMedia:
        found = [self.tools.store.find(KIND, job.key) for job in jobs]
        chunks = [path for path in found if path is not None]
        if len(chunks) < len(jobs):
            raise lost_on_the_way(jobs[0].id)
        path = self._names.free(folder, name, chunks[0].suffix)
        frames = self.by.join(self._home(path), chunks, self._fmt.rate)
        return EditMedia(path=path, kind="film", frames=frames, size=(self._fmt.width, self._fmt.height))

    def _home(self, path: str) -> Path:
        """Return where a path of the folder is, its own folder made."""
        home = self.aside / path
        home.parent.mkdir(parents=True, exist_ok=True)
        return home


def _in_order(clips: Iterable[EditClip]) -> tuple[EditClip, ...]:
    return tuple(sorted(clips, key=lambda clip: clip.span))
