"""A whole run at the size of a stamp: made once, used again, replaced only by something whole."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS, Probe
from pipeline.model.task import Task
from pipeline.service.events import Delivered, Event, Hear, Noted, unheard
from pipeline.service.render import Rendered, render
from tests.fakes.projects import newsroom_in
from tests.fakes.unsigned import unsigned

pytestmark = pytest.mark.xdist_group("run")
"""One worker renders the first film for all."""

_TINY = replace(PRESETS["draft"], name="timbre", format=Format(160, 90))
_SCRIPT = "titre: Essai\nconducteur:\n  - breve: {titre: Nancy, texte: Bonsoir.}\n  - virgule\n"
_FILES = {
    "essai.mp4",
    "captions.ttml",
    "captions.vtt",
    "captions.srt",
    "chapters.vtt",
    "index.html",
    "transcription.txt",
    "chapitres.txt",
    "partage.txt",
    "poster.jpg",
    "planche.jpg",
    "rundown.html",
    "report.json",
}
_PICTURES = ("planche.jpg", "poster.jpg")


def _render(
    folder: Path,
    text: str = _SCRIPT,
    *,
    items: frozenset[str] = frozenset(),
    cache: bool = True,
    stems: bool = False,
    hear: Hear = unheard,
) -> Rendered:
    path = folder / "essai.yaml"
    path.write_text(text, encoding="utf-8")
    task = Task(
        path=path,
        preset=_TINY,
        items=items,
        start=None,
        end=None,
        folder=None,
        jobs=1,
        engine="pico",
        offline=True,
        use_cache=cache,
        stems=stems,
    )
    return render(newsroom_in(folder / "output"), task, hear)


def _made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rendered]:
    """The film of the script, where nothing was before; nobody renders there again."""
    folder = tmp_path_factory.mktemp("premier")
    return folder, _render(folder)


@pytest.fixture
def rendered(first: tuple[Path, Rendered], tmp_path: Path) -> Path:
    """A folder of one's own in which that film stands."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_everything_is_delivered_and_nothing_else_is_left(first: tuple[Path, Rendered]) -> None:
    folder, done = first
    assert done.film == folder / "output" / "essai" / "essai.mp4"
    assert set(_made(done.film.parent)) >= _FILES
    assert not list(folder.rglob(".en-cours*"))
    assert FilmMuxer().probe(done.film).frames == done.frames
    assert not any(chunk.reused for chunk in done.chunks)


def test_a_part_then_the_whole_uses_the_part_again(tmp_path: Path) -> None:
    part = _render(tmp_path, items=frozenset({"breve"}))
    assert part.film.parent.name == "extrait"
    whole = _render(tmp_path)
    again = {chunk.id for chunk in whole.chunks if chunk.reused}
    assert again >= {chunk.id for chunk in part.chunks if not chunk.id.endswith("/transition")}
    fresh = _render(tmp_path, cache=False)
    assert unsigned(fresh.film) == unsigned(whole.film)
    assert not any(chunk.reused for chunk in fresh.chunks)


def test_a_damaged_chunk_is_made_again(rendered: Path) -> None:
    whole = unsigned(rendered / "output" / "essai" / "essai.mp4")
    chunk = min((rendered / "output").rglob("images/*/*.mp4"))
    chunk.write_bytes(chunk.read_bytes()[:-500])
    again = _render(rendered)
    assert [each.reused for each in again.chunks].count(False) == 1
    assert unsigned(again.film) == whole


def test_an_edit_draws_the_pictures_of_its_own_shots_alone_and_shows_them(rendered: Path) -> None:
    def drawn() -> set[str]:
        return {path.stem for path in (rendered / "output").rglob("vignettes/*/*.png")}

    before, kept = _made(rendered / "output" / "essai"), drawn()
    edited = _made(_render(rendered, _SCRIPT.replace("Nancy", "Lyon")).film.parent)
    assert len(drawn() - kept) == 1
    assert edited["planche.jpg"] != before["planche.jpg"]
    afresh = _made(_render(rendered, _SCRIPT.replace("Nancy", "Lyon"), cache=False).film.parent)
    assert {name: edited[name] for name in _PICTURES} == {name: afresh[name] for name in _PICTURES}


def test_a_film_that_lost_frames_is_our_bug_and_replaces_nothing(
    rendered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _made(rendered / "output" / "essai")
    honest = FilmMuxer.probe

    def short(muxer: FilmMuxer, path: Path) -> Probe:
        probe = honest(muxer, path)
        return replace(probe, frames=probe.frames - 1)

    monkeypatch.setattr(FilmMuxer, "probe", short)
    with pytest.raises(BugError, match="frames"):
        _render(rendered, _SCRIPT.replace("Bonsoir", "Bonjour"))
    assert _made(rendered / "output" / "essai") == before
    assert not list(rendered.rglob(".en-cours*"))


def test_the_report_says_why_a_chunk_was_made_again(tmp_path: Path) -> None:
    story = "titre: Essai\nconducteur:\n  - sujet: a\n    titre: Un\n    lancement: non\n    texte: Bonsoir.\n"
    _render(tmp_path, story)
    done = _render(tmp_path, story.replace("Un", "Deux"))
    reasons = {chunk.id: chunk.reasons for chunk in done.chunks if not chunk.reused}
    assert reasons
    assert all(names for names in reasons.values())
    assert any(reason.startswith("texte « ") for names in reasons.values() for reason in names)
    report = json.loads((done.film.parent / "report.json").read_text("utf-8"))
    told = {chunk["id"]: tuple(chunk["reasons"]) for chunk in report["chunks"] if chunk["state"] == "rendered"}
    assert told == reasons


def test_captions_corrected_by_hand_are_told_before_and_after_they_are_made_again_and_kept(rendered: Path) -> None:
    place = rendered / "output" / "essai"
    (place / "captions.vtt").write_text("WEBVTT corrigé", "utf-8")
    heard: list[Event] = []
    done = _render(rendered, hear=heard.append)
    (found,) = done.replaced
    assert (found.code, found.mark.file) == ("livraison-changee", str(place / "captions.vtt"))
    (kept,) = (path for path in place.iterdir() if path.name.startswith("captions (modifié le "))
    assert kept.read_text("utf-8") == "WEBVTT corrigé"
    assert kept.name in found.advice
    told = [
        event.text for event in heard if isinstance(event, Noted) and "a été changé depuis sa livraison" in event.text
    ]
    assert len(told) == 1
    assert [event.film for event in heard if isinstance(event, Delivered)] == [str(done.film)]
    assert not _render(rendered).replaced
    assert kept.is_file()


def test_stems_come_with_their_film_and_go_with_it(rendered: Path) -> None:
    place = rendered / "output" / "essai"
    (place / "pistes").mkdir()
    (place / "pistes" / "à moi.wav").write_bytes(b"x")
    done = _render(rendered, stems=True)
    assert {path.name for path in (place / "pistes").iterdir()} >= {"voix.wav", "mixage.wav", "à moi.wav"}
    assert "pistes/voix.wav" in json.loads((place / "report.json").read_bytes())["outputs"]
    assert not done.replaced
    _render(rendered)
    assert {path.name for path in (place / "pistes").iterdir()} == {"à moi.wav"}
