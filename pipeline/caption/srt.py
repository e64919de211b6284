"""SubRip, for players and platforms that know nothing better: plain text, no colours."""

from pysubs2 import SSAEvent, SSAFile

from pipeline.caption.values import Captions

_LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")", "\\": "⧵"})


def harmless(text: str) -> str:
    """Return text in which signs that players take for orders are others that look like them.

    SubRip and ASS have no escapes.
    """
    return text.translate(_LOOK_ALIKES)


def srt(captions: Captions) -> str:
    """Return the captions as SubRip text."""
    file = SSAFile()
    for cue in captions.cues:
        text = r"\N".join(harmless(line) for line in cue.lines)
        file.append(SSAEvent(start=cue.start_ms, end=cue.end_ms, text=text))
    return file.to_string("srt")
