"""YAML in, marked tree out; every way of not being YAML has its place and its French sentence."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.yaml.files import load_house, load_scene, read_marked, read_plain
from pipeline.adapters.yaml.graph import MOST_NODES
from pipeline.errors import Mark, SceneError, ScriptError
from pipeline.model.marked import Entry, ListNode, MapNode, TextNode

HERE = Path("exemple.yaml")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(content: str | bytes, path: Path = HERE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(content: str | bytes) -> str:
    with pytest.raises(ScriptError) as caught:
        read_marked(write(content))
    return str(caught.value)


def test_every_word_keeps_its_place() -> None:
    assert read_marked(write("titre: Essai\nliste:\n  - un\n")) == MapNode(
        Mark("exemple.yaml", 1, 1),
        (
            Entry("titre", Mark("exemple.yaml", 1, 1), TextNode(Mark("exemple.yaml", 1, 8), "Essai")),
            Entry(
                "liste",
                Mark("exemple.yaml", 2, 1),
                ListNode(Mark("exemple.yaml", 3, 3), (TextNode(Mark("exemple.yaml", 3, 5), "un"),)),
            ),
        ),
    )


@pytest.mark.parametrize(
    "written",
    ["on", "off", "12:30", "2050-03-12", "1_000", "~", "null", "0o17", "1e3", ".5", "oui", "007", "<<"],
)
def test_a_scalar_stays_the_text_that_was_typed(written: str) -> None:
    assert read_plain(write(f"{written}: {written}")) == {written: written}


def test_an_empty_value_is_an_empty_text() -> None:
    assert read_plain(write("a:\nb: ''\nc: []\nd: {}")) == {
        "a": "",
        "b": "",
        "c": [],
        "d": {},
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_common_editors_are_read(encoding: str) -> None:
    assert read_plain(write("titre: Été à Nîmes".encode(encoding))) == {"titre": "Été à Nîmes"}


def test_windows_line_ends_count_as_one() -> None:
    tree = read_marked(write("titre: Essai\r\nville: Talence\r\n"))
    assert isinstance(tree, MapNode)
    assert tree.entries[1].mark == Mark("exemple.yaml", 2, 1)


def test_anchors_are_followed_and_merged() -> None:
    content = "base: &b {x: 1, y: 2}\nun: *b\ndeux: {<<: *b, y: 3}\ntrois: {<<: [*b]}"
    assert read_plain(write(content)) == {
        "base": {"x": "1", "y": "2"},
        "un": {"x": "1", "y": "2"},
        "deux": {"y": "3", "x": "1"},
        "trois": {"x": "1", "y": "2"},
    }


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "tab": ("a:\n\tb: 1", "2:1: une tabulation décale cette ligne ; la remplacer par des espaces [tabulation]"),
    "indentation": (
        "a:\n  b: 1\n c: 2",
        "3:2: le retrait de cette ligne ne convient pas ; aligner cette ligne sur ses voisines [retrait]",
    ),
    "key beside a list": (
        "- a\nb: c",
        "2:1: le retrait de cette ligne ne convient pas ; aligner cette ligne sur ses voisines [retrait]",
    ),
    "key in a text": (
        "a\nb: c",
        (
            "2:2: une clé se trouve dans un texte, ou est mal alignée ; "
            "aligner cette ligne sur ses voisines [cle-mal-alignee]"
        ),
    ),
    "no colon before what is below": (
        "conducteur:\n  - titres\n      liste: Un",
        "2:11: il manque « : » après « titres » ; écrire « titres: » [deux-points-manquants]",
    ),
    "quote": (
        "a: 'x\nb: 1",
        "1:4: ce guillemet n'est jamais fermé ; le fermer ; dans '…', doubler l'apostrophe ('') [guillemet-ouvert]",
    ),
    "text after a quote": (
        't: "Le marché" du quartier',
        (
            "1:16: un texte continue après le guillemet fermant ; "
            "mettre tout le texte entre guillemets [texte-apres-guillemet]"
        ),
    ),
    "colon": (
        "texte: Bonsoir : ici Talence",
        (
            "1:16: un texte sans guillemets contient « : » ; "
            "mettre tout le texte entre guillemets, ou l'écrire sous la clé après « > » [deux-points-dans-un-texte]"
        ),
    ),
    "no space after the colon": (
        "titre:Bonjour\nville: Talence",
        "1:7: il manque une espace après « : » ; écrire « titre: » puis une espace, puis le texte [espace-manquante]",
    ),
    "hard space after the colon": (
        "titre:\u00a0Bonjour\nville: Talence",
        "1:7: l'espace après « : » est une espace insécable ; taper une espace simple [espace-insecable]",
    ),
    "no colon": (
        "a: 1\nbonjour\nc: 3",
        "2:1: cette ligne n'a pas de « : » ; écrire « clé: valeur » [deux-points-manquants]",
    ),
    "brace": ("a: {b: 1", "1:4: ce « { » n'est jamais fermé ; ajouter « } » [crochet-ouvert]"),
    "bracket": ("a: [1", "1:4: ce « [ » n'est jamais fermé ; ajouter « ] » [crochet-ouvert]"),
    "colon in braces": (
        "a: {b: c: d}",
        (
            "1:9: la liste ouverte par « { » ligne 1 est mal écrite ; "
            "mettre les textes entre guillemets, et une virgule entre les valeurs [liste-mal-ecrite]"
        ),
    ),
    "question mark in braces": (
        "- {malo: Oui ?}",
        (
            "1:14: entre « { » et « } », un texte qui contient « ? » veut des guillemets ; "
            "mettre les textes entre guillemets, et une virgule entre les valeurs [liste-mal-ecrite]"
        ),
    ),
    "star": (
        "t: *x",
        "1:4: un texte ne peut pas commencer par « * » ; mettre le texte entre guillemets [signe-reserve]",
    ),
    "ampersand": (
        "t: & x",
        "1:5: un texte ne peut pas commencer par « & » ; mettre le texte entre guillemets [signe-reserve]",
    ),
    "percent": (
        "t: %x",
        "1:4: un texte ne peut pas commencer par « % » ; mettre le texte entre guillemets [signe-reserve]",
    ),
    "at": ("t: @x", "1:4: un texte ne peut pas commencer par « @ » ; mettre le texte entre guillemets [signe-reserve]"),
    "folded on the same line": (
        "t: > texte",
        (
            "1:6: le texte doit aller à la ligne après « > » ou « | » ; "
            "mettre le texte à la ligne, en retrait [bloc-sur-une-ligne]"
        ),
    ),
    "escape": (
        't: "a\\q"',
        (
            "1:7: « \\ » ne peut pas s'écrire ainsi entre guillemets doubles ; "
            "employer des guillemets simples [barre-inverse]"
        ),
    ),
    "two documents": (
        "a: 1\n---\nb: 2",
        ("2:1: un fichier ne contient qu'un script ; faire deux fichiers, un par script [plusieurs-documents]"),
    ),
    "duplicate": (
        "a: 1\na: 2",
        (
            "2:1: la clé « a » est écrite deux fois ; "
            "voir ligne 1 ; réunir les deux, ou donner à l'une un autre nom [cle-double]"
        ),
    ),
    "complex key": (
        "? [a]\n: b",
        "1:3: une clé doit être un mot, pas une liste ; mettre la clé entre guillemets [yaml-cle-complexe]",
    ),
    "python tag": (
        "a: !!python/object:os.system x",
        (
            "1:4: l'étiquette « tag:yaml.org,2002:python/object:os.system » n'est pas permise ; "
            "mettre tout le texte entre guillemets [yaml-etiquette]"
        ),
    ),
    "own tag": (
        "a: !media x",
        "1:4: l'étiquette « !media » n'est pas permise ; mettre tout le texte entre guillemets [yaml-etiquette]",
    ),
    "itself": ("a: &a [*a]", "1:4: cette ancre « & » se contient elle-même ; écrire la valeur en entier [yaml-ancre]"),
    "control character": (
        "a: 1\nb: x\x07y",
        (
            "2:5: « \\x07 » est un caractère interdit dans un texte ; "
            "retaper ce passage au clavier plutôt que de le copier [caractere-interdit]"
        ),
    ),
    "windows-1252": (
        "titre: Essai\nville: Nîmes".encode("cp1252"),
        (
            "2:9: un caractère n'est pas en UTF-8 (ce fichier semble venir de Windows-1252) ; "
            "l'enregistrer en UTF-8 depuis l'éditeur [fichier-encodage]"
        ),
    ),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_is_no_yaml_is_told_in_french_where_it_is(case: str) -> None:
    content, told = REFUSED[case]
    assert refusal(content) == f"exemple.yaml:{told}"


@pytest.mark.parametrize("content", ["", "# rien\n", "\ufeff"])
def test_an_empty_file_is_told(content: str) -> None:
    assert (
        refusal(content)
        == "exemple.yaml: ce fichier est vide ; partir de l'exemple scripts/bordeaux.yaml [fichier-vide]"
    )


def test_a_missing_file_a_folder_and_a_huge_file_are_told() -> None:
    Path("dossier.yaml").mkdir()
    write("a: " + "x" * 2_000_001, Path("gros.yaml"))
    for name, told in {
        "absent.yaml": "absent.yaml: ce fichier n'existe pas ; vérifier le nom et le dossier [fichier-absent]",
        "dossier.yaml": "dossier.yaml: c'est un dossier, pas un fichier ; donner un fichier .yaml [fichier-dossier]",
        "gros.yaml": "gros.yaml: ce fichier dépasse 2 Mo ; un script ne contient que du texte [fichier-trop-gros]",
    }.items():
        with pytest.raises(ScriptError) as caught:
            read_marked(Path(name))
        assert str(caught.value) == told


def test_a_file_that_grows_by_its_anchors_is_refused() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)
    )
    assert f"plus de {MOST_NODES} valeurs" in refusal(laughs)


@pytest.mark.parametrize("content", ["[" * 2000, "[" * 500 + "]" * 500, "- " * 500 + "x", "a: " + "{a: " * 200])
def test_a_file_nested_without_end_is_refused(content: str) -> None:
    assert "trop de niveaux imbriqués [yaml-trop-profond]" in refusal(content)


def test_all_findings_of_a_tree_come_at_once() -> None:
    assert refusal("a: 1\na: 2\nb: !x y\n").count("\n") == 1


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_tree_or_a_script_error(content: bytes) -> None:
    with suppress(ScriptError):
        assert read_marked(write(content))


SCENE = """\
libelle: Carte
emplacements:
  ville: {maxi: 40, requis: oui}
