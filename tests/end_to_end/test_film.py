"""One short film, rendered for real, then opened as a viewer's player opens it."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import html5lib
import numpy as np
import numpy.typing as npt
import pytest
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from PIL import Image

from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.caption.reading import EARLY
from pipeline.caption.values import milliseconds
from pipeline.errors import BugError, ScriptError, UserError
from pipeline.french.typography import NARROW, NO_BREAK
from pipeline.model.programme import PRESETS
from pipeline.model.take import Take
from pipeline.model.task import Task
from pipeline.plan.rundown import plan_rundown
from pipeline.produce.kept_speech import load_take
from pipeline.produce.speaking import rehearse
from pipeline.service.newsroom import Newsroom
from pipeline.service.render import Rendered, render
from tests.fakes import rgaa
from tests.fakes.projects import check_file, newsroom_in
from tests.fakes.unsigned import told_outputs, unsigned_sha

pytestmark = pytest.mark.xdist_group("film")

ROOT = Path(__file__).resolve().parents[2]
PRESET = PRESETS["draft"]
RATE = 48_000
SCRIPT = """\
titre: Le petit journal
presente_par: Jeanne
conducteur:
  - sujet: Le banc
    id: le-banc
    lancement: Bonsoir. Un banc parle.
    texte: Sur la place, un banc raconte la ville à ceux qui passent.
  - sujet: La cloche
    id: la-cloche
    lancement: non
    texte: Au village, une cloche attend le matin.
"""
FILES = [
    "captions.srt", "captions.ttml", "captions.vtt", "chapitres.txt", "chapters.vtt", "controle.html", "controle.json",
    "index.html", "journal.mp4", "partage.txt", "planche.jpg", "poster.jpg", "prompter.txt", "report.json",
    "rundown.html", "transcription.txt",
]  # fmt: skip
REASON = re.compile(
    r"nouveau|mouvement ou durée|"
    r"(?:texte|mise en forme|couleurs et place|cadrage|contenu) « .+ »(?: \((?:ajout|retrait)\))?|"
    r"(?:police|dessin|image|vidéo) [\w-]+(?: \((?:ajout|retrait)\))?"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A render: what it told, where it is, and every file as it was just after."""

    told: Rendered
    folder: Path
    files: Mapping[str, bytes]

    @property
    def report(self) -> Any:
        return json.loads(self.files["report.json"])


@dataclass(frozen=True, slots=True)
class Quiet:
    """A progress that nobody watches."""

    notes: list[str] = field(default_factory=list)

    def stage(self, name: str, total: int) -> None:
        del name, total

    def advance(self, steps: int = 1) -> None:
        del steps

    def note(self, text: str) -> None:
        self.notes.append(text)


@dataclass(frozen=True, slots=True)
class House:
    """A newsroom with an output folder of its own, and a script in a folder of its own."""

    home: Path

    def script(self, text: str, where: str) -> Path:
        path = self.home / where / "journal.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def newsroom(self, output: str) -> Newsroom:
        return newsroom_in(self.home / output)

    def render(self, script: Path, output: str, **changes: Any) -> Made:
        """Render; `changes` are those of a task."""
        wish: dict[str, Any] = {
            "items": frozenset(),
            "start": None,
            "end": None,
            "folder": None,
            "jobs": 2,
            "engine": "pico",
            "offline": True,
            "use_cache": True,
        } | changes
        told = render(self.newsroom(output), Task(path=script, preset=PRESET, **wish))
        return Made(told, told.film.parent, files_of(told.film.parent))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, those of the folders inside it left out."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("journal"))


@pytest.fixture(scope="session")
def script(house: House) -> Path:
    return house.script(SCRIPT, "scripts")


@pytest.fixture(scope="session")
def whole(house: House, script: Path) -> Made:
    """The film, rendered into an empty cache by two processes."""
    return house.render(script, "output")


