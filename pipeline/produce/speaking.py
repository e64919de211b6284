"""Every line of the rundown is spoken once; what has been said before is taken from the store, sentence by sentence."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import MediaError
from pipeline.model.keys import key_of
from pipeline.model.media import in_project
from pipeline.model.picture import Asset
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import RECORDED, SentenceMark, Take
from pipeline.plan.estimate import estimate, spoken_for
from pipeline.ports import FootageReader, Library, Progress, Samples, Store
from pipeline.produce.kept_speech import (
    KIND,
    SENTENCES,
    packed_sentence,
    packed_take,
    unpacked_sentence,
    unpacked_take,
)
from pipeline.produce.parallel_speech import LOADING, MOST, Announcer, Say, parallel_speech
from pipeline.produce.under_way import Workforce
from pipeline.speak.heard_marks import HEARD_VERSION
from pipeline.speak.pulse import moments
from pipeline.speak.recordings import RECORDED_VERSION, recorded
from pipeline.speak.takes import (
    SPEAK_VERSION,
    Performance,
    Recording,
    Resample,
    SaidSentence,
    Utterance,
    strung,
    utterances,
)
from pipeline.speak.worded import rests, said

if TYPE_CHECKING:  # what draws and mixes is not loaded by whoever looks at what was said
    from pipeline.produce.early import EarlyItems

LONGEST_RECORDING = 600.0
"""Seconds of a recording that one line may have: ten times what a line should have, and 230 MB once decoded."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What speaking needs: who speaks how, where takes are kept, how recordings are read."""

    performance: Performance
    store: Store
    library: Library
    footage: FootageReader
    resample: Resample


def speak(
    lines: Iterable[PlannedLine],
    studio: Studio,
    progress: Progress,
    crew: Workforce | None = None,
    early: "EarlyItems | None" = None,
) -> Mapping[str, Take]:
    """Return a take for every line, by the line's id; raises VoiceError or MediaError naming the line.

    Engines that gain by it speak in as many processes as the crew has; where that takes long, `early` draws what has
    been spoken meanwhile.
    """
    lines = tuple(lines)
    takes: dict[str, Take] = {}
    booth = Announcer(studio.performance.voice, studio.resample)
    ahead = crew is not None and crew.jobs > 1 and studio.performance.voice.facts.parallel
    if ahead:
        asked = _unsaid(lines, studio.performance, studio.store)
    else:  # each is looked up when its turn comes
        asked = {}
        spoken = (line for line in lines if not line.recording)
        studio.store.gather(KIND, (take_key(line, studio.performance, None) for line in spoken))
    with parallel_speech(asked, booth, progress, crew, early) as say:
        for line in lines:
            progress.go_on()
            takes[line.id] = _take(line, studio, say)
            if early is not None:
                early.spoken(takes)
            progress.advance()
    return takes


def all_said(lines: Iterable[PlannedLine], performance: Performance, store: Store) -> bool:
    """Tell whether every line that is not recorded has been said before in this way."""
    return not _unsaid(lines, performance, store)


def wait(lines: Iterable[PlannedLine], performance: Performance, store: Store, jobs: int) -> tuple[int, float]:
    """Return how many sentences have not been said yet, and about how many seconds saying them takes."""
    unsaid = _unsaid(lines, performance, store).values()
    facts = performance.voice.facts
    if not unsaid or not facts.effort:
        return len(unsaid), 0.0
    spoken = sum(spoken_for(each.words) for each in unsaid)
    return len(unsaid), LOADING + spoken * facts.effort / (min(jobs, MOST) if facts.parallel else 1)


def _unsaid(lines: Iterable[PlannedLine], performance: Performance, store: Store) -> dict[str, Utterance]:
    """Return what has to be said for lines that are neither recorded nor in the store: sentences, by their key."""
    keyed = {take_key(line, performance, None): line for line in lines if not line.recording}
    store.gather(KIND, keyed)
    lacking = [line for key, line in keyed.items() if store.find(KIND, key) is None]
    asked = [each for line in lacking for each in utterances(line, performance)]
    wanted: dict[str, Utterance] = {}
    for each in asked:
        wanted.setdefault(sentence_key(each, performance), each)
    store.gather(SENTENCES, wanted)
    return {key: each for key, each in wanted.items() if store.find(SENTENCES, key) is None}


