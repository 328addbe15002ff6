"""How everything stood on days that are over, kept once it was judged: the past changes only with what was known
then."""

from .courses import courses
from .past import digest, in_force, keys_of, of_day, stood

__all__ = ["courses", "digest", "in_force", "keys_of", "of_day", "stood"]
