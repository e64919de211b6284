"""Every link of a page leads to a file that is there and, with an anchor, to a heading of it."""

import re
from pathlib import Path

import pytest

from docs.showing import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / ".github").rglob("*.md")),
    *sorted((ROOT / ".gitlab").rglob("*.md")),
]
_FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)


def _links(text: str) -> list[str]:
    plain = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))
    return re.findall(r"\]\((?!https?:)([^)\s]+)\)", plain)


def _anchors(page: Path) -> set[str]:
    """Return the anchors that a forge makes of headings: small letters, hyphens for spaces, no other sign."""
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in _links(page.read_text("utf-8")):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            lost.append(link)
    assert not lost


def test_a_link_that_is_lost_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# L'été, déjà\n\n[a](#lété-déjà) [b](autre.md)\n\n```text\n[c](rien.md)\n```\n", "utf-8")
    assert _links(page.read_text("utf-8")) == ["#lété-déjà", "autre.md"]
    assert _anchors(page) == {"lété-déjà"}
