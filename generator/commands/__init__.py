"""The commands, a module for those that need the same rooms; cli.py loads one when it is asked for.

What each one does, in a line, stands here alone: the help of all of them loads none, and a command takes its
line from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Listed(NamedTuple):
    """A command in the help of all of them: its module, and what it does."""

    module: str
    says: str


COMMANDS: Mapping[str, Listed] = {
    "check": Listed("checking", "检查任务清单、规则和报送的表格；用 --unit 只查一个单位。"),
    "template": Listed(
        "filing",
        "写出报送模板（工作簿和 CSV）：一个单位一期，或（不写 --unit）所有单位打成一个包。",
    ),
    "collect": Listed(
        "filing", "把邮件等送来的工作簿变成 CSV，放进报送文件夹；单位自己用网站的“自查和填报”页。"
    ),
    "guard": Listed("merging", "核对谁改动了什么：单位只能改本单位的报送，办公室才能改规则。"),
    "review": Listed("merging", "检查一个合并请求：权限、内容、还缺什么、合并后哪些判定改变。"),
    "receive": Listed(
        "receiving",
        "登记收到时间：两个版本之间每一份合格的报送记一行；办公室更正时用 --unit、--reason。",
    ),
    "register": Listed(
        "receiving", "登记到平台：送来的提交中每一份合格的报送在收件登记里记一行并推送；流水线用。"
    ),
    "owners": Listed("merging", "按 units.yaml 的账号写出 CODEOWNERS。"),
    "admit": Listed("pushing", "服务器的 pre-receive 钩子：收下一次推送之前检查它的全部分支。"),
    "record": Listed("pushing", "服务器的 post-receive 钩子：登记收到时间，连同以前没有登记成的。"),
    "install-hooks": Listed(
        "pushing", "把两个钩子装到服务器上，不动别人的钩子；再运行一次就是升级。"
    ),
    "judge": Listed("verdicts", "逐项判定，写出 results.json（缺省为内部版）。"),
    "explain": Listed(
        "verdicts",
        "说明一项判定：结论、下一步报什么、怎样算到每个单元格；或一个提示代码，如 E221。",
    ),
    "status": Listed("verdicts", "各单位情况；用 --unit 看一个单位。"),
    "impact": Listed(
        "verdicts",
        "与另一个版本或另一天相比，哪些判定有变化，规则和登记改了什么。"
        "两者都可以是 git 版本，前一个也可以是日期；不写后一个，就是文件夹里现在的。",
    ),
    "site": Listed("site", "检查、合并、判定，生成网站（缺省为公开版）。"),
    "serve": Listed("site", "在本机预览网站，数据、规则、模板、样式一有改动就刷新。"),
    "bundle": Listed("site", "生成网站，并打成一个可以离线打开的包（.zip）。"),
    "override": Listed(
        "overriding", "另配外观：把程序自带的一个文件抄来改，或记下自己的已与它对照过。"
    ),
    "publish": Listed("releasing", "把一个月的版本发布到文件夹或分支，与以前的并列。"),
    "verify": Listed(
        "releasing", "核对已发布的版本：比对清单，再用同一个提交重新生成，逐字节比较。"
    ),
    "withdraw": Listed("releasing", "撤下一个已发布的版本，原处留下说明。"),
    "ledger": Listed(
        "ledgers",
        "写出总台账和各单位的责任清单（Excel 工作簿，缺省为内部版）；用 --unit 只写一个单位的。",
    ),
    "gather": Listed(
        "gathering", "把几处（县、市）已发布的结果汇总成一个网站；汇总出来的可以再汇总。"
    ),
    "meeting": Listed(
        "meetings",
        "把会议材料打成一个包：一页纸、通报代拟稿、挂图、资金情况（缺省为内部版）；写期间的，是那一期截止时的情况。",
    ),
    "due": Listed(
        "planning", "今后几天到期的事项和尚缺的报送；markdown 格式可直接作为代码平台上的提醒。"
    ),
    "remind": Listed(
        "reminding",
        "写给各单位的提醒：该报、该办的和期限；可写成邮件草稿（.eml）。只写不发。",
    ),
    "letters": Listed(
        "letters",
        "起草给各单位的提醒函和督办单，一个单位一份（.docx），由办公室核对、编号、印发。",
    ),
    "bulletin": Listed(
        "papers",
        "起草一期的公文（月通报、季调度、半年总结、年终考核等）；印发以后用 --signed 登记文号。",
    ),
    "new-year": Listed(
        "planning",
        "由这一年度开始下一年度：任务和规则照搬，期限顺延一年，报送从空白开始。旧的一概不动。",
    ),
    "doctor": Listed(
        "doctor", "上线前查一遍：仓库、代码平台、钩子、机器、发布，哪些不行、怎么改。"
    ),
    "init": Listed(
        "drafting",
        "由一份通知建立台账：拆出条款和责任单位，列出单位，写好规则，检查即可通过。"
        "通知里拆不出的逐行列出。不写 --notice，由一份三条任务的示例通知开始。",
    ),
    "example": Listed(
        "drafting",
        "写出一个虚构城市的完整台账，供对照：规则怎样写，报送怎样判定。各文件都可以改着试。",
    ),
}
"""In the order of the help."""
