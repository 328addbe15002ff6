"""What need not be written: it follows from what is, and means the same as if it were."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from generator import flow
from generator.judging.results import Results
from tests.factory import City, harbour

TASKS, RULES = "tasks.yaml", "rules/judging/all.yaml"
DAY = date(2027, 7, 20)


def judged(city: City) -> Results:
    return flow.judge(flow.read(city.root), DAY)


def standing(results: Results) -> list[tuple[str, str, str]]:
    return [(v.id, v.state, v.sentence) for v in results.verdicts]


def test_a_target_with_an_indicator_needs_no_rule(tmp_path: Path) -> None:
    written, unwritten = harbour(tmp_path / "a"), harbour(tmp_path / "b")
    rule = "  - id: outlets\n    kind: threshold\n    provision: K1-2\n    basis: notice\n"
    unwritten.edit(RULES, rule, "")
    one, other = judged(written), judged(unwritten)
    assert standing(one) == standing(other)
    told = {v.rule for v in other.verdicts if v.provision == "K1-2"}
    assert told == {"K1-2"}
    own = next(rule for rule in other.case.catalogue.rules if rule.id == "K1-2")
    assert (own.kind, own.basis) == ("threshold", "assumed")
    assert own.declared.line == unwritten.line_of(TASKS, "id: K1-2")


def test_what_is_measured_by_nothing_still_needs_one(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    declared = yaml.safe_load((city.root / RULES).read_text("utf-8"))
    count = next(rule for rule in declared["rules"] if rule["provision"] == "K2-2")
    declared["rules"].remove(count)
    city.write(RULES, yaml.safe_dump(declared, allow_unicode=True))
    found = [v for v in judged(city).verdicts if v.provision == "K2-2"]
    assert {v.state for v in found} == {"cannot_judge"}
    assert {v.rule for v in found} == {None}


def test_the_basis_of_what_the_notice_says_and_of_what_is_ours(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    for path in (TASKS, RULES, "units.yaml", "rules/filing.yaml"):
        file = city.root / path
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\n *basis: (notice|assumed)(?=\n)", "", text), "utf-8")
    declared = city.catalogue()
    assert {provision.basis for provision in declared.provisions.values()} == {"notice"}
    assert declared.filing.basis == "assumed"
    rules = {rule.id: rule.basis for rule in declared.rules}
    assert rules["on-time"] == "assumed"


def test_evidence_follows_from_what_measures_and_judges(tmp_path: Path) -> None:
    """The usual form first, then those of the indicators and of the rules; what is written stays."""
    city = harbour(tmp_path, filings=False)
    file = city.root / TASKS
    text = file.read_text("utf-8").replace("            evidence: [outlets]\n", "")
    file.write_text(
        "evidence: [briefs]\n" + text.replace("            evidence: [worklog]\n", ""), "utf-8"
    )
    declared = city.catalogue()
    evidence = {id_: provision.evidence for id_, provision in declared.provisions.items()}
    assert evidence["K1-2"] == ("briefs", "outlets")
    assert evidence["K1-3"] == ("briefs", "worklog")
    assert evidence["P-2"] == ("briefs",)
    assert evidence["K1-4"] == ()


def test_a_column_that_forms_share_is_written_once(tmp_path: Path) -> None:
    """A form calls it by its id; a fault of it stands at its own place, one of the call at the form's."""
    plain = harbour(tmp_path / "a")
    shared = harbour(tmp_path / "b")
    forms = sorted((shared.root / "rules/forms").glob("*.yaml"))
    columns = {}
    for file in forms:
        form = yaml.safe_load(file.read_text("utf-8"))
        for index, column in enumerate(form["columns"]):
            if column.get("equals") == "unit":
                columns[column["id"]] = column
                form["columns"][index] = column["id"]
        file.write_text(yaml.safe_dump(form, allow_unicode=True, sort_keys=False), "utf-8")
    assert len(columns) == 1
    whole = yaml.safe_dump({"columns": list(columns.values())}, allow_unicode=True, sort_keys=False)
    shared.write("rules/columns.yaml", whole)
    assert standing(judged(plain)) == standing(judged(shared))
    shared.edit("rules/columns.yaml", "type: reference", "type: referense")
    told = [(p.file, p.code) for p in shared.problems()]
    assert ("rules/columns.yaml", "E514") in told
    shared.edit("rules/columns.yaml", "type: referense", "type: reference")
    name = next(iter(columns))
    file = forms[0]
    file.write_text(file.read_text("utf-8").replace(f"- {name}\n", f"- {name}x\n", 1), "utf-8")
    unknown = [(p.file, p.message) for p in shared.problems() if p.code == "E521"]
    path = file.relative_to(shared.root).as_posix()
    assert any(where == path and f"是否为“{name}”" in message for where, message in unknown)


