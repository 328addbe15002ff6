"""The floor of browsers: Chromium 87 and Firefox 78, as the offices' UOS, Kylin and 360 browsers have.

What either of them lacks is in no script and no style of ours, but where it is supplied or asked for first
(MDN's compatibility tables, as of 2026; the closed lists hold what may tempt, with the versions that brought it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.place import PROJECT

ASSETS = PROJECT / "site" / "assets"
KEPT = "fflate.js"  # a package's own file, which is ECMAScript 5
SUPPLIED = (ASSETS / "self-check" / "supplied.js").read_text("utf-8")

SELECTORS_AND_RULES = {
    r":has\(": "Chromium 105, Firefox 121",
    r":is\(": "Chromium 88",
    r":where\(": "Chromium 88",
    r":not\([^()]*(?:\([^()]*\)[^()]*)*,": "a list in :not(): Chromium 88, Firefox 84",
    r":not\((?:[^()\[\]]|\[[^\]]*\])*[ >+~]": "a path in :not(): Chromium 88, Firefox 84",
    r":focus-visible": "Firefox 85",
    r":user-(?:in)?valid|:modal|:popover-open|:dir\(|:state\(": "Chromium 119 and others",
    r":nth-(?:last-)?child\([^)]* of ": "Chromium 111, Firefox 113",
    r"::backdrop|::details-content|::target-text": "Chromium 131 and others",
    r"@(?:layer|container|property|scope|starting-style|view-transition)\b": "Chromium 99 and others",
    r"&": "nesting: Chromium 112, Firefox 117",
}
DECLARED = {
    r"(?:^|[;{\s])(?:aspect-ratio|content-visibility|accent-color)\s*:": "Chromium 85 to 93, Firefox 89",
    r"(?:^|[;{\s])(?:translate|rotate|scale|container(?:-\w+)?)\s*:": "Chromium 104, 105",
    r"color-mix\(|light-dark\(|oklch\(|oklab\(|\blab\(|\blch\(|linear\(": "Chromium 111 and others",
    r"\b\d*\.?\d+(?:[dsl]v[hw]|cq[wh]|lh|rlh|cap)\b": "Chromium 108 and others",
    r"\bsubgrid\b|overflow(?:-[xy])?: clip|(?:inset|margin|padding)-trim": "Chromium 90 and others",
    r"(?<!-moz-fit-content; )width: fit-content": "Firefox 94, without -moz-fit-content before it",
    r"(?<!-webkit-)(?<!color-adjust: exact; )print-color-adjust": "Chromium 136, without the older names before it",
    r"@media[^{]*(?:[<>]=?|\bnot \(|\bupdate\b)": "ranges: Chromium 104, Firefox 63",
}
ONLY_BETTER = r"text-wrap: balance|field-sizing: content|text-decoration-thickness: from-font"
"""What changes nothing but the breaks of a line, the height of a field and the weight of a line."""

SYNTAX = {
    r"(?:\?\?|\|\||&&)=": "Firefox 79",
    r"(?<![\w&'\"`(#])#[a-zA-Z_]\w*\s*(?:[=;(]|$)|this\.#": "private fields: Firefox 90",
    r"\bstatic\s*\{": "Chromium 94, Firefox 93",
    r"\bimport\s*\(|^\s*(?:import|export)\s": "no module is loaded from a folder",
    r"/[a-z]*v[a-z]*(?=[.,;)\s])(?<=[/gimsuy]v)": "the flag v: Chromium 112",
    r"<dialog|[\"'`]dialog[\"'`]\s*,\s*\{\s*(?:open|class)|showModal|\.inert\b|showPopover": "Firefox 98 and others",
}
NAMES = {
    r"\.(at)\(": "Chromium 92, Firefox 90",
    r"\.(findLast|findLastIndex)\(": "Chromium 97, Firefox 104",
    r"\.(toSorted|toReversed|toSpliced|with)\(": "Chromium 110, Firefox 115",
    r"\.(isWellFormed|toWellFormed|union|intersection|difference|isSubsetOf)\(": "Chromium 111 and later",
    r"\bObject\.(hasOwn|groupBy)\b|\bMap\.(groupBy)\b": "Chromium 93, Firefox 92; Chromium 117",
    r"\bPromise\.(any|withResolvers|try)\b|\bArray\.(fromAsync)\b": "Firefox 79 and later",
    r"\b(structuredClone|scheduler|WeakRef|reportError)\b": "Firefox 79 and later",
    r"\b((?:Dec|C)ompressionStream)\b": "Firefox 113",
    r"\bcrypto\.(randomUUID)\b|\bAbortSignal\.(timeout|any)\b": "Chromium 92 to 116",
    r"\bIntl\.(Segmenter|DurationFormat|supportedValuesOf)\b": "Firefox 93 and later",
    r"\.(checkVisibility|setHTMLUnsafe|scrollIntoViewIfNeeded|moveBefore)\(": "Chromium 105 and others",
}


def scripts() -> list[Path]:
    return sorted(file for file in ASSETS.rglob("*.js") if file.name != KEPT)


def styles() -> list[Path]:
    return [*sorted(ASSETS.rglob("*.css")), *sorted((PROJECT / "generator").rglob("*.css"))]


def bare(text: str) -> str:
    """Without what is said in remarks."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'`/\\])//[^\n]*", " ", text, flags=re.DOTALL)


