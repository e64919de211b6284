"""Marks in files: what a film says of itself, written into it, signed, and read back from any film."""
