"""The prompter as one page that needs nothing else: large words that scroll as fast as they are said."""

import json

from pipeline.model.prompting import PromptScript
from pipeline.model.scene import UNSIGNED, Imprint
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered

HUES = 8
"""Colours that tell speakers apart in `prompter.css`; their names always stand beside."""


def prompter_page(prompt: PromptScript, dress: Dress, imprint: Imprint = UNSIGNED, state_file: str = "") -> str:
    """Return the page as HTML 5, in French; raises SceneError when the palette lacks a colour.

    With the name of a state file, which stands beside it, the page loads itself again when that says another version.
    """
    return rendered(
        "prompter.html",
        prompt=prompt,
        dress=dress.rules(),
        hues=HUES,
        language=imprint.language,
        state_file=state_file,
    )


def prompter_state(version: str, problem: str = "") -> str:
    """Return a state file: the digest of the script that the page shows, and why it shows no newer one."""
    return f"window.prompteur = {json.dumps({'version': version, 'problem': problem})};\n"
