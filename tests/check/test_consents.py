"""What people agreed to: a delivery that may go out is refused what they did not; a draft tells."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.check import CheckContext, Checked
from pipeline.check.consents import standing
from pipeline.errors import Level
from pipeline.model.programme import PRESETS

Check = Callable[..., Checked]
Changed = Callable[..., CheckContext]

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def told(checked: Check, changed: Changed) -> Callable[..., list[tuple[str, str]]]:
    """Return how a consent is told, by level and code, in a delivery or a draft of the usual one."""

    def told(consent: str, preset: str = "web", person: str = "") -> list[tuple[str, str]]:
        context = changed(
            today=TODAY,
            draft=PRESETS[preset].draft,
            deliveries=(PRESETS["web" if PRESETS[preset].draft else preset],),
        )
        text = (
            f"titre: Essai\nintervenants: {{malo: {{nom: Malo Ferrand, {person}consentement: {consent}}}}}\n"
            "conducteur: [virgule]\n"
        )
        return [(finding.level.value, finding.code) for finding in checked(text, context).findings]

    return told


@pytest.mark.parametrize(
    "end",
    [
        "2025",
        "2026-11-29",
        "2026-10",
        "29/11/2026",
        "29.11.26",
        "29 novembre 2026",
        "fin oct. 2026",
        "octobre 2026",
        "1er juin 2026",
    ],
)
def test_a_consent_that_ran_out_stops_what_goes_out_and_is_told_of_a_draft(
    told: Callable[..., list[tuple[str, str]]], end: str
) -> None:
    consent = f"{{statut: signé, expire: {end}}}"
    assert told(consent) == [("erreur", "consentement-expire")]
    assert told(consent, "draft") == [("avertissement", "consentement-expire")]
    assert told(consent, "bench") == [("avertissement", "consentement-expire")]
    assert told(consent, person="affichage: anonyme, ") == [("avertissement", "consentement-expire")]


@pytest.mark.parametrize("end", ["2026-11-30", "1er décembre 2026", "30/12/2026"])
def test_a_consent_that_ends_within_a_month_is_a_note_where_the_film_goes_out(
    told: Callable[..., list[tuple[str, str]]], end: str
) -> None:
    consent = f"{{statut: signé, expire: {end}}}"
    assert told(consent) == [("note", "consentement-bientot")]
    assert told(consent, "draft") == []


@pytest.mark.parametrize("end", ["2026-12-31", "2027", "fin 2027", "illimité", "sans limite", "jamais"])
def test_a_consent_that_lasts_is_not_told(told: Callable[..., list[tuple[str, str]]], end: str) -> None:
    assert told(f"{{statut: signé, expire: {end}}}") == []


@pytest.mark.parametrize("status", ["expiré", "Périmé depuis mars", "échu"])
def test_a_status_may_say_itself_that_it_ran_out(told: Callable[..., list[tuple[str, str]]], status: str) -> None:
    assert told(f"{{statut: {status}}}") == [("erreur", "consentement-expire")]


@pytest.mark.parametrize("status", ["en attente", "à signer", "pas encore signé", "demandé le 3 mai", "non signé"])
def test_what_a_child_has_not_agreed_to_does_not_go_out(
    told: Callable[..., list[tuple[str, str]]], status: str
) -> None:
    consent = f"{{statut: {status}, mineur: oui, representants: [Ana Lima]}}"
    assert told(consent) == [("erreur", "consentement-attendu")]
    assert told(consent, "draft") == [("avertissement", "consentement-attendu")]
    assert told(f"{{statut: {status}}}", person="role: 'lycéenne, 16 ans', ") == [("erreur", "consentement-attendu")]
    assert told(f"{{statut: {status}}}", person="role: bénévole depuis 16 ans, ") == [
        ("avertissement", "consentement-attendu")
    ]


@pytest.mark.parametrize(
    ("media", "preset", "found"),
    [
        ("[web]", "web", []),
        ("[web]", "vertical", []),
        ("[web]", "broadcast", ["erreur"]),
        ("[site internet de la ville]", "web", []),
        ("[site internet de la ville]", "vertical", ["erreur"]),
        ("[réseaux sociaux]", "web", ["erreur"]),
        ("[réseaux sociaux]", "square", []),
        ("Instagram et Facebook", "vertical", []),
        ("[télé locale]", "web", ["erreur"]),
        ("[télé locale]", "broadcast", []),
        ("[projection en salle]", "broadcast", []),
        ("[tous]", "uhd", []),
        ("[tous sauf les réseaux sociaux]", "vertical", ["erreur"]),
        ("[sauf réseaux sociaux]", "web", []),
        ("[journal municipal]", "web", ["erreur"]),
        ("[presse]", "draft", ["avertissement"]),
        ("[le marché]", "web", ["avertissement"]),
        ("[télévision]", "bench", []),
        ("[]", "web", []),
    ],
)
def test_a_consent_for_another_medium_stops_the_delivery(
    told: Callable[..., list[tuple[str, str]]], media: str, preset: str, found: list[str]
) -> None:
    assert told(f"{{statut: signé, supports: {media}}}", preset) == [(level, "consentement-support") for level in found]


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        ("refuse", "refused"),
        ("non", "refused"),
        ("No", "refused"),
        ("ne veut pas", "refused"),
        ("n'est pas d'accord", "refused"),
        ("pas d'accord", "refused"),
        ("retiré le 3 mai", "refused"),
        ("pas encore", "awaited"),
        ("n'a pas répondu", "awaited"),
        ("en cours", "awaited"),
        ("signé", "given"),
        ("oral", "given"),
        ("oui", "given"),
        ("notifié et signé", "given"),
        ("normal", "given"),
    ],
)
def test_a_status_is_read_as_people_write_it(status: str, meaning: str) -> None:
    assert standing(status) == meaning


def test_what_is_missing_is_told_with_its_place_and_what_to_do(checked: Check, changed: Changed) -> None:
    text = (
        "titre: Essai\nintervenants:\n  malo:\n    nom: Malo Ferrand\n    consentement: {supports: [télévision]}\n"
        "conducteur: [virgule]\n"
    )
    (found,) = checked(text, changed(deliveries=(PRESETS["web"],))).findings
    assert found.level is Level.ERROR
    assert str(found) == (
        "exemple.yaml:5:31: « malo » a donné son accord pour « télévision », pas pour le web, où va la livraison "
        "« web » ; lui demander cet accord, puis ajouter « site » à « supports » ; ou ôter cette personne, ou "
        "choisir une autre livraison [consentement-support]"
    )
