"""Gather the reports of a batch's parts, made on as many machines, into the story of the whole."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pipeline.errors import Code, Finding, Level, Mark, UserError
from pipeline.french.system import why
from pipeline.model.batch import BatchStory, Fate, FilmStory, Reuse
from pipeline.report.lot import LOT_VERSION
from pipeline.report.seal import SEAL, broken
from pipeline.service.batch_reports import LOT

_PLACE = f"<livraison>/<part>/{LOT}"


@dataclass(frozen=True, slots=True)
class _PartReport:
    """The report of one part, and the file that it was read from."""

    path: Path
    number: int
    count: int
    data: Mapping[str, Any]


def gathered(folder: Path) -> BatchStory:
    """Return the story of all parts whose reports lie under a folder, `<delivery>/<part>/lot.json`.

    Films keep the order of deliveries, parts and films; the time is that of the slowest part. Raises UserError when
    there is no report, when one cannot be read or was changed since, when a part is missing or is there twice.
    """
    parts = [_read(path) for path in sorted(folder.glob(f"*/*/{LOT}"))]
    if not parts:
        raise UserError(f"{folder} : aucun rapport de part ({_PLACE}) ; rendez d'abord les parts, avec --rapports")
    ordered = [part for delivery in _deliveries(parts) for part in _whole(delivery)]
    traffic: Counter[str] = Counter()
    for part in ordered:
        traffic.update(part.data["traffic"])
    return BatchStory(
        films=tuple(film for part in ordered for film in map(_film, part.data["films"])),
        seconds=max(part.data["seconds"] for part in ordered),
        jobs=max(part.data["jobs"] for part in ordered),
        stopped=" ; ".join(dict.fromkeys(part.data["stopped"] for part in ordered if part.data["stopped"])),
        created_with=", ".join(dict.fromkeys(part.data["created_with"] for part in ordered)),
        traffic=traffic,
    )


def _read(path: Path) -> _PartReport:
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path} : illisible ({why(error)})") from error
    except ValueError as error:
        raise UserError(f"{path} : ce n'est pas un rapport ; rendez cette part de nouveau") from error
    if not isinstance(data, dict) or data.get("version") != LOT_VERSION:
        raise UserError(f"{path} : le rapport est d'une autre version de JT 2050 ; rendez cette part de nouveau")
    if SEAL not in data or broken(data):
        raise UserError(f"{path} : le rapport a été changé depuis le rendu ; rendez cette part de nouveau")
    return _PartReport(path, data["shard"]["number"], data["shard"]["count"], data)


def _deliveries(parts: Sequence[_PartReport]) -> Iterator[list[_PartReport]]:
    """Yield the parts of each delivery: those whose folders stand side by side."""
    for place in dict.fromkeys(part.path.parents[1] for part in parts):
        yield [part for part in parts if part.path.parents[1] == place]


def _whole(parts: Sequence[_PartReport]) -> list[_PartReport]:
    """Return the parts of one delivery in order; raises UserError unless each of them is there once."""
    place, counts = parts[0].path.parents[1], {part.count for part in parts}
    if len(counts) > 1:
        told = " et ".join(f"{count}" for count in sorted(counts))
        raise UserError(
            f"{place} : des parts de lots différents ({told} parts) ; videz ce dossier et rendez-les toutes"
        )
    (count,) = counts
    here = Counter(part.number for part in parts)
    twice = [f"{number}/{count}" for number in sorted(here) if here[number] > 1]
    if twice:
        raise UserError(f"{place} : la part {twice[0]} y est deux fois ; gardez le rapport le plus récent")
    missing = [f"{number}/{count}" for number in range(1, count + 1) if number not in here]
    if missing:
        told = f"il manque la part {missing[0]}" if len(missing) == 1 else f"il manque les parts {', '.join(missing)}"
        raise UserError(f"{place} : {told} ; rendez-la (--part {missing[0]}), puis réunissez de nouveau")
    return sorted(parts, key=lambda part: part.number)


def _film(data: Mapping[str, Any]) -> FilmStory:
    return FilmStory(
        script=data["script"],
        row=data["row"],
        name=data["name"],
        preset=data["preset"],
        fate=Fate(data["fate"]),
        place=data["place"],
        begun=data["begun"],
        seconds=data["seconds"],
        length=data["length"],
        chunks=Reuse(data["chunks"]["rendered"], data["chunks"]["reused"]),
        segments=Reuse(data["segments"]["rendered"], data["segments"]["reused"]),
        findings=tuple(map(_finding, data["findings"])),
        error=data["error"],
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    mark = Mark(data["file"], data["line"], data["column"])
    return Finding(mark, data["message"], data["advice"], Level(data["level"]), code=cast("Code", data["code"]))
