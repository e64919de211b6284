"""Leave no shot to be provided in a newscast that is to be published; a draft may show where it will stand.

Refused::

    titre: Essai
    conducteur:
      - sujet: Le banc
        plans:
          - a_fournir: {quoi: Le banc au petit matin}
            texte: Il est libre.

Finding::

    exemple.yaml:5:9: ce plan reste à fournir ; le remplacer, ou rendre un brouillon (--preset draft)
      [plan-a-fournir]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import shots_of
from pipeline.errors import Code, Finding, Level
from pipeline.model.marked import MapNode


def to_provide(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every shot whose scene has its place in drafts only."""
    for _, shot in shots_of(script):
        scene = context.scenes.get(shot.text("scene"))
        if scene is None or not scene.draft_only:
            continue
        entry = shot.entry("scene")
        level = Level.WARNING if context.draft else Level.ERROR
        advice = "le remplacer avant de publier" if context.draft else "le remplacer, ou rendre un brouillon"
        advice = advice if context.draft else f"{advice} (--preset draft)"
        yield Finding(
            entry.mark if entry else shot.mark, "ce plan reste à fournir", advice, level, code=Code("plan-a-fournir")
        )
