"""A text whose cells are quoted as spreadsheets quote them, without its quotes, so that one split cuts it."""

from __future__ import annotations

HELD = "\0"
"""What stands for a delimiter inside a cell; no text holds it (``text.decode``)."""


def unquoted(text: str, delimiter: str) -> str | None:
    """The text without the quotes around its cells, HELD for each delimiter between two of them.

    None where it is not quoted as ``records`` would have it without a word: a quote opens at the beginning of a
    cell and closes at its end, between them stand no line end and quotes by twos. What stands outside of quotes
    therefore begins and ends with what ends a cell; where it is nothing, two quotes stand for one.
    """
    parts = text.split('"')
    outside, inside = parts[::2], parts[1::2]
    if len(outside) == len(inside) or any("\n" in cell for cell in inside):
        return None
    ends = (delimiter, "\n")
    first, last = outside[0], outside[-1]
    if not (first or text[0] == '"') or (first and not first.endswith(ends)):
        return None
    if last and not last.startswith(ends):
        return None
    between = {part for part in outside[1:-1] if part}
    if not all(part.startswith(ends) and part.endswith(ends) for part in between):
        return None
    parts[1::2] = [cell.replace(delimiter, HELD) for cell in inside]
    parts[2:-1:2] = [part or '"' for part in outside[1:-1]]
    return "".join(parts)
