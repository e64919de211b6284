"""What axe-core says of a page."""

from typing import Any


def violations(page: Any, *, but: tuple[str, ...] = ()) -> list[str]:
    """Return every violation of WCAG 2.2 and of good practice that axe-core finds, with the elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"rules": {rule: {"enabled": False} for rule in but}}).response["violations"]
    return [f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'])}" for one in found]
