"""Blocks of HTML that nothing of Markdown is in are taken out before Markdown is read.

Most of a page is tables, which Markdown would follow tag by tag to find where they end. Where a block
is plain, its end is found by counting. What comes out is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_AFTER_ANCHORS = 20.5
"""Between what notes the anchors of a page and what takes out its blocks of HTML."""

_BEGIN = re.compile(r"^<([a-z][a-z0-9]*)\b", re.MULTILINE)
_ANY = re.compile(r"</?([a-zA-Z][^\s/>]*|[!?])")
_TEXT = "script|style|textarea|title|iframe|xmp|noembed|noframes|noscript|plaintext"
"""Tags between which others may be no tags."""
_PLAIN = re.compile(
    rf"""(?:[^<>]|</?(?!(?:{_TEXT})\b)[a-z][a-z0-9]*"""
    r"""(?:\s+(?!markdown\b)[\w:-]+(?:=(?:"[^"<>]*"|[^\s"'<>=`]+))?|\s+markdown="0")*\s*/?>)*+"""
)
_ALONE = re.compile(r" *\n( *\n)?")


class RawBlocks(Extension):  # type: ignore[misc]  # has no types
    """Has Markdown pass over plain blocks of HTML that begin and end a line."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown."""
        md.preprocessors.register(_TakeOut(md), "raw_blocks", _AFTER_ANCHORS)


class _TakeOut(Preprocessor):  # type: ignore[misc]  # has no types
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        blocks = list(self._blocks(text))
        ends = [0, *(end for _, end, _ in blocks)]
        starts = [*(start for start, _, _ in blocks), len(text)]
        between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        if any(self._is_block(tag) for part in between for tag in _ANY.findall(part)):
            return lines  # where one is not plain, it may hang together with others
        stored = [f"\n{self.md.htmlStash.store(block)}\n\n" for _, _, block in blocks]
        return "".join(a + b for a, b in zip(between, [*stored, ""], strict=True)).split("\n")

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


def _end(text: str, start: int, tag: str) -> int:
    """Where the block ends that a tag begins: with the page, where it is never closed."""
    depth = 0
    for found in re.compile(rf"<(/?){tag}\b[^<>]*>").finditer(text, start):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return len(text)
