"""Blocks of HTML that nothing of Markdown is in are taken out before Markdown is read.

Most of a page is tables, which Markdown would follow tag by tag to find where they end. Where a block
is plain, its end is found by counting. What comes out is the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BEFORE_ANCHORS, _AFTER_ANCHORS = 21.01, 20.5
"""Before and after the builder notes the anchors of a page; after both, Markdown takes out its blocks of HTML."""

_BEGIN = re.compile(r"^<([a-z][a-z0-9]*)\b", re.MULTILINE)
_ANY = re.compile(r"</?([a-zA-Z][^\s/>]*|[!?])")
_TEXT = "script|style|textarea|title|iframe|xmp|noembed|noframes|noscript|plaintext"
"""Tags between which others may be no tags."""
_ATTRIBUTES = r"""(?:\s+(?!markdown\b)[\w:-]+(?:=(?:"[^"<>]*"|[^\s"'<>=`]+))?|\s+markdown="0")*"""
_PLAIN = re.compile(
    rf"(?:[^<>]|</?(?!(?:{_TEXT})\b)[a-z][a-z0-9]*{_ATTRIBUTES}\s*/?>"
    rf"|<title>[^<>]*</title>|<script{_ATTRIBUTES}></script>)*+"
)
_INLINE = re.compile(rf"(?:<(?![a-zA-Z/!?])|{_PLAIN.pattern})*+")
"""Text in which every tag ends, so that what follows is read as it stands."""

_TAG = re.compile(r"<([a-z][a-z0-9]*)(\s[^<>]*)>")
_NAMING = re.compile(r"\b(?:id|name)=", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:=(?:"([^"<>]*)"|([^\s"'<>=`]+)))?""")
_ALONE = re.compile(r" *\n( *\n)?")


class RawBlocks(Extension):  # type: ignore[misc]  # has no types
    """Has Markdown pass over plain blocks of HTML that begin and end a line.

    So has it the builder, which follows a page tag by tag for what may be linked to: what stands in the blocks
    is told to it afterwards.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown."""
        taken = _TakeOut(md)
        md.preprocessors.register(taken, "raw_blocks", _BEFORE_ANCHORS)
        md.preprocessors.register(_Tell(md, taken), "raw_blocks_anchors", _AFTER_ANCHORS)


class _TakeOut(Preprocessor):  # type: ignore[misc]  # has no types
    anchors: frozenset[str] = frozenset()
    """What may be linked to in the blocks that were taken out."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        blocks = list(self._blocks(text))
        ends = [0, *(end for _, end, _ in blocks)]
        starts = [*(start for start, _, _ in blocks), len(text)]
        between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        if not all(map(self._is_apart, between)):
            return lines
        self.anchors = frozenset(anchor for _, _, block in blocks for anchor in _anchors(block))
        stored = [f"\n{self.md.htmlStash.store(block)}\n\n" for _, _, block in blocks]
        return "".join(a + b for a, b in zip(between, [*stored, ""], strict=True)).split("\n")

    def _is_apart(self, text: str) -> bool:
        """Whether the blocks around a text stand for themselves: where one is not plain it may hang together
        with others, and what follows a tag that does not end may belong to that."""
        apart = not any(self._is_block(tag) for tag in _ANY.findall(text))
        return apart and bool(_INLINE.fullmatch(text))

    def _blocks(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where plain blocks begin and end, and what is written of them."""
        passed = 0
        for begin in _BEGIN.finditer(text):
            start = begin.start()
            if start < passed or not self._is_block(begin[1]):
                continue
            end = passed = _end(text, start, begin[1])
            alone = _ALONE.match(text, end)
            if alone and _PLAIN.fullmatch(text, start, end):
                yield start, end, text[start:end] + ("\n" if alone[1] else "")

    def _is_block(self, tag: str) -> bool:
        return tag[:1] in ("!", "?") or bool(self.md.is_block_level(tag.lower()))


class _Tell(Preprocessor):  # type: ignore[misc]  # has no types
    """Tells whoever notes the anchors of a page of those that it was not shown."""

    def __init__(self, md: Markdown, taken: _TakeOut) -> None:
        super().__init__(md)
        self.taken = taken

    def run(self, lines: list[str]) -> list[str]:
        for each in self.md.preprocessors:
            if hasattr(each, "present_anchor_ids"):
                each.present_anchor_ids |= self.taken.anchors
        return lines


def _anchors(block: str) -> Iterator[str]:
    """What may be linked to in a plain block: ids, and the names of links."""
    for tag in _TAG.finditer(block):
        if _NAMING.search(tag[2]):
            for name, quoted, bare in _ATTRIBUTE.findall(tag[2]):
                if name.lower() == "id" or (name.lower() == "name" and tag[1] == "a"):
                    yield html.unescape(quoted or bare)


def _end(text: str, start: int, tag: str) -> int:
    """Where the block ends that a tag begins: with the page, where it is never closed."""
    depth = 0
    for found in re.compile(rf"<(/?){tag}\b[^<>]*>").finditer(text, start):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return len(text)
