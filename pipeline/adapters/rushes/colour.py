"""What the colours of a source picture mean, and the table that brings them to BT.709 at SDR levels.

Sources: Recommendations ITU-R BT.2100-2 (HLG and PQ, tables 4 and 5), BT.2390-10 item 5.4.1 (EETF), BT.2408-7
(203 cd/m² is HDR reference white, 1 000 cd/m² the nominal peak), BT.1886 (SDR display), BT.709-6; SMPTE EG 432-1
(P3, D65). The numbers of matrices, transfers and primaries are those of ITU-T H.273.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

_Floats = npt.NDArray[np.float64]

PQ, HLG = 16, 18
_WIDE = {9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)), 12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))}
"""Primaries that are wider than BT.709, by their number: BT.2020 and P3."""

_HD = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
_WHITE = (0.3127, 0.3290)
_MATRICES = {1: "bt709", 4: "fcc", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
_SD_LINES = 576
_REFERENCE, _PEAK = 203.0, 1000.0
_LUMA = np.array([0.2126, 0.7152, 0.0722])
_NODES = 48
"""Nodes a side of the table. Measured against the formula: greys within 0.4 code value, 0.3 on average over the
whole cube, 5 for 99 % of it; the rest are colours at the edge of the gamut that no camera sees."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What a picture's samples mean: swscale's matrix name, full range or limited, H.273 transfer and primaries."""

    matrix: str
    full: bool
    transfer: int
    primaries: int

    @property
    def wide(self) -> bool:
        """Tell whether a table is needed: HDR, or primaries beyond BT.709."""
        return self.transfer in {PQ, HLG} or self.primaries in _WIDE


def colours_of(frame: VideoFrame) -> Colours:
    """Read a picture's tags; what is not said is BT.601 up to 576 lines and BT.709 above, limited range."""
    transfer, primaries = int(frame.color_trc), int(frame.color_primaries)
    matrix = _MATRICES.get(int(frame.colorspace))
    if matrix is None:
        sd = min(frame.width, frame.height) <= _SD_LINES
        matrix = "bt2020" if transfer in {PQ, HLG} or primaries == 9 else "bt601" if sd else "bt709"
    if primaries not in _WIDE:
        primaries = 9 if transfer in {PQ, HLG} else 1
    full = int(frame.color_range) == 2 or frame.format.name.startswith("yuvj")
    return Colours(matrix, full, transfer if transfer in {PQ, HLG} else 1, primaries)


def converted(signal: _Floats, transfer: int, primaries: int) -> _Floats:
    """Bring R'G'B' 0..1 of shape (n, 3) to BT.709 R'G'B' at SDR levels, same shape."""
    light = _display_light(signal, transfer)
    if transfer in {PQ, HLG}:
        light = _toned(light)
    light = light @ _to_hd(primaries).T
    return np.asarray(np.clip(_in_gamut(light), 0, 1) ** (1 / 2.4))


def _display_light(signal: _Floats, transfer: int) -> _Floats:
    """Return linear light: 1 is SDR white for SDR, cd/m² for HDR."""
    if transfer == PQ:
        return pq_to_nits(signal)
    if transfer == HLG:
        scene = hlg_to_scene(signal)
        luminance = scene @ np.array([0.2627, 0.6780, 0.0593])
        return np.asarray(_PEAK * np.maximum(luminance, 1e-9)[:, None] ** 0.2 * scene)
    return np.asarray(signal**2.4)


def hlg_to_scene(signal: _Floats) -> _Floats:
    """Inverse OETF of HLG: signal 0..1 to scene light 0..1 (BT.2100, table 5)."""
    a = 0.17883277
    b = 1 - 4 * a
    c = 0.5 - a * np.log(4 * a)
    return np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)


_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32


def pq_to_nits(signal: _Floats) -> _Floats:
    """EOTF of PQ: signal 0..1 to cd/m² (BT.2100, table 4)."""
    root = np.asarray(signal) ** (1 / _M2)
    return np.asarray(10_000 * (np.maximum(root - _C1, 0) / (_C2 - _C3 * root)) ** (1 / _M1))


def nits_to_pq(nits: _Floats) -> _Floats:
    """Inverse EOTF of PQ."""
    power = (np.asarray(nits) / 10_000) ** _M1
    return np.asarray(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


def _toned(nits: _Floats) -> _Floats:
    """Bring light from 0..1 000 cd/m² to 0..1 by the EETF of BT.2390 on the largest of R, G and B.

    The target's peak is HDR reference white, so that SDR white is as bright, beside skin, as it was.
    """
    largest = np.maximum(nits.max(axis=1), 1e-6)
    mapped = eetf(largest)
    return np.asarray(nits * (mapped / largest)[:, None] / _REFERENCE)


def eetf(nits: _Floats) -> _Floats:
    """EETF of BT.2390-10, 5.4.1, from a peak of 1 000 cd/m² to one of 203, both blacks at 0."""
    peak = nits_to_pq(np.array(_PEAK))
    most = nits_to_pq(np.array(_REFERENCE)) / peak
    knee = 1.5 * most - 0.5
    signal = np.minimum(nits_to_pq(np.minimum(nits, _PEAK)) / peak, 1)
    t = (signal - knee) / (1 - knee)
    spline = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (-2 * t**3 + 3 * t**2) * most
    return pq_to_nits(np.where(signal < knee, signal, spline) * peak)


def _in_gamut(light: _Floats) -> _Floats:
    """Bring colours outside 0..1 towards their own grey just as far as needed."""
    grey = np.clip(light @ _LUMA, 0, 1)[:, None]
    away = light - grey
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(away > 0, (1 - grey) / away, np.where(away < 0, -grey / away, np.inf))
    return np.asarray(grey + away * np.minimum(1, room.min(axis=1))[:, None])


def _to_xyz(primaries: tuple[tuple[float, float], ...]) -> _Floats:
    """Return the matrix from linear RGB of these primaries (white D65) to XYZ (SMPTE RP 177)."""
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    white = np.array([_WHITE[0] / _WHITE[1], 1, (1 - _WHITE[0] - _WHITE[1]) / _WHITE[1]])
    return np.asarray(columns * np.linalg.solve(columns, white))


def _to_hd(primaries: int) -> _Floats:
    return np.asarray(np.linalg.inv(_to_xyz(_HD)) @ _to_xyz(_WIDE.get(primaries, _HD)))


@lru_cache(maxsize=4)
def cube(transfer: int, primaries: int) -> str:
    """Return the conversion as the text of a .cube table, red fastest, for FFmpeg's lut3d."""
    steps = np.linspace(0, 1, _NODES)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    out = converted(np.stack([red, green, blue], axis=-1).reshape(-1, 3), transfer, primaries)
    lines = (f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in out.tolist())
    return f"LUT_3D_SIZE {_NODES}\n" + "\n".join(lines) + "\n"
