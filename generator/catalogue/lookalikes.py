"""Lines of YAML as they were probably meant, where a character was taken for one that it only resembles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..frozen import dataclass
from ..words.characters import SPACE, UNSEEN, any_of
from ..words.expression import late

INVISIBLE = late(f"(?:{any_of('blanks', 'breaks')}|{UNSEEN})+")

MEANT: Mapping[str, str] = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("“”„‟＂", '"'), **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("－‐‑‒–—―−˗﹣•‣⁃·‧∙・●▪■◦○", "-"),
    **dict.fromkeys("：∶꞉︓﹕ː", ":"), **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("【〔［", "["), **dict.fromkeys("】〕］", "]"),
}  # fmt: skip
"""Marks that are taken for those of YAML, and which."""

_LETTERS = str.maketrans("аеорсхуіѕјԁһкмтАВЕКМНОРСТХУορνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡı",
                         "aeopcxyisjdhkmtABEKMHOPCTXYopvikABEZHIKMNOPTYXagi")  # fmt: skip

_STRUCTURE = late(
    f"[－‐–—−•·]{INVISIBLE.pattern[:-1]}?|[－•］｛［]|[a-z_]+ ?：|[a-z_]+:{INVISIBLE.pattern}"
)
"""How a text begins that was meant to be a list or fields."""

_LEAD = late(f"(?: |{INVISIBLE.pattern})*")
_DASH = late(f"([{''.join(c for c, meant in MEANT.items() if meant == '-')}-])(?=.)")
_OTHER = "[^\x00-\x7f\u4e00-\u9fff]+"
_STRANGE = late(f"{_OTHER}(?= |$)")
_NEXT = late(f" |{_OTHER}(?: |$)|{INVISIBLE.pattern}")
_FIELD = late(
    '(["“]?[^\\s:：∶꞉︓﹕ː#"“”\\[\\]{},]{1,60}?["”]?)'
    f"({INVISIBLE.pattern})?([：∶꞉︓﹕ː]|:(?=$|{_NEXT.pattern}))"
)
_BEFORE = late(f"{_OTHER} *(?=-? *[^ ]+:|- |#)")
_BEFORE_VALUE = late(f"{_OTHER}(?=[\\[{{\"'])")
_BEHIND = late(f"(?<=[\\]}}\"']){_OTHER}$")
_TAIL = late(f"{INVISIBLE.pattern}$")
_QUOTES = late("[“”„‟＂‘’‚‛＇]")
_FLOW = late(f"[［］｛｝【】〔〕，、：“”＂]|{UNSEEN}")


@dataclass(frozen=True, slots=True)
class Slip:
    """A character of a line, by its 0-based position, and what was meant by it."""

    at: int
    char: str
    meant: str


def slips(row: str) -> list[Slip]:
    """The characters of a line that stand where YAML has marks and blanks of its own."""
    if row.isascii():
        return []
    found: list[Slip] = []
    at = _invisible(row, 0, found)
    while (dash := _DASH.match(row, at)) and (dash[1] != "-" or _NEXT.match(row, at + 1)):
        if dash[1] != "-":
            spaced = row[at + 1 : at + 2] == " " or INVISIBLE.match(row, at + 1)
            found.append(Slip(at, dash[1], "-" if spaced else "- "))
        at = _invisible(row, _strange(row, at + 1, found), found)
    if row.startswith(("＃", "#"), at):
        return [*found, Slip(at, "＃", "#")] if row[at] == "＃" else found
    if before := _BEFORE.match(row, at):
        found += [Slip(n, row[n], " ") for n in range(*before.span()) if row[n] != " "]
        at = before.end()
    if field := _FIELD.match(row, at):
        found += [Slip(n, row[n], '"') for n in range(*field.span(1)) if row[n] in "“”"]
        found += [Slip(n, row[n], "") for n in range(*field.span(2)) if field[2]]
        at = field.end()
        if field[3] != ":":
            spaced = row[at : at + 1] in ("", " ") or INVISIBLE.match(row, at)
            found.append(Slip(at - 1, field[3], ":" if spaced else ": "))
        at = _invisible(row, _strange(row, at, found), found)
    return found + _of_value(row, at)


def put_right(row: str, found: Sequence[Slip]) -> str:
    """The line as it was probably meant."""
    for slip in sorted(found, key=lambda slip: slip.at, reverse=True):
        row = row[: slip.at] + slip.meant + row[slip.at + 1 :]
    return row


def ways(row: str, found: Sequence[Slip]) -> Iterator[str]:
    """A line as it was probably meant; without the characters; and with a blank for each."""
    yield put_right(row, found)
    yield put_right(row, [replace(slip, meant="") for slip in found])
    yield put_right(row, [replace(slip, meant=" ") for slip in found])


def structure(text: str) -> list[Slip]:
    """The slips of a text that was meant to be a list or fields."""
    return slips(text) if _STRUCTURE.match(text) else []


def plain(text: str) -> str:
    """A code or a number as it was probably meant: without what nobody sees, in plain letters and digits."""
    seen = re.sub(UNSEEN, "", re.sub(SPACE, " ", text)).strip()
    return "".join(MEANT.get(char, char) for char in seen).translate(_LETTERS)


def _invisible(row: str, at: int, found: list[Slip]) -> int:
    """Past the blanks at a place; those that are no spaces are slips."""
    end = _LEAD.match(row, at).end()  # type: ignore[union-attr]
    found += [
        Slip(n, row[n], "" if re.match(UNSEEN, row[n]) else " ")
        for n in range(at, end)
        if row[n] != " "
    ]
    return end


def _strange(row: str, at: int, found: list[Slip]) -> int:
    """Past what came in between a mark and the blank behind it."""
    if not (strange := _STRANGE.match(row, at)):
        return at
    found += [Slip(n, row[n], " ") for n in range(*strange.span())]
    return strange.end()


def _of_value(row: str, at: int) -> list[Slip]:
    """The slips of what stands behind a dash or a colon: quotes, brackets, the end of the line."""
    found: list[Slip] = []
    first = row[at : at + 1]
    if first and first in "“”„‟＂‘’‚‛＇\"'":
        found = [Slip(m.start(), m[0], MEANT[m[0]]) for m in _QUOTES.finditer(row, at)]
    elif first and first in "［｛【〔[{":
        spaced = {",": ", ", ":": ": "}
        found = [
            Slip(m.start(), m[0], spaced.get(mark := MEANT.get(m[0], ""), mark))
            for m in _FLOW.finditer(row, at)
        ]
    elif first and first in "｜＞＃＆＊！":
        found = [Slip(at, first, MEANT[first])]
    elif before := _BEFORE_VALUE.match(row, at):
        found = [Slip(n, row[n], "") for n in range(*before.span())]
    if tail := _TAIL.search(row, at):
        _invisible(row, tail.start(), found)
    elif behind := _BEHIND.search(row, at):
        known = {slip.at for slip in found}
        found += [Slip(n, row[n], "") for n in range(*behind.span()) if n not in known]
    return found
