"""What people say in git: who made a commit or a tag, when, and what he says of it, by one closed grammar.

It is read from the objects themselves. What git tells of them is made readable first, and leaves out what
it does not understand.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping

from ...frozen import dataclass
from ...intake.telling import joined
from ...problems import Problem
from ...words import characters
from ...words.sentences import Shown, Word, revision, said
from .paths import is_unfit

_ID = rb"[0-9a-f]{40}(?:[0-9a-f]{24})?"
_PERSON = rb"(?P<name>[^<>\n\0]*)<(?P<address>[^<>\n\0]*)> (?P<when>[^\n\0]*)"
_SIGNED = rb"gpgsig(?:-sha256)? (?P<signature>[^\n\0]*(?:\n [^\n\0]*)*)\n"
_COMMIT = re.compile(
    rb"tree " + _ID + rb"\n(?:parent " + _ID + rb"\n)*"
    rb"author (?P<author>[^\n\0]*)\ncommitter (?P<committer>[^\n\0]*)\n"
    rb"(?:encoding (?P<encoding>[^\n\0]*)\n)?(?:" + _SIGNED + rb")?\n(?P<message>.*)",
    re.DOTALL,
)
_TAG = re.compile(
    rb"object " + _ID + rb"\ntype (?:commit|tag|tree|blob)\ntag (?P<called>[^\n\0]*)\n"
    rb"tagger (?P<tagger>[^\n\0]*)\n(?:" + _SIGNED + rb")?\n(?P<message>.*)",
    re.DOTALL,
)
_WHEN = re.compile(rb"([1-9][0-9]{8,9}) [+-](?:0[0-9]|1[0-4])[0-5][0-9]")
_SINCE, _UNTIL = 946_684_800, 4_102_444_800
"""Seconds: the years 2000 to 2099, outside of which nobody's clock is right."""

_SIGNED_WITH = re.compile(
    r"-----BEGIN (PGP|SSH) SIGNATURE-----\n(?:(?:Version|Comment|Hash|Charset): [ -~]{0,80}\n){0,4}\n?"
    r"(?:[A-Za-z0-9+/=]{1,80}\n)+-----END \1 SIGNATURE-----\n*"
)
"""What a signature looks like. One of a certificate (X.509) is none: it holds its owner's name."""

_MANY = 200
"""Bytes of a name or an address."""
_LONGEST = 64 * 1024
"""Bytes of what is said, and of a signature: squashed branches say a lot."""

_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_JOINED = re.compile(
    f"(?<=[{_PICTURES}])\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)|(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}])"
)
"""What joins and colours emoji, and is seen with them."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The texts of a commit or a tag, by what they are (``said_of``), as far as they are text."""

    id: str
    texts: Mapping[str, str]


MESSAGE, _SIGNATURE = "说明", "签名"
"""What people say, and what a machine writes, whose letters may look like anything but a number."""

_ROLES = {"author": "作者", "committer": "提交者", "tagger": "打标签的人"}


def of_commit(id_: str, raw: bytes) -> tuple[Spoken, list[Problem]]:
    """What a commit says, and what is wrong with it."""
    return _read(id_, raw, _COMMIT.fullmatch(raw), joined(" ", (Shown("提交"), revision(id_[:8]))))


def of_tag(id_: str, raw: bytes) -> tuple[Spoken, list[Problem]]:
    """What an annotated tag says, and what is wrong with it."""
    return _read(id_, raw, _TAG.fullmatch(raw), joined(" ", (Shown("标签"), revision(id_[:8]))))


def _read(
    id_: str, raw: bytes, found: re.Match[bytes] | None, what: Shown
) -> tuple[Spoken, list[Problem]]:
    if found is None:
        words = said("E426.header", what=what)
        return Spoken(id_, {"原文": raw.decode("utf-8", "replace")}), [Problem(*words)]
    parts = {name: part for name, part in found.groupdict().items() if part is not None}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for role, called in _ROLES.items():
        if role in parts:
            own, wrong = _person(parts[role], what, Shown(called))
            texts |= own
            problems += wrong
    if parts.get("encoding", b"utf-8").lower() not in (b"utf-8", b"utf8"):
        problems.append(Problem(*said("E426.encoding", what=what)))
    if "called" in parts:
        texts["名称"] = _text(parts["called"])
        problems += _faults("E426.tag", parts["called"], what=what)
    message = parts["message"]
    texts[MESSAGE] = _text(message)
    problems += _faults("E426.message", message, spoken=True, what=what)
    if "signature" in parts:
        signature = _text(parts["signature"].replace(b"\n ", b"\n"))
        texts |= {_SIGNATURE: signature, f"{_SIGNATURE}内容": _unpacked(signature)}
        problems += _signature(signature, what)
    return Spoken(id_, texts), problems


def _person(line: bytes, what: Shown, role: Shown) -> tuple[dict[str, str], list[Problem]]:
    found = re.fullmatch(_PERSON, line)
    if found is None:
        return {f"{role}": _text(line)}, [Problem(*said("E426.person", what=what, role=role))]
    name, address, when = found["name"], found["address"], found["when"]
    problems = []
    if not name.endswith(b" ") or not name.strip():
        problems.append(Problem(*said("E426.person", what=what, role=role)))
    problems += _faults("E426.name", name, what=what, role=role)
    problems += _faults("E426.address", address, what=what, role=role)
    moment = _WHEN.fullmatch(when)
    if moment is None or not _SINCE <= int(moment[1]) < _UNTIL:
        problems.append(Problem(*said("E426.date", what=what, role=role)))
    texts = {f"{role}的名称": _text(name), f"{role}的邮箱": _text(address)}
    if moment is None:
        texts[f"{role}的时间"] = _text(when)
    return texts, problems


def _faults(key: str, raw: bytes, *, spoken: bool = False, **words: Word) -> Iterator[Problem]:
    """What is wrong with a text: of several lines where it is ``spoken``, else of one."""
    if len(raw) > (_LONGEST if spoken else _MANY):
        yield Problem(*said(key, fault=Shown("太长"), **words))
        return
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        yield Problem(*said(key, fault=Shown("不是 UTF-8 编码的文字"), **words))
        return
    text = _JOINED.sub("", text)
    if spoken:
        first, *rest = text.replace("\r\n", "\n").split("\n", 1)
        text = first + "".join(rest).replace("\n", "").replace("\t", "")
    unfit = dict.fromkeys(filter(is_unfit, text))
    if unfit:
        fault = Shown(f"含{characters.names(list(unfit)[:3])}")
        yield Problem(*said(key, fault=fault, **words))


def _signature(text: str, what: Shown) -> Iterator[Problem]:
    if len(text) > _LONGEST or not _SIGNED_WITH.fullmatch(text):
        yield Problem(*said("E426.signature", what=what))


def _unpacked(signature: str) -> str:
    """What the letters of a signature stand for."""
    letters = "".join(re.findall("^[A-Za-z0-9+/=]+$", signature, re.MULTILINE))
    parts = [part for part in re.split("=+", letters) if len(part) % 4 != 1]
    return " ".join(_text(b64decode(part + "=" * (-len(part) % 4))) for part in parts)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
