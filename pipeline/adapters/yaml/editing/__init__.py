"""Edit in place a file that a person wrote: what is not edited stays as it is, byte for byte."""

from pipeline.adapters.yaml.editing.edited import edited, edited_bytes

__all__ = ["edited", "edited_bytes"]
