"""Every command, asked wrongly in every way: Chinese, what is wrong and what to do, and the code 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.commands import COMMANDS
from generator.terminal import Refusal
from generator.widths import cells

_COMMANDS = {name: main.get_command(click.Context(main), name) for name in COMMANDS}


def taizhang(*words: str, **env: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, [*words], prog_name="taizhang", env=env)


def options() -> Iterator[tuple[str, click.Option]]:
    for name, command in _COMMANDS.items():
        assert command is not None
        yield from ((name, each) for each in command.params if isinstance(each, click.Option))


WORDS = re.compile(r"[A-Za-z]{2,}")
OURS = re.compile(
    r"“[^”]*”|--?[a-z-]+|taizhang( [a-z-]+)?|[\w.-]+\.(ya?ml|csv|txt|zip|docx|pdf|json|example)\S*"
    r"|\d{4}-\d\d(-\d\d)?\w*(T\d\d:\d\d)?|(text|json|eml|docx|md|reminder|supervision|markdown|github|public|internal|current|system|pandas|duckdb|dask|wecom|dingtalk|feishu)\b"
    r"|[A-Z_]{4,}|(https?|tcp)://[\w./]+"
)
"""What may stand in Latin letters: what the reader wrote, options, commands, files, values to choose from."""


def is_chinese(text: str) -> bool:
    return not WORDS.search(OURS.sub("", text))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("width", ["30", "80"])
def test_a_help_is_chinese_and_fits(name: str, width: str) -> None:
    told = taizhang(name, "--help", COLUMNS=width)
    assert told.exit_code == 0
    assert all(cells(line) <= int(width) for line in told.output.splitlines())
    assert told.output.startswith("用法：taizhang")
    assert not re.search(r"OPTIONS|ARGS|Usage|required|default|<=|[a-z]:$", told.output)


@pytest.mark.parametrize(
    ("name", "option"), list(options()), ids=lambda each: getattr(each, "name", each)
)
def test_an_option_used_wrongly_is_told_in_chinese(name: str, option: click.Option) -> None:
    written = option.opts[0]
    wrong = [[f"{written}=1"]] if option.is_flag else [[written], [written, ""]]
    if not option.is_flag and not isinstance(
        option.type, click.types.StringParamType | click.types.FuncParamType
    ):
        wrong += [[written, word] for word in ("abc", "6月", "2023-13-01", "-1", "１２Ａ")]
    command = _COMMANDS[name]
    assert command is not None
    for words in wrong:
        if words[-1] == "" and option.default == "":
            continue
        if isinstance(option.type, _FREE) and words[-1]:
            continue
        told = taizhang(name, *words)
        assert told.exit_code == 2, (words, told.output)
        assert told.output.startswith("✗ ")
        assert is_chinese(told.output), told.output
        assert "请" in told.output or "--help" in told.output or "没有" in told.output


_FREE = tuple(
    {
        type(each.type)
        for _, each in options()
        if type(each.type).__name__ in ("Folder", "FileOrFolder")
    }
)
"""A folder that may be any that is not there."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["due", "--days", "abc"], "--days 的值不对：“abc”不能作天数，请写 0 至 366 的整数。"),
        (["publish", "6月"], "“月份”的值不对：“6月”不是月份，没有写年份，请写成 2023-06"),
        (["publish", "2023-6"], "是否为“2023-06”？"),
        (["publish", "2023年6月"], "是否为“2023-06”？"),
        (["status", "--as-of", "2023-6-1"], "是否为“2023-06-01”？"),
        (["status", "--as-of", "2023/6/1"], "是否为“2023-06-01”？"),
        (["status", "--as-of", "2023-13-01"], "没有这一天"),
        (["template", "--period", "6月"], "没有写年份"),
        (["serve", "--port", "99999"], "不能作端口，请写 1 至 65535 的整数"),
        (["check", "--format", "jsn"], "是否为“json”？"),
        (["check", "--root", "tasks.yaml"], "是文件，请写它所在的文件夹"),
        (["judge", "--out", "tasks.yaml"], "是文件，请写一个文件夹"),
        (["judge", "--strict=1"], "选项 --strict 后面不写值。"),
        (["explain", ""], "“编号”的值是空的"),
        (["impact"], "缺少“版本或日期”。"),
        (["guard", "--base", "main"], "缺少 --actor。"),
        ([""], "没有“”这个命令"),
        (["-x"], "没有“-x”这个选项"),
    ],
    ids=" ".join,
)
def test_it_is_said_what_was_meant(words: list[str], said: str) -> None:
    told = taizhang(*words)
    assert told.exit_code == 2
    assert said in told.output
    assert is_chinese(told.output), told.output


def test_no_words_at_all_are_answered_by_the_help() -> None:
    told = taizhang(COLUMNS="80")
    assert told.exit_code == 2
    assert told.output.startswith("用法：taizhang [选项] 命令 [参数]…")
    assert "\n选项：\n" in told.output


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "已中断。"),
        (Refusal("不能这样做。"), 2, "不能这样做。"),
        (OSError(28, "No space left on device", "/tmp/x"), 2, "读写文件时出错：“/tmp/x”"),
        (ZeroDivisionError("x"), 2, "这是程序的缺陷"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_however_it_ends_it_is_told(
    raised: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tasks.yaml").write_text("", "utf-8")

    def fails(root: Path) -> None:
        raise raised

    monkeypatch.setattr("generator.commands.options.known", fails)
    told = taizhang("check", "--root", str(tmp_path))
    assert (told.exit_code, said in told.output) == (code, True)
    assert "Traceback" not in told.output
