"""`jt still`: one frame of a newscast, or the sample of a scene, as a picture."""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pipeline.cli.telling import show_line
from pipeline.cli.times import frame_from
from pipeline.errors import UserError
from pipeline.french.system import kind_said, unwritable
from pipeline.model.task import preset_named
from pipeline.model.version import PLAIN, Version, versions_named
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.settings import settings_at, settings_for
from pipeline.service.source import Source
from pipeline.service.still import PACKET, SampleView, sample_still, still_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWish:
    """What the command line asks to see: a script at a time, or a scene's sample (at a time, or as it tells most)."""

    script: Path | None
    scene: str
    at: str
    preset: str
    engine: str
    house: str = ""
    versions: str = ""
    cache: Path | None = None


def write_still(wish: StillWish, output: Path) -> None:
    """Write the picture asked for as PNG; it appears whole or not at all."""
    elsewhere = "choisissez un autre dossier avec -o"
    odd = kind_said(output)
    if odd:
        raise UserError(f"{output} est {odd} ; donnez le nom du fichier PNG à écrire, par exemple -o image.png")
    if not output.parent.is_dir():
        raise UserError(f"le dossier {output.parent} n'existe pas ; créez-le, ou choisissez un autre dossier")
    buffer = BytesIO()
    picture = _seen(wish)
    marks = PngInfo()
    if PACKET in picture.info:
        marks.add_itxt(PACKET, str(picture.info[PACKET]))
    picture.save(buffer, "PNG", compress_level=1, pnginfo=marks)
    aside = output.with_name(f".{output.name}.en-cours")
    try:
        aside.write_bytes(buffer.getvalue())
        aside.replace(output)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise unwritable(output, error, elsewhere) from error
    show_line(output)


def _seen(wish: StillWish) -> Image.Image:
    preset, version = preset_named(wish.preset), _version(wish.versions)
    if wish.scene and wish.script is not None:
        raise UserError("--scene montre l'exemple d'une scène, sans script ; donnez l'un ou l'autre")
    if wish.scene:
        view = SampleView(preset, frame_from(wish.at) if wish.at else None, wish.house, version)
        return sample_still(Newsrooms().of(settings_at(Path.cwd(), wish.cache)), wish.scene, view)
    if wish.house:
        raise UserError("--habillage va avec --scene ; un script dit le sien : habillage: <nom>")
    if wish.script is None:
        raise UserError("il manque SCRIPT, ou --scene NOM pour voir l'exemple d'une scène ; voyez jt still --help")
    if not wish.at:
        raise UserError("il manque --at, l'instant voulu : --at 12,5 ou --at 1:23")
    newsroom = Newsrooms().of(settings_for(wish.script, wish.cache))
    return still_of(newsroom, Source(wish.script), frame_from(wish.at), preset, wish.engine, version)


def _version(names: str) -> Version:
    """Return the one version that is to be seen, the film itself by default."""
    found = versions_named(names) or (PLAIN,)
    if len(found) > 1:
        raise UserError("une image est celle d'une seule version ; nommez-en une : --versions lsf")
    return found[0]
