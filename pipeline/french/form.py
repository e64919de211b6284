"""The blank form of a workshop: what a group is asked, in words that an import knows again."""

from pipeline.model.form_sheet import FormField

FORM_FIELDS = (
    FormField("jt-theme", "Thème", "ce que nous explorons", 1.1),
    FormField("jt-sujet", "Titre du sujet", "comme à l'antenne, en quelques mots", 1.4),
    FormField("jt-histoire", "Que se passe-t-il ?", "l'histoire, au présent, en 2050", 6.4),
    FormField("jt-vit", "Qui la vit ?", "prénom inventé, âge, ce qu'elle ou il fait", 1.7),
    FormField("jt-enjeu", "Qu'est-ce qui est en jeu ?", "ce que cela change", 2.3),
    FormField("jt-inquietude", "Qu'est-ce qui inquiète ?", "ce qui pourrait mal tourner", 2.3),
    FormField("jt-qui", "Qui parle ?", "à l'image : prénom, nom, rôle", 1.7),
    FormField("jt-phrase", "Une phrase à dire", "les mots de cette personne", 2.3),
    FormField("jt-chiffre", "Un chiffre", "et ce qu'il compte", 1.4),
    FormField("jt-lieu", "Où cela se passe-t-il ?", "lieu et moment", 1.5),
    FormField("jt-image", "Ce que l'on voit", "l'image que nous voulons", 2.4),
)
"""What a group of 6 to 10 people is asked, on one page of A4."""

FORM_TITLE = "La fiche du sujet"
FORM_ADVICE = "Une fiche par sujet. Tout est facultatif : ce qui manque, on le cherchera ensemble."
