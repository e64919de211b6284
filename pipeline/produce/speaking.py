"""Every line of the rundown is spoken once; what has been said before is taken from the store."""

import io
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.errors import MediaError
from pipeline.model.media import in_project
from pipeline.model.picture import Asset
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import Mark, Take
from pipeline.plan.estimate import estimate
from pipeline.ports import FootageReader, Library, Progress, Samples, Store
from pipeline.produce.keys import key_of
from pipeline.speak.takes import SPEAK_VERSION, Performance, Recording, Resample, record, recorded, said

_KIND = "voix"


@dataclass(frozen=True, slots=True)
class Studio:
    """What speaking needs: who speaks how, where takes are kept, how recordings are read."""

    performance: Performance
    store: Store
    library: Library
    footage: FootageReader
    resample: Resample


def speak(lines: Iterable[PlannedLine], studio: Studio, progress: Progress) -> Mapping[str, Take]:
    """Return a take for every line, by the line's id; raises VoiceError or MediaError naming the line."""
    takes: dict[str, Take] = {}
    for line in lines:
        takes[line.id] = _take(line, studio)
        progress.advance()
    return takes


def rehearse(
    lines: Iterable[PlannedLine], performance: Performance, store: Store, library: Library
) -> Mapping[str, Take]:
    """Return takes without speaking: those in the store, and estimates for the others."""
    takes: dict[str, Take] = {}
    for line in lines:
        file = in_project(line.recording) if line.recording else ""
        asset = library.asset(file) if file and library.exists(file) else None
        key = take_key(line, performance, asset)
        path = store.find(_KIND, key)
        if path is None:
            takes[line.id] = estimate(line)
        else:
            sound, marks = _unpacked(path.read_bytes())
            takes[line.id] = Take(line.id, sound.size, marks, key, line.voice, performance.voice.name, reused=True)
    return takes


def _take(line: PlannedLine, studio: Studio) -> Take:
    begun = time.perf_counter()
    asset = studio.library.asset(in_project(line.recording)) if line.recording else None
    key = take_key(line, studio.performance, asset)
    engine = "enregistre" if asset else studio.performance.voice.name
    path = studio.store.find(_KIND, key)
    if path is not None:
        sound, marks = _unpacked(path.read_bytes())
        return Take(line.id, sound.size, marks, key, line.voice, engine, 0.0, reused=True)
    made = _recorded(line, asset, studio) if asset else record(line, studio.performance, studio.resample)
    studio.store.put(_KIND, key, _packed(made))
    spent = time.perf_counter() - begun
    return Take(line.id, made.sound.size, made.sentences, key, line.voice, engine, spent)


def take_key(line: PlannedLine, performance: Performance, recording: Asset | None) -> str:
    """Return the key of a take: the words as written and as spoken, and everything that decides their sound."""
    pairs = said(line, performance.lexicon)
    if recording is not None:
        return key_of("recorded", SPEAK_VERSION, recording, pairs)
    return key_of("spoken", SPEAK_VERSION, performance.voice.version, performance.setting(line.voice), pairs)


def _recorded(line: PlannedLine, asset: Asset, studio: Studio) -> Recording:
    stereo = studio.footage.sound(studio.library.path(asset.path))
    made = recorded(line, stereo.mean(axis=1).astype(np.float32)) if stereo.size else None
    if made is None or not made.sound.size:
        raise MediaError(f"{line.mark} : {asset.path} ne contient aucun son ; enregistrez de nouveau cette voix")
    return made


def _packed(made: Recording) -> bytes:
    buffer = io.BytesIO()
    np.savez(
        buffer,
        pcm=np.round(made.sound * 32_767).astype(np.int16),
        bounds=np.array([[mark.start, mark.end] for mark in made.sentences], np.int64),
        texts=np.array([mark.text for mark in made.sentences]),
    )
    return buffer.getvalue()


def _unpacked(data: bytes) -> tuple[Samples, tuple[Mark, ...]]:
    with np.load(io.BytesIO(data), allow_pickle=False) as packed:
        pcm = packed["pcm"].astype(np.float32) / np.float32(32_767)
        marks = tuple(
            Mark(str(text), int(start), int(end))
            for text, (start, end) in zip(packed["texts"], packed["bounds"], strict=True)
        )
    return pcm, marks


def load_take(store: Store, key: str) -> Samples:
    """Return a take's PCM, mono, 48 kHz; raises MediaError when the store lost it since it was made."""
    path = store.find(_KIND, key)
    if path is None:
        raise MediaError("le cache a perdu une voix pendant le rendu ; relancez la commande")
    return _unpacked(path.read_bytes())[0]
