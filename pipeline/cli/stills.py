"""`jt still`: one frame of a newscast as a picture."""

from pathlib import Path

from pipeline.cli.times import frame_from
from pipeline.errors import UserError
from pipeline.newsroom import Newsroom, Settings, find_root, preset_named
from pipeline.service import still_of


def write_still(script: Path, at: str, output: Path, preset_name: str, engine: str) -> None:
    """Write the frame at a time as PNG; it appears whole or not at all."""
    if output.is_dir():
        raise UserError(f"{output} est un dossier ; donnez le nom du fichier PNG à écrire : -o {output / 'image.png'}")
    if not output.parent.is_dir():
        raise UserError(f"le dossier {output.parent} n'existe pas ; créez-le, ou choisissez un autre dossier")
    root = find_root(Path.cwd())
    newsroom = Newsroom(Settings(root, root / "output"))
    image = still_of(newsroom, script, frame_from(at), preset_named(preset_name), engine)
    aside = output.with_name(f".{output.name}.en-cours")
    try:
        image.save(aside, "PNG", compress_level=1)
        aside.replace(output)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UserError(f"impossible d'écrire {output} ({error.strerror}) ; choisissez un autre dossier") from error
    print(output)
