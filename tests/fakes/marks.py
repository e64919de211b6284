"""What a film says of itself, for whoever writes it down."""

from pipeline.model.marks import DigitalSource, FilmMarks, SyntheticVoice

TOLD = FilmMarks(
    title="Le journal de Talence & d'ailleurs",
    city="Talence",
    channel="TV Baie",
    publisher="CCAS de Saint-Brieuc",
    licence="CC BY 4.0",
    language="fr",
    made="",
    workshop="2019-09",
    fiction_date="12 mars 2050",
    voices=(SyntheticVoice("pico", DigitalSource.TRAINED),),
    recorded=True,
    footage=True,
    photos=True,
)
"""A film with a voice that nobody spoke, one that somebody did, and pictures that somebody took."""
