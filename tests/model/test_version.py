"""The versions of a film: how they are asked for, and what their files are called."""

import pytest

from pipeline.errors import UserError
from pipeline.model.version import film_name, names_of, of_version, versions_named


def test_versions_are_asked_for_in_french_and_made_in_one_order() -> None:
    assert versions_named(" LSF ,simple") == ("plain", "lsf")
    assert names_of(versions_named("lsf,description")) == "description,lsf"


def test_a_version_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(UserError, match="version inconnue : « audio » ; choisissez parmi simple, description, lsf"):
        versions_named("simple,audio")


def test_the_film_itself_keeps_the_name_it_had() -> None:
    assert (of_version("lyon", "plain"), film_name("lyon", "plain")) == ("lyon", "lyon.mp4")
    assert film_name("lyon", "lsf") == "lyon-lsf.mp4"
