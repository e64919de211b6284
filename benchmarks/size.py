"""What a newscast weighs against plain x264 at the same likeness, and what its key frames do to still pictures."""

import math
import os
import subprocess
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO

import av
import cv2
import numpy as np
import numpy.typing as npt

from benchmarks import asked, ffmpeg
from benchmarks.arithmetic import at_likeness, table
from benchmarks.errors import BenchError
from benchmarks.newscast import SCRIPT
from benchmarks.plan import Laid, composed, laid
from benchmarks.project import copied
from benchmarks.settings import Options
from pipeline.service.newsroom import Newsroom

_RATES = ("22", "26", "30")
"""Rate factors of plain `veryfast`, between which our likeness lies."""

_EVERY = 5
"""VMAF is taken of one frame in so many."""

_STILL = 0.05
"""Mean difference of luma, in codes, under which a picture stands still: the control's (`raccords`)."""

_AROUND = 5
"""Frames before and after a key frame that are to stand still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """The pictures of a film: their bytes and key frames, their likeness to the composed frames.

    `cpu`: seconds of the whole command that made ours, of the encoder alone that was given the composed frames.
    """

    name: str
    size: int
    keys: int
    ssim: float
    vmaf: float
    cpu: float


@dataclass(frozen=True, slots=True)
class _Ended:
    """What an ffmpeg process said, and the seconds of CPU that it took."""

    said: str
    cpu: float


def section(options: Options) -> str:
    """Render once, encode the composed frames with plain x264 at several rates, compare; return the table."""
    cv2.setNumThreads(1)
    with copied() as project:
        script = project.root / "scripts" / SCRIPT
        project.speak(script)
        ours = project.render(script, options.preset, "--sans-marques", "mesure")
        newsroom = project.newsroom
        plan = laid(newsroom, script, options.preset)
        plain = {f"plain `veryfast`, crf {rate}": project.root / f"plain-{rate}.mp4" for rate in _RATES}
        made = _fed(
            plan, newsroom, [_encoding(plan, rate, path) for rate, path in zip(_RATES, plain.values(), strict=True)]
        )
        films = {"JT 2050": ours.film} | plain
        scored = _fed(plan, newsroom, [_scoring(plan, path) for path in films.values()])
        spent = [ours.cost.cpu, *(each.cpu for each in made)]
        rows = [
            _weighed(name, path, each.said, cpu)
            for (name, path), each, cpu in zip(films.items(), scored, spent, strict=True)
        ]
        jumps = _pulses(ours.film)
    return _told(rows, jumps, plan.timeline.length, options.preset)


def _raw(plan: Laid) -> tuple[str, ...]:
    size = f"{plan.fmt.width}x{plan.fmt.height}"
    return ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", str(plan.fmt.rate), "-i", "pipe:0")


def _encoding(plan: Laid, rate: str, path: Path) -> tuple[str, ...]:
    return (*_raw(plan), "-c:v", "libx264", "-preset", "veryfast", "-crf", rate, "-threads", "1", str(path))


def _scoring(plan: Laid, path: Path) -> tuple[str, ...]:
    step = f"setpts=N/({plan.fmt.rate})/TB,split"
    graph = f"[0:v]{step}[a][c];[1:v]{step}[b][d];[a][b]libvmaf=n_subsample={_EVERY}:n_threads=1,nullsink;[c][d]ssim"
    return ("-i", str(path), *_raw(plan), "-lavfi", graph, "-f", "null", "-")


def _fed(plan: Laid, newsroom: Newsroom, commands: Sequence[tuple[str, ...]]) -> list[_Ended]:
    """Feed every composed frame to several ffmpeg processes at once; return what each of them said and took."""
    head = (ffmpeg.program(), "-hide_banner", "-nostdin", "-y")
    with ExitStack() as stack:
        running = [
            stack.enter_context(subprocess.Popen((*head, *command), stdin=subprocess.PIPE, stderr=subprocess.PIPE))
            for command in commands
        ]
        heard = [_Heard(process.stderr) for process in running]
        for picture in composed(plan, newsroom):
            for process in running:
                if process.stdin is not None:
                    process.stdin.write(picture.data)
        for process in running:
            if process.stdin is not None:
                process.stdin.close()
        said = [each.text() for each in heard]
        spent = [_waited(process) for process in running]
        if any(process.returncode for process in running):
            raise BenchError(f"ffmpeg failed: {' '.join(said)[-2000:]}")
    return [_Ended(text, cpu) for text, cpu in zip(said, spent, strict=True)]


def _waited(process: "subprocess.Popen[bytes]") -> float:
    """Wait for a process and return the seconds of CPU that it took."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


