"""The film of an interpreter: what is wrong with it is told at its place, and it is seen when what it signs is said."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.media.interpreters import with_interpreters
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.sign_marks import marks_name, read_marks, write_marks
from pipeline.adapters.project import Places, Settings
from pipeline.errors import Mark, UserError
from pipeline.model.picture import Box
from pipeline.model.programme import PRESETS
from pipeline.model.signing import Interpretation
from pipeline.model.task import Task
from pipeline.model.time import STRIDE_FRAMES, Span
from pipeline.service.check import check
from pipeline.service.newsroom import Newsroom
from pipeline.service.render import Rendered, render
from pipeline.service.source import Source
from tests.fakes.films import film, flat, tone, turned
from tests.fakes.plans import item, rundown
from tests.fakes.projects import ROOT
from tests.fakes.unsigned import unsigned

SCRIPT = """\
titre: Le petit journal
lsf: interprete.mp4
bandeau: non
conducteur:
  - breve: Un banc
    id: banc
    texte: Un banc parle à ceux qui passent.
  - breve: Une cloche
    id: cloche
    texte: Une cloche attend le matin, au village.
"""
DARKEST, STEP = 70, 7


def _interpreter(path: Path, seconds: float, size: tuple[int, int] = (64, 80), rate: int = 25) -> Path:
    """Write a film whose luma says the second it is at (up to 25)."""
    pictures = [flat(size, DARKEST + STEP * (number // rate)) for number in range(round(seconds * rate))]
    return film(path, pictures, rate=rate)


def _newsroom(folder: Path) -> Newsroom:
    output = folder / "output"
    return Newsroom(Settings(Places(str(folder), str(ROOT), str(folder)), output, output / ".cache"))


def _told(folder: Path, script: str = SCRIPT, preset: str = "web") -> list[str]:
    path = folder / "essai.yaml"
    path.write_text(script, "utf-8")
    found = check(_newsroom(folder), Source(path), PRESETS[preset]).findings
    return [str(finding).rpartition("essai.yaml:")[2] for finding in found]


def test_a_film_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    (told,) = _told(tmp_path)
    assert told.startswith("2:6: le fichier media/interprete.mp4 n'existe pas")
    assert told.endswith("[media-absent]")
    assert _told(tmp_path, preset="draft")[0].startswith("2:6: avertissement : ")


def test_a_file_that_is_no_film_or_has_no_picture_is_refused_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "interprete.mp4").write_text("Bonjour", "utf-8")
    assert _told(tmp_path)[0].startswith("2:6: le fichier « interprete.mp4 » ne peut pas servir")
    with av.open(str(tmp_path / "interprete.mp4"), "w") as out:
        stream = out.add_stream("aac", rate=44_100, layout="mono")
        heard = av.AudioFrame.from_ndarray(tone("mono", 1.0), format="fltp", layout="mono")
        heard.sample_rate = 44_100
        out.mux(stream.encode(heard))
        out.mux(stream.encode(None))
    (told,) = _told(tmp_path)
    assert told.startswith("2:6: le fichier « interprete.mp4 » ne peut pas servir")
    assert "sans image" in told


def test_a_film_of_another_newscast_is_told_before_anything_is_rendered(tmp_path: Path) -> None:
    _interpreter(tmp_path / "interprete.mp4", 2)
    (told,) = _told(tmp_path)
    assert told.startswith("2:6: avertissement : l'interprète est filmé pendant 2,0 s, et le journal dure environ")
    assert told.endswith("[lsf-court]")
    _interpreter(tmp_path / "interprete.mp4", 24)
    assert _told(tmp_path)[0].endswith("[lsf-long]")


def test_a_film_of_an_item_beside_that_of_the_newscast_is_noted(tmp_path: Path) -> None:
    _interpreter(tmp_path / "interprete.mp4", 9)
    script = SCRIPT.replace("    id: cloche\n", "    id: cloche\n    lsf: interprete.mp4\n")
    assert any(told.startswith("10:10: note : deux films pour les mêmes mots") for told in _told(tmp_path, script))


@pytest.mark.parametrize("value", ["[a.mp4, b.mp4]", "{film: a.mp4}"])
def test_what_is_no_name_of_a_file_is_refused_at_its_place(value: str, tmp_path: Path) -> None:
    assert _told(tmp_path, SCRIPT.replace("interprete.mp4", value))[0].startswith("2:6: ")


def test_a_film_is_known_upright_and_at_the_rate_of_the_programme(tmp_path: Path) -> None:
    lying = _interpreter(tmp_path / "lying.mp4", 2, (96, 64), rate=30)
    turned(tmp_path / "interprete.mp4", lying, (0, 1, -1, 0))
    library = FolderLibrary(tmp_path, ROOT, beside=tmp_path)
    plan = replace(rundown([item("a", [])]), signed=Interpretation(path="media/interprete.mp4"))
    known = with_interpreters(plan, library, {"media/interprete.mp4": Mark("essai.yaml", 2, 6)}).signed
    assert known is not None
    assert (known.frames, known.mark) == (50, Mark("essai.yaml", 2, 6))
    assert known.aspect == pytest.approx(64 / 96)


def test_marks_go_with_one_film_and_can_be_corrected_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "interprete.reperes.yaml"
    items = {"banc": Span(0, 100), "cloche": Span(100, 171)}
    write_marks(path, "media/interprete.mp4", "ab" * 32, items.items())
    assert marks_name("media/interprete.mp4") == "media/interprete.reperes.yaml"
    assert dict(read_marks(path, "ab" * 32)) == items
    assert read_marks(path, "cd" * 32) == ()  # another interpretation
    path.write_text(path.read_text("utf-8").replace("[4.00, 6.84]", "[4, 7]"), "utf-8")
    assert dict(read_marks(path, "ab" * 32))["cloche"] == Span(100, 175)
    for wrong in ("[4.00]", "quatre", "[a, b]", "[7, 4]"):
        path.write_text(f'film: "{"ab" * 8}"\nelements:\n  cloche: {wrong}\n', "utf-8")
        with pytest.raises(UserError, match=r"interprete\.reperes\.yaml : repères illisibles"):
            read_marks(path, "ab" * 32)


def _render(folder: Path, script: str = SCRIPT, **asked: object) -> Rendered:
    path = folder / "essai.yaml"
    path.write_text(script, "utf-8")
    task = Task(path=path, preset=PRESETS["draft"], engine="pico", version="lsf")
    return render(_newsroom(folder), replace(task, **asked))  # type: ignore[arg-type]


INSET: Box = (640, 140, 320, 400)
"""Where the interpreter is in a draft: half of the grid's pixels."""


