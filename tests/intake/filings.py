"""The forms of the harbour city as their clerks fill them in."""

from __future__ import annotations

from tests.factory import City, sheet

OUTLETS = "报送单位,报送期,排口编号,位置,整治阶段,是否抽测,统计日"
BEACHES = "报送单位,报送期,岸滩名称,计划长度,建成长度,保洁人数"
BRIEFS = "报送单位,报送期,条款,办理情况,情况说明,困难"
WORKLOG = "报送单位,报送期,记录号,事项,日期,渔港,文件标题"

OUTLET = "北港园区,2027-03,PK001,月牙渔港东侧,已整治,是,2027-03-31"
BEACH = "北港园区,2027-06,金沙湾,3,2.4,6"

FILE = "submissions/2027-03/beigang/outlets.csv"
BEACH_FILE = "submissions/2027-06/beigang/beaches.csv"
BRIEF_FILE = "submissions/2027-03/beigang/briefs.csv"
LOG_FILE = "submissions/2027-03/haishi/worklog.csv"


def outlets(city: City, *rows: str, header: str = OUTLETS, path: str = FILE) -> City:
    return city.write(path, sheet(header, *rows))


def beaches(city: City, *rows: str, header: str = BEACHES, path: str = BEACH_FILE) -> City:
    return city.write(path, sheet(header, *rows))