class _Heard:
    """Reads all that a process says, so that it never waits to be heard."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._said = b""
        self._pipe = pipe
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        if self._pipe is not None:
            self._said = self._pipe.read()

    def text(self) -> str:
        """Return all that was said, once it ends."""
        self._reading.join()
        return self._said.decode("utf-8", "replace")


def _weighed(name: str, path: Path, said: str, cpu: float) -> _Weighed:
    with av.open(str(path)) as source:
        packets = [(packet.size, packet.is_keyframe) for packet in source.demux(source.streams.video[0])]
    ssim, vmaf = ffmpeg.found(r"All:([\d.]+)", said), ffmpeg.found(r"VMAF score: ([\d.]+)", said)
    return _Weighed(
        name=name,
        size=sum(size for size, _ in packets),
        keys=sum(key for _, key in packets),
        ssim=float(ssim),
        vmaf=float(vmaf),
        cpu=cpu,
    )


def _pulses(film: Path) -> list[float]:
    """Return by how many dB the picture after each key frame differs from the one before, where all around it rests."""
    change: list[float] = []
    jump: list[float] = []
    keys: list[int] = []
    before: npt.NDArray[np.int16] | None = None
    with av.open(str(film)) as source:
        for number, frame in enumerate(source.decode(video=0)):
            luma = frame.to_ndarray()[: frame.height].astype(np.int16)
            differs = luma - (luma if before is None else before)
            change.append(float(np.abs(differs).mean()))
            jump.append(float((differs.astype(np.float32) ** 2).mean()))
            keys += [number] * bool(frame.key_frame)
            before = luma
    return [_decibels(jump[key]) for key in keys if jump[key] and _rests(change, key)]


def _rests(change: Sequence[float], key: int) -> bool:
    around = [*change[max(0, key - _AROUND) : key], *change[key + 1 : key + 1 + _AROUND]]
    return key > 0 and max(around, default=1.0) < _STILL


def _decibels(error: float) -> float:
    return 10 * math.log10(255**2 / error)


def _told(rows: list[_Weighed], jumps: list[float], frames: int, preset: str) -> str:
    ours, *plain = rows
    like = at_likeness(ours.vmaf, [(each.vmaf, each.size) for each in plain])
    still = "no key frame shows a still picture otherwise"
    if jumps:
        still = (
            f"{len(jumps)} key frames show another picture than the one before where five frames before and after rest "
            f"(what changes there by itself, at once, is among them): {median(jumps):.1f} dB at the median"
        )
    heads = ("film", "pictures, MB", "key frames", "SSIM", "VMAF", "CPU, s")
    cells = [
        (
            each.name,
            f"{each.size / 1e6:.1f}",
            str(each.keys),
            f"{each.ssim:.4f}",
            f"{each.vmaf:.1f}",
            f"{each.cpu:.0f}",
        )
        for each in rows
    ]
    return "\n\n".join(
        (
            "## What a newscast weighs",
            (
                f"scripts/{SCRIPT}, {frames} frames, preset {preset}; plain x264 `veryfast` is given the composed "
                "frames (a key frame in ten seconds, ours one in two). Bytes are those of the pictures' packets; SSIM "
                f"of all planes and VMAF (one frame in {_EVERY}) are against the composed frames. At our VMAF, plain "
                "x264 is read between its two nearest rates. CPU is that of our whole command, voices in the "
                "cache, and of each ffmpeg that reads the composed frames from a pipe and encodes them on one thread."
            ),
            table(
                asked.HEADS,
                [asked.SIZE.row([ours.size / like]), asked.ENCODE.row([ours.cpu / median(each.cpu for each in plain)])],
            ),
            table(heads, cells),
            f"Key frames: {still}.",
        )
    )
