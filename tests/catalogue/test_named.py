"""The usual ways in which notices write who is responsible."""

from __future__ import annotations

import pytest

from generator.catalogue.model import squeeze
from generator.catalogue.named import read, says_who

FORMS = {
    "责任单位：市教育局、市财政局": "责任单位 市教育局 市财政局",
    "责任单位：市教育局，东城区、西城区、南郊县党委政府": "责任单位 市教育局 东城区 西城区 南郊县",
    "责任单位：北港园区、南港园区管理委员会": "责任单位 北港园区 南港园区",
    "责任单位：各县〔市、区〕党委、政府": "责任单位 各县〔市、区〕党委、政府*",
    "责任单位：各镇人民政府、街道办事处，区直各部门": "责任单位 各镇人民政府、街道办事处* 区直各部门*",
    "牵头单位：市发展改革委，配合单位：市财政局、市教育局": "牵头单位 市发展改革委 / 配合单位 市财政局 市教育局",
    "牵头单位：市民政局；责任单位：各县区": "牵头单位 市民政局 / 责任单位 各县区*",
    "牵头单位：市民政局\n配合单位：市残联": "牵头单位 市民政局 / 配合单位 市残联",
    "牵头单位：市城管局 责任单位：市住建局": "牵头单位 市城管局 / 责任单位 市住建局",
    "牵头：市民政局；配合：市财政局等部门": "牵头 市民政局 / 配合 市财政局 …",
    "市教育局牵头，市财政局、各县区配合": "牵头 市教育局 / 配合 市财政局 各县区*",
    "责任单位：市教育局牵头，市财政局配合": "牵头 市教育局 / 配合 市财政局",
    "由市应急局牵头，各乡镇（街道）配合": "牵头 市应急局 / 配合 各乡镇（街道）*",
    "（市农业农村局、市水利局负责）": "负责 市农业农村局 市水利局",
    "市教育局、市总工会按职责分工负责": "按职责分工负责 市教育局 市总工会",
    "市教育局牵头，市人社局等按职责分工负责，列第一位的为牵头单位，下同": "牵头 市教育局 / 按职责分工负责 市人社局 …",
    "责任单位：市卫健委、市医保局等5个部门": "责任单位 市卫健委 市医保局 …",
    "责任单位：市教育局和市财政局及各县区": "责任单位 市教育局 市财政局 各县区*",
    "责任单位：市发展和改革委员会和市自然资源和规划局": "责任单位 市发展和改革委员会 市自然资源和规划局",
    "责任单位：市商务局  市市场监管局  各县区": "责任单位 市商务局 市市场监管局 各县区*",
    "责任领导：（不转载）；责任单位：市教育局": "责任单位 市教育局",
    "牵头市领导：王某；牵头单位：市工信局；责任人：李某": "牵头单位 市工信局",
    "牵头单位：市科技局 完成时限：2023年6月": "牵头单位 市科技局",
    "第一责任单位：市卫健委；责任单位：市民政局": "第一责任单位 市卫健委 / 责任单位 市民政局",
    "责任单位：市教育局（市体育局）、市交投集团": "责任单位 市教育局（市体育局） 市交投集团",
    "市教育局 | 市财政局 / 市住建局": " 市教育局 市财政局 市住建局",
}
"""A list; its roles with their names, * for several under one name, … where others are meant besides."""


@pytest.mark.parametrize("quote", FORMS)
def test_a_list_is_read(quote: str) -> None:
    told = []
    for part in read(quote):
        names = [f"{name.text}{'*' * name.many}" for name in part.names]
        told.append(" ".join([part.role, *names, *(["…"] if part.open else [])]))
        for name in part.names:
            assert squeeze(quote)[name.start :].startswith(name.written)
    assert " / ".join(told) == FORMS[quote]


@pytest.mark.parametrize("quote", [q for q in FORMS if "：" in q or "负责" in q or "牵头" in q])
def test_it_is_known_to_be_a_list(quote: str) -> None:
    assert says_who(quote.strip("（）"))


@pytest.mark.parametrize(
    "text",
    [
        "对工作不力的单位通报",
        "推进项目建设并负责落实",
        "社区",
        "同一问题分别交办",
        "（一）组织领导",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert not says_who(text)
