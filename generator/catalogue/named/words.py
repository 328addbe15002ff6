"""The words by which a list of those responsible says roles, names and that others are meant."""

from __future__ import annotations

from ...words.expression import late
from ...words.roles import BESIDE, DOES

_WHAT = "单位|部门|机构|处室|科室|县区|地区|区县|主体|乡镇|企业|市直单位|市级单位|县级单位|省直单位"
_DOES = "|".join(DOES)
_HEAD = (
    r"(?:(?:第[一二三]|首要|主要|市级|市直|县级|县区|省级)?"
    rf"(?:{_DOES})(?:负责|责任|落实|实施)?(?:{_WHAT})?|(?:{'|'.join(BESIDE)})(?:{_WHAT}))"
)
LABEL = late(
    rf"(?:(?<!\w)|(?<=[局委办厅部院会])(?=\w+(?:单位|部门)[：:])){_HEAD}(?:[（(][^（）()：:]{{1,12}}[）)])?\s*[：:]"
)
"""A role before its units: 牵头单位：, 配合：."""

ROLE = late(_HEAD)
"""A role as the head of a column has it."""

PEOPLE = (
    "(?:市级|县级|市)?(?:责任|分管|主管|牵头|联系|包[抓联保干]|挂帅|督办|督导|协管|主抓|包案|领衔)(?:市级|县级|市|县|区)?"
    r"(?:领导|人员?|同志|负责人)|负责人|联系人|责任人|市领导|副?\s*组\s*长|(?:常务)?副?\s*主\s*任"
)
"""What persons are called before their names."""

PERSONS = late(rf"(?<![\w])(?:{PEOPLE})\s*[：:]")
"""A label before persons, who are never units."""

ELSE = late(
    r"(?<![\w])(?:(?:完成|整改|办理|办结|落实)?(?:时限|期限|时间)|备注|目标任务|工作措施|完成标准)\s*[：:]"
)
"""A label before what is neither."""

_VERBS = (
    "(?:共同|分别|具体|各自|总)?(?:牵头(?:负责|落实|组织|推进|实施|抓)?|负总责|主办|承办|协办|配合(?:落实|实施)?|协助|协同|参与|参加|"
    "(?:(?:按照?|依)(?:照)?(?:各自)?职责(?:任务)?(?:分工)?|依职责)(?:分别|共同)?(?:负责|落实|牵头|配合|抓好)?|负责(?:落实|实施)?|"
    "督办|督导|监督|指导|支持|落实)"
)
TAIL = late(rf"^由?(.+?)(?:({_VERBS})|(?:作为|为|是|任)({_HEAD}))$")
"""A phrase that ends in what its units do: 甲局牵头, or 甲局为牵头单位."""

VERB = late(_VERBS)

_OTHERS = (
    r"等(?:[0-9一二三四五六七八九十]+[个家])?(?:各|有关|相关|其他)*(?:市直|市级|县级)?"
    r"(?:单位|部门|成员单位|地方|地区)?$"
)
OPEN = late(rf"(?<=[^、，]){_OTHERS}")
"""The words after the last name that say that it is not the last one: 等, 等有关部门."""

OTHERS = late(rf"^{_OTHERS}")
REMARK = late(
    r"[（(，,；;、]?(?:[列排]在?第?[一首]位的?(?:单位)?为(牵头|主要责任|责任|主责)单位|下同$|排名不分先后|以下均?需).*$"
)
"""What a list says of lists in general; who stands first may have a role by it."""

_ENDINGS = (
    "[局委办厅部院会社行校队所站馆司团联厂室处科署县市区旗乡镇村]|中心|公司|集团|政府|管委会|街道|银行|大学|学校|医院|海关|园区|"
    "单位|部门|组织|机关|企业|党委|党组|法院|检察院|报社|电视台"
)
JOINED = late(
    rf"(?:(?<=[局委办厅部院会社行校队所站司团县市区乡镇道])|(?<=中心)|(?<=公司)|(?<=集团)|(?<=政府)|(?<=单位)|(?<=部门))"
    r"(?:以及|和|及|与)(?=(?:市|县|区|省|各|国|中|其他|有关|相关|事发|属地)[^、，]*?"
    rf"(?:{_ENDINGS})(?:[（(][^（）()]*[）)])?(?:党委政府|人民政府|政府)?$)"
)
SHARED = late(
    r"(?:党委和?政府|党委、政府|人民政府|政府|管理委员会|管委会|党工委、?管委会|办事处|党委|分局)$"
)
PLACE = late(r".{1,8}(?:县|市|区|旗|园区|新区|镇|乡|街道)$")
UNIT = late(rf"(?:{_ENDINGS})(?:[（(〔][^（）()〔〕]*[）)〕])?(?:党委政府|人民政府|政府)?$")
MANY = late(
    r"^(?:各|有关|相关|其他|全市各?|全县各?|全区各?)|(?:市|县|区|省)(?:直|级)?(?:各|有关|相关)|各?成员单位$|(?:有关|相关)(?:单位|部门|地方)$|"
    r"责任单位$"
)
BRACKETED = late(rf"[（(〔\[]({_HEAD})[）)〕\]]$")
"""A role behind a name: 甲局（牵头）."""

WITH = late("(?:^|(?<=[局委办厅部院会行校队所站司团县市区乡镇]))会同(?=.{2})")
"""Between who leads and who is to join in."""

WHOLE = late("(?:[局委办厅部院会行校队所站司团]|中心|公司|集团)$")
NEW = late("市|县|区|省|各|国家|中共|团")
"""How a name that stands on the left of white space ends, and one on the right begins."""

PAUSES = "、，,；;。|/"
STARS = "*＊★▲"
