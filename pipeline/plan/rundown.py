"""The script becomes a list of shots: every choice the author left open is made here, and can be overridden."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline.french.dates import french_date
from pipeline.french.pauses import parted
from pipeline.model.media import in_project
from pipeline.model.part import PARTS, STORY, WORDS, Part
from pipeline.model.rundown import Footage, PlannedItem, PlannedLine, PlannedShot, PlannedThird, Rundown, Tape
from pipeline.model.scene import Scene
from pipeline.model.scene_values import FILM
from pipeline.model.script import Item, Line, LowerThird, Script, Shot
from pipeline.model.signing import Interpretation
from pipeline.plan.answers import answered, filmed_answer
from pipeline.plan.auto import auto_shots, headlines, lead_in, theme_for
from pipeline.plan.casting import taking_part
from pipeline.plan.context import DEFAULT_REPORTER, PlanContext
from pipeline.plan.facing import Facing, turned
from pipeline.plan.pictures import headline_pictures, story_pictures
from pipeline.plan.recordings import named

_CREDIT_SECONDS = Decimal("0.6")
"""Seconds the closing roll lasts for each of its rows, so that every row can be read."""

_TITLED = frozenset({STORY, WORDS[Part.READER]})
"""Kinds of items whose titles run in the ticker."""

_OF_THE_HOUSE = frozenset({Part.OPENING, Part.BUMPER, Part.CREDITS, Part.CLOSING})
"""What a newscast opens, breathes and closes with: the house says what it shows."""

_OF_TEXT = (Part.CLOSE_UP, Part.NUMBER, Part.QUOTE)
"""What a plain text is cut into, where somebody plays it: a part of its picture, what it counts, whom it quotes."""


def plan_rundown(context: PlanContext) -> Rundown:
    """Stage every item of the script, in order."""
    script = context.script
    pictures = story_pictures(context)
    items: list[PlannedItem] = []
    number = 0
    for item in script.items:
        if item.kind == STORY:
            number += 1
        items.append(_Stager(context, item, number, pictures).planned())
    return named(
        Rundown(
            script=script.id,
            title=script.title,
            city=script.workshop.city,
            ticker=_ticker(script),
            bed=script.bed,
            items=tuple(item for item in items if item.shots),
            signed=_signed(script.lsf),
        )
    )


def _signed(path: str) -> Interpretation | None:
    return Interpretation(path=in_project(path)) if path else None


def _ticker(script: Script) -> tuple[str, ...]:
    """Return the ticker's lines: as written, or the titles of the stories."""
    if script.ticker is not None:
        return script.ticker
    return tuple(item.title for item in script.items if item.kind in _TITLED and item.title)