calques:
  - type: fond
    fond: nuit
  - type: texte
    texte: "{ville}"
    style: titre
    boite: [0, 0, 400, 100]
"""


def test_a_scene_takes_its_id_from_its_folder() -> None:
    scene = load_scene(write(SCENE, Path("scenes/carte/scene.yaml")))
    assert (scene.id, scene.slots["ville"].most, scene.slots["ville"].required) == ("carte", 40, True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("    style: titre\n", "    stile: titre\n"),
            [
                "7:5: il manque « style » ; ajouter cette clé [cle-manquante]",
                "9:5: la clé « stile » est inconnue ; vouliez-vous dire « style » ? [cle-inconnue]",
            ],
        ),
        (
            ("[0, 0, 400, 100]", "[0, 0, large, 100]"),
            ["10:19: « boite » demande un nombre, pas « large » ; écrire un nombre seul : 12 ou 1,5 [nombre-attendu]"],
        ),
        (
            ("type: fond\n", "type: fonds\n"),
            ["5:5: « fonds » n'est pas permis pour « calques » ; vouliez-vous dire « fond » ? [choix-inconnu]"],
        ),
        (("maxi: 40", "maxi: 0"), ["3:17: « maxi » vaut « 0 », et doit être au moins 1 [hors-bornes]"]),
        (
            ("libelle: Carte", "libele: Carte"),
            ["1:1: la clé « libele » est inconnue ; vouliez-vous dire « libelle » ? [cle-inconnue]"],
        ),
        (
            ("libelle: Carte", "id: cartes"),
            [
                (
                    "1:5: l'identifiant « cartes » diffère du nom « carte » sur le disque ; "
                    "effacer la ligne « id » [scene-identifiant]"
                )
            ],
        ),
        (("libelle: Carte", "libelle: 'Carte"), None),
    ],
)
def test_a_bad_scene_is_told_with_line_and_column(change: tuple[str, str], told: list[str] | None) -> None:
    path = write(SCENE.replace(*change), Path("scenes/carte/scene.yaml"))
    with pytest.raises(SceneError) as caught:
        load_scene(path)
    assert caught.value.findings
    if told is not None:
        assert str(caught.value).splitlines() == [f"scenes/carte/scene.yaml:{line}" for line in told]


FORMATS = (
    SCENE.replace("  - type: texte\n", "  - nom: titre\n    type: texte\n")
    + """\
