"""What a system refuses is told in French words and mended by the user; what is ours stays ours."""

import errno
import os
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import MediaError, UserError
from pipeline.french.system import for_the_user, in_words, of_writing, remedy, starved, unwritable, why, writing_to

_OF_THE_WORLD = [
    "ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENFILE", "ENAMETOOLONG", "ENOTDIR",
    "EISDIR", "EEXIST", "ENOTEMPTY", "ELOOP", "EBUSY", "ESTALE", "ENODEV", "ENXIO", "ETIMEDOUT", "EAGAIN",
]  # fmt: skip


def _error(name: str, place: str | None = None) -> OSError:
    number = getattr(errno, name)
    return OSError(number, os.strerror(number), place)


@pytest.mark.parametrize("name", _OF_THE_WORLD)
def test_what_the_world_refuses_is_told_with_its_place_in_french(name: str) -> None:
    error = _error(name, "/data/films/nano.mp4")
    told = for_the_user(error)
    assert told is not None
    assert str(told).startswith("/data/films/nano.mp4 : ")
    assert " ; " in str(told), "a remedy is given"
    assert str(error.strerror) not in str(told), "and nothing in the system's own English"
    assert for_the_user(_error(name)) is not None, "even where no place is told"


@pytest.mark.parametrize(
    "error",
    [
        OSError("encoder error -2"), _error("EBADF", "x"), _error("EINVAL", "x"), _error("ENOENT"),
        _error("ENOENT", str(Path(pipeline.__file__).parent / "pages" / "page.html")), ValueError("x"), KeyError("x"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_ours_stays_ours(error: Exception) -> None:
    assert for_the_user(error) is None
    with pytest.raises(type(error)), in_words():
        raise error


def test_a_file_that_is_gone_is_told_unless_it_is_our_own() -> None:
    assert "media/a.jpg : il n'existe pas, ou n'existe plus ; " in str(for_the_user(_error("ENOENT", "media/a.jpg")))


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(), RuntimeError("can't start new thread"), RuntimeError("std::bad_alloc"),
        Exception("OpenCV: (-4:Insufficient memory) Failed to allocate 6220800 bytes"),
        ImportError("libx.so: failed to map segment from shared object"), _error("ENOMEM"),
    ],
    ids=repr,
)  # fmt: skip
def test_memory_that_is_short_is_told_whoever_says_so(error: Exception) -> None:
    assert starved(error)
    assert "la mémoire manque" in str(for_the_user(error))
    assert "--jobs 1" in str(for_the_user(error))


def test_what_cannot_be_loaded_for_too_many_open_files_is_no_bug() -> None:
    told = for_the_user(ImportError("libx.so: cannot open shared object file: Too many open files"))
    assert "trop de fichiers sont ouverts" in str(told)


def test_words_that_are_there_already_are_kept() -> None:
    with pytest.raises(MediaError, match="la photo est abîmée"), in_words():
        raise MediaError("la photo est abîmée")


def test_a_way_out_of_the_place_comes_after_what_mends_the_cause() -> None:
    assert remedy(_error("EROFS"), "choisissez un autre dossier") == "choisissez un autre dossier"
    assert remedy(OSError("?")) == "recommencez"
    assert str(unwritable("/f/a.png", _error("ENOSPC"), "choisissez un autre dossier")) == (
        "impossible d'écrire /f/a.png (le disque est plein) ; libérez de la place, ou choisissez un autre dossier"
    )
    assert why(OSError("?")) == "le système le refuse"


def test_only_what_comes_of_writing_is_said_of_the_folder_that_is_written_to(tmp_path: Path) -> None:
    assert of_writing(_error("ENOSPC"), tmp_path)
    assert of_writing(_error("EACCES", str(tmp_path / "film" / "a")), tmp_path / "film")
    assert of_writing(_error("EACCES", str(tmp_path)), tmp_path / "film"), "the folder cannot be made in this one"
    assert not of_writing(_error("EACCES", "/ailleurs/photo.jpg"), tmp_path)
    with pytest.raises(UserError, match=f"impossible d'écrire {tmp_path}"), writing_to(tmp_path, "recommencez"):
        raise _error("ENOSPC")
    with pytest.raises(PermissionError), writing_to(tmp_path, "recommencez"):
        raise PermissionError(errno.EACCES, "", "/ailleurs/photo.jpg")