def rehearse(
    lines: Iterable[PlannedLine], performance: Performance, store: Store, library: Library
) -> Mapping[str, Take]:
    """Return takes without speaking: those in the store, and estimates for the others."""
    takes: dict[str, Take] = {}
    for line in lines:
        file = in_project(line.recording) if line.recording else ""
        asset = library.asset(file) if file and library.exists(file) else None
        key = take_key(line, performance, asset)
        kept = store.read(KIND, key, unpacked_take)
        if kept is None:
            takes[line.id] = estimate(line)
        else:
            engine = RECORDED if asset else performance.voice.name
            takes[line.id] = _kept(line, key, engine, kept)
    return takes


def _take(line: PlannedLine, studio: Studio, say: Say) -> Take:
    begun = time.perf_counter()
    asset = studio.library.asset(in_project(line.recording)) if line.recording else None
    key = take_key(line, studio.performance, asset)
    engine = RECORDED if asset else studio.performance.voice.name
    kept = studio.store.read(KIND, key, unpacked_take)
    if kept is not None:
        return _kept(line, key, engine, kept)
    if asset:
        made = _recorded(line, asset, studio)
        spent = time.perf_counter() - begun
    else:
        sounds = [_sentence(each, studio, say) for each in utterances(line, studio.performance)]
        made = strung(line, studio.performance.lexicon, [sound for sound, _ in sounds])
        spent = sum(seconds for _, seconds in sounds)
    packed = packed_take(made)
    studio.store.put(KIND, key, packed)
    # as it will be found again, so that both give the same picture
    return replace(_kept(line, key, engine, unpacked_take(packed)), seconds_spent=spent, reused=False)


def _sentence(asked: Utterance, studio: Studio, say: Say) -> tuple[SaidSentence, float]:
    """Return a sentence as it is kept, and the seconds that saying it took now."""
    key = sentence_key(asked, studio.performance)
    kept = studio.store.read(SENTENCES, key, unpacked_sentence)
    if kept is not None:
        return kept, 0.0
    made, spent = say(key, asked)
    packed = packed_sentence(made)
    studio.store.put(SENTENCES, key, packed)
    return unpacked_sentence(packed), spent


def _kept(line: PlannedLine, key: str, engine: str, kept: tuple[Samples, tuple[SentenceMark, ...]]) -> Take:
    """Return a take as the store has it."""
    sound, marks = kept
    return Take(
        line=line.id,
        samples=sound.size,
        sentences=marks,
        sound=key,
        voice=line.voice,
        engine=engine,
        reused=True,
        levels=moments(sound),
    )


def take_key(line: PlannedLine, performance: Performance, recording: Asset | None) -> str:
    """Return the key of a take: the words as written and as spoken, and everything that decides their sound."""
    pairs = said(line, performance.lexicon)
    if recording is not None:
        recorded_key = ("recorded", SPEAK_VERSION, RECORDED_VERSION, recording, line.tape, pairs)
        heard = () if line.heard is None else ("heard", HEARD_VERSION, line.text, line.heard.words)
        return key_of(*recorded_key, *heard)
    key = ("spoken", SPEAK_VERSION, performance.voice.version, performance.setting(line.voice), pairs)
    silent = rests(line, performance.lexicon)
    return key_of(*key, silent) if silent else key_of(*key)


def sentence_key(asked: Utterance, performance: Performance) -> str:
    """Return the key of a sentence: its words as they are spoken, and how; neither its line nor how it is written."""
    return key_of("sentence", SPEAK_VERSION, performance.voice.version, asked.setting, asked.words)


def _recorded(line: PlannedLine, asset: Asset, studio: Studio) -> Recording:
    where = f"{line.mark} : " if line.mark else ""
    again = "enregistrez de nouveau cette voix, ou ôtez le fichier pour la voix de synthèse"
    try:
        heard = studio.footage.sound(studio.library.path(asset.path), line.tape.start, line.tape.end, LONGEST_RECORDING)
    except MediaError as error:
        raise MediaError(
            f"{where}{asset.path} : {str(error).removeprefix(f'{PurePath(asset.path).name} : ')}"
        ) from error
    made = recorded(line, _mono(heard), studio.performance.lexicon) if heard.size else None
    if made is None or not made.sound.size:
        raise MediaError(f"{where}{asset.path} ne contient aucun son ; {again}")
    return made


def _mono(stereo: Samples) -> Samples:
    """Return both channels as one, or the louder one where they would cancel each other."""
    sound = np.nan_to_num(stereo, posinf=1.0, neginf=-1.0)
    both: Samples = sound.mean(axis=1, dtype=np.float32)
    powers = (sound.astype(np.float64) ** 2).sum(axis=0)
    if float((both.astype(np.float64) ** 2).sum()) < 0.1 * float(powers.max()):
        both = np.ascontiguousarray(sound[:, int(powers.argmax())])
    return both
