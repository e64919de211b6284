"""The line hashes by which GitHub knows an alert again after lines above it have moved.

Its uploading step works out the same ones, and warns of each that differs from its own; whoever uploads without that
step has none but ours. As it is documented beside `primaryLocationLineHash`: blanks and the kind of line ends count
for nothing, a line is known by itself and by what follows it, and by how many such came before.
"""

from collections import Counter

_WINDOW = 100
"""Code units of UTF-16 from the beginning of a line that its hash is made of."""

_FACTOR = 37
_MODULUS = 1 << 64
_END = 0xFFFF


def line_hashes(text: str) -> tuple[str, ...]:
    """Return the hash of every line of a text, the first one first.

    >>> line_hashes("")
    ('c129715d7a2bc9a3:1',)
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    encoded = plain.encode("utf-16-le", "surrogatepass")
    units = [*memoryview(encoded).cast("H"), _END] if encoded else [_END]
    begins = [0, *(at + 1 for at, unit in enumerate(units) if unit == 0x0A)]
    units += [0] * _WINDOW
    met: Counter[int] = Counter()
    hashes = []
    for at in begins:
        value = 0
        for unit in units[at : at + _WINDOW]:
            value = (value * _FACTOR + unit) % _MODULUS
        met[value] += 1
        hashes.append(f"{value:x}:{met[value]}")
    return tuple(hashes)
