"""A script to work on: a file, a text or a tree; whoever uses it need not know which."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.project import BRAND, script_id
from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.reading import Reading, read_text
from pipeline.adapters.yaml.signs import UNPAIRED, cleaned, unpaired_in
from pipeline.check.fields import filled
from pipeline.errors import Code, Finding, Mark, ScriptError
from pipeline.model.marked import Node


@dataclass(frozen=True, slots=True)
class Read:
    """A script as it was read: its tree, what the reading found that did not stop it, the SHA-256 of the very bytes.

    `text` is what stands in the file, and `filled` that its fields have been. A tree that was given has neither bytes
    nor text.
    """

    tree: Node
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    text: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A script at a path; `text` or `tree` when what is meant is not, or not yet, what the file holds.

    The path names the script (its id, its output folder), unless `name` does, and says what lies beside it; with a
    text or a tree the file need not exist. `values` are what its fields are filled with, by column.
    """

    path: Path
    text: str | None = None
    tree: Node | None = None
    name: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def on_disk(self) -> bool:
        """Tell whether the file itself is meant."""
        return self.text is None and self.tree is None

    @property
    def id(self) -> str:
        """What the script is called by: its output folder, its recordings."""
        return self.name or script_id(self.path)

    def read(self) -> Read:
        """Read the script, its fields filled; raises ScriptError with its findings when it is no YAML."""
        read = self._read()
        return _filled(read, dict(self.values)) if self.values else read

    def _read(self) -> Read:
        if self.tree is not None:
            given = cleaned(Reading(self.tree))
            return Read(given.tree, (*given.findings, *unpaired_in(given)))
        if self.text is not None:
            return _read(self.text, self.path.as_posix(), self.text.encode("utf-8", "surrogatepass"))
        if self.path.name.casefold() == BRAND:
            message = f"{BRAND} est le nom du fichier de la chaîne, pas celui d'un script"
            advice = "donner un script, ou renommer celui-ci, par exemple mon_journal.yaml"
            raise ScriptError.of(Mark(self.path.as_posix()), message, advice, code=Code("nom-de-fichier"))
        content = read_bytes(self.path)
        file = self.path.as_posix()
        return _read(decoded(content, file), file, content)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInHand(Source):
    """A script that was read already."""

    in_hand: Read

    def read(self) -> Read:
        """Return what was read."""
        return self.in_hand


def _filled(read: Read, values: Mapping[str, str]) -> Read:
    """Return a script with its fields filled; what its values hold is read as signs, and as nothing else."""
    given = cleaned(Reading(filled(read.tree, values)))
    kept = (finding for finding in read.findings if finding.code != UNPAIRED)  # which its values may mend, or break
    found = dict.fromkeys((*kept, *given.findings, *unpaired_in(given, read.text)))
    return Read(given.tree, tuple(found), read.digest, read.text, filled=True)


def _read(text: str, file: str, content: bytes) -> Read:
    return as_read(read_text(text, file), text, content)


def as_read(reading: Reading, text: str, content: bytes) -> Read:
    """Return what reading a text gave as a script, with the bytes that it stands in."""
    found = (*reading.findings, *unpaired_in(reading, text))
    return Read(reading.tree, found, hashlib.sha256(content).hexdigest(), text)
