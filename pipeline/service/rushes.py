"""The shoot comes home: which clip is which shot, the best take of each proposed, and the choice kept beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.media.rushes_folder import choices_of, placed_choices, shot_words
from pipeline.adapters.whole import write_whole
from pipeline.adapters.yaml.contents import decoded
from pipeline.errors import Finding, UserError
from pipeline.french.typography import typeset
from pipeline.gather.rush_sorting import sorted_rushes
from pipeline.gather.rush_values import ClipTake, ClipWitness, Evidence, ShotToFill, SortedRushes
from pipeline.model.rushes import CHOICES, RushChoices, ShotChoice, rushes_folder
from pipeline.plan.context import PlanContext
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.shooting import Filmable, filmable_shots
from pipeline.ports import Recogniser
from pipeline.service.consenting import refusing
from pipeline.service.newsroom import Newsroom, preset_named
from pipeline.service.preparing import prepare
from pipeline.service.rush_choices import ProposedChoice, moved_choices, withdrawn, written_choices
from pipeline.service.rush_clips import RushExaminer, clips_in, examined, hearing_here
from pipeline.service.source import Source
from pipeline.speak.found_lines import LineFinder
from pipeline.speak.hints import hints_of

_ELSEWHERE = "vérifiez les droits de ce dossier"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRushes:
    """A shot with its takes, the best first; the clip that stands for it in the film, and whether by hand."""

    shot: ShotToFill
    takes: tuple[ClipTake, ...]
    choice: ShotChoice | None
    by_hand: bool

    @property
    def chosen(self) -> ClipTake | None:
        """The take that is chosen, None for a shot that stays drawn or whose clip is not among its takes."""
        clip = self.choice.clip if self.choice else ""
        return next((take for take in self.takes if take.clip == clip), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RushesFound:
    """What came of a shoot: shots in the order of the rundown, the clips without a shot, all clips, every doubt.

    `unheard` is why nobody listened, in French, empty when a recogniser did. `text` is what the file of choices is to
    hold, `changed` whether it holds something else now.
    """

    script: str
    title: str
    shots: tuple[ShotRushes, ...]
    unplaced: tuple[str, ...]
    clips: tuple[ClipWitness, ...]
    aside: frozenset[str]
    findings: tuple[Finding, ...]
    unheard: str
    path: Path
    text: str
    changed: bool
    examiner: RushExaminer

    @property
    def filmed(self) -> int:
        """How many shots have a clip."""
        return sum(bool(one.choice and one.choice.clip) for one in self.shots)


def rushes_of(
    newsroom: Newsroom,
    source: Source,
    recogniser: Recogniser,
    tell: Callable[[int, int, str], None] = lambda _number, _count, _name: None,
) -> RushesFound:
    """Sort the rushes of a script; nothing is written. `tell` hears which clip of how many is looked at.

    Raises ScriptError when the script, or the file of choices, cannot be read; UserError without any clip.
    """
    prepared = prepare(newsroom, source, preset_named("draft"))
    context, library = prepared.context, newsroom.library
    rundown = plan_rundown(context)
    script = rundown.script
    clips = list(clips_in(library, script))
    if not clips:
        place = library.path(f"{rushes_folder(script)}/{CHOICES}").parent
        raise UserError(f"{place} : aucun clip ; déposez-y ceux du tournage, tels qu'ils sortent des téléphones")
    shots = tuple(_to_fill(context, one) for one in filmable_shots(context, rundown, frozenset()).shots)
    hearing, unheard = hearing_here(recogniser)
    texts = [shot for shot in shots if shot.text]
    examiner = RushExaminer(
        library=library,
        store=newsroom.store,
        finder=LineFinder([shot.text for shot in texts], newsroom.lexicon(context.script.lexicon)),
        shots=tuple(shot.id for shot in texts),
        recogniser=hearing,
        hints=hints_of([text for line in rundown.lines for text in (context.speaker(line.speaker).shown, line.text)]),
    )
    with newsroom.store.in_use():
        known = examined(examiner, clips, lambda number, name: tell(number, len(clips), name))
    found = sorted_rushes(script, shots, known)
    name = f"{rushes_folder(script)}/{CHOICES}"
    before = decoded(library.read(name), name) if library.exists(name) else ""
    choices, told = choices_of(script, library)
    placed, lost = placed_choices(rundown, choices)
    text, choices = moved_choices(before, choices, placed, name)
    proposals = tuple(_proposals(shots, found, choices, heard=not unheard))
    gone = frozenset[str]() if unheard else withdrawn(choices, found.takes, proposals)
    text = written_choices(text, choices, proposals, name, gone)
    made = {one.shot.id: one.choice for one in proposals}
    return RushesFound(
        script=script,
        title=typeset(rundown.title),
        shots=tuple(_standing(shots, found, choices, made, gone)),
        unplaced=found.unplaced,
        clips=known,
        aside=choices.aside,
        findings=(*told, *lost, *_in_question(found.findings, choices)),
        unheard=unheard,
        path=library.path(name),
        text=text,
        changed=text != before,
        examiner=examiner,
    )


def keep_choices(found: RushesFound) -> None:
    """Write the file of choices, whole, when something in it is new; raises UserError."""
    if found.changed:
        write_whole(found.path, found.text, _ELSEWHERE)


def _to_fill(context: PlanContext, one: Filmable) -> ShotToFill:
    shot = one.shot
    return ShotToFill(
        id=shot.id,
        item=one.number,
        rank=int(shot.id.rpartition("/")[2]),
        words=shot_words(shot),
        text=" ".join(line.text.strip() for line in shot.lines if line.text.strip()),
        people=typeset(", ".join(context.speaker(who).shown for who in one.people)),
        view=not one.people,
        refused=any(refusing(context.speaker(line.speaker)) for line in shot.lines),
    )


def _proposals(
    shots: Sequence[ShotToFill], found: SortedRushes, choices: RushChoices, *, heard: bool
) -> Iterator[ProposedChoice]:
    """Yield what is proposed for each shot: the best of its takes that no person placed elsewhere, or set aside.

    Where nobody listens, a clip stays where it was: its words may have put it there.
    """
    settled = choices.by_hand if heard else frozenset(choices.shots)
    for shot in shots:
        if shot.refused:
            continue
        taken = {
            choice.clip for other, choice in choices.shots.items() if other in settled and (heard or other != shot.id)
        }
        free = [take for take in found.takes.get(shot.id, ()) if take.clip not in choices.aside | taken]
        if free:
            others = tuple(dict.fromkeys(take.clip for take in free[1:]))
            yield ProposedChoice(shot=shot, take=free[0], others=others)


def _standing(
    shots: Sequence[ShotToFill],
    found: SortedRushes,
    choices: RushChoices,
    made: Mapping[str, ShotChoice],
    gone: frozenset[str],
) -> Iterator[ShotRushes]:
    by_hand = choices.by_hand
    kept = {shot: choice for shot, choice in choices.shots.items() if shot not in gone}
    for shot in shots:
        hand = shot.id in by_hand
        choice = kept.get(shot.id) if hand else made.get(shot.id, kept.get(shot.id))
        yield ShotRushes(shot=shot, takes=found.takes.get(shot.id, ()), choice=choice, by_hand=hand)


def _in_question(findings: Sequence[Finding], choices: RushChoices) -> Iterator[Finding]:
    """Yield the doubts about clips that no person has settled, by placing them or setting them aside."""
    by_hand = choices.by_hand
    settled = {choices.shots[shot].clip for shot in by_hand if shot in choices.shots} | choices.aside
    folder = "/rushes/"
    for finding in findings:
        if finding.mark.file.partition(folder)[2] not in settled or finding.code == "rushes-refus":
            yield finding


__all__ = ["Evidence", "RushesFound", "ShotRushes", "keep_choices", "rushes_of"]
