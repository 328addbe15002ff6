"""Where in a clause its list of those responsible stands, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from ...catalogue.model import squeeze
from ...catalogue.named import LABEL, PERSONS, names_alone, outermost, read, says_who
from ...frozen import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A list at the end of a clause: what stands before it, the list, and the lines after it.

    ``own`` says that it fills whole lines; ``before`` are the texts line by line, the last perhaps cut.
    """

    before: tuple[str, ...]
    quote: str
    after: int
    own: bool


def find(texts: Sequence[str]) -> Who | None:
    """The last list in the lines of a clause; None where no line ends in one."""
    for last in range(len(texts) - 1, -1, -1):
        cut = _at_end(texts[last])
        if cut is None:
            continue
        before, quote = cut
        first = last
        while not before and first > 0 and (above := _at_end(texts[first - 1])) is not None:
            if above[0] and not _labelled(above[1]):
                break
            first -= 1
            before, quote = above[0], f"{above[1]}\n{quote}"
        kept = (*texts[:first], before) if before else tuple(texts[:first])
        return Who(kept, quote, len(texts) - 1 - last, not before)
    return None


def elsewhere(texts: Sequence[str]) -> list[str]:
    """Lists in brackets anywhere in the lines, in order: several where each sentence has its own."""
    found = []
    for text in texts:
        for start, end in outermost(text):
            if says_who(text[start + 1 : end]):
                found.append(text[start + 1 : end])
    return found


def _labelled(quote: str) -> bool:
    return bool(LABEL.match(squeeze(quote)) or PERSONS.match(squeeze(quote)))


def _at_end(text: str) -> tuple[str, str] | None:
    """What stands before a list that ends a line, and the list; None where none does."""
    bare = text.rstrip("。；; 　")
    groups = outermost(bare)
    if groups and groups[-1][1] == len(bare) - 1:
        start, end = groups[-1]
        inside = bare[start + 1 : end].rstrip("。；; ")
        before = bare[:start].rstrip(" 　")
        if says_who(inside) and read(inside):
            return before, inside
        if before.endswith("。") and names_alone(inside):
            return before, inside
    start = _first_label(bare)
    if start >= 0 and read(bare[start:]) and _all_sure(bare[start:]):
        return bare[:start].rstrip(" 　"), bare[start:]
    return None


def _first_label(text: str) -> int:
    """Where the lists at the end begin that need no brackets: at a label that begins a sentence."""
    marks = sorted(
        [m.start() for m in LABEL.finditer(text)] + [m.start() for m in PERSONS.finditer(text)]
    )
    return next((at for at in marks if at == 0 or text[:at].rstrip(" 　")[-1:] in "。！”"), -1)


def _all_sure(quote: str) -> bool:
    return all(name.sure for part in read(quote) for name in part.names)
