"""Which shots a clip is of, by its name, its slate and its words, one clip at a time; nothing is decided in silence.

What is said wins over what a slate says, and a slate over a name; wherever two of them disagree, that is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.slates import slate_heard
from pipeline.french.wording import quoted
from pipeline.gather.rush_values import ClipTake, ClipWitness, Evidence, SaidThere, ShotToFill
from pipeline.model.heard import Wordless
from pipeline.model.rushes import AFTER, BEFORE, KEPT, ClipLook, on_picture, rushes_folder, with_handles
from pipeline.model.slate import Slate, slate_read, slate_tag

_SAID, _SOME = 0.6, 0.3
"""Share of a shot's text from which it surely is said, and from which it may be."""

_MUCH, _FEW = 30.0, 8.0
"""Letters (of sounds) of a text that surely are it, however long it is, and that say nothing by themselves."""

_ALSO = 0.75
"""Share of a shot's text that is said beside another one's for a clip to be of both."""

_STRAY = 0.6
"""Share of what is said in a passage that is not the text's, from which a passage is no take of it."""

_RIVAL = 0.8
"""How much of another text is said in the same passage, against the best, for nobody to know which one it is."""

_SPEECH = 5
"""Words from which somebody speaks in a clip."""


@dataclass(frozen=True, slots=True)
class PlacedClip:
    """The takes that a clip holds, and what is doubtful of it."""

    takes: tuple[ClipTake, ...]
    findings: tuple[Finding, ...]
    rivals: tuple[str, ...] = ()


