"""Words in the form in which they are compared."""

from __future__ import annotations

from unicodedata import normalize


def bare(header: str) -> str:
    """A column header less white space, the mark of a required field, and full-width forms."""
    return squeeze(normalize("NFKC", header)).strip("*")


def squeeze(text: str) -> str:
    """The text without white space: the form in which quotes are compared."""
    return "".join(text.split())
