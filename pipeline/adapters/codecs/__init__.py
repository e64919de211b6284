"""Encoding, joining and measuring picture and sound."""
