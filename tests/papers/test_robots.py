"""What robots of group chats take: a message a line, none too long, no sentence cut, and nothing in it acts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages import values as v
from generator.pages.links import FromOutside
from generator.papers.robots import ROBOTS, Robot, messages
from tests.factory import harbour
from tests.warm import taizhang

LIMITS = {"wecom": 4096, "dingtalk": 20_000, "feishu": 20 * 1024}


def text_of(message: dict[str, Any]) -> str:
    """What is read of a message, by the documents of each maker."""
    if "msg_type" in message:
        assert message["msg_type"] == "text"
        return str(message["content"]["text"])
    assert message["msgtype"] == "markdown"
    told = message["markdown"]
    return str(told["text"] if "title" in told else told["content"])


def sent(robot: Robot, papers: Iterable[v.Paper]) -> list[str]:
    found = []
    for line in messages(robot, "提醒", papers, FromOutside("http://tz.example/")):
        assert "\n" not in line
        text = text_of(json.loads(line))
        name = next(name for name, each in ROBOTS.items() if each is robot)
        assert len((text if name == "wecom" else line).encode()) <= LIMITS[name]
        assert "提醒" in text.partition("\n")[0], "robots may ask for a word"
        found.append(text)
    return found


def letter(name: str, *told: v.Value) -> v.Paper:
    items = tuple(v.Item(each, (v.Item(f"说明{each}"),)) for each in told)
    return v.Paper(f"致{name}", (v.Paper("要办的", (v.Outline(items),)),))


@pytest.mark.parametrize("robot", ROBOTS.values(), ids=ROBOTS)
def test_many_letters_are_few_messages_and_no_sentence_is_cut(robot: Robot) -> None:
    said = [f"第{n}项要在本月以内办理完毕。其余的下月再说。" for n in range(400)]
    texts = sent(robot, [letter(f"{n}县", *said[n * 10 : n * 10 + 10]) for n in range(40)])
    whole = "\n".join(texts)
    assert all(whole.count(f"\n{n % 10 + 1}. {each}") == 1 for n, each in enumerate(said))
    assert "（续）" not in whole, "a letter that fits is not parted"
    assert len(texts) <= len(whole.encode()) * 2 // LIMITS["wecom"]
    long = sent(robot, [letter("甲县", *said)])
    assert len(long) > 1
    assert all("致甲县（续）" in text for text in long[1:])


@pytest.mark.parametrize("robot", ROBOTS.values(), ids=ROBOTS)
def test_a_line_that_is_too_long_is_parted_between_sentences(robot: Robot) -> None:
    said = "".join(f"这一句的序号是{n}，后面还有别的话。" for n in range(2000))
    texts = sent(robot, [v.Paper("长信", (said,))])
    lines = [line for text in texts for line in re.split(r"\n+", text)]
    told = [line for line in lines if line.startswith("这一句")]
    assert "".join(told) == said
    assert all(line.endswith("。") for line in told)


@settings(max_examples=30)
@given(st.text(max_size=8_000), st.sampled_from(sorted(ROBOTS)))
def test_whatever_is_told_fits(said: str, name: str) -> None:
    sent(ROBOTS[name], [v.Paper("信", (said,))])


@pytest.mark.parametrize("robot", ROBOTS.values(), ids=ROBOTS)
def test_nothing_that_is_told_acts(robot: Robot) -> None:
    said = (
        '<at user_id="all">所有人</at><@all> [点我](http://bad.example) **粗** <font color="info">'
    )
    (text,) = sent(robot, [letter("县", said)])
    told = text.replace("**", "") if robot.marks else text
    assert not re.search("[<>]" if not robot.marks else r"[<>*\[\]`]", told)


def test_addresses_lead_where_they_did() -> None:
    link = v.Link("a(b).xlsx", v.File("filing/templates/a(b).xlsx"))
    (text,) = sent(ROBOTS["wecom"], [v.Paper("信", (("填", link, "。"),))])
    assert "填[a(b).xlsx](http://tz.example/filing/templates/a%28b%29.xlsx)。" in text
    (text,) = sent(ROBOTS["feishu"], [v.Paper("信", (("填", link, "。"),))])
    assert "填a(b).xlsx（http://tz.example/filing/templates/a%28b%29.xlsx）。" in text


@pytest.mark.parametrize("name", ROBOTS)
def test_the_command_writes_lines_and_nothing_else(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = harbour(tmp_path_factory.mktemp("robots")).root
    words = ("--root", str(root), "--as-of", "2027-07-15", "--robot", name)
    done = taizhang("remind", *words)
    assert done.returncode == 0, done.stderr
    told = [text_of(json.loads(line)) for line in done.stdout.splitlines()]
    assert any("补报2027年6月的" in text for text in told)
    assert "没有要提醒的3个单位：市政府办公室、" in done.stderr
    again = taizhang("remind", *words, "--format", "json")
    assert again.stdout == done.stdout
    wrong = taizhang("remind", *words, "--format", "eml")
    assert wrong.returncode == 2
    assert "--robot 可选 wecom 企业微信" in wrong.stderr
