"""What everything costs, as ratios of one run: ``make bench`` (not part of the tests).

Each case runs in processes of its own. What is measured is processor time, that of children included, and the
most memory that any of them had at once; never the clock, for machines are busy. A case is told as a ratio to
a floor of the same run on the same bytes: ``csv.reader``, an interpreter's start, the same thing made cold.
"""
