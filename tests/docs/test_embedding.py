"""The page for those who build on this says what works: its program is run as it stands."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_program_of_the_page_runs_as_it_stands(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "programme.py").write_text(program, "utf-8")
    environment = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "JT_MODELES": str(tmp_path / "modeles")}
    done = subprocess.run(
        [sys.executable, "programme.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Bonsoir" not in done.stderr
    assert (tmp_path / "image.png").stat().st_size > 10_000
    assert (tmp_path / "film" / "journal.mp4").stat().st_size > 10_000
    assert done.stdout.splitlines()[-1] == "film/journal.mp4"
    assert "rendered" in done.stdout
    assert "images" in done.stdout


def test_it_is_as_short_as_it_says() -> None:
    page = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    code = [line for line in program.splitlines() if line.strip() and not line.startswith(("from ", "import "))]
    assert len(code) <= 30
