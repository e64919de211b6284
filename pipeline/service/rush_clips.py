"""Every clip of a shoot examined: looked at, heard where something can hear, and kept by its content."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.rushes.looking import LOOK_VERSION, clip_still, looked_at
from pipeline.errors import MediaError
from pipeline.french.slates import slate_heard
from pipeline.gather.rush_values import ClipWitness, SaidThere
from pipeline.model.heard import Recognised, RecognisedWord, Wordless
from pipeline.model.keys import key_of
from pipeline.model.picture import Asset
from pipeline.model.rushes import CHOICES, ClipLook, rushes_folder
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Recogniser, Store
from pipeline.produce.listening import heard_key, keep_hearing, kept_hearing
from pipeline.service.hearing import hear_file
from pipeline.speak.found_lines import FoundLine, LineFinder

LOOKS, STILLS = "rushes-vus", "rushes-images"
_LITTER = frozenset({"thumbs.db", "desktop.ini", CHOICES})
_BESIDES = frozenset({".yaml", ".yml", ".txt", ".md", ".pdf", ".json", ".srt", ".vtt", ".xml", ".thm", ".lrv", ".aae"})
"""What stands beside clips and is none: notes, words that were heard, and what cameras write for themselves."""

_SLATE = 18
"""Words at either end of a clip among which a slate is said."""

_SHOWN = 9
"""Words by which a person knows what a clip says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RushExaminer:
    """What examining takes: where clips are, where what was found is kept, who hears (None: nobody), which lines.

    `shots` are the ids of the shots whose texts the `finder` knows, in its order; `hints` the names to expect.
    """

    library: FolderLibrary
    store: Store
    finder: LineFinder
    shots: tuple[str, ...]
    recogniser: Recogniser | None
    hints: tuple[str, ...]

    def witness(self, name: str, asset: Asset) -> ClipWitness:
        """Return all that is known of a clip; one that cannot be read says why."""
        path = self.library.path(asset.path)
        try:
            look = self._look(path, asset)
            heard = self._heard(self.recogniser, path, asset) if self.recogniser is not None and look.heard else None
        except MediaError as error:
            return ClipWitness(name=name, look=None, problem=str(error).removeprefix(f"{path.name} : "))
        if heard is None:
            return ClipWitness(name=name, look=look, listened=self.recogniser is not None)
        words = heard.words
        lines = self.finder.found(words)
        ends = (words[:_SLATE], words[-_SLATE:])
        spoken = (slate_heard(" ".join(word.text for word in some)) for some in ends)
        return ClipWitness(
            name=name,
            look=look,
            listened=True,
            words=len(words),
            told=" ".join(word.text for word in words[:_SHOWN]),
            said=tuple(_there(self.shots[line.text], line, words, look.seconds) for line in lines),
            spoken=next(filter(None, spoken), None),
            why=None if words else max(heard.wordless, key=lambda one: one.end - one.start).why,
        )

    def still(self, asset: Asset, at: float) -> bytes:
        """Return the picture of a clip at a second, as JPEG; empty when it has none."""
        key = key_of(STILLS, asset, round(at, 2), LOOK_VERSION)
        kept = self.store.read(STILLS, key, bytes)
        if kept is None:
            try:
                kept = clip_still(self.library.path(asset.path), at)
            except MediaError:
                return b""
            self.store.keep(STILLS, key, kept)
        return kept

    def _look(self, path: Path, asset: Asset) -> ClipLook:
        key = key_of(LOOKS, asset, path.stem, LOOK_VERSION)  # a name may tell when a clip was made
        known = self.store.read(LOOKS, key, lambda data: ClipLook(**json.loads(data)))
        if known is None:
            known = looked_at(path)
            self.store.keep(LOOKS, key, json.dumps(asdict(known)).encode())
        return known

    def _heard(self, recogniser: Recogniser, path: Path, asset: Asset) -> Recognised:
        """Return what is said; in noise, names to expect can keep every word from coming: it is heard without them."""
        known = self._once(recogniser, path, asset, self.hints)
        if self.hints and not known.words and any(one.why is Wordless.NO_SPEECH for one in known.wordless):
            return self._once(recogniser, path, asset, ())
        return known

    def _once(self, recogniser: Recogniser, path: Path, asset: Asset, hints: tuple[str, ...]) -> Recognised:
        key = heard_key(asset, recogniser, hints)
        known = kept_hearing(self.store, key)
        if known is None:
            known = hear_file(path, recogniser, hints).heard
            keep_hearing(self.store, key, known)
        return known


def clips_in(library: FolderLibrary, script: str) -> Iterator[tuple[str, Asset]]:
    """Yield the clips of a script by their names in its folder of rushes, folders below it included, in order."""
    folder = rushes_folder(script)
    for name in library.listed(f"{folder}/**/*"):
        clip = PurePosixPath(name)
        hidden = any(part.startswith(".") for part in clip.relative_to(folder).parts)
        if not hidden and clip.name.lower() not in _LITTER and clip.suffix.lower() not in _BESIDES:
            yield clip.relative_to(folder).as_posix(), library.asset(name)


def examined(
    examiner: RushExaminer, clips: Sequence[tuple[str, Asset]], tell: Callable[[int, str], None]
) -> tuple[ClipWitness, ...]:
    """Return what is known of each clip; `tell` hears which one is looked at, by its rank. Raises HearingError."""
    found: list[ClipWitness] = []
    for number, (name, asset) in enumerate(clips, 1):
        tell(number, name)
        found.append(examiner.witness(name, asset))
    return tuple(found)


def hearing_here(recogniser: Recogniser) -> tuple[Recogniser | None, str]:
    """Return a recogniser that can hear, else None and why, in French."""
    problem = recogniser.unavailable()
    return (None, problem) if problem else (recogniser, "")


def _there(shot: str, line: FoundLine, words: Sequence[RecognisedWord], seconds: float) -> SaidThere:
    before = words[line.first - 1].end / SAMPLE_RATE if line.first else 0.0
    after = words[line.last].start / SAMPLE_RATE if line.last < len(words) else seconds
    return SaidThere(
        shot=shot,
        start=line.start / SAMPLE_RATE,
        end=line.end / SAMPLE_RATE,
        before=before,
        after=max(after, line.end / SAMPLE_RATE),
        completeness=line.alignment.completeness,
        apart=line.alignment.apart,
        letters=line.letters,
        times=line.times,
    )
