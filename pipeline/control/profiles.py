"""What a film is held to, by where it goes: one table."""

from dataclasses import dataclass, replace

from pipeline.errors import UserError
from pipeline.model.programme import BROADCAST_LOUDNESS, WEB_LOUDNESS, Loudness


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile: what containers, codecs, sizes and sound may be, and whether it only warns (`lenient`).

    `sizes` are (width, height); `key_seconds` the longest group of pictures, 0 where every frame stands alone;
    `ceiling_kbps` the highest bit rate over a second, 0 without; `published` films need captions, chapters and marks.
    `use` is what a film that holds it may be used for, an infinitive in French; empty: nothing before it is finished.
    """

    name: str
    label: str
    forms: tuple[str, ...]
    picture_codecs: tuple[str, ...]
    sound_codecs: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    loudness: Loudness
    pixels: tuple[str, ...] = ("yuv420p",)
    rate: float = 25.0
    sound_rate: int = 48_000
    widest_range: float = 20.0
    key_seconds: float = 2.0
    ceiling_kbps: float = 0.0
    quick_start: bool = True
    published: bool = True
    use: str = "publier"
    lenient: bool = False
    fields: bool = False
    """Whether pictures may be stored as two fields, as channels take them."""


_MP4 = ("mp4", "mov")
_H264, _AAC = ("h264", "av1"), ("aac",)
_PCM = ("pcm_s24le", "pcm_s24be", "pcm_s16le", "pcm_s16be")

PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            name="brouillon",
            label="brouillon, à lire ensemble",
            forms=_MP4,
            picture_codecs=_H264,
            sound_codecs=_AAC,
            sizes=((960, 540),),
            loudness=WEB_LOUDNESS,
            published=False,
            use="",
            lenient=True,
        ),
        Profile(
            name="web",
            ceiling_kbps=12_000.0,
            label="sites et plateformes",
            forms=_MP4,
            picture_codecs=_H264,
            sound_codecs=_AAC,
            sizes=((1920, 1080), (3840, 2160)),
            loudness=WEB_LOUDNESS,
        ),
        Profile(
            name="vertical",
            ceiling_kbps=12_000.0,
            label="réseaux sociaux, vertical",
            forms=_MP4,
            picture_codecs=_H264,
            sound_codecs=_AAC,
            sizes=((1080, 1920),),
            loudness=WEB_LOUDNESS,
        ),
        Profile(
            name="carre",
            ceiling_kbps=12_000.0,
            label="réseaux sociaux, carré",
            forms=_MP4,
            picture_codecs=_H264,
            sound_codecs=_AAC,
            sizes=((1080, 1080),),
            loudness=WEB_LOUDNESS,
        ),
        Profile(
            name="ecrans",
            label="écrans et télévision, H.264",
            forms=_MP4,
            picture_codecs=_H264,
            sound_codecs=_AAC,
            sizes=((1920, 1080), (3840, 2160)),
            loudness=BROADCAST_LOUDNESS,
        ),
        Profile(
            name="antenne",
            label="chaîne de télévision, prêt à diffuser",
            forms=("mxf", "mov"),
            picture_codecs=("mpeg2video", "prores", "h264"),
            sound_codecs=_PCM,
            sizes=((1920, 1080),),
            loudness=BROADCAST_LOUDNESS,
            pixels=("yuv422p", "yuv422p10le"),
            fields=True,
            quick_start=False,
            published=False,
            use="diffuser",
        ),
        Profile(
            name="master",
            label="montage et archive",
            forms=("mov",),
            picture_codecs=("prores",),
            sound_codecs=_PCM,
            sizes=((1920, 1080),),
            loudness=BROADCAST_LOUDNESS,
            pixels=("yuv422p10le",),
            key_seconds=0.0,
            quick_start=False,
            published=False,
            use="monter",
        ),
    )
}
"""The profiles: STANDARDS of delivery, as docs/guide/controler.md tells them."""

OF_PRESET = {
    "draft": "brouillon",
    "web": "web",
    "uhd": "web",
    "bench": "web",
    "broadcast": "ecrans",
    "vertical": "vertical",
    "square": "carre",
    "antenne": "antenne",
    "master": "master",
}
"""Which profile a film of ours is held to, by the preset that its report names."""


def profile_named(name: str) -> Profile:
    """Return a profile; raises UserError with those that exist."""
    found = PROFILES.get(name.casefold().replace("é", "e"))
    if found is None:
        raise UserError(f"profil inconnu : « {name} » ; choisissez parmi {', '.join(PROFILES)}")
    return found


def of_part(profile: Profile) -> Profile:
    """Return what an excerpt, or a draft, is held to: it is not published, and only warned."""
    return replace(profile, lenient=True, published=False)


def profile_for(preset: str, form: str, codec: str, size: tuple[int, int]) -> Profile:
    """Return the profile of a film when nobody says which: by its preset, else by what the file is."""
    if preset in OF_PRESET:
        return PROFILES[OF_PRESET[preset]]
    if form == "mxf":
        return PROFILES["antenne"]
    if codec == "prores":
        return PROFILES["master"]
    width, height = size
    if width < height:
        return PROFILES["vertical"]
    return PROFILES["carre" if width == height else "web"]
