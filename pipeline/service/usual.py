"""What a project delivers when nobody says what: known without loading what draws or speaks."""

from pipeline.adapters.project import BRAND, Settings
from pipeline.adapters.yaml.brands import load_brand
from pipeline.model.programme import Preset
from pipeline.model.task import preset_named


def usual(settings: Settings) -> tuple[Preset, ...]:
    """Return the deliveries that a project's `jt.yaml` lists under « livraisons », `web` when it lists none."""
    names = dict.fromkeys(load_brand(settings.root / BRAND).brand.deliveries)
    return tuple(map(preset_named, names))