class _Stager:
    """Plans the shots of one item."""

    def __init__(self, context: PlanContext, item: Item, number: int, pictures: Mapping[str, str]) -> None:
        self._context = context
        self._pictures = pictures
        self._item = item
        self._number = number
        self._theme = item.theme or (theme_for(item, context) if item.kind == STORY else context.house.default_theme)
        self._introduced: set[str] = set()
        self._facing = Facing(item.id)
        self._shots: list[PlannedShot] = []

    def planned(self) -> PlannedItem:
        """Return the item with its shots."""
        if self._item.kind == STORY:
            self._story()
        else:
            for shot in self._item.shots:
                self._add(self._completed(shot), self._context.presenter)
        chapter = "" if PARTS.get(self._item.kind) is Part.BUMPER else self._chapter()
        return PlannedItem(
            id=self._item.id,
            kind=self._item.kind,
            title=self._title(),
            chapter=chapter,
            theme=self._theme,
            number=self._number,
            shots=tuple(self._shots),
            themed=bool(self._item.theme),
            signed=_signed(self._item.lsf),
            intended=None if self._item.intended is None else Fraction(self._item.intended),
            notes=self._item.notes,
        )

    def _title(self) -> str:
        shown = self._item.shots[0].scene if self._item.kind != STORY and self._item.shots else ""
        scene = self._context.scenes.get(shown)
        return self._item.title or (scene.label if scene else "") or self._item.kind

    def _chapter(self) -> str:
        """Return what the item is called in a list of chapters: its title, else that of what it shows first."""
        shots = self._item.shots if self._item.kind != STORY else ()
        shown = str(shots[0].slots.get("titre") or "") if shots else ""
        return self._item.title or shown or self._title()

    def _story(self) -> None:
        item, context = self._item, self._context
        shots = item.shots
        picture = self._pictures.get(item.id, "")
        told = context.scenes.part_of(shots[0].scene) is Part.ILLUSTRATION if len(shots) == 1 else False
        if told and not shots[0].slots.get("illustration"):
            closer, number, quote = (scene.id if (scene := context.scenes.playing(part)) else "" for part in _OF_TEXT)
            shots = auto_shots(shots[0], picture, closer=closer, number=number, quote=quote)
        opening = item.lead_in if item.lead_in is not None else lead_in(item, context, self._number)
        for rank, line in enumerate(opening):  # from the wide shot with the story's picture to the close one, and back
            self._add(self._studio((line,), "" if rank % 2 else picture), context.presenter)
        self._add(
            Shot(
                scene=context.scenes.needed(Part.TITLE_CARD).id,
                slots={"titre": item.title, "surtitre": item.kicker, "illustration": picture},
                mark=item.mark,
            ),
            context.presenter,
        )
        voice = item.reporter or self._reporter()
        for shot in shots:
            self._add(self._completed(self._pictured(shot, picture)), voice)
        if item.tag:
            self._add(self._studio(item.tag, ""), context.presenter)

    def _studio(self, lines: tuple[Line, ...], picture: str) -> Shot:
        """Return a shot of the studio, a picture beside whoever presents."""
        scene = self._context.scenes.needed(Part.STUDIO).id
        return Shot(scene=scene, slots={"vignette": picture}, lines=lines, mark=self._item.mark)

    def _reporter(self) -> str:
        """Return the script's own reporter when it has exactly one, the house's otherwise."""
        named = [key for key, who in self._context.script.speakers.items() if who.role.lower().startswith("report")]
        return named[0] if named else DEFAULT_REPORTER

    def _pictured(self, shot: Shot, picture: str) -> Shot:
        """Give a story's own picture to a scene that shows one and was given none."""
        if "illustration" in self._context.scenes[shot.scene].slots and not shot.slots.get("illustration"):
            return shot.model_copy(update={"slots": {**shot.slots, "illustration": picture}})
        return shot

    def _completed(self, shot: Shot) -> Shot:
        """Fill what the house knows: headlines, titles, credits."""
        context, script = self._context, self._context.script
        match context.scenes.part_of(shot.scene):
            case Part.HEADLINES:
                listed = shot.slots.get("liste") or headlines(script)
                said = context.phrase("titres", 0, ville=script.workshop.city, titres=". ".join(listed))
                lines = shot.lines or (Line(speaker=context.presenter, text=said),)
                slots = {**shot.slots, "liste": listed, "manchettes": self._headlines(listed)}
                return shot.model_copy(update={"slots": slots, "lines": lines})
            case Part.OPENING:
                filled = {
                    "titre": script.title.replace(" – ", "\n"),
                    "ville": script.workshop.city,
                    "date": french_date(script.fiction_date),
                    "images": self._stories_seen(),
                }
                return shot.model_copy(update={"slots": filled | {k: v for k, v in shot.slots.items() if v}})
            case Part.READER if not shot.slots.get("illustration"):
                return shot.model_copy(
                    update={"slots": {**shot.slots, "illustration": self._pictures.get(self._item.id, "")}}
                )
            case Part.CREDITS:
                rows = self._credit_lines(shot)
                rolls = shot.duration or Decimal(6) + Decimal(len(rows)) * _CREDIT_SECONDS
                slots = {"lignes": rows, "titre": script.title}
                return shot.model_copy(update={"slots": slots, "duration": rolls})
            case _:
                return shot

    def _headlines(self, listed: Iterable[str]) -> tuple[dict[str, str], ...]:
        """Return the headlines, each with the picture it is shown on."""
        texts = tuple(listed)
        shown = headline_pictures(self._context, texts, self._pictures)
        return tuple({"texte": text, "image": picture} for text, picture in zip(texts, shown, strict=True))

    def _stories_seen(self) -> tuple[str, ...]:
        """Return the pictures of the stories to come, in order, each once, for the opening titles."""
        stories = [item for item in self._context.script.items if item.kind == STORY]
        return tuple(dict.fromkeys(picture for item in stories if (picture := self._pictures.get(item.id, ""))))

    def _credit_lines(self, shot: Shot) -> tuple[dict[str, str], ...]:
        """Return the author's lines, who takes part, then the programme's, the house's, and who made the rest.

        Whoever is anonymous is thanked by no line.
        """
        own: Iterable[dict[str, str]] = shot.slots.get("lignes") or ()
        there = taking_part(self._context.script)
        cast = [
            {"role": _capital(who.role or "avec"), "nom": who.shown}
            for identifier, who in self._context.script.speakers.items()
            if identifier in there and who.display != "anonyme"
        ]
        others = self._context.house.credits if self._context.credits is None else self._context.credits
        house = [{"role": role, "nom": name} for role, name in others]
        return (*own, *cast, *house)

    def _add(self, shot: Shot, voice: str) -> None:
        scene = self._context.scenes[shot.scene]
        if scene.exchange and scene.speaks:
            for rank, line in enumerate(shot.lines, 1):
                slots = {**shot.slots, scene.speaks: line.speaker, "rang": str((rank - 1) % 4 + 1)}
                part = shot.model_copy(
                    update={"slots": slots, "lines": (line,), "transition": shot.transition if rank == 1 else "coupe"}
                )
                self._append(part, voice)
            return
        self._append(shot, voice)

    def _append(self, shot: Shot, voice: str) -> None:
        context = self._context
        scene = context.scenes[shot.scene]
        shot = self._facing.told(shot, scene)
        identifier = f"{self._item.id}/{len(self._shots) + 1:02d}"
        seen = str(shot.slots.get(scene.speaks, "")) if scene.speaks else ""
        answer = filmed_answer(shot, scene) and self._there(shot)
        footage = _footage(shot) if answer or scene.part is Part.FOOTAGE else None
        lines: list[PlannedLine] = []
        for index, line in enumerate(answered(shot) if answer else shot.lines):
            who = line.speaker or seen or (context.presenter if scene.part is Part.STUDIO else voice)
            tape = _tape(line, footage if answer or len(shot.lines) == 1 else None)
            written = parted(line.text)
            on_camera = tape.in_sync or (scene.on_camera and (not seen or who == seen))
            lines.append(
                PlannedLine(
                    id=f"{identifier}/{index + 1}",
                    speaker=who,
                    voice=context.speaker(who).voice,
                    text=written.text,
                    rests=written.rests,
                    recording=line.recording,
                    on_camera=on_camera,
                    mark=line.mark or shot.mark,
                    file=line.take,
                    tape=tape,
                )
            )
        again = any(told.mark == shot.mark and told.description == shot.description for told in self._shots)
        self._shots.append(
            PlannedShot(
                id=identifier,
                label=shot.slots.get("titre") or scene.label or scene.id,
                scene=shot.scene,
                slots=shot.slots,
                lines=tuple(lines),
                thirds=self._thirds(shot, lines),
                place=shot.place,
                source=shot.source or str(shot.slots.get("source", "")),
                archive=shot.archive,
                duration=float(shot.duration) if shot.duration is not None else None,
                transition=shot.transition or scene.transition,
                footage=footage,
                mark=shot.mark,
                theme=self._theme,
                part=scene.part,
                look=scene.label,
                description="" if again else shot.description,
                automatic=self._automatic(shot, scene),
            )
        )

    def _there(self, shot: Shot) -> bool:
        """Tell whether the film of a shot is there: in a draft, what was not shot yet stays drawn."""
        return not self._context.draft or self._context.library.exists(in_project(str(shot.slots[FILM])))

    def _automatic(self, shot: Shot, scene: Scene) -> bool:
        """Tell whether a shot is one that a story gets by itself, or one that the house fills by itself."""
        item = self._item
        own = item.kind == STORY and shot.mark == item.mark and scene.part in {Part.STUDIO, Part.TITLE_CARD}
        return own or scene.part in _OF_THE_HOUSE

    def _thirds(self, shot: Shot, lines: list[PlannedLine]) -> tuple[PlannedThird, ...]:
        """Return the lower-thirds: as written, or one the first time somebody is seen speaking in the item."""
        scene = self._context.scenes[shot.scene]
        if shot.lower_thirds is not None:
            return tuple(self._written(third, lines, turned(scene, shot.slots)) for third in shot.lower_thirds)
        if all(self._context.scenes.part_of(over) is not Part.LOWER_THIRD for over in scene.overlays):
            return ()
        thirds: list[PlannedThird] = []
        for index, line in enumerate(lines):
            if line.on_camera and line.speaker not in self._introduced:
                self._introduced.add(line.speaker)
                who = self._context.speaker(line.speaker)
                thirds.append(
                    PlannedThird(
                        name=who.shown,
                        role=who.role,
                        line=index,
                        at_seconds=None,
                        at_word="",
                        duration=None,
                        right=turned(scene, shot.slots),
                    )
                )
        return tuple(thirds)

    def _written(self, third: LowerThird, lines: list[PlannedLine], right: bool) -> PlannedThird:
        who = self._context.speaker(third.speaker) if third.speaker else None
        at = third.at.strip()
        seconds = float(at.removesuffix("s").replace(",", ".")) if _is_seconds(at) else None
        index = next((i for i, line in enumerate(lines) if line.speaker == third.speaker), 0)
        return PlannedThird(
            name=third.name or (who.shown if who else ""),
            role=third.role or (who.role if who else ""),
            line=index,
            at_seconds=seconds,
            at_word="" if seconds is not None else at,
            duration=float(third.duration) if third.duration else None,
            right=third.side == "droite" if third.side else right,
        )


