"""Personal data in a text: found, named by kind, and masked wherever it would be shown.

Git history is publication, so what is found here never gets in. Counts are all that is ever asked
for; amounts, project numbers and credit codes (GB 32100) must not raise an alarm. Resident numbers
follow GB 11643: region, date of birth, serial, check digit by ISO 7064 MOD 11-2. Bank cards carry a
Luhn digit. A licence plate leads to a person, and so does the number of a house that is called a home.

Finding must not err, masking must not miss: more is masked (``runs``) than is found (``finding``).
"""

from __future__ import annotations

from .finding import LONGEST, declared, find, is_column, proved, suspects, suspicious
from .hit import Hit
from .masking import cover, masked

__all__ = [
    "LONGEST",
    "Hit",
    "cover",
    "declared",
    "find",
    "is_column",
    "masked",
    "proved",
    "suspects",
    "suspicious",
]
