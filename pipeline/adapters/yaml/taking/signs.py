"""The signs that keyboards, word processors and web pages put where YAML wants its own."""

import re

HARD = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces that look like one and are not the space bar's: no-break, thin, figure, ideographic…"""
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
"""Signs that take no room at all."""
BLANKS = f" \t{HARD}{UNSEEN}"

DASHES = "–—−‐‑‒―•▪▫◦‣⁃●○■□➢➤►▶✓✔·∙*"
"""What stands for « - » at the head of a line: Word's dashes and bullets, Markdown's star."""

OPENING, CLOSING = "“„‟″", "”“‟″"
"""Curly double quotes, as they open and close a value; « » are the text's own."""
OPENING_ONE, CLOSING_ONE = "‘‚‛", "’‘‛"

COLONS = ":：∶﹕"
"""The colon, and those that look like it."""

INDENT = re.compile(f"[{BLANKS}]*")
RULE = re.compile(r"\s*([-=*_~#.–—─])(?:\s*\1){2,}\s*$")
"""A line that parts: dashes, stars, equals signs, nothing else."""
COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
FILE = re.compile(
    r"\.(?:jpe?g|png|webp|gif|tiff?|bmp|heic|svg|mp4|mov|m4v|avi|mkv|webm|wav|mp3|m4a|ogg|flac|otf|ttf)$", re.IGNORECASE
)
ESCAPE = re.compile(r"\\(?:[0abtnvfre \"/\\N_LP\t]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|$)")
"""A backslash that YAML knows, between double quotes."""
