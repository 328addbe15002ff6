"""One site over the published results of several roots, found in folders; nobody is asked over a network."""

from .making import STEPS, Made, make
from .wanted import FILE, Wanted, declared, named

__all__ = ["FILE", "STEPS", "Made", "Wanted", "declared", "make", "named"]
