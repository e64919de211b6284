"""Templates are strict, escape what they are given, and travel with the package."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from pipeline.pages.environment import environment, rendered, verbatim

FOLDER = Path(str(files("pipeline.pages"))) / "templates"
TEMPLATES = sorted(path.name for path in FOLDER.iterdir())
TOOLS = frozenset({"prompter.css"})
"""Wears no house: black for a glass that gives back what shines, and a colour for each of eight readers."""
CODE = [name for name in TEMPLATES if not name.endswith(".html")]


def test_every_file_is_one_of_the_three_languages() -> None:
    assert {name.rpartition(".")[2] for name in TEMPLATES} == {"html", "css", "js"}


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_every_template_can_be_read(name: str) -> None:
    assert environment().get_template(name).filename == str(FOLDER / name)


@pytest.mark.parametrize("name", CODE)
def test_a_style_sheet_or_script_goes_into_a_page_as_it_is_written(name: str) -> None:
    text = verbatim(name)
    assert text == Markup((FOLDER / name).read_text("utf-8"))  # noqa: S704 - a file of ours
    assert "</s" not in text, "it would end its element"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_colour_is_chosen_here_and_nothing_is_fetched_from_elsewhere(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert not re.search(r"https?:|@import", text)
    if name in TOOLS:
        return
    assert not re.search(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b|\brgba?\(", text)


def test_a_name_that_nothing_gives_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="page"):
        rendered("film.html")
    with pytest.raises(UndefinedError, match="inconnu"):
        environment().from_string("{{ inconnu }}").render()


def test_values_are_text_in_a_page_and_in_a_script() -> None:
    page = environment().from_string("<p>{{ said }}</p><script>const said = {{ said | tojson }};</script>")
    told = page.render(said="</script><b>&\"'")
    assert told.startswith("<p>&lt;/script&gt;&lt;b&gt;&amp;&#34;&#39;</p>")
    assert told.count("</script>") == 1, "what a person wrote ends the script"
