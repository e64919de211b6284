"""Tables as spreadsheets write them as text (CSV), read for what they say; whatever cannot be read is told in French.

Parted by semicolons, tabs or commas, whichever parts every row alike; UTF-8, UTF-16 or Windows-1252; quoted as
RFC 4180 says. The first row names the columns.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.yaml.contents import WantedFile, read_bytes
from pipeline.adapters.yaml.documents import document, encoding_of
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.french.signs import legible
from pipeline.french.wording import counted, fold, quoted
from pipeline.model.table import Table, TableColumn, TableRow

MOST_ROWS = 10_000
LONGEST_CELL = 5_000
"""Signs of a cell: about five minutes of speech; a longer one is a quote that was never closed."""

TABLE = WantedFile(".csv", 20_000_000, "un tableau ne contient que du texte ; le partager en plusieurs")

_DELIMITERS = ";\t,"
_SAMPLE = 20
_EXPORT = "l'ouvrir dans le tableur, puis Fichier > Enregistrer sous > « CSV UTF-8 »"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table, and what is to be told of it that did not stop its reading."""

    table: Table
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    raw: str
    cells: Sequence[str]


def read_table(path: Path) -> ReadTable:
    """Read a table; raises ScriptError with everything that is wrong with it."""
    file = path.as_posix()
    content = read_bytes(path, TABLE)
    found = document(content, "")
    if found is not None and not found[0].startswith("un tableau"):
        sheet = "classeur" in found[0] or "Office" in found[0]
        advice = _EXPORT if sheet else "donner un fichier CSV"
        raise ScriptError.of(Mark(file), f"c'est {found[0]}, et non un CSV", advice, code=Code("tableau-document"))
    text, told = _decoded(content, file)
    return _Reader(file, told).read(text)


