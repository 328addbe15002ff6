"""The laws of judging in words: which way is taken where a notice says nothing, and what another one
would change. None of them is the office's word until the office says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from .. import wording
from ..catalogue.model import FilingPolicy, Schedule
from ..frozen import dataclass
from ..judging import pace, titles
from ..words.states import ORDER
from .filings import deadlines
from .rhythm import called
from .site import Site


@dataclass(frozen=True, slots=True)
class Law:
    """``place`` is where a city sets it, empty where judging is the same everywhere."""

    name: str
    says: str
    otherwise: str
    place: str = ""


def laws(site: Site) -> tuple[Law, ...]:
    """Every law, with what the city has set."""
    return (*_of_data(site), *_of_time(site), *_of_units(site), *_of_numbers())


def _of_data(site: Site) -> Iterator[Law]:
    """Data that are missing, or about another time."""
    policy = site.catalogue.filing
    yield Law(
        "状态的先后",
        f"由差到好：{_order()}。同一级的不分好坏；提请研究的不在其内。",
        "次序不同，“有哪些变化”中的变好、变差不同；“未报送”排得靠后的，不报反而有利。",
    )
    yield Law(
        "数据不全",
        "少报一份、一格，或者少了应有的一行，结论只会不变或者变差；名单、排序不因缺数去掉任何一个，并写明不全。",
        "只按已报的计算，不报的可能好于如实报送的。",
    )
    yield Law("一次报送反映的时段", _covers(site), _covers_otherwise(site), _FILING)
    yield Law(
        "节点的数",
        f"节点按当日的数判定，{_grace(site)}。标明累计、要求不低于的，以前的数已达到的，算达到（应反映节点的那次报送"
        "反而少的除外），以后的数仍达不到的，算未达到；要求不高于的相反。据此仍定不了的，写明不能证明按期，不作结论。",
        _grace_otherwise(policy),
        _FILING,
    )
    yield Law(
        "已有的结论",
        "节点、周期按数据作出结论以后，只有更正所依据的报送，或者按文件从以前的日期起适用的决定，才能改变；"
        "“未报送”补报以后按所报的判定，写明期限和收到的日期。",
        "以后的报送可以改变以前的结论，同一件事前后几版说法不一。",
    )
    yield Law(
        "最近一期没有报",
        "没有了结的事项，不论有无期限，最近一期应报的没有报，即为“未报送”，同时写明最近所知的数和日期；"
        "逐件登记的，缺一期即不算齐全。",
        "沿用以前的数，停报的单位一直保持原来的结论。",
    )


def _of_time(site: Site) -> Iterator[Law]:
    """When anything is over, and what is in time."""
    shown = wording.day(site.catalogue.day_shown(date.max))
    yield Law(
        "何时截止",
        f"{'；'.join(deadlines(site))}。“截至某日”是指该日之内，期限含当日的，次日起才算已过。"
        f"不写日期时截至今天，不晚于最后一个期限的次日（{shown}）。单位只报送、只判定存续期间的。",
        "期限当日即算已过的，当天报送以前先成了“未报送”；不含期限日、不顺延的，按时的会少。",
        _FILING,
    )
    yield Law(
        "按时与否",
        "以收件登记为准。登记有了第一条以后，没有登记的报送写明“收到时间未登记”，算已报送，不算按时；在此以前的，按带来报送的提交的时间。",
        "以提交的时间为准，时间可由报送人自定；以合并的时间为准，审核得慢，由报送单位承担。",
        "receipts/log.csv",
    )
    yield Law(
        "预警",
        f"只用于有数量要求的目标：数据当日还差，且距期限不超过全程的 1/{pace.SHARE}（最多 {pace.NEAR} 天），"
        "或者慢于条文所列各节点之间的进度；"
        "规则写明 pace: even 的，才按时间均匀推进比较。报送、频次、清单只提示将要到期。",
        "时限放宽，或者一律按均匀推进，预警多而不准；不设预警，到期才知道完不成。",
        "rules/judging",
    )
    yield Law(
        "延期、免报、情况说明",
        "由办公室逐条登记，写明文号，从写明的日期起作用：延期改期限，免报免去该期，情况说明列在结论旁边，不改变结论。",
        "没有登记也算数的，结论没有依据；从作出以前起作用的，已发布的版本与后来的不一致。",
        "rules/exceptions.yaml",
    )


def _of_units(site: Site) -> Iterator[Law]:
    """Whose a verdict is, and what they are told."""
    term = called(site.catalogue)
    yield Law(
        "单独和共同承担",
        "判定一个单位的，由该单位承担，不论由谁报送；合起来判定的，由条文所列单位共同承担，全市只计一次，不计在任何一个单位名下。"
        "由谁报送，只决定“下一步”写给谁；不从排列次序推定谁牵头。",
        "计到各单位名下，一件事重复计多次；计到报送单位名下，代为报送的承担了别人的责任。",
    )
    yield Law(
        "下一步",
        "先在还能反映该事项的下一次报送中试做，按尚未确定的各种口径重新判定，结论确能改变的才写出；已经截止的不写数额，不能再达到的写明。",
        "只按一种口径写数额，照做仍可能达不到；已经截止的也写数额，近于要求改动已报的数。",
    )
    trial = "".join(wording.quoted(f"（{word}）") for word in titles.TRIAL)
    yield Law(
        "文件标题",
        f"标题含有通知所写的标题，前面只有单位名称、后面只有{trial}的，是同一份文件，标点和空格不计；"
        f"其余相近的列为候选，由办公室按文号认定{_field(site, 'accepted')}。",
        "放宽的，名称相近的另一份文件算作已印发；从严的，联合印发、试行的不算已印发。",
        "rules/judging",
    )
    yield Law(
        "报送有误",
        "有误的一份不计入，以前合格的一份继续有效，没有的按未报送，首页和单位页写明；其他单位照常判定。"
        f"每份按{term.this}的报表读；改动规则使以前合格的报送不合格的，错在规则，一切停下。",
        "有一份有误就停下，一个单位使全市没有结论；有误的照样计入，结论依据错误的数。",
    )


def _of_numbers() -> Iterator[Law]:
    """What a number is."""
    yield Law(
        "零报告",
        "零报告只说明逐件登记的表本期没有新增的行；填数的表不收零报告，没有的填 0。空白、0、未报送各是一回事。",
        "零报告当作各项为 0，“应为0”的事项不填数也能达到。",
        "rules/forms 的 zero_states",
    )
    yield Law(
        "数的精度",
        "从填报的格到结论都按原数计算，不四舍五入；只在显示时取小数位，取位后看不出差距的，多写几位。",
        "先四舍五入再比，97.99 与 98 没有差别。",
    )


_FILING = "rules/filing.yaml"


def _order() -> str:
    levels = (wording.join(wording.quoted(s.word) for s in level) for level in ORDER)
    return "；".join(levels)


def _covers(site: Site) -> str:
    schedules = _schedules(site)
    itself = f"{called(site.catalogue).itself}本身的情况"
    ways: dict[str, list[str]] = {}
    for name, each in schedules.items():
        way = itself if each.of_the_period else "上次截止日次日至本次截止日的情况"
        ways.setdefault(way, []).append(wording.quoted(name))
    of = (f"{wording.join(names)}表反映{way}" for way, names in ways.items())
    whole = f"，{'；'.join(of)}" if len(ways) > 1 else f"反映{next(iter(ways))}"
    late = "晚于这一段的不收，" if any(each.covers for each in schedules.values()) else ""
    return (
        f"一次报送{whole}{_field(site, 'covers')}。"
        "周期内的结论只用数据在该周期内的；没有的不出数，应报的期限已过即为“未报送”。"
        f"数据截止日期{late}早于这一段的，只代表当日。"
    )


def _covers_otherwise(site: Site) -> str:
    term = called(site.catalogue)
    if all(each.of_the_period for each in _schedules(site).values()):
        return f"反映到截止日的，{term.next}初的数可以提前报送，{term.end}的数不再单独报送。"
    return (
        f"反映{term.told}本身的，截止日以后到{term.end}的数也在{term.this}报送，"
        f"截止日须推迟到{term.next}{_field(site, 'month_offset')}。"
    )


def _field(site: Site, name: str) -> str:
    """By which field of a file it is set: the office's word, and nobody else's."""
    return f"（{name}）" if site.for_office else ""


def _schedules(site: Site) -> Mapping[str, Schedule]:
    """How each form is filed, by its name; the policy where there are no forms."""
    catalogue = site.catalogue
    usual = {"": catalogue.filing.schedule}
    return {form.name: catalogue.schedules[form.id] for form in site.forms} or usual


def _grace(site: Site) -> str:
    days = site.catalogue.filing.node_grace
    if not days:
        return f"以后的数不代表节点{_field(site, 'node_grace 为 0')}"
    return f"没有当日的，节点后{days}天内的数可以代表，写明日期{_field(site, 'node_grace')}"


def _grace_otherwise(policy: FilingPolicy) -> str:
    if policy.node_grace:
        return "只认当日的，节点当日没有数的不能证明按期，达到的会少。"
    return "节点后几天内的数可以代表节点的，几天内补上的也算按期，达到的会多。"
