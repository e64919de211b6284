"""Frozen values that travel between the rooms; no input or output here."""
