"""Look for what a scene or a house style names and nothing has: one reading tells all of it."""

from pipeline.check.looks.houses import house_lacks
from pipeline.check.looks.lack import Lack
from pipeline.check.looks.parts import PLAYS, cast_lacks, rival_lacks
from pipeline.check.looks.scenes import Around, art_path, lacks

__all__ = ["PLAYS", "Around", "Lack", "art_path", "cast_lacks", "house_lacks", "lacks", "rival_lacks"]
