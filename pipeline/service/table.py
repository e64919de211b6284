"""Scripts filled from a table: one film for each row, the whole table looked over before any of them is made."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.project import script_id
from pipeline.adapters.tables import read_table
from pipeline.check.fields import ScriptField, fields_in, obeyed, texts_with_fields
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.french.garbled import garbled
from pipeline.french.signs import legible, visible
from pipeline.french.wording import advised, quoted
from pipeline.model.table import Table, TableRow
from pipeline.service.source import Read, Source

NAMING = ("fichier", "id", "nom")
"""Columns that name the films, the first one there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledScript:
    """A script filled from a row: the film's id, the row for people, the values that the script uses, by column."""

    script: Path
    name: str
    row: str
    values: tuple[tuple[str, str], ...]

    @property
    def source(self) -> Source:
        """The script as it is with these values."""
        return Source(self.script, name=self.name, values=self.values)


@dataclass(frozen=True, slots=True)
class FilledScripts:
    """Every film that a table asks for, script by script and row by row; what was found that does not stop them."""

    films: tuple[FilledScript, ...]
    findings: tuple[Finding, ...]


def fill_scripts(scripts: Sequence[Path], table: Path) -> FilledScripts:
    """Return the films of scripts that are filled from a table.

    Raises ScriptError with every finding when the table cannot be used, or does not go with a script: nothing is to be
    rendered then.
    """
    read = read_table(table)
    found = list(read.findings)
    used: set[str] = set()
    films: list[FilledScript] = []
    for script in scripts:
        filling = _Filling(script, read.table, several=len(scripts) > 1)
        films += filling.films()
        found += filling.findings
        used |= filling.used
    naming = read.table.column(*NAMING)
    for column in read.table.columns:
        if column.name not in used and column.name != naming:
            message = f"aucun script ne se sert de la colonne {quoted(column.title)}"
            advice = f"écrire {{{column.title}}} là où sa valeur doit paraître, ou laisser cette colonne de côté"
            found.append(Finding(column.mark, message, advice, Level.NOTE, code=Code("tableau-colonne-inutile")))
    told = tuple(dict.fromkeys(found))
    if any(finding.level is Level.ERROR for finding in told):
        raise ScriptError(told)
    return FilledScripts(tuple(films), told)


