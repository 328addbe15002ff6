"""What a pipeline says on a forge: in its own name, once, and in words when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.ci import forge
from tests.deploy.fake import ROBOT, TOKEN, Answer, Fake, as_json, opened

REVIEW, DUE = "<!-- taizhang-review -->", "<!-- taizhang-due -->"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forge, "PAUSES", (0, 0))
    monkeypatch.setattr(forge, "TIMEOUT", 0.5)


@pytest.fixture
def github() -> Iterator[Fake]:
    with opened(Fake()) as fake:
        yield fake


@pytest.fixture
def gitlab() -> Iterator[Fake]:
    with opened(Fake(gitlab=True, me="bot")) as fake:
        yield fake


def known(fake: Fake, **more: str) -> dict[str, str]:
    """The variables of a job."""
    if fake.gitlab:
        place = {"CI_API_V4_URL": fake.address, "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "4"}
        return {"GITLAB_CI": "1", "TAIZHANG_TOKEN": TOKEN, **place, **more}
    place = {"GITHUB_API_URL": f"{fake.address}/api", "GITHUB_REPOSITORY": "a/b", "NUMBER": "4"}
    return {"TOKEN": TOKEN, **place, **more}


def tell(what: str, text: str, folder: Path, told: dict[str, str]) -> int:
    file = folder / "said.md"
    file.write_text(text, "utf-8")
    return forge.main([what, str(file)], told)


@pytest.mark.parametrize("gitlab_too", [False, True])
def test_a_reminder_is_a_new_issue_and_ours_of_before_is_closed(
    gitlab_too: bool, tmp_path: Path
) -> None:
    with opened(Fake(gitlab=gitlab_too, me="bot")) as fake:
        for number in range(110):
            fake.add("clerk", f"{number} {DUE}")
        ours = fake.add("bot", f"上周 {DUE}")
        fake.add("bot", f"合并请求 {DUE}", pull_request={"url": "…"})
        text = "# 六月第三周\n\n尚缺三份。\n"
        assert tell("issue", text, tmp_path, known(fake)) == 0
        assert [each["id"] for each in fake.said if each.get("state") == "closed"] == [ours["id"]]
        new = fake.said[-1]
        assert (new["title"], new["body"]) == ("六月第三周", f"尚缺三份。\n\n{DUE}\n")
        assert [how for how, _ in fake.changes()] == ["POST", "PUT" if gitlab_too else "PATCH"]
        assert tell("issue", text, tmp_path, known(fake)) == 0, "once more is not one more"
        assert len(fake.changes()) == 2


@pytest.mark.parametrize("gitlab_too", [False, True])
def test_a_review_replaces_ours_of_before_and_nobody_elses(
    gitlab_too: bool, tmp_path: Path
) -> None:
    with opened(Fake(gitlab=gitlab_too, me="bot" if gitlab_too else None)) as fake:
        fake.add("unit-a", f"{REVIEW}\n检查通过，可以合并")
        for number in range(250):
            fake.add("clerk", f"议论 {number}")
        assert tell("comment", f"{REVIEW}一", tmp_path, known(fake)) == 0
        assert tell("comment", f"{REVIEW}二", tmp_path, known(fake)) == 0
        assert fake.texts()[0] == f"{REVIEW}\n检查通过，可以合并"
        assert fake.texts()[251:] == [f"{REVIEW}二"]
        fake.add("bot" if gitlab_too else ROBOT, f"{REVIEW} 同时运行的另一次")
        assert tell("comment", f"{REVIEW}三", tmp_path, known(fake)) == 0
        assert fake.texts()[251:] == [f"{REVIEW}三"]


def test_a_forge_without_pages_and_a_name_that_only_looks_like_ours(tmp_path: Path) -> None:
    with opened(Fake(paged=False)) as fake:
        for who in (ROBOT.upper(), "github-actions", "gitea-actions", ""):
            fake.add(who, f"{REVIEW} 抄来的")
        fake.add(ROBOT, "没有记号的")
        fake.said[2] |= {"user": None}
        assert tell("comment", f"{REVIEW}一", tmp_path, known(fake)) == 0
        assert fake.changes() == [("POST", "/api/repos/a/b/issues/4/comments")]


BAD_DAYS: dict[str, tuple[Answer, str, int]] = {
    "refused": ((403, b"{}", {}), "令牌没有这项权限", 1),
    "unknown": ((404, b"{}", {}), "没有这个项目", 1),
    "invalid": ((401, b"{}", {}), "令牌无效", 1),
    "a page": ((200, b"<html>login</html>", {}), "不是 JSON", 1),
    "no list": ((200, b'{"message": "no"}', {}), "不是一份清单", 1),
    "busy": ((503, b"<html>", {}), "503", 3),
    "too often": ((429, b"{}", {}), "限制了次数", 3),
    "too often, elsewhere": ((403, b"{}", {"X-RateLimit-Remaining": "0"}), "限制了次数", 3),
    "later": ((403, b"{}", {"Retry-After": "0"}), "限制了次数", 3),
    "broken": ((500, TOKEN.encode(), {}), "500", 3),
    "cut short": ((200, b"[", {"Content-Length": "99"}), "没有等到回答", 3),
}


@pytest.mark.parametrize("name", BAD_DAYS)
def test_a_bad_day_is_told_and_tried_again_where_that_may_help(
    name: str, github: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day, told, tries = BAD_DAYS[name]
    whoami: Answer = (403, b"{}", {})
    github.days = [whoami, day] * 3
    assert tell("comment", f"{REVIEW}一", tmp_path, known(github)) == 1
    said = capsys.readouterr().err
    assert told in said
    assert TOKEN not in said
    assert len(github.asked) == 2 * tries
    github.days = [whoami, day] if tries > 1 else []
    assert tell("comment", f"{REVIEW}一", tmp_path, known(github)) == 0


def test_what_had_arrived_is_not_said_twice(github: Fake, tmp_path: Path) -> None:
    github.lost = True
    assert tell("comment", f"{REVIEW}一", tmp_path, known(github)) == 0
    assert github.texts() == [f"{REVIEW}一"]
    assert tell("issue", "# 甲\n\n乙", tmp_path, known(github)) == 0
    assert github.texts()[1:] == [f"乙\n\n{DUE}\n"]


def test_the_token_follows_nobody(
    github: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(Fake(me="thief")) as elsewhere:
        for code in (301, 302, 303, 307, 308):
            github.days = [(code, b"", {"Location": f"{elsewhere.address}/user"})] * 2
            assert tell("comment", f"{REVIEW}一", tmp_path, known(github)) == 1
        assert elsewhere.asked == []
    assert TOKEN not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"TOKEN": ""}, "没有令牌（变量 TOKEN）"),
        ({"TOKEN": f"{TOKEN}\r\nX: y"}, "空格、换行"),
        ({"TOKEN": "令牌"}, "重新粘贴"),
        ({"NUMBER": "4/../../user"}, "没有合并请求的编号"),
        ({"NUMBER": "-x"}, "没有合并请求的编号"),
        ({"GITHUB_API_URL": "file:///etc"}, "http://"),
        ({"GITHUB_API_URL": f"http://{'a' * 70}.b"}, "接口地址不对"),
        ({"GITHUB_API_URL": "http://127.0.0.1:x"}, "GET user"),
        ({"GITHUB_API_URL": "http://127.0.0.1:9"}, "连不上平台"),
        ({"GITHUB_REPOSITORY": "a/b\r\nX: y"}, "换行"),
    ],
)
def test_what_is_missing_is_named(
    more: dict[str, str],
    told: str,
    github: Fake,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tell("comment", f"{REVIEW}一", tmp_path, known(github, **more)) == 1
    said = capsys.readouterr().err
    assert told in said
    assert TOKEN not in said
    assert github.asked == []


def test_a_use_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert forge.main(["shout", "x"], {}) == 2
    assert forge.main(["comment", str(tmp_path / "none")], {}) == 2
    assert tell("comment", " \n", tmp_path, {}) == 1
    assert tell("comment", "话", tmp_path, {}) == 1
    assert "没有变量 GITHUB_API_URL" in capsys.readouterr().err


def test_a_long_review_is_cut_where_it_can_be_read(github: Fake, tmp_path: Path) -> None:
    text = f"{REVIEW}\n### 不能合并\n<details>\n```\n" + "第一行，\0内容有误。\n" * 9000
    assert tell("comment", text, tmp_path, known(github)) == 0
    (said,) = github.texts()
    assert len(said) < 65_536
    assert said.startswith(f"{REVIEW}\n### 不能合并")
    assert said.count("```") == 2
    assert "内容有误。\n\n```\n\n</details>\n\n……内容过长，共 9004 行" in said
    assert "\0" not in said
    assert tell("issue", f"# {'长' * 400}\n" + "长" * 70_000, tmp_path, known(github)) == 0
    assert len(github.said[-1]["title"]) == 200
    assert len(github.said[-1]["body"]) < 65_536


def test_an_answer_without_sense_is_no_traceback(github: Fake, tmp_path: Path) -> None:
    odd = [1, None, {}, {"id": 3, "user": "x", "body": REVIEW}, {"id": 4, "user": {}, "body": 7}]
    github.days = [(200, as_json([]), {}), (200, as_json(odd), {}), (200, b"[]", {})]
    assert tell("comment", f"{REVIEW}一", tmp_path, known(github)) == 0
    assert github.texts() == [f"{REVIEW}一"]
