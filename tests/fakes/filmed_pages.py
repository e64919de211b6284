"""A small film with its page, as a render lays them out: for tests that open it in a browser."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from pipeline.adapters.yaml.files import load_house
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine, Transcript, TranscriptChapter
from pipeline.pages.dress import FACES, Dress
from pipeline.pages.film import (
    FilmFile,
    FilmPage,
    FilmSource,
    FilmTrack,
    FilmVersion,
    PageCue,
    PageDescription,
    film_page,
)

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 24
RATE = 25

CUES = tuple(
    PageCue(
        start=1000 + 3000 * number,
        end=3400 + 3000 * number,
        lines=(f"Sous-titre numéro {number},", "sur deux lignes."),
        role=("on_screen", "off_screen", "voice_over", "music", "sound")[number % 5],
        top=(None, 73, 8)[number % 3],
    )
    for number in range(7)
)
DESCRIPTIONS = (
    PageDescription(start=4000, end=4800, text="Un quai, le soir."),
    PageDescription(start=10_000, end=10_040, text="Une femme ouvre une lettre, puis sourit.", pause=True),
)
CHAPTERS = ((0.0, "Titres"), (6.0, "L’Ancre vagabonde"), (15.0, "Générique de fin"))


def write_film(path: Path, *, noise: bool = False) -> Path:
    """Write 24 s of H.264 with AAC whose grey tells the second; `noise` makes it heavy (some megabytes)."""
    random = np.random.default_rng(1)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as out:
        video = out.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "crf": "30", "g": "25"})
        video.width, video.height, video.pix_fmt = (640, 360, "yuv420p") if noise else (320, 180, "yuv420p")
        sound = out.add_stream("aac", rate=48_000)
        for number in range(SECONDS * RATE):
            picture = np.full((video.height, video.width, 3), 20 + 8 * (number // RATE), np.uint8)
            if noise:
                picture[:] = random.integers(0, 255, picture.shape, np.uint8)
            frame = VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(video.encode(frame))
        tone = (0.1 * np.sin(np.arange(SECONDS * 48_000) * 2 * np.pi * 220 / 48_000)).astype(np.float32)
        for start in range(0, len(tone), 1024):
            heard = AudioFrame.from_ndarray(tone[None, start : start + 1024], format="fltp", layout="mono")
            heard.sample_rate, heard.pts, heard.time_base = 48_000, start, Fraction(1, 48_000)
            out.mux(sound.encode(heard))
        out.mux(video.encode())
        out.mux(sound.encode())
    return path


def page_of(*, house: str = "la_capsule", described: bool = True) -> str:
    """Return the page of that film, in the clothes of a house."""
    worn = load_house(ROOT / "scenes" / "house" / f"{house}.yaml")
    faces = {role: (ROOT / worn.faces[role]).read_bytes() for role in FACES if role in worn.faces}
    chapters = tuple(
        TranscriptChapter(
            title,
            start,
            tuple(
                SpokenLine("Inès Delcourt", "présentatrice", " ".join(cue.lines), cue.start / 1000)
                for cue in CUES
                if start <= cue.start / 1000 < end
            ),
            (ShownTexts(("1796 : Bureaux", "1953 : Aide sociale", "1986 : CCAS", "2050 : À écrire"), start),),
            (HeardSound("Musique", start),),
        )
        for (start, title), end in zip(CHAPTERS, (6.0, 15.0, SECONDS), strict=True)
    )
    return film_page(
        FilmPage(
            transcript=Transcript(
                title="JT 2050 – Bordeaux",
                city="Talence",
                length=SECONDS,
                chapters=chapters,
                ticker=("L’eau monte rue des Vergers",),
                synthetic_voices=True,
            ),
            dress=Dress(worn.palette, faces),
            sources=(FilmSource("film.mp4"),),
            tracks=(FilmTrack("captions", "Français", "captions.vtt"),),
            captions=CUES,
            descriptions=DESCRIPTIONS if described else (),
            versions=(
                FilmVersion(label="Le film", href="index.html", here=True),
                FilmVersion(label="Langue des signes", href="lsf.html", button="signes"),
            ),
            downloads=(FilmFile("Le film", "film.mp4"),),
            marks=("Les images de ce journal sont dessinées par ordinateur.",),
            date="samedi 12 mars 2050",
            caption_colours={"on_screen": "white", "off_screen": "yellow", "voice_over": "cyan", "sound": "red",
                             "music": "magenta"},
        )
    )  # fmt: skip
