"""What the shaping of one script shares: the context, the people met so far, the findings."""

from dataclasses import dataclass, field

from pipeline.check.context import CheckContext
from pipeline.check.keys import KnownKeys
from pipeline.check.rules.unknown_key import unknown_key
from pipeline.check.shape.forms import blank
from pipeline.errors import Code, Finding, Mark
from pipeline.french.wording import fold
from pipeline.model.marked import Entry, MapNode, Node, TextNode


@dataclass(slots=True)
class Desk:
    """Collects findings while a script is shaped; `speakers` are canonical, by id."""

    context: CheckContext
    speakers: dict[str, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, mark: Mark, message: str, advice: str = "", *, code: Code) -> None:
        """Note an error."""
        self.findings.append(Finding(mark, message, advice, code=code))

    def fields(self, node: MapNode, keys: KnownKeys) -> dict[str, Entry]:
        """Return the entries under canonical keys; say which are unknown or twice there.

        A near miss is said, then read as what was probably meant: one mistake gives one finding. An empty
        value counts as not written, unless the key is required.
        """
        found: dict[str, Entry] = {}
        for written in sorted(node.entries, key=lambda e: not keys.canonical(e.key)):
            key = keys.canonical(written.key) or self.guessed(written, keys, found)
            if not key:
                continue
            if key in found:
                self.twice(written, found[key])
            elif not blank(written.value) or key in keys.required:
                found[key] = Entry(key, written.mark, _chosen(written, keys.choices.get(key, ())))
        return found

    def guessed(self, written: Entry, keys: KnownKeys, found: dict[str, Entry]) -> str:
        """Say that a key is unknown; return the one that was probably meant and is still free."""
        finding, near = unknown_key(written, keys.names, tuple(dict.fromkeys(keys.names.values())))
        self.findings.append(finding)
        key = keys.canonical(near) if near else ""
        return "" if key in found else key

    def twice(self, written: Entry, first: Entry) -> None:
        """Say that one thing is written under two keys."""
        self.say(
            written.mark,
            f"« {written.key} » est déjà donné ligne {first.mark.line}",
            "n'en garder qu'un",
            code=Code("cle-synonyme"),
        )


def _chosen(written: Entry, choices: tuple[str, ...]) -> Node:
    """Return the value, spelled as the choice it means whatever its accents and capitals."""
    value = written.value
    if not isinstance(value, TextNode):
        return value
    forms = {fold(choice): choice for choice in choices}
    return TextNode(value.mark, forms.get(fold(value.text), value.text))
