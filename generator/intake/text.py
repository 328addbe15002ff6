"""From bytes to text: what kind of file it is, its encoding, its line ends."""

from __future__ import annotations

from generator.problems import Problem

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html", b"<!DOCTYPE", b"<?xml")
_SAVE_AS = "请在表格软件中“另存为 → CSV UTF-8（逗号分隔）”。"


def decode(data: bytes, path: str) -> str | Problem:
    """Text with ``\\n`` line ends and no byte order mark, or what keeps the file from being read."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return Problem("E110", "空文件", "没有内容请填“零报告”。", file=path)
    if data.startswith(_WORKBOOKS):
        return Problem("E112", "这是工作簿或网页，不是 CSV", _SAVE_AS, file=path)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        return Problem("E108", "含空字符（NUL）", _SAVE_AS, file=path, line=line)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"第 {line} 行不是 UTF-8 编码"
        return Problem("E107", message, _SAVE_AS, file=path, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")
