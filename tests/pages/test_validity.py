"""Every page that we write is HTML without a fault, and its names lead somewhere."""

import pytest

from tests.fakes.browser import unlabelled
from tests.fakes.soundness import unsound
from tests.fakes.written_pages import written_pages

PAGES = written_pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_valid(name: str) -> None:
    assert unsound(PAGES[name]) == []
    assert unlabelled(PAGES[name]) == [], "WCAG 2.5.3: what is seen is not in the name"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('<p id="a">x</p><p id="a">y</p>', "twice: a"),
        ('<div role="group" aria-labelledby="b">x</div>', "leads nowhere: div aria-labelledby=b"),
        ("<button><div>x</div></button>", "<div> in <button>"),
        ("<ul><p>x</p></ul>", "<p> directly in <ul>"),
        ("<button><a href='#'>x</a></button>", "<a> in a link or a button"),
        ("<select><option>x</option></select>", "<select> has no name"),
        ("<img src='a.png'>", "<img> without alt"),
        ("<h3>x</h3>", "h1 then h3"),
        ("<p aria-hidden='true' hidden>x</p>", "<p> hidden twice"),
    ],
)
def test_what_is_wrong_in_a_page_is_noticed(wrong: str, told: str) -> None:
    page = f"<!DOCTYPE html><html lang=fr><head><title>x</title></head><body><h1>x</h1>{wrong}</body></html>"
    assert unsound(page) == [told]