@pytest.fixture(scope="session")
def takes(house: House, script: Path, whole: Made) -> tuple[tuple[Take, npt.NDArray[np.float32]], ...]:
    """What was spoken, in order, with its sound."""
    assert whole.told.frames
    newsroom = house.newsroom("output")
    scenes = newsroom.scenes()
    read = check_file(newsroom, script, scenes, draft=True).script
    assert read is not None
    lines = plan_rundown(newsroom.plan_context(read, scenes, PRESET)).lines
    performance = newsroom.performance(read, "pico", offline=True)
    said = rehearse(lines, performance, newsroom.store, newsroom.library)
    assert all(said[line.id].reused for line in lines), "the takes of the film are in the store"
    return tuple((said[line.id], load_take(newsroom.store, said[line.id].sound)) for line in lines)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Everything a player gets out of the file; `sound` is stereo and begins with the programme."""

    pts: tuple[Fraction, ...]
    formats: frozenset[tuple[int, int, str]]
    sound: npt.NDArray[np.float32]
    sound_end: Fraction


@pytest.fixture(scope="session")
def decoded(whole: Made) -> Decoded:
    pts: list[Fraction] = []
    formats: set[tuple[int, int, str]] = set()
    pieces: list[npt.NDArray[np.float32]] = []
    end = Fraction(0)
    with av.open(str(whole.told.film)) as film:
        for packet in film.demux(film.streams.video[0], film.streams.audio[0]):
            for item in packet.decode():
                assert isinstance(item, VideoFrame | AudioFrame)
                assert item.pts is not None
                assert item.time_base is not None
                time = item.pts * item.time_base
                if isinstance(item, VideoFrame):
                    pts.append(time)
                    formats.add((item.width, item.height, item.format.name))
                else:
                    assert time == end, "the sound has a hole"
                    end = time + Fraction(item.samples, item.sample_rate)
                    pieces.append(item.to_ndarray().astype(np.float32))
    return Decoded(tuple(pts), frozenset(formats), np.concatenate(pieces, axis=1), end)


def test_every_file_is_delivered(whole: Made) -> None:
    assert sorted(whole.files) == FILES
    assert sorted(path.name for path in whole.folder.iterdir()) == FILES, "nothing else is left in the folder"


def test_the_film_has_every_frame_that_was_planned(whole: Made, decoded: Decoded) -> None:
    assert len(decoded.pts) == whole.told.frames == sum(chunk.frames for chunk in whole.told.chunks)
    assert 10 * 25 < whole.told.frames < 25 * 25


def test_frames_follow_one_another_at_25_a_second(decoded: Decoded) -> None:
    assert decoded.pts == tuple(Fraction(number, 25) for number in range(len(decoded.pts)))


def test_the_picture_is_what_players_and_editors_expect(whole: Made, decoded: Decoded) -> None:
    assert decoded.formats == {(960, 540, "yuv420p")}
    with av.open(str(whole.told.film)) as film:
        picture = film.streams.video[0]
        codec = picture.codec_context
        assert (codec.name, picture.profile, picture.average_rate) == ("h264", "High", Fraction(25))
        bt709, limited = 1, 1
        assert (codec.color_primaries, codec.color_trc, codec.colorspace) == (bt709, bt709, bt709)
        assert codec.color_range == limited


def test_the_sound_is_aac_at_48_khz_in_stereo(whole: Made) -> None:
    with av.open(str(whole.told.film)) as film:
        sound = film.streams.audio[0]
        assert (sound.codec_context.name, sound.profile) == ("aac", "LC")
        assert (sound.rate, sound.channels, sound.layout.name) == (RATE, 2, "stereo")


def test_the_film_starts_before_it_is_wholly_loaded(whole: Made) -> None:
    names = [name for name, _ in _boxes(whole.files["journal.mp4"])]
    assert names[0] == "ftyp"
    assert names.index("moov") < names.index("mdat")


def _boxes(data: bytes) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        yield data[at + 4 : at + 8].decode("ascii"), size
        at += size or len(data)


def test_loudness_and_peaks_are_those_of_the_web(decoded: Decoded) -> None:
    blocks = (decoded.sound[:, at : at + RATE].T for at in range(0, decoded.sound.shape[1], RATE))
    heard = Ebur128Meter().measure(blocks)
    assert heard.integrated == pytest.approx(-16, abs=1)
    assert heard.true_peak <= -1.5


def test_sound_and_picture_end_together(decoded: Decoded) -> None:
    assert abs(decoded.sound_end - Fraction(len(decoded.pts), 25)) < Fraction(40, 1000)


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: milliseconds and plain text."""

    start: int
    end: int
    text: str


_TIMES = re.compile(r"(\d+):(\d\d):(\d\d)[.,](\d{3}) --> (\d+):(\d\d):(\d\d)[.,](\d{3})")


