"""How pages write figures and times: as templates' filters."""

from pipeline.french.typography import NO_BREAK
from pipeline.model.time import FRAME_RATE


def decimal(value: float) -> str:
    """Return a number as French writes it, two decimals at most.

    >>> decimal(4.5), decimal(3.0)
    ('4,5', '3')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def lasting(frames: int) -> str:
    """Return a length as frames and seconds.

    >>> lasting(12)
    '12 images (0,48 s)'
    """
    return f"{frames} image{'s' if frames > 1 else ''} ({decimal(float(frames / FRAME_RATE))} s)"


def fragment(start: float) -> str:
    """Return a time, in seconds, as media fragments write it.

    >>> fragment(39.48), fragment(8.0)
    ('39.48', '8')
    """
    return f"{start:.2f}".rstrip("0").rstrip(".")


def minutes(whole: float) -> str:
    """Return a time, in seconds, as a link shows it.

    >>> minutes(483.9)
    '8:03'
    """
    minute, second = divmod(int(whole), 60)
    return f"{minute}:{second:02d}"


def length(whole: float) -> str:
    """Return a length, in seconds, in words.

    >>> length(483.9).replace(NO_BREAK, " "), length(3.0).replace(NO_BREAK, " ")
    ('8 min 03 s', '3 s')
    """
    minute, second = divmod(int(whole), 60)
    said = f"{minute} min {second:02d} s" if minute else f"{second} s"
    return said.replace(" ", NO_BREAK)


def bare(value: float) -> str:
    """Return a number as CSS and grids write it.

    >>> bare(48.0), bare(1.25)
    ('48', '1.25')
    """
    return f"{value:g}"
