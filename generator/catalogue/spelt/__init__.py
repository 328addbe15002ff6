"""How notices write numbers, days, periods and directions: a text in, what it says out; pure.

``numbers`` and ``days`` give every stretch of a text that says one, with its place and its value;
``numeral`` reads and writes the characters; ``rhythms`` knows what happens again and again; ``directions``
knows 不低于 from 不超过. Each is a table of spellings: to have another one read, add a row. What a
stretch leaves open (春节前, 十几个) is found as well and says nothing, so that whoever asks can tell
three answers apart: it says this, it says something else, it has no opinion.
"""

from .days import Days, read_days
from .directions import Direction, directions
from .numbers import Number, read_numbers, saying
from .rhythms import day_numbers, rhythms

__all__ = [
    "Days",
    "Direction",
    "Number",
    "day_numbers",
    "directions",
    "read_days",
    "read_numbers",
    "rhythms",
    "saying",
]
