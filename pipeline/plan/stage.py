"""A scene with its slots filled becomes layers on the shot's own clock: every name resolved, nothing drawn."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import SceneError
from pipeline.model import picture as pic
from pipeline.model import scene as sc
from pipeline.model.media import in_project
from pipeline.model.scene import House, Scene
from pipeline.model.scene_values import FILM
from pipeline.model.time import Span
from pipeline.plan import filmed
from pipeline.plan.branding import painted_over
from pipeline.plan.context import PlanContext
from pipeline.plan.counting import COUNT_FRAMES, counted
from pipeline.plan.depths import pose_step
from pipeline.plan.facing import turned
from pipeline.plan.grouping import grouped
from pipeline.plan.logo import logo_specs
from pipeline.plan.mirror import mirrored
from pipeline.plan.motion import Extra, ShotClock, counted_from, entrance, paced, turns, voice_steps
from pipeline.plan.portrait import portrait
from pipeline.plan.shapes import arc, grown, moved, panel, percent, with_alpha
from pipeline.plan.template import Values, fill, frozen_slot, holds

_ROLL_BEYOND = 330
"""Grid pixels a roll climbs beyond its own height: its last row, which comes in from below, ends in the middle."""
_CROPPED = 1.5
"""A box this many times as wide as it is high, or less, shows a part of an illustration: about its focus."""


class Stage:
    """Stages scenes with one context; `theme` gives `theme.<part>` colours their value."""

    def __init__(self, context: PlanContext, theme: str) -> None:
        self._context = context
        self._house: House = context.house
        self._theme = self._house.themes.get(theme) or self._house.themes[self._house.default_theme]

    def layers(
        self, scene: Scene, values: Values, clock: ShotClock, span: Span | None = None
    ) -> tuple[pic.StagedLayer, ...]:
        """Return the scene's layers in paint order, alive during `span` of the shot (all of it by default)."""
        alive = span or clock.whole
        scene = filmed.whole(scene, values, self._context.shape)
        staged: list[tuple[str, pic.StagedLayer]] = []
        for layer in scene.layers:
            group = layer.group if isinstance(layer, sc.TextLayer) else ""
            for filled, offset, delay, turn in self._repeated(layer, values, alive, clock.sentences):
                if holds(layer.only_if, filled):
                    ones = self._one(scene, layer, filled, clock, offset=offset, delay=delay, alive=turn)
                    staged += ((group, one) for one in filmed.shaded(layer, ones, staged, self._house))
        return grouped(staged)

    def _repeated(
        self, layer: sc.Layer, values: Values, alive: Span, sentences: Sequence[int]
    ) -> Iterator[tuple[Values, tuple[float, float], int, Span]]:
        """Yield the values, shift, delay and span of every copy of a layer (one when it does not repeat)."""
        repeat = layer.repeat
        if repeat is None:
            yield values, (0.0, 0.0), 0, alive
            return
        entries: Sequence[Any] = list(values.get(repeat.over) or ())[: repeat.most]
        parted = turns(alive.length, len(entries), repeat.overlap, sentences) if repeat.paced and repeat.alone else ()
        for index, entry in enumerate(entries):
            wider = repeat.most / len(entries) if repeat.spread else 1
            shift = (repeat.step[0] * index * wider, repeat.step[1] * index * wider)
            delay = paced(alive.length, index, len(entries)) if repeat.paced else repeat.stagger * index
            parts = entry if isinstance(entry, Mapping) else {"texte": entry}
            last = "oui" if index + 1 == len(entries) else ""
            told = {**values, "element": {**parts, "rang": str(index + 1), "dernier": last}}
            if parted:
                yield told, shift, 0, parted[index].shifted(alive.start)
            else:
                yield told, shift, delay, alive

    def _one(
        self,
        scene: Scene,
        layer: sc.Layer,
        values: Values,
        clock: ShotClock,
        *,
        offset: tuple[float, float],
        delay: int,
        alive: Span,
    ) -> Iterator[pic.StagedLayer]:
        label = f"{scene.label or scene.id} : {layer.name or layer.type}"
        motion = self._motion(layer, values, delay, clock)
        if layer.moves.roll and layer.repeat:
            rows = len(values.get(layer.repeat.over) or ())
            motion = replace(motion, roll=abs(layer.repeat.step[1]) * rows + _ROLL_BEYOND)
        for span in self._spans(layer, values, clock, alive):
            for spec, extra in self._specs(scene, layer, values, offset, span):
                yield pic.StagedLayer(
                    spec=self._sided(scene, layer, spec, values),
                    label=label,
                    span=extra.span or span,
                    motion=extra.motion(counted_from(motion, (extra.span or span).start)),
                    opacity=layer.opacity,
                    scene=scene.id,
                    name=layer.name or layer.type,
                    role=scene.read_as,
                    panel=isinstance(layer, sc.PanelLayer),
                    bust=isinstance(layer, sc.PortraitLayer),
                )

    def _sided(self, scene: Scene, layer: sc.Layer, spec: pic.LayerSpec, values: Values) -> pic.LayerSpec:
        """Return what a layer shows on the side its shot is seen from; a face, a logo stay as they are."""
        if not turned(scene, values) or isinstance(spec, pic.KeyedSpec):  # who is lifted off sits where they would be
            return spec
        turns_too = not isinstance(layer, sc.PortraitLayer | sc.LogoLayer)
        return mirrored(spec, self._context.grid[0], flip=turns_too)

    def _spans(self, layer: sc.Layer, values: Values, clock: ShotClock, alive: Span) -> tuple[Span, ...]:
        """Return when the layer is on: all along, or while somebody (an id or a rank) speaks."""
        who = fill(layer.line, values)
        if not who:
            return (alive,)
        chosen = [span for rank, (speaker, span) in enumerate(clock.lines, 1) if who in {speaker, str(rank)}]
        return tuple(span.clipped(alive) for span in chosen if span.overlaps(alive))

    def _motion(self, layer: sc.Layer, values: Values, delay: int, clock: ShotClock) -> pic.Motion:
        moves = layer.moves
        return pic.Motion(
            enter=entrance(layer.enter, delay),
            leave=entrance(layer.leave, 0),
            drift=moves.drift,
            zoom=moves.zoom,
            turn=moves.turn,
            bob=moves.bob,
            pulse=moves.pulse,
            scroll=moves.scroll,
            roll=0.0,
            phase=clock.into_item if moves.scroll else 0,
            step=moves.step,
            steps=voice_steps(moves, values, clock),
        )

    def _specs(
        self, scene: Scene, layer: sc.Layer, values: Values, offset: tuple[float, float], span: Span
    ) -> Iterator[tuple[pic.LayerSpec, "Extra"]]:
        match layer:
            case sc.TextLayer():
                yield from self._text(layer, values, offset, span)
            case sc.IllustrationLayer():
                yield from self._illustration(layer, values, offset, span)
            case sc.PortraitLayer() if filmed.keyed(values):
                if layer.part == "buste":
                    start, length = filmed.stretch(values, span)
                    file = self._context.library.asset(in_project(str(values[FILM])))
                    box = filmed.sided(moved(layer.box, offset), self._context.shape, other=turned(scene, values))
                    yield filmed.seated(file, box, values, start=start, length=length), Extra()
            case sc.PhotoLayer() | sc.FootageLayer():
                yield self._media(layer, values, offset, span), Extra()
            case sc.ClipLayer():
                yield self._clip(scene, layer, values, offset, span), Extra()
            case sc.GroundLayer():
                yield self._ground(fill(layer.ground, values)), Extra()
            case sc.LogoLayer():
                if (logo := self._house.logo) is not None:
                    specs = logo_specs(layer, logo, self._context.library, lambda name: self._colour(name, values))
                    yield from ((spec, Extra()) for spec in specs)
            case _:
                yield self._drawing(scene, layer, values, offset), Extra()

    def _drawing(
        self,
        scene: Scene,
        layer: sc.ArtLayer | sc.PortraitLayer | sc.PanelLayer | sc.RingsLayer | sc.MapLayer,
        values: Values,
        offset: tuple[float, float],
    ) -> pic.ArtSpec:
        """Resolve everything that is drawn as vector artwork."""
        library = self._context.library
        match layer:
            case sc.ArtLayer():
                tokens = tuple((name, self._colour(colour, values)) for name, colour in sorted(layer.colours.items()))
                file = library.asset(self._file(scene, fill(layer.file, values)))
                tokens += painted_over(self._house, file, library)
                box = moved(layer.box, offset)
                tone = self._tone(layer.treatment, values)
                return pic.ArtSpec(
                    files=(file,), tokens=tokens, box=box, cover=layer.cover, focus=layer.focus, tone=tone
                )
            case sc.PortraitLayer():
                who = fill(layer.speaker, values)
                person = self._context.speaker(who)
                agency, parts = self._context.agency, self._context.portrait_parts
                part = fill(layer.part, values)
                files, tokens = portrait(who, person, agency=agency, parts=parts, library=library, part=part)
                return pic.ArtSpec(files=files, tokens=tokens, box=moved(layer.box, offset))
            case sc.PanelLayer():
                return self._markup(panel(layer, self._colour(layer.colour, values)), moved(layer.box, offset))
            case sc.RingsLayer():
                return self._rings(layer, values, offset)
            case sc.MapLayer():
                return self._map(layer, values, offset)

    def _media(
        self, layer: sc.PhotoLayer | sc.FootageLayer, values: Values, offset: tuple[float, float], span: Span
    ) -> pic.LayerSpec:
        """Resolve a picture or a video; in a draft, what is missing becomes a placeholder of the same shape."""
        name, library = fill(layer.file, values), self._context.library
        path = in_project(name)
        box = moved(layer.box, offset)
        if self._context.draft and not library.exists(path):
            return self._placeholder(name, box)
        fit = str(values.get("cadrage") or layer.fit)
        tone = self._tone(layer.treatment, values)
        if isinstance(layer, sc.PhotoLayer):
            return pic.PhotoSpec(library.asset(path), box, fit, layer.radius, tone)
        start, length = filmed.stretch(values, span)
        film = pic.FootageSpec(file=library.asset(path), box=box, fit=fit, start=start, length=length, tone=tone)
        return filmed.faced(film, values)

    def _clip(
        self, scene: Scene, layer: sc.ClipLayer, values: Values, offset: tuple[float, float], span: Span
    ) -> pic.ClipSpec:
        """Resolve the scene's own program and all it is given."""
        return pic.ClipSpec(
            scene=scene.id,
            file=self._context.library.asset(f"scenes/{scene.id}/clip.py"),
            box=moved(layer.box, offset),
            slots=tuple((name, frozen_slot(values.get(name))) for name in sorted(scene.slots)),
            colours=tuple((name, self._colour(colour, values)) for name, colour in sorted(layer.colours.items())),
            fonts=tuple((name, self._font(face)) for name, face in sorted(layer.fonts.items())),
            frames=span.length,
            maker=self._context.clip_maker,
        )

    def _file(self, scene: Scene, name: str) -> str:
        """Find artwork in the scene's own folder first, then under the project."""
        own = f"scenes/{scene.id}/{name}"
        return own if self._context.library.exists(own) else name

    def _colour(self, name: str, values: Values) -> str:
        """Resolve a colour name; raises SceneError when neither palette nor theme has it."""
        wanted = fill(name, values)
        if wanted.startswith("theme."):
            found = getattr(
                self._theme, {"haut": "top", "bas": "bottom", "texte": "text"}.get(wanted[6:], wanted[6:]), None
            )
        else:
            found = self._house.palette.get(wanted)
        if not isinstance(found, str):
            raise SceneError(
                f"couleur inconnue : « {wanted} » ; la palette de {self._house.label} connaît "
                f"{', '.join(sorted(self._house.palette))}"
            )
        return found

    def _tone(self, name: str, values: Values) -> pic.ToneSpec | None:
        """Resolve a treatment of the house; raises SceneError when there is none of that name."""
        wanted = fill(name, values)
        if not wanted:
            return None
        found = self._house.treatments.get(wanted)
        if found is None:
            known = ", ".join(sorted(self._house.treatments)) or "aucun"
            raise SceneError(f"traitement inconnu : « {wanted} » ; l'habillage connaît {known}")
        dark, light = self._colour(found.dark, {}), self._colour(found.light, {})
        if found.power == 1:
            return pic.ToneSpec(dark, light, found.strength)
        return pic.DayToneSpec(dark, light, found.strength, found.power)

    def _ground(self, name: str) -> pic.GroundSpec:
        ground = self._house.grounds.get(name)
        if ground is None:
            raise SceneError(
                f"fond inconnu : « {name} » ; l'habillage connaît {', '.join(sorted(self._house.grounds))}"
            )
        stops = tuple(self._colour(stop, {}) for stop in ground.stops)
        return pic.GroundSpec(ground.shape == "radial", stops, ground.centre, ground.radius, ground.angle)

    def _font(self, face: str) -> pic.Asset:
        path = self._house.faces.get(face)
        if path is None:
            raise SceneError(
                f"police inconnue : « {face} » ; l'habillage connaît {', '.join(sorted(self._house.faces))}"
            )
        return self._context.library.asset(path)

    def _fallback(self, face: str) -> pic.Asset | None:
        path = self._house.fallbacks.get(face)
        return None if path is None else self._context.library.asset(path)

    def _text(
        self, layer: sc.TextLayer, values: Values, offset: tuple[float, float], span: Span
    ) -> Iterator[tuple[pic.LayerSpec, "Extra"]]:
        text = fill(layer.text, values)
        style = self._house.styles.get(layer.style)
        if style is None:
            raise SceneError(
                f"style inconnu : « {layer.style} » ; l'habillage connaît {', '.join(sorted(self._house.styles))}"
            )
        if not text:
            return
        plate = layer.plate
        spec = pic.TextSpec(
            text=text,
            font=self._font(style.face),
            fallback=self._fallback(style.face),
            size=style.size,
            smallest=style.smallest,
            colour=self._colour(layer.colour or style.colour, values),
            leading=style.leading,
            tracking=style.tracking,
            capitals=style.capitals,
            box=moved(layer.box, offset),
            anchor=layer.anchor,
            lines=layer.lines,
            plate=pic.PlateSpec(
                colour=with_alpha(self._colour(plate.colour, values), plate.opacity),
                padding=plate.padding,
                radius=plate.radius,
                bar=self._colour(plate.bar, values) if plate.bar else "",
                bar_width=plate.bar_width,
                bar_right=plate.bar_right,
            )
            if plate
            else None,
            small_capitals=style.small_capitals,
        )
        if layer.count and span.length > 2 * COUNT_FRAMES:
            for step, part in counted(spec, span):
                yield step, Extra(span=part, settled=part.start > span.start)
        else:
            yield spec, Extra()

    def _illustration(
        self, layer: sc.IllustrationLayer, values: Values, offset: tuple[float, float], span: Span
    ) -> Iterator[tuple[pic.LayerSpec, "Extra"]]:
        name = fill("{" + layer.slot + "}", values)
        if not name:
            return
        path = f"media/illustrations/{name}.svg"
        library = self._context.library
        if self._context.draft and not library.exists(path):
            yield self._placeholder(name, layer.box), Extra()
            return
        file = library.asset(path)
        box = moved(layer.box, offset)
        narrow = self._context.shape != "horizontal"
        cropped = narrow or (layer.flat and box[2] < _CROPPED * box[3])
        focus = layer.focus if layer.focus is not None else self._house.focus.get(name, 0.5) if cropped else 0.5
        tone = self._tone(layer.treatment, values)
        if layer.flat:
            yield (
                pic.ArtSpec(files=(file,), box=box, radius=layer.radius, cover=True, focus=focus, tone=tone),
                Extra(),
            )
            return
        depths = library.depths(path)
        step = pose_step(depths, span.length, self._house.depth_step)
        for depth in depths:
            pulse = (0.55, 1.0) if depth.pulse else (1.0, 1.0)
            yield (
                pic.ArtSpec(files=(file,), group=depth.group, box=box, cover=narrow, focus=focus, tone=tone),
                Extra(drift=(-depth.drift, 0.0), bob=depth.bob, pulse=pulse, step=step),
            )

    def _rings(self, layer: sc.RingsLayer, values: Values, offset: tuple[float, float]) -> pic.ArtSpec:
        """Draw the rings in a square about their centre, so that they turn about it."""
        rings, disc = grown(layer.rings, layer.grown), layer.disc * layer.grown
        reach = max(disc, *(ring.radius + ring.width for ring in rings)) + 4
        box = moved((layer.centre[0] - reach, layer.centre[1] - reach, 2 * reach, 2 * reach), offset)
        share = percent(fill(layer.gauge, values)) if layer.gauge else None
        shapes = [
            arc(ring, self._colour(ring.colour, values), reach, share if index == 0 else None)
            for index, ring in enumerate(rings)
        ]
        if disc:
            colour = self._colour(layer.disc_colour, values)
            shapes.append(f'<circle cx="{reach:g}" cy="{reach:g}" r="{disc:g}" fill="{colour[:7]}"/>')
        return self._markup("".join(shapes), box)

    def _markup(self, shapes: str, box: sc.Box) -> pic.ArtSpec:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box[2]:g} {box[3]:g}">{shapes}</svg>'
        return pic.ArtSpec(markup=svg, box=box)

    def _map(self, layer: sc.MapLayer, values: Values, offset: tuple[float, float]) -> pic.ArtSpec:
        code = fill(layer.department, values)
        lit, land, border = (self._colour(name, values) for name in (layer.lit, layer.land, layer.border))
        paint = [("*", "none", "none") if layer.only_lit else ("*", land, border)]
        if re.fullmatch(r"\d{2,3}|2[AB]", code):
            paint.append((f"d{code}", lit, border))
        file = self._context.library.asset("media/cartes/departements.svg")
        return pic.ArtSpec(files=(file,), paint=tuple(paint), box=moved(layer.box, offset))

    def _placeholder(self, name: str, box: sc.Box) -> pic.PlaceholderSpec:
        font = self._font(next(iter(self._house.faces)))
        colours = self._colour("encre", {}), self._colour("ambre_doux", {})
        return pic.PlaceholderSpec(f"À fournir : {self._context.veil.over(name)}", font, box, colours)