def _cues(data: bytes) -> list[Cue]:
    """Read WebVTT or SubRip."""
    cues: list[Cue] = []
    for block in data.decode("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        number = next((index for index, line in enumerate(lines) if _TIMES.match(line)), None)
        if number is None:
            continue
        found = _TIMES.match(lines[number])
        assert found is not None
        hour, minute, second, milli, *rest = (int(part) for part in found.groups())
        start = ((hour * 60 + minute) * 60 + second) * 1000 + milli
        hour, minute, second, milli = rest
        end = ((hour * 60 + minute) * 60 + second) * 1000 + milli
        cues.append(Cue(start, end, _plain(" ".join(lines[number + 1 :]))))
    return cues


def _plain(text: str) -> str:
    """Return words as they are typed: no tags, ordinary spaces and apostrophes."""
    bare = re.sub(r"<[^>]*>", "", text).replace("’", "'")
    return " ".join(re.sub(f"[{NO_BREAK}{NARROW}]", " ", bare).split())


def _heard_at(sound: npt.NDArray[np.float32], take: npt.NDArray[np.float32]) -> int:
    """Return the sample of the film at which a take is best recognised."""
    mono = sound.mean(axis=0)
    size = 1 << (mono.size + take.size).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(mono, size) * np.conj(np.fft.rfft(take, size)), size)
    return int(np.argmax(likeness[: mono.size]))


_UNSEEN = "Sacha"
"""Who comments each story without being seen: named once in each."""


@pytest.mark.parametrize("name", ["captions.vtt", "captions.srt"])
def test_captions_come_with_the_words_that_are_heard(
    whole: Made,
    decoded: Decoded,
    takes: tuple[tuple[Take, npt.NDArray[np.float32]], ...],
    name: str,
) -> None:
    spoken = [
        (begin + mark.start, begin + mark.end, _plain(mark.text))
        for take, sound in takes
        for begin in (_heard_at(decoded.sound, sound),)
        for mark in take.sentences
    ]
    assert spoken == sorted(spoken), "takes are heard in order"
    cues = [cue for cue in _cues(whole.files[name]) if "♪" not in cue.text]
    said_in_all = " ".join(cue.text.removeprefix(f"{_UNSEEN} : ") for cue in cues)
    assert said_in_all == " ".join(text for _, _, text in spoken)
    for cue in cues:
        said = [(start, end) for start, end, text in spoken if text in cue.text]
        assert said, f"{cue} holds no whole sentence"
        assert -milliseconds(EARLY) <= cue.start - said[0][0] * 1000 / RATE <= 100, "it may come early to be read"
        assert cue.end >= said[-1][1] * 1000 / RATE - 100
        assert cue.end <= said[-1][1] * 1000 / RATE + 1500, "it may stay to be read, not for ever"


def test_both_kinds_of_captions_say_the_same(whole: Made) -> None:
    assert _cues(whole.files["captions.vtt"]) == _cues(whole.files["captions.srt"])
    assert whole.files["captions.vtt"].startswith(b"WEBVTT\n")


def test_chapters_of_the_film_are_those_beside_it_and_name_the_stories(whole: Made) -> None:
    beside = _cues(whole.files["chapters.vtt"])
    with av.open(str(whole.told.film)) as film:
        inside = [
            Cue(int(chapter["start"] * tick), int(chapter["end"] * tick), _plain(chapter["metadata"]["title"]))
            for chapter in film.chapters()
            for tick in ((chapter["time_base"] or 0) * 1000,)
        ]
    assert inside == beside
    assert [chapter.text for chapter in beside] == ["Le banc", "La cloche"]
    assert beside[0].start == 0
    assert beside[0].end == beside[1].start
    assert beside[1].end == whole.told.frames * 40


def test_the_contact_sheet_shows_every_shot(whole: Made) -> None:
    with Image.open(whole.folder / "planche.jpg") as sheet:
        assert sheet.format == "JPEG"
        assert sheet.width == 16 + 6 * (320 + 16)
        grey = np.asarray(sheet.convert("L"), np.float32)
    first = grey[84 : 84 + 180, 16 : 16 + 320]
    assert first.std() > 10, "nothing is drawn in the place of the first shot"


def test_the_poster_is_large_enough(whole: Made) -> None:
    with Image.open(whole.folder / "poster.jpg") as poster:
        poster.load()
        assert (poster.format, poster.mode) == ("JPEG", "RGB")
        assert poster.width >= 1280
        assert poster.height >= 720
        assert poster.width * 9 == poster.height * 16


@pytest.mark.parametrize("name", ["index.html", "transcription.txt", "rundown.html", "prompter.txt"])
def test_the_pages_hold_both_stories(whole: Made, name: str) -> None:
    page = _plain(whole.files[name].decode("utf-8"))
    assert "banc" in page
    assert "cloche" in page
    if name.endswith(".html"):
        assert whole.files[name].lower().startswith(b"<!doctype html>")


