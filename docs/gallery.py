# ruff: noqa: INP001 - a tool run by hand, in no package
"""Draw the gallery and write its page: `python -m docs.gallery`.

One frame of every newscast and of every scene, in every house, in the three formats: what `jt styleguide` draws, small,
side by side. The page and its pictures are written together, and a picture that nothing shows any more goes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from docs.showing import PICTURES, ROOT, newscast
from pipeline.adapters.project import Settings, settings_at
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene
from pipeline.service.newsroom import Newsroom
from pipeline.service.samples import telling
from pipeline.service.source import Source
from pipeline.service.styleguide import StyleGuide

PAGE = ROOT / "docs" / "galerie.md"
SHEETS = PICTURES / "galerie"

_HEIGHT, _GAP = 216, 10
_QUALITY = 76
_FORMATS = (
    ("web", "", Format(960, 540)),
    ("vertical", ".vertical", Format(540, 960)),
    ("square", ".carre", Format(540, 540)),
)
"""Deliveries, what ends the names of their pictures in a style guide, and the sizes drawn before they are reduced."""

_NEWSCAST, _SCENE = "journal", "scene"
"""How the names of pictures begin."""

_STORY = "illustration"
"""The scene by which a newscast is shown: the first one shows the first story's own picture."""

_BETWEEN = """\
titre: La galerie
ville: Talence
conducteur:
  - illustration: la-ville-sous-la-pluie
    texte: Une image s'en va.
  - illustration: deux-siecles-d-entraide
    transition: virgule
    texte: Une autre arrive.
"""
"""A newscast for what only passes from a picture to the next."""

_HALFWAY = 2

_HEAD = """\
# La galerie

Une image de chaque journal et de chaque scène, dans chaque habillage, en 16:9, en vertical et en carré. Les scènes
montrent leur exemple (`scenes/<nom>/sample.yaml`) au moment où l'on en voit le plus.

Cette page et ses images se refont d'une commande, `make galerie` ; rien ici n'est fait à la main. Pour voir une scène
en grand : `jt still --scene chiffre --habillage le_kiosque -o chiffre.png` ; pour les voir toutes, avec les couleurs,
les polices et les mouvements : `jt styleguide`.
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture of the page: the name of its file, what it shows, in French."""

    name: str
    alt: str

    def __str__(self) -> str:
        return f"![{self.alt}]({SHEETS.relative_to(PAGE.parent).as_posix()}/{self.name})"


def sheet(pictures: Sequence[Image.Image]) -> bytes:
    """Return pictures side by side, of one height, on nothing, as WebP."""
    reduced = [
        picture.resize((round(picture.width * _HEIGHT / picture.height), _HEIGHT), Image.Resampling.LANCZOS)
        for picture in pictures
    ]
    wide = sum(picture.width for picture in reduced) + _GAP * (len(reduced) - 1)
    whole = Image.new("RGBA", (wide, _HEIGHT))
    left = 0
    for picture in reduced:
        whole.paste(picture, (left, 0))
        left += picture.width + _GAP
    written = BytesIO()
    whole.save(written, "WEBP", quality=_QUALITY, method=6)
    return written.getvalue()


def scenes_in(settings: Settings, house: str) -> dict[str, bytes]:
    """Return the sheet of every scene as a house wears it; raises ValueError with what cannot be drawn."""
    newsroom = Newsroom(settings)
    with TemporaryDirectory() as folder:
        made = StyleGuide(settings, Path(folder), house).make()
        if made.problems:
            raise ValueError("\n".join(made.problems))
        names = newsroom.scene_names(house)
        files = {name: [Path(folder, "images", f"{name}{end}.webp") for _, end, _ in _FORMATS] for name in names}
        found = {name: sheet([Image.open(file) for file in many]) for name, many in files.items() if many[0].is_file()}
    for name in set(names) - set(found):
        found[name] = sheet(list(_passing(newsroom, house)))
    return found


def newscast_in(newsroom: Newsroom, script: Path, house: str) -> bytes:
    """Return the sheet of a newscast: its first story, once everything has arrived."""
    return sheet(list(_of_story(newsroom, script, house)))


