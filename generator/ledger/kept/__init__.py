"""What was read of filings, kept once in their life: the same bytes are not read again by the same rules."""

from .reading import read

__all__ = ["read"]
