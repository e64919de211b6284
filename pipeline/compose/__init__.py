"""Frame n as a value, then as planes: what is seen, and how layers become one picture."""

COMPOSE_VERSION = 3
"""Raised whenever the same frame value would be composed otherwise; part of every chunk's key."""
