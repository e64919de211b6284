"""Edits of a newscast, any of them: what a workshop changes in a script, a picture or the colours of its channel."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.errors import BenchError
from benchmarks.long_scripts import plain, stories
from pipeline.adapters.project import BRAND

Newscast = dict[str, Any]

_ACCENT, _OTHER_ACCENT = "#F6A821", "#F2A01E"
_WORD, _FIRST_WORD = "ailleurs", "demain"
_OTHERS = ("presentateur_1", "presentatrice_1")
_NAMED = {"nom": "Claude Ferrand", "role": "bénévole"}
_PICTURES = ("illustration", "image")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a file of a project before an edit and after it."""

    path: Path
    before: bytes
    after: bytes

    def make(self) -> None:
        """Make the edit."""
        self.path.write_bytes(self.after)

    def undo(self) -> None:
        """Take it back."""
        self.path.write_bytes(self.before)


def prepared(script: Path) -> None:
    """Write a script as edits will, so that an edit changes nothing else, and the channel's colours beside it."""
    script.write_bytes(_bytes(plain(script)))
    _brand(script).write_bytes(_coloured(_ACCENT))


def edits(script: Path) -> dict[str, Written]:
    """Return every edit of a prepared script, by its name in the tables; raises BenchError where one finds nothing."""
    before = script.read_bytes()
    made: dict[str, Written] = {}
    for name, change in _CHANGES.items():
        newscast = copy.deepcopy(plain(script))
        change(newscast)
        after = _bytes(newscast)
        if after == before:
            raise BenchError(f"the edit « {name} » finds nothing to change in {script.name}")
        made[name] = Written(script, before, after)
    photo, other = _photos(script)
    made["one photo"] = Written(photo, photo.read_bytes(), other)
    made["a colour"] = Written(_brand(script), _coloured(_ACCENT), _coloured(_OTHER_ACCENT))
    return made


def warming(script: Path) -> Written:
    """Return an edit that is not measured: another word, in the first story."""
    newscast = plain(script)
    _another_word(next(stories(newscast)), _FIRST_WORD)
    return Written(script, script.read_bytes(), _bytes(newscast))


def _bytes(newscast: Newscast) -> bytes:
    return yaml.safe_dump(newscast, allow_unicode=True, sort_keys=False, width=1000).encode()


def _brand(script: Path) -> Path:
    return script.parents[1] / BRAND


def _coloured(accent: str) -> bytes:
    return f'couleurs: {{accent: "{accent}"}}\n'.encode()


def _middle(newscast: Newscast) -> dict[str, Any]:
    """Return the story in the middle of a newscast."""
    told = list(stories(newscast))
    if not told:
        raise BenchError("the newscast has no story of several shots")
    return told[len(told) // 2]


def _shots(story: dict[str, Any], kinds: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    yield from (shot for shot in story["plans"] if any(kind in shot for kind in kinds))


def _another_word(story: dict[str, Any], word: str) -> None:
    """Put a word in the place of the last one of a sentence in the middle of a story's first text."""
    shot = next((shot for shot in story["plans"] if "texte" in shot), None)
    if shot is None:
        raise BenchError("a story has no shot with a text")
    words = shot["texte"].split()
    ends = [at for at, word in enumerate(words) if word.endswith(".")]
    at = ends[len(ends) // 2] if ends else len(words) - 1
    words[at] = f"{word}."
    shot["texte"] = " ".join(words)


def _lower_third(newscast: Newscast) -> None:
    for shot in _shots(_middle(newscast), _PICTURES):
        shot["synthes"] = [_NAMED]
        return


def _swapped(newscast: Newscast) -> None:
    items = newscast["conducteur"]
    told = [at for at, item in enumerate(items) if isinstance(item, dict) and "plans" in item]
    one, other = told[len(told) // 2 - 1 : len(told) // 2 + 1]
    items[one], items[other] = items[other], items[one]


def _another_voice(newscast: Newscast) -> None:
    presenter = newscast.get("intervenants", {}).get(newscast.get("presente_par"))
    if presenter is not None:
        presenter["voix"] = next(voice for voice in _OTHERS if voice != presenter.get("voix"))


_CHANGES: dict[str, Callable[[Newscast], None]] = {
    "one word": lambda newscast: _another_word(_middle(newscast), _WORD),
    "one lower-third": _lower_third,
    "two stories change places": _swapped,
    "the presenter's voice": _another_voice,
}


def _photos(script: Path) -> tuple[Path, bytes]:
    """Return a picture of the story in the middle, and one of another story to put in its place."""
    newscast = plain(script)
    ours = [path for shot in _shots(_middle(newscast), _PICTURES) for path in _files(script, shot)]
    all_ = [path for story in stories(newscast) for shot in _shots(story, _PICTURES) for path in _files(script, shot)]
    for path in ours:
        for other in all_:
            if other.suffix == path.suffix and other.read_bytes() != path.read_bytes():
                return path, other.read_bytes()
    raise BenchError(f"no picture of {script.name} can take the place of another")


def _files(script: Path, shot: dict[str, Any]) -> Iterator[Path]:
    media = script.parents[1] / "media"
    names = (f"illustrations/{shot.get('illustration')}.svg", str(shot.get("image")))
    yield from (media / name for name in names if (media / name).is_file())
