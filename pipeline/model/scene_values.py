"""What a newscast gives to every scene beside the slots that a script fills, by name."""

SCENE_VALUES = frozenset({
    "attable", "canne", "decor", "decor_devant", "decor_fond", "departement_nom", "hote", "hote_nom", "hote_role",
    "images", "invite_nom", "invite_role", "lieu_dit", "manchettes", "outremer", "personne_nom", "personne_role",
    "presente", "rang", "source_dite", "traitement",
})  # fmt: skip
"""Names that stand alone: `{personne_nom}`."""

MARKS, WITH_SIGN = "marques", "ia"
"""The group that the label of synthetic voices is given, and its part that is filled when the label bears « IA »."""

GROUPS = {
    "programme": frozenset({"titre", "ville", "departement", "date", "chaine", "sigle", "logo"}),
    MARKS: frozenset({WITH_SIGN}),
    "sujet": frozenset({"titre", "theme", "numero"}),
}
"""Names with parts: `{programme.ville}`."""

FILM = "video"
"""The slot in which a scene takes a film: its own, or that of whoever it would draw as they speak."""

BESIDE, ENTRY = "plan", "element"
"""The groups whose parts depend: on the overlays of the shot; on the list that a layer repeats over."""

ENTRY_PARTS = frozenset({"texte", "rang", "dernier"})
"""What every entry of a list has, besides the parts its slot declares."""

LISTED_PARTS = frozenset({"texte", "image"})
"""What the entries have of a list that the newscast gives: a headline's text, and the picture of its story."""

SEEN = "a_l_image"
"""Part of `plan` that is filled when whoever speaks is seen."""

TURNED = "tourne"
"""Part of `plan` that is filled when the shot is seen the other way round (`miroir`)."""
