"""The studio is opened: a port of this machine alone, a word in the address, one script on the bench."""

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout

from pipeline.errors import UserError
from pipeline.model.task import Task
from pipeline.service.looks import page_dress
from pipeline.service.session import Session
from pipeline.service.source import Source
from pipeline.service.writing.board import (
    BoardChanged,
    BoardChecked,
    BoardEvent,
    FilmStands,
    FilmUnderWay,
    PieceReady,
    StillReady,
    WorkFailed,
)
from pipeline.service.writing.manuscript import FOLDER
from pipeline.service.writing.workbench import Workbench
from pipeline.studio.app import FrontDesk
from pipeline.studio.guard import TOKEN, Guard, Pass
from pipeline.studio.stream import Hub

HERE = "127.0.0.1"


def open_studio(session: Session, task: Task, port: int, ready: Callable[[str], None]) -> None:
    """Serve the studio of a script until it is interrupted; `ready` is given its address, once.

    Raises UserError when another studio has the script, or the port cannot be had.
    """
    folder = session.settings.root / FOLDER / Source(task.path).id
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "verrou", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        told = f"{task.path.name} : un autre studio est déjà ouvert sur ce script"
        raise UserError(f"{told} ; continuez dans celui-là, ou fermez-le") from error
    try:
        with _listening(port) as listener:
            _serve(session, task, folder, listener, ready)
    finally:
        lock.release()


def _serve(session: Session, task: Task, folder: Path, listener: socket.socket, ready: Callable[[str], None]) -> None:
    hub, letting = Hub(), Pass()
    port = listener.getsockname()[1]
    bench = Workbench(session, task, folder, lambda event: hub.tell(*_as_told(event)))
    hosts = frozenset({f"{HERE}:{port}", f"localhost:{port}"})
    app = Guard(FrontDesk(bench, hub, page_dress(session.newsroom())).app(), letting, hosts)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=2)
    bench.start()
    try:
        ready(f"http://{HERE}:{port}/?{TOKEN}={letting.word}")
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        bench.close()


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.bind((HERE, port))
    except OSError as error:
        listener.close()
        raise UserError(f"le port {port} n'est pas libre ; laissez-en choisir un, sans --port") from error
    return listener


def _as_told(event: BoardEvent) -> tuple[str, dict[str, object]]:
    """Return an event of the bench as a page hears it: its name, what it says."""
    match event:
        case BoardChanged(digest, by):
            told: tuple[str, dict[str, object]] = "cartes", {"base": digest, "par": by}
        case BoardChecked(digest, errors, spent):
            told = "verifie", {"base": digest, "erreurs": errors, "secondes": round(spent, 3)}
        case StillReady(ref, key):
            told = "image", {"ref": ref, "cle": key}
        case PieceReady(item, _):
            told = "sujet", {"sujet": item}
        case FilmUnderWay(stage, share, left):
            told = "film", {"etape": stage, "part": round(share, 3), "reste": left}
        case FilmStands(film, why):
            told = "film-fini", {"film": film.name if film else "", "pourquoi": why}
        case WorkFailed(why):
            told = "probleme", {"message": why}
    return told