def _seconds_seen(made: Path) -> list[int | None]:
    """Return which second of the interpreter's film each frame shows; None where nobody is seen."""
    seen: list[int | None] = []
    x, y, width, height = (int(value) for value in INSET)
    with av.open(str(made)) as source:
        for frame in source.decode(source.streams.video[0]):
            luma = frame.to_ndarray()[: frame.height]
            inside = luma[y + 40 : y + height - 40, x + 40 : x + width - 40]
            second = (float(np.median(inside)) - DARKEST) / STEP
            shown = float(inside.std()) < 2 and second > -0.3 and abs(second - round(second)) < 0.3
            seen.append(round(second) if shown else None)
    return seen


@pytest.mark.slow
def test_an_interpreter_follows_what_is_said_when_the_script_changes(tmp_path: Path) -> None:
    _interpreter(tmp_path / "interprete.mp4", 3)
    short = _render(tmp_path)
    (told,) = (found for found in short.findings if found.code == "lsf-court")
    assert (told.mark.line, told.mark.column) == (2, 6)
    assert not (tmp_path / "interprete.reperes.yaml").exists()  # filmed in front of another newscast
    assert set(_seconds_seen(short.film)[100:]) == {None}  # the ground, not a signer who stands still

    _interpreter(tmp_path / "interprete.mp4", short.frames / 25)
    whole = _render(tmp_path)
    assert not [found for found in whole.findings if str(found.code).startswith("lsf")]
    shown = _seconds_seen(whole.film)
    assert all(shown[number] == number // 25 for number in range(20, whole.frames - 20))
    assert (tmp_path / "interprete.reperes.yaml").is_file()

    head, banc, cloche = SCRIPT.partition("  - breve: Une cloche")[0], "", ""
    head, _, banc = head.partition("  - breve: Un banc")
    cloche = SCRIPT.partition("  - breve: Une cloche")[2]
    moved = _render(tmp_path, f"{head}  - breve: Une cloche{cloche}  - breve: Un banc{banc}")
    spans = dict(read_marks(tmp_path / "interprete.reperes.yaml", _digest(tmp_path / "interprete.mp4")))
    seen = _seconds_seen(moved.film)
    begun = spans["cloche"].start
    assert all(seen[number] == (begun + number) // 25 for number in range(20, spans["cloche"].length - 20))
    second = -(-spans["cloche"].length // STRIDE_FRAMES) * STRIDE_FRAMES  # where an item begins
    assert all(seen[second + number] == number // 25 for number in range(20, begun - 20))

    alone = _render(tmp_path, items=frozenset({"cloche"}))
    seen = _seconds_seen(alone.film)
    assert all(seen[number] == (begun + number) // 25 for number in range(20, alone.frames - 20))
    part = _render(tmp_path, start=begun + 10, end=begun + 40)
    assert _seconds_seen(part.film)[2:] == [(begun + 10 + number) // 25 for number in range(2, 30)]


def _digest(path: Path) -> str:
    return FolderLibrary(path.parent, beside=path.parent).asset(f"media/{path.name}").digest


@pytest.mark.slow
def test_the_film_without_an_interpreter_is_the_same_with_one_beside_it(tmp_path: Path) -> None:
    _interpreter(tmp_path / "interprete.mp4", 3)
    plain = unsigned(_render(tmp_path, SCRIPT.replace("lsf: interprete.mp4\n", ""), version="plain").film)
    beside = _render(tmp_path, version="plain")
    assert unsigned(beside.film) == plain
    assert all(chunk.reused for chunk in beside.chunks)
    vertical = _render(tmp_path, preset=replace(PRESETS["draft"], format=replace(PRESETS["draft"].format, width=540)))
    with av.open(str(vertical.film)) as source:  # square
        assert source.streams.video[0].average_rate == Fraction(25)
        assert (source.streams.video[0].width, source.streams.video[0].height) == (540, 540)
