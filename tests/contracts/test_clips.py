"""A scene that is a program: it is given what it needs, its pictures are its own, and its faults stop only itself."""

import hashlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.clips.player import ClipPatience, ClipTheatre
from pipeline.adapters.media.library import FolderLibrary
from pipeline.errors import ClipError, UserError
from pipeline.model.picture import Asset, ClipSpec, Format
from tests.fakes.projects import house, planned

FMT = Format(160, 90)
BOX = (480.0, 240.0, 960.0, 480.0)
"""80x40 pixels at this size."""

GOOD = """
import numpy as np
from moviepy import VideoClip

print("une parole de trop")

def clip(slots, fmt):
    assert slots["mesures"][1]["valeur"] == "3" and slots["liste"] == ("a", "b") and slots["titre"] == "Oui"
    assert (fmt.frames, fmt.seconds, fmt.rate, fmt.colours["trait"]) == (50, 2.0, 25, "#102030")
    size = (fmt.height, fmt.width)

    def picture(t):
        frame = np.full((*size, 3), fmt.rgb("trait"), float)
        frame[..., 0] = t * 25
        return frame

    mask = VideoClip(lambda t: np.full(size, 0.5), is_mask=True)
    return VideoClip(picture, duration=fmt.seconds).with_mask(mask)
"""

_MADE = "import numpy as np\nfrom moviepy import ColorClip, VideoClip\n"
_SIZED = "np.zeros((fmt.height, fmt.width, 3), np.uint8)"


def spec(folder: Path, program: str) -> ClipSpec:
    file = folder / "scenes" / "essai" / "clip.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(program, "utf-8")
    slots = (
        ("liste", ("a", "b")),
        ("mesures", ((("repere", "a"), ("valeur", "2")), (("repere", "b"), ("valeur", "3")))),
        ("titre", "Oui"),
    )
    digest = hashlib.sha256(program.encode()).hexdigest()
    return ClipSpec(
        scene="essai",
        file=Asset("scenes/essai/clip.py", digest),
        box=BOX,
        slots=slots,
        colours=(("trait", "#102030"),),
        fonts=(),
        frames=50,
        maker="moviepy",
    )


@pytest.fixture
def theatre(tmp_path: Path) -> Iterator[ClipTheatre]:
    made = ClipTheatre(FolderLibrary(tmp_path))
    yield made
    made.close()


def test_a_program_is_given_its_slots_and_makes_every_frame(
    theatre: ClipTheatre, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wanted = spec(tmp_path, GOOD)
    picture = theatre.picture(wanted, FMT, 7)
    assert picture.shape == (40, 80, 4)
    assert (picture == (7, 32, 48, 128)).all()
    assert theatre.picture(wanted, FMT, 3)[0, 0, 0] == 3, "a program may be asked for any frame, in any order"
    assert abs(int(theatre.picture(wanted, FMT, 80)[0, 0, 0]) - 49) <= 1, "the last picture is held"
    assert capfd.readouterr().out == "", "what a program prints is never taken for the path of a film"
    assert not list((tmp_path / "scenes").rglob("__pycache__"))


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (
            "def clip(slots, fmt):\n    raise ValueError('trop peu de points')",
            "ligne 2, ValueError : trop peu de points",
        ),
        ("def clip(slots, fmt):\n    return slots[", "ligne 2, SyntaxError"),
        ("clips = 3", "il n'y a pas de fonction « clip(slots, fmt) »"),
        ("def clip(slots, fmt): return 'coucou'", "clip() rend « str », pas un clip de MoviePy"),
        (_MADE + "def clip(s, f): return ColorClip((12, 10))", "le clip mesure 12x10, la place est de 80x40"),
        (
            _MADE + f"def clip(s, fmt): return VideoClip(lambda t: {_SIZED} if t < 0.1 else np.zeros((2, 2, 3)))",
            "l'image 5 a la forme (2, 2, 3), il faut (40, 80, 3)",
        ),
        (
            _MADE + f"def clip(s, fmt): return VideoClip(lambda t: {_SIZED} if t < 0.1 else 'vide')",
            "l'image 5 est « str », pas un tableau de nombres",
        ),
        (
            _MADE + f"def clip(s, fmt): return VideoClip(lambda t: {_SIZED} / (1 if t < 0.1 else 0))",
            "l'image 5 contient des valeurs qui ne sont pas des nombres",
        ),
        ("import sys\ndef clip(slots, fmt):\n    sys.exit(4)", "ligne 3, SystemExit : 4"),
        ("import os\ndef clip(slots, fmt): os._exit(4)", "le programme a mis fin à son processus"),
    ],
    ids=["raises", "syntax", "no clip()", "no clip", "size", "shape", "type", "not finite", "exit", "dies"],
)
def test_a_fault_is_told_in_french_with_its_file(theatre: ClipTheatre, tmp_path: Path, program: str, told: str) -> None:
    with pytest.raises(ClipError) as caught:
        theatre.picture(spec(tmp_path, program), FMT, 5)
    assert str(caught.value).startswith(f"scène « essai » : scenes/essai/clip.py : {told}")
    assert " ; " in str(caught.value), "an advice follows"


