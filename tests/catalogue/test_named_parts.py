"""Lists of those responsible as notices write them: who, in what role, whether others are meant."""

from __future__ import annotations

import pytest

from generator.catalogue.model import squeeze
from generator.catalogue.named import people, read
from generator.words.roles import standing

A, B, C = "市人社局", "市教育局", "市财政局"

LISTS = [
    # plain, with whatever parts the names
    (f"责任单位：{A}、{B}", [("责任单位", [A, B])]),
    (f"（责任单位：{A}，{B}；{C}）", [("责任单位", [A, B, C])]),
    (f"【责任部门：{A} {B}\n{C}】", [("责任部门", [A, B, C])]),
    ("责任单位：市政府\n办公室、市人\n社局", [("责任单位", ["市政府办公室", A])]),
    ("责任单位：东县、西区党委政府", [("责任单位", ["东县", "西区"])]),
    ("责任单位：市发展和改革委员会和市司法局", [("责任单位", ["市发展和改革委员会", "市司法局"])]),
    ("责任单位：各县（市、区）人民政府", [("责任单位", ["各县（市、区）人民政府"])]),
    # roles before a colon
    (f"牵头单位：{A}；配合单位：{B}、{C}", [("牵头单位", [A]), ("配合单位", [B, C])]),
    (f"牵头:{A} 配合:{B}", [("牵头", [A]), ("配合", [B])]),
    (f"主办单位：{A} 协办单位：{B}", [("主办单位", [A]), ("协办单位", [B])]),
    (f"第一责任单位：{A}，第二责任单位：{B}", [("第一责任单位", [A]), ("第二责任单位", [B])]),
    (f"责任单位：{A}；参与单位：{B}", [("责任单位", [A]), ("参与单位", [B])]),
    (f"牵头部门：{A}\t责任部门：{B}", [("牵头部门", [A]), ("责任部门", [B])]),
    (f"指导单位：{A}；责任单位：{B}", [("指导单位", [A]), ("责任单位", [B])]),
    # roles behind, as verbs
    (f"（{A}牵头，{B}、{C}配合）", [("牵头", [A]), ("配合", [B, C])]),
    (f"由{A}牵头，{B}、{C}按职责分工负责", [("牵头", [A]), ("按职责分工负责", [B, C])]),
    (f"{A}、{B}按照职责分工负责", [("按照职责分工负责", [A, B])]),
    (f"{A}牵头、{B}和{C}配合", [("牵头", [A]), ("配合", [B, C])]),
    (f"{A}、{B}分别牵头，{C}落实", [("分别牵头", [A, B]), ("落实", [C])]),
    (f"{A}，{B}、{C}配合", [("", [A]), ("配合", [B, C])]),
    (f"{A}为牵头单位，{B}为配合单位", [("牵头单位", [A]), ("配合单位", [B])]),
    (f"{A}会同{B}、{C}负责", [("负责", [A]), ("会同", [B, C])]),
    (f"由{A}牵头，会同{B}落实", [("牵头", [A]), ("会同", [B])]),
    ("各县（市、区）党委、政府负责落实", [("负责落实", ["各县（市、区）党委、政府"])]),
    # roles in brackets
    (f"{A}（牵头）、{B}、{C}", [("牵头", [A]), ("", [B, C])]),
    (f"{A}（牵头单位），{B}、{C}（配合单位）", [("牵头单位", [A]), ("配合单位", [B, C])]),
    # the first by what is said of all lists
    (f"责任单位：{A}、{B}（排在第一位的为牵头单位）", [("牵头单位", [A]), ("责任单位", [B])]),
    (f"{A}、{B}，排名不分先后", [("", [A, B])]),
    # persons, days and other columns are nobody
    (f"责任领导：（不转载）；责任单位：{A}", [("责任单位", [A])]),
    (f"分管领导：某副市长 牵头单位：{A}（责任人：（不转载））", [("牵头单位", [A])]),
    (f"责任单位：{A}；责任人：局长；完成时限：6月底前", [("责任单位", [A])]),
    (f"{A}*、{B}", [("", [A, B])]),
    (f"| {A} | {B} |", [("", [A, B])]),
]


@pytest.mark.parametrize(("quote", "wanted"), LISTS, ids=[quote for quote, _ in LISTS])
def test_a_list_is_read_as_notices_write_it(
    quote: str, wanted: list[tuple[str, list[str]]]
) -> None:
    parts = read(quote)
    assert [(part.role, [name.text for name in part.names]) for part in parts] == wanted
    assert not any(part.open for part in parts)
    for name in (name for part in parts for name in part.names):
        assert squeeze(quote)[name.start :].startswith(name.written)


@pytest.mark.parametrize(
    "quote",
    [
        f"{A}等部门按职责分工负责",
        f"责任单位：{A}、{B}等有关单位",
        f"{A}牵头，{B}等5个部门配合",
        f"牵头单位：{A}；配合单位：{B}、等部门",
        f"{A}牵头，{B}等部门和{C}配合",
    ],
)
def test_others_are_meant_besides(quote: str) -> None:
    assert [part.open for part in read(quote)][-1:] == [True]


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        ("牵头单位", "leads"), ("总牵头", "leads"), ("主办单位", "leads"), ("第一责任单位", "leads"),
        ("负总责", "leads"), ("责任单位", "answers"), ("按职责分工负责", "answers"), ("", "answers"),
        ("第二责任单位", "answers"), ("配合单位", "supports"), ("协办", "supports"), ("会同", "supports"),
        ("配合责任单位", "supports"), ("成员单位", "supports"), ("督导", "supports"),
    ],
)  # fmt: skip
def test_a_word_says_who_leads(role: str, wanted: str) -> None:
    assert standing(role) == wanted


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("责任领导：张三；责任单位：市人社局", ["张三"]),
        ("牵头市领导：王 强 常务副市长；牵头单位：市人社局", ["王强"]),
        ("责任单位：市人社局（责任人：张三丰）", ["张三丰"]),
        ("分管领导：副市长李四、欧阳修平同志 责任单位：市人社局", ["李四", "欧阳修平"]),
        ("责任领导：（不转载）；责任单位：市人社局", []),
        ("责任人：各单位主要负责同志", []),
        ("责任领导：分管副市长", []),
        ("责任人：高新区、局长", []),
    ],
)
def test_names_of_persons_are_found(quote: str, wanted: list[str]) -> None:
    assert people(quote) == wanted
