"""Taking plain blocks of HTML out early changes nothing that is written, whatever stands on a page."""

from __future__ import annotations

import random

import pytest
from markdown import Markdown
from mkdocs.structure.pages import _RawHTMLPreprocessor

from generator.publishing.builders.raw import RawBlocks
from tests.campaign import seeds
from tests.place import PROJECT

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc"]
TABLE = (
    '<div class="wide" markdown="0">\n<table><tr><td>甲 &#60; **乙**</td></tr>\n\n</table>\n</div>'
)
PIECES = (
    TABLE, f"{TABLE} {TABLE}", f"<section>\n{TABLE}\n</section>", f"  {TABLE}", f"    {TABLE}",
    '<div markdown="1">\n# 题\n\n', "</div>", "<div>", "<div>一</div>二", "<ul>\n<li>一\n<li>二\n</ul>",
    '<p title="</p>">一</p>', "<pre>\n<div>\n</pre>", "<!--\n\n<div>一</div>\n\n-->", "<hr>", "<hr/>",
    "<br>", "<span>一", "</span>", "<em>\n<div>一</div>\n</em>", "<a id=x href=y.html>一</a>",
    '<a href="y.html"\n>一</a>', "<script>\nif (a < b) '<div>'\n</script>", "<DIV>一</DIV>",
    "<dl class=facts>\n<dt>一</dt><dd>二</dd>\n</dl>", "<details><summary>一</summary>\n\n二\n</details>",
    '<p markdown="span">一 **二**</p>', "<td markdown=1>", "<div", "<div>一</div >", "a < b", "`<div>`",
    "# 题", "一 **二**", "- 一\n- 二", "|一|二|\n|-|-|\n|<b>三|四|", "> <div>一</div>", "!!! note\n    <p>一</p>",
    "&lt;div>", "<div a='1' b>一</div>",
    '<div id="x&amp;y"><svg><title>甲 id="z"</title><rect ID=q></svg></div>', '<a name=n href="',
    '<p id="p" title=" id=t"><a name="m">一</a><b name=no></b></p>', '<script src="a.js"></script>',
    '<div><script src="a.js"></script></div>', "<title><div id=u></title>", "1 < 2 <b id=w>一</b>",
    "<div a = 1>一</div>", "<table></table>{ .a }", "# 题 { #y }",
)  # fmt: skip


def written(text: str, *early: RawBlocks) -> str:
    return read(text, *early)[0]


def read(text: str, *early: RawBlocks) -> tuple[str, set[str]]:
    """What comes out, and what MkDocs says may be linked to on the page."""
    md, anchors = Markdown(extensions=[*EXTENSIONS, *early]), _RawHTMLPreprocessor()
    anchors._register(md)
    made: str = md.convert(text)
    return made, {anchor for anchor in anchors.present_anchor_ids if anchor}


@pytest.mark.parametrize("seed", seeds(8))
def test_whatever_stands_side_by_side(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        parts = chance.choices(PIECES, k=chance.randint(1, 6))
        text = "".join(part + chance.choice(("\n", "\n\n", "\n \n", " ", "")) for part in parts)
        assert read(text, RawBlocks()) == read(text), text


def test_the_pages_written_by_hand() -> None:
    for page in sorted((PROJECT / "site" / "pages").rglob("*.md")):
        text = page.read_text("utf-8")
        assert read(text, RawBlocks()) == read(text), page.name


def test_a_plain_table_is_not_followed_tag_by_tag() -> None:
    md = Markdown(extensions=[*EXTENSIONS, RawBlocks()])
    md.convert(f"# 题\n\n{TABLE}\n\n一\n")
    assert md.htmlStash.rawHtmlBlocks == [f"{TABLE}\n"]
