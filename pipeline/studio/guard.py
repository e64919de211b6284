"""Who may speak to the page: this machine's own browser, let in by a word that is said once.

A page elsewhere that a browser has open can send requests to 127.0.0.1, and by a name that is bound anew read the
answers too. So every request must name us as its host, come from our own pages, and bear a cookie that no other site
can have sent. Sources: OWASP « Cross-Site Request Forgery Prevention », RFC 6265bis (SameSite), W3C CSP 3.
"""

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "jt-studio"
TOKEN = "jeton"  # noqa: S105 - the name of the parameter
_SAFE = frozenset({"GET", "HEAD"})
_OURS = frozenset({"same-origin", "none"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(self), microphone=(self)"),
)


class Pass:
    """What lets a browser in: a word in the address, once; then a cookie that only this run knows."""

    def __init__(self) -> None:
        self.word = secrets.token_urlsafe(24)
        self.cookie = secrets.token_urlsafe(32)
        self._used = False

    def opens(self, word: str) -> bool:
        """Tell whether a word lets in; it does so once."""
        if self._used or not hmac.compare_digest(word.encode(), self.word.encode()):
            return False
        self._used = True
        return True

    def known(self, cookie: str) -> bool:
        """Tell whether a cookie is ours."""
        return hmac.compare_digest(cookie.encode(), self.cookie.encode())


class Guard:
    """Refuses, without a detail, every request that is not our own page's; an ASGI application around another."""

    def __init__(self, app: ASGIApp, letting: Pass, hosts: frozenset[str]) -> None:
        self._app, self._letting, self._hosts = app, letting, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the application answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        if not self._from_here(scope, headers):
            await _answer(send, 403)
        elif self._letting.known(_cookie(headers)):
            await self._app(scope, receive, _dressed(send))
        elif scope["method"] == "GET" and scope["path"] == "/" and self._letting.opens(_word(scope)):
            cookie = f"{COOKIE}={self._letting.cookie}; Path=/; HttpOnly; SameSite=Strict"
            await _answer(send, 303, (b"location", b"/"), (b"set-cookie", cookie.encode()))
        else:
            await _answer(send, 403)

    def _from_here(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether a request names us, and was sent by a page of ours or by whoever typed our address."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return False
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return False
        if headers.get("sec-fetch-site", "none") not in _OURS:
            return False
        return scope["method"] in _SAFE or origin is not None


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return str(found.value) if found else ""


def _word(scope: Scope) -> str:
    told: list[str] = parse_qs(scope.get("query_string", b"").decode("ascii", "replace")).get(TOKEN, [""])
    return str(told[0])


def _dressed(send: Send) -> Send:
    """Return what sends an answer with the rules that a browser is to hold it to."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            named = {name.lower() for name, _ in message["headers"]}
            more = [header for header in _HEADERS if header[0] not in named]
            if b"cache-control" not in named:
                more.append((b"cache-control", b"no-store"))
            message["headers"] = [*message["headers"], *more]
        await send(message)

    return sent


async def _answer(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    body = b"" if status < 400 else b"Refus\xc3\xa9.\n"
    told = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *headers]
    await _dressed(send)({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
