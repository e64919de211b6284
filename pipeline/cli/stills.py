"""`jt still`: one frame of a newscast, or the sample of a scene, as a picture."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.cli.times import frame_from
from pipeline.errors import UserError
from pipeline.model.programme import Preset
from pipeline.model.time import clock
from pipeline.wiring.newsroom import Newsroom, Settings, find_root, preset_named


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWish:
    """What the command line asks to see: a script at a time, or a scene's sample (at a time, or as it tells most)."""

    script: Path | None
    scene: str
    at: str
    preset: str
    engine: str
    house: str = ""


def write_still(sight: StillWish, output: Path) -> None:
    """Write the picture asked for as PNG; it appears whole or not at all."""
    if output.is_dir():
        raise UserError(f"{output} est un dossier ; donnez le nom du fichier PNG à écrire : -o {output / 'image.png'}")
    if not output.parent.is_dir():
        raise UserError(f"le dossier {output.parent} n'existe pas ; créez-le, ou choisissez un autre dossier")
    root = find_root(Path.cwd())
    image = _seen(Newsroom(Settings(root, root / "output")), sight)
    aside = output.with_name(f".{output.name}.en-cours")
    try:
        image.save(aside, "PNG", compress_level=1)
        aside.replace(output)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UserError(f"impossible d'écrire {output} ({error.strerror}) ; choisissez un autre dossier") from error
    print(output)


def _seen(newsroom: Newsroom, sight: StillWish) -> Image.Image:
    preset = preset_named(sight.preset)
    if sight.scene and sight.script is not None:
        raise UserError("--scene montre l'exemple d'une scène, sans script ; donnez l'un ou l'autre")
    if sight.scene:
        return _sample(newsroom, sight, preset)
    if sight.house:
        raise UserError("--habillage va avec --scene ; un script dit le sien : habillage: <nom>")
    if sight.script is None:
        raise UserError("il manque SCRIPT, ou --scene NOM pour voir l'exemple d'une scène ; voyez jt still --help")
    if not sight.at:
        raise UserError("il manque --at, l'instant voulu : --at 12,5 ou --at 1:23")
    from pipeline.service.render import still_of

    return still_of(newsroom, sight.script, frame_from(sight.at), preset, sight.engine)


def _sample(newsroom: Newsroom, sight: StillWish, preset: Preset) -> Image.Image:
    from pipeline.service.samples import (
        drawn,
        house_of,
        layer_cache,
        refuse_faults,
        scene_called,
        setting_of,
        stage_sample,
        telling,
    )

    setting = setting_of(newsroom.settings.root, sight.house)
    scenes = newsroom.scenes(house_of(setting))
    name = scene_called(sight.scene, scenes)
    refuse_faults(newsroom, scenes, name, setting)
    staged = stage_sample(newsroom, scenes, name, setting, preset)
    frame = frame_from(sight.at) if sight.at else telling(staged.shot)
    if frame >= staged.shot.span.length:
        raise UserError(f"cet exemple dure {clock(staged.shot.span.length)} ; choisissez un instant plus tôt")
    with newsroom.store.in_use():
        return drawn(layer_cache(newsroom), staged, frame, preset.format)
