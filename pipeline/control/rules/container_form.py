"""Refuse a container or a codec that the profile does not take."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.samples import with_container
from pipeline.errors import Code, Level


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    container = measured.container
    if container.form and container.form not in profile.forms:
        yield Spotted(
            message=f"le fichier est en {container.form} ; le profil {profile.name} attend {' ou '.join(profile.forms)}"
        )
    for kind, told, wanted in (
        ("video", "l'image", profile.picture_codecs),
        ("audio", "le son", profile.sound_codecs),
    ):
        for track in container.of_kind(kind):
            if track.codec not in wanted:
                codec = f"en {track.codec}" if track.codec else "d'un codec inconnu"
                yield Spotted(message=f"{told} est {codec} ; le profil {profile.name} attend {' ou '.join(wanted)}")


CONTAINER_FORM = ControlRule(
    code=Code("conteneur"),
    title="Conteneur et codecs du profil",
    measures="le conteneur et le codec de chaque piste",
    limits=(),
    source="le profil ; H.264 et AAC en MP4 sont ce que lisent tous les navigateurs",
    level=Level.ERROR,
    advice="rendez le film avec la livraison qui convient (--preset), ou contrôlez-le avec un autre --profil",
    look=_look,
    broken=lambda measured: with_container(measured, form="avi"),
)
