"""Recognisers: sound becomes words with their times."""
