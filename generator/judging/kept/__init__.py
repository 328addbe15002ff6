"""How everything stood on days that are over, kept once it was judged: the past changes only with what was known
then."""

from .courses import courses
from .past import but_rules, digest, in_force, keys_of, of_day, stood

__all__ = ["but_rules", "courses", "digest", "in_force", "keys_of", "of_day", "stood"]