def _decoded(content: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a table, and a note when it is of another encoding than all others here."""
    utf16 = content.startswith(_UTF16)
    note: tuple[Finding, ...] = ()
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        origin = encoding_of(content)
        mac = "Mac" in origin
        try:
            text = content.decode("mac_roman" if mac else "cp1252")
        except UnicodeDecodeError as error:
            message = f"l'octet {content[error.start]:#04x} n'est d'aucun texte"
            mark = Mark(file, content[: error.start].count(b"\n") + 1, 1)
            raise ScriptError.of(mark, message, _EXPORT, code=Code("fichier-encodage")) from error
        message = f"ce tableau vient {origin} et est lu ainsi ; vérifier les accents"
        note = (Finding(Mark(file), message, _EXPORT, Level.NOTE, code=Code("tableau-encodage")),)
    if "\0" in text:
        message = "« \\x00 » est un caractère interdit dans un texte"
        raise ScriptError.of(Mark(file), message, _EXPORT, code=Code("caractere-interdit"))
    return text, note


class _Reader:
    """Reads one table, keeping every finding."""

    def __init__(self, file: str, findings: tuple[Finding, ...]) -> None:
        self.file = file
        self.findings = list(findings)

    @property
    def wrong(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self.findings)

    def say(self, mark: Mark, message: str, advice: str, code: Code) -> None:
        self.findings.append(Finding(mark, message, advice, code=code))

    def read(self, text: str) -> ReadTable:
        lines = list(io.StringIO(text, newline=""))
        first = 0
        delimiter = ""
        if lines and lines[0].strip().lower() in {f"sep={sign}".strip() for sign in _DELIMITERS}:
            delimiter, first = lines[0].strip("\r\n")[4:5] or "\t", 1  # as Excel tells itself
        delimiter = delimiter or delimiter_of(lines)
        records = [record for record in self.records(lines, first, delimiter) if any(map(str.strip, record.cells))]
        if not records and not self.wrong:
            advice = "écrire une première ligne avec le nom des colonnes, puis une ligne par film"
            self.say(Mark(self.file), "ce tableau est vide", advice, Code("tableau-vide"))
        if not records:
            raise ScriptError(tuple(self.findings))
        columns = self.columns(records[0], delimiter)
        rows = tuple(self.rows(records[1:], columns, delimiter))
        if not rows and not self.wrong:
            message = "ce tableau n'a que ses titres de colonnes, et aucune ligne"
            self.say(Mark(self.file), message, "écrire une ligne par film", Code("tableau-vide"))
        if self.wrong:
            raise ScriptError(tuple(self.findings))
        named = tuple(column for column in columns if column is not None)
        return ReadTable(Table(self.file, named, rows), tuple(self.findings))

    def records(self, lines: list[str], first: int, delimiter: str) -> Iterator[_Record]:
        reader = csv.reader(lines[first:], delimiter=delimiter, strict=True)
        begun = 0
        try:
            for count, cells in enumerate(reader):
                raw = "".join(lines[first + begun : first + reader.line_num])
                yield _Record(first + begun + 1, raw, cells)
                begun = reader.line_num
                if count > MOST_ROWS:
                    message = f"ce tableau a plus de {MOST_ROWS} lignes"
                    mark = Mark(self.file, first + begun, 1)
                    self.say(mark, message, "le partager en plusieurs fichiers", Code("tableau-trop-long"))
                    return
        except csv.Error as error:
            mark = Mark(self.file, first + begun + 1, 1)
            if "field limit" in str(error):
                self.long(mark, csv.field_size_limit())
                return
            message = "un guillemet « \" » de cette ligne n'est pas fermé, ou est suivi de texte"
            advice = 'doubler chaque « " » qui fait partie d\'un texte, et mettre tout ce texte entre « " »'
            self.say(mark, message, advice, Code("tableau-guillemet"))

    def columns(self, head: _Record, delimiter: str) -> list[TableColumn | None]:
        """Return the columns by their places; None for one without a title, which may hold nothing."""
        row = TableRow(file=self.file, line=head.line, cells={}, raw=head.raw, delimiter=delimiter, order={})
        met: dict[str, TableColumn] = {}
        columns: list[TableColumn | None] = []
        for at, written in enumerate(head.cells):
            title = " ".join(legible(written).text.split())
            column = TableColumn(fold(title), title, row.mark_at(at)) if title else None
            columns.append(column)
            if column is None:
                continue
            if column.name in met:
                message = f"deux colonnes s'appellent {quoted(title)}"
                advice = "donner un autre nom à l'une des deux"
                self.say(column.mark, message, advice, Code("tableau-colonne-double"))
            met.setdefault(column.name, column)
        return columns

    def rows(self, records: list[_Record], columns: list[TableColumn | None], delimiter: str) -> Iterator[TableRow]:
        order = {column.name: at for at, column in enumerate(columns) if column is not None}
        for record in records:
            texts = [" ".join(text.split()) for text in record.cells]  # a value makes no line of a script
            cells = {name: texts[at] if at < len(texts) else "" for name, at in order.items()}
            row = TableRow(
                file=self.file, line=record.line, cells=cells, raw=record.raw, delimiter=delimiter, order=order
            )
            self.told(row, texts, columns)
            yield row

    def told(self, row: TableRow, texts: list[str], columns: list[TableColumn | None]) -> None:
        """Say what is wrong with the form of a row; what its cells say is for whoever uses them."""
        untitled = [at for at, text in enumerate(texts) if text and (at >= len(columns) or columns[at] is None)]
        if untitled:
            known = counted(sum(column is not None for column in columns), "colonne nommée", "colonnes nommées")
            message = f"cette case est dans une colonne sans titre (case {untitled[0] + 1}, {known})"
            sign = {"\t": "une tabulation"}.get(row.delimiter, f"« {row.delimiter} »")
            advice = f'nommer la colonne en première ligne ; si un texte contient {sign}, le mettre entre « " »'
            self.say(row.mark_at(untitled[0]), message, advice, Code("tableau-case-en-trop"))
        for at, text in enumerate(texts):
            if len(text) > LONGEST_CELL and at < len(columns):
                self.long(row.mark_at(at), len(text))

    def long(self, mark: Mark, signs: int) -> None:
        """Say that a cell is longer than anything that is said in one go."""
        message = f"cette case a {signs} signes ou plus, et {LONGEST_CELL} sont permis"
        advice = "la raccourcir ; si elle contient plusieurs lignes du tableau, un guillemet n'est pas fermé"
        self.say(mark, message, advice, Code("tableau-case-longue"))


def delimiter_of(lines: list[str]) -> str:
    """Return what parts the cells: what parts the first rows alike, and into most; a semicolon for one column."""

    def score(delimiter: str) -> tuple[bool, int]:
        try:
            rows = [row for _, row in zip(range(_SAMPLE), csv.reader(lines, delimiter=delimiter), strict=False) if row]
        except csv.Error:
            return (False, 0)
        counts = [len(row) for row in rows]
        head = counts[0] if counts else 0
        return (head > 1 and all(count == head for count in counts), head)

    return max(_DELIMITERS, key=score)
