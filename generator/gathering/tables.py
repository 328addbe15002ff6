"""What was gathered as CSV, for whoever reckons on: every place, all that is short, every figure."""

from __future__ import annotations

from collections.abc import Iterator

from ..opendata import csv
from ..opendata.table import STATES, Column, Row, Table, key, lead
from ..words.states import State
from . import own
from .compared import one_each
from .gathered import Gathered

FOLDER = "data"

_STATE = Column(name="state", title="状态", required=True, words=STATES)
_WORD = Column(name="word", title="状态的说法")
_WHO = Column(name="who", title="单位")
_DUE = Column(name="due", title="期限", kind="date")


def tables(gathered: Gathered) -> list[Table]:
    """Those that a gathered site hands out; a place that could not be used has its row all the same."""
    return [
        Table(
            name="places",
            title="各处",
            description="汇总的各处，用不上的也在内",
            columns=(
                key("id", "编号"),
                Column(name="name", title="名称", required=True),
                Column(name="level", title="分组"),
                Column(name="use", title="是否计入", required=True),
                Column(name="why", title="说明"),
                Column(name="version", title="版本"),
                Column(name="as_of", title="判定日期", kind="date"),
                Column(name="year", title="计划年度", kind="integer"),
                Column(name="lacking", title="下级缺几处", kind="integer"),
                *(
                    Column(name=state.value, title=f"{state.word}的任务要求", kind="integer")
                    for state in State
                ),
            ),
            key=("id",),
            rows=lambda: _places(gathered),
        ),
        Table(
            name="matters",
            title="没有达到的和预警的",
            description="计入的各处没有达到的和预警的事项，先重后轻",
            columns=(
                lead("place", "哪里", "places", required=True),
                Column(name="what", title="事项", required=True),
                _WHO,
                _STATE,
                _WORD,
                Column(name="value", title="实际"),
                Column(name="asked", title="要求"),
                Column(name="gap", title="差距"),
                _DUE,
                Column(name="next", title="下一步"),
            ),
            key=(),
            rows=lambda: _matters(gathered),
        ),
        Table(
            name="figures",
            title="指标",
            description="计入的各处各单位的指标；空白是没有数，不是 0",
            columns=(
                lead("place", "哪里", "places", required=True),
                Column(name="indicator", title="指标编号", required=True),
                Column(name="name", title="指标", required=True),
                Column(name="unit", title="计量单位"),
                _WHO,
                Column(name="whole", title="是否合在一起的数", kind="boolean", required=True),
                _STATE,
                _WORD,
                Column(name="value", title="实际", kind="number"),
                Column(name="threshold", title="要求", kind="number"),
                Column(name="low", title="要求的下限", kind="number"),
                Column(name="data_day", title="数据截至", kind="date"),
                _DUE,
            ),
            key=(),
            rows=lambda: _figures(gathered),
        ),
    ]


def files(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    """Each table by its path below the top of the site."""
    for table in tables(gathered):
        yield f"{FOLDER}/{table.name}.csv", b"".join(csv.written(table))


def _places(gathered: Gathered) -> Iterator[Row]:
    for part in own.parts(gathered):
        counts = [part.duties.get(state.value, 0) if part.duties else None for state in State]
        told = (part.id, part.name, part.level, part.use, part.why, part.version)
        lacking = part.lacking if part.as_of else None
        yield *told, part.as_of, part.year, lacking, *counts


def _matters(gathered: Gathered) -> Iterator[Row]:
    for entry, each in gathered.matters:
        told = (each.value, each.asked, each.gap, each.due, each.next)
        who = own.who(entry, each)
        yield entry.root.id, each.what, who, each.state.value, each.word, *told


def _figures(gathered: Gathered) -> Iterator[Row]:
    for entry, summary in gathered.used:
        for each in summary.indicators:
            for figure in one_each(each.figures):
                named = (entry.root.id, each.id, each.name, each.unit, own.who(entry, figure))
                stands = (figure.whole, figure.state.value, figure.word)
                value = (figure.value, figure.threshold, figure.low, figure.data_day, figure.due)
                yield *named, *stands, *value
