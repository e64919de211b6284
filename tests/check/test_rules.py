"""Rules beyond their first example: other values, other places, what they leave alone."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.check import CheckContext, Checked
from pipeline.errors import Level

Said = Callable[..., list[str]]
Check = Callable[..., Checked]
Changed = Callable[..., CheckContext]

HEAD = """\
titre: Essai
presente_par: ines
intervenants:
  ines: {nom: Inès Delcourt, voix: presentatrice_1}
  malo: {nom: Malo Ferrand, voix: habitant_1}
conducteur:
"""


def rundown(text: str) -> str:
    return HEAD + "".join(f"  {line}\n" for line in text.splitlines())


MODEL = {
    "missing title": (
        "conducteur: [virgule]\n",
        "1:1: il manque « titre » ; ajouter cette clé [cle-manquante]",
    ),
    "empty title": (
        "titre:\nconducteur: [virgule]\n",
        "1:1: « titre » est vide ; écrire un texte, ou effacer la ligne [cle-vide]",
    ),
    "long title": (
        f"titre: {'x' * 201}\nconducteur: [virgule]\n",
        "1:8: « titre » est trop long : 201 signes, 200 au plus ; raccourcir [texte-trop-long]",
    ),
    "title that is a list": (
        "titre: [a, b]\nconducteur: [virgule]\n",
        "1:8: « titre » demande un texte ; écrire un texte, entre guillemets s'il contient « : » [texte-attendu]",
    ),
    "date": (
        "titre: Essai\ndate_fiction: le 12 mars\nconducteur: [virgule]\n",
        (
            "2:15: « date_fiction » demande une date, pas « le 12 mars » ; "
            "écrire l'année, le mois, le jour : 2050-03-12 [date-attendue]"
        ),
    ),
    "year alone": (
        "titre: Essai\ndate_fiction: 2050\nconducteur: [virgule]\n",
        (
            "2:15: « date_fiction » demande une date, pas « 2050 » ; "
            "écrire l'année, le mois, le jour : 2050-03-12 [date-attendue]"
        ),
    ),
    "whole number": (
        "titre: Essai\nintervenants:\n  malo: {nom: Malo, portrait: {peau: claire}}\nconducteur: [virgule]\n",
        "3:38: « peau » demande un nombre entier, pas « claire » ; écrire un nombre entier : 12 [entier-attendu]",
    ),
    "number too large": (
        "titre: Essai\nintervenants:\n  malo: {nom: Malo, portrait: {tenue: 11}}\nconducteur: [virgule]\n",
        "3:39: « tenue » vaut « 11 », et doit être au plus 10 [hors-bornes]",
    ),
    "yes or no": (
        "titre: Essai\nintervenants:\n  malo: {nom: Malo, portrait: {barbe: peu}}\nconducteur: [virgule]\n",
        "3:39: « barbe » demande « oui » ou « non », pas « peu » [oui-ou-non]",
    ),
    "choice": (
        "titre: Essai\nintervenants:\n  ana: {nom: Ana, portrait: {coiffure: carrré}}\nsujets: virgule\n",
        "3:40: « carrré » n'est pas permis pour « coiffure » ; vouliez-vous dire « carre » ? [choix-inconnu]",
    ),
    "speaker without a name": (
        "titre: Essai\nintervenants:\n  malo: {role: habitant}\nconducteur: [virgule]\n",
        "3:9: il manque « nom » ; ajouter cette clé [cle-manquante]",
    ),
    "department of the workshop": (
        "titre: Essai\natelier: {ville: Talence, departement: Gironde}\nconducteur: [virgule]\n",
        (
            "2:40: « GIRONDE » n'est pas un département ; "
            'écrire son code entre guillemets : "33", "2A", "974" [departement-inconnu]'
        ),
    ),
    "unknown department of the workshop": (
        "titre: Essai\natelier: {ville: Talence, departement: 99}\nconducteur: [virgule]\n",
        (
            "2:40: le département « 99 » n'existe pas ; "
            'écrire son code entre guillemets : "33", "2A", "974" [departement-inconnu]'
        ),
    ),
    "lexicon that is a text": (
        "titre: Essai\nlexique: CCAS\nconducteur: [virgule]\n",
        (
            "2:10: « lexique » demande des clés, pas « CCAS » ; "
            "une clé par ligne, en retrait : « clé: valeur » [cles-attendues]"
        ),
    ),
    "empty rundown": (
        "titre: Essai\nconducteur: []\n",
        "2:1: ce journal n'a rien à montrer ; ajouter « sujets: », et un sujet par « - » [journal-vide]",
    ),
    "no rundown": (
        "titre: Essai\n",
        "1:1: ce journal n'a rien à montrer ; ajouter « sujets: », et un sujet par « - » [journal-vide]",
    ),
    "two rundowns": (
        "titre: Essai\nconducteur: [virgule]\nsujets: []\n",
        "3:1: « sujets » et « conducteur » (ligne 2) s'excluent ; n'en garder qu'un [sujets-et-conducteur]",
    ),
    "no mapping": (
        "- virgule\n",
        (
            "1:1: un script est fait de clés, une par ligne ; "
            "commencer par « titre: … », puis « sujets: » ou « conducteur: » [cles-attendues]"
        ),
    ),
    "twice under two names": (
        "titre: Essai\ntitle: Essai\nconducteur: [virgule]\n",
        "2:1: « title » est déjà donné ligne 1 ; n'en garder qu'un [cle-synonyme]",
    ),
    "nothing near": (
        "titre: Essai\nxyz: 1\nconducteur: [virgule]\n",
        (
            "2:1: la clé « xyz » est inconnue ; possible ici : "
            "titre, atelier, date_fiction, antenne, sous_titres, habillage, programme, lsf… [cle-inconnue]"
        ),
    ),
    "nothing near in a scene": (
        "titre: Essai\nconducteur:\n  - citation: {phrase: Bonsoir, avec: Malo}\n",
        "3:33: la clé « avec » est inconnue ; possible ici : phrase, par, auteur [cle-inconnue]",
    ),
    "person twice": (
        "titre: Essai\nintervenants: [Malo, {id: malo, nom: Malo Ferrand}]\nconducteur: [virgule]\n",
        "2:22: l'intervenant « malo » est déjà décrit ligne 2 ; choisir un autre nom [personne-double]",
    ),
    "ticker": (
        f"titre: Essai\nbandeau:\n  - {'x' * 121}\nconducteur: [virgule]\n",
        "3:5: « bandeau » est trop long : 121 signes, 120 au plus ; raccourcir [texte-trop-long]",
    ),
}


@pytest.mark.parametrize("case", sorted(MODEL))
def test_what_the_model_refuses_is_told_in_french_where_it_is(said: Said, case: str) -> None:
    text, told = MODEL[case]
    assert said(text) == [f"exemple.yaml:{told}"]


RUNDOWN = {
    "theme": (
        "- sujet: La fête\n  theme: bonnheur\n  texte: On danse.",
        "8:12: « bonnheur » n'est pas permis pour « theme » ; vouliez-vous dire « bonheur » ? [choix-inconnu]",
    ),
    "transition": (
        "- virgule\n- carte: Talence\n  transition: fondus",
        "9:17: « fondus » n'est pas permis pour « transition » ; vouliez-vous dire « fondu » ? [choix-inconnu]",
    ),
    "duration that is no number": (
        "- carte: Talence\n  duree: longtemps",
        "8:12: « duree » demande un nombre, pas « longtemps » ; écrire un nombre seul : 12 ou 1,5 [nombre-attendu]",
    ),
    "duration of nothing": (
        "- carte: Talence\n  duree: 0",
        "8:12: « duree » vaut « 0 », et doit être plus grand que 0 [hors-bornes]",
    ),
    "duration of an hour": (
        "- carte: Talence\n  duree: 600",
        (
            "8:12: avertissement : ce plan durerait 600 s ; "
            "la durée est en secondes, d'ordinaire entre 1 et 120 [duree-inhabituelle]"
        ),
    ),
    "bad id": (
        "- sujet: La Fête !\n  titre: La fête\n  texte: On danse.",
        (
            "7:12: « La Fête ! » ne peut pas servir d'identifiant (« id ») ; "
            "minuscules sans accent, chiffres et tirets : « la-fete » [identifiant-invalide]"
        ),
    ),
    "empty text": (
        "- plateau:\n    texte:",
        "8:13: « texte » est vide ; écrire un texte, ou effacer la ligne [cle-vide]",
    ),
    "empty answer": (
        "- duplex: {invite: malo, repliques: [{ines: Oui}, {malo: }]}",
        "7:54: « texte » est vide ; écrire un texte, ou effacer la ligne [cle-vide]",
    ),
    "recording without words": (
        "- sonore: malo\n  enregistrement: bon.wav",
        "8:5: il manque « texte » ; ajouter cette clé [cle-manquante]",
    ),
    "missing recording": (
        "- sonore: malo\n  texte: Oui.\n  enregistrement: oui.wav",
        "9:21: le fichier media/oui.wav n'existe pas ; le déposer dans media/, ou corriger son nom [media-absent]",
    ),
    "what nobody can tell": (
        "- texte: Bonsoir.",
        (
            "7:5: on ne voit pas ce qu'est cet élément ; "
            "le mettre sous « plateau: », « breve: » ou « sujet: » [element-inconnu]"
        ),
    ),
    "illustration outside a story": (
        "- illustration:",
        "7:5: il manque « illustration » à la scène « illustration » ; ajouter « illustration: … » [cle-manquante]",
    ),
    "near miss of a scene": (
        "- ilustration: le-radar",
        "7:5: la clé « ilustration » est inconnue ; vouliez-vous dire « illustration » ? [cle-inconnue]",
    ),
    "near miss of a bare word": (
        "- virgul",
        "7:5: « virgul » n'est pas un élément de conducteur ; vouliez-vous dire « virgule » ? [element-inconnu]",
    ),
    "free text": (
        "- Bonsoir à tous",
        (
            "7:5: « Bonsoir à tous » n'est pas un élément de conducteur ; "
            "écrire par exemple « - plateau: … » ou « - sujet: … » [element-inconnu]"
        ),
    ),
    "near miss of a story's key": (
        "- sujet: La fête\n  lancemant: Bonsoir.\n  texte: On danse.",
        "8:5: la clé « lancemant » est inconnue ; vouliez-vous dire « lancement » ? [cle-inconnue]",
    ),
    "near miss of a slot": (
        "- carte: {vile: Talence}",
        "7:13: la clé « vile » est inconnue ; vouliez-vous dire « ville » ? [cle-inconnue]",
    ),
    "near miss of a key beside": (
        "- carte: Talence\n  sourse: Unccas",
        "8:5: la clé « sourse » est inconnue ; vouliez-vous dire « source » ? [cle-inconnue]",
    ),
    "two scenes": (
        "- carte: Talence\n  image: cafe.jpg",
        (
            "8:5: ce plan demande deux scènes : « carte » et « image » ; "
            "en faire deux plans, chacun après son « - » [deux-scenes]"
        ),
    ),
    "unknown scene by name": (
        "- scene: {nom: cartte, ville: Talence}",
        "7:18: « cartte » n'est pas une scène ; vouliez-vous dire « carte » ? [scene-inconnue]",
    ),
    "text and lines": (
        "- sonore: malo\n  texte: Oui.\n  repliques: [{ines: Oui.}]",
        "9:5: « texte » (ligne 8) et « repliques » s'excluent ; tout mettre dans « repliques » [deux-textes]",
    ),
    "text and shots": (
        "- sujet: La fête\n  texte: Oui.\n  plans: [carte: Talence]",
        "8:5: « texte » et « plans » (ligne 9) s'excluent dans un sujet ; mettre ce texte dans un plan [deux-textes]",
    ),
    "list in a text slot": (
        "- carte: {ville: [Talence, Pessac]}",
        "7:20: « ville » demande un seul texte ; écrire le texte à la suite de la clé [texte-seul]",
    ),
    "bare value without a slot": (
        "- jauge: [12, 13]",
        "7:12: « part » demande un seul texte ; écrire le texte à la suite de la clé [texte-seul]",
    ),
    "bad pair": (
        "- frise: [[1796, Bureaux], [1953]]",
        "7:30: cette entrée de « jalons » n'a pas la bonne forme ; écrire {date: …, texte: …} [couple-mal-forme]",
    ),
    "pair with a part missing": (
        "- frise: [{date: 1796, texte: Bureaux}, {date: 1953}]",
        "7:43: il manque « texte » à une entrée de « jalons » ; ajouter « texte: … » [entree-incomplete]",
    ),
    "pair with an unknown part": (
        "- frise: [{date: 1796, texte: Bureaux}, {date: 1953, texte: Aide, lieu: Paris}]",
        "7:69: la clé « lieu » est inconnue dans « jalons » ; écrire {date: …, texte: …} [cle-inconnue]",
    ),
    "too few entries": (
        "- frise: [{date: 1796, texte: Bureaux}]",
        "7:12: « jalons » compte 1 entrée, 2 au moins ; en ajouter [trop-peu-d-entrees]",
    ),
    "text too short": (
        "- carte: {ville: Talence, legende: Ah}",
        "7:38: « legende » est trop court : 2 signes, 3 au moins [texte-trop-court]",
    ),
    "no number": (
        "- jauge: {part: beaucoup}",
        "7:19: « part » demande un nombre, pas « beaucoup » ; écrire par exemple 12 ou 1,5 [nombre-attendu]",
    ),
    "guest nobody knows": (
        "- duplex: {invite: mallo, repliques: [{ines: Oui.}, {malo: Non.}]}",
        "7:22: l'intervenant « mallo » n'existe pas ; vouliez-vous dire « malo » ? [intervenant-inconnu]",
    ),
    "reporter nobody knows": (
        "- sujet: La fête\n  reporter: lea\n  texte: On danse.",
        (
            "8:15: l'intervenant « lea » n'existe pas ; "
            "l'ajouter à « intervenants », ou corriger son nom [intervenant-inconnu]"
        ),
    ),
    "line nobody says": (
        "- duplex: {invite: malo, repliques: [Oui., {malo: Non.}]}",
        "7:40: on ne sait pas qui dit cette réplique ; écrire « - malo: … » [replique-sans-personne]",
    ),
    "exchange of one": (
        "- duplex: {invite: malo, repliques: [{malo: Non.}]}",
        (
            "7:47: avertissement : une seule réplique pour un plan « duplex », fait pour plusieurs ; "
            "en ajouter [replique-seule]"
        ),
    ),
    "lower-third for nobody": (
        "- sonore: malo\n  texte: Oui.\n  synthes: [{role: habitant}]",
        "9:15: ce bandeau ne nomme personne ; ajouter « par: … » ou « nom: … » [synthe-sans-nom]",
    ),
    "archive of the future": (
        "- carte: Talence\n  archive: 2061",
        "8:14: une archive de 2061 dans un journal de 2050 ; corriger l'une des deux dates [archive-du-futur]",
    ),
    "scene laid over by the house": (
        "- sujet: La fête\n  plans: [synthe: malo]",
        (
            "8:13: la scène « synthe » ne se met pas dans un script : elle vient d'elle-même ; "
            "retirer ce plan [scene-automatique]"
        ),
    ),
    "list in a list": (
        "- [virgule]",
        "7:5: une liste dans la liste : un élément est attendu ici ; retirer un « - » [liste-dans-la-liste]",
    ),
    "nothing after the dash": (
        "- virgule\n-",
        "8:4: cet élément est vide ; l'effacer, ou écrire ce qu'il est [element-vide]",
    ),
    "shot that is a list": (
        "- sujet: La fête\n  plans: [[carte]]",
        "8:13: un plan est attendu ici ; écrire par exemple « - illustration: … » et « texte: … » [plan-attendu]",
    ),
    "long title": (
        f"- sujet: la-fete\n  titre: {'x' * 46}\n  texte: On danse.",
        (
            "8:12: avertissement : ce titre est long pour son carton : 46 signes (45 conseillés) ; "
            "le raccourcir [titre-long]"
        ),
    ),
    "long text": (
        f"- plateau: {'Bonsoir à tous. ' * 60}",
        (
            "7:14: avertissement : ce texte est long : 959 signes (900 conseillés) ; "
            "le partager entre deux plans [replique-longue]"
        ),
    ),
    "long sentence": (
        f"- plateau: Bonsoir. {'et encore ' * 26}fin.",
        (
            "7:14: avertissement : une phrase de 264 signes est longue à dire "
            "(« et encore et encore et encore et encore… ») ; la couper en deux [phrase-longue]"
        ),
    ),
}


@pytest.mark.parametrize("case", sorted(RUNDOWN))
def test_what_a_rundown_gets_wrong_is_told_where_it_is(said: Said, case: str) -> None:
    text, told = RUNDOWN[case]
    assert said(rundown(text)) == [f"exemple.yaml:{told}"]


def test_a_ticker_line_long_to_read_is_a_warning(said: Said) -> None:
    line = "x" * 91
    assert said(f"titre: Essai\nbandeau: [{line}]\nconducteur: [virgule]\n") == [
        (
            "exemple.yaml:2:11: avertissement : cette ligne du bandeau est longue : "
            "91 signes (90 conseillés) ; la raccourcir [bandeau-long]"
        )
    ]


@pytest.mark.parametrize("code", ["2A", "2b", "974", "1", '"01"'])
def test_departments_are_known_however_they_are_written(checked: Check, code: str) -> None:
    assert checked(rundown(f"- carte: {{ville: Ici, departement: {code}}}")).findings == ()


def test_missing_media_is_forgiven_in_a_draft_and_unreadable_media_never(checked: Check, changed: Changed) -> None:
    text = rundown("- image: absente.jpg\n- image: vide.jpg\n- video: {video: vide.mp4}")
    draft = checked(text, changed(draft=True))
    assert [(f.level, f.message) for f in draft.findings] == [
        (Level.WARNING, "le fichier media/absente.jpg n'existe pas"),
        (Level.ERROR, "le fichier « vide.jpg » ne peut pas servir : fichier vide"),
        (Level.ERROR, "le fichier « vide.mp4 » ne peut pas servir : fichier vide"),
    ]
    assert all(finding.advice for finding in draft.findings), "each says what to do"
    missing = rundown("- image: absente.jpg")
    assert checked(missing, changed(draft=True)).script is not None
    assert checked(missing).script is None


def test_a_video_that_breaks_off_is_a_warning(checked: Check) -> None:
    found = checked(rundown("- video: {video: bon_mais_tronque.mp4}"))
    assert found.script is not None
    (finding,) = found.findings
    assert finding.level is Level.WARNING
    assert str(finding) == (
        "exemple.yaml:7:20: avertissement : le fichier « bon_mais_tronque.mp4 » est tronqué : il s'interrompt à "
        "3,0 s sur 10,0 s ; le copier de nouveau depuis l'appareil ; "
        "sinon la dernière image lisible reste à l'écran [video-tronquee]"
    )


def test_a_start_beyond_the_end_of_a_video_is_a_warning(checked: Check) -> None:
    found = checked(rundown("- video: {video: bon.mp4, de: '1:05'}\n- video: {video: bon.mp4, de: '6,9'}"))
    assert found.script is not None
    assert [(f.level, f.message) for f in found.findings] == [
        (Level.WARNING, "« de » est au-delà de la fin de « bon.mp4 », qui dure 7,0 s")
    ]


@pytest.mark.parametrize("written", ["cafe.jpg", "media/cafe.jpg", "./media/cafe.jpg", "media\\cafe.jpg"])
def test_media_may_be_named_from_the_project_too(checked: Check, written: str) -> None:
    found = checked(rundown(f"- image: '{written}'"))
    assert found.script is not None
    assert found.script.items[0].shots[0].slots == {"image": "cafe.jpg"}


@pytest.mark.parametrize(
    ("expires", "today", "told"),
    [
        ("2025", dt.date(2026, 1, 1), "a expiré le 2025"),
        ("2026-01", dt.date(2026, 1, 31), None),
        ("31/01/2026", dt.date(2026, 2, 1), "a expiré le 31/01/2026"),
        ("2027-13", dt.date(2026, 1, 1), "n'est pas une date"),
        ("un jour", None, "n'est pas une date"),
        ("2025-01-01", None, None),
    ],
)
def test_consents_run_out(said: Said, changed: Changed, expires: str, today: dt.date | None, told: str | None) -> None:
    text = (
        f"titre: Essai\nintervenants: {{malo: {{nom: Malo, consentement: {{expire: {expires}}}}}}}\n"
        "conducteur: [virgule]\n"
    )
    found = said(text, changed(today=today))
    assert len(found) == (told is not None)
    assert all(str(told) in line and "avertissement" in line for line in found)


@pytest.mark.parametrize("how", ["affichage: prenom", "affichage: anonyme", ""])
def test_a_minor_is_protected_by_display_or_guardians(checked: Check, how: str) -> None:
    consent = "{mineur: oui}" if how else "{mineur: oui, representants: Ana Lima}"
    person = ", ".join(part for part in ("nom: Lou Ferrand", how, f"consentement: {consent}") if part)
    text = f"titre: Essai\nintervenants: {{lou: {{{person}}}}}\nconducteur: [virgule]\n"
    assert checked(text).findings == ()


def test_a_file_name_that_is_no_id_is_told_as_such(said: Said, changed: Changed) -> None:
    assert said("titre: Essai\nconducteur: [virgule]\n", changed(script_id="Mon Journal")) == [
        (
            "exemple.yaml: le nom du fichier, « Mon Journal », sert d'identifiant et ne convient pas ; "
            "renommer avec minuscules, chiffres et tirets [nom-de-fichier]"
        )
    ]


@pytest.mark.parametrize(
    ("person", "level", "told"),
    [
        ("consentement: {statut: refuse}", Level.ERROR, "n'a pas donné son accord"),
        ("consentement: {statut: Retiré le 3 mai}", Level.ERROR, "n'a pas donné son accord"),
        ("consentement: {statut: non}", Level.ERROR, "n'a pas donné son accord"),
        ("affichage: anonyme, consentement: {statut: refusé}", Level.WARNING, "n'a pas donné son accord"),
        ("consentement: {statut: à signer}", Level.WARNING, "n'est pas encore donné"),
        ("consentement: {statut: signé}", None, ""),
        ("consentement: {statut: oral}", None, ""),
    ],
)
def test_whoever_refused_is_told(checked: Check, person: str, level: Level | None, told: str) -> None:
    found = checked(f"titre: Essai\nintervenants: {{malo: {{nom: Malo, {person}}}}}\nconducteur: [virgule]\n").findings
    assert [finding.level for finding in found] == ([level] if level else [])
    assert all(told in finding.message for finding in found)


def test_a_file_that_is_not_there_is_told_with_a_near_name(checked: Check) -> None:
    (finding,) = checked(rundown("- image: cofe.jpg")).findings
    assert finding.advice == "vouliez-vous dire « bordeaux/cafe.jpg » ?"


TWENTY = """\
tire: Essai
departement: 99
date_fiction: demain
habillage: la_capsul
tapis: nape
presente_par: inez
intervenants:
  ines: {nom: Inès, voix: presentatrice_9}
  malo: {nom: Malo, portrait: {peau: 9, coiffure: carr}}
