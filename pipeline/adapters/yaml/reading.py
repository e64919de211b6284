"""A text file that somebody wrote by hand, read for what it says: a tree, and every finding of the reading."""

from pathlib import Path

import yaml

from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.graph import Reading, composed
from pipeline.adapters.yaml.problems import finding_of
from pipeline.errors import ScriptError

__all__ = ["Reading", "read_file", "read_text"]


def read_file(path: Path) -> Reading:
    """Read a YAML file; raises `ScriptError` with findings in French when there is no tree in it."""
    file = path.as_posix()
    return read_text(decoded(read_bytes(path), file), file)


def read_text(text: str, file: str) -> Reading:
    """Read a YAML text that stands, or is to stand, in a file; raises `ScriptError` as `read_file`."""
    try:
        return composed(text, file)
    except yaml.YAMLError as error:
        raise ScriptError((finding_of(error, file, text),)) from error
