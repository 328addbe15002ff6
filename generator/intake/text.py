"""From bytes to text: what kind of file it is, its encoding, its line ends."""

from __future__ import annotations

from generator.problems import Problem

_WORKBOOKS = (b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"<html", b"<!doctype", b"<?xml")
_SAVE_AS = "请在表格软件中“另存为 → CSV UTF-8（逗号分隔）”。"


def decode(data: bytes, path: str) -> str | Problem:
    """Text with ``\\n`` line ends and no byte order mark, or what keeps the file from being read."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return Problem("E110", "空文件", "没有内容请填“零报告”。", file=path)
    if data[:99].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WORKBOOKS):
        return Problem("E112", "这是工作簿或网页，不是 CSV", _SAVE_AS, file=path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("E107", "文件是 UTF-16（“Unicode 文本”）", _SAVE_AS, file=path, line=1)
    if b"\0" in data:
        line = _line(data, data.index(b"\0"))
        return Problem("E108", "含空字符（NUL）", _SAVE_AS, file=path, line=line)
    try:
        text = data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        message = f"第 {line} 行不是 UTF-8 编码{_guess(data)}"
        return Problem("E107", message, _SAVE_AS, file=path, line=line)
    if "\ufffd" in text:
        line = _line(data, data.index("\ufffd".encode()))
        message = f"第 {line} 行含无法识别的字符“\ufffd”，原文已经丢失"
        return Problem("E107", message, "请从原表重新导出。", file=path, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(data: bytes, position: int) -> int:
    """The physical line of a byte, whatever the line ends."""
    return data[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def _guess(data: bytes) -> str:
    """What a Chinese spreadsheet saves by default, when it is that."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，像是 GBK"
