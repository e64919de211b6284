"""SubRip, for players and platforms that know nothing better: plain text, no colours."""

from pysubs2 import SSAEvent, SSAFile

from pipeline.caption.values import Captions

_LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")", "\\": "⧵"})
"""SubRip has no escapes: signs that players take for orders are written with signs that look like them."""


def srt(captions: Captions) -> str:
    """Return the captions as SubRip text."""
    file = SSAFile()
    for cue in captions.cues:
        text = r"\N".join(line.translate(_LOOK_ALIKES) for line in cue.lines)
        file.append(SSAEvent(start=cue.start_ms, end=cue.end_ms, text=text))
    return file.to_string("srt")
