"""A small newscast that somebody edits at random: the same seed makes the same edits on every machine."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

_SENTENCES = ("Ici parle {}.", "Là chante {}.")
_WHO = ("un banc", "une cloche", "une horloge", "un voisin", "la fontaine", "le facteur")
_VOICES = ("presentatrice_1", "presentateur_1", "reporter_1")
_ACCENTS = ("#F2C14E", "#F6A821", "#E8D5A0")
_NAMES = (("Odile Castaing", "habitante"), ("Firmin Adjovi", "hôte du café"), ("Léonie Tran", "comptable"))
_SIZE = (320, 180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of one photo: who its one or two sentences are about, who is named below (a rank of names), its photo."""

    id: str
    words: tuple[int, ...]
    named: int | None
    photo: int
    launched: bool


@dataclass(frozen=True, slots=True)
class Newscast:
    """All that the files of a project say: stories in their order, the presenter's voice, a colour, a word's sound."""

    stories: tuple[Story, ...]
    voice: int = 0
    accent: int = 0
    said_otherwise: bool = False

    def write(self, project: Path) -> Path:
        """Write the files of the project, those that change alone; return the script."""
        _write(project / "jt.yaml", f'chaine: Le canal\ncouleurs: {{accent: "{_ACCENTS[self.accent]}"}}\n'.encode())
        for story in self.stories:
            _write(project / "media" / f"{story.id}.png", _photo(story.photo))
        return _write(project / "scripts" / "journal.yaml", self._script().encode())

    def _script(self) -> str:
        lexicon = "lexique: {facteur: factotum}\n" if self.said_otherwise else ""
        head = (
            f"titre: Le petit journal\n{lexicon}presente_par: jeanne\nintervenants:\n"
            f"  jeanne: {{nom: Jeanne Morel, role: présentatrice, voix: {_VOICES[self.voice]}}}\nconducteur:\n"
        )
        return head + "".join(_story(story) for story in self.stories)


FIRST = Newscast(
    tuple(
        Story(id=name, words=words, named=named, photo=rank, launched=rank == 0)
        for rank, (name, words, named) in enumerate((("place", (0, 1), 0), ("village", (2,), None), ("pont", (3,), 1)))
    )
)
"""The newscast before any edit."""


class Editor:
    """Changes a newscast a little, again and again, and takes some of it back."""

    def __init__(self, seed: int) -> None:
        self.newscast = FIRST
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self._before: list[Newscast] = []

    def edit(self) -> str:
        """Make an edit that changes something; return its name."""
        if self._before and self._dice.random() < _UNDONE:
            self.newscast = self._before.pop()
            return "undo"
        name, change = self._dice.choice(tuple(_EDITS.items()))
        self._before.append(self.newscast)
        self.newscast = change(self.newscast, self._dice)
        return name


_UNDONE = 0.15
"""How many of the edits take back the one before."""


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)
    return path


def _photo(number: int) -> bytes:
    dice = random.Random(number)  # noqa: S311 - no secret
    picture = Image.new("RGB", _SIZE, tuple(dice.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(6):
        x, y = dice.randrange(_SIZE[0]), dice.randrange(_SIZE[1])
        draw.ellipse((x, y, x + 60, y + 60), tuple(dice.randrange(256) for _ in range(3)))
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _story(story: Story) -> str:
    text = " ".join(sentence.format(_WHO[who]) for sentence, who in zip(_SENTENCES, story.words, strict=False))
    lead = "Bonsoir." if story.launched else "non"
    lines = [
        f"  - sujet: {story.id}",
        f"    titre: Sujet {story.id}",
        f"    lancement: {lead}",
        "    plans:",
        f"      - image: {story.id}.png",
    ]
    if story.named is not None:
        name, role = _NAMES[story.named]
        lines.append(f"        synthes: [{{nom: {name}, role: {role}}}]")
    lines.append(f"        texte: {text}")
    return "\n".join(lines) + "\n"


def _other(dice: random.Random, count: int, than: int | None) -> int:
    return dice.choice([rank for rank in range(count) if rank != than])


def _on_one(change: Callable[[Story, random.Random], Story]) -> Callable[[Newscast, random.Random], Newscast]:
    def on_newscast(newscast: Newscast, dice: random.Random) -> Newscast:
        at = dice.randrange(len(newscast.stories))
        stories = list(newscast.stories)
        stories[at] = change(stories[at], dice)
        return replace(newscast, stories=tuple(stories))

    return on_newscast


def _word(story: Story, dice: random.Random) -> Story:
    words = list(story.words)
    at = dice.randrange(len(words))
    words[at] = _other(dice, len(_WHO), words[at])
    return replace(story, words=tuple(words))


def _sentence(story: Story, dice: random.Random) -> Story:
    words = (*story.words, dice.randrange(len(_WHO))) if len(story.words) == 1 else story.words[:1]
    return replace(story, words=words)


def _lower_third(story: Story, dice: random.Random) -> Story:
    if story.named is not None and dice.random() < 1 / 3:
        return replace(story, named=None)
    return replace(story, named=_other(dice, len(_NAMES), story.named))


def _swapped(newscast: Newscast, dice: random.Random) -> Newscast:
    one, other = dice.sample(range(len(newscast.stories)), 2)
    stories = list(newscast.stories)
    stories[one], stories[other] = stories[other], stories[one]
    return replace(newscast, stories=tuple(stories))


_EDITS: dict[str, Callable[[Newscast, random.Random], Newscast]] = {
    "word": _on_one(_word),
    "sentence": _on_one(_sentence),
    "lower third": _on_one(_lower_third),
    "photo": _on_one(lambda story, dice: replace(story, photo=dice.randrange(1000))),
    "lead-in": _on_one(lambda story, _: replace(story, launched=not story.launched)),
    "swap": _swapped,
    "voice": lambda newscast, dice: replace(newscast, voice=_other(dice, len(_VOICES), newscast.voice)),
    "colour": lambda newscast, dice: replace(newscast, accent=_other(dice, len(_ACCENTS), newscast.accent)),
    "lexicon": lambda newscast, _: replace(newscast, said_otherwise=not newscast.said_otherwise),
}
