"""Reminders as files: any mail program opens them, nobody is named, and the same letter is the same bytes."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.factory import City, harbour
from tests.warm import taizhang

LATE = ("--as-of", "2027-07-15")
"""A day on which some have not filed."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return harbour(tmp_path_factory.mktemp("mails"))


def drafts(folder: Path) -> dict[str, EmailMessage]:
    found = {}
    for file in sorted((folder / "reminders").glob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        found[file.stem] = mail
    return found


def test_a_mail_is_a_draft_with_its_text_and_its_workbooks(city: City, tmp_path: Path) -> None:
    site = "http://taizhang.example/current/"
    words = ("--root", str(city.root), "--format", "eml", "--site", site, "--out", str(tmp_path))
    done = taizhang("remind", *LATE, *words)
    assert done.returncode == 0, done.stderr
    found = drafts(tmp_path)
    assert found
    units = city.catalogue().units
    for name, mail in found.items():
        assert not mail.defects
        assert mail["X-Unsent"] == "1"
        assert not any(mail[header] for header in ("To", "From", "Cc", "Date", "Message-ID"))
        assert units[name].name in mail["Subject"]
        body = mail.get_body()
        assert body is not None
        text = body.get_content()
        assert text.startswith(f"{units[name].name}：")
        files = [part.get_filename() or "" for part in mail.iter_attachments()]
        assert all(f"工作簿 {file}（{site}filing/templates/" in text for file in files)
        assert all(
            f"“自查和填报”页（{site}filing/self-check.html?unit={name}）" in text for _ in files[:1]
        )
        for part in mail.iter_attachments():
            assert zipfile.ZipFile(io.BytesIO(part.get_content())).testzip() is None
    assert any(list(mail.iter_attachments()) for mail in found.values())
    assert all(f"{name}.eml" in done.stdout for name in found)
    assert "程序不发送任何邮件" in done.stdout


def test_the_same_letters_are_the_same_bytes_anywhere(city: City, tmp_path: Path) -> None:
    made = []
    for zone in ("Asia/Shanghai", "America/New_York"):
        out = tmp_path / zone.replace("/", "-")
        words = ("--root", str(city.root), "--format", "eml", "--out", str(out))
        done = taizhang("remind", *LATE, *words, env={"TZ": zone})
        assert done.returncode == 0, done.stderr
        made.append({file.name: file.read_bytes() for file in (out / "reminders").iterdir()})
    assert made[0] == made[1]


def test_what_is_settled_leaves_no_mail_behind(city: City, tmp_path: Path) -> None:
    words = ("--root", str(city.root), "--format", "eml", "--out", str(tmp_path))
    assert taizhang("remind", *LATE, *words).returncode == 0
    first = next(iter(drafts(tmp_path)))
    one = taizhang("remind", "--as-of", "2027-04-01", *words, "--unit", first)
    assert one.returncode == 0
    assert f"没有要提醒的1个单位：{city.catalogue().units[first].name}。" in one.stdout
    assert first not in drafts(tmp_path)
    nobody = taizhang("remind", "--as-of", "2027-04-01", *words)
    assert nobody.returncode == 0
    assert not list((tmp_path / "reminders").iterdir())


def test_without_a_file_it_is_read_on_the_terminal(city: City) -> None:
    done = taizhang("remind", *LATE, "--root", str(city.root))
    assert done.returncode == 0, done.stderr
    assert "期限已过" in done.stdout
    assert "共同承担的事项（各只计一次）" in done.stdout
    assert not (city.root / "build" / "reminders").exists()
    for unit in city.catalogue().filers():
        assert unit.name in done.stdout
