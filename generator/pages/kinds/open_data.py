"""Open data: where each table lies, what its columns mean, and how one reads it in Excel, Python and SQL."""

from __future__ import annotations

from ... import wording
from ...frozen import dataclass
from ...judging import divided
from ...judging.verdict import TOGETHER
from ...opendata import laid, tables
from ...opendata.table import Column, Table
from ..page import Named, Page, Sheet
from ..site import Site
from ..values import File, Line, Link, Value

POWER_QUERY = """\
let
  地址 = "https://网站的地址/data/filings.csv",
  样子 = [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv],
  表 = Table.PromoteHeaders(Csv.Document(Web.Contents(地址), 样子)),
  类型 = {{"due", type date}, {"days_late", Int64.Type}, {"rows", Int64.Type}},
  未报 = Table.SelectRows(表, each [state] = "missing")
in
  Table.TransformColumnTypes(未报, 类型)
"""

PYTHON = """\
import json
import pandas as pd
TYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
with open("datapackage.json", encoding="utf-8") as file:
    package = {each["name"]: each for each in json.load(file)["resources"]}
def table(name):
    fields = package[name]["schema"]["fields"]
    return pd.read_csv(
        f"{name}.csv",
        encoding="utf-8-sig",
        dtype={each["name"]: TYPES.get(each["type"], "str") for each in fields},
        keep_default_na=False,
        na_values={each["name"]: each.get("missingValues", [""]) for each in fields},
    )
verdicts = table("verdicts")
now = verdicts[verdicts["binding"]]
counts = now.groupby(["subject_name", "word"], sort=False).size()
print(counts)
"""

VERDICTS = """\
import hashlib
import json
from pathlib import Path
def verdicts(folder, unit=None):
    told = json.loads(Path(folder, "results.json").read_bytes())
    every = told.get("verdicts", [])
    for part in told.get("parts", []):
        if unit in (None, part["unit"]):
            file = Path(folder, part["path"])
            data = file.read_bytes() if file.is_file() else b""
            if hashlib.sha256(data).hexdigest() != part["sha256"]:
                raise SystemExit(f"{part['path']} 不在，或与 results.json 所写的摘要不符，请重新下载")
            every += json.loads(data)["verdicts"]
    return [each for each in every if unit in (None, each["subject"])]
for each in verdicts("."):
    if each["binding"]:
        print(each["id"], each["state"], each["sentence"])
"""

SQL = (
    (
        "各单位目前各种状态有几项",
        """\
SELECT units.name, states.word, count(*) AS 项数
FROM verdicts
JOIN states ON states.id = verdicts.state
JOIN units ON units.id = verdicts.subject
WHERE verdicts.binding AND verdicts.item IS NULL
GROUP BY units.id, states.id
ORDER BY units.rowid, states.gravity;
""",
    ),
    (
        "谁还有哪些报表没有报",
        """\
SELECT unit_name, period, form_name, due
FROM filings
WHERE state = 'missing'
ORDER BY due;
""",
    ),
    (
        "每个数从哪些格来",
        """\
SELECT verdicts.id, verdicts.value, cells.file, cells.line, cells.header, cells.value
FROM verdicts
JOIN verdict_cells AS cells ON cells.verdict = verdicts.id
WHERE verdicts.binding AND verdicts.value IS NOT NULL
ORDER BY verdicts.rowid, cells.position
LIMIT 100;
""",
    ),
)


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: what it holds, and each column by its name, title, type and meaning."""

    id: str
    title: str
    description: str
    file: Line
    key: str
    columns: list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class OpenDataView:
    """``whole`` are the files that hold everything, with what they are for. Examples are lines of code."""

    whole: list[tuple[Value, ...]]
    tables: list[TableView]
    power_query: list[Line]
    python: list[Line]
    verdicts: list[Line]
    sql: list[tuple[str, list[Line]]]


def view(site: Site) -> OpenDataView:
    """The files in the order in which one needs them, the tables in their own."""
    return OpenDataView(
        whole=[
            (_file(site, laid.DATABASE), "全部表在一个 SQLite 数据库里，文字是原样的"),
            *_results(site),
            (_file(site, laid.DESCRIPTOR), "每个文件的列、类型、主键、外键、字节数和摘要（Data Package 第 2 版）"),
        ],
        tables=[_table(site, table) for table in _tables(site)],
        power_query=_lines(POWER_QUERY),
        python=_lines(PYTHON),
        verdicts=_lines(VERDICTS),
        sql=[(asks, _lines(code)) for asks, code in SQL],
    )  # fmt: skip


def _results(site: Site) -> list[tuple[Value, ...]]:
    """The results with their schema; where they are divided, what holds what."""
    told = "判定结果每个字段的名称、类型和意思（JSON Schema 2020-12）"
    if not divided.is_divided(site.results):
        whole = "判定结果：每项判定的理由、计算步骤和依据的格"
        return [(_file(site, laid.RESULTS), whole), (_file(site, laid.SCHEMA), told)]
    index = (
        "判定结果的目录：各单位的判定在哪个文件里、有几项、摘要是什么；提请、例外和条文落实在这里"
    )
    part = "判定结果：一个单位一个文件，文件名是单位编号；每项判定的理由、计算步骤和依据的格"
    return [
        (_file(site, laid.RESULTS), index),
        (f"{divided.FOLDER}/单位编号.json", part),
        (_file(site, f"{divided.FOLDER}/{divided.WHOLE}.json"), f"其中{TOGETHER}的"),
        (_file(site, laid.SCHEMA), told.replace("判定结果", "目录", 1)),
        (_file(site, laid.PART_SCHEMA), told),
    ]


def _tables(site: Site) -> tuple[Table, ...]:
    return site.once("open data", lambda: tables.of(site.results))


def _table(site: Site, table: Table) -> TableView:
    return TableView(
        id=table.name,
        title=table.title,
        description=table.description,
        file=_file(site, f"{table.name}.csv"),
        key="、".join(table.key),
        columns=[
            (column.name, column.title, _type(column), column.told) for column in table.columns
        ],
    )


_TYPES = {
    "text": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true／false",
    "date": "日期",
    "month": "月份",
    "moment": "时间",
}


def _type(column: Column) -> Value:
    what = _TYPES[column.kind] + ("，必有" if column.required else "")
    return f"{what}，见 {column.to[0]} 的 {column.to[1]}" if column.to else what


def _file(site: Site, name: str) -> Line:
    path = f"{laid.FOLDER}/{name}"
    size = site.sizes.get(path)
    return (Link(name, File(path)), f"（{_bytes(size)}）" if size is not None else "")


def _bytes(size: int) -> str:
    kilo = size / 1024
    if kilo < 1024:
        return f"{wording.number(max(kilo, 0.1), 1)} KB"
    return f"{wording.number(kilo / 1024, 1)} MB"


def _lines(code: str) -> list[Line]:
    """Line by line, each with the blanks that it begins with."""
    return [(line,) for line in code.strip().split("\n")]


def sheets(site: Site) -> list[Sheet]:
    """One page."""
    every = _tables(site)
    named = (
        Named(("CSV 下载", "SQLite 下载", "接口", "API")),
        *(Named((t.title, t.name), t.name) for t in every),
    )
    return [Sheet("开放数据", view(site), named=named)]


PAGE = Page(
    "data/index",
    sheets,
    section="参考",
    rank=75,
    files=lambda site: laid.files(site.results, _tables(site), site.held, site.docs),
)
