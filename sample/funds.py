"""Linking funds by project: totals of the storyline shared out by level, use and weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sample.story import Row, Story, cut_off

_INDUSTRY = (
    "设施蔬菜基地配套", "冷链仓储设施", "食用菌种植大棚", "中药材初加工车间", "肉羊养殖小区",
    "烟叶烘烤设施改造", "粮食烘干中心", "帮扶车间厂房", "特色林果基地", "农产品分拣包装线",
)  # fmt: skip
_OTHER = (
    "村内道路硬化", "农村供水管网改造", "小型水利设施", "产业路修建", "人居环境整治",
    "雨污分流管网", "村级光伏配套", "公益性岗位补助",
)  # fmt: skip
_PER_LEVEL = 8
_JULY = 2


@dataclass(frozen=True, slots=True)
class _Project:
    code: str
    name: str
    level: str
    industry: bool
    share: float  # of its level


def rows(story: Story, unit: str, month: str) -> list[Row]:
    """Every project of a county; cumulative amounts in 万元 with two decimals."""
    told = story.facts["funds"]
    county = told["counties"][unit]
    step = story.months.index(month)
    arrived = county["arrived"] * told["growth"][step]
    spent = county["spent"] if step == _JULY else arrived * county["progress"][step] / 100
    by_level = _by_level(arrived, told["levels"])
    spent_by_level = _spent(by_level, spent, county.get("behind", {}))
    filled = county["filled"] if month not in county.get("all_arrived", ()) else 1
    found: list[Row] = []
    for level, projects in _projects(story, unit).items():
        amounts = _shared(by_level[level], [p.share for p in projects])
        spendings = _shared(spent_by_level[level], [p.share for p in projects])
        for project, amount, spending in zip(projects, amounts, spendings, strict=True):
            found.append(
                {
                    "project": project.code,
                    "name": project.name,
                    "level": project.level,
                    "allocated": f"{amount / filled:.2f}",
                    "arrived": f"{amount:.2f}",
                    "spent": f"{spending:.2f}",
                    "industry": "是" if project.industry else "否",
                    "as_of": cut_off(month).isoformat(),
                }
            )
    return found


def _by_level(total: float, shares: dict[str, float]) -> dict[str, float]:
    """A total shared out by level, exact to the cent."""
    amounts = _shared(total, list(shares.values()))
    return dict(zip(shares, amounts, strict=True))


def _spent(arrived: dict[str, float], total: float, behind: dict[str, float]) -> dict[str, float]:
    """Spending by level: the same rate for all, but for the levels that are points behind."""
    rate = total / sum(arrived.values())
    spent = {
        level: round(amount * (rate - behind.get(level, 0) / 100), 2)
        for level, amount in arrived.items()
    }
    first = next(iter(spent))
    spent[first] = round(spent[first] + total - sum(spent.values()), 2)
    return spent


def _projects(story: Story, unit: str) -> dict[str, list[_Project]]:
    """The projects of a county by level, the industrial ones with their share of it."""
    county = story.facts["funds"]["counties"][unit]
    found: dict[str, list[_Project]] = {}
    number = 0
    for level, share in county["industry"].items():
        dice = story.dice("projects", unit, level)
        uses = [True] * (_PER_LEVEL // 2) + [False] * (_PER_LEVEL // 2)
        weights = [dice.uniform(0.6, 1.4) for _ in uses]
        for use, part in _normal(uses, weights, share):
            number += 1
            name = dice.choice(_INDUSTRY if use else _OTHER)
            code = f"{county['prefix']}{number:04}"
            found.setdefault(level, []).append(
                _Project(code, f"{name}{number}号", level, use, part)
            )
    return found


def _normal(uses: list[bool], weights: list[float], share: float) -> Iterator[tuple[bool, float]]:
    """Weights scaled so that the industrial ones make up ``share`` of the whole."""
    of_use = {
        use: sum(w for u, w in zip(uses, weights, strict=True) if u == use) for use in (True, False)
    }
    for use, weight in zip(uses, weights, strict=True):
        yield use, weight / of_use[use] * (share if use else 1 - share)


def _shared(total: float, shares: list[float]) -> list[float]:
    """A total cut into parts of two decimals that add up to it."""
    parts = [round(total * share, 2) for share in shares]
    parts[0] = round(parts[0] + round(total, 2) - sum(parts), 2)
    return parts
