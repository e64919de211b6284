"""How pages of our own wear the channel: its colours and its letters."""

from pipeline.produce.film_page import dress
from pipeline.service.newsroom import Newsroom


def page_dress(newsroom: Newsroom) -> str:
    """Return the CSS that gives a page the colours and letters of the channel's house."""
    return str(dress(newsroom.house(newsroom.default_house), newsroom.library).rules())
