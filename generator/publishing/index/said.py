"""What a page says, as the search reads it: its headings and the text below them, in one line each."""

from __future__ import annotations

import html
import re
from typing import TypeAlias

from ...frozen import dataclass

Section: TypeAlias = tuple[str, str, str]
"""Where it stands on its page, its heading, and what is below it; '' and '' for what comes first."""

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>|<!--.*?-->""", re.DOTALL
)
_ID = re.compile(r"""\sid="([^"]*)\"""")
_SKIPPED = re.compile(r"""\sdata-search-exclude\b|\saria-hidden="?true|\sclass="headerlink""")
_HEADINGS = ("h1", "h2", "h3")
_UNSEEN = ("script", "style", "svg", "select", "template")
_VOID = ("br", "hr", "img", "input", "wbr", "col", "link", "meta", "source")
_INLINE = (
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "wbr",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What was met of a section so far."""

    anchor: str
    heading: list[str]
    text: list[str]


def sections(page: str) -> list[Section]:
    """What a page says, by its headings: the text of its article as it is read, in one line each.

    Left out are marks for the eye alone, and what bears ``data-search-exclude``.
    """
    start, end = page.find("<article"), page.rfind("</article>")
    found: list[_Part] = [_Part("", [], [])]
    heading = False
    skipped, depth = "", 0
    at = max(0, page.find(">", start) + 1)
    for tag in _TAG.finditer(page, at, max(at, end)):
        if not skipped:
            (found[-1].heading if heading else found[-1].text).append(page[at : tag.start()])
        at = tag.end()
        closes, name = tag[1] == "/", (tag[2] or "").lower()
        if skipped:
            depth += 0 if name != skipped else -1 if closes else 1
            skipped = skipped if depth else ""
        elif not closes and name not in _VOID and _is_skipped(name, tag[3]):
            skipped, depth = name, 1
        elif name in _HEADINGS:
            heading = not closes
            if heading:
                place = _ID.search(tag[3])
                found.append(_Part(html.unescape(place[1]) if place else "", [], []))
        if name not in _INLINE:
            (found[-1].heading if heading else found[-1].text).append(" ")
    found[-1].text.append(page[at : max(at, end)])
    return [section for each in found if (section := _said(each))[2] or section[1]]


def _is_skipped(name: str, attributes: str) -> bool:
    return name in _UNSEEN or bool(_SKIPPED.search(attributes))


def _said(part: _Part) -> Section:
    heading, text = (" ".join(html.unescape("".join(p)).split()) for p in (part.heading, part.text))
    return part.anchor, heading, text
