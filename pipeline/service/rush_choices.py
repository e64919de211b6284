"""The file of choices, written beside the clips and kept up: what a person changed in it is never touched."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.adapters.yaml.choices import (
    ASIDE,
    CLIP,
    DRAWN,
    END,
    OTHERS,
    PROPOSED,
    SAID,
    SHOTS,
    START,
    VOICE,
    WORDS,
)
from pipeline.adapters.yaml.editing import edited
from pipeline.french.typography import typeset
from pipeline.gather.rush_values import ClipTake, ShotToFill
from pipeline.model.edits import Edit, Plain, RemoveAt, SetEntry
from pipeline.model.rushes import RushChoices, ShotChoice

_HEAD = f"""\
# Quel clip va dans quel plan. Écrit par « jt rushes » ; changez-le librement.
#
#   {CLIP} : le fichier montré à la place du dessin ; « {DRAWN} » garde le dessin.
#   {START}, {END} : les secondes où il commence et où il finit ; sans elles, il est pris en entier.
#   {VOICE}: oui : sa voix seule est prise, l'image reste dessinée.
#
# Ce que vous changez ici l'emporte toujours : « jt rushes » ajoute ce qui est nouveau, et n'y touche plus.
"""
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedChoice:
    """What is proposed for a shot: the best take, with the other ones that there are."""

    shot: ShotToFill
    take: ClipTake
    others: tuple[str, ...]

    @property
    def choice(self) -> ShotChoice:
        """It as it stands in the file."""
        take = self.take
        return ShotChoice(
            clip=take.clip, words=self.shot.words, start=take.start, end=take.end, voice_only=take.voice_only
        )


def withdrawn(
    choices: RushChoices, takes: Mapping[str, Sequence[ClipTake]], proposals: Sequence[ProposedChoice]
) -> frozenset[str]:
    """Return the shots whose clip was proposed, is no take of them any more, and is proposed for another one."""
    elsewhere = {proposal.take.clip for proposal in proposals}
    own = set(choices.shots) - choices.by_hand
    return frozenset(
        shot
        for shot in own
        if (clip := choices.shots[shot].clip) in elsewhere and clip not in {take.clip for take in takes.get(shot, ())}
    )


def written_choices(
    text: str,
    choices: RushChoices,
    proposals: Sequence[ProposedChoice],
    file: str,
    gone: frozenset[str] = frozenset(),
) -> str:
    """Return the file's text with what is proposed, without what is `gone`; what a person wrote stays, to the byte.

    What `moved_choices` did to the choices is to be in the text already. An empty text is written anew.
    Raises ScriptError when the file cannot be changed where it would have to be.
    """
    if not text.strip():
        return _anew(proposals)
    edits = [
        *_edits(choices, proposals),
        *(RemoveAt((part, shot)) for shot in sorted(gone) for part in (SHOTS, PROPOSED)),
    ]
    return edited(text, edits, file) if edits else text


def moved_choices(
    text: str, choices: RushChoices, placed: Mapping[str, ShotChoice], file: str
) -> tuple[str, RushChoices]:
    """Return the file's text and the choices with every shot that moved in the script under its new id."""
    ways = [
        (old, new)
        for new, choice in placed.items()
        for old, other in choices.shots.items()
        if new not in choices.shots and other is choice
    ]
    shots, proposed = dict(choices.shots), dict(choices.proposed)
    edits: list[Edit] = []
    for old, new in ways:
        choice = shots.pop(old)
        shots[new] = choice
        edits += [SetEntry((SHOTS,), new, _as_was(choice)), RemoveAt((SHOTS, old))]
        if old in proposed:
            proposed[new] = proposed.pop(old)
            edits += [SetEntry((PROPOSED,), new, proposed[new]), RemoveAt((PROPOSED, old))]
    return (edited(text, edits, file) if edits else text), RushChoices(shots, proposed, choices.aside)


def _as_was(choice: ShotChoice) -> Mapping[str, Plain]:
    entry: dict[str, Plain] = {WORDS: choice.words, CLIP: choice.clip or DRAWN}
    if choice.start is not None:
        entry[START] = f"{choice.start:.2f}"
    if choice.end is not None:
        entry[END] = f"{choice.end:.2f}"
    return entry | ({VOICE: "oui"} if choice.voice_only else {})


def _edits(choices: RushChoices, proposals: Sequence[ProposedChoice]) -> Iterator[Edit]:
    by_hand = choices.by_hand
    known = bool(choices.proposed)
    new = bool(choices.shots)
    for proposal in proposals:
        shot, choice = proposal.shot.id, proposal.choice
        if shot in by_hand or choices.proposed.get(shot) == choice.told:
            continue
        if shot in choices.shots:
            yield from _renewed(shot, choices.shots[shot], proposal)
        elif new:
            yield SetEntry((SHOTS,), shot, _entry(proposal))
        else:
            yield SetEntry((), SHOTS, {shot: _entry(proposal)})
            new = True
        if known:
            yield SetEntry((PROPOSED,), shot, choice.told)
        else:
            yield SetEntry((), PROPOSED, {shot: choice.told})
            known = True


def _renewed(shot: str, before: ShotChoice, proposal: ProposedChoice) -> Iterator[Edit]:
    """Yield what changes in an entry that was proposed before, key by key: its comments stay."""
    entry = _entry(proposal)
    for key in (SAID, WORDS, CLIP, START, END, VOICE, OTHERS):
        if key in entry:
            yield SetEntry((SHOTS, shot), key, entry[key])
    gone = ((START, before.start is not None), (END, before.end is not None), (VOICE, before.voice_only))
    yield from (RemoveAt((SHOTS, shot, key)) for key, there in gone if there and key not in entry)


def _entry(proposal: ProposedChoice) -> Mapping[str, Plain]:
    choice = proposal.choice
    entry: dict[str, Plain] = {SAID: _said(proposal.shot)}
    if choice.words:
        entry[WORDS] = choice.words
    entry[CLIP] = choice.clip
    if choice.start is not None:
        entry[START] = f"{choice.start:.2f}"
    if choice.end is not None:
        entry[END] = f"{choice.end:.2f}"
    if choice.voice_only:
        entry[VOICE] = "oui"
    if proposal.others:
        entry[OTHERS] = list(proposal.others)
    return entry


def _said(shot: ShotToFill) -> str:
    text = " ".join(shot.text.split())
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"
    who = shot.people or "vue"
    return typeset(f"{shot.number} · {who} : {text}" if text else f"{shot.number} · {who}")


def _anew(proposals: Sequence[ProposedChoice]) -> str:
    lines = [_HEAD, f"{SHOTS}:" if proposals else f"{SHOTS}: {{}}"]
    for proposal in proposals:
        lines.append(f"  {proposal.shot.id}:")
        for key, value in _entry(proposal).items():
            lines.append(f"    {key}: {json.dumps(value, ensure_ascii=False) if _quotable(key, value) else value}")
    lines += ["", "# Les clips à ne jamais prendre, par exemple [IMG_0040.mov].", f"{ASIDE}: []", ""]
    lines.append(
        "# Ce que « jt rushes » a proposé : c'est ainsi qu'il sait ce que vous avez changé. À laisser tel quel."
    )
    lines.append(f"{PROPOSED}:" if proposals else f"{PROPOSED}: {{}}")
    lines += [f"  {one.shot.id}: {json.dumps(one.choice.told, ensure_ascii=False)}" for one in proposals]
    return "\n".join(lines) + "\n"


def _quotable(key: str, value: Plain) -> bool:
    return key in {SAID, CLIP, OTHERS, WORDS} or not isinstance(value, str)
