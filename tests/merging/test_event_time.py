"""A filing's time is that of its own event: the CI files run as a forge runs them, late and again.

``tests/deploy/runner.py`` runs them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.receipts import blob_id
from tests.deploy.fake import Fake, opened
from tests.deploy.runner import (
    UNADVERTISED,
    Event,
    Forge,
    GitHub,
    GitLab,
    MergedResults,
    Request,
    filled_in,
)
from tests.factory import sheet
from tests.intake.filings import OUTLET, OUTLETS
from tests.merging.repository import git
from tests.place import PROJECT

STUB = sheet(OUTLETS, OUTLET)
FULL = sheet(OUTLETS, OUTLET, OUTLET.replace("PK001", "PK002"))
FAULTY = sheet(OUTLETS, OUTLET.replace("PK001", "PK1"))
IN_TIME, TOO_LATE = "2027-04-09T08:30:00Z", "2027-04-09T16:30:00Z"
"""The forge's time is UTC; at the office it is 16:30 of the last day, and half past midnight."""

HERE = {IN_TIME: "2027-04-09T16:30:00+08:00", TOO_LATE: "2027-04-10T00:30:00+08:00"}


@pytest.fixture
def fake(forge: type[Forge]) -> Iterator[Fake]:
    with opened(Fake(gitlab=issubclass(forge, GitLab), me="bot")) as there:
        yield there


BOTH = pytest.mark.parametrize("forge", [GitHub, GitLab])


def line(event: Event, data: bytes) -> tuple[str, str, str]:
    return HERE[event.at], blob_id(data), event.commit


@BOTH
def test_a_job_that_runs_late_or_again_logs_what_its_own_event_brought(
    forge: type[Forge], fake: Fake, tmp_path: Path
) -> None:
    """A stub is sent in time and its job waits; the file itself comes after the deadline."""
    request = Request(tmp_path, forge(), fake)
    stub = request.push(STUB, IN_TIME)
    full = request.push(FULL, TOO_LATE)
    first = request.run(stub, settings=UNADVERTISED)
    assert first.code == 0, first.told
    assert request.log() == [line(stub, STUB)]
    assert "2027-04-09 16:30 收到 北港园区 2027-03 “outlets”" in first.told
    second = request.run(full, settings=UNADVERTISED)
    assert second.code == 0, second.told
    assert request.log() == [line(stub, STUB), line(full, FULL)]
    assert "2027-04-10 00:30 收到" in second.told
    again = request.run(stub, settings=UNADVERTISED)
    assert again.code == 0, again.told
    assert "没有新的报送需要登记" in again.told
    assert request.log() == [line(stub, STUB), line(full, FULL)]
    # The one comment on the request is on what stands there.
    assert (first.comments, again.comments) == ("", "")
    assert "迟报 1 天" in second.comments


@BOTH
def test_a_stub_that_does_not_pass_lends_its_time_to_nothing(
    forge: type[Forge], fake: Fake, tmp_path: Path
) -> None:
    request = Request(tmp_path, forge(), fake)
    stub = request.push(FAULTY, IN_TIME)
    request.push(FULL, TOO_LATE)
    ended = request.run(stub)
    assert ended.code == 1
    assert "E223" in ended.told
    assert request.log() == []


@pytest.mark.parametrize("forge", [GitHub, MergedResults])
def test_what_was_replaced_by_force_is_logged_if_the_server_still_has_it(
    forge: type[Forge], fake: Fake, tmp_path: Path
) -> None:
    request = Request(tmp_path, forge(), fake)
    stub = request.push(STUB, IN_TIME)
    request.push(FULL, TOO_LATE, force=True)
    refused = request.run(stub, settings=UNADVERTISED)
    assert refused.code == 1
    assert f"取不到送来的提交 {stub.commit}" in refused.told
    assert request.log() == []
    given = request.run(stub)
    assert given.code == 0, given.told
    assert request.log() == [line(stub, STUB)]
    other = request.push(FAULTY, IN_TIME, force=True)
    request.push(FULL, TOO_LATE, force=True)
    git(request.server, "gc", "-q", "--prune=now")
    gone = request.run(other)
    assert gone.code == 1
    assert f"取不到送来的提交 {other.commit}" in gone.told
    assert request.log() == [line(stub, STUB)]


@BOTH
def test_a_version_that_was_replaced_before_its_job_ran_keeps_its_time(
    forge: type[Forge], fake: Fake, tmp_path: Path
) -> None:
    """The request was squashed with the later version: the earlier one fits nowhere any more, and came in."""
    request = Request(tmp_path, forge(), fake)
    stub = request.push(STUB, IN_TIME)
    full = request.push(FULL, TOO_LATE)
    folder = request.clerk.folder
    git(folder, "checkout", "-q", "-B", "squashed", "origin/main")
    git(folder, "merge", "-q", "--squash", full.commit)
    request.clerk.commit("一季度")
    git(folder, "push", "-q", "origin", "HEAD:refs/heads/main")
    ended = request.run(stub)
    assert ended.code == 3, ended.told
    assert request.log() == [line(stub, STUB)]


def test_no_event_waits_in_the_queue_of_another() -> None:
    """Whoever waits in a queue is cancelled by the next one, and its time with it."""
    forge = GitHub()
    queue = forge.file["concurrency"]
    assert queue["cancel-in-progress"] is False
    events = [Event("a" * 40, IN_TIME), Event("b" * 40, IN_TIME), Event("a" * 40, TOO_LATE)]
    assert len({filled_in(queue["group"], forge.context(event), Path()) for event in events}) == 3


@pytest.mark.parametrize(
    "head", ["main", "refs/pull/7/head", "HEAD", "abc1234", "a" * 39, "a" * 41, "g" * 40, ""]
)
def test_a_time_is_logged_for_a_commit_and_for_nothing_that_moves(
    head: str, tmp_path: Path
) -> None:
    record = PROJECT / "deploy" / "ci" / "record.sh"
    done = subprocess.run(
        [str(record), head, "main", IN_TIME], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert f"不能写“{head}”" in done.stderr
