"""A shoot that is made: clips of known shots, said by Pico in other voices, as phones bring them home.

Of each line there are two clips: one much as it is written, one spoiled (words changed or left out, a beginning cut
off, a false start, a slate before it), in noise, some turned by the phone; names say nothing, and some are wrong.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples, VoiceSetting
from pipeline.speak.takes import trimmed
from tests.fakes.films import turned
from tests.fakes.recordings import write_recording

PEOPLE = ("malo", "odile", "ines", "karim")
LINES = (
    "Je veux bien vous en parler, mais le bus arrive dans deux minutes.",
    "On ne se perd plus, et on se retrouve chaque soir autour d'une soupe.",
    "Au début, personne n'y croyait ; aujourd'hui, trente habitants ont la clé.",
    "Le jardin est ouvert à tous, du lever du soleil jusqu'à la nuit.",
    "Mon grand-père gardait les outils dans sa cave, et il les prêtait déjà.",
    "Ici, on paie en heures : une heure de bricolage vaut une heure de piano.",
    "Deux mille heures ont changé de mains depuis le mois de janvier.",
    "Le plus difficile, c'est d'oser demander de l'aide à son voisin.",
    "La mairie nous a prêté la salle, et nous avons repeint les murs en jaune.",
    "Les enfants viennent le mercredi, les anciens viennent tous les jours.",
    "Nous avons planté douze pommiers le long de l'ancienne voie ferrée.",
    "Cet hiver, le quartier s'est chauffé sans brûler un seul litre de fioul.",
    "Quand la machine tombe en panne, c'est Karim qui la répare.",
    "Ma fille a appris à lire l'heure sur cette façade.",
    "La pluie remplit les citernes, et les citernes arrosent les tomates.",
    "Nous voulons que chaque décision soit prise à voix haute, devant tout le monde.",
    "Le vote a duré trois dimanches, et personne n'a quitté la salle.",
    "J'habite au sixième étage, et je connais enfin mes voisins du premier.",
    "Le médecin passe le lundi, la sage-femme passe le jeudi.",
    "Si c'était à refaire, je commencerais par la cantine de l'école.",
)
FOREIGN = "La recette demande six œufs, du beurre fondu et une pincée de sel."
"""What is said in a clip of something else."""

_VOICES = ((0.85, 0.9, 1.0), (0.95, 1.15, 0.94), (0.8, 1.0, 1.06), (1.0, 1.05, 1.0))
_ENDS = (".mov", ".m4a", ".mov", ".mov")
_QUARTER = ((0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
"""Display matrices of a phone that is held upright, upside down, and upright the other way."""


@dataclass(frozen=True, slots=True)
class MadeClip:
    """A clip with the shot that it is truly of, empty for none."""

    name: str
    shot: str


def script_of(lines: Sequence[str] = LINES) -> str:
    """Return a newscast in which each line is a soundbite, five a story."""
    told = ["titre: Le journal des voisins", "intervenants:"]
    told += [f"  {who}: {{nom: {who.capitalize()} Durand, role: voisin}}" for who in PEOPLE]
    told.append("sujets:")
    for rank, line in enumerate(lines):
        if rank % 5 == 0:
            told += [f"  - titre: Histoire numéro {rank // 5 + 1}", "    lancement: non", "    plans:"]
        told += [f"      - sonore: {PEOPLE[rank % len(PEOPLE)]}", f'        texte: "{line}"']
    return "\n".join(told) + "\n"


def shot_of(rank: int) -> str:
    """Return the id of the shot of a line: its story's card comes first."""
    return f"histoire-numero-{rank // 5 + 1}/{rank % 5 + 2:02d}"