class ClipPlacer:
    """Places the clips of one script."""

    def __init__(self, script: str, shots: Sequence[ShotToFill]) -> None:
        self._script = script
        self._shots = {shot.id: shot for shot in shots}
        self._numbers = {(shot.item, shot.rank): shot.id for shot in shots}

    def placed(self, clip: ClipWitness) -> PlacedClip:
        """Return the shots that a clip is of, and every doubt about it."""
        if clip.look is None:
            advice = "copier ce fichier de nouveau depuis l'appareil, ou l'ôter"
            return PlacedClip((), (self._told(clip, f"ce clip ne se lit pas : {clip.problem}", advice, _UNREADABLE),))
        doubts: list[Finding] = []
        claims = dict(self._claims(clip, doubts))
        passages, rivals = _passages(clip.said)
        named = self._claimed(clip, claims, passages, rivals, doubts)
        if named is None:
            return self._by_words(clip, clip.look, passages, rivals, doubts)
        return self._by_slate(clip, clip.look, named, claims, passages, rivals, doubts)

    def _claims(self, clip: ClipWitness, doubts: list[Finding]) -> Iterator[tuple[Evidence, str]]:
        """Yield the shots that slates and the name say, the surest first."""
        if clip.look is not None and (slate := slate_read(clip.look.slate)) is not None:
            if slate.script != slate_tag(self._script):
                told = f"l'ardoise montrée est celle d'un autre journal ({quoted(slate.script)})"
                advice = "déplacer ce clip dans les rushes de cet autre journal"
                doubts.append(self._told(clip, told, advice, Code("rushes-autre-journal")))
            elif (shot := self._of_slate(slate)) is not None:
                yield Evidence.SLATE, shot
            else:
                doubts.append(self._no_such(clip, f"{slate.item}, plan {slate.shot}"))
        for evidence, spoken in ((Evidence.SPOKEN, clip.spoken), (Evidence.NAME, slate_heard(_stem(clip.name)))):
            if spoken is None:
                continue
            shot = self._numbers.get((spoken.item, spoken.shot))
            if shot is not None:
                yield evidence, shot
            else:
                doubts.append(self._no_such(clip, f"sujet {spoken.item}, plan {spoken.shot}"))

    def _of_slate(self, slate: Slate) -> str | None:
        """Return the shot of a slate: the one that says its words, wherever it moved; else the one of its number."""
        here = [
            shot
            for shot in self._shots.values()
            if slate_tag(shot.id.rpartition("/")[0]) == slate.item and shot.rank == slate.shot
        ]
        if here and (not slate.words or here[0].words == slate.words):
            return here[0].id
        same = [shot for shot in self._shots.values() if slate.words and shot.words == slate.words]
        if len(same) == 1:
            return same[0].id
        return here[0].id if here else None

    def _claimed(
        self,
        clip: ClipWitness,
        claims: Mapping[Evidence, str],
        passages: Sequence[SaidThere],
        rivals: Sequence[str],
        doubts: list[Finding],
    ) -> str | None:
        """Return the shot that the slates say, the one that the words bear out where they disagree."""
        said = dict.fromkeys(claims.values())
        if not said:
            return None
        if len(said) > 1:
            told = ", ".join(f"{evidence.value} : {self._shots[shot].number}" for evidence, shot in claims.items())
            advice = "vérifier ce clip, puis le renommer ou le placer à la main"
            doubts.append(self._told(clip, f"deux ardoises différentes ({told})", advice, Code("rushes-deux-ardoises")))
        heard = {passage.shot for passage in passages} | set(rivals)
        return next((shot for shot in said if shot in heard), next(iter(said)))

    def _by_slate(
        self,
        clip: ClipWitness,
        look: ClipLook,
        named: str,
        claims: Mapping[Evidence, str],
        passages: Sequence[SaidThere],
        rivals: Sequence[str],
        doubts: list[Finding],
    ) -> PlacedClip:
        shot = self._shots[named]
        by = tuple(evidence for evidence, said in claims.items() if said == named)
        there = next((one for one in clip.said if one.shot == named), None)
        agreed = not doubts
        if shot.view and not any(one.shot == named or _surely(one) for one in passages):
            return PlacedClip((self._whole(clip, look, named, by, sure=agreed),), tuple(doubts))
        if there is not None and (named in rivals or any(one.shot == named for one in passages)):
            takes = [self._take(clip, look, there, (*by, Evidence.WORDS), sure=agreed)]
            takes += [
                self._take(clip, look, one, (Evidence.WORDS,), sure=agreed)
                for one in passages
                if one.shot != named and not _over(one, there)
            ]
            return PlacedClip(tuple(takes), tuple(doubts))
        if passages:
            other = self._shots[passages[0].shot]
            told = f"l'ardoise dit {shot.number}, et on y entend le plan {other.number} ({quoted(other.text)})"
            advice = "vérifier ce clip : c'est ce qui s'y dit qui est proposé"
            doubts.append(self._told(clip, told, advice, Code("rushes-ardoise-dementie")))
            takes = [self._take(clip, look, one, (Evidence.WORDS,), sure=False) for one in passages]
            return PlacedClip(tuple(takes), tuple(doubts))
        if clip.listened and clip.words >= _SPEECH:
            told = f"l'ardoise dit {shot.number}, mais on y entend autre chose que son texte : {quoted(clip.told)}"
            advice = "vérifier ce clip ; si c'est la bonne réponse, corriger le texte du script"
            doubts.append(self._told(clip, told, advice, Code("rushes-autres-mots")))
        elif clip.listened:
            told = f"l'ardoise dit {shot.number}, mais {_unheard(clip)}"
            doubts.append(self._told(clip, told, "vérifier le son de ce clip", Code("rushes-sans-parole")))
        return PlacedClip((self._whole(clip, look, named, by, sure=not doubts),), tuple(doubts))

    def _by_words(
        self,
        clip: ClipWitness,
        look: ClipLook,
        passages: Sequence[SaidThere],
        rivals: Sequence[str],
        doubts: list[Finding],
    ) -> PlacedClip:
        if not passages:
            return PlacedClip((), (*doubts, *self._nothing(clip, look)))
        if rivals:
            shown = ", ".join(self._shots[shot].number for shot in (passages[0].shot, *rivals))
            told = f"ce qui s'y dit va à plusieurs plans ({shown})"
            advice = "choisir lequel à la main, ou montrer une ardoise"
            doubts.append(self._told(clip, told, advice, Code("rushes-deux-plans")))
        elif not _surely(passages[0]):
            shot = self._shots[passages[0].shot]
            told = f"on y reconnaît {passages[0].completeness:.0%} du plan {shot.number} ({quoted(shot.text)})"
            advice = "vérifier que c'est bien lui"
            doubts.append(self._told(clip, told.replace("%", "\u00a0%"), advice, Code("rushes-peu-sur")))
        takes = [self._take(clip, look, one, (Evidence.WORDS,), sure=not doubts) for one in passages]
        return PlacedClip(tuple(takes), tuple(doubts), (passages[0].shot, *rivals) if rivals else ())

    def _nothing(self, clip: ClipWitness, look: ClipLook) -> Iterator[Finding]:
        """Yield why a clip is of no shot that anybody could tell."""
        by_hand = "le placer à la main, ou l'écarter"
        if clip.listened and clip.words >= _SPEECH:
            told = f"rien de ce qui s'y dit n'est dans le script : {quoted(clip.told)}"
            advice = f"vérifier qu'il est de ce journal ; {by_hand}"
            yield self._told(clip, told, advice, Code("rushes-autre-texte"))
        elif clip.listened:
            yield self._told(clip, _unheard(clip), by_hand, Code("rushes-sans-parole"))
        elif look.heard and look.last > look.first:
            told = "rien ne dit de quel plan il est, et rien ici ne reconnaît la parole"
            advice = (
                f"le renommer comme le dit le plan de tournage, ou {by_hand} ; « jt ecoute install » saurait l'entendre"
            )
            yield self._told(clip, told, advice, Code("rushes-sans-indice"))
        else:
            yield self._told(clip, "rien ne dit de quel plan il est", by_hand, Code("rushes-sans-indice"))

    def _whole(self, clip: ClipWitness, look: ClipLook, shot: str, by: tuple[Evidence, ...], *, sure: bool) -> ClipTake:
        return whole_take(clip, look, self._shots[shot], by, sure=sure)

    def _take(
        self, clip: ClipWitness, look: ClipLook, there: SaidThere, by: tuple[Evidence, ...], *, sure: bool
    ) -> ClipTake:
        start = max(there.start - BEFORE, (there.before + there.start) / 2 if there.before else 0.0)
        end = min(there.end + AFTER, (there.end + there.after) / 2 if there.after < look.seconds else look.seconds)
        return ClipTake(
            clip=clip.name,
            shot=there.shot,
            start=on_picture(start) if start > KEPT else None,
            end=on_picture(end) if look.seconds - end > KEPT else None,
            by=by,
            sure=sure,
            look=look,
            completeness=there.completeness,
            apart=there.apart,
            times=there.times,
            number=_number(clip),
            voice_only=self._shots[there.shot].view and look.seen,
        )

    def _no_such(self, clip: ClipWitness, said: str) -> Finding:
        told = f"son ardoise dit {quoted(said)}, qui n'est pas un plan à filmer de ce script"
        advice = "le script a peut-être changé depuis le plan de tournage : placer ce clip à la main"
        return self._told(clip, told, advice, Code("rushes-ardoise-inconnue"))

    def _told(self, clip: ClipWitness, message: str, advice: str, code: Code) -> Finding:
        return clip_finding(self._script, clip.name, message, advice, code)


