"""The addresses of the studio: what each one gives or asks for; whatever it refuses, it says in French."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from pipeline.errors import UserError
from pipeline.service.writing.workbench import Workbench
from pipeline.studio import views
from pipeline.studio.answers import Bug, mishap, refused, standing_answer, told
from pipeline.studio.asked import changes_asked
from pipeline.studio.choices import choice_routes
from pipeline.studio.stream import Hub
from pipeline.studio.texts import text_routes
from pipeline.studio.watching import Watching

_STATIC: Mapping[str, str] = {
    "studio.css": "text/css; charset=utf-8",
    "studio.js": "text/javascript; charset=utf-8",
    "cartes.js": "text/javascript; charset=utf-8",
    "regie.css": "text/css; charset=utf-8",
    "envoi.js": "text/javascript; charset=utf-8",
    "lecteur.js": "text/javascript; charset=utf-8",
    "deplacer.js": "text/javascript; charset=utf-8",
    "choisir.js": "text/javascript; charset=utf-8",
    "aide.js": "text/javascript; charset=utf-8",
    "apporter.js": "text/javascript; charset=utf-8",
    "texte.js": "text/javascript; charset=utf-8",
}


class FrontDesk:
    """Answers for one script on the bench."""

    def __init__(self, bench: Workbench, hub: Hub, dress: str, bug: Bug, more: Sequence[Route] = ()) -> None:
        self._bench, self._hub, self._dress, self._bug, self._more = bench, hub, dress, bug, more

    def app(self) -> Starlette:
        """Return the application."""

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            self._hub.begin(asyncio.get_running_loop())
            yield
            self._hub.end()

        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/cartes", self.cards),
                *choice_routes(self._bench),
                Route("/evenements", self.events),
                Route("/habillage.css", self.dress),
                Route("/fixe/{name}", self.fixed),
                Route("/image/{key:str}.webp", self.still),
                Route("/ecrire", told(self.write), methods=["POST"]),
                Route("/annuler", told(self.undo), methods=["POST"]),
                Route("/retablir", told(self.redo), methods=["POST"]),
                Route("/versions", self.states),
                Route("/reprendre", told(self.restore), methods=["POST"]),
                *Watching(self._bench).routes(),
                *text_routes(self._bench),
                *self._more,
            ],
            exception_handlers={404: refused, 405: refused, Exception: mishap(self._bug)},
            lifespan=lifespan,
        )

    async def page(self, _: Request) -> Response:
        """Give the whole page."""
        board = await run_in_threadpool(self._bench.board)
        return HTMLResponse(views.page(board, name=self._bench.manuscript.path.name))

    async def cards(self, _: Request) -> Response:
        """Give the cards as they are now."""
        board = await run_in_threadpool(self._bench.board)
        return HTMLResponse(views.cards(board), headers={"jt-base": board.digest})

    async def events(self, _: Request) -> Response:
        """Tell what changes, for as long as the page listens."""
        return StreamingResponse(self._hub.listen(), media_type="text/event-stream")

    async def dress(self, _: Request) -> Response:
        """Give the colours and letters of the house."""
        return Response(self._dress, media_type="text/css; charset=utf-8")

    async def fixed(self, request: Request) -> Response:
        """Give one of our own style sheets or scripts."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return await refused(request, None)
        content = (resources.files("pipeline.studio") / "static" / name).read_bytes()
        return Response(content, media_type=_STATIC[name], headers={"cache-control": "no-cache"})

    async def still(self, request: Request) -> Response:
        """Give a picture that is there; one that is not will be told of when it is."""
        found = self._bench.still(request.path_params["key"])
        if found is None:
            return Response(status_code=204)
        return Response(found, media_type="image/webp", headers={"cache-control": "private, max-age=31536000"})

    async def write(self, asked: Any) -> Response:
        """Do what a page wants done to its cards."""
        base, changes = changes_asked(asked)
        return standing_answer(await run_in_threadpool(self._bench.write, base, changes, "carte"))

    async def undo(self, _: Any) -> Response:
        """Go back by one state."""
        return standing_answer(await run_in_threadpool(self._bench.undo))

    async def redo(self, _: Any) -> Response:
        """Go forward by one state."""
        return standing_answer(await run_in_threadpool(self._bench.redo))

    async def states(self, _: Request) -> Response:
        """List the states that are kept."""
        states = await run_in_threadpool(self._bench.manuscript.states)
        return JSONResponse([{"nom": one.name, "quand": one.written, "par": one.by} for one in states])

    async def restore(self, asked: Any) -> Response:
        """Write an earlier state again."""
        name = asked.get("nom") if isinstance(asked, dict) else None
        if not isinstance(name, str):
            raise UserError("cette demande ne se lit pas ; rechargez la page")
        return standing_answer(await run_in_threadpool(self._bench.restore, name))
