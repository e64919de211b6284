"""The folder in which the clips of a shoot are dropped: what is chosen there, and whether it can be shown."""

from collections.abc import Iterator

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.adapters.yaml.choices import DRAWN, choices_in
from pipeline.adapters.yaml.contents import decoded
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.wording import advised, quoted
from pipeline.model.rundown import PlannedShot, Rundown
from pipeline.model.rushes import CHOICES, NOTHING_CHOSEN, RushChoices, ShotChoice, rushes_folder
from pipeline.model.scenes import Scenes
from pipeline.model.slate import words_tag
from pipeline.plan.chosen import ChosenClip, with_clips
from pipeline.plan.recordings import Dropped


def with_rushes(rundown: Rundown, library: FolderLibrary, scenes: Scenes, refused: frozenset[str]) -> Dropped:
    """Return a rundown in which what was chosen among the rushes takes the place of what is drawn.

    A clip that cannot be used, and a shot in which somebody who `refused` speaks, leave the drawing, and are told.
    Raises ScriptError when the file of choices cannot be read.
    """
    choices, told = choices_of(rundown.script, library)
    if not choices.shots:
        return Dropped(rundown, told)
    found = list(told)
    placed, lost = placed_choices(rundown, choices)
    found += lost
    clips: dict[str, ChosenClip] = {}
    shots = {shot.id: shot for shot in rundown.shots}
    for identifier, choice in placed.items():
        clip, wrong = _usable(shots[identifier], choice, rundown.script, library, refused)
        found += wrong
        if clip is not None:
            clips[identifier] = clip
    return Dropped(with_clips(rundown, clips, scenes), tuple(found))


def choices_of(script: str, library: FolderLibrary) -> tuple[RushChoices, tuple[Finding, ...]]:
    """Return what is chosen for a script, nothing without a file; raises ScriptError when it cannot be read."""
    name = f"{rushes_folder(script)}/{CHOICES}"
    if not library.exists(name):
        return NOTHING_CHOSEN, ()
    library.asset(name)
    return choices_in(decoded(library.read(name), name), name)


def placed_choices(rundown: Rundown, choices: RushChoices) -> tuple[dict[str, ShotChoice], list[Finding]]:
    """Return the choices by the shots that they are of now, and those whose shot is no more.

    A shot that moved is found by its words, when no other says the same.
    """
    tags = {shot.id: shot_words(shot) for shot in rundown.shots}
    placed: dict[str, ShotChoice] = {}
    found: list[Finding] = []
    for identifier, choice in choices.shots.items():
        same = [shot for shot, tag in tags.items() if choice.words and tag == choice.words]
        if choice.words and tags.get(identifier) != choice.words and same:  # it moved
            if len(same) == 1 and same[0] not in choices.shots:
                placed[same[0]] = choice
        elif identifier in tags:
            placed.setdefault(identifier, choice)
        elif choice.clip:
            mark = choice.mark or Mark(CHOICES)
            message = f"le plan {quoted(identifier)} n'existe pas dans le script : {choice.clip} ne sera pas montré"
            advice = advised(identifier, tags, "relancer « jt rushes », ou ôter cette ligne")
            found.append(Finding(mark, message, advice, Level.WARNING, code=Code("rushes-plan-inconnu")))
    return placed, found


def shot_words(shot: PlannedShot) -> str:
    """Return the signs of what a shot says, as its slate has them."""
    return words_tag(" ".join(line.text for line in shot.lines))


def _usable(
    shot: PlannedShot, choice: ShotChoice, script: str, library: FolderLibrary, refused: frozenset[str]
) -> tuple[ChosenClip | None, list[Finding]]:
    if not choice.clip:
        return None, []
    found = list(_unfit(shot, choice, refused))
    path = f"{rushes_folder(script)}/{choice.clip}"
    media = ProjectMedia(library)
    seen = media.verdict(path, "video")
    heard = media.verdict(path, "sound") if seen is not None or choice.voice_only or _speaks(shot) else None
    mark = choice.mark or Mark(CHOICES)
    if "missing" in {seen, heard}:
        message = f"le clip {quoted(choice.clip)} n'est pas dans {rushes_folder(script)}/ : le plan reste dessiné"
        advice = f"l'y remettre, choisir un autre clip, ou écrire « clip: {DRAWN} »"
        found.append(Finding(mark, message, advice, Level.WARNING, code=Code("rushes-clip-absent")))
    elif heard is not None:
        message = f"le clip {quoted(choice.clip)} ne peut pas servir : {heard if seen is None else seen}"
        advice = f"choisir une autre prise, ou écrire « clip: {DRAWN} » ; le plan reste dessiné"
        found.append(Finding(mark, message, advice, Level.WARNING, code=Code("rushes-clip-illisible")))
    if found:
        return None, found
    return ChosenClip(
        path=path, start=choice.start or 0.0, end=choice.end, seen=seen is None and not choice.voice_only
    ), []


def _speaks(shot: PlannedShot) -> bool:
    return any(line.on_camera and line.text.strip() for line in shot.lines)


def _unfit(shot: PlannedShot, choice: ShotChoice, refused: frozenset[str]) -> Iterator[Finding]:
    """Yield why a shot is to stay drawn: whoever speaks in it said no."""
    for who in dict.fromkeys(line.speaker for line in shot.lines if line.speaker in refused):
        message = (
            f"{quoted(who)} n'a pas donné son accord : {quoted(choice.clip)} n'est pas montré, le plan reste dessiné"
        )
        advice = f"écrire « clip: {DRAWN} », et effacer ce clip ; ou changer « consentement » si l'accord est donné"
        yield Finding(choice.mark or Mark(CHOICES), message, advice, Level.WARNING, code=Code("rushes-refus"))
