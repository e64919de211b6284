"""Films of a channel's own in the place of the opening and of the closing title."""

from collections.abc import Mapping

from pipeline.model.layers import FootageLayer
from pipeline.model.part import Part
from pipeline.model.scene import House, OwnFilm, Scene

FILM_SOUNDS: Mapping[Part, str] = {Part.OPENING: "generique", Part.CLOSING: "fin"}
"""The parts that a film may play, and the role its sound has among the house's pieces."""

SHORTEST, LONGEST = 1.0, 60.0
"""Seconds that a film may last: less is not seen, more is a report."""


def filmed(scene: Scene, house: House) -> Scene:
    """Return a scene that plays the channel's film, whole and full frame, where it has one; the same one otherwise.

    What lies over the scene, and how it comes in, stays; a film in which nothing is heard leaves its music, too.
    """
    film = house.films.get(scene.part) if scene.part else None
    if film is None or scene.part is None:
        return scene
    return scene.model_copy(
        update={
            "layers": (FootageLayer(type="video", file=film.file),),
            "formats": {},
            "length": film.seconds,
            "shortest": film.seconds,
            "sound": FILM_SOUNDS[scene.part] if film.sounds else scene.sound,
        }
    )


def with_films(house: House, films: Mapping[Part, OwnFilm]) -> House:
    """Return a house with the channel's films, their sounds among its own pieces."""
    heard = {FILM_SOUNDS[part]: film.file for part, film in films.items() if film.sounds}
    sound = house.sound.model_copy(update={"own": house.sound.own | heard})
    return house.model_copy(update={"films": dict(films), "sound": sound})
