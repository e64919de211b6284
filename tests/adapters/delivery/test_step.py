"""One film or the other, whole, wherever a delivery is stopped and whatever the disk refuses; and what is not ours."""

import errno
import hashlib
import json
import os
import signal
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.adapters.delivery import work as work_folders
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.inventory import altered, manifest_of
from pipeline.adapters.delivery.step import Aftermath, put
from pipeline.adapters.delivery.sweep import sweep
from pipeline.adapters.delivery.work import working
from pipeline.errors import UserError
from pipeline.report.seal import sealed
from tests.fakes.disks import CountedDisk, DyingDisk, RefusingDisk, Unplugged

OLD = {"nano.mp4": "ancien film", "captions.vtt": "ancien", "constats/plan.png": "ancienne image"}
NEW = {"nano.mp4": "nouveau film", "captions.vtt": "nouveau", "poster.jpg": "affiche", "pistes/voix.wav": "voix"}
OURS = {*OLD, *NEW, "report.json"}


def _delivery(files: dict[str, str]) -> dict[str, str]:
    told = {
        name: {"sha256": hashlib.sha256(text.encode()).hexdigest(), "size": len(text)} for name, text in files.items()
    }
    return files | {"report.json": json.dumps(sealed({"version": 1, "script": "nano", "outputs": told}))}


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _held(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def _ours(folder: Path) -> dict[str, str]:
    return {name: text for name, text in _held(folder).items() if name in OURS}


def _deliver(folder: Path, disk: Disk, files: dict[str, str] | None = None, script: str = "nano") -> Aftermath:
    told: list[str] = []
    with working(folder.parent, folder, disk) as work:
        _write(work.tree, _delivery(NEW) if files is None else files)
        placed = put(work, folder, script, manifest_of, lambda: told.append("livré"), disk)
    assert told == ["livré"]
    return placed


@pytest.fixture(autouse=True)
def _without_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of deliveries of a few bytes: what is on the disk itself changes nothing of what is seen here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of a film with an older delivery, and with things of somebody; in memory, which is quick."""
    memory = Path("/dev/shm")  # noqa: S108 - a file system, nothing that others could have put there
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as place:
        yield _peopled(Path(place) / "output" / "nano")


def _peopled(film: Path) -> Path:
    _write(film, _delivery(OLD))
    _write(film, {"notes.txt": "à moi", "constats/moi.txt": "à moi", "extrait/nano.mp4": "un extrait"})
    (film / "vide").mkdir()
    (film / "lien").symlink_to("notes.txt")
    return film


THEIRS = {"notes.txt": "à moi", "constats/moi.txt": "à moi", "extrait/nano.mp4": "un extrait"}


def _untouched(folder: Path) -> None:
    held = _held(folder)
    assert {name: held.get(name) for name in THEIRS} == THEIRS
    assert (folder / "vide").is_dir()
    assert os.readlink(folder / "lien") == "notes.txt"  # noqa: PTH115 - the text of the link itself


def _nothing_left(folder: Path) -> None:
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}
    assert set(_held(folder)) <= OURS | set(THEIRS)


SLOW = pytest.mark.slow
MODES = [{}, {"exchanging": False}, {"exchanging": False, "linking": False}]


@pytest.mark.parametrize("there", MODES, ids=["exchanged", "by file", "by file without links"])
def test_all_of_the_film_is_replaced_and_nothing_of_somebody(folder: Path, there: dict[str, bool]) -> None:
    mine = (folder / "notes.txt").stat()
    placed = _deliver(folder, CountedDisk(**there))
    assert _ours(folder) == _delivery(NEW)
    assert not placed.kept
    assert (folder / "notes.txt").stat().st_ino == mine.st_ino
    assert (folder / "notes.txt").stat().st_mtime_ns == mine.st_mtime_ns
    _untouched(folder)
    _nothing_left(folder)


def test_a_first_delivery_appears_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "output" / "nano"
    _deliver(folder, Disk())
    assert _held(folder) == _delivery(NEW)
    _nothing_left(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(tmp_path.stat().st_mode | 0o055)


@pytest.fixture
def _gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the process of every run for dead, as it is when the plug is pulled."""
    monkeypatch.setattr(work_folders, "_runs", lambda _: False)


def _points(folder: Path, there: dict[str, bool]) -> Iterator[int]:
    """Yield the rank of every operation of a delivery, counted on a folder that is put back after."""
    counted = CountedDisk(**there)
    _deliver(folder, counted)
    _back(folder)
    yield from range(len(counted.done))


def _back(folder: Path) -> None:
    with working(folder.parent, folder, Disk()) as work:
        _write(work.tree, _delivery(OLD))
        put(work, folder, "nano", manifest_of, lambda: None, Disk())
    assert _ours(folder) == _delivery(OLD)


@pytest.mark.usefixtures("_gone")
@pytest.mark.parametrize(
    ("there", "late"),
    [
        ({}, True),
        pytest.param({}, False, marks=SLOW),
        ({"exchanging": False}, False),
        *(pytest.param(there, late, marks=SLOW) for there in MODES[1:] for late in (False, True)),
    ],
)
def test_unplugged_at_any_operation_one_film_is_there_whole(
    folder: Path, there: dict[str, bool], *, late: bool
) -> None:
    for point in _points(folder, there):
        with pytest.raises(Unplugged):
            _deliver(folder, DyingDisk(point, late=late, **there))
        if not there:
            assert _ours(folder) in (_delivery(OLD), _delivery(NEW)), point
            _untouched(folder)
        sweep((folder.parent, folder), Disk())
        assert _ours(folder) in (_delivery(OLD), _delivery(NEW)), point
        _untouched(folder)
        _nothing_left(folder)
        _deliver(folder, Disk())
        assert _ours(folder) == _delivery(NEW)
        _back(folder)


@pytest.mark.usefixtures("_gone")
@pytest.mark.parametrize(
    ("there", "lasting"),
    [
        ({}, True),
        pytest.param({}, False, marks=SLOW),
        ({"exchanging": False}, False),
        *(pytest.param(there, lasting, marks=SLOW) for there in MODES[1:] for lasting in (False, True)),
    ],
)
def test_refused_any_operation_the_film_is_delivered_or_the_one_before_is_whole(
    folder: Path, there: dict[str, bool], *, lasting: bool
) -> None:
    numbers = (errno.EACCES, errno.ENOSPC, errno.EISDIR, errno.EBUSY)
    for point in _points(folder, there):
        told = ""
        try:
            _deliver(folder, RefusingDisk(point, numbers[point % 4], lasting=lasting, **there))
        except UserError as error:
            told = str(error)
        except OSError:
            pytest.fail(f"operation {point} was refused, and that is told as our bug")
        if "ni laissé comme avant" not in told:
            assert _ours(folder) == _delivery(OLD if told else NEW), point
        sweep((folder.parent, folder), Disk())
        assert _ours(folder) in (_delivery(OLD), _delivery(NEW)), point
        _untouched(folder)
        _nothing_left(folder)
        _back(folder)


def test_a_file_corrected_by_hand_is_kept_beside_and_told(folder: Path) -> None:
    (folder / "captions.vtt").write_text("corrigé", "utf-8")
    assert altered(folder, manifest_of(folder)) == ("captions.vtt",)
    (kept,) = _deliver(folder, Disk()).kept
    assert (kept.name, kept.ours) == ("captions.vtt", True)
    assert kept.copy.startswith("captions (modifié le ")
    assert (folder / kept.copy).read_text("utf-8") == "corrigé"
    assert (folder / "captions.vtt").read_text("utf-8") == "nouveau"
    _deliver(folder, Disk())
    assert (folder / kept.copy).read_text("utf-8") == "corrigé"


@pytest.mark.parametrize("there", MODES, ids=["exchanged", "by file", "by file without links"])
def test_a_file_of_somebody_by_one_of_our_names_is_kept_beside(folder: Path, there: dict[str, bool]) -> None:
    _write(folder, {"poster.jpg": "ma photo", "pistes/voix.wav": "ma voix", "pistes/basse.wav": "ma basse"})
    placed = _deliver(folder, CountedDisk(**there))
    copies = {kept.name: (folder / kept.copy).read_text("utf-8") for kept in placed.kept}
    assert copies == {"poster.jpg": "ma photo", "pistes/voix.wav": "ma voix"}
    assert not any(kept.ours for kept in placed.kept)
    assert (folder / "pistes" / "basse.wav").read_text("utf-8") == "ma basse"
    assert _ours(folder) == _delivery(NEW)


@pytest.mark.parametrize("name", ["captions.vtt", "nano.mp4", "report.json", "pistes/voix.wav"])
def test_a_folder_where_a_file_goes_is_told_before_anything_is_replaced(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name / "dedans").mkdir(parents=True)
    before = _held(folder)
    with pytest.raises(UserError, match="un dossier porte déjà ce nom"):
        _deliver(folder, Disk())
    assert _held(folder) == before
    assert {path.name for path in folder.parent.iterdir()} == {"nano"}


def test_a_file_or_a_link_where_a_folder_goes_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (folder / "pistes").symlink_to(tmp_path / "ailleurs")
    with pytest.raises(UserError, match="un fichier porte le nom d'un de ses dossiers"):
        _deliver(folder, Disk())
    assert not list((tmp_path / "ailleurs").iterdir())
    assert _ours(folder) == _delivery(OLD)


def test_the_film_of_another_script_stays_and_is_told(folder: Path) -> None:
    placed = _deliver(folder, Disk(), {"autre.mp4": "un autre", "captions.vtt": "d'un autre"}, "autre")
    assert placed.other == "nano"
    assert (folder / "nano.mp4").read_text("utf-8") == "ancien film"
    assert (folder / "captions.vtt").read_text("utf-8") == "d'un autre"


def test_what_appears_while_folders_are_exchanged_is_brought_along(folder: Path) -> None:
    class Meanwhile(Disk):
        def exchange(self, one: Path, other: Path) -> None:
            (other / "arrivé.txt").write_text("à l'instant", "utf-8")
            (other / "captions.vtt").write_text("à l'instant", "utf-8")
            super().exchange(one, other)

    _deliver(folder, Meanwhile())
    assert (folder / "arrivé.txt").read_text("utf-8") == "à l'instant"
    assert (folder / "captions (2).vtt").read_text("utf-8") == "à l'instant"
    assert (folder / "captions.vtt").read_text("utf-8") == "nouveau"


def test_a_folder_in_which_a_terminal_stands_is_not_taken_from_under_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    number = folder.stat().st_ino
    _deliver(folder, Disk())
    assert folder.stat().st_ino == number
    assert Path.cwd() == folder
    assert _ours(folder) == _delivery(NEW)
    _nothing_left(folder)


def test_a_folder_keeps_its_rights(folder: Path) -> None:
    folder.chmod(0o2750)
    (folder / "extrait").chmod(0o711)
    _deliver(folder, Disk())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2750
    assert stat.S_IMODE((folder / "extrait").stat().st_mode) == 0o711


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="sends a signal to itself")
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_until_the_film_stands(folder: Path, asked: signal.Signals) -> None:
    class Signalled(Disk):
        def exchange(self, one: Path, other: Path) -> None:
            signal.raise_signal(asked)
            super().exchange(one, other)

    def hear(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(asked, hear)
    try:
        with pytest.raises(KeyboardInterrupt):
            _deliver(folder, Signalled())
    finally:
        signal.signal(asked, before)
    assert _ours(folder) == _delivery(NEW)
    _nothing_left(folder)


def test_a_report_that_names_files_elsewhere_makes_none_of_them_ours(folder: Path) -> None:
    outside = folder.parent / "dehors.txt"
    outside.write_text("dehors", "utf-8")
    digest = hashlib.sha256(b"dehors").hexdigest()
    report = {"version": 1, "script": "nano", "outputs": {"../dehors.txt": {"sha256": digest}}}
    (folder / "report.json").write_text(json.dumps(report), "utf-8")
    with suppress(UserError):
        _deliver(folder, Disk())
    assert outside.read_text("utf-8") == "dehors"


@pytest.mark.parametrize("how", ["file", "pipe", "link to a file", "link to nothing"])
def test_what_is_no_folder_where_the_film_goes_is_told_and_left(tmp_path: Path, how: str) -> None:
    folder, mine = tmp_path / "films", tmp_path / "à moi"
    match how:
        case "file":
            folder.write_text("à moi", "utf-8")
        case "pipe":
            os.mkfifo(folder)
        case _:
            folder.symlink_to(mine)
            if how == "link to a file":
                mine.write_text("à moi", "utf-8")
    before = folder.lstat()
    with pytest.raises(UserError, match="--out"):
        _deliver(folder, Disk())
    assert folder.lstat() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"films", "à moi"}


