"""Chinese surnames, by which a name is known from other words."""

from __future__ import annotations

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范廖石贾韦夏付邹熊孟秦阎薛侯雷龙段郝孔邵史毛顾赖武康贺尹钱施牛洪龚汤陶黎温莫樊殷章鲁倪庞邢俞翟蓝"
    "聂齐葛柴桑裴霍尤耿卜苗甄晏冀郁靳庄柏瞿岳"
)
DOUBTFUL = "高方白江金文严万安常成向于时应和华平项连全公关计水元明车路包童米冷穆简易左祝舒纪欧毕闫甘申詹兰游辛管柳凌涂"
"""Surnames that are everyday words as well: only after a colon."""
DOUBLE = ("欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容", "令狐")
RARE = (
    "傅戴邱卞乔骆阮饶覃翁荆闵邬臧褚鲍芮虞佟佘仝亓仉冼娄寇岑巩扈晁栾桓滕窦缪缑昝胥荀蔺蒯訾谌逄逯邝邰邸郄郅郇郜郦"
    "郏鄢酆阚阙隗雒鞠颉茹莘禤粘隋雍亢俎姬奚宓屠尧庾敖濮牟琚睢祁竺羿虢裘贲郗郤郯眭乜匡戚笪麴糜邴逢沃麻祖戈侍撒"
)
"""Surnames that few bear, and that are hardly ever another word's first character."""
RARE_DOUBLE = (
    "夏侯", "东方", "南宫", "长孙", "宇文", "端木", "申屠", "澹台", "百里", "呼延", "轩辕", "赫连", "钟离", "太史",
    "东郭", "西门", "完颜", "拓跋", "独孤", "濮阳", "淳于", "闻人", "公冶", "公羊", "梁丘", "左丘", "万俟", "第五",
)  # fmt: skip
