"""What a list of those responsible says: who, in what role, whether others are meant besides.

The list is read as it stands in the notice: ``牵头单位：甲局；配合单位：乙局、丙局``, ``甲局牵头，乙局配合``,
``甲局、乙局按职责分工负责``, ``甲局等部门``, rows with a column for each role. Leaders and persons are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import WITHHELD, squeeze

_WHAT = "单位|部门|机构|处室|科室|县区|地区|区县|主体|乡镇|企业|市直单位|市级单位|县级单位|省直单位"
_DOES = (
    "牵头|责任|主责|主办|主管|承办|协办|配合|参与|参加|协助|协同|落实|实施|执行|督办|督导|监督|完成|组织|会同|支持|"
    "共同|负责|报送|填报"
)
_HEAD = (
    r"(?:(?:第[一二三]|首要|主要|市级|市直|县级|县区|省级)?"
    rf"(?:{_DOES})(?:负责|责任|落实|实施)?(?:{_WHAT})?|(?:成员|相关|有关)(?:{_WHAT}))"
)
LABEL = re.compile(
    rf"(?:(?<!\w)|(?<=[局委办厅部院会])(?=\w+(?:单位|部门)[：:])){_HEAD}(?:[（(][^（）()：:]{{1,12}}[）)])?\s*[：:]"
)
"""A role before its units: 牵头单位：, 配合：."""

_LABELLED = re.compile(rf"{_HEAD}[：:]")
ROLE = re.compile(_HEAD)
"""A role as the head of a column has it."""

PEOPLE = (
    "(?:市级|县级|市)?(?:责任|分管|主管|牵头|联系|包[抓联保干]|挂帅|督办|督导|协管|主抓|包案|领衔)(?:市级|县级|市|县|区)?"
    r"(?:领导|人员?|同志|负责人)|负责人|联系人|责任人|市领导|副?\s*组\s*长|(?:常务)?副?\s*主\s*任"
)
"""What persons are called before their names."""

_WHEN = "(?:完成|办理|整改|办结)?(?:时限|时间|期限|节点)"

PERSONS = re.compile(rf"(?<![\w])(?:{PEOPLE})\s*[：:]")
"""A label before persons, who are never units."""

_ASIDE = re.compile(rf"(?:{PEOPLE}|{_WHEN})[：:]")
"""A label before what is no unit: a person, a day."""

_VERBS = (
    "(?:共同|分别|具体|各自)?(?:牵头(?:负责|落实|组织|推进|实施|抓)?|负总责|主办|承办|协办|配合(?:落实|实施)?|协助|协同|参与|参加|"
    "(?:(?:按照?|依)(?:照)?(?:各自)?职责(?:任务)?(?:分工)?|依职责)(?:分别|共同)?(?:负责|落实|牵头|配合|抓好)?|负责(?:落实|实施)?|督办|落实)"
)
_TAIL = re.compile(rf"^(?:由)?(.+?)({_VERBS})$")
_OPEN = re.compile(
    r"(?<=[^、，])等(?:[0-9一二三四五六七八九十]+[个家])?(?:各|有关|相关|其他)*(?:市直|市级|县级)?"
    r"(?:单位|部门|成员单位|地方|地区)?$"
)
_REMARK = re.compile(
    r"[，,；;、]?(?:[列排]在?第?[一首]位的?(?:单位)?为(?:牵头|主要责任|责任|主责)单位|下同$|排名不分先后|以下均?需).*$"
)
"""What a list says of lists in general."""

_ENDINGS = (
    "[局委办厅部院会社行校队所站馆司团联厂室处科署县市区旗乡镇村]|中心|公司|集团|政府|管委会|街道|银行|大学|学校|医院|海关|园区|"
    "单位|部门|组织|机关|企业|党委|党组|法院|检察院|报社|电视台"
)
_JOINED = re.compile(
    rf"(?:(?<=[局委办厅部院会社行校队所站司团县市区乡镇道])|(?<=中心)|(?<=公司)|(?<=集团)|(?<=政府)|(?<=单位)|(?<=部门))"
    r"(?:以及|会同|和|及|与)(?=(?:市|县|区|省|各|国|中|其他|有关|相关|事发|属地)[^、，]*?"
    rf"(?:{_ENDINGS})(?:[（(][^（）()]*[）)])?(?:党委政府|人民政府|政府)?$)"
)
_SHARED = re.compile(
    r"(?:党委和?政府|党委、政府|人民政府|政府|管理委员会|管委会|党工委、?管委会|办事处|党委|分局)$"
)
_PLACE = re.compile(r".{1,8}(?:县|市|区|旗|园区|新区|镇|乡|街道)$")
_UNIT = re.compile(rf"(?:{_ENDINGS})(?:[（(〔][^（）()〔〕]*[）)〕])?(?:党委政府|人民政府|政府)?$")
_MANY = re.compile(
    r"^(?:各|有关|相关|其他|全市各?|全县各?|全区各?)|(?:市|县|区|省)(?:直|级)?(?:各|有关|相关)|各?成员单位$|(?:有关|相关)(?:单位|部门|地方)$|"
    r"责任单位$"
)
_SHORTEST = 2
_PAUSE = "、，,；;。|/"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a list: ``text`` is what it is called, ``written`` how it stands there.

    They differ where several names share an ending that only the last one carries. ``start`` counts
    characters of the list without white space. ``many`` are several under one name (各县区); ``sure`` is
    False for what does not end as units do.
    """

    text: str
    written: str
    start: int
    many: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Those who answer in one role; ``role`` is the notice's word for it, "" where it has none."""

    role: str
    names: tuple[Name, ...]
    open: bool


