"""What does not fit a schema, in Chinese: what is wrong, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from jsonschema.exceptions import ValidationError

from ..frozen import dataclass
from ..problems import Problem, nearest
from .declare import Taken, When, fields_of, records
from .schema_files import Schema
from .source import At, Document


@dataclass(frozen=True, slots=True)
class Fault:
    """What a keyword of a schema has against a value; ``schema`` is {} where it is true or false."""

    validator: str | None
    validator_value: Any
    instance: Any
    schema: Mapping[str, Any]

    @classmethod
    def of(cls, error: ValidationError) -> Fault:
        """From a finding of ``jsonschema``."""
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        keyword = error.validator if isinstance(error.validator, str) else None
        return cls(keyword, error.validator_value, error.instance, schema)


def explain(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    """The problems behind one fault that a validator found at a place."""
    explainer = _EXPLAINERS.get(str(error.validator), _unexpected)
    yield from explainer(error, document, at)


_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "array": "列表（每项以“- ”开头，或写在方括号里）",
    "object": "若干字段（“字段名: 值”）",
    "null": "空",
}


_Explainer: TypeAlias = Callable[[Fault, Document, At], Iterator[Problem]]


def _title(error: Fault, at: At) -> str:
    """What the value is called: its title in the schema and its key."""
    key = next((step for step in reversed(at) if isinstance(step, str)), "")
    title = error.schema.get("title", "")
    if isinstance(at[-1] if at else "", int) and not title:
        return f"{key} 的第 {int(at[-1]) + 1} 项"
    return f"{title}（{key}）" if title and key else title or key or "整个文件"


def _additional(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    for key in error.instance:
        if key in known:
            continue
        meant = nearest(key, known) or _by_title(key, known)
        guess = f"；是否为“{meant}”？" if meant else ""
        others = "、".join(name for name in known if name not in error.instance)
        yield document.problem(
            "E511",
            (*at, key),
            f"未知的字段“{key}”{guess}",
            f"改为“{meant}”，或删去这一项。" if meant else f"此处还可以写：{others}。",
            on_key=True,
            value=key,
        )


def _by_title(key: str, known: Mapping[str, Any]) -> str | None:
    """A field written by its Chinese title instead of its name."""
    titles = {
        spec["title"]: name
        for name, spec in known.items()
        if isinstance(spec, Mapping) and "title" in spec
    }
    found = nearest(key, titles)
    return titles[found] if found else None


def _required(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    for name in error.validator_value:
        if name in error.instance:
            continue
        causes = _called_for().get(name, {})
        cause = next((each for each in causes if each in error.instance), "")
        called = causes.get(cause) or next(iter(causes.values()), "")
        title = known.get(name, {}).get("title") or called
        label = f"（{title}）" if title else ""
        misspelt = nearest(name, (key for key in error.instance if key not in known), 0.7)
        if misspelt and known:
            if error.schema.get("additionalProperties", True):
                message, hint = f"未知的字段“{misspelt}”；是否为“{name}”？", f"改为“{name}”。"
                place = (*at, misspelt)
                yield document.problem("E511", place, message, hint, on_key=True, value=misspelt)
            continue  # else the unknown field's own message says what was meant
        example = known.get(name, {}).get("x-example", "")
        hint = f"请补上“{name}: {example or '……'}”。"
        if name == "decision":
            hint = "依据为 office 时，请补上 decision，写明文号（paper）和日期（date）。"
        place = (*at, cause) if cause in error.instance else at
        yield document.problem("E512", place, f"缺少字段“{name}”{label}", hint)


@cache
def _called_for() -> Mapping[str, Mapping[str, str]]:
    """The fields that another field's value calls for, and what they are called, by that one, which may be
    the slip."""
    found: dict[str, dict[str, str]] = {}
    for cls, said in records().items():
        fields = {each.key: each for each in fields_of(cls)}
        for condition in said.conditions:
            match condition:
                case When(field=cause, needs=name) | Taken(field=cause, key=name):
                    titles = [meta.title for meta in fields[name].meta]
                    of_type = records().get(fields[name].type)
                    called = "".join(titles) or (of_type.title if of_type else "")
                    found.setdefault(name, {})[cause] = called
    return found


def _type(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    wanted = error.validator_value
    wanted = wanted if isinstance(wanted, list) else [wanted]
    words = "或".join(_TYPES[name] for name in wanted)
    value = error.instance
    if value is None:
        message, code = f"{_title(error, at)}没有填写", "E517"
        hint = f"请填写{words}；不需要时整行删去。"
    else:
        code = "E513"
        message = f"{_title(error, at)}应为{words}，现为{_describe(value)}"
        hint = _type_hint(wanted, value)
    yield document.problem(code, at, message, hint, value=_short(value))


def _type_hint(wanted: list[str], value: object) -> str:
    if "string" in wanted and isinstance(value, int | float):
        return f'请加引号："{value}"。'
    if {"number", "integer"} & set(wanted) and isinstance(value, str):
        found = re.match(r"[-+]?[0-9]+(\.[0-9]+)?", value)
        return f"只写数字，如“{found.group()}”。" if found else "只写数字，不加引号和单位。"
    if "boolean" in wanted:
        return "请写 true（是）或 false（否），不加引号。"
    if "array" in wanted:
        return f"只有一项也要写成列表：[{_short(value)}]。"
    return "请对照参考页改写。"


def _describe(value: object) -> str:
    match value:
        case bool():
            return f"“{str(value).lower()}”"
        case str() | int() | float():
            return f"“{_short(value)}”"
        case list():
            return "列表"
        case _:
            return "若干字段"


def _enum(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    options = [str(option) for option in error.validator_value]
    value = str(error.instance)
    meant = nearest(value, options, 0.5) or _by_meaning(value, error.schema)
    guess = f"；是否为“{meant}”？" if meant else ""
    yield document.problem(
        "E514",
        at,
        f"{_title(error, at)}不能是“{_short(value)}”{guess}",
        f"可选：{'、'.join(options)}。",
        value=value,
    )


def _by_meaning(value: str, spec: Schema) -> str | None:
    """An option written by its Chinese meaning."""
    pairs = zip(spec["enum"], spec["enumDescriptions"], strict=True)
    return next((word for word, meaning in pairs if value and value in meaning), None)


def _const(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    yield document.problem(
        "E514",
        at,
        f"{_title(error, at)}只能是“{str(error.validator_value).lower()}”",
        value=error.instance,
    )


def _pattern(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    example = error.schema.get("x-example", "")
    hint = f"正确的写法如“{example}”。" if example else "请对照参考页改写。"
    value = _short(error.instance)
    message = f"{_title(error, at)}的写法“{value}”不对"
    if error.validator == "format":
        kind = "月份（yyyy-mm）" if error.validator_value == "month" else "日期（yyyy-mm-dd）"
        message = f"{_title(error, at)}“{value}”不是有效的{kind}"
    yield document.problem("E515", at, message, hint, value=value)


def _range(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    word = {
        "minimum": "不能小于",
        "maximum": "不能大于",
        "exclusiveMinimum": "须大于",
        "exclusiveMaximum": "须小于",
    }[str(error.validator)]
    yield document.problem(
        "E516",
        at,
        f"{_title(error, at)}{word} {error.validator_value}，现为 {_short(error.instance)}",
        "请核对后改正。",
        value=error.instance,
    )


def _empty(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    few = len(error.instance) > 0
    least = error.validator_value
    message = f"{_title(error, at)}至少要有 {least} 项" if few else f"{_title(error, at)}不能为空"
    yield document.problem("E517", at, message, "请补上内容；不需要时整行删去。")


def _long(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    message = f"{_title(error, at)}至多 {error.validator_value} 项，现有 {len(error.instance)} 项"
    yield document.problem("E516", at, message, "请删去多余的。")


def _repeated(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    for index, entry in enumerate(error.instance):
        if entry in error.instance[:index]:
            yield document.problem(
                "E518",
                (*at, index),
                f"{_title(error, at)}中“{_short(entry)}”重复",
                "请删去多余的一个。",
                value=_short(entry),
            )


def _one_of(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    if not isinstance(error.instance, Mapping):
        return  # its type is told already
    options = error.schema.get("x-one-of", [])
    written = [name for name in options if name in error.instance]
    listed = "、".join(options)
    if written:
        message = f"{'、'.join(written)} 只能写其中一项"
        yield document.problem("E519", (*at, written[-1]), message, "请删去多余的。", on_key=True)
    else:
        yield document.problem("E519", at, f"{listed} 须写其中一项", "请补上一项。")


def _any_of(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    if isinstance(error.instance, Mapping):
        listed = "、".join(error.schema.get("x-any-of", []))
        yield document.problem("E519", at, f"{listed} 至少写其中一项", "请补上。")


def _not_here(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    yield document.problem(
        "E511", at, f"此处不应有字段“{at[-1]}”", "请删去，或核对类型是否写对。", on_key=True
    )


def _unexpected(error: Fault, document: Document, at: At) -> Iterator[Problem]:
    if error.validator is None or not error.schema:
        yield from _not_here(error, document, at)
    else:
        yield document.problem("E515", at, f"{_title(error, at)}不符合要求（{error.validator}）")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


_EXPLAINERS: Mapping[str, _Explainer] = {
    "additionalProperties": _additional,
    "required": _required,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _pattern,
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _range),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), _empty),
    "maxItems": _long,
    "uniqueItems": _repeated,
    "anyOf": _any_of,
    "oneOf": _one_of,
}
