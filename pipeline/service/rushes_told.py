"""What came of the rushes, for a program and as a page with a picture of every take."""

import base64
from pathlib import Path

from pipeline.adapters.whole import write_whole
from pipeline.gather.rush_values import ClipTake, ClipWitness
from pipeline.model.rushes import rushes_folder
from pipeline.pages.rushes import RushClip, RushesPage, RushShot, RushTake, rushes_page
from pipeline.produce.film_page import dress
from pipeline.service.newsroom import Newsroom
from pipeline.service.rushes import RushesFound, ShotRushes

_ELSEWHERE = "choisissez un autre dossier avec --vers"
_FORMAT = 1
"""Raised whenever a program that reads the JSON would have to change."""


def rushes_data(found: RushesFound) -> dict[str, object]:
    """Return what came of the rushes as JSON data."""
    return {
        "version": _FORMAT,
        "script": found.script,
        "choices": found.path.as_posix(),
        "listened": not found.unheard,
        "shots": [
            {
                "id": one.shot.id,
                "number": one.shot.number,
                "people": one.shot.people,
                "text": one.shot.text,
                "clip": (one.choice.clip or None) if one.choice else None,
                "start": one.choice.start if one.choice else None,
                "end": one.choice.end if one.choice else None,
                "by_hand": one.by_hand,
                "takes": [_take(take) for take in one.takes],
            }
            for one in found.shots
        ],
        "unplaced": list(found.unplaced),
        "aside": sorted(found.aside),
        "findings": [
            {"file": each.mark.file, "line": each.mark.line, "code": each.code, "message": each.message}
            for each in found.findings
        ],
    }


def _take(take: ClipTake) -> dict[str, object]:
    return {
        "clip": take.clip,
        "start": take.start,
        "end": take.end,
        "by": [evidence.value for evidence in take.by],
        "sure": take.sure,
        "completeness": None if take.completeness is None else round(take.completeness, 3),
        "apart": None if take.apart is None else round(take.apart, 3),
        "level": take.look.level,
        "cut": take.look.cut,
        "voice_only": take.voice_only,
    }


def write_rushes_page(path: Path, found: RushesFound, newsroom: Newsroom) -> Path:
    """Write the page of the takes, whole, and return its path; raises UserError."""
    style = dress(newsroom.house(newsroom.default_house), newsroom.library)
    return write_whole(path, rushes_page(_page(found), style), _ELSEWHERE)


def _page(found: RushesFound) -> RushesPage:
    doubts: dict[str, list[str]] = {}
    folder = f"{rushes_folder(found.script)}/"
    for finding in found.findings:
        doubts.setdefault(finding.mark.file.removeprefix(folder), []).append(f"{finding.message} ; {finding.advice}")
    looks = {clip.name: clip for clip in found.clips}
    return RushesPage(
        title=found.title,
        folder=folder,
        choices=found.path.name,
        shots=tuple(_shot(found, one, doubts) for one in found.shots),
        unplaced=tuple(_clip(found, looks[name], doubts.get(name, [])) for name in found.unplaced),
        aside=tuple(sorted(found.aside)),
        unheard=found.unheard,
        clips=len(found.clips),
        filmed=found.filmed,
    )


def _shot(found: RushesFound, one: ShotRushes, doubts: dict[str, list[str]]) -> RushShot:
    clip = one.choice.clip if one.choice else ""
    takes = () if one.shot.refused else one.takes
    return RushShot(
        id=one.shot.id,
        number=one.shot.number,
        people=one.shot.people or "Image sans personne",
        text=one.shot.text,
        clip=clip,
        by_hand=one.by_hand,
        missing=bool(clip) and one.chosen is None,
        takes=tuple(
            RushTake(
                clip=take.clip,
                chosen=take.clip == clip,
                still=_still(found, take.clip, _middle(take)),
                by=", ".join(evidence.value for evidence in take.by),
                sure=take.sure,
                said=None if take.completeness is None else round(100 * take.completeness),
                level=round(take.look.level) if take.look.heard else None,
                cut=take.look.cut > 0.01,
                start=take.start,
                end=take.end,
                seconds=take.look.seconds,
                times=take.times,
                doubts=tuple(doubts.get(take.clip, ())),
            )
            for take in takes
        ),
    )


def _clip(found: RushesFound, clip: ClipWitness, doubts: list[str]) -> RushClip:
    look = clip.look
    at = (look.first + look.last) / 2 if look else 0.0
    return RushClip(
        clip=clip.name,
        still=_still(found, clip.name, at) if look and look.seen else "",
        told=clip.told,
        seconds=look.seconds if look else 0.0,
        doubts=tuple(doubts),
    )


def _middle(take: ClipTake) -> float:
    """Return a second of a take at which its picture shows whoever speaks."""
    first = take.start or 0.0
    return (first + (take.end or take.look.seconds)) / 2


def _still(found: RushesFound, clip: str, at: float) -> str:
    examiner = found.examiner
    picture = examiner.still(examiner.library.asset(f"{rushes_folder(found.script)}/{clip}"), at)
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}" if picture else ""
