"""What click says of wrong use, in Chinese: what is wrong, what was probably meant, what to do."""

from __future__ import annotations

from collections.abc import Iterable

import click

_HELP = "（--help 显示用法）"


class ExtraArgumentsError(click.UsageError):
    """Words that a command has no use for."""


class EmptyValueError(click.BadParameter):
    """Nothing between two quotes, as of a variable that nobody has set."""


def in_chinese(error: click.UsageError) -> str:
    """The error as its reader is told it."""
    match error:
        case click.exceptions.NoSuchCommand():
            return _unknown("命令", error.command_name, error.possibilities)
        case click.NoSuchOption():
            return _unknown("选项", error.option_name, error.possibilities)
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少{_named(param).rstrip()}。{_HELP}"
        case click.BadOptionUsage():
            flag = _is_flag(error)
            return f"选项 {error.option_name} 后面{'不写值' if flag else '要有一个值'}。{_HELP}"
        case EmptyValueError(param=click.Parameter() as param):
            return f"{_named(param).lstrip()}的值是空的，多半是所用的变量没有设值。{_HELP}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_named(param).lstrip()}的值不对：{error.message}"
        case ExtraArgumentsError():
            return f"命令写法不对：多写了“{error.message}”。{_HELP}"
        case _:
            return f"命令写法不对：{error.format_message()}{_HELP}"


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx else []
    return (
        any(
            isinstance(param, click.Option) and param.is_flag
            for param in params
            if error.option_name in (*param.opts, *param.secondary_opts)
        )
        or error.option_name == "--help"
    )


def _named(param: click.Parameter) -> str:
    """An option as it is written, what has no option by the name that the help gives it."""
    if isinstance(param, click.Argument) and param.metavar:
        return f"“{param.metavar}”"
    return f" {param.opts[0]} "


def _unknown(what: str, name: str, known: Iterable[str] | None) -> str:
    from ..problems import nearest

    meant = nearest(name, known or ())
    guess = f"；是否为“{meant}”？" if meant else "。"
    return f"没有“{name}”这个{what}{guess}{_HELP}"
