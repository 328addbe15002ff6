"""What the fields of ``results.json`` are called and mean, once for its schema and for the tables that say the same."""

from __future__ import annotations

from collections.abc import Mapping

VERDICT: Mapping[str, str] = {
    "id": "编号：条文事项[+规则][@阶段]/对象",
    "state": "状态",
    "provision": "条文事项",
    "clause": "条款",
    "rule": "规则：没有规则的为空",
    "kind": "规则类别：没有规则的为空",
    "subject": "对象：为空的是全体，由 owners 共同承担",
    "owners": "负责的单位",
    "sentence": "理由：目前怎样，为什么",
    "quote": "原文",
    "basis": "依据",
    "audience": "公开范围",
    "item": "登记项：名录中的哪一项，或哪一件",
    "period": "时间：以文字说明",
    "stage": "阶段：节点日、周期或期次；不分时间的为空文字",
    "start": "起：含当日",
    "due": "止：含当日",
    "data_day": "数据日期：数是哪一天的",
    "value": "值：没有数据的为空，不是 0",
    "threshold": "要求：要求是范围的，这里是上限",
    "low": "下限：只有要求是范围时才有",
    "gap": "差距：要求减去值",
    "unit": "单位：值、要求、差距的单位",
    "next": "下一步：报什么、定什么可以改变它",
    "outcomes": "各种口径的结果",
    "questions": "口径：所涉口径的编号",
    "proposals": "提请",
    "steps": "计算步骤",
    "predates_issue": "只作参考：为真的在印发以前，或那一时段没有应报的报送，只列出，不追究",
    "binding": "目前：为真的说明目前怎样，其余是历史和将来",
    "word": "状态的叫法：常用的叫法说得不够时才有，如 迟报",
    "exceptions": "例外：所涉延期、免报和情况说明的编号",
    "notice": "通知：有几个通知时，依据哪一个",
    "lineage": "依据的格",
}
"""The fields of a verdict: what each is called, and behind the colon what it means."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "Verdict": VERDICT,
    "Outcome": {
        "id": "口径编号",
        "name": "口径",
        "value": "值",
        "threshold": "要求",
        "met": "是否达到：不能说的为空",
        "detail": "说明",
    },
    "Proposal": {
        "provision": "条文事项",
        "measure": "措施",
        "proposes": "提请什么",
        "subject": "对象：单位编号，或名录中一项的编号",
        "name": "对象的名称",
        "period": "时间",
        "since": "提请之日",
        "reason": "理由",
        "readings": "按哪些口径",
        "audience": "公开范围",
    },
    "Step": {
        "says": "算的是什么",
        "value": "得数",
        "unit": "单位",
        "cells": "依据的格：在 lineage 中的位置，从 0 起",
        "steps": "其中各步",
    },
    "Cell": {
        "file": "文件",
        "line": "文件行号：从 1 起，0 为整个文件",
        "column": "列号：从 1 起，0 为整个文件",
        "header": "表头",
        "value": "采用的值",
        "filed": "原来的写法",
        "commit": "提交：前 12 位，不明的为空文字",
    },
    "Matter": {
        "provision": "条文事项",
        "measure": "措施",
        "subject": "对象：单位编号，或名录中一项的编号",
        "name": "对象的名称",
        "state": "情况",
        "sentence": "说明",
        "audience": "公开范围",
        "proposal": "提请",
        "decision": "决定",
    },
    "Encoded": {
        "id": "编号",
        "clause": "条款",
        "kind": "种类",
        "quote": "原文",
        "basis": "依据",
        "by": "判定办法：规则类别，或 narrative",
        "state": "状态",
        "sentence": "理由",
        "verdicts": "判定数",
        "word": "状态的叫法",
    },
    "Part": {
        "path": "文件：从 results.json 所在的文件夹看",
        "unit": "单位：为空的是全体，由 owners 共同承担",
        "name": "单位的名称",
        "number": "第几份：一个单位一般只有一份",
        "of": "共几份",
        "verdicts": "判定数",
        "bytes": "字节数",
        "sha256": "摘要：SHA-256",
    },
    "RegisteredException": {"declared": "写在哪里：文件和行号"},
}
"""The same of what a verdict holds, and of what stands beside verdicts. What is declared says it of itself."""

CLASSES: Mapping[str, str] = {
    "Outcome": "一种口径的结果",
    "Proposal": "提请：由人决定的事，系统只提请",
    "Cell": "一格",
    "Part": "一份：一个单位的判定在哪个文件里",
    "Matter": "提请、决定，或者两样都有",
    "Encoded": "通知里编成事项的一句话",
}
"""What the classes are called, and behind the colon what they are."""


def titled(told: str) -> tuple[str, str]:
    """What something is called, and what it means, '' for nothing more."""
    title, _, description = told.partition("：")
    return title, description
