"""What may stand at a place where a file belongs, and how to be somebody whom rights bind."""

import os
import shutil
import socket
import tempfile
from contextlib import closing
from pathlib import Path

import pytest


def bound_by_rights() -> list[str]:
    """Return what to put before a command for rights on files to bind it, even when the tests are run as root."""
    if os.name != "posix":
        pytest.skip("rights are others there")
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("nothing here makes root obey")
    return [setpriv, "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search,-fowner"]


def put_there(how: str, place: Path, folder: Path) -> None:
    """Put something that is no ordinary file at a place; links lead to a folder that holds `photo.jpg`, or into it."""
    match how:
        case "folder":
            place.mkdir()
        case "full folder":
            place.mkdir()
            (place / "photo.jpg").write_bytes(b"une photo")
        case "pipe":
            os.mkfifo(place)
        case "socket":
            with tempfile.TemporaryDirectory(dir="/tmp") as near, closing(socket.socket(socket.AF_UNIX)) as made:
                made.bind(f"{near}/s")  # the name of a socket is short
                shutil.move(f"{near}/s", place)
        case "endless":
            place.symlink_to("/dev/zero")
        case "loop":
            place.symlink_to(place)
        case "dangling":
            place.symlink_to(folder / "rien")
        case "link":
            place.symlink_to(folder / "photo.jpg")
        case "link to a folder":
            place.symlink_to(folder)
        case _:
            raise ValueError(how)
