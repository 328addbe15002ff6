"""Whether everything around a root is as the product needs it: looked at, and never changed.

``scene`` is what can be seen from here (the clone, the forge by its interface, the machine), ``looks``
has a module a group and a ``Look`` a row: what it looks at, and what it found. ``examine`` takes them
one by one, so that a look that fails or hangs costs no other; ``report`` says it.
"""

from .examine import examine, failed
from .look import Outcome
from .report import as_json, as_text
from .scene import Asked

__all__ = ["Asked", "Outcome", "as_json", "as_text", "examine", "failed"]
