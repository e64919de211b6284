"""The figures asked of JT 2050: each stands in the tables beside the figure reached."""

from dataclasses import dataclass
from statistics import median

from benchmarks.arithmetic import spread, verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """One promise: what is measured, the bound, and whether it is the most (else the least) allowed."""

    what: str
    bound: float
    unit: str
    most: bool

    def row(self, reached: list[float], digits: int = 2) -> tuple[str, str, str, str]:
        """Return the cells: what, asked, reached (median and spread), whether it holds."""
        sign = "≤" if self.most else "≥"
        bound = f"{sign} {self.bound:g}{self.unit}"
        if not any(reached):  # memory, where there is no /proc to read it from
            return self.what, bound, "not measured", "–"
        return self.what, bound, spread(reached, digits), verdict(median(reached), self.bound, most=self.most)


HEADS = ("figure", "asked", "reached: median (least–most)", "holds")

X264 = Asked("40 s job, wall time of JT 2050 / x264 alone (one process, 2 threads)", 0.80, "", most=True)
GRAPH = Asked("40 s job, wall time of the filter graph / JT 2050", 4.0, "×", most=False)
MOVIEPY = Asked("40 s job, wall time of MoviePy / JT 2050", 15.0, "×", most=False)
COMPOSE = Asked("composing, CPU ms a frame at 1080p, mean over a whole newscast", 3.0, " ms", most=True)
HELD = Asked("a 10 s held card / encoding its frames one by one", 0.2, "", most=True)
SIZE = Asked("a newscast's pictures / plain x264 veryfast at the same VMAF, bytes", 1.15, "", most=True)
ENCODE = Asked("a newscast, CPU of the whole command / of one ffmpeg that encodes its frames", 0.5, "", most=True)
WEB = Asked("web, times real time, voices cached", 5.0, "×", most=False)
DRAFT = Asked("draft, times real time, voices cached", 15.0, "×", most=False)
UNCHANGED = Asked("nothing changed, seconds of the whole process", 1.2, " s", most=True)
ONE_WORD = Asked("one word of one story, its pictures and its sound / the cold picture time", 0.08, "", most=True)
ONE_WORD_PICTURES = Asked("one word of one story, its pictures alone / the cold picture time", 0.08, "", most=True)
MEMORY = Asked("peak memory of all processes, GB, 2 jobs", 1.2, " GB", most=True)
SHARED = Asked("a film that another machine made, whole command / a client that reads its bytes", 1.3, "", most=True)
SHARED_CHUNKS = Asked("chunks rendered by the second machine", 0, "", most=True)
HELP = Asked("jt --help, seconds", 0.3, " s", most=True)
WORKERS = Asked("one worker / two workers pinned to a core each, five newscasts cold, wall time", 1.8, "×", most=False)
CARRIED = Asked("Dask, two workers / our own pool of two processes on the same cores, wall time", 1.08, "", most=True)
CHECK = Asked("200 scripts of three stories checked by one command, seconds", 15.0, " s", most=True)
BATCH_COLD = Asked("five newscasts in one batch / by five commands, cold", 0.85, "", most=True)
BATCH_SAME = Asked("five newscasts in one batch / by five commands, nothing changed", 0.3, "", most=True)
BATCH_SECONDS = Asked("five newscasts in one batch, nothing changed, seconds", 2.0, " s", most=True)
ROWS = Asked("50 rows of a table in which only the town changes / one row", 8.0, "×", most=True)
ONE_WORD_FILM = {
    "pico": Asked("one word, fast voice, the whole command / the cold one", 0.06, "", most=True),
    "kokoro": Asked("one word, neural voice, the whole command / the cold one", 0.12, "", most=True),
}
WARM_STILL = Asked("one word, warm: the edited shot seen / the cold command", round(0.4 / 37, 3), "", most=True)
WARM_PIECE = Asked("one word, warm: the edited item playable / the cold command", round(1.5 / 37, 3), "", most=True)
WARM_FILM = Asked("one word, warm: the film done / the cold command", 0.03, "", most=True)