class _Filling:
    """One script and one table."""

    def __init__(self, script: Path, table: Table, *, several: bool) -> None:
        self.script, self.table, self.several = script, table, several
        self.findings: list[Finding] = []
        self.used: set[str] = set()

    def say(self, mark: Mark, message: str, advice: str, code: Code) -> None:
        self.findings.append(Finding(mark, message, advice, code=code))

    def films(self) -> Iterator[FilledScript]:
        """Yield the film of each row; what is wrong stands in the findings."""
        try:
            read = Source(self.script).read()
        except ScriptError as error:
            self.findings += error.findings
            return
        self.findings += [found for found in read.findings if found.level is Level.ERROR]
        fields = tuple(fields_in(read.tree))
        columns = self._columns(fields, read)
        self.used |= set(columns)
        if not columns:
            return
        texts = tuple(dict.fromkeys(texts_with_fields(read.tree)))
        names: dict[str, TableRow] = {}
        met: dict[tuple[str, ...], TableRow] = {}
        for row in self.table.rows:
            values = tuple((column, row.cells[column]) for column in columns)
            self._values(row, dict(values), texts)
            name = self._name(row, columns)
            self._apart(row, tuple(value for _, value in values), name, names, met)
            title = row.cells[self.table.column(*NAMING) or columns[0]] or row.cells[columns[0]]
            yield FilledScript(
                script=self.script,
                name=name,
                row=f"{self.table.file}:{row.line} ({visible(title)})",
                values=tuple(sorted(values)),
            )

    def _columns(self, fields: Sequence[ScriptField], read: Read) -> tuple[str, ...]:
        """Return the columns that the fields name, in reading order; say which are no columns."""
        titles = {column.name: column.title for column in self.table.columns}
        if not fields:
            message = f"ce script n'a aucun champ : les {len(self.table.rows)} films seraient le même"
            example = f"{{{next(iter(titles.values()), 'ville')}}}"
            advice = f"écrire {example} là où sa valeur doit paraître, ou ne donner que les scripts à remplir"
            self.say(Mark(self.script.as_posix()), message, advice, Code("champ-absent"))
        columns: dict[str, None] = {}
        lines = re.split("\r\n?|\n", read.text)
        for field in fields:
            column = field.column(titles)
            mark = _place(lines, field)
            if field.in_key:
                advice = "une clé s'écrit telle quelle ; le champ va dans la valeur, après « : »"
                self.say(mark, f"{{{field.written}}} est dans une clé", advice, Code("champ-dans-une-cle"))
            elif column:
                columns[column] = None
            else:
                told = f"aucune colonne de {self.table.file} ne s'appelle {quoted(field.written)}"
                advice = advised(field.written, titles.values())
                self.say(mark, told, f"{advice} ; pour une accolade, écrire « {{{{ »", Code("champ-inconnu"))
        return tuple(columns)

    def _values(self, row: TableRow, values: dict[str, str], texts: Sequence[str]) -> None:
        """Say what is wrong with the cells that the script uses."""
        for column, value in values.items():
            title = next(each.title for each in self.table.columns if each.name == column)
            if not value:
                message = f"la case {quoted(title)} est vide, et {self.script.as_posix()} s'en sert"
                self.say(row.mark(column), message, "la remplir, ou retirer cette ligne", Code("tableau-case-vide"))
                continue
            remarks = (*garbled(value), *legible(value).remarks)
            if refused := next((remark for remark in remarks if remark.level is Level.ERROR), None):
                self.findings.append(
                    Finding(row.mark(column), visible(refused.message), visible(refused.advice), code=refused.code)
                )
            elif any(obeyed(text, column, values) for text in texts):
                message = f"{quoted(value)} serait lu comme une consigne (une pause, une indication, qui parle)"
                advice = "l'écrire sans crochets ni points de suite : une case n'est que du texte"
                self.say(row.mark(column), message, advice, Code("tableau-case-consigne"))

    def _name(self, row: TableRow, columns: Sequence[str]) -> str:
        """Return the id of a row's film: as a column names it, else the script's with the first value that it uses."""
        naming = self.table.column(*NAMING)
        own = naming and row.cells[naming]
        text = own or row.cells[columns[0]]
        bare = script_id(Path(re.sub(r"[/\\]+", "-", f"{text or row.line}").strip(". ") + ".yaml"))
        stem = script_id(self.script)
        return script_id(Path(f"{bare}.yaml" if own and not self.several else f"{stem}-{bare}.yaml"))

    def _apart(
        self,
        row: TableRow,
        values: tuple[str, ...],
        name: str,
        names: dict[str, TableRow],
        met: dict[tuple[str, ...], TableRow],
    ) -> None:
        """Say when a row repeats another, or when their films would go to one folder."""
        same, other = met.get(values), names.get(name)
        if same is not None:
            message = f"cette ligne dit la même chose que la ligne {same.line}"
            self.say(row.mark_at(0), message, "retirer l'une des deux", Code("tableau-ligne-double"))
        elif other is not None:
            message = f"les lignes {other.line} et {row.line} iraient dans le même dossier, {quoted(name)}"
            advice = "ajouter une colonne « fichier » avec un nom pour chaque film"
            self.say(row.mark_at(0), message, advice, Code("tableau-meme-dossier"))
        met.setdefault(values, row)
        names.setdefault(name, row)


def said_of_rows(found: Sequence[tuple[str, Sequence[Finding]]]) -> Iterator[Finding]:
    """Yield what was found in each of several rows, once; what not all of them share is said of its rows.

    Each pair is a row as people know it, and its findings.
    """
    counts = Counter(finding for _, findings in found for finding in set(findings))
    rows: dict[Finding, list[str]] = {}
    for row, findings in found:
        for finding in dict.fromkeys(findings):
            rows.setdefault(finding, []).append(row)
    for finding, named in rows.items():
        if counts[finding] == len(found):
            yield finding
        else:
            more = f" et {len(named) - 1} de plus" if len(named) > 1 else ""
            said = f"{named[0]}{more} : {finding.message}"
            yield Finding(finding.mark, said, finding.advice, finding.level, code=finding.code)


def _place(lines: Sequence[str], field: ScriptField) -> Mark:
    """Return where a field stands, looked for from the beginning of its text on."""
    start = field.mark.column - 1
    for number in range(field.mark.line, len(lines) + 1):
        if (at := lines[number - 1].find(f"{{{field.written}", start)) >= 0:
            return Mark(field.mark.file, number, at + 1)
        start = 0
    return field.mark