_UNREADABLE = Code("rushes-clip-illisible")


def clip_finding(script: str, clip: str, message: str, advice: str, code: Code) -> Finding:
    """Return a warning about a clip."""
    return Finding(Mark(f"{rushes_folder(script)}/{clip}"), message, advice, Level.WARNING, code=code)


def whole_take(
    clip: ClipWitness, look: ClipLook, shot: ShotToFill, by: tuple[Evidence, ...], *, sure: bool
) -> ClipTake:
    """Return a clip as a take of a shot whose words were not found in it: cut to what is heard, or whole for a view."""
    speaks = not shot.view and look.last > look.first
    start, end = with_handles(look.first, look.last, look.seconds) if speaks else (None, None)
    there = next((one for one in clip.said if one.shot == shot.id), None)
    known = clip.listened and not shot.view
    return ClipTake(
        clip=clip.name,
        shot=shot.id,
        start=start,
        end=end,
        by=by,
        sure=sure,
        look=look,
        completeness=(there.completeness if there else 0.0) if known else None,
        apart=(there.apart if there else 1.0) if known else None,
        number=_number(clip),
    )


def _number(clip: ClipWitness) -> int:
    """Return which take its slates say that a clip is, 0 when none does."""
    slate = slate_read(clip.look.slate) if clip.look else None
    told = (slate.take if slate else 0, clip.spoken.take if clip.spoken else 0)
    named = slate_heard(_stem(clip.name))
    return next(filter(None, (*told, named.take if named else 0)), 0)


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _surely(one: SaidThere) -> bool:
    return one.letters >= _FEW and (one.completeness >= _SAID or one.letters >= _MUCH) and one.apart < _STRAY


def _maybe(one: SaidThere) -> bool:
    return one.letters >= _FEW and one.completeness >= _SOME and one.apart < _STRAY


def _over(one: SaidThere, other: SaidThere) -> bool:
    """Tell whether two texts are found in the same words, for the better part of the shorter."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * min(one.end - one.start, other.end - other.start)


def _passages(said: Sequence[SaidThere]) -> tuple[list[SaidThere], list[str]]:
    """Return the passages of a clip, the best text of each; and the shots that the first one may be of as well."""
    kept: list[SaidThere] = []
    rivals: list[str] = []
    for one in said:
        same = next((other for other in kept if _over(one, other)), None)
        if same is not None:
            if (
                same is kept[0]
                and one.letters >= _RIVAL * same.letters
                and one.completeness >= _RIVAL * same.completeness
            ):
                rivals.append(one.shot)
        elif (not kept and _maybe(one)) or (kept and one.completeness >= _ALSO and _surely(one)):
            kept.append(one)
    return kept, rivals


def _unheard(clip: ClipWitness) -> str:
    match clip.why:
        case Wordless.FOREIGN:
            return "on y parle une autre langue"
        case Wordless.SILENT:
            return "on n'y entend rien"
        case Wordless.NO_SPEECH:
            return "on y entend du bruit ou de la musique, et personne ne parle"
        case None:
            return "presque rien ne s'y dit" if clip.words else "personne n'y parle"
