"""JT 2050: a workshop's YAML script becomes a television newscast set in 2050."""

__version__ = "0.1.0"
