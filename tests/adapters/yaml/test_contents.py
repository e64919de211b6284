"""Files that are no scripts: each is told for what it is, nothing is waited for, and little is read."""

import io
import os
import socket
import zipfile
from pathlib import Path

import pytest

from pipeline.adapters.yaml.contents import LARGEST, read_bytes
from pipeline.adapters.yaml.reading import read_file
from pipeline.errors import ScriptError


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(path: Path | str) -> str:
    with pytest.raises(ScriptError) as caught:
        read_file(Path(path))
    return str(caught.value)


def boxed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


DOCUMENTS = {
    "un document Word": boxed("[Content_Types].xml", "word/document.xml"),
    "un classeur Excel": boxed("[Content_Types].xml", "xl/workbook.xml"),
    "un document LibreOffice": b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
    "une archive zip": boxed("journal.yaml"),
    "un PDF": b"%PDF-1.7\n%\xe2\xe3",
    "un document RTF": b"{\\rtf1\\ansi Le journal}",
    "un document Office d'un ancien format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20,
    "une photo JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "une page web": b"<!DOCTYPE html>\n<html><body>Le journal</body></html>",
    "un dessin SVG": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "un tableau": b"Heure;Sujet;Texte;Image\n20:00;La cantine;Ici on paie;photo.jpg\n",
}


@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_document_is_told_for_what_it_is(what: str) -> None:
    Path("journal.yaml").write_bytes(DOCUMENTS[what])
    assert told("journal.yaml").startswith(f"journal.yaml: c'est {what}, et non un script ; ")
    assert told("journal.yaml").endswith("[fichier-document]")


@pytest.mark.parametrize(
    ("encoding", "source"), [("cp1252", "de Windows-1252"), ("mac_roman", "d'un vieux Mac"), ("utf-16-le", "UTF-16")]
)
def test_a_text_in_another_encoding_is_told_with_where_it_seems_to_come_from(encoding: str, source: str) -> None:
    Path("journal.yaml").write_bytes("titre: Été à Nîmes, où l'on fête Noël\n".encode(encoding))
    assert source in told("journal.yaml")
    assert "l'enregistrer en UTF-8 depuis l'éditeur [fichier-encodage]" in told("journal.yaml")


def test_a_pipe_a_socket_and_a_device_are_refused_without_waiting() -> None:
    os.mkfifo("tube.yaml")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("prise.yaml")
        for name in ("tube.yaml", "prise.yaml", "/dev/zero", "/dev/null"):
            assert told(name).endswith("donner un fichier .yaml [fichier-special]")


def test_names_that_no_system_takes_are_told() -> None:
    Path("boucle.yaml").symlink_to("boucle.yaml")
    for name in ("a" * 300 + ".yaml", "a\0b.yaml", "boucle.yaml"):
        assert "ce fichier ne se lit pas" in told(name)


def test_a_file_that_grows_meanwhile_is_read_no_further_than_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("gros.yaml").write_bytes(b"a: " + b"x" * (LARGEST + 10))
    asked = []
    whole = io.BufferedReader.read

    class Watched(io.BufferedReader):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size)
            return whole(self, size)

    monkeypatch.setattr("os.fdopen", lambda descriptor, _mode: Watched(io.FileIO(descriptor)))
    with pytest.raises(ScriptError, match="dépasse 2 Mo"):
        read_bytes(Path("gros.yaml"))
    assert asked == [LARGEST + 1]
