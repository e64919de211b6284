"""The addresses of the player: the newscast item by item, its captions, a shot in other shapes, the final voice."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from pipeline.errors import Cancelled, UserError
from pipeline.service.writing.viewing import captions_of_item
from pipeline.service.writing.workbench import Workbench

PATIENCE = 120.0
"""Seconds for which what is asked is waited for."""
FINAL = "definitive"
T = TypeVar("T")


class Watching:
    """Answers for what is watched."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/montage", self.items),
            Route("/sujet/{item:str}.mp4", self.piece),
            Route("/sujet/{item:str}.vtt", self.captions),
            Route("/vue/{key:str}/{shape:str}.webp", self.view),
        ]

    async def items(self, _: Request) -> Response:
        """List the items in order: which frames of the newscast each one has."""
        board = self._bench.board(0)
        told = [{"sujet": one.id, "titre": one.title, "debut": one.start, "images": one.length} for one in board.items]
        return JSONResponse({"sujets": told, "images": board.length, "base": board.digest})

    async def piece(self, request: Request) -> Response:
        """Give an item as a film, once it is made; in the voice of the published film when that is asked."""
        item = request.path_params["item"]
        wanted = self._bench.said_finally if request.query_params.get("voix") == FINAL else self._bench.piece
        return await _answered(
            wanted(item),
            lambda path: FileResponse(path, media_type="video/mp4", headers={"cache-control": "no-store"}),
        )

    async def captions(self, request: Request) -> Response:
        """Give the captions of an item."""
        item = request.path_params["item"]
        return await _answered(
            self._bench.ask(lambda moment: captions_of_item(moment, item)),
            lambda text: Response(text, media_type="text/vtt; charset=utf-8", headers={"cache-control": "no-store"}),
        )

    async def view(self, request: Request) -> Response:
        """Give a shot, named by the key of its picture, in another shape."""
        key, shape = request.path_params["key"], request.path_params["shape"]
        return await _answered(self._bench.view(key, shape), lambda found: Response(found, media_type="image/webp"))


async def _answered(future: "Future[T]", answer: Callable[[T], Response]) -> Response:
    try:
        return answer(await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), PATIENCE))
    except UserError as error:
        return JSONResponse({"message": str(error)}, 409)
    except (TimeoutError, asyncio.CancelledError, Cancelled):
        return JSONResponse({"message": "ce n'est pas encore prêt ; réessayez dans un instant"}, 503)
