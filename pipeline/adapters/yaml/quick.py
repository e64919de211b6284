"""The graph of a YAML text by libyaml, eleven times sooner than by PyYAML itself, where both give the same.

They differ over tabs, byte order marks, question marks in braces, the place of a value that is empty, and in what they
say is wrong: such texts are left to PyYAML, and so is whatever libyaml refuses.
"""

import re

import yaml

_DIFFERENTLY = re.compile(r"[\t\ufeff]|[\[{].*\?|\?\s*[,}\]]|^\s*\?", re.MULTILINE)
_PLAIN = frozenset({None, ""})
"""The style of a scalar that is not quoted."""


def quickly(text: str, deepest: int) -> yaml.Node | None:
    """Return the graph of a text, nested less than `deepest`; None when PyYAML itself has to tell, or nobody can."""
    if not yaml.__with_libyaml__ or _DIFFERENTLY.search(text):
        return None
    try:
        loader = yaml.CBaseLoader(text)
        try:
            root: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, UnicodeError):
        return None
    return root if root is not None and _same(root, deepest) else None


def _same(root: yaml.Node, deepest: int) -> bool:
    """Tell whether PyYAML would give these nodes the same places, and let them nest as deeply."""
    seen: set[int] = set()
    level = [root]
    for _ in range(deepest):
        if not level:
            return True
        below: list[yaml.Node] = []
        for node in level:
            if isinstance(node, yaml.ScalarNode):
                if not node.value and node.style in _PLAIN:
                    return False
            elif id(node) not in seen:
                seen.add(id(node))
                below += (
                    node.value if isinstance(node, yaml.SequenceNode) else (one for pair in node.value for one in pair)
                )
        level = below
    return False
