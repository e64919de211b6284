"""Whoever is not our own page in our own browser is refused, whatever it says."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from pipeline.studio.guard import Guard, Pass

COOKIE = "jt-studio-5050"
HOST = "127.0.0.1:5050"
HOSTS = frozenset({HOST, "localhost:5050"})


async def inside(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"dedans"})


def asked(letting: Pass, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    path, _, query = path.partition("?")
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in ({"host": HOST} | headers).items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": told}
    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    asyncio.run(Guard(inside, letting, HOSTS)(scope, receive, send))
    return answers[0]["status"], {name.decode(): value.decode() for name, value in answers[0]["headers"]}


@pytest.fixture
def letting() -> Pass:
    return Pass(COOKIE)


def cookie(letting: Pass) -> str:
    return f"{COOKIE}={letting.cookie}"


def test_the_word_of_the_address_lets_in_once(letting: Pass) -> None:
    status, headers = asked(letting, f"/?jeton={letting.word}")
    assert (status, headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(headers["set-cookie"].split("; "))
    assert asked(letting, "/", cookie=headers["set-cookie"].split(";")[0])[0] == 200
    assert asked(letting, f"/?jeton={letting.word}")[0] == 403


@pytest.mark.parametrize("path", ["/", "/?jeton=", "/?jeton=faux", "/cartes"])
def test_without_word_nor_cookie_nobody_comes_in(letting: Pass, path: str) -> None:
    assert asked(letting, path)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "malin.example:5050"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:5051"},
        {"origin": "http://malin.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:5050"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"cookie": f"{COOKIE}=faux"},
        {"cookie": f"{COOKIE}="},
        {"cookie": "jt-studio"},
    ],
)
def test_what_comes_from_elsewhere_is_refused_even_with_our_cookie(letting: Pass, headers: dict[str, str]) -> None:
    status, answered = asked(letting, **({"cookie": cookie(letting)} | headers))
    assert status == 403
    assert "set-cookie" not in answered


def test_what_changes_something_says_where_it_comes_from(letting: Pass) -> None:
    assert asked(letting, "/ecrire", "POST", cookie=cookie(letting))[0] == 403
    assert asked(letting, "/ecrire", "POST", cookie=cookie(letting), origin=f"http://{HOST}")[0] == 200


def test_a_page_runs_and_shows_what_is_ours_alone(letting: Pass) -> None:
    _, headers = asked(letting, cookie=cookie(letting))
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