def unconditional(sheet: str) -> str:
    """A sheet without what stands behind @supports."""
    kept = ""
    while found := re.search(r"@supports[^{]*\{", sheet):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        kept, sheet = kept + sheet[: found.start()], sheet[end:]
    return kept + sheet


def lacking(text: str, known: Mapping[str, str]) -> Iterator[str]:
    for pattern, since in known.items():
        for found in re.finditer(pattern, text, re.MULTILINE):
            name = next(filter(None, found.groups()), "")
            if not name or name not in SUPPLIED_NAMES:
                yield f"{found[0].strip()} ({since})"


SUPPLIED_NAMES = set(re.findall(r'supply\([\w.]+, "(\w+)"', SUPPLIED))


@pytest.mark.parametrize("sheet", styles(), ids=lambda file: file.name)
def test_no_style_asks_for_more(sheet: Path) -> None:
    text = re.sub(ONLY_BETTER, "", unconditional(bare(sheet.read_text("utf-8"))))
    assert list(lacking(text, SELECTORS_AND_RULES | DECLARED)) == []


def test_no_script_asks_for_more() -> None:
    found = {
        file.relative_to(ASSETS).as_posix(): told
        for file in scripts()
        if (told := list(lacking(bare(file.read_text("utf-8")), SYNTAX | NAMES)))
    }
    assert found == {}


def test_what_is_supplied_is_for_the_self_check_alone() -> None:
    """Its scripts alone are loaded behind what supplies it."""
    used = re.compile(rf"\.(?:{'|'.join(SUPPLIED_NAMES)})\(")
    others = [file for file in scripts() if "self-check" not in file.parts]
    assert [file.name for file in others if used.search(bare(file.read_text("utf-8")))] == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (".a:has(.b) { color: red }", True),
        (".a:not(.b, .c) { color: red }", True),
        (".a:not(.b .c) { color: red }", True),
        (".a:not([title='x y']):not(td) { color: red }", False),
        ("@supports selector(:has(*)) { .a:has(.b) { color: red } } .c { color: red }", False),
        (".a { width: -moz-fit-content; width: fit-content }", False),
        (".a { width: fit-content }", True),
        (".a { transition: transform 1s; transform: rotate(2deg) }", False),
        (".a { height: 100dvh }", True),
    ],
)
def test_a_sheet_is_read_as_a_browser_reads_it(written: str, told: bool) -> None:
    assert bool(list(lacking(unconditional(written), SELECTORS_AND_RULES | DECLARED))) is told


@pytest.mark.parametrize(
    "written",
    ["a ??= b", "a ||= b", "class A { #b = 1 }", "class A { static { } }", "structuredClone(a)"],
)
def test_a_script_is_read_as_a_browser_reads_it(written: str) -> None:
    assert list(lacking(written, SYNTAX | NAMES))


def test_the_notice_can_be_read_by_the_oldest() -> None:
    text = bare((ASSETS / "floor.js").read_text("utf-8"))
    assert not re.search(r"=>|`|\b(?:const|let|class|async)\b|\.\.\.|\?\.|\?\?", text)
