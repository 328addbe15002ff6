# mypy: ignore-errors
"""What frictionless and pandas say of files: run by ``tests/peers.py`` in an interpreter that has them."""

import json
import logging
import os
import resource
import signal
import sys
import time
import warnings
from pathlib import Path

import frictionless
import pandas as pd
from frictionless import Detector, Resource, Schema, fields


def by_frictionless(case):
    """Every error of a validation with the full schema, headers in any order; the values when there is none."""
    schema = Schema(fields=[_field(each) for each in case["fields"]])
    schema.primary_key = [each["header"] for each in case["fields"] if each["key"]]
    report = frictionless.validate(_resource(case, schema))
    errors = sum(len(task.errors) for task in report.tasks) + len(report.errors)
    if errors:
        return errors, None
    rows = _resource(case, schema).read_rows()
    return 0, [[_text(each, row.get(each["header"])) for each in case["fields"]] for row in rows]


def _resource(case, schema):
    """A file whose columns may stand in any order, in the encoding that it seems to have."""
    folder, name = os.path.split(case["file"])
    return Resource(name, basepath=folder, schema=schema, detector=Detector(schema_sync=True))


def _field(each):
    limits = {"required": each["required"] or None, "minimum": each["min"], "maximum": each["max"]}
    if each["kind"] == "number":
        made = fields.IntegerField if each["whole"] else fields.NumberField
        return made(name=each["header"], bare_number=True, constraints=_given(limits))
    if each["kind"] == "date":
        return fields.DateField(
            name=each["header"],
            format="%Y-%m-%d",
            constraints=_given({"required": limits["required"]}),
        )
    allowed = [name for names in each["options"].values() for name in names]
    limits = {
        "required": limits["required"],
        "pattern": each["pattern"],
        "maxLength": each["longest"],
        "enum": allowed or None,
    }
    return fields.StringField(name=each["header"], constraints=_given(limits))


def _given(limits):
    return {name: limit for name, limit in limits.items() if limit is not None}


def by_pandas(case):
    """Every column that does not take its dtype or a check of what is declared; the values when all do."""
    try:
        frame = pd.read_csv(
            case["file"], dtype=str, keep_default_na=False, encoding="utf-8-sig", index_col=False
        )
    except Exception:
        return 1, None
    known = {name: each["header"] for each in case["fields"] for name in each["called"]}
    frame = frame.rename(columns=known)
    errors, columns = 0, []
    for each in case["fields"]:
        if each["header"] not in frame.columns:
            errors += each["required"]
            columns.append([""] * len(frame))
            continue
        column = frame[each["header"]]
        if isinstance(column, pd.DataFrame):
            return 1, None
        try:
            errors += _checked(each, column)
        except Exception:
            errors += 1
            continue
        columns.append([_text(each, value or None) for value in column])
    keys = [
        each["header"] for each in case["fields"] if each["key"] and each["header"] in frame.columns
    ]
    errors += int(bool(keys) and frame.duplicated(keys).any())
    return errors, None if errors else [list(row) for row in zip(*columns, strict=True)]


def _checked(each, column):
    filled = column[column != ""]
    wrong = int(each["required"] and len(filled) < len(column))
    if each["kind"] == "number":
        numbers = filled.astype("Int64" if each["whole"] else float)
        wrong += int(each["min"] is not None and (numbers < each["min"]).any())
        wrong += int(each["max"] is not None and (numbers > each["max"]).any())
    elif each["kind"] == "date":
        pd.to_datetime(filled, format="%Y-%m-%d")
    else:
        allowed = [name for names in each["options"].values() for name in names]
        wrong += int(bool(allowed) and not filled.isin(allowed).all())
        wrong += int(
            bool(each["pattern"]) and not filled.str.fullmatch(each["pattern"] or "").all()
        )
        wrong += int(
            each["longest"] is not None and (filled.str.len() > (each["longest"] or 0)).any()
        )
    return wrong


def _text(each, value):
    if value is None:
        return ""
    if each["kind"] == "number":
        return repr(float(value))
    text = str(value)
    return next((value for value, names in each["options"].items() if text in names), text).strip()


def _too_long(*_):
    raise TimeoutError


def main(path):
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    signal.signal(signal.SIGALRM, _too_long)
    warnings.simplefilter("ignore")
    cases = json.loads(Path(path).read_text("utf-8"))
    answer = {}
    for tool, of in (
        (f"frictionless {frictionless.__version__}", by_frictionless),
        (f"pandas {pd.__version__}", by_pandas),
    ):
        begun, told = time.perf_counter(), []
        for case in cases:
            try:
                signal.setitimer(signal.ITIMER_REAL, 5)  # some files it never comes to an end with
                errors, values = of(case)
            except BaseException:
                errors, values = 1, None
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            told.append({"errors": errors, "warnings": 0, "values": values})
        answer[tool] = {"told": told, "seconds": time.perf_counter() - begun}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
