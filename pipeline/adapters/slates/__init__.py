"""Slates as pictures: codes made, and read back from what a camera saw."""