def _is_seconds(text: str) -> bool:
    try:
        float(text.removesuffix("s").replace(",", "."))
    except ValueError:
        return False
    return True


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _footage(shot: Shot) -> Footage:
    slots = shot.slots
    end = slots.get("a")
    return Footage(
        path=str(slots.get(FILM, "")),
        start=float(str(slots.get("de") or 0).replace(",", ".")),
        end=float(str(end).replace(",", ".")) if end else None,
        sound=str(slots.get("son") or "ambiance"),
        screen=str(slots.get("incrustation") or ""),
    )


def _tape(line: Line, footage: Footage | None) -> Tape:
    """Return how a line's recording is heard: in step with the picture when the shot shows the same file."""
    tape = Tape(cues=tuple(float(cue) for cue in line.cues), clean=line.cleanup)
    if footage is None or not line.recording or in_project(line.recording) != in_project(footage.path):
        return tape
    return replace(tape, start=footage.start, end=footage.end, in_sync=True)


def only(rundown: Rundown, wanted: frozenset[str]) -> Rundown:
    """Keep the named items, each as long as it is among all."""
    last = rundown.items[-1:]
    kept = (item for item in rundown.items if item.id in wanted or item.kind in wanted)
    return replace(rundown, items=tuple(item if item in last else replace(item, followed=True) for item in kept))