def read(quote: str) -> tuple[Part, ...]:
    """The parts of a list, in its order, those without a name left out."""
    text = re.sub(r"^[（(【\[](.*)[）)】\]]$", r"；\1；", _REMARK.sub("", squeeze(quote)))
    breaks = _breaks(quote)
    parts: list[Part] = []
    for role, start, end in _labelled(text, breaks):
        parts.extend(_phrases(role, text[start:end], start, breaks))
    return tuple(part for part in parts if part.names)


def says_who(text: str) -> bool:
    """Whether a text is such a list and nothing else."""
    bare = squeeze(text)
    if LABEL.match(bare) or PERSONS.match(bare):
        return True
    pieces = [piece for piece in re.split("[，,；;。]", _REMARK.sub("", bare)) if piece]
    if not pieces or not _TAIL.match(pieces[-1]):
        return False
    names = [name for part in read(bare) for name in part.names]
    return bool(names) and all(name.sure for name in names)


def names_alone(text: str) -> bool:
    """Whether a text is nothing but names of units, with no word for their role."""
    names = [name for part in read(text) for name in part.names]
    return (
        bool(names)
        and all(name.sure and len(name.text) > _SHORTEST for name in names)
        and any(re.match("市|县|区|省|各|州|国", name.text) for name in names)
    )


def spans(quote: str) -> list[tuple[int, int]]:
    """Where, in the list without white space, names stand: from and to."""
    return [(n.start, n.start + len(n.written)) for part in read(quote) for n in part.names]


def _breaks(quote: str) -> list[int]:
    """Where, in the list without white space, there was some: a role or a name may begin there."""
    return [len(squeeze(quote[: found.start()])) for found in re.finditer(r"\s+", quote)]


def _labelled(text: str, breaks: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """Roles that stand before a colon, and from where to where their names go; persons left out."""
    labels = [*LABEL.finditer(text), *(m for at in breaks if (m := _LABELLED.match(text, at)))]
    spans = {(m.start(), m.end(), m[0][:-1]) for m in labels}
    aside = [*PERSONS.finditer(text), *(m for at in breaks if (m := _ASIDE.match(text, at)))]
    spans |= {(m.start(), m.end(), "") for m in aside}
    marks = sorted(spans)
    people = {m.start() for m in aside}
    if not marks or marks[0][0] > 0:
        yield "", 0, marks[0][0] if marks else len(text)
    for at, (start, end, role) in enumerate(marks):
        if start not in people:
            yield role, end, marks[at + 1][0] if at + 1 < len(marks) else len(text)


def _phrases(role: str, text: str, offset: int, breaks: Sequence[int]) -> Iterator[Part]:
    """The names of a role; where verbs say the roles (甲牵头，乙配合), a part for each verb."""
    begin = 0
    pieces = [(m.start(), m.end()) for m in re.finditer("[^，,；;。|/]+", text)]
    for start, end in pieces:
        found = _TAIL.match(text[start:end])
        if found and _UNIT.search(_OPEN.sub("", found[1])):
            first = begin + (text[begin : begin + 1] == "由")
            yield _part(found[2], text[first : start + found.end(1)], offset + first, breaks)
            begin = end
    rest = text[begin:]
    if rest.strip(_PAUSE):
        yield _part(role, rest, offset + begin, breaks)


def _part(role: str, text: str, offset: int, breaks: Sequence[int]) -> Part:
    names: list[tuple[str, int]] = []
    opened = False
    for piece, start in _pieces(text):
        closed = _OPEN.sub("", piece)
        opened |= closed != piece
        if closed.strip(WITHHELD + "、等"):
            names.extend(_both(closed, start, [at - offset for at in breaks]))
    return Part(role, tuple(_named(names, offset)), opened)


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The text between its pauses, those in brackets apart, with where each begins."""
    depth = start = 0
    for index, char in enumerate(text + "、"):
        if char in "（(〔[":
            depth += 1
        elif char in "）)〕]":
            depth = max(0, depth - 1)
        elif char in _PAUSE + "。" and not depth and not _goes_on(text, start, index):
            if index > start:
                yield text[start:index], start
            start = index + 1


def _goes_on(text: str, start: int, at: int) -> bool:
    """Whether 、 stands inside a name: 各县党委、政府; 各镇人民政府、街道办事处."""
    before, after = text[start:at], text[at + 1 :]
    if before.endswith(("党委", "党工委")):
        return re.match("(?:人民)?政府|管委会|行政", after) is not None
    offices = re.match("管委会|管理委员会|街道办事处|办事处", after) is not None
    return offices and before.startswith("各") and before.endswith("政府")


def _both(piece: str, start: int, breaks: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Names that 和 or a blank joins; one that holds 和 (发展和改革委员会) stays one."""
    found = _JOINED.search(piece)
    cuts = [found.span()] if found else []
    for at in (at - start for at in breaks if start < at < start + len(piece)):
        if _UNIT.search(piece[:at]) and re.match("市|县|区|省|各|国|中", piece[at:]):
            cuts.append((at, at))
    if not cuts:
        yield piece, start
        return
    left, right = min(cuts)
    yield piece[:left], start
    yield from _both(piece[right:], start + right, breaks)


def _named(names: list[tuple[str, int]], offset: int) -> Iterator[Name]:
    shared = [False] * len(names)
    for at, (text, _) in enumerate(names):
        ending = _SHARED.search(text)
        if not ending or not _PLACE.fullmatch(text[: ending.start()]):
            continue
        back = at - 1
        while back >= 0 and _PLACE.fullmatch(names[back][0]) and not _SHARED.search(names[back][0]):
            shared[at] = True
            back -= 1
    for at, (text, start) in enumerate(names):
        called = _SHARED.sub("", text) if shared[at] and not _MANY.search(text) else text
        sure = _UNIT.search(text) is not None
        yield Name(called, text, offset + start, _MANY.search(text) is not None, sure)
