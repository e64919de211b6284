"""Layer specifications become RGBA rasters; the only room that knows Pillow, HarfBuzz and resvg."""

DRAW_VERSION = 6
"""Raised whenever the same specification would be drawn otherwise; part of every layer's key."""
