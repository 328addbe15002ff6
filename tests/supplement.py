"""A second notice for the harbour city: it amends a target from a day on, and adds a task whose number the
first one has as well."""

from __future__ import annotations

from pathlib import Path

from tests.factory import City, harbour

FILE = "rules/notices/supplement.yaml"
TEXT = """临港市人民政府办公室文件
临港政办〔2027〕31号
关于港湾清洁行动的补充通知
各园区管理委员会，市级有关单位：
为巩固2027年港湾清洁行动成效，现就有关事项补充通知如下。
2027年8月2日
第一部分　岸线治理
第1条　调整目标。自2027年9月1日起，入海排口整治率12月底前的目标由不低于90%调整为不低于95%；
排口抽测由每季度改为每月开展一次。
第二部分　码头治理
第1条　整治码头扬尘。每月开展一次扬尘巡查，落实抑尘措施。（责任单位：市生态局，各园区管理委员会）
"""
AMENDS = """  - provision: K1-2
    since: 2027-09-01
    quote: 自2027年9月1日起，入海排口整治率12月底前的目标由不低于90%调整为不低于95%
    checkpoints:
      - {date: 2027-12-31, value: 95}
"""
DECLARED = f"""notice:
  name: 补充通知
  doc_no: 临港政办〔2027〕31号
  title: 关于港湾清洁行动的补充通知
  issuer: shifuban
  issued: 2027-08-02
  plan_year: 2027
  text: rules/supplement.txt
  sources:
    - {{id: N-3, states: 文号, quote: 临港政办〔2027〕31号}}
amends:
{AMENDS}sections:
  - id: C2
    number: 第二部分
    title: 码头治理
    tasks:
      - id: L1
        number: 第1条
        title: 整治码头扬尘
        text: 每月开展一次扬尘巡查，落实抑尘措施。
        responsible: [shengtai, zones]
        responsible_quote: 责任单位：市生态局，各园区管理委员会
        cadences:
          - {{id: L1-1, quote: 每月开展一次扬尘巡查, every: month, owners: [shengtai], evidence: [worklog]}}
        commitments:
          - {{id: L1-2, quote: 落实抑尘措施, owners: [zones], evidence: [briefs]}}
"""


def supplemented(folder: Path, *, filings: bool = True) -> City:
    """The harbour city with both notices."""
    city = harbour(folder, filings=filings)
    return city.write("rules/supplement.txt", TEXT).write(FILE, DECLARED)