@pytest.mark.parametrize(
    ("program", "patience", "told"),
    [
        ("def clip(slots, fmt):\n    while True: pass", ClipPatience(make=1), "clip() n'a pas répondu en 1 s"),
        (
            _MADE + f"import time\ndef clip(s, fmt): return VideoClip(lambda t: time.sleep(t * 1000) or {_SIZED})",
            ClipPatience(frame=1),
            "l'image 5 n'est pas venue en 1 s",
        ),
    ],
    ids=["making", "a frame"],
)
def test_a_program_that_never_ends_is_stopped(tmp_path: Path, program: str, patience: ClipPatience, told: str) -> None:
    theatre = ClipTheatre(FolderLibrary(tmp_path), patience)
    others = set(multiprocessing.active_children())
    with pytest.raises(ClipError, match="boucle sans fin") as caught:
        theatre.picture(spec(tmp_path, program), FMT, 5)
    assert told in str(caught.value)
    assert set(multiprocessing.active_children()) <= others


@pytest.mark.skipif(os.name != "posix", reason="the signal is POSIX's")
def test_a_process_that_the_system_ends_is_a_lack_of_memory_and_no_fault(theatre: ClipTheatre, tmp_path: Path) -> None:
    with pytest.raises(MemoryError):
        theatre.picture(spec(tmp_path, "import os\ndef clip(slots, fmt): os.kill(os.getpid(), 9)"), FMT, 5)


def test_a_fault_crosses_processes_whole() -> None:
    import pickle

    error = ClipError("essai", "scenes/essai/clip.py", "cassé", "sujet/01")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.shot) == (str(error), "sujet/01")


def test_processes_do_not_pile_up(theatre: ClipTheatre, tmp_path: Path) -> None:
    others = set(multiprocessing.active_children())
    wanted = spec(tmp_path, GOOD)
    for length in (10, 20):
        theatre.picture(replace(wanted, box=(0.0, 0.0, 240.0, 24.0 * length)), FMT, 0)
        theatre.picture(wanted, FMT, 1)
    assert len(set(multiprocessing.active_children()) - others) == 2
    theatre.close()
    assert set(multiprocessing.active_children()) <= others


def test_an_engine_and_its_version_are_in_the_keys_of_its_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.model.task import picture_engine_named
    from pipeline.wiring.bound import _engine_version

    assert _engine_version("rapide") == ""
    now = _engine_version("moviepy")
    monkeypatch.setattr("pipeline.wiring.bound.moviepy_version", lambda: "99.0")
    assert "99.0" in _engine_version("moviepy") != now
    with pytest.raises(UserError, match=r"moteur d'images inconnu : « nuke » ; choisissez parmi rapide, moviepy"):
        picture_engine_named("nuke")


def test_nothing_imports_moviepy_before_it_is_asked_for() -> None:
    code = "import sys, pipeline.service.newsroom, pipeline.service.render; sys.exit('moviepy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


def test_a_shot_carries_all_that_its_clip_depends_on(tmp_path: Path) -> None:
    script = """\
titre: Essai
conducteur:
  - courbe: {titre: Oui, mesures: [["2019", "2"], ["2050", "9"]], source: fiction}
"""
    _, made = planned(script, tmp_path)
    (found,) = (layer.spec for layer in made.timeline.shots[0].layers if isinstance(layer.spec, ClipSpec))
    assert found.file.path == "scenes/courbe/clip.py"
    assert dict(found.slots)["mesures"] == (
        (("repere", "2019"), ("valeur", "2")),
        (("repere", "2050"), ("valeur", "9")),
    )
    assert dict(found.colours)["trait"] == house().palette["ambre"]
    assert found.frames == made.timeline.length
    assert found.maker.startswith("moviepy 2")