def make_shoot(folder: Path, ranks: Sequence[int] = tuple(range(len(LINES)))) -> tuple[MadeClip, ...]:
    """Write two clips of each line, and return which shot each is of."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[MadeClip] = []
    for rank in ranks:
        for take in (1, 2):
            dice = random.Random(100 * rank + take)  # noqa: S311 - no secret
            sound = _filmed(rank, take, dice)
            name = f"IMG_{3000 + 7 * rank + take * 211}{_ENDS[(rank + take) % len(_ENDS)]}"
            if take == 2 and rank % 10 == 4:  # the slate of another shot was left on
                name = f"sujet{3 + rank // 5}-plan{2 + (rank + 1) % 5}-prise{take}.mov"
            path = folder / name
            write_recording(path, sound, picture=path.suffix != ".m4a")
            if path.suffix == ".mov" and rank % 3 == 0:
                turned(path, path, _QUARTER[rank % len(_QUARTER)])
            made.append(MadeClip(name, shot_of(rank)))
    return tuple(made)


def make_strangers(folder: Path) -> tuple[MadeClip, ...]:
    """Write what has no place in any shoot: another text, music, silence, a file that broke off."""
    folder.mkdir(parents=True, exist_ok=True)
    at = np.arange(8 * SAMPLE_RATE) / SAMPLE_RATE
    notes = sum(np.sin(2 * np.pi * pitch * at) * (1 + np.sin(2 * np.pi * at)) for pitch in (220.0, 277.2, 329.6))
    hush = np.random.default_rng(3).normal(0, 1e-4, 5 * SAMPLE_RATE)
    clips = {
        "IMG_9001.mov": _in_noise(_said(FOREIGN, 1), 25.0, random.Random(1)),  # noqa: S311 - no secret
        "IMG_9002.mov": (0.1 * np.asarray(notes)).astype(np.float32),
        "IMG_9003.mov": hush.astype(np.float32),
    }
    for name, sound in clips.items():
        write_recording(folder / name, sound, picture=True)
    whole = (folder / "IMG_9001.mov").read_bytes()
    (folder / "IMG_9004.mov").write_bytes(whole[: len(whole) // 3])
    return tuple(MadeClip(name, "") for name in (*clips, "IMG_9004.mov"))


def _filmed(rank: int, take: int, dice: random.Random) -> Samples:
    line, voice = LINES[rank], rank % len(_VOICES)
    if take == 1:
        return _in_noise(_said(line, voice), dice.choice((30.0, 24.0, 18.0)), dice)
    words = line.split()
    match rank % 4:
        case 0:
            pieces = [_said(_changed(words, dice), voice)]
        case 1:
            whole = _said(line, voice)
            pieces = [whole[whole.size * 3 // 10 :]]
        case 2:
            pieces = [_said(" ".join(words[:4]), voice), _gap(0.8), _said(_changed(words, dice), voice)]
        case _:
            slate = f"sujet {3 + rank // 5}, plan {rank % 5 + 2}, prise {take}."
            pieces = [_said(slate, (voice + 1) % len(_VOICES)), _gap(1.2), _said(line, voice)]
    return _in_noise(np.concatenate(pieces), dice.choice((20.0, 15.0, 12.0)), dice)


def _changed(words: Sequence[str], dice: random.Random) -> str:
    """Return words as somebody remembers them: one in six is another, one in ten is left out."""
    told: list[str] = []
    for word in words:
        luck = dice.random()
        if luck < 0.1:
            continue
        told.append(dice.choice(("vraiment", "alors", "maison", "demain", "voilà")) if luck < 0.26 else word)
    return " ".join(told)


@lru_cache
def _said(text: str, voice: int) -> Samples:
    pace, pitch, size = _VOICES[voice]
    return trimmed(resample(PicoVoice().say(text, VoiceSetting("fr-FR", pace, pitch, size))))


def _gap(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def _in_noise(sound: Samples, decibels: float, dice: random.Random) -> Samples:
    """Return speech with some silence around it, in the noise of a room so many decibels under it."""
    around = (_gap(dice.uniform(0.6, 2.0)), sound, _gap(dice.uniform(0.6, 2.0)))
    whole = np.concatenate(around) * np.float32(0.35)
    hiss = np.random.default_rng(dice.randrange(1 << 30)).normal(0, 1, whole.size)
    room = np.convolve(hiss, np.ones(24) / 24, "same")
    speech = float(np.sqrt(np.mean((sound * 0.35) ** 2)))
    room *= speech * 10 ** (-decibels / 20) / float(np.sqrt(np.mean(room**2)))
    return (whole + room).astype(np.float32)
