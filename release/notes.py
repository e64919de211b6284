"""The notes of a release, taken from the changelog as they stand there."""

import re

from release.errors import ReleaseError

_SECTION = re.compile(r"^## \[([^\]]+)\](.*)$", re.MULTILINE)
_PENDING = "Unreleased"


def notes(changelog: str, version: str) -> str:
    r"""Return what the changelog says of a version; what is not released yet when the version has no section.

    Raises ReleaseError when that says nothing.

    >>> notes("## [0.2.0] - 2050-03-12\n\n- One.\n\n## [0.1.0]\n\n- Zero.\n", "0.2.0")
    '# 0.2.0 - 2050-03-12\n\n- One.\n'
    """
    found = {match[1]: (match[2].rstrip(), match.end()) for match in _SECTION.finditer(changelog)}
    name = version if version in found else _PENDING
    if name not in found:
        raise ReleaseError(f"CHANGELOG.md has no section [{version}], and none [{_PENDING}]")
    date, start = found[name]
    after = _SECTION.search(changelog, start)
    text = changelog[start : after.start() if after else len(changelog)].strip()
    if not text:
        raise ReleaseError(f"CHANGELOG.md says nothing under [{name}]")
    return f"# {version}{date}\n\n{text}\n"


def dated(changelog: str, version: str) -> bool:
    """Tell whether the changelog has a section of this version with its day, as a release that goes out has."""
    return any(
        match[1] == version and re.fullmatch(r" - \d{4}-\d\d-\d\d", match[2].rstrip())
        for match in _SECTION.finditer(changelog)
    )
