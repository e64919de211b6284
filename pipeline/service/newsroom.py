"""What an editor decides for one job: the look, who speaks, whether a script will do."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.adapters.clips.installed import clip_maker
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.adapters.project import Settings, script_id
from pipeline.adapters.voices.casting import CAST, refuse_unknown, setting_of
from pipeline.adapters.voices.engines import EMBEDDED, NEURAL, accepted, named, refuge
from pipeline.adapters.voices.guards import way_out
from pipeline.adapters.yaml.files import (
    load_house,
    load_scene,
    read_meant,
    read_plain,
    scene_of,
    scene_sources,
    told_scene,
)
from pipeline.check import CheckContext, Checked, check
from pipeline.errors import Finding, Level, SceneError, VoiceError
from pipeline.french.wording import advised, meant, quoted
from pipeline.model.marked import MapNode, Node
from pipeline.model.part import Part
from pipeline.model.picture import GRIDS, Shape
from pipeline.model.programme import FAST, Preset
from pipeline.model.rundown import PlannedLine
from pipeline.model.scene import House, Scene
from pipeline.model.scenes import Scenes
from pipeline.model.script import Script
from pipeline.model.signing import grid_in, laid_in, share_in
from pipeline.model.task import preset_named
from pipeline.model.variation import house_in, scene_in, stretched, stretched_house
from pipeline.model.version import PLAIN, SIGNED, Version
from pipeline.plan.casting import Agency, cast_people
from pipeline.plan.context import PlanContext
from pipeline.plan.credits import credited
from pipeline.plan.films import filmed
from pipeline.plan.pictured import pictured
from pipeline.plan.portrait import with_faces
from pipeline.plan.signing import PROGRAMME, place_of
from pipeline.plan.timeline import TRANSITION_FRAMES
from pipeline.service.channel import Channel, brand_of
from pipeline.service.inspection import inspect
from pipeline.service.manifests import MANIFEST, makers_in, sound_notes, table_of
from pipeline.service.source import Read
from pipeline.speak.lexicon import Lexicon
from pipeline.wiring.equipment import Equipment

if TYPE_CHECKING:  # what speaks is loaded when something is to be said
    from pipeline.speak.takes import Performance

__all__ = ["FAST", "NEURAL", "Newsroom", "Settings", "preset_named", "script_id"]

HOUSE_FILE = "scenes/habillage.yaml"
"""Which house the library, or the project over it, wears when nobody asks for one."""
AGENCY = "media/distribution.yaml"
"""Who speaks with which voice when a script says nothing."""

DEFAULT_ENGINE = EMBEDDED
"""The voice that is always there, fast."""


class Newsroom(Equipment):
    """The equipment of one job, and what an editor decides with it: the look, who speaks, whether a script will do."""

    @cached_property
    def channel(self) -> Channel:
        """What the project says of its channel, read once."""
        return Channel(self.recalled("brand", lambda: brand_of(self.settings.root, self.library)), self.library)

    @cached_property
    def default_house(self) -> str:
        """The house of a script that names none: the channel's, else the library's, else the first there is.

        A channel that names a house that is not there is told so, and looked at in the library's meanwhile.
        """
        if self.channel.file.brand.house in self.houses():
            return self.channel.file.brand.house
        if not self.library.exists(HOUSE_FILE):
            return next(iter(self.houses()), "")
        return self.recalled("default house", lambda: str(self._plain(self._file(HOUSE_FILE))["habillage"]))

    def scenes(self, house: str = "") -> Mapping[str, Scene]:
        """Load every scene as a house wears it; raises SceneError with file, line and column.

        A house's own scenes, in `scenes/house/<id>/`, win over those beside them, a project's over the library's.
        Unless one is told, the house is the channel's.
        """
        worn = house if house in self.houses() else self.default_house
        return self.recalled(("scenes", worn), lambda: self._worn_scenes(worn))

    def _worn_scenes(self, house: str) -> dict[str, Scene]:
        """Return every scene as a house wears it, read, or known from an earlier command by all that decides it."""
        files = {name: self._scene_file(name, house) for name in self.scene_names(house)}
        told = self.library.kept.form(
            "scenes",
            scene_sources(self.library.scene_folders(house)),
            lambda: {name: told_scene(*place) for name, place in files.items()},
        )
        return {name: scene_of(told[name]) for name in files}

    def _scene_file(self, name: str, house: str) -> tuple[Path, tuple[Path, ...]]:
        """Return the file of a scene as a house wears it and the folders under it; what is taken over is read, too."""
        file, below = self.library.scene_file(name, house)
        for read in (file, *filter(Path.is_file, (folder / name / file.name for folder in below))):
            self.library.asset(self.library.name_of(read))
        return file, below

    def scene_names(self, house: str = "") -> tuple[str, ...]:
        """Return the id of every scene, those that a house alone has included."""
        folders = self.library.scene_folders(house)
        return tuple(sorted({file.parent.name for folder in folders for file in folder.glob("*/scene.yaml")}))

    def scene(self, name: str, house: str = "") -> Scene:
        """Load one scene as a house wears it; raises SceneError with file, line and column."""
        return load_scene(*self._scene_file(name, house))

    def house(self, name: str) -> House:
        """Load a house style in the channel's colours; raises SceneError."""
        plain = self.plain_house(name)
        return self.recalled(("house", name), lambda: self.channel.dressed(plain), (plain, self.channel.file))

    def plain_house(self, name: str) -> House:
        """Load a house style as nobody wears it; raises SceneError, one that is not there with the nearest one."""
        if name not in (known := self.houses()):
            raise SceneError(f"l'habillage {quoted(name)} n'existe pas dans scenes/house/ ; {advised(name, known)}")
        return self.recalled(("plain house", name), lambda: load_house(self._file(f"scenes/house/{name}.yaml")))

    def houses(self) -> tuple[str, ...]:
        """Return the id of every house style."""
        return tuple(sorted(self._stems("scenes/house/*.yaml")))

    def _stems(self, pattern: str) -> frozenset[str]:
        """Return what the files of a pattern are called, without their endings."""
        return self.recalled(
            ("stems", pattern), lambda: frozenset(file.stem for file in self.library.listed(pattern).values())
        )

    def check(self, read: Read, name: str, scenes: Mapping[str, Scene], preset: Preset) -> Checked:
        """Check a script that is read, and the look it asks for; raises SceneError when that cannot be used."""
        checked = self.check_tree(read.tree, name, scenes, preset, read).with_reading(read.findings)
        house = self._house_of(checked, read.tree)
        found = self.look_faults(scenes, house) if house else ()
        self.library.kept.save()
        told = self.channel_faults(scenes, house.id if house else self.default_house)
        if told:  # a script in a channel that cannot be worn is not rendered; everything is said at once
            wrong = any(finding.level is Level.ERROR for finding in told)
            script = None if wrong else checked.script
            checked = replace(checked, script=script, findings=(*checked.findings, *told))
        if not found:
            return checked
        if checked.script is None:  # everything at once, the script's own mistakes first
            return replace(checked, findings=(*checked.findings, *found))
        raise SceneError("\n".join(map(str, found)), found)

    def _house_of(self, checked: Checked, tree: Node) -> House | None:
        """Return the house of a script; none when a script that cannot be read names one that cannot be, either."""
        if checked.script is not None:
            return self.house(checked.script.house)
        return self._house_named(tree)

    def _house_named(self, tree: Node) -> House | None:
        """Return the house that a script names, before anything else of it is read; none when there is none such."""
        named = tree.text("habillage") if isinstance(tree, MapNode) else ""
        name = named or self.default_house
        return self.house(name) if name in self.houses() else None

    def channel_faults(self, scenes: Mapping[str, Scene], house: str) -> tuple[Finding, ...]:
        """Return everything that is wrong with the channel's `jt.yaml`, worn by a house."""
        if not self.channel.file.told:
            return ()
        from pipeline.review.branding import Known  # noqa: PLC0415 - few projects have a channel of their own

        known = Known(frozenset(self.houses()), accepted(), frozenset(self.cast()))
        plain = self.plain_house(house)
        return self.recalled(
            ("channel faults", house),
            lambda: self.channel.findings(plain, scenes, known),
            (plain, scenes, self.channel.file),
        )

    def look_faults(self, scenes: Mapping[str, Scene], house: House, *names: str) -> tuple[Finding, ...]:
        """Return what scenes (all of them, or those named) ask for and nothing has, with file, line and column."""
        return self.recalled(
            ("look faults", house.id, names),
            lambda: inspect(
                library=self.library,
                scenes=scenes,
                house=house,
                transitions=TRANSITION_FRAMES,
                names=names or tuple(scenes),
            ),
            (scenes, house),
        )

    def check_tree(
        self, tree: Node, name: str, scenes: Mapping[str, Scene], preset: Preset, read: Read | None = None
    ) -> Checked:
        """Check the tree of a script as a delivery; `name` is its id, `read` what is known of it besides."""
        checked = check(tree, self.check_context(tree, name, scenes, preset, read))
        return replace(checked, script=checked.script and self.channel.completed(checked.script, self.default_house))

    def check_context(
        self, tree: Node, name: str, scenes: Mapping[str, Scene], preset: Preset, read: Read | None = None
    ) -> CheckContext:
        """Gather what a check needs to know beside the script, as `check_tree` is told it."""
        return CheckContext(
            script_id=name,
            scenes=self._cast_scenes(scenes, self._house_named(tree)),
            houses=frozenset(self.houses()),
            voices=frozenset(self.cast()),
            engines=accepted(),
            beds=frozenset({"nappe", "aucun"}),
            departments=frozenset(self._departments()),
            illustrations=self._stems("media/illustrations/*.svg"),
            media=ProjectMedia(self.library),
            programmes=self._stems("media/programmes/*.yaml"),
            genders=self.agency.genders if self.library.exists(AGENCY) else {},
            draft=preset.draft,
            deliveries=tuple(map(preset_named, self.channel.file.brand.deliveries)) if preset.draft else (preset,),
            today=dt.datetime.now().astimezone().date(),
            source=read.text if read else "",
            filled=read is not None and read.filled,
            presented=bool(self.channel.file.brand.presenter.name),
        )

    def _cast_scenes(self, scenes: Mapping[str, Scene], house: House | None) -> Scenes:
        """Return the scenes with the parts that a house has them play."""
        played = house.played_by if house else {}
        return self.recalled(("parts", house and house.id), lambda: Scenes(scenes, played), (scenes, house))

    def plan_context(
        self, script: Script, scenes: Mapping[str, Scene], preset: Preset, version: Version = PLAIN
    ) -> PlanContext:
        """Gather what planning needs; everybody who speaks has a voice from then on."""
        script = self._burning(script, preset)
        parts = self._table("media/portraits/portraits.yaml")
        worn = self.house(script.house)
        beside = self._signing(worn, scenes, preset.format.shape) if version == SIGNED else None
        box = place_of(beside, PROGRAMME, draft=preset.draft) if beside else None
        shape, share = (laid_in(box), share_in(box)) if box else (preset.format.shape, 1.0)
        grid = grid_in(box) if box else GRIDS[shape]
        house = self.recalled(
            ("house", worn.id, shape, share, grid),
            lambda: stretched_house(house_in(worn, shape, share), shape, grid),
            (worn,),
        )
        agency = self.agency
        context = PlanContext(
            script=with_faces(script, cast_people(script, agency), agency, parts),
            scenes=self.recalled(
                ("laid out", house.id, shape, share, grid),
                lambda: Scenes(scenes, house.played_by).changed(
                    lambda scene: stretched(
                        scene_in(filmed(scene, house), shape, house_in(worn, shape, share).safe, reduced=share < 1),
                        shape,
                        grid,
                    )
                ),
                (scenes, house),
            ),
            house=house,
            library=self.library,
            portrait_parts=parts,
            departments=self._departments(),
            draft=preset.draft,
            clip_maker=clip_maker(),
            shape=shape,
            grid=grid,
            agency=agency,
            pictured=self._pictured(),
            sounds=self.recalled("sounds", lambda: sound_notes(self.settings.places.layers[-1], self.library.kept)),
            signing=beside,
            posed=preset.draft,
        )
        return self._credited(context)

    def _burning(self, script: Script, preset: Preset) -> Script:
        """Return the script with captions in its picture or not: as is asked, else as the channel or it says."""
        wanted = preset.burned
        if wanted is None:
            wanted = preset.name in self.channel.file.brand.burned or script.burned_captions
        return script if wanted == script.burned_captions else script.model_copy(update={"burned_captions": wanted})

    def _signing(self, house: House, scenes: Mapping[str, Scene], shape: Shape) -> Scene:
        """Return the scene in which a programme stands beside its interpreter, in a shape; raises SceneError."""
        scene = Scenes(scenes, house.played_by).needed(Part.SIGNING)
        return scene_in(scene, shape, house_in(house, shape).safe)

    @cached_property
    def agency(self) -> Agency:
        """Who is cast with which voice when a script says nothing, read once."""
        return self.recalled("agency", lambda: Agency.of(self._plain(self._file(AGENCY))))

    def _credited(self, context: PlanContext) -> PlanContext:
        """Return a context that knows whom its film credits: the script's programme, the house, who made its files."""
        programmes = self.library.listed("media/programmes/*.yaml")
        told: Mapping[str, Any] = next(
            (self._plain(file) for file in programmes.values() if file.stem == context.script.programme), {}
        )
        library = Path(self.settings.places.library)
        order, known = self.recalled("makers", lambda: makers_in(library, self.library.kept))
        return credited(
            context,
            tuple((role, name) for role, name in told.get("credits", ())),
            known,
            order,
            lambda path: self.library.path(path).is_relative_to(library),
        )

    def performance(
        self, script: Script, engine: str, *, offline: bool, draft: bool = False, lines: Sequence[PlannedLine] = ()
    ) -> "Performance":
        """Choose the engine of the whole programme and gather its settings; raises VoiceError with a way out.

        When nobody chose: the neural voice where it is installed; in a draft the embedded one, which is quick, unless
        the neural one has said all the lines already.
        """
        asked = engine or script.voice_engine
        chosen = self.speaking(asked, script.lexicon, offline=offline)
        refuse_unknown(chosen, {line.voice for line in lines if not line.recording}, self._file(CAST))
        from pipeline.produce.speaking import all_said  # noqa: PLC0415 - see above

        if asked or not draft or chosen.voice.name != NEURAL or all_said(lines, chosen, self.store):
            return chosen
        quick = self.voices()[DEFAULT_ENGINE]
        return chosen if quick.unavailable() else self.speaking(DEFAULT_ENGINE, script.lexicon, offline=offline)

    def standby(self, engine: str) -> None:
        """Pass over an engine that can take over from a voice on the internet; raises VoiceError."""
        if self.speaking(engine, {}, offline=False).voice.facts.online:
            told = f"--secours {engine} : cette voix demande internet elle aussi"
            raise VoiceError(f"{told} ; essayez --secours {refuge()}")

    def speaking(self, engine: str, additions: Mapping[str, str], *, offline: bool) -> "Performance":
        """Gather the settings of an engine, unless told the best that is here; raises VoiceError with a way out."""
        voices = self.voices()
        best = DEFAULT_ENGINE if voices[NEURAL].unavailable() else NEURAL
        name = named(engine) or best
        voice = voices.get(name)
        if voice is None:
            raise VoiceError(
                f"moteur de voix inconnu : « {name} » ; {meant(name, voices)}choisissez parmi {', '.join(voices)}"
            )
        if offline and voice.facts.online:
            raise VoiceError(f"la voix « {name} » demande internet, que --offline interdit ; essayez {way_out()}")
        problem = voice.unavailable()
        if problem:
            raise VoiceError(f"la voix « {name} » ne peut pas parler ici : {problem}")
        file = self._file(CAST)
        settings = {cast: setting_of(cast, said.get(name, {}), file) for cast, said in self.cast().items()}
        from pipeline.speak.takes import Performance  # noqa: PLC0415 - see above

        return Performance(voice, settings, self.lexicon(additions))

    def lexicon(self, additions: Mapping[str, str]) -> Lexicon:
        """Return how words are said: as the project says, and as a script adds."""
        words = self.recalled("lexicon", self._words)
        return words.with_additions(additions) if additions else words

    def _words(self) -> Lexicon:
        return Lexicon.from_mapping(self._plain(self._file("media/lexique.yaml"), read_meant)["lexique"])

    def _file(self, name: str) -> Path:
        """Return where a settings file is, and let the report name it among what was read."""
        if self.library.exists(name):
            self.library.asset(name)
        return self.library.path(name)

    def cast(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return how each engine says each voice of the programme, by voice then engine."""
        cast: dict[str, dict[str, dict[str, str]]] = self._table(CAST)
        return cast

    def _pictured(self) -> Mapping[str, str]:
        """Return what pictures show, in a sentence each: those of the library, and of the project's own manifest."""
        manifests = (layer / MANIFEST for layer in reversed(self.settings.places.layers))
        return self.recalled(
            "pictured",
            lambda: {
                name: told for file in manifests if file.is_file() for name, told in pictured(self._plain(file)).items()
            },
        )

    def _departments(self) -> dict[str, str]:
        names: dict[str, str] = self._table("media/cartes/departements.yaml")
        return names

    def _table(self, name: str) -> Any:
        """Return a table of the project's, which nobody changes."""
        return self.recalled(("table", name), lambda: self._plain(self._file(name)))

    def _plain(self, path: Path, read: Callable[[Path], Any] = read_plain) -> Any:
        return table_of(path, self.library.kept, read)
