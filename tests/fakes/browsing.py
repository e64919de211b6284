"""A browser's requests put to an application without a network between."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its status, its headers in lower case, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def put(
    app: ASGIApp, method: str, path: str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = (b"",)
) -> Answered:
    """Put a request to an application and return what it answers."""
    target, _, query = path.partition("?")
    told = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {
        "type": "http",
        "method": method,
        "path": target,
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "headers": told,
        "http_version": "1.1",
    }
    parts = [{"type": "http.request", "body": one, "more_body": True} for one in body]
    waiting = [*parts, {"type": "http.request", "body": b"", "more_body": False}]
    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def whole() -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            if not answers:
                raise

    asyncio.run(whole())
    content = b"".join(one.get("body", b"") for one in answers[1:])
    return Answered(answers[0]["status"], {k.decode(): v.decode() for k, v in answers[0]["headers"]}, content)
