"""How everything stood on days that are over, kept once it was judged: the past changes only with what was known
then."""

from .past import in_force, keys_of, stood

__all__ = ["in_force", "keys_of", "stood"]
