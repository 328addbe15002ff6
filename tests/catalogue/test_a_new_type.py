"""A type of column is added by its module and its half in the browser; everything else asks for them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.factory import harbour, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.place import PROJECT

MODULE = '''
"""Yes or no, in any of the ways in which people tick a box."""

from ...calendar import Month
from ..fields import FieldType, Read, Reader, fault, taken
from ..model import Catalogue, Column

_WORDS = {"是": True, "√": True, "否": False, "×": False}


def _reader(column: Column, catalogue: Catalogue, period: Month) -> Reader:
    def read(text: str, seen: str) -> Read:
        if seen not in _WORDS:
            return fault("E222.boolean", text=seen)
        return taken(_WORDS[seen], text, "是" if _WORDS[seen] else "否")

    return read


TYPE = FieldType(
    title="打勾或打叉",
    meaning="打勾",
    reader=_reader,
    holds="truth",
    choices=lambda column, catalogue, unit: ["是", "否"],
    data={"words": _WORDS},
)
'''
ASKED = """
import json, sys
from io import BytesIO
from pathlib import Path
import openpyxl
from generator import catalogue, forms, intake
from generator.calendar import Month
from generator.intake.export import rules
from generator.judging.kinds import KINDS
from generator.pages.kinds.self_check import SCRIPTS

root = Path(sys.argv[1])
declared, problems = catalogue.read(root, KINDS)
assert declared, problems
(filed,) = intake.inspect(root, declared).filed
files = forms.files(declared, declared.units["beigang"], Month(2027, 6), lambda form: None)
book = openpyxl.load_workbook(BytesIO(files["beigang-2027-06.xlsx"]))
print(json.dumps({
    "values": filed.columns["sampled"],
    "changes": [[change.was, change.used] for change in filed.changes],
    "choices": [r.formula1 for r in book["入海排口台账"].data_validations.dataValidation],
    "browser": rules(declared)["types"]["ticked"]["words"],
    "script": "types/ticked" in SCRIPTS,
}))
"""


def test_a_module_is_all_there_is_to_a_new_type(tmp_path: Path) -> None:
    tool = tmp_path / "tool"
    shutil.copytree(PROJECT / "generator", tool / "generator", ignore=compiled)
    (tool / "generator/catalogue/types/ticked.py").write_text(MODULE, "utf-8")
    run(tool, "-m", "generator.schemas")
    city = harbour(tmp_path / "city", filings=False)
    city.edit("rules/forms/outlets.yaml", "type: boolean", "type: ticked")
    city.write(FILE, sheet(OUTLETS, OUTLET.replace(",是,", ",√,")))
    told: Mapping[str, Any] = json.loads(run(tool, "-c", ASKED, str(city.root)))
    assert told["values"] == [True]
    assert told["changes"] == [["√", "是"]]
    assert '"是,否"' in told["choices"]
    assert told["browser"] == {"是": True, "√": True, "否": False, "×": False}
    assert told["script"]


def compiled(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "__pycache__"}


def run(tool: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=tool)
    assert done.returncode == 0, done.stderr
    return done.stdout
