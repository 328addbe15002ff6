"""The fault collection: what spreadsheets and hands do to a CSV, and what must come of it.

Each fault is a file of the harbour city. ``told`` has every finding as ``CODE line:column`` (0 for
what is not known), ``says`` is a part of the first message, ``used`` what is taken instead of what
was written, as ``was → used``. The browser's self-check is held against the same collection.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.factory import BOM, sheet
from tests.intake.filings import (
    BEACH_FILE,
    BEACHES,
    BRIEF_FILE,
    BRIEFS,
    FILE,
    OUTLET,
    OUTLETS,
)


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    path: str
    data: bytes
    told: tuple[str, ...] = ()
    says: str = ""
    used: tuple[str, ...] = ()


def _outlets(
    name: str, *rows: str, header: str = OUTLETS, told: str = "", says: str = "", used: str = ""
) -> Fault:
    return Fault(name, FILE, sheet(header, *rows), _split(told), says, _split(used))


def _bytes(name: str, data: bytes, told: str = "", says: str = "", used: str = "") -> Fault:
    return Fault(name, FILE, data, _split(told), says, _split(used))


def _number(text: str, told: str = "", says: str = "", used: str = "", column: int = 4) -> Fault:
    """A cell in 计划长度 (decimal, 公里) or, as column 6, in 保洁人数 (integer, 人)."""
    cells = ["北港园区", "2027-06", "金沙湾", "", "0", ""]
    cells[column - 1] = f'"{text}"' if "," in text else text
    place = f"{told} 2:{column}" if told else ""
    return Fault(
        f"number {text}",
        BEACH_FILE,
        sheet(BEACHES, ",".join(cells)),
        _split(place),
        says,
        _split(used),
    )


def _day(text: str, told: str = "", says: str = "", used: str = "") -> Fault:
    """A cell in 统计日."""
    place = "; ".join(f"{code} 2:7" for code in told.split()) if told else ""
    row = OUTLET.replace("2027-03-31", text)
    return Fault(f"date {text}", FILE, sheet(OUTLETS, row), _split(place), says, _split(used))


def _month(text: str, told: str = "", says: str = "", used: str = "") -> Fault:
    row = OUTLET.replace("2027-03,", f"{text},")
    place = f"{told} 2:2" if told else ""
    return Fault(f"month {text}", FILE, sheet(OUTLETS, row), _split(place), says, _split(used))


def _said(text: str, told: str = "", says: str = "", used: str = "") -> Fault:
    """A cell in 情况说明 of the briefs."""
    quoted = '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n\r') else text
    data = sheet(BRIEFS, f"北港园区,2027-03,K1,办理中,{quoted},")
    place = "; ".join(f"{code} 2:5" for code in told.split()) if told else ""
    return Fault(f"text {text[:30]!r}", BRIEF_FILE, data, _split(place), says, _split(used))


def _clause(text: str, told: str = "", says: str = "", used: str = "") -> Fault:
    """A cell in 任务编号 of the briefs."""
    data = sheet(BRIEFS, f"北港园区,2027-03,{text},办理中,无,")
    place = f"{told} 2:3" if told else ""
    return Fault(f"clause {text}", BRIEF_FILE, data, _split(place), says, _split(used))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("; ") if part)


PLAIN = sheet(OUTLETS, OUTLET, bom=False)
TWO = OUTLET.replace("PK001", "PK002")
GB = PLAIN.decode().encode("gb18030")
BLANK = "北港园区,2027-03,PK002,,已整治,,2027-03-31"

ENCODINGS = [
    _bytes("1 byte order mark", BOM + PLAIN),
    _bytes("2 byte order mark twice", BOM + BOM + PLAIN),
    _bytes(
        "2 two files joined",
        BOM + PLAIN + BOM + sheet(OUTLETS, TWO, bom=False),
        "W101 3:0; W136 3:0",
        "文件中部有 BOM",
    ),
    _bytes(
        "what nobody sees in a header",
        PLAIN.replace("报".encode(), "报\u200b".encode(), 1),
        used="报\u200b送单位 → 报送单位",
    ),
    _bytes("3 gb18030", GB, "W102 1:0", "GB18030"),
    _bytes(
        "4 utf-16 with tabs",
        PLAIN.decode().replace(",", "\t").encode("utf-16"),
        "W103 1:0; W121 1:0",
    ),
    _bytes("4 utf-16 big endian", b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"), "W103 1:0"),
    _bytes("5 utf-16 without a mark", PLAIN.decode().encode("utf-16-le"), "E104 0:0", "UTF-16"),
    _bytes("5 utf-16 without a mark, big endian", PLAIN.decode().encode("utf-16-be"), "E104 0:0"),
    _bytes(
        "6 utf-8 then gb18030",
        PLAIN + f"{TWO}\r\n".encode("gb18030"),
        "E105 3:0",
        "文件第 3 行与前文编码不一致（前文 UTF-8，此行 GB18030）",
    ),
    _bytes(
        "6 gb18030 then utf-8", GB + f"{TWO}\r\n".encode(), "E105 3:0", "前文 GB18030，此行 UTF-8"
    ),
    _bytes(
        "7 lost characters",
        sheet(OUTLETS, OUTLET, TWO.replace("东侧", "\ufffd")),
        "E106 3:0",
        "原文已经丢失",
    ),
    _bytes(
        "7 mojibake",
        sheet(OUTLETS, OUTLET.replace("东侧", "锟斤拷")),
        "W109 2:0",
        "疑似乱码“锟斤拷”",
    ),
    _bytes(
        "8 cut off",
        PLAIN[: PLAIN.index("侧".encode()) + 2],
        "E107 2:0",
        "文件第 2 行第 43 字节编码损坏",
    ),
    _bytes("8 surrogates", PLAIN.replace("东侧".encode(), b"\xed\xa0\x80"), "E107 2:0"),
    _bytes("8 gb18030 cut off", GB + b"\xb1", "E107 3:0", "文件第 3 行第 1 字节"),
    _bytes("8 no text at all", b"\xff\x81\xff,\xff\n" * 3, "E107 1:0"),
    _bytes(
        "9 empty characters",
        PLAIN.replace("东侧".encode(), b"\0"),
        "E108 2:0",
        "文件第 2 行含空字符",
    ),
    _bytes("10 empty", b"", "E110 0:0", "空文件"),
    _bytes("10 white space", BOM + b" \r\n\t\r\n", "E110 0:0"),
    _outlets("11 header alone", told="W111 1:0", says="只有表头"),
    _bytes("12 workbook", b"PK\x03\x04\x14\x00\x06\x00", "E112 0:0", "这是 Excel 工作簿"),
    _bytes("12 old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E112 0:0", "旧版工作簿"),
    _bytes("12 page", BOM + b"\r\n<HTML><table>", "E112 0:0", "这是网页"),
    _bytes("32 carriage returns", PLAIN.replace(b"\r\n", b"\r")),
    _bytes(
        "32 mixed ends",
        sheet(OUTLETS, OUTLET) + f"{TWO}\n{TWO.replace('PK002', 'PK003')}\r".encode(),
    ),
]

LAYOUT = [
    _outlets("13 title", OUTLETS, OUTLET, header="入海排口台账,,,,,,", told="E120 1:0", says="表头似在第 2 行"),
    _outlets("13 two titles", "填报单位：北港园区,,,,,,", OUTLETS, OUTLET, header="台账,,,,,,", told="E120 1:0", says="第 3 行"),
    _bytes("14 semicolons", PLAIN.replace(b",", b";"), "W121 1:0", "“;”"),
    _bytes("15 tabs", PLAIN.replace(b",", b"\t"), "W121 1:0", "制表符"),
    _bytes("16 full-width commas", PLAIN.decode().replace(",", "，").encode(), "E122 1:0"),
    _outlets("17 one row with semicolons", OUTLET, TWO.replace(",", ";"), told="E132 3:1", says="分隔符似是“;”"),
    _outlets("18 empty columns at the end", OUTLET + ",,", header=OUTLETS + ",,"),
    _outlets("18 a column without header", OUTLET + ",备", header=OUTLETS + ",", told="E123 2:8", says="第 8 列没有表头，但有内容“备”"),
    _outlets("19 trailing comma on a row", OUTLET, TWO + ",,"),
    _outlets("20 unquoted comma", OUTLET.replace("渔港", "渔,港"), told="E131 2:8", says="有 8 列，应为 7 列"),
    _outlets("21 short row", OUTLET, "北港园区,2027-03,PK002", told="E132 3:3", says="只有 3 列"),
    _outlets("22 blank rows at the end", OUTLET, "", ",,,,,,"),
    _outlets("22 blank rows between", OUTLET, ",,,,,,", "", TWO.replace("2027-03-31", "三月"), told="W135 3:0; E234 5:7"),
    *(
        _bytes(f"32 lines that end in {ord(mark):04X}", sheet(OUTLETS, OUTLET, end=mark), "E129 1:0", f"第 1 行与下一行之间是{name}")
        for mark, name in (("\u2028", "行分隔符 U+2028"), ("\x85", "换行控制符 U+0085"), ("\x0b", "垂直制表符 U+000B"))
    ),
    _outlets("22 rows of what nobody sees", OUTLET, "\u200b,\u2060,,,,,", "\u200b", "\xad,\u200e", TWO, "\u200b, ", told="W135 3:0"),
    _outlets("22 what nobody sees above", OUTLETS, OUTLET, header="\u200b"),
    _outlets("19 what nobody sees beyond the last column", OUTLET, TWO + ",\u200b"),
    _outlets("31 a line end in the first cell", f'"北港园区\n"{OUTLET[4:]}', f'"\n北港园区"{TWO[4:]}', used="北港园区\n → 北港园区; \n北港园区 → 北港园区"),
    _outlets("22 blank lines above", OUTLETS, OUTLET, header=""),
    _outlets("23 header twice", OUTLET, header=OUTLETS.replace("位置", "统计日"), told="E124 1:7", says="（第 4、7 列）"),
    _outlets(
        "24 header in disguise", OUTLET, header="报送 单位,*报送期,排口编号＊,位　置,整治阶段,是否抽测,统计日",
        used="报送 单位 → 报送单位; 排口编号＊ → 排口编号; 位　置 → 位置",
    ),
    _outlets("25 header synonym", OUTLET, header=OUTLETS.replace("整治阶段", "阶段"), used="阶段 → 整治阶段"),
    _outlets("25 header misspelt", OUTLET, header=OUTLETS.replace("排口编号", "排口编码"), told="E125 1:3", says="是否为“排口编号”？"),
    _outlets("26 column missing", "北港园区,2027-03,PK001,,是,2027-03-31", header=OUTLETS.replace(",整治阶段", ""), told="E126 1:0", says="缺少列“整治阶段”"),
    _outlets("27 column unknown", OUTLET + ",x", header=OUTLETS + ",备忘", told="W127 1:8", says="“备忘”"),
    _outlets("28 columns in another order", "2027-03-31,已整治,PK001,2027-03,北港园区", header="统计日,整治阶段,排口编号,报送期,报送单位"),
    _outlets("29 open quote", OUTLET.replace("月牙", '"月牙'), TWO, told="E133 2:4", says="第 2 行的双引号没有闭合"),
    _outlets("29 open quote before a good one", OUTLET.replace("月牙", '"月牙'), TWO.replace("月牙渔港东侧", '"甲,乙"'), told="E133 2:4"),
    _outlets("29 rows swallowed", OUTLET.replace("月牙", '"月牙'), TWO, TWO.replace("PK002", "PK003").replace("东侧", '东侧"'), told="E133 2:4", says="第 2 行的双引号隔了几行才闭合，把后面的 2 行"),
    _outlets("29 the next row swallowed", OUTLET.replace("月牙", '"月牙'), TWO.replace("东侧", '东侧"'), told="E133 2:4", says="后面的 1 行"),
    _outlets("29 rows swallowed by the last cell", OUTLET.replace("2027-03-31", ""), OUTLET.replace("PK001", "PK004").replace("2027-03-31", '"'), TWO, '"', told="E201 2:7; E133 3:7"),
    _outlets("29 rows swallowed below a cell of two lines", OUTLET.replace("PK001,月牙", 'PK001,"旧\n月牙').replace("东侧", '东侧"'), TWO.replace("月牙", '"月牙'), TWO.replace("PK002", "PK003").replace("东侧", '东侧"'), told="E133 4:4"),
    _outlets("29 swallowed rows without their unit", OUTLET.replace("月牙", '"月牙'), TWO.replace("北港园区", ""), TWO.replace("北港园区", "").replace("东侧", '东侧"'), told="E133 2:4", says="后面的 2 行"),
    _outlets("29 swallowed rows with a slip in the month", OUTLET.replace("月牙", '"月牙'), TWO.replace("2027-03,", "三月,").replace("东侧", '东侧"'), told="E133 2:4"),
    _outlets("29 rows swallowed by the header", OUTLET + ",", TWO + ",", TWO.replace("PK002", "PK003") + ',"', header=OUTLETS + ',"参考：上期', told="E133 1:8"),
    _outlets("29 lines that are no rows", OUTLET.replace("月牙渔港东侧", '"一,二,三\n四,五,六,七,八,九,十\n,,,,,,"')),
    _outlets("29 swallowed with semicolons", OUTLET.replace("月牙", '"月牙').replace(",", ";"), TWO.replace("东侧", '东侧"').replace(",", ";"), header=OUTLETS.replace(",", ";"), told="W121 1:0; E133 2:4"),
    _outlets("30 quote within", OUTLET.replace("渔港", '"渔港"'), told="W134 2:0"),
    _outlets("30 quote and more", OUTLET.replace("月牙渔港", '"月牙"渔港'), told="W134 2:0"),
    _outlets("31 line break in a cell", OUTLET.replace("月牙", '"月\n牙').replace("东侧", '东侧"'), TWO.replace("已整治", "好"), told="E222 4:5"),
    _outlets("33 merged cells", OUTLET, TWO.replace("北港园区", ""), told="E201 3:1", says="疑似合并单元格"),
    _outlets("34 totals", OUTLET, "合计,,,,,,", told="W202 3:0", says="第 3 行为“合计”行"),
    _outlets("34 totals in a key", OUTLET, "北港园区,2027-03,小 计,12,,,", told="W202 3:0"),
    _outlets("35 footer", OUTLET, "填表人：,,审核人：,,,,", told="W203 3:0", says="表尾“填表人：”"),
    _outlets("35 footer with a name", OUTLET, "填表人：张三,,,,,,", told="E301 3:1; W203 3:0", says="张*"),
    _outlets("35 note", OUTLET, "注：位置以图为准,,,,,,", told="W203 3:0"),
    _outlets("63 the same row twice", OUTLET, TWO, OUTLET, told="W251 4:3", says="与第 2 行完全相同"),
    _outlets("64 the same key twice", OUTLET, OUTLET.replace("已整治", "整治中"), told="E252 3:3", says="整治阶段不同（已整治/整治中）"),
    _outlets("75 many columns", OUTLET + "," * 300, header=OUTLETS + "," * 300, told="E402 1:0", says="307 列"),
    _outlets("zero report", "北港园区,2027-03,零报告,,,,"),
    _outlets("zero report and more", "北港园区,2027-03,零报告,,,,", OUTLET, told="E204 2:3"),
]  # fmt: skip

BRIEF = "北港园区,2027-03,K1,办理中,好,"
GROUPED = "报送单位,报送期,排口,,整治阶段,是否抽测,统计日"
SIDEWAYS = (
    "报送单位,北港园区",
    "报送期,2027-03",
    "排口编号,PK001",
    "位置,东侧",
    "整治阶段,已整治",
    "统计日,2027-03-31",
)
OTHER_ORDER = "报送单位,排口编号,报送期,位置,整治阶段,是否抽测,统计日"

HEADERS = [
    _outlets("another form's header", BRIEF, header=BRIEFS, told="E129 1:0", says="这是“季度简报”表的表头，不是“入海排口台账”表"),
    _outlets("a header of a form that is not owed", "北港园区,2027-03,金沙湾,3,2,6", header=BEACHES, told="E129 1:0", says="这是“清洁岸滩”表的表头"),
    _bytes("carets", PLAIN.replace(b",", b"^"), "E122 1:0", "表头用“^”分隔"),
    _bytes("spaces", PLAIN.replace(b",", b"  "), "E122 1:0", "表头用空格分隔"),
    _bytes("a title above full-width commas", "台账\n".encode() + PLAIN.decode().replace(",", "，").encode(), "E122 2:0", "全角逗号"),
    _outlets("a header in two rows", ",,编号,位置,,,", OUTLET, header=GROUPED, told="E129 1:0", says="列名分写在第 1 行到第 2 行"),
    _outlets("a title above a header in two rows", GROUPED, ",,编号,位置,,,", OUTLET, header="台账,,,,,,", told="E129 2:0", says="第 2 行到第 3 行"),
    _outlets("a group above a whole header", OUTLETS, OUTLET, header=",,排口,排口,,,", told="E120 1:0", says="表头似在第 2 行"),
    _outlets("labels above", "报送期,2027-03,,,,,", OUTLETS, OUTLET, header="报送单位,北港园区,,,,,", told="E120 1:0", says="表头似在第 3 行"),
    _outlets("a cover of many rows", *(f"说明{n},,,,,," for n in range(14)), OUTLETS, OUTLET, header="台账,,,,,,", told="E120 1:0", says="表头似在第 16 行"),
    _outlets("a table on its side", *SIDEWAYS[1:], header=SIDEWAYS[0], told="E129 1:1", says="列名竖着写在第 1 列"),
    _outlets("ids in place of headers", OUTLET, header="filer,quarter,outlet,place,stage,sampled,counted_on", told="E129 1:0", says="是列的编号（filer、quarter）"),
    _outlets("no header", TWO, header=OUTLET, told="E129 1:0", says="没有表头：第 1 行就是数据"),
    _outlets("another header above data", OUTLET, TWO, header="a,b,c,d,e,f,g", told="E129 1:0", says="第 1 行不是“入海排口台账”表的列名，第 2 行起是数据"),
    _outlets("words", "市海事办：", "现将情况报上。", header="关于报送材料的函", told="E129 1:0", says="没有表格"),
    _outlets("an export of another system", "1,二科,9", header="id,部门,val", told="E129 1:0", says="第 1 行有 3 个列名，“入海排口台账”表的只有 0 个"),
    _outlets("an unlike header with names", "1,张三,9", header="id,户主姓名,val", told="E301 1:2; E129 1:0"),
    _outlets("a header that a quote swallowed", OUTLET, '"', header=OUTLETS.replace("排口编号", '"排口编号'), told="E133 1:3", says="第 1 行的双引号"),
    _outlets("a header that a title swallowed", OUTLETS, OUTLET, '"', header='"台账', told="E133 1:1", says="第 1 行的双引号隔了几行才闭合，把后面的 3 行"),
    _outlets("running numbers", "1," + OUTLET, "2," + TWO, header="序号," + OUTLETS),
    _outlets("running numbers and a total", "1," + OUTLET, "2," + TWO, "合计,,,,,,,", "3,北港园区,2027-03,,,,,", header="序号," + OUTLETS, told="W202 4:0"),
    _outlets("numbers that count no rows", "7," + OUTLET, "5," + TWO, header="序号," + OUTLETS, told="W127 1:1"),
    _outlets("a synonym beside the header", OUTLET + ",整治中", header=OUTLETS + ",阶段", told="W127 1:8", says="第 8 列“阶段”与第 5 列都是“整治阶段”，采用第 5 列"),
    _outlets("a synonym before the header", "整治中," + OUTLET, header="阶段," + OUTLETS, told="W127 1:1", says="采用第 6 列"),
    _outlets("a header twice over the same", OUTLET + ",已整治", header=OUTLETS + ",整治阶段", told="W127 1:8", says="采用第 5 列"),
    _outlets("a header twice and once blank", OUTLET.replace("已整治", "") + ",已整治", header=OUTLETS + ",整治阶段", told="W127 1:5", says="采用第 8 列"),
    _outlets("another table below", OUTLET, "", BRIEFS, BRIEF, told="E137 4:0", says="第 4 行起是“季度简报”表，一个文件里有两张表"),
    _outlets("the same table in another order below", OUTLET, OTHER_ORDER, "北港园区,PK002,2027-03,,已整治,,2027-03-31", told="E137 3:0", says="列与第 1 行的不同"),
    _outlets("an untouched row between", OUTLET, "北港园区,2027-03,,,,,", TWO, "北港园区,2027-03,,,,,", told="W135 3:0", says="第 3 行除单位、期次外都空着"),
    _outlets("a note where the unit stands", OUTLET, "以上数据截至三月底,,,,,,", told="W203 3:0", says="第 3 行是表尾“以上数据截至三月底”"),
    _outlets("a header below data", OUTLETS, TWO, header=OUTLET, told="E120 1:0", says="上面的第 1 行里有数据"),
    _outlets("numbers of columns below the header", "甲,乙,丙,(1),(2),(3),(4)", OUTLET, told="W138 2:0", says="第 2 行是列号"),
    _outlets("a line below the header", "---,---,:--,---,---,---,---", ",,,公里,,个,", OUTLET, told="W138 2:0; W138 3:0"),
    _outlets("totals in another column", OUTLET, "北港园区,2027-03,,合计,,,", told="W202 3:0"),
    _outlets("a header with slips above data", OUTLET, header="报送单,报送的期,排口号,位置,整治阶断,是否抽测,统计日", told="E125 1:1; E125 1:2; E125 1:3; E125 1:5"),
    _bytes("an end of file within", PLAIN + b"\x1a" + TWO.encode() + b"\r\n\x1a", "W101 3:0", "文件结束符"),
    _bytes("an end of file", PLAIN + b"\x1a"),
    _bytes("nothing but an end of file", b"\r\n\x1a", "E110 0:0"),
    _outlets("cells within quotes", OUTLET.replace("已整治,是", '"已整治,是"'), told="E132 2:6", says="英文双引号把几格合成了一格"),
    _outlets("short rows swallowed", OUTLET.replace("月牙", '"月牙'), "北港园区,2027-03,PK002", TWO.replace("PK002", "PK003").replace("东侧", '东侧"'), told="E133 2:4", says="后面的 2 行"),
    _outlets("long rows swallowed", OUTLET.replace("月牙", '"月牙'), TWO.replace("渔港", "渔,港"), TWO.replace("PK002", "PK003").replace("东侧", '东侧"'), told="E133 2:4", says="后面的 2 行"),
    _outlets("swallowed rows of merged cells", OUTLET.replace("月牙", '"月牙'), ",,PK002,,已整治,是,2027-03-31", ",,PK003,月牙渔港东侧\",已整治,是,2027-03-31", told="E133 2:4", says="后面的 2 行"),
    _outlets("swallowed rows of merged cells with a comma", OUTLET.replace("月牙", '"月牙'), ",,PK002,旧,堤,已整治,是,2027-03-31", ",,PK003,月牙渔港东侧\",已整治,是,2027-03-31", told="E133 2:4", says="后面的 2 行"),
    _outlets("rows swallowed by quotes in two columns", OUTLET.replace("月牙", '"月牙'), TWO.replace("已整治", '"已整治'), told="E133 2:4"),
    _outlets("rows swallowed into another width", OUTLET.replace("月牙", '"月牙'), TWO.replace("2027-03-31", '2027-03-31"'), told="E133 2:4"),
    _outlets("another form's table in a cell", OUTLET.replace("月牙渔港东侧", '"见下：\n北港园区,2027-03,A-1,渔港巡查,2027-03-04,月牙渔港,\n北港园区,2027-03,K1,办理中,好,"'), told="E311 2:4"),
]  # fmt: skip

NUMBERS = [
    _number("12"),
    _number("１２", used="１２ → 12"),
    _number(" 12 ", used=" 12  → 12"),
    _number("12.50"),
    _number("-0"),
    _number("1,234", "E218", "超出范围"),
    _number("1,234", used="1,234 → 1234", column=6),
    _number("1，234", used="1，234 → 1234", column=6),
    _number("12,34,5", "E211", "“12,34,5”千分位不规范"),
    _number("100%", "E212", "“100%”：本列单位为“公里”"),
    _number("3公里", used="3公里 → 3"),
    _number("3.5亿", "E213", "“3.5亿”含单位；本列单位为“公里”"),
    _number("30万元", "E213"),
    _number("约30", "E214", "不是确数"),
    _number("30左右", "E214"),
    _number("30余", "E214"),
    _number("30多人", "E214", column=6),
    _number(">30", "E214"),
    _number("20-30", "E214"),
    _number("20～30", "E214"),
    *(_number(mark, used=f"{mark} → ") for mark in ("—", "－", "/", "无", "-", "\\")),
    _number("1.2E+01", used="1.2E+01 → 12"),
    _number("1.2E+05", "W215", "精度可能已丢失", used="1.2E+05 → 120000", column=6),
    _number("1.2E-05", used="1.2E-05 → 0.000012"),
    _number("5e-7", used="5e-7 → 0.0000005"),
    _number("１２.３４５６７８９０１２３４５", used="１２.３********２３４５ → 12.3********2345"),
    _number("NaN", "E210", "“NaN”不是数"),
    _number("NA", "E210"),
    _number("null", "E210"),
    _number("inf", "E210"),
    _number("1_000", "E210"),
    _number("三十", "E210"),
    _number("1e999", "E210"),
    _number("6.5", "E210", "“6.5”不是整数", column=6),
    _number("#REF!", "E217", "错误值"),
    _number("#N/A", "E217"),
    _number("#DIV/0!", "E217"),
    _number("########", "E217", "列宽不足"),
    _number("150", "E218", "150 超出范围（不小于 0，不大于 50）"),
    _number("-5", "E218"),
    _number("-5", "E218", "（不小于 0）", column=6),
    _number("=SUM(A1:A3)", "E302", "疑似公式"),
    _number("1 234", "E210"),
    _number("\u200b12", used="\u200b12 → 12"),
    _number("1①", "E210", "“1①”中的“①”不是数字"),
    _number("4²", "E210", "“4²”中的“²”不是数字，而是上标数字 ²（U+00B2）", column=6),
    _number("1\ufe0f2", used="1\ufe0f2 → 12"),
    _number("①②", "E210"),
    _number("٣", "E210", "“٣”中的“٣”不是数字"),
    _number("１２％", "E212"),
    _number("1234567890123456", "E210", "超过 15 位数字", column=6),
    _number("1.234567890123456", "E210", "超过 15 位数字"),
    _number("123456789012345", column=6),
    _number("1.2345678901234567", "E210", "多是计算留下的尾数"),
    _number("1O0", "E210", "“1O0”中的“O”是字母"),
    _number("l2", "E210", "“l2”中的“l”是字母"),
    _number("12。", "E210", "多了“。”"),
    _number("'12", "E210", "多了“'”"),
    _number("12.", "E210", "多了“.”"),
    _number("12*", "E210", "多了“*”"),
    _number("12·5", "E210", "“·”不是小数点"),
    _number("12（公里）", "E213", "本列单位为“公里”"),
    _number("532.5万", "E213", "本列单位为“公里”"),
    _number(".5", "E210", "小数点前没有数字"),
    _number("1.2.3", "E210", "不止一个小数点"),
    _number("--5", "E210", "正负号"),
    _number("5-", "E210", "正负号"),
    _number("−5", "E210", "负号"),
    _number("(5)", "E210", "会计上负数"),
    _number("（5）", "E210", "会计上负数"),
    _number("1'234", "E211", "撇号"),
    _number("\\N", "E210", "空值"),
    _number("NULL", "E210", "空值"),
    _number("12\x1a", "E210", "文件结束符"),
    _number("12户", "E213", column=6),
    _number("12人", used="12人 → 12", column=6),
    _number("85 %", "E212"),
    _number("12㎡", "E210", "“㎡”不是数字，而是合成的单位字符"),
    _number("½", "E210", "“½”不是数字"),
    _number("Ⅳ", "E210", "“Ⅳ”不是数字"),
    _number("㈠", "E210", "“㈠”不是数字"),
    _number("𝟏", "E210", "“𝟏”不是数字"),
]

DAYS = [
    _day("46477", "W231", "按表格软件的日期序号解释为 2027-03-31", used="46477 → 2027-03-31"),
    _day("3月20日", "W232", "补为 2027-03-20", used="3月20日 → 2027-03-20"),
    *(
        _day(text, used=f"{text} → 2027-03-05")
        for text in (
            "2027年3月5日", "2027/3/5", "2027.3.5", "20270305", "2027-3-5", "2027-03-05 00:00:00",
            "2027/03/05 0:00", "２０２７-０３-０５", " 2027-03-05", "2027 年 3 月 5 日", "2027-03-05T00:00:00",
        )
    ),
    _day("12月20日", "E233", "“12月20日”缺年份，不能推定是哪一年"),
    *(_day(text, "E233", "缺年份，不能推定") for text in ("12-20", "12/20", "3.20", "03/20")),
    _day("20日", "E233", "缺年份和月份"),
    _day("2027-03", "E234", "只写到月"),
    _day("3月", "E234", "“3月”只写到月"),
    _day("'2027-03-05", "E234", "“'2027-03-05”多了“'”"),
    _day("2027-03-0\u202e5", "W241", "U+202E", used="2027-03-0\u202e5 → 2027-03-05"),
    _month("'2027-03", "E236", "“'2027-03”多了“'”"),
    _month("3", "E236", "“3”缺年份"),
    _number("2027-03-05", "E210", "“2027-03-05”是日期，不是数"),
    _number("2027年3月5日", "E210", "是日期，不是数"),
    _number("\u202e21", "W241", "U+202E", used="\u202e21 → 21"),
    _day("2027年3月份", "E234", "只写到月"),
    _day("三月五日", "E234", "汉字数字"),
    _day("2027年三月5日", "E234", "汉字数字"),
    _day("27年3月5日", "E234", "年份没有写全"),
    _day("2027—03—05", "E234", "“—”不是半角的“-”"),
    _day("2027-O3-05", "E234", "“O”是字母"),
    _day("4月1日", "E233", "缺年份"),
    _day("2月30日", "E234", "不是有效日期"),
    _day("2月29日", "E234", "不是有效日期"),
    _day("3月31日", "W232", used="3月31日 → 2027-03-31"),
    _day("2027-03-3⁰", "E210", "“⁰”不是数字"),
    _day("5/20/2027", "E233", "写法有歧义"),
    _day("05/06/27", "E233"),
    _day("20-5-2027", "E233"),
    _day("2027-02-30", "E234", "不是有效日期"),
    _day("二〇二七年三月五日", "E234"),
    _day("三月中旬", "E234"),
    _day("2027-13-01", "E234"),
    _day("99999", "E234"),
    _day("2026-03-05", "W235", "早于计划年度"),
    _day("—", "E201", "以“—”表示空"),
    _day("", "E201", "为必填项"),
    *(
        _month(text, used=f"{text} → 2027-03")
        for text in ("202703", "2027年3月", "2027-3", "2027/3", "2027-3-1", "2027/03/01", "２０２７-０３", "2027年一季度", "2027Q1",
                     "2027年3月份", "2027 年 3 月", "２０２７年０３月", "2027年03月", "2027.3", "2027-03月", "2027/3月份", "2027年3", "2027年3月1日", "20270301")
    ),
    _month("2027-03-05", "W236", "只取年月 2027-03", used="2027-03-05 → 2027-03"),
    _month("2027年3月31日", "W236", "写到了日", used="2027年3月31日 → 2027-03"),
    _month("2027-02-30", "E236", "不是有效月份"),
    _month("3月份", "E236", "“3月份”缺年份"),
    _month("一季度", "E236", "缺年份"),
    _month("27年3月", "E236", "年份没有写全"),
    _month("2027—03", "E236", "“—”不是半角的“-”"),
    _month("2027-O3", "E236", "“O”是字母"),
    _month("二〇二七年3月", "E236", "汉字数字"),
    _month("2027年", "E236", "缺月份"),
    _month("二〇二七年三月", "E236", "汉字数字"),
    _month("3月", "E236", "“3月”缺年份"),
    _month("Mar-27", "E236", "不是有效月份"),
    _month("2027-02", "E237", "文件夹是 2027-03，此行为 2027-02"),
    _month("2027-13", "E236"),
    _month("2027-0③", "E210", "“③”不是数字"),
]  # fmt: skip

WORDS = [
    _outlets(
        "59 a neighbour's unit",
        OUTLET.replace("北港", "南港"),
        told="E238 2:1",
        says="此行的单位是“南港园区”",
    ),
    _outlets("60 synonym", OUTLET.replace("已整治", "完成"), used="完成 → 已整治"),
    _outlets(
        "60 near", OUTLET.replace("已整治", "正在整理"), told="E222 2:5", says="是否为“整治中”？"
    ),
    _outlets("60 tick", OUTLET.replace(",是,", ",√,"), told="E222 2:6", says="“√”不是“是”或“否”"),
    _outlets(
        "44 a code as a number",
        OUTLET.replace("PK001", "2.02305E+14"),
        told="E216 2:3",
        says="科学计数法",
    ),
    _outlets(
        "61 what nobody sees",
        OUTLET.replace("PK001", "PK\u200b001\u00a0"),
        used="PK\u200b001\u00a0 → PK001",
    ),
    _outlets(
        "61 full-width code", OUTLET.replace("PK001", "ＰＫ００１"), used="ＰＫ００１ → PK001"
    ),
    _outlets(
        "61 a code with a footnote mark",
        OUTLET.replace("PK001", "PK00①"),
        told="E210 2:3",
        says="“PK00①”中的“①”不是数字",
    ),
    _outlets(
        "61 a unit with a footnote mark", OUTLET.replace("北港园区", "北港园区①"), told="E221 2:1"
    ),
    _outlets(
        "a letter of another alphabet",
        OUTLET.replace("PK001", "РК001"),
        told="E223 2:3",
        says="其中的“Р”不是“P”，而是西里尔字母",
    ),
    _outlets(
        "letters for digits",
        OUTLET.replace("PK001", "PKO0l"),
        told="E223 2:3",
        says="其中的“O”不是“0”，而是字母 O",
    ),
    *(
        _clause(text, used=f"{text} → K2")
        for text in ("2", "k2", "K02", "K-2", "２", "第2项", "任务2", "k２")
    ),
    _clause("1", "E221", "“1”对得上 2 个编号"),
    _clause("2.5", "E221", "不在名录"),
    _clause("K²", "E221", "其中的“²”不是普通数字"),
    _clause("К2", "E221", "其中的“К”不是“K”，而是西里尔字母"),
    _clause("9", "E221", "不在名录"),
    _outlets(
        "62 another hanzi",
        OUTLET.replace("北港园区", "北港園區"),
        told="E221 2:1",
        says="是否为“北港园区”？",
    ),
    _outlets(
        "72 control characters in a code",
        OUTLET.replace("PK001", "PK\x07001"),
        told="E224 2:3",
        says="含控制字符 U+0007",
    ),
    _outlets(
        "a line separator in a code",
        OUTLET.replace("PK001", "PK\u2028001"),
        told="E224 2:3",
        says="含行分隔符 U+2028",
    ),
    _outlets("long text", OUTLET.replace("月牙", "很" * 41), told="E311 2:4", says="上限 40 字"),
    _outlets("error in text", OUTLET.replace("月牙渔港东侧", "#VALUE!"), told="E217 2:4"),
    _outlets(
        "77 a path",
        OUTLET.replace("月牙渔港东侧", "../../etc/passwd"),
        told="E404 2:4",
        says="是文件路径",
    ),
    _outlets("77 a drive", OUTLET.replace("月牙渔港东侧", "C:\\Users\\x"), told="E404 2:4"),
    _said("零宽\u200b字", used="零宽\u200b字 → 零宽字"),
    _said("方向\u202e字", "W241", "U+202E", used="方向\u202e字 → 方向字"),
    _said("名\ue000字", "W242", "私有区字符"),
    _said("铃\x07声", "W243", "U+0007", used="铃\x07声 → 铃声"),
    _said(
        "第一\u2028第二", "W243", "行分隔符 U+2028已改作换行", used="第一\u2028第二 → 第一\n第二"
    ),
    _said(
        "一\x0b二\x0c三\x85四",
        "W243",
        "垂直制表符 U+000B、换页符 U+000C、换行控制符 U+0085",
        used="一\x0b二\x0c三\x85四 → 一\n二\n三\n四",
    ),
    _said("\u3164", "E201", used="\u3164 → "),
    _said("爱心❤\ufe0f"),
    _said("\x1b[31m红\x1b[0m", "W243", "U+001B", used="\x1b[31m红\x1b[0m → 红"),
    _said('=HYPERLINK("http://x","y")', "E302", "疑似公式"),
    _said("@SUM(A1)", "E302"),
    _said("+cmd|' /C calc'!A0", "E302"),
    _said("-2+3", "E302"),
    _said("-5.2个百分点"),
    _said("- 完成排口编号"),
    _said("<script>alert(1)</script>", "W303", "网页标签"),
    _said("<img src=x onerror=alert(1)>", "W303"),
    _said("[a](javascript:x) | # `x`", "W303"),
    _said("**粗** | # `码` [链](http://x)"),
    _said("{{7*7}}{% x %}"),
    _said("表情😀与𠮷字"),
    _said("全家\U0001f468\u200d\U0001f469\u200d\U0001f467。"),
    _said("NaN"),
    _said("长" * 501, "E311", "有 501 字，上限 500 字"),
    _said("带\n换行"),
    _said("无"),
    _said("——", "E201", "以“——”表示空"),
]

PERSONAL = [
    _said("身份证11010119900307002X", "E301", "1101**********002X"),
    _said("11010119900307002x核实", "E301"),
    _said("110101199003070029", "E301", "疑似身份证号"),
    _said("１１０１０１１９９００３０７００２Ｘ", "E301"),
    _said("110101 19900307 002X", "E301"),
    _said("1101\u200b0119900307002X", "E301", used="1101***********002X → 1101**********002X"),
    _said("110101900307002", "W301", "15 位身份证号"),
    _said("410101199003070039 2户", "E301", "身份证号（4101**********0039）"),
    _said("1-410101199003070039-1", "E301"),
    _said("No.410101199003070039", "E301"),
    _said("编号：410101199003070039 2", "E301"),
    _said("410101199003070039A", "E301"),
    _said("410101—19900307—0039", "E301"),
    _said("410101.19900307.0039", "E301"),
    _said("41010119900307003913812345678", "E301 E301"),
    _said("138—1234—5678", "E301", "手机号"),
    _said("138.1234.5678", "E301"),
    _said("No.13812345678", "E301"),
    _said("手机13812345678元", "E301"),
    _said("4.10101E17", "E301", "改写"),
    _said("户 主：张三", "E301", "个人姓名（张*）"),
    _said("户主:  张三", "E301"),
    _said("户主∶张三", "E301"),
    _said("户主：张 三", "E301"),
    _said("户主：张三身份证已核", "E301", "个人姓名（张*）"),
    _said("户主：张小三家庭3人", "E301", "个人姓名（张**）"),
    _said("联系13812345678", "E301", "手机号（13*******78）"),
    _said("138 1234 5678", "E301"),
    _said("138-1234-5678", "E301"),
    _said("+86 13812345678", "E301"),
    _said("卡号6222021234567890128", "E301", "银行卡号"),
    _said("电话0374-2965123", "E301", "电话号码"),
    _said("(0374)2965123", "E301"),
    _said("电话：2965123", "E301"),
    _said("发到zhang.san@example.com", "E301", "电子邮箱"),
    _said("户主：张三，已核实", "E301", "个人姓名（张*）"),
    _said("联系人：欧阳小明", "E301", "欧***"),
    _said("户主李四等三户", "E301"),
    _said("4.10123E+17", "E301", "改写"),
    _said("一三八一二三四五六七八", "E301", "手机号（一三*******七八）"),
    _said("TEL13812345678", "E301", "手机号"),
    _said("联系人 逄小明", "E301", "个人姓名（逄**）"),
    _said("张三（1381234567）", "E301 E301", "个人姓名（张*）"),
    _said("QQ：123456789", "E301", "QQ、微信等账号"),
    _said("护照号E12345678", "E301", "护照、通行证等证件号"),
    _said("车辆豫K12345", "E301", "车牌号"),
    _said("家住李庄村2组7号", "E301", "家庭住址"),
    _outlets(
        "a column of names",
        OUTLET + ",甲",
        header=OUTLETS + ",户主姓名",
        told="E301 1:8",
        says="个人信息的列",
    ),
    # no false alarm
    _said("资金13800000000元"),
    _said("下达资金1234567890123456万元"),
    _said("项目编号411023202306150012"),
    _said("411023202306150012"),
    _said("统一社会信用代码91411000MA3X7Q8H2K"),
    _said("914110007654321098"),
    _said("文号许乡振〔2023〕8号，2027-03-15至2027-03-20"),
    _said("监测户张贴公告，户主和子女均已核实，负责人应到位"),
    _said("XC13812345678"),
    _said("面积12345678901.25平方米"),
    _said("负责人到位，联系人变更2人，李庄3户"),
    _said("档号 0374-2023-0012"),
]

_MANY = [OUTLET.replace("PK001", f"P{number:04}") for number in range(2100)]

SIZES = [
    _bytes("only commas", b",,,\n,,,\n", "E110 0:0"),
    _bytes(
        "half a million cells",
        sheet(OUTLETS, OUTLET) + b"," * 500_001,
        "E402 0:0",
        "超过 500000 格",
    ),
    Fault(
        "the same slip everywhere",
        FILE,
        sheet(OUTLETS, *_MANY),
        (*(f"E223 {n}:3" for n in range(2, 22)), "W402 0:0"),
        "“排口编号”列还有 2080 处同样的问题（E223），没有列出",
    ),
    _bytes("nothing but quotes", sheet(OUTLETS) + b'"' * 3001, "E133 2:1"),
    _bytes("a quote that is one of a pair", sheet(OUTLETS) + b'"a""', "E133 2:1"),
    _day("2027-03-31" * 30, "E311", "上限 200 字"),
    _said("长" * 5000 + "联系13812345678", "E301 E311"),
    _said("1 2 3 4 5 6 7 8 " * 500 + "13812345678", "E301 E311"),
    _said("甲" * 3990 + "11010519491231002X" + "乙" * 200, "E301 E311"),
]

COLLECTION = [*SIZES, *ENCODINGS, *LAYOUT, *HEADERS, *NUMBERS, *DAYS, *WORDS, *PERSONAL]
