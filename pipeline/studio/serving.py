"""The studio is opened: a port of this machine alone, a word in the address, one script on the bench."""

import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout

from pipeline.errors import UserError
from pipeline.french.system import unwritable
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
    WorkBroke,
    WorkFailed,
)
from pipeline.service.writing.manuscript import FOLDER
from pipeline.service.writing.sending import SendingOut
from pipeline.service.writing.workbench import Workbench
from pipeline.studio.again import Doorbell, another_address
from pipeline.studio.answers import OURS, Bug
from pipeline.studio.app import FrontDesk
from pipeline.studio.bringing import BringingDesk
from pipeline.studio.connections import BriskProtocol
from pipeline.studio.guard import TOKEN, Guard, Pass
from pipeline.studio.sending import CALLED, Sending
from pipeline.studio.stream import Hub

HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What the studio tells whoever opened it: its address, and whether it was open already; what is our fault."""

    ready: Callable[[str, bool], None]
    bug: Bug


def open_studio(session: Session, task: Task, port: int, keeper: Doorkeeper) -> None:
    """Serve the studio of a script until it is interrupted; whoever opens it again is given another address of it.

    Raises UserError when a studio elsewhere has the script, or the port cannot be had.
    """
    folder = session.settings.root / FOLDER / Source(task.path).id
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error, "ouvrez un script d'un dossier où vous pouvez écrire") from error
    lock = FileLock(folder / "verrou", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        address = another_address(folder)
        if not address:
            told = f"{task.path.name} : un autre studio est déjà ouvert sur ce script"
            raise UserError(f"{told} ; continuez dans celui-là, ou fermez-le") from error
        keeper.ready(address, True)
        return
    try:
        with _listening(port) as listener:
            _serve(session, task, folder, listener, keeper)
    finally:
        lock.release()


class _Server(uvicorn.Server):
    """A server that first tells its pages to go, so that none of them keeps it from ending."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], None]) -> None:
        super().__init__(config)
        self._leave = leave

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._leave()
        await super().shutdown(sockets)


def _serve(session: Session, task: Task, folder: Path, listener: socket.socket, keeper: Doorkeeper) -> None:
    port = listener.getsockname()[1]
    hub, letting, bug = Hub(), Pass(f"jt-studio-{port}"), once_each(keeper.bug)

    def hear(event: BoardEvent) -> None:
        if isinstance(event, WorkBroke):
            bug(event.error)
        hub.tell(*_as_told(event))

    def leave() -> None:
        hub.end()
        bench.leave()

    bench = Workbench(session, task, folder, hear)
    sending = Sending(bench, SendingOut(session, task, hear))
    hosts = frozenset({f"{HERE}:{port}", f"localhost:{port}"})
    more = (*sending.routes(), *BringingDesk(bench, session).routes())
    app = Guard(FrontDesk(bench, hub, page_dress(session.newsroom()), bug, more).app(), letting, hosts)
    config = uvicorn.Config(
        app,
        http=BriskProtocol,
        ws="none",
        log_config=None,
        log_level="critical",  # what goes wrong is kept by us, and what strangers send is no news
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nothing stands between: whoever says so lies
        timeout_graceful_shutdown=1,
    )

    def address() -> str:
        return f"http://{HERE}:{port}/?{TOKEN}={letting.renew()}"

    bench.start()
    try:
        with Doorbell(folder, address):
            keeper.ready(address(), False)
            _Server(config, leave).run(sockets=[listener])
    finally:
        bench.close()


def once_each(bug: Bug) -> Bug:
    """Return what keeps a fault the first time that it happens at its place: a page may ask again every second."""
    known: set[tuple[str, str]] = set()

    def heard(error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = f"{last[0].filename}:{last[0].lineno}" if last else ""
        if (type(error).__name__, where) not in known:
            known.add((type(error).__name__, where))
            bug(error)

    return heard


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.bind((HERE, port))
        listener.listen(512)  # whoever is told the address may come at once
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
        case FilmUnderWay(delivery, stage, share, left):
            called = CALLED.get(delivery, (delivery, ""))[0]
            told = "film", {"etape": f"{called} : {stage}", "part": round(share, 3), "reste": left}
        case FilmStands(film, why):
            told = "film-fini", {"film": film.name if film else "", "pourquoi": why}
        case WorkFailed(why):
            told = "probleme", {"message": why}
        case WorkBroke():
            told = "probleme", {"message": OURS}
    return told
