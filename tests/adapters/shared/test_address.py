"""An address says where a shared store is; what it must not hold is never repeated."""

import pytest

from pipeline.adapters.shared.address import address_of
from pipeline.errors import UserError


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://union/jt/", "s3://union/jt"),
        ("S3://union", "s3://union"),
        ("gs://union-2050/a/b", "gs://union-2050/a/b"),
        ("az://conteneur/jt", "az://conteneur/jt"),
        ("file:///srv/jt%202050", "file:///srv/jt 2050"),
        ("memory://essai", "memory://essai"),
    ],
)
def test_the_usual_places_are_read(url: str, said: str) -> None:
    assert str(address_of(url)) == said


@pytest.mark.parametrize(
    "url",
    [
        *("", "union", "/srv/jt", "http://union/jt", "s3:union", "s3:///jt", "file://", "file://serveur/jt"),
        *("memory://", "s3://uni on/jt", "s3://[/jt", "s3://union/a//b", "s3://union/../b"),
    ],
)
def test_what_is_no_place_is_told_with_what_one_looks_like(url: str) -> None:
    with pytest.raises(UserError, match=r"JT_STORE : .*écrivez s3://seau/dossier"):
        address_of(url)


@pytest.mark.parametrize("url", ["s3://cle:motdepasse@union/jt", "az://c/jt?sig=motdepasse", "s3://u/jt#motdepasse"])
def test_a_secret_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UserError, match="ni mot de passe") as told:
        address_of(url)
    assert "motdepasse" not in str(told.value)