conducteur:
  - virgul
  - sujet: la-fete
    theme: bonheurs
    lancement: …
    plans:
      - ilustration: le-radare
      - carte: {departement: 98}
      - sonore: mallo
      - chiffre: {valeur: "10", source: fiction}
        transition: fondus
        duree: longue
      - video: absente.mp4
        son: fort
"""


def test_mistakes_do_not_hide_one_another(said: Said) -> None:
    found = [line.removeprefix("exemple.yaml:").split(" ; ")[0] for line in said(TWENTY)]
    assert found == [
        "1:1: la clé « tire » est inconnue",
        "2:14: le département « 99 » n'existe pas",
        "3:15: « date_fiction » demande une date, pas « demain »",
        "4:12: l'habillage « la_capsul » n'existe pas",
        "5:8: le tapis musical « nape » n'existe pas",
        "6:15: l'intervenant « inez » n'existe pas",
        "8:27: la voix « presentatrice_9 » n'existe pas",
        "9:38: « peau » vaut « 9 », et doit être au plus 6 [hors-bornes]",
        "9:51: « carr » n'est pas permis pour « coiffure »",
        "11:5: « virgul » n'est pas un élément de conducteur",
        "12:5: ce sujet n'a pas de titre",
        "13:12: « bonheurs » n'est pas permis pour « theme »",
        "14:16: ce texte ne contient rien à dire",
        "16:9: la clé « ilustration » est inconnue",
        "16:22: l'illustration « le-radare » n'existe pas",
        "17:9: il manque « ville » à la scène « carte »",
        "17:30: le département « 98 » n'existe pas",
        "18:9: personne ne dit rien dans ce plan",
        "18:17: l'intervenant « mallo » n'existe pas",
        "20:21: « fondus » n'est pas permis pour « transition »",
        "21:16: « duree » demande un nombre, pas « longue »",
        "22:16: le fichier media/absente.mp4 n'existe pas",
        "23:14: « fort » n'est pas permis pour « son »",
    ]


def test_findings_have_codes_and_come_in_reading_order(checked: Check) -> None:
    findings = checked(TWENTY).findings
    places = [(f.mark.line, f.mark.column) for f in findings]
    assert places == sorted(places)
    assert all(f.code for f in findings)