def test_only_folders_are_ever_exchanged(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("à moi", "utf-8")
    (tmp_path / "dossier").mkdir()
    with pytest.raises(NotADirectoryError):
        Disk().exchange(tmp_path / "dossier", tmp_path / "fichier")
    assert (tmp_path / "fichier").read_text("utf-8") == "à moi"


def test_a_big_folder_of_somebody_is_neither_read_through_nor_made_anew(folder: Path) -> None:
    for number in range(1_001):
        (folder / f"photo-{number}.jpg").write_bytes(b"")
    (folder / "captions.vtt").write_text("corrigé", "utf-8")
    number = folder.stat().st_ino
    (kept,) = _deliver(folder, Disk()).kept
    assert (folder / kept.copy).read_text("utf-8") == "corrigé"
    assert folder.stat().st_ino == number
    assert _ours(folder) == _delivery(NEW)
    _untouched(folder)
    assert len(list(folder.glob("photo-*.jpg"))) == 1_001


@pytest.mark.parametrize("words", ["{}", "abîmé", '{"script": "nano"'])
def test_a_report_changed_by_hand_is_kept_beside_and_its_film_is_still_known(folder: Path, words: str) -> None:
    remembered = {name: frozenset({hashlib.sha256(text.encode()).hexdigest()}) for name, text in _delivery(OLD).items()}
    (folder / "report.json").write_text(words, "utf-8")
    with working(folder.parent, folder, Disk()) as work:
        _write(work.tree, _delivery(NEW))
        placed = put(work, folder, "nano", lambda place: manifest_of(place, remembered), lambda: None, Disk())
    assert [(kept.name, kept.ours) for kept in placed.kept] == [("report.json", True)]
    assert (folder / placed.kept[0].copy).read_text("utf-8") == words
    assert _ours(folder) == _delivery(NEW)


def test_a_number_changed_in_a_report_breaks_its_seal(folder: Path) -> None:
    told = json.loads((folder / "report.json").read_bytes())
    (folder / "report.json").write_text(json.dumps(told | {"version": 2}), "utf-8")
    assert altered(folder, manifest_of(folder)) == ("report.json",)
    (folder / "report.json").write_text(json.dumps(dict(reversed(told.items()))), "utf-8")
    assert not altered(folder, manifest_of(folder))
