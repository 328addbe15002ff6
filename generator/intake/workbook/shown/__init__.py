"""What a cell of a workbook shows, and what it is therefore read as.

A spreadsheet keeps a number and a format, and shows what the format makes of it. Whoever files and
whoever signs has seen what is shown: that is what counts, as the spreadsheet would save it as CSV.
What is stored adds precision only, and never anything that nobody saw; wherever the two say different
things, it is told. ``formats`` takes a format apart, ``digits`` and ``moments`` show a number and a
day by it, ``cell`` holds what is shown against what is stored.
"""

from .cell import Seen, of_moment, of_number, of_text

__all__ = ["Seen", "of_moment", "of_number", "of_text"]
