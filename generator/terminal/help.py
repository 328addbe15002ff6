"""A command's help in Chinese, folded to the width there is."""

from __future__ import annotations

from collections.abc import Iterable

import click

_WIDEST = 100
"""Columns of a help: longer lines are hard to read."""

_NARROW = 60
"""Below so many columns a description stands under what it describes."""


class Formatter(click.HelpFormatter):
    """Click's, which counts characters and parts lines at blanks: Chinese has none, and is twice as wide."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        import shutil  # and what folds: for a help alone

        own = min(shutil.get_terminal_size().columns, _WIDEST)
        super().__init__(width=width or own, max_width=max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage on a line, further ones below its words."""
        self._write(f"{prefix or '用法：'}{prog} {args}".rstrip(), 6)

    def write_heading(self, heading: str) -> None:
        """A heading on a line."""
        self._write(f"{heading}：")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        self._write(text)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Names, each with what it is beside it, or below it where there is little room or it is long."""
        from ..widths import cells, fold

        told = list(rows)
        lead = " " * self.current_indent
        below = self.width < _NARROW
        column = max((min(cells(name), col_max) for name, _ in told), default=0) + col_spacing
        for name, says in told:
            if below:
                self._write(name, 2)
                self.write("".join(f"{line}\n" for line in fold(f"{lead}  {says}", self.width)))
                continue
            first, *others = fold(says, self.width - column - len(lead)) if says else [""]
            beside = cells(name) <= column - col_spacing
            indent = lead + " " * column
            head = (
                lead + name + " " * (column - cells(name)) if beside else f"{lead}{name}\n{indent}"
            )
            self.write(
                "".join(f"{line}\n" for line in (head + first, *(indent + o for o in others)))
            )

    def _write(self, text: str, hang: int = 0) -> None:
        from ..widths import fold

        lead = " " * self.current_indent
        self.write("".join(f"{line}\n" for line in fold(lead + text, self.width, hang)))


class Context(click.Context):
    """A context whose help is ours."""

    formatter_class = Formatter


def described(param: click.Parameter, ctx: click.Context) -> tuple[str, str] | None:
    """An option and what it is for; None for what the help does not list."""
    record = param.get_help_record(ctx)
    if record is None or isinstance(param, click.Argument):
        return None
    says = param.help or ""
    return record[0], f"（必写）{says}" if param.required else says
