"""Words that stand for all or for none: 全部支出 is 100%, 零发生 is 0."""

from __future__ import annotations

from ...words.expression import late

_ALL = late(
    "全部|全数|全覆盖|全量|全员|全额|全面(?:完成|建成|实现|覆盖|达标|消除)|一律|应.{1,4}尽.{1,3}|百分之百|无一例外|无一遗漏"
    "|一个不(?:落|漏|少)|逐一|逐个|均(?:达到?|要|须|应|实现|完成)|尽"
)
_NONE = late(
    "清零|零(?!售|部件|散|工|距离|星)|杜绝|不发生|无(?!法|人|线|障碍|业|力)|防止|不得(?:发生|出现)"
)


def says_all(text: str) -> bool:
    """Whether the words ask for all of something."""
    return _ALL.search(text) is not None


def says_none(text: str) -> bool:
    """Whether the words ask that there be none of something."""
    return _NONE.search(text) is not None
