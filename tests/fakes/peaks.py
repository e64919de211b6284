"""How much memory a piece of Python takes in a process of its own, and for how long it keeps a processor."""

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_TOLD = "\nimport resource\nprint()\nprint(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])\n"


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory a process held, in megabytes, and the seconds of processor it took."""

    megabytes: float
    seconds: float
    said: str


def peak_of(code: str, *arguments: str, cpu: int = 120) -> Peak:
    """Run Python with these arguments and return what it took; it is stopped after `cpu` seconds of processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code + _TOLD, *arguments],
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu)),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    *said, megabytes = done.stdout.strip().splitlines()
    return Peak(
        int(megabytes) / 1024, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "\n".join(said)
    )
