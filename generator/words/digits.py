"""What people read as a digit and programs do not: the digits of other scripts, of lists, and of Chinese.

Forms that Unicode itself calls the same (full-width, circled, superscript, mathematical) are not here:
NFKC folds them.
"""

from __future__ import annotations

ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090"
    "\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
)
"""The zeros of the scripts in Unicode's first plane; the other nine digits follow each of them."""

RINGED = "\u2776\u2780\u278a\u24f5"
"""The ones of rows of nine digits in rings (❶ ➀ ➊ ⓵)."""

FOREIGN = (
    {chr(ord(zero) + value): str(value) for zero in ZEROS for value in range(10)}
    | {chr(ord(one) + value): str(value + 1) for one in RINGED for value in range(9)}
    | {"\u24ff": "0"}
)
"""Characters and the digits that they are."""

SPOKEN = dict(
    zip("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True)
)
"""Chinese numerals, digit by digit, as numbers are said on the telephone."""