formats:
  vertical:
    calques:
      titre: {boite: [65, 300, 895, 200], lignes: 3}
"""
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("      titre:", "      tittre:"),
            (
                "15:7: aucun calque de cette scène n'a pour « nom » « tittre » ; "
                "vouliez-vous dire « titre » ? [calque-inconnu]"
            ),
        ),
        (
            ("lignes: 3}", "ligne: 3}"),
            "15:43: la clé « ligne » est inconnue ; vouliez-vous dire « lignes » ? [cle-inconnue]",
        ),
        (
            ("[65, 300, 895, 200]", "[65, haut, 895, 200]"),
            "15:27: « boite » demande un nombre, pas « haut » ; écrire un nombre seul : 12 ou 1,5 [nombre-attendu]",
        ),
        (
            ("  vertical:", "  verticale:"),
            "13:3: « verticale » n'est pas permis pour « formats » ; vouliez-vous dire « vertical » ? [choix-inconnu]",
        ),
    ],
)
def test_a_bad_change_for_a_format_is_told_with_line_and_column(change: tuple[str, str], told: str) -> None:
    path = write(FORMATS.replace(*change), Path("scenes/carte/scene.yaml"))
    with pytest.raises(SceneError) as caught:
        load_scene(path)
    assert str(caught.value) == f"scenes/carte/scene.yaml:{told}"


def test_a_change_that_its_layer_cannot_take_is_refused() -> None:
    path = write(FORMATS.replace("lignes: 3}", "centre: [1, 2]}"), Path("scenes/carte/scene.yaml"))
    with pytest.raises(SceneError) as caught:
        load_scene(path)
    assert "15:43: ce calque n'a pas de « centre »" in str(caught.value)


def test_a_house_says_what_is_missing() -> None:
    path = write("nom: La capsule\ncouleurs: {nuit: bleu}\n", Path("scenes/house/la_capsule.yaml"))
    with pytest.raises(SceneError) as caught:
        load_house(path)
    lines = str(caught.value).splitlines()
    assert "scenes/house/la_capsule.yaml:1:1: il manque « chaine » ; ajouter cette clé [cle-manquante]" in lines
    told = "« bleu » n'est pas une couleur ; écrire « #rrggbb », par exemple « #1a2b3c » [couleur-illisible]"
    assert f"scenes/house/la_capsule.yaml:2:18: {told}" in lines