TABLE = """tables:
  - form: outlets
    key: stage
    numerator: {count: outlet}
    denominator: {count: outlet}
    as_of: counted_on
    indicators:
      - {id: treated, name: 已整治的排口, unit: 个, accumulation: stock, decimals: 0}
      - {id: share, name: 占比, unit: "%", rate: true, accumulation: stock}
"""


def test_indicators_of_a_table_take_one_line_each(tmp_path: Path) -> None:
    """Each is the indicator of the rows that name it; one that no row can name is told on its line."""
    city = harbour(tmp_path, filings=False)
    file = city.root / "rules/indicators.yaml"
    file.write_text(TABLE + file.read_text("utf-8"), "utf-8")
    told = [(p.code, p.line) for p in city.problems() if p.file == "rules/indicators.yaml"]
    assert told == [("E514", 8), ("E514", 9)]
    text = (city.root / "rules/forms/outlets.yaml").read_text("utf-8")
    city.write(
        "rules/forms/outlets.yaml",
        re.sub(
            r"- *\{? *value: 已整治",
            "- {value: treated}\n      - {value: share}\n      \\g<0>",
            text,
        ),
    )
    indicators = city.catalogue().indicators
    treated, share = indicators["treated"], indicators["share"]
    assert [condition.is_ for condition in treated.where] == ["treated"]
    assert treated.denominator is None
    assert share.denominator == share.numerator
    assert (share.form, share.as_of, treated.decimals) == ("outlets", "counted_on", 0)


def test_a_group_that_the_notice_spells_out(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    units = "        responsible:\n          - shengtai\n          - beigang\n          - nangang\n          - xidao\n"
    city.edit(TASKS, units, "        responsible: [shengtai, zones]\n")
    declared = city.catalogue()
    assert declared.owners(declared.provisions["K1-4"])[1:] == ("beigang", "nangang", "xidao")
    assert declared.clauses["K1"].responsible == ("shengtai", "beigang", "nangang", "xidao")
    city.edit("units.yaml", "members: [beigang, nangang, xidao]", "members: [beigang, xidao]")
    assert any("南港园区" in p.message for p in city.problems() if p.code == "E533")


SHEET = """编号,名称,单位,口径,比率,小数位,要做的事,说明
treated,已整治的排口,个,时点数,,0,再整治{}个,逐个现场核实
share,占比,%,时点数,是,,,
"""


def test_indicators_may_stand_in_a_sheet(tmp_path: Path) -> None:
    """As an office edits it: the headers are what the fields are called, faults stand at their cells."""
    city = harbour(tmp_path, filings=False)
    head, _, _ = TABLE.partition("    indicators:\n")
    file = city.root / "rules/indicators.yaml"
    file.write_text(head + "    rows: monthly\n" + file.read_text("utf-8"), "utf-8")
    city.write("rules/indicators/monthly.csv", SHEET.encode("gb18030"))
    told = [(p.file, p.code, p.line) for p in city.problems()]
    assert told == [("rules/indicators/monthly.csv", "E514", line) for line in (2, 3)]
    text = (city.root / "rules/forms/outlets.yaml").read_text("utf-8")
    options = "- {value: treated}\n      - {value: share}\n      \\g<0>"
    city.write("rules/forms/outlets.yaml", re.sub(r"- *\{? *value: 已整治", options, text))
    indicators = city.catalogue().indicators
    treated, share = indicators["treated"], indicators["share"]
    assert (treated.accumulation, treated.decimals, treated.deed) == ("stock", 0, "再整治{}个")
    assert (treated.denominator, share.denominator) == (None, share.numerator)
    city.write(
        "rules/indicators/monthly.csv", SHEET.replace("口径", "口经").replace(",是,", ",对,")
    )
    places = {p.code: p.place for p in city.problems() if p.code in ("E511", "E513")}
    assert places["E513"] == "rules/indicators/monthly.csv:3:16"
    assert places["E511"].startswith("rules/indicators/monthly.csv:")