@pytest.mark.parametrize("name", ["index.html", "rundown.html"])
def test_the_pages_are_html_without_a_fault(whole: Made, name: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    assert parser.parse(whole.files[name].decode("utf-8")) is not None


def test_the_report_has_every_key_its_schema_documents(whole: Made) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "report.schema.json").read_text(encoding="utf-8"))
    assert list(_strays(whole.report, schema, "report")) == []


def _strays(value: Any, schema: Any, where: str) -> Iterator[str]:
    """Yield the keys that are missing from a value or from its schema."""
    if "properties" in schema:
        yield from (f"{where}.{key}" for key in value.keys() ^ schema["properties"].keys())
        for key in value.keys() & schema["properties"].keys():
            yield from _strays(value[key], schema["properties"][key], f"{where}.{key}")
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strays(part, schema["additionalProperties"], f"{where}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from _strays(part, schema["items"], where)


def test_the_report_knows_every_file_that_went_in_or_out(whole: Made, script: Path) -> None:
    told = whole.report
    expected = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in whole.files.items()
        if name != "report.json"
    }
    assert told["outputs"] == expected
    assert told["inputs"][script.name] == hashlib.sha256(script.read_bytes()).hexdigest()
    for name, digest in told["inputs"].items():
        if name != script.name:
            assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest
    assert any(name.startswith("media/fonts/") for name in told["inputs"])


def test_the_report_knows_the_film_without_its_signature_and_who_signed_it(whole: Made) -> None:
    marks = whole.report["marks"]
    assert marks["unsigned_sha256"] == unsigned_sha(whole.told.film) != whole.report["outputs"]["journal.mp4"]["sha256"]
    assert marks["signature"]["self_signed"] is True
    assert marks["voices"] == [
        {"engine": "pico", "source": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}
    ]


def test_the_report_says_what_the_film_is(
    whole: Made, decoded: Decoded, takes: tuple[tuple[Take, npt.NDArray[np.float32]], ...]
) -> None:
    told, length = whole.report, len(decoded.pts)
    assert (told["script"], told["preset"]) == ("journal", "draft")
    assert told["picture"] == {"width": 960, "height": 540, "rate": 25.0, "frames": length, "seconds": length / 25}
    assert (told["sound"]["rate"], told["sound"]["channels"]) == (RATE, 2)
    assert told["sound"]["seconds"] == pytest.approx(float(decoded.sound_end), abs=0.03)
    assert told["sound"]["difference_ms"] == pytest.approx((told["sound"]["seconds"] - length / 25) * 1000, abs=0.1)
    assert told["loudness"]["ok"]
    assert told["loudness"]["integrated"] == pytest.approx(-16, abs=1)
    assert [fact["item"] for fact in told["durations"]] == ["le-banc", "la-cloche"]
    assert sum(fact["real"] for fact in told["durations"]) == pytest.approx(length / 25)
    assert sum(fact["takes"] for fact in told["voices"]) == len(takes)
    spoken = sum(take.samples for take, _ in takes) / RATE
    assert sum(fact["seconds"] for fact in told["voices"]) == pytest.approx(spoken, abs=0.01)
    assert {(chunk["state"], *chunk["reasons"]) for chunk in told["chunks"]} == {("rendered", "nouveau")}


def _but_report(made: Made) -> dict[str, str]:
    """Return the files as short values, so that a difference is told shortly; the film without its signature."""
    known = {name: hashlib.sha256(data).hexdigest() for name, data in made.files.items() if name != "report.json"}
    return known | {"journal.mp4": made.report["marks"]["unsigned_sha256"]}


def test_one_process_and_an_empty_cache_give_the_same_film(house: House, script: Path, whole: Made) -> None:
    alone = house.render(script, "output-alone", jobs=1)
    assert not any(chunk.reused for chunk in alone.told.chunks)
    assert _but_report(alone) == _but_report(whole)


def test_a_second_run_renders_nothing_and_gives_the_same_film(house: House, script: Path, whole: Made) -> None:
    again = house.render(script, "output")
    assert all(chunk.reused and not chunk.reasons for chunk in again.told.chunks)
    assert _but_report(again) == _but_report(whole)
    assert sorted(again.files) == FILES
    assert all(fact["reused"] == fact["takes"] for fact in again.report["voices"])
    assert told_outputs(again.report) == told_outputs(whole.report)


