"""One hand-written ffmpeg filter graph in one process: loops, fades, overlays with expressions, cross-fades.

Written as somebody who knows ffmpeg well would: a picture that does not change is sent once and repeated by its
overlay; only what fades or turns is a stream; what cannot be seen is switched off by `enable`; rings turn only while
they turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import ffmpeg
from benchmarks.film import BOB, SETTLE, Entrance, Film, Layer, Shot

_YUV = "scale=out_color_matrix=bt709:out_range=tv"


@dataclass(slots=True)
class _Graph:
    """Inputs and chains gathered while the film is read."""

    folder: Path
    rate: int
    inputs: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    count: int = 0

    def picture(self, file: str) -> str:
        """Add an input and return its pad."""
        self.inputs += ["-framerate", str(self.rate), "-i", str(self.folder / file)]
        return f"[{len(self.inputs) // 4 - 1}:v]"

    def chain(self, pads: str, filters: str) -> str:
        """Add a chain and return the pad it ends in."""
        self.count += 1
        pad = f"[p{self.count}]"
        self.chains.append(f"{pads}{filters}{pad}")
        return pad


def command(film: Film, folder: Path, out: Path) -> tuple[str, ...]:
    """Return the whole command line."""
    graph = _Graph(folder, film.rate)
    whole = _joined(graph, film)
    chains = ";\n".join(graph.chains)
    threads = str(ffmpeg.THREADS)
    return (
        *(ffmpeg.program(), "-hide_banner", "-nostdin", "-y", "-filter_complex_threads", threads, *graph.inputs),
        *("-i", str(folder / film.sound), "-filter_complex", chains, "-map", whole),
        *("-map", f"{len(graph.inputs) // 4}:a", *ffmpeg.encoder(film), str(out)),
    )


def _joined(graph: _Graph, film: Film) -> str:
    """Chain the shots: each is held for as long as the next one fades in over it."""
    whole = ""
    for index, shot in enumerate(film.shots):
        held = film.shots[index + 1].fade if index + 1 < len(film.shots) else 0
        pad = _shot(graph, film, shot, held)
        if not whole:
            whole = pad
            continue
        lasts, at = shot.fade / film.rate, shot.start / film.rate
        whole = graph.chain(whole + pad, f"xfade=transition=fade:duration={lasts:g}:offset={at:g}")
    return whole


def _shot(graph: _Graph, film: Film, shot: Shot, held: int) -> str:
    first, *rest = shot.layers
    ground = _ground(graph, film, first, shot.length)
    for layer in rest:
        for part in _parts(layer):
            ground = _over(graph, ground, part, shot.length)
    hold = f",tpad=stop={held}:stop_mode=clone" if held else ""
    return graph.chain(ground, f"format=yuv420p{hold},settb=1/{film.rate},setpts=N,fps={film.rate}")


def _ground(graph: _Graph, film: Film, layer: Layer, length: int) -> str:
    """Return the shot's bottom layer, repeated; a slow zoom is `zoompan`, which changes the scale at every frame.

    `zoompan` cuts at whole pixels. The usual cure, a picture enlarged first, costs another two seconds of the
    job: it is left out, in the graph's favour.
    """
    chain = f"{_YUV},format=yuv420p,{_repeated(length, film.rate)}"
    if layer.zoom != (1.0, 1.0):
        low, high = layer.zoom
        zoom = f"{low:g}+{high - low:g}*(1-cos(PI*(on+0.5)/{length}))/2"
        middle = "x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2'"
        chain += f",zoompan=z='{zoom}':{middle}:d=1:s={film.width}x{film.height}:fps={film.rate}"
    return graph.chain(graph.picture(layer.file), chain)


def _repeated(length: int, rate: int) -> str:
    """Repeat one picture for `length` frames."""
    return f"loop=loop=-1:size=1,trim=end_frame={length},settb=1/{rate},setpts=N"


@dataclass(frozen=True, slots=True)
class _Part:
    """A layer, or the part of its life when it turns or no longer turns."""

    layer: Layer
    file: str
    x: int
    y: int
    start: int
    end: int
    turns: bool


def _parts(layer: Layer) -> Iterator[_Part]:
    if not layer.turn:
        yield _Part(layer, layer.file, layer.x, layer.y, layer.start, layer.end, turns=False)
        return
    rest = min(layer.end, layer.start + SETTLE)
    yield _Part(layer, layer.turning, *layer.turning_at, layer.start, rest, turns=True)
    yield _Part(layer, layer.file, layer.x, layer.y, rest, layer.end, turns=False)


def _over(graph: _Graph, ground: str, part: _Part, length: int) -> str:
    """Lay one part over the shot so far."""
    layer = part.layer
    chain = f"{_YUV},format=yuva420p"
    if layer.opacity < 1:
        chain += f",colorchannelmixer=aa={layer.opacity:g}"
    enters = layer.enter if part.start == layer.start else None
    leaves = layer.leave if part.end == layer.end else None
    pad = graph.picture(part.file)
    if enters or leaves or part.turns:
        chain += f",{_repeated(length, graph.rate)}"
        if part.turns:
            settled = f"(1-pow(1-clip((t*{graph.rate}-{part.start})/{SETTLE},0,1),3))"
            chain += f",rotate=a='{layer.turn:g}*PI/180*({settled}-1)':c=black@0"
        chain += "".join(_fades(layer, graph.rate, enters, leaves))
        pad = graph.chain(pad, chain)
        pad = _wiped(graph, pad, layer, enters, leaves)
    else:
        pad = graph.chain(pad, chain)
    x, y = _place(part, graph.rate, enters)
    seen = f"between(t,{(part.start - 0.5) / graph.rate:g},{(part.end - 0.5) / graph.rate:g})"
    return graph.chain(ground + pad, f"overlay=x='{x}':y='{y}':format=yuv420:enable='{seen}'")


def _fades(layer: Layer, rate: int, enters: Entrance | None, leaves: Entrance | None) -> Iterator[str]:
    if enters and enters.way != "volet":
        yield f",fade=t=in:st={(layer.start + enters.delay) / rate:g}:d={enters.frames / rate:g}:alpha=1"
    if leaves and leaves.way != "volet":
        begin = layer.end - leaves.delay - leaves.frames
        yield f",fade=t=out:st={begin / rate:g}:d={leaves.frames / rate:g}:alpha=1"


def _wiped(graph: _Graph, pad: str, layer: Layer, enters: Entrance | None, leaves: Entrance | None) -> str:
    """Uncover from the left and cover again: a cross-wipe with a clear picture."""

    def blank() -> str:
        source = f"color=c=black@0:s={layer.width}x{layer.height}:r={graph.rate}"
        return graph.chain("", f"{source},format=yuva420p,settb=1/{graph.rate}")

    if enters and enters.way == "volet":
        at, lasts = (layer.start + enters.delay) / graph.rate, enters.frames / graph.rate
        pad = graph.chain(blank() + pad, f"xfade=transition=wiperight:duration={lasts:g}:offset={at:g}")
    if leaves and leaves.way == "volet":
        at, lasts = (layer.end - leaves.delay - leaves.frames) / graph.rate, leaves.frames / graph.rate
        pad = graph.chain(pad + blank(), f"xfade=transition=wipeleft:duration={lasts:g}:offset={at:g}")
    return pad


def _place(part: _Part, rate: int, enters: Entrance | None) -> tuple[str, str]:
    """Return the expressions of x and y: the place, less what is left of the entrance, plus what moves all along.

    They count frames by time: an overlay's own `n` runs ahead by one.
    """
    layer = part.layer
    frame = f"(round(t*{rate})-{layer.start})"
    x, y = str(part.x), str(part.y)
    if enters and enters.way != "volet":
        left = f"pow(1-clip(({frame}-{enters.delay}+1)/{enters.frames},0,1),3)"
        x += f"+{enters.dx:g}*{left}" if enters.dx else ""
        y += f"+{enters.dy:g}*{left}" if enters.dy else ""
    if layer.scroll:
        x += f"-{layer.scroll}*({frame}+{layer.phase})"
    if layer.bob:
        y += f"+{layer.bob:g}*sin(2*PI*{frame}/{BOB})"
    return x, y
