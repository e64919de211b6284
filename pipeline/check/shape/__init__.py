"""The short forms a person may write, made into one canonical tree that keeps every mark."""

from pipeline.check.shape.desk import Desk
from pipeline.check.shape.script import shape

__all__ = ["Desk", "shape"]
