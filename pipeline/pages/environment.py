"""Templates, read once: every value is escaped, and a name that a template misspells is an error."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.french.typography import NARROW, NO_BREAK, typeset
from pipeline.model.time import clock
from pipeline.pages.wording import bare, decimal, fragment, lasting, length, minutes


def rendered(template: str, **values: object) -> str:
    """Return a page; each value is text to a template, whatever signs it holds."""
    return environment().get_template(template).render(**values)


@cache
def environment() -> Environment:
    """Return what templates are read and filled with; a line that holds only a tag leaves no trace on the page."""
    made = Environment(
        loader=PackageLoader("pipeline.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters |= {
        "bare": bare,
        "clock": clock,
        "decimal": decimal,
        "fragment": fragment,
        "lasting": lasting,
        "length_said": length,
        "minutes": minutes,
        "typeset": typeset,
    }
    made.globals |= {"nb": NO_BREAK, "nnb": NARROW, "verbatim": verbatim}
    return made


@cache
def verbatim(name: str) -> Markup:
    """Return one of our style sheets or scripts as it stands, to be set inside `<style>` or `<script>`."""
    made = environment()
    if made.loader is None:  # never: it is given above
        raise LookupError(name)
    source, _, _ = made.loader.get_source(made, name)
    return Markup(source)  # noqa: S704 - a file of ours, with no value in it
