"""The prompter as one page that needs nothing else: large words that scroll as fast as they are said."""

from pipeline.model.prompting import PromptScript
from pipeline.model.scene import UNSIGNED, Imprint
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered

HUES = 8
"""Colours that tell speakers apart in `prompter.css`; their names always stand beside."""


def prompter_page(prompt: PromptScript, dress: Dress, imprint: Imprint = UNSIGNED) -> str:
    """Return the page as HTML 5, in French; raises SceneError when the palette lacks a colour."""
    return rendered(
        "prompter.html",
        prompt=prompt,
        dress=dress.rules(),
        hues=HUES,
        language=imprint.language,
    )
