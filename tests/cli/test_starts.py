"""Commands that only read are quick to start: what draws, speaks and decodes is not loaded for them."""

import subprocess
import sys
from pathlib import Path

_SCRIPT = """\
titre: Le petit journal
ville: Talence
presente_par: Jeanne Martin
conducteur:
  - plateau:
      texte: Bonsoir à tous.
"""

_DRAWING = ("cv2", "thorvg_python", "moviepy")
_SPEAKING = ("onnxruntime", "py_nanotts", "faster_whisper")
_READING = ("numpy", "pydantic", "yaml", "pipeline.plan", "pipeline.wiring")


def _loaded(*words: str) -> frozenset[str]:
    """Return the modules that a command has loaded when it ends."""
    code = f"import sys\nsys.argv = {['jt', *words]!r}\ntry:\n    from pipeline.cli.app import main\n    main()\n"
    code += "except SystemExit as left:\n    assert not left.code\nprint('', *sys.modules, sep='\\n', file=sys.stderr)"
    asked = (sys.executable, "-c", code)
    done = subprocess.run(asked, capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - ours
    return frozenset(done.stderr.splitlines())


def test_help_loads_nothing_that_reads_draws_or_speaks() -> None:
    assert not _loaded("--help") & {*_READING, *_DRAWING, *_SPEAKING}


def test_a_check_loads_nothing_that_draws_speaks_or_encodes(tmp_path: Path) -> None:
    (tmp_path / "petit.yaml").write_text(_SCRIPT, "utf-8")
    encoding = {"pipeline.produce.run", "pipeline.wiring.worker", "pipeline.compose", "pipeline.mix"}
    words = ("check", str(tmp_path / "petit.yaml"), "--cache", str(tmp_path / "cache"))
    assert not _loaded(*words) & {*_DRAWING, *_SPEAKING, *encoding}
    again = _loaded(*words)  # the sounds of the house have been listened to
    assert not again & {*_DRAWING, *_SPEAKING, *encoding, "numpy", "av"}
