"""What a file is called that no form is called: what it is by its ending, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..catalogue.model import Form, bare, narrow
from ..problems import nearest
from ..words.expression import late
from ..words.sentences import Said, Shown, said
from . import patterns
from .telling import file_name, joined

_AGAIN = late(patterns.AGAIN)
_TEXT = ("csv", "txt", "tsv", "tab")


def wrong(name: str, forms: Mapping[str, Form], files: Shown) -> Said:
    """What is said of a name that is no form's; ``files`` are the names that are asked for.

    A form is known by its id in any letters, by its Chinese name anywhere in what the file is called, and
    whatever endings stand behind either.
    """
    stem, ending = _apart(name)
    text = file_name(name)
    again = _AGAIN.fullmatch(stem)
    form = next(_called(stem, forms), None)
    asked = Shown(f"{form}.csv") if form else files
    if ending in patterns.ENDINGS:
        kind, variant = patterns.ENDINGS[ending]
        return said(f"E405.{variant}", text=text, kind=Shown(kind), files=asked)
    if form is None and again and again.group(1) in forms and ending == "csv":
        return said("E253.version", text=text, form=Shown(again.group(1)))
    if ending == "xlsx":
        called = Shown(form) if form else file_name(name.rpartition(".")[0].strip())
        return said("E405.near", text=text, meant=joined("", (called, Shown(".xlsx"))), files=files)
    meant = form or nearest(stem or name, forms)
    if meant:
        return said("E405.near", text=text, meant=Shown(f"{meant}.csv"), files=files)
    return said("E405", text=text, files=files)


def _apart(name: str) -> tuple[str, str]:
    """What a file is called without its endings, in narrow small letters, and the last of its endings."""
    parts = [part.strip() for part in narrow(name).replace("。", ".").lower().split(".")]
    known = {*_TEXT, "xlsx", *patterns.ENDINGS}
    endings = []
    while len(parts) > 1 and parts[-1] in known:
        endings.append(parts.pop())
    return ".".join(parts), endings[0] if endings else ""


def _called(stem: str, forms: Mapping[str, Form]) -> Iterator[str]:
    """The form of which a name is the id or the Chinese name, or the one whose Chinese name stands in it."""
    named = bare(stem)
    yield from (id_ for id_ in forms if stem == id_ or named == bare(forms[id_].name))
    within = {bare(form.name): id_ for id_, form in forms.items() if bare(form.name) in named}
    whole = [word for word in within if not any(word != more and word in more for more in within)]
    if len(whole) == 1:
        yield within[whole[0]]
