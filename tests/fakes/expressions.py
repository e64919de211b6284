"""The little languages in which GitHub and GitLab say when a job runs and with what: enough of them for our files."""

import re
from collections.abc import Mapping
from typing import Any

_TEXT = re.compile(r"('[^']*'|\"[^\"]*\")")


class Context(dict[str, Any]):
    """A context of GitHub: what is not there is empty; « job-total » and « job_total » are one name."""

    def __getattr__(self, name: str) -> Any:
        found = self.get(name, self.get(name.replace("_", "-"), ""))
        return Context(found) if isinstance(found, dict) else found


def github(expression: str, names: Mapping[str, Any]) -> Any:
    """Return what an expression of GitHub is worth; names are contexts and functions."""
    return _worth(expression, lambda code: re.sub(r"(?<=\w)-(?=[a-z])", "_", code), names)


def interpolated(text: Any, names: Mapping[str, Any]) -> str:
    """Return a text of a workflow with its `${{ … }}` replaced."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: spelt(github(found[1], names)), spelt(text), flags=re.DOTALL)


def spelt(value: Any) -> str:
    """Return a value as it stands in an environment: GitHub writes booleans as YAML does."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def gitlab(expression: str, variables: Mapping[str, str]) -> bool:
    """Tell whether an `if` of GitLab holds; a variable that is not set is null, an empty one is false."""
    return bool(_worth(expression, lambda code: re.sub(r"\$(\w+)", r"given('\1')", code), {"given": variables.get}))


def expanded(text: Any, variables: Mapping[str, str]) -> str:
    """Return a text of a GitLab file with its variables replaced, in as many turns as they name one another."""
    now = str(text)
    for _ in range(5):
        now = re.sub(r"\$(\w+)|\$\{(\w+)\}", lambda found: variables.get(found[1] or found[2], ""), now)
    return now


def _worth(expression: str, spelling: Any, names: Mapping[str, Any]) -> Any:
    parts = _TEXT.split(expression.strip())
    for at in range(0, len(parts), 2):
        code = re.sub(r"!(?!=)", " not ", parts[at].replace("&&", " and ").replace("||", " or "))
        parts[at] = spelling(code)
    known: dict[str, Any] = {"true": True, "false": False, "null": None, "__builtins__": {}}
    return eval("".join(parts).strip(), known | dict(names))  # noqa: S307 - the files of our own model
