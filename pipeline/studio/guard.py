"""Who may speak to the page: this machine's own browser, let in by a word that is said once.

A page elsewhere that a browser has open can send requests to 127.0.0.1, and by a name that is bound anew read the
answers too. So every request must name us as its host, come from our own pages, and bear a cookie that no other site
can have sent. Sources: OWASP « Cross-Site Request Forgery Prevention », RFC 6265bis (SameSite), W3C CSP 3.
"""

import base64
import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "jeton"  # noqa: S105 - the name of the parameter
_SAFE = frozenset({"GET", "HEAD"})
_SAID_ONCE = ("host", "origin", "sec-fetch-site")
"""What a browser says once: whoever says it twice hopes that each of two readers believes another one."""
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


_STYLE = (
    ":root{color-scheme:light dark}body{max-width:38rem;margin:12vh auto;padding:0 1.25rem;"
    "font:1.125rem/1.6 Verdana,'DejaVu Sans',sans-serif}h1{font-size:1.5rem}"
)
_LOST = f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Studio : cette adresse n'ouvre plus rien</title>
<link rel="icon" href="data:,">
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Cette adresse n'ouvre plus rien</h1>
<p>L'adresse du studio ne sert qu'une fois, dans un seul navigateur.</p>
<ul>
<li>Le studio est ouvert dans un autre onglet ou un autre navigateur ? Continuez là.</li>
<li>Sinon, tapez de nouveau <code>jt studio</code>, comme la première fois : une adresse neuve s'ouvre.</li>
</ul>
<p>Rien n'est perdu : tout ce qui était enregistré l'est toujours.</p>
</main>
</body>
</html>
""".encode()
"""What somebody is told who comes without our cookie: what to do, and nothing of what is here."""
_LOST_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
_CLOSE = (b"connection", b"close")
_PLAIN, _PAGE = b"text/plain; charset=utf-8", b"text/html; charset=utf-8"


class Pass:
    """What lets a browser in: a word in the address, once; then a cookie that only this run knows.

    Browsers send a cookie to every port of a machine: `name` tells those of two studios apart.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.word = secrets.token_urlsafe(24)
        self.cookie = secrets.token_urlsafe(32)
        self._used = False

    def opens(self, word: str) -> bool:
        """Tell whether a word lets in; it does so once."""
        if self._used or not hmac.compare_digest(word.encode(), self.word.encode()):
            return False
        self._used = True
        return True

    def renew(self) -> str:
        """Return another word; the one before lets nobody in any more."""
        self.word, self._used = secrets.token_urlsafe(24), False
        return self.word

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
            await _refuse(send)
        elif self._letting.known(_cookie(headers, self._letting.name)):
            await self._app(scope, receive, _dressed(send))
        elif scope["method"] != "GET" or scope["path"] != "/":
            await _refuse(send)
        elif self._letting.opens(_word(scope)):
            cookie = f"{self._letting.name}={self._letting.cookie}; Path=/; HttpOnly; SameSite=Strict"
            await _answer(send, 303, b"", (b"location", b"/"), (b"set-cookie", cookie.encode()))
        else:
            await _answer(
                send, 403, _LOST, (b"content-type", _PAGE), (b"content-security-policy", _LOST_POLICY.encode()), _CLOSE
            )

    def _from_here(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether a request names us, and was sent by a page of ours or by whoever typed our address."""
        if headers.get("host") not in self._hosts or any(len(headers.getlist(name)) > 1 for name in _SAID_ONCE):
            return False
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return False
        if headers.get("sec-fetch-site", "none") not in _OURS:
            return False
        return scope["method"] in _SAFE or origin is not None


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
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


async def _refuse(send: Send) -> None:
    await _answer(send, 403, "Refusé.\n".encode(), (b"content-type", _PLAIN), _CLOSE)


async def _answer(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    told = [(b"content-length", str(len(body)).encode()), *headers]
    await _dressed(send)({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
