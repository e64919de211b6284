"""All the clips of a shoot among all the shots of a script: takes in order of merit, and a word on every doubt."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.errors import Code, Finding
from pipeline.french.wording import quoted
from pipeline.gather.rush_placing import ClipPlacer, PlacedClip, clip_finding, whole_take
from pipeline.gather.rush_values import ClipTake, ClipWitness, Evidence, ShotToFill, SortedRushes

_STEP = 0.05
"""Share of a text by which takes are told apart: less is what a recogniser misses."""

_HALF = 0.7
"""Share of a shot's text under which its best take is told to lack something."""

_NOISY = 15.0
"""Decibels of voice over noise under which a voice is hard to follow."""

_SIX = 6.0
"""Decibels by which takes are told apart."""

_CUT = 0.01
"""Share of the samples of speech that are cut from which one hears it."""


def sorted_rushes(script: str, shots: Sequence[ShotToFill], clips: Sequence[ClipWitness]) -> SortedRushes:
    """Return the takes of every shot, the best first, by all that is known of the clips of a script."""
    placer = ClipPlacer(script, shots)
    placed = {clip.name: placer.placed(clip) for clip in clips}
    findings = [finding for one in placed.values() for finding in one.findings]
    timed = _by_time(script, shots, clips, placed)
    for name, (take, finding) in timed.items():
        placed[name] = PlacedClip((take,), ())
        findings.append(finding)
    takes: dict[str, list[ClipTake]] = defaultdict(list)
    for one in placed.values():
        for take in one.takes:
            takes[take.shot].append(take)
    ranked = {shot.id: tuple(sorted(takes[shot.id], key=_merit)) for shot in shots if takes[shot.id]}
    unplaced = tuple(name for name, one in placed.items() if not one.takes)
    kept = tuple(_settled(findings, set(timed)))
    return SortedRushes(ranked, unplaced, (*kept, *_of_takes(script, shots, ranked)))


def _settled(findings: Sequence[Finding], timed: set[str]) -> Iterator[Finding]:
    """Yield what is still doubtful: a clip that is placed by its time is not told twice."""
    for finding in findings:
        name = finding.mark.file.rpartition("/")[2]
        if not (name in timed and finding.code in {"rushes-sans-parole", "rushes-sans-indice"}):
            yield finding


def _merit(take: ClipTake) -> tuple[object, ...]:
    """Return what takes are sorted by: what is surely of the shot, whole, as written, well heard; then the last one."""
    whole = -1 if take.completeness is None else round(take.completeness / _STEP)
    apart = 0 if take.apart is None else round(take.apart / (2 * _STEP))
    return (
        not take.sure,
        not take.look.heard,
        -whole,
        take.look.cut > _CUT,
        apart,
        -int(take.look.level / _SIX),
        not take.look.seen,
        -take.number,
        -(take.look.made or 0.0),
        take.clip,
    )


def _of_takes(script: str, shots: Sequence[ShotToFill], takes: Mapping[str, tuple[ClipTake, ...]]) -> Iterator[Finding]:
    """Yield what is wrong with the best take of each shot, and the clips of those who refused."""
    for shot in shots:
        found = takes.get(shot.id, ())
        if shot.refused:
            for take in found:
                told = f"plan {shot.number} : quelqu'un y a refusé son accord, ce clip n'est pas montré"
                yield clip_finding(script, take.clip, told, "effacer ce clip", Code("rushes-refus"))
            continue
        if not found or shot.view:
            continue
        best = found[0]
        if best.sure and best.completeness is not None and best.completeness < _HALF:
            told = f"du plan {shot.number} ({quoted(shot.text)}), on n'y entend que {best.completeness:.0%}"
            advice = "c'est sa meilleure prise ; la garder, ou la refaire"
            yield clip_finding(script, best.clip, told.replace("%", "\u00a0%"), advice, Code("rushes-incomplet"))
        if best.look.heard and best.look.cut > _CUT:
            told, advice = "sa voix sature", "baisser le niveau du micro, ou s'en éloigner, à la prochaine prise"
            yield clip_finding(script, best.clip, told, advice, Code("rushes-son"))
        elif best.look.heard and best.look.last > best.look.first and best.look.level < _NOISY:
            told = f"sa voix n'est qu'à {best.look.level:.0f} dB du bruit"
            yield clip_finding(script, best.clip, told, "rapprocher le micro, à la prochaine prise", Code("rushes-son"))


def _by_time(
    script: str, shots: Sequence[ShotToFill], clips: Sequence[ClipWitness], placed: Mapping[str, PlacedClip]
) -> dict[str, tuple[ClipTake, Finding]]:
    """Return the clips that the clock alone places: one shot is missing between those filmed before and after.

    So is one that fits several shots, when one of them lies there.
    """
    order = {shot.id: rank for rank, shot in enumerate(shots)}
    made = {clip.name: clip.look.made for clip in clips if clip.look is not None and clip.look.made is not None}
    known = sorted(
        (made[name], order[take.shot])
        for name, one in placed.items()
        if name in made
        for take in one.takes[:1]
        if take.sure
    )
    filled = {take.shot for one in placed.values() if not one.rivals for take in one.takes}
    found: dict[str, tuple[ClipTake, Finding]] = {}
    for clip in clips:
        one = placed[clip.name]
        if clip.name not in made or clip.look is None or (one.takes and not one.rivals):
            continue
        before = [rank for at, rank in known if at < made[clip.name]]
        after = [rank for at, rank in known if at > made[clip.name]]
        if not before or not after:
            continue
        missing = [
            shot
            for shot in shots[before[-1] + 1 : after[0]]
            if not shot.refused and _fits(clip, shot, one) and (one.rivals or shot.id not in filled)
        ]
        if len(missing) == 1:
            found[clip.name] = _timed(script, clip, missing[0], one)
    return found


def _fits(clip: ClipWitness, shot: ShotToFill, one: PlacedClip) -> bool:
    """Tell whether the clock may place a clip in a shot: where it fits already, else speech to speech, view to view."""
    if one.rivals:
        return shot.id in one.rivals
    if clip.listened:
        return shot.view and clip.words < 5
    heard = clip.look is not None and clip.look.heard and clip.look.last > clip.look.first
    return heard or shot.view


def _timed(script: str, clip: ClipWitness, shot: ShotToFill, one: PlacedClip) -> tuple[ClipTake, Finding]:
    assert clip.look is not None  # noqa: S101 - only clips that were looked at have a time
    told = f"son heure seule le met au plan {shot.number} ({quoted(shot.text or shot.people)}), entre ses voisins"
    finding = clip_finding(script, clip.name, told, "vérifier que c'est bien lui", Code("rushes-par-heure"))
    known = next((take for take in one.takes if take.shot == shot.id), None)
    by = (Evidence.WORDS, Evidence.TIME) if one.rivals else (Evidence.TIME,)
    if known is not None:
        return replace(known, by=by), finding
    return whole_take(clip, clip.look, shot, by, sure=False), finding
