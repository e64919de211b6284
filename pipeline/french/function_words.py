"""The little words of French, by what they hold together: what a line must not end with, or begins well with.

Sources: the closed classes of any French grammar; only forms that subtitles meet are listed.
"""


def _said(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _said(
    "le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur"
    " leurs quel quelle quels quelles chaque quelque quelques plusieurs certains certaines aucun aucune nul nulle"
    " différents différentes divers diverses tel telle tels telles"
)
"""What determines a noun, « de » and its contractions included."""

SUBJECTS = _said("je j tu il elle on nous vous ils elles c ça cela ceci")
CLITICS = _said("me m te t se s ne n y en lui leur nous vous le la les l")
REFLEXIVES = _said("y en lui se s me m")
STRESSED = _said("nous vous elle elles lui eux moi toi soi leur")
"""Pronouns that stand alone after a preposition."""

RELATIVES = _said("qui que qu dont où lequel laquelle lesquels lesquelles auquel duquel auxquels desquels quoi")
DEMONSTRATIVES = _said("ce celui celle ceux celles")

CONJUNCTIONS = _said(
    "et ou ni mais or car donc que qu quand lorsque lorsqu puisque puisqu si comme quoique parce tandis sinon puis soit"
)

PREPOSITIONS = _said(
    "à de d en dans par pour sur sous avec sans chez vers entre contre depuis pendant durant avant après derrière "
    " devant dès jusque jusqu jusqu'à jusqu'au jusqu'aux malgré parmi"
    " selon sauf envers hors outre via près loin face grâce"
    " au aux du des"
)

LIGHT = PREPOSITIONS - _said("de d du des à au aux en")
"""Prepositions that open a group of their own: a line begins well with them."""

AUXILIARIES = _said(
    "ai as a avons avez ont avais avait avions aviez avaient aurai auras aura aurons aurez auront aurais aurait"
    " auraient aie ait aient ayant eu suis es est sommes êtes sont étais était étions étiez étaient serai seras sera"
    " serons serez seront serais serait seraient sois soit soient fut furent étant été fus"
)

HELPERS = _said(
    "peux peut pouvons pouvez peuvent pouvait pouvaient pourra pourrait pourraient pourront pourrez veux veut voulons"
    " voulez veulent voulait voudrait voudraient voudrais dois doit devons devez doivent devait devrait devraient devra"
    " devront faut fallait faudra faudrait vais vas va allons allez vont allait allaient ira fais fait faisons faites"
    " font faisait fera ferait feront faire laisse laissent laissait laisser sais sait savons savez savent savait saura"
    " viens vient venons venez viennent venait ose osent osait semble semblent semblait paraît doivent aller pouvoir"
    " vouloir devoir voir entend voit voient faut reste aime aiment préfère préfèrent espère"
)
"""Verbs that an infinitive follows at once."""

NEGATIONS = _said("pas plus jamais rien personne guère point aucun aucune ni nulle")
NEGATORS = _said("ne n")

DEGREES = _said(
    "très trop si plus moins aussi assez tant tellement bien presque quasi tout toute tous toutes peu fort environ même"
    " plutôt autant beaucoup encore"
)
"""Adverbs that lean on the next word, and on « de » when they count."""

BETWEEN = _said(
    "déjà encore toujours jamais bien mal aussi même presque surtout souvent vraiment pas plus rien tout peu trop tant"
    " enfin vite parfois tous toutes longtemps beaucoup donc ensuite vraiment"
)
"""Adverbs that stand between an auxiliary and its participle."""

NUMBERS = _said(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante"
    " cinquante soixante cent cents mille million millions milliard milliards demi et un une zéro"
)

BEFORE_NOUNS = _said(
    "grand grande grands grandes petit petite petits petites bon bonne bons bonnes beau bel belle beaux belles nouveau"
    " nouvel nouvelle nouveaux nouvelles vieux vieil vieille vieilles jeune jeunes premier première premiers premières"
    " dernier dernière derniers dernières prochain prochaine prochains prochaines autre autres même mêmes seul seule"
    " seuls seules vrai vraie vrais vraies long longue longs longues gros grosse mauvais mauvaise haut haute hauts"
    " hautes ancien ancienne anciens anciennes double second seconde troisième quatrième cinquième sixième"
    " nombreux nombreuses pauvre pauvres cher chère chers chères futur future simple simples moindre meilleur meilleure"
    " meilleurs meilleures pire demi joli jolie jolis jolies plein pleine pleins pleines fameux fameuse"
)
"""Adjectives that come before their noun."""

AFTER_NOUNS = _said(
    "public publics publique publiques privé privée privés privées rare rares libre libres vide vides plein entier"
    " entière entiers entières gratuit gratuite gratuits gratuites commun commune communs communes blanc blanche blancs"
    " blanches noir noire noirs noires rouge rouges vert verte verts vertes bleu bleue bleus bleues gris grise jaune"
    " jaunes rose roses brun brune chaud chaude froid froide chauds froids ouvert ouverte ouverts ouvertes inconnu"
    " inconnue inconnus plat plate court courte lourd lourde doux douce fier fière ancien neuf neuve neufs neuves clair"
    " claire sec sèche mobile mobiles utile utiles fragile fragiles facile faciles difficile difficiles jeune pauvre"
    " pauvres riche riches triste tristes heureux heureuse malade malades seul seule humain humaine humains humaines"
    " urbain urbaine urbains citoyen citoyenne voisin voisine quotidien quotidienne suivant suivante collectif gentil"
    " particulier particulière régulier solidaire solidaires partagé partagée partagés partagées amoureux précis"
    " précise universel universelle locale locaux automobile automobiles agricole agricoles civil civile civils civiles"
    " fertile hostile textile"
)
"""Adjectives that come after their noun and whose ending does not tell."""

OPENERS = {
    "voilà": "qui que qu", "voici": "qui que qu", "médecin": "du",
    "parce": "que qu", "afin": "de d que qu", "avant": "de d que qu", "grâce": "à au aux", "face": "à au aux",
    "près": "de d du des", "lors": "de d du des", "autour": "de d du des", "quant": "à au aux", "tandis": "que qu",
    "alors": "que qu", "pendant": "que qu", "tant": "que qu de d", "bien": "que qu sûr", "ainsi": "que qu",
    "dès": "que qu lors", "depuis": "que qu", "sans": "que qu", "pour": "que qu", "après": "que qu",
    "jusque": "à là", "loin": "de d du des", "lieu": "de d", "train": "de d", "moyen": "de d", "peur": "de d",
    "peu": "de d", "trop": "de d", "assez": "de d", "beaucoup": "de d",
    "autant": "de d que qu", "même": "si", "comme": "si", "hors": "de d", "besoin": "de d", "envie": "de d",
    "tout": "le la ce cela", "tous": "ses les ces nos vos mes leurs ceux", "toute": "la une cette sa",
    "toutes": "les ces nos vos mes leurs celles", "quelque": "chose", "vis-à-vis": "de d du des",
    "rien": "de d que qu", "le": "long", "long": "de d du des", "aussitôt": "que qu", "puis": "que",
    "jusqu'à": "ce", "plutôt": "que qu", "moitié": "de d des du", "fois": "que qu par",
    "non": "plus", "quand": "même", "là": "bas où", "côté": "de d du des", "cause": "de d du des",
    "dizaine": "de d", "centaine": "de d", "douzaine": "de d", "millier": "de d", "milliers": "de d",
    "centaines": "de d", "dizaines": "de d", "million": "de d", "millions": "de d", "milliards": "de d",
    "presque": "tout tous rien", "il": "y", "y": "a avait aura", "faire": "face part partie", "prend": "soin",
    "avoir": "lieu besoin envie peur", "rend": "service", "porte": "à", "tête": "à", "pas": "encore",
    "moins": "de d en", "plus": "de d en", "fur": "et", "mot": "de d", "sorte": "de d que qu", "façon": "de d",
}  # fmt: skip
"""A word, and the words that make one expression with it."""

WHOLE = _said("quelqu'un quelqu'une quelques-uns aujourd'hui presqu'île")
"""Words that an apostrophe does not cut in two."""

NO_NAMES = _said("voici voilà hier demain ici merci bonsoir bonjour oui non là enfin puis ensuite aujourd'hui")
"""What begins a sentence and is no name, though a capital begins it."""

PLACES = _said("rue rues place avenue boulevard quai square impasse route pont gare cours allée allées chemin quartier")

MONTHS = _said("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
DAYS = _said("lundi mardi mercredi jeudi vendredi samedi dimanche")
NUMBERED = _said("page article chapitre numéro étage ligne bus tram salle département siècle heure heures en fin vers")
"""What a number follows."""

TITLES = _said(
    "monsieur madame mademoiselle docteur docteure maître professeur professeure président présidente maire"
    " mesdames messieurs saint sainte"
)

ADJECTIVE_ENDINGS = (
    "ale", "ales", "aux", "ique", "iques", "if", "ive", "ifs", "ives", "eux", "euse", "euses", "able", "ables", "ible",
    "ibles", "aire", "aires", "el", "els", "elle", "elles", "ien", "ienne", "iens", "iennes", "ois", "oise", "oises",
    "al", "ais", "aise", "aises", "é", "ée", "és", "ées",
)  # fmt: skip
"""How adjectives and participles end."""

INFINITIVE_ENDINGS = ("er", "ir", "re", "oir")