def _of_story(newsroom: Newsroom, script: Path, house: str) -> Iterator[Image.Image]:
    for preset, _, size in _FORMATS:
        shown = newscast(newsroom, _worn(script.read_text("utf-8"), script, house), PRESETS[preset])
        stories = {chapter.item for chapter in shown.timeline.chapters}
        shot = next(shot for shot in shown.shots(_STORY) if shot.item in stories)
        yield shown.drawn(shot.span.start + telling(shot), size)


def _passing(newsroom: Newsroom, house: str) -> Iterator[Image.Image]:
    """Yield the middle of a passage from one picture to the next, in the three formats."""
    for preset, _, size in _FORMATS:
        shown = newscast(newsroom, _worn(_BETWEEN, ROOT / "galerie.yaml", house), PRESETS[preset])
        shot = next(shot for shot in shown.shots(_STORY) if shot.transition_frames)
        yield shown.drawn(shot.span.start + shot.transition_frames // _HALFWAY, size)


def _worn(text: str, path: Path, house: str) -> Source:
    """Return a script in a house of one's choice, whatever it says itself."""
    plain = re.sub(r"^habillage:.*\n", "", text, flags=re.MULTILINE)
    return Source(path, text=f"habillage: {house}\n{plain}")


@dataclass(frozen=True, slots=True)
class Worn:
    """A house: what it is called, and every scene as it wears it."""

    label: str
    scenes: Mapping[str, Scene]


def page(houses: Mapping[str, Worn], scripts: Mapping[str, str]) -> tuple[str, list[Sheet]]:
    """Return the page and its pictures, in order; houses and the titles of scripts are by id."""
    lines, shown = [_HEAD], []

    def show(kind: str, name: str, what: str) -> None:
        for house, worn in houses.items():
            if kind == _NEWSCAST or name in worn.scenes:
                alt = f"{what} dans « {worn.label} », en 16:9, en vertical et en carré"
                shown.append(Sheet(_file(kind, name, house), alt))
                lines.append(f"{worn.label} :\n\n{shown[-1]}\n")

    lines.append("## Les journaux\n")
    for name, title in scripts.items():
        lines.append(f"### {title}\n\n`scripts/{name}.yaml`\n")
        show(_NEWSCAST, name, f"Le premier sujet du journal « {title} »")
    scenes = {name: scene for worn in reversed(houses.values()) for name, scene in worn.scenes.items()}
    for title, overlays in (("Les scènes", False), ("Ce qui se pose par-dessus, ou entre deux images", True)):
        lines.append(f"## {title}\n")
        for name, scene in sorted(scenes.items()):
            if (scene.role != "plan") is overlays:
                lines.append(f"### {name}\n\n{scene.label}.\n")
                show(_SCENE, name, f"La scène « {name} » ({scene.label.lower()})")
    return "\n".join(lines), shown


def described(newsroom: Newsroom) -> tuple[str, list[Sheet]]:
    """Return the page as the project says it now, and its pictures."""
    ids = sorted(newsroom.houses(), key=lambda house: (house != newsroom.default_house, house))
    houses = {house: Worn(newsroom.house(house).label, newsroom.scenes(house)) for house in ids}
    return page(houses, {path.stem: _title(path) for path in _scripts()})


def _file(kind: str, name: str, house: str) -> str:
    return f"{kind}-{name}-{house}.webp"


def _scripts() -> list[Path]:
    return sorted((ROOT / "scripts").glob("*.yaml"))


def _title(script: Path) -> str:
    found = re.search(r"^titre: (.+)$", script.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else script.stem


def written(folder: Path, pictures: Iterable[tuple[str, bytes]]) -> None:
    """Write pictures into a folder, and remove those that are no longer among them."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for name, content in pictures:
        (folder / name).write_bytes(content)
        kept.add(name)
    for old in folder.glob("*.webp"):
        if old.name not in kept:
            old.unlink()


def main() -> None:
    """Draw everything, then write the page."""
    settings = settings_at(ROOT)
    newsroom = Newsroom(settings)
    text, shown = described(newsroom)
    drawn: dict[str, bytes] = {}
    for house in newsroom.houses():
        for name, content in scenes_in(settings, house).items():
            drawn[_file(_SCENE, name, house)] = content
        for script in _scripts():
            drawn[_file(_NEWSCAST, script.stem, house)] = newscast_in(newsroom, script, house)
    written(SHEETS, ((each.name, drawn[each.name]) for each in shown))
    PAGE.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