def test_one_word_renders_only_its_own_story_again_and_says_why(house: House, whole: Made) -> None:
    changed = house.script(SCRIPT.replace("raconte la ville", "raconte joyeusement la ville"), "changed")
    edited = house.render(changed, "output", folder=house.home / "edited")
    rendered = [chunk for chunk in edited.report["chunks"] if chunk["state"] == "rendered"]
    assert edited.told.frames > whole.told.frames, "the longer sentence moves the second story"
    assert rendered
    shot = {chunk["id"] for chunk in rendered if chunk["id"].startswith("le-banc/03/")}
    into_next = {"la-cloche/01/transition"}  # it still shows the end of the shot that changed
    assert shot
    card = {"le-banc/02/1"}  # it waits until the next story can begin with a packet of sound
    assert {chunk["id"] for chunk in rendered} <= shot | into_next | card
    for chunk in rendered:
        assert chunk["reasons"]
        assert all(REASON.fullmatch(reason) for reason in chunk["reasons"]), chunk
        assert "nouveau" not in chunk["reasons"], chunk
    assert not any(chunk["reasons"] for chunk in edited.report["chunks"] if chunk not in rendered)
    assert edited.files["journal.mp4"] != whole.files["journal.mp4"]


def test_an_unreadable_picture_is_told_at_its_place_and_leaves_the_film(house: House, whole: Made) -> None:
    text = SCRIPT.replace("    texte: Au village", "    plans:\n      - image: lexique.yaml\n        texte: Au village")
    before = files_of(whole.folder)
    with pytest.raises(ScriptError) as failed:
        house.render(house.script(text, "unreadable"), "output")
    (finding,) = failed.value.findings
    assert re.fullmatch(
        r".*journal\.yaml:12:16: le fichier « lexique\.yaml » ne peut pas servir : c'est du texte.*", str(finding)
    )
    assert files_of(whole.folder) == before
    assert not list(whole.folder.glob(".en-cours-*"))


def test_a_film_that_fails_its_last_check_leaves_the_one_before(
    house: House, script: Path, whole: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_muxer: object, path: Path) -> None:
        raise BugError(f"{path.name} is not what was planned")

    before = files_of(whole.folder)
    monkeypatch.setattr(FilmMuxer, "probe", fail)
    with pytest.raises(BugError):
        house.render(script, "output")
    assert files_of(whole.folder) == before
    assert not list(whole.folder.glob(".en-cours-*"))


def test_one_item_alone_goes_to_a_folder_of_its_own(house: House, script: Path, whole: Made) -> None:
    before = files_of(whole.folder)
    part = house.render(script, "output", items=frozenset({"le-banc"}))
    assert part.folder == whole.folder / "extrait"
    assert sorted(part.files) == FILES
    assert part.told.frames == sum(chunk.frames for chunk in whole.told.chunks if chunk.id.startswith("le-banc/"))
    assert {chunk.id.split("/")[0] for chunk in part.told.chunks} == {"le-banc"}
    assert files_of(whole.folder) == before


def test_an_excerpt_goes_to_a_folder_of_its_own(house: House, script: Path, whole: Made) -> None:
    before = files_of(whole.folder)
    part = house.render(script, "output", start=30, end=70)
    assert part.folder == whole.folder / "extrait"
    assert part.told.frames == 40
    with av.open(str(part.told.film)) as film:
        assert sum(1 for _ in film.decode(video=0)) == 40
    assert part.report["picture"]["frames"] == 40
    assert files_of(whole.folder) == before


def test_an_empty_excerpt_is_refused_and_leaves_the_film(house: House, script: Path, whole: Made) -> None:
    before = files_of(whole.folder)
    with pytest.raises(UserError, match="l'extrait est vide"):
        house.render(script, "output", start=whole.told.frames)
    assert files_of(whole.folder) == before


def test_the_guide_says_of_each_criterion_of_the_rgaa_what_was_delivered(whole: Made) -> None:
    """Theme 4; `JT_ACCEPT=1` fills the table of the guide again."""
    states = rgaa.judged(whole.files)
    assert [name for name, state in states.items() if not state] == [], "criteria that are not met"
    guide = ROOT / "docs" / "guide" / "accessibilite.md"
    before, mark, rest = guide.read_text("utf-8").partition("<!-- rgaa -->\n")
    written, end, after = rest.partition("<!-- fin -->")
    wanted = f"\n{rgaa.table(states)}\n\n"
    if os.environ.get("JT_ACCEPT"):
        guide.write_text(f"{before}{mark}{wanted}{end}{after}", "utf-8")
        return
    assert written == wanted, "the guide promises something else: JT_ACCEPT=1 pytest tests/end_to_end -k rgaa"
