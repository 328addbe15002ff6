# mypy: ignore-errors
"""What the same files cost others: run in an interpreter that has them, as ``work`` in ours.

Each is given all that the form declares: types, options, registers, bounds, lengths, keys. pandas and polars
are used as somebody would who knows them: many files in one frame, a check on a whole column.
"""

import csv
import json
import logging
import resource
import sys
from io import StringIO
from pathlib import Path


def used():
    own, others = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def by_pandas(files, fields):
    import pandas as pd

    frames = [
        pd.read_csv(file["path"], dtype=str, keep_default_na=False, encoding="utf-8-sig").assign(
            _unit=file["unit"], _period=file["period"]
        )
        for file in files
    ]
    frame = pd.concat(frames, ignore_index=True)
    wrong = 0
    for each in fields:
        column = frame[each["header"]]
        filled = column[column != ""]
        wrong += int(each["required"] and len(filled) < len(column))
        if each["own"]:
            wrong += int((column != frame[f"_{each['own']}"]).any())
        elif each["kind"] == "number":
            numbers = filled.astype("Int64" if each["whole"] else float)
            wrong += int(each["min"] is not None and (numbers < each["min"]).any())
            wrong += int(each["max"] is not None and (numbers > each["max"]).any())
        elif each["kind"] == "date":
            pd.to_datetime(filled, format="%Y-%m-%d")
        elif each["options"]:
            wrong += int(not filled.isin(each["options"]).all())
        elif each["longest"]:
            wrong += int((filled.str.len() > each["longest"]).any())
    wrong += int(frame.duplicated([each["header"] for each in fields if each["key"]]).any())
    return len(frame), wrong


def by_polars(files, fields):
    import polars as pl

    frame = pl.concat(
        [
            pl.read_csv(Path(file["path"]).read_bytes(), infer_schema=False)
            .fill_null("")
            .with_columns(_unit=pl.lit(file["unit"]), _period=pl.lit(file["period"]))
            for file in files
        ]
    )
    looks = []
    for each in fields:
        column = pl.col(each["header"])
        if each["required"]:
            looks.append((column == "").any())
        if each["own"]:
            looks.append((column != pl.col(f"_{each['own']}")).any())
        elif each["kind"] == "number":
            numbers = (
                pl.when(column != "").then(column).cast(pl.Int64 if each["whole"] else pl.Float64)
            )
            looks += [(numbers < each["min"]).any()] if each["min"] is not None else []
            looks += [(numbers > each["max"]).any()] if each["max"] is not None else []
            looks.append(numbers.sum().is_null())
        elif each["kind"] == "date":
            looks.append(column.str.to_date("%Y-%m-%d", strict=True).is_null().any())
        elif each["options"]:
            looks.append((~column.is_in([*each["options"], ""])).any())
        elif each["longest"]:
            looks.append((column.str.len_chars() > each["longest"]).any())
    keys = [each["header"] for each in fields if each["key"]]
    looks.append(pl.struct(keys).is_duplicated().any())
    found = frame.select([look.alias(str(n)) for n, look in enumerate(looks)]).row(0)
    return len(frame), sum(map(bool, found))


def by_frictionless(files, fields):
    import frictionless
    from frictionless import Resource, Schema
    from frictionless import fields as kinds

    rows = wrong = 0
    for file in files:
        made = []
        for each in fields:
            limits = {
                "required": each["required"] or None,
                "minimum": each["min"],
                "maximum": each["max"],
            }
            if each["kind"] == "number":
                kind = kinds.IntegerField if each["whole"] else kinds.NumberField
            elif each["kind"] == "date":
                kind, limits = kinds.DateField, {"required": limits["required"]}
            else:
                allowed = [file[each["own"]]] if each["own"] else each["options"]
                limits = {
                    "required": limits["required"],
                    "enum": allowed or None,
                    "maxLength": each["longest"],
                }
                kind = kinds.StringField
            given = {name: limit for name, limit in limits.items() if limit is not None}
            made.append(kind(name=each["header"], constraints=given))
        schema = Schema(fields=made)
        schema.primary_key = [each["header"] for each in fields if each["key"]]
        path = Path(file["path"])
        report = frictionless.validate(Resource(path.name, basepath=str(path.parent), schema=schema,
                                                encoding="utf-8-sig"))  # fmt: skip
        rows += report.tasks[0].stats.get("rows", 0)
        wrong += sum(len(task.errors) for task in report.tasks)
    return rows, wrong


def by_jsonschema(files, fields):
    from jsonschema import Draft202012Validator, FormatChecker

    rows = wrong = 0
    formats = FormatChecker()
    for file in files:
        properties = {}
        for each in fields:
            if each["own"]:
                own = {"const": file[each["own"]]}
            elif each["kind"] == "number":
                own = {"type": "number", "minimum": each["min"], "maximum": each["max"]}
            elif each["kind"] == "date":
                own = {"type": "string", "format": "date"}
            else:
                own = {
                    "type": "string",
                    "enum": each["options"] or None,
                    "maxLength": each["longest"],
                }
            properties[each["header"]] = {
                key: value for key, value in own.items() if value is not None
            }
        required = [each["header"] for each in fields if each["required"]]
        schema = {"type": "object", "properties": properties, "required": required}
        validator = Draft202012Validator(schema, format_checker=formats)
        numbers = [each["header"] for each in fields if each["kind"] == "number"]
        text = Path(file["path"]).read_bytes().decode("utf-8-sig")
        for row in csv.DictReader(StringIO(text, newline="")):
            rows += 1
            record = {name: cell for name, cell in row.items() if cell}
            for name in numbers:
                if name in record:
                    record[name] = float(record[name])
            wrong += sum(1 for _ in validator.iter_errors(record))
    return rows, wrong


TOOLS = {
    "pandas": by_pandas,
    "polars": by_polars,
    "frictionless": by_frictionless,
    "jsonschema": by_jsonschema,
}


def main(tool, given):
    import importlib.metadata

    logging.disable(logging.CRITICAL)
    __import__(tool)
    spec = json.loads(Path(given["spec"]).read_text("utf-8"))
    begun = used()
    rows, wrong = TOOLS[tool](spec["files"], spec["fields"])
    cpu = used() - begun
    told = {
        "cpu": cpu,
        "rows": rows,
        "problems": wrong,
        "version": importlib.metadata.version(tool),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
