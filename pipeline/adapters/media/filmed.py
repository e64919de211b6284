"""What is known of somebody's filmed answer: where they speak, where they stand, whether they can be lifted off.

The clip is trimmed to what is said, by its energy, with a handle at each end, unless a script says where it begins or
ends. Nothing recognises anybody: a screen is a colour, a person is what hides it, a face is where one is.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

from pipeline.adapters.media.faces import MODEL, face_in
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.rushes.conform import Conformer
from pipeline.adapters.rushes.footage import aspect
from pipeline.adapters.rushes.pacing import paced, pictures_from
from pipeline.adapters.rushes.sound import mono
from pipeline.compose.planes import planes_of
from pipeline.compose.standing import ScreenedPerson, person_before
from pipeline.errors import Code, Finding, Level, Mark, MediaError
from pipeline.french.wording import quoted
from pipeline.model.media import in_project
from pipeline.model.part import Part
from pipeline.model.rundown import Footage, PlannedShot, Rundown, Sighted, Tape
from pipeline.model.rushes import with_handles
from pipeline.model.time import SAMPLE_RATE
from pipeline.plan.recordings import UNWRITTEN, Dropped
from pipeline.ports import Pixels
from pipeline.speak.silences import FRAME, Hearing, listen

_LONGEST = 600
"""Seconds of a clip that are listened to: more is no answer."""

_SMALL = 480
"""Pixels of the longer side at which a screen, or a face, is looked for."""

_LOOKED_AT, _WITHIN = 5, 10
"""Pictures that are looked at, and the seconds among which they are spread."""

_COLOURS = {"vert": "fond vert", "bleu": "fond bleu", "coin": "fond uni dans les coins du haut"}
_WHICHEVER = "fond uni"


def with_answers(rundown: Rundown, library: FolderLibrary, *, draft: bool) -> Dropped:
    """Return a rundown whose filmed answers are trimmed and looked at, and what was found wrong with them.

    Somebody of whom nothing is heard is an error; in a draft, they stay drawn.
    """
    findings: list[Finding] = []
    model = library.read(MODEL) if library.exists(MODEL) else b""

    def told(shot: PlannedShot) -> PlannedShot:
        film = shot.footage
        answers = any(line.tape.in_sync and line.on_camera for line in shot.lines) and shot.part is not Part.FOOTAGE
        if film is None or not (film.screen or answers):
            return shot
        try:
            path = library.path(in_project(film.path))
            known = replace(shot, footage=replace(film, seen=Sighted(aspect(path))))
            heard = listen(mono(path, _LONGEST)) if answers else None
        except (MediaError, OSError):
            return shot  # the check has said it
        if heard is not None and not heard.speaks:
            findings.append(_silent(shot, film, Level.WARNING if draft else Level.ERROR))
            return _drawn(shot) if draft else shot
        if heard is not None:
            known = _trimmed(known, heard)
            if not any(line.text for line in shot.lines):
                findings.append(_wordless(shot, film))
        if known.footage is not None and film.screen:
            found, known = _keyed(known, known.footage, path)
            findings.extend(found)
        elif known.footage is not None and model:
            known = replace(known, footage=_faced(known.footage, path, model))
        return known

    items = tuple(replace(item, shots=tuple(told(shot) for shot in item.shots)) for item in rundown.items)
    return Dropped(replace(rundown, items=items), tuple(findings))


def _drawn(shot: PlannedShot) -> PlannedShot:
    """Return a shot without its film: what is written is said by the voice of whoever would have been seen."""
    lines = tuple(replace(line, recording="", tape=Tape()) for line in shot.lines if line.text)
    return replace(shot, footage=None, lines=lines)


def _trimmed(shot: PlannedShot, heard: Hearing) -> PlannedShot:
    """Return a shot whose clip begins and ends with what is said; one whose script says where is left alone."""
    film = shot.footage
    if film is None or film.start or film.end is not None or any(line.tape.cues for line in shot.lines):
        return shot
    first, last, lasts = (count * FRAME / SAMPLE_RATE for count in (heard.first, heard.end, heard.level.size))
    begins, end = with_handles(first, last, lasts)
    start = begins or 0.0
    lines = tuple(
        replace(line, tape=replace(line.tape, start=start, end=end)) if line.tape.in_sync else line
        for line in shot.lines
    )
    slots = {**shot.slots, "de": str(start) if start else "", "a": "" if end is None else str(end)}
    return replace(shot, lines=lines, slots=slots, footage=replace(film, start=start, end=end))


def _keyed(shot: PlannedShot, film: Footage, path: Path) -> tuple[list[Finding], PlannedShot]:
    """Look for somebody before a screen; without one, the clip is shown full frame as it was filmed."""
    ratio = film.seen.aspect if film.seen else 16 / 9
    try:
        pictures = [planes_of(whole, whole.shape[0] * 2 // 3) for whole in _some(film, path)]
    except MediaError:
        return [], shot
    found = person_before(pictures, film.screen)
    mark = shot.mark or Mark(shot.id)
    if found is None or found.beyond > _NO_SCREEN:
        colour = _COLOURS.get(film.screen, _WHICHEVER)
        message = f"aucun {colour} n'est vu dans {quoted(film.path)} : rien ne peut être incrusté"
        advice = "ôter « incrustation », choisir « coin » si le fond est uni d'une autre couleur, ou filmer de nouveau"
        told = Finding(mark, message, advice, Level.WARNING, code=Code("incrustation-sans-fond"))
        return [told], replace(shot, slots={**shot.slots, "incrustation": ""}, footage=replace(film, screen=""))
    seen = replace(film.seen or Sighted(ratio), person=found.person)
    return list(_faults(found, film, mark)), replace(shot, footage=replace(film, seen=seen))


def _faced(film: Footage, path: Path, model: bytes) -> Footage:
    """Look for the face of whoever speaks; without one, or in a clip that does not decode, nothing is known of it."""
    try:
        face = face_in(_some(film, path), model)
    except MediaError:  # the render says so
        return film
    return film if face is None or film.seen is None else replace(film, seen=replace(film.seen, face=face))


def _some(film: Footage, path: Path) -> list[Pixels]:
    """Return a few small pictures of the part of a clip that is shown, whole, as planes; raises MediaError."""
    ratio = film.seen.aspect if film.seen else 16 / 9
    size = (_even(_SMALL * min(1.0, ratio)), _even(_SMALL * min(1.0, 1 / ratio)))
    conformer = Conformer(path.name, size, "remplit")
    seconds = min(_WITHIN, max(film.moving or _WITHIN, 1.0))
    rate = Fraction(_LOOKED_AT) / Fraction(seconds).limit_denominator(100)
    frames = paced(pictures_from(path, Fraction(film.start)), rate, Fraction(film.start), _LOOKED_AT)
    return [conformer.planes(frame) for frame in islice(frames, _LOOKED_AT)]


def _faults(found: ScreenedPerson, film: Footage, mark: Mark) -> list[Finding]:
    told: list[Finding] = []
    if found.holes > _HOLES:
        message = (
            f"dans {quoted(film.path)}, {100 * found.holes:.0f} % de la personne est de la couleur du fond, "
            f"{_where(found.hole)}, et disparaît"
        )
        advice = "faire porter une autre couleur que celle du fond, ou filmer devant un fond d'une autre couleur"
        told.append(Finding(mark, message, advice, Level.WARNING, code=Code("incrustation-trouee")))
    elif found.person[3] < _GROUND:
        message = f"dans {quoted(film.path)}, la personne s'arrête à {100 * found.person[3]:.0f} % de la hauteur"
        message += " : ce qui est dessous a la couleur du fond, et disparaît"
        advice = "faire porter une autre couleur que celle du fond, ou filmer la personne jusqu'au bas de l'image"
        told.append(Finding(mark, message, advice, Level.WARNING, code=Code("incrustation-trouee")))
    if found.beyond > _BEYOND:
        message = (
            f"dans {quoted(film.path)}, le fond ne va pas jusqu'aux bords : {100 * found.beyond:.0f} % reste autour"
        )
        advice = "se rapprocher de la personne, ou tendre un fond plus large : ce qui dépasse est gardé à l'image"
        told.append(Finding(mark, message, advice, Level.WARNING, code=Code("incrustation-bords")))
    return told


_GROUND = 0.9
"""Share of the height down to which somebody seated before a camera is seen: who ends above it floats."""

_HOLES, _BEYOND = 0.04, 0.15
"""Shares of the person that vanish, and of the upper edge of the picture that is no screen, that are told."""


_NO_SCREEN = 0.5
"""Share of the upper edge that is no screen from which there is none, only things of its colour."""


def _where(height: float) -> str:
    return "au visage" if height < 1 / 3 else "au buste" if height < 2 / 3 else "en bas de l'image"


def _wordless(shot: PlannedShot, film: Footage) -> Finding:
    message = f"rien ne dit par écrit ce que dit {quoted(film.path)} : ce plan n'aura pas de sous-titres"
    advice = "écrire ses mots, tels qu'ils sont dits : « texte: … » ; ou « jt ecoute install » : une machine les entend"
    return Finding(shot.mark or Mark(shot.id), message, advice, Level.WARNING, code=UNWRITTEN)


def _silent(shot: PlannedShot, film: Footage, level: Level) -> Finding:
    message = f"on n'entend personne dans {quoted(film.path)}, où quelqu'un devrait parler"
    advice = "filmer de nouveau en vérifiant le son, ou ôter « video » : la personne est alors dessinée"
    return Finding(shot.mark or Mark(shot.id), message, advice, level, code=Code("reponse-muette"))


def _even(value: float) -> int:
    return max(64, round(value / 2) * 2)
