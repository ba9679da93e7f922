"""Whether a sentence tells of one firm or one village, whose numbers are no figures of the country."""

import re
from collections.abc import Sequence
from functools import lru_cache

_OFFICE = (
    r"(?:general|plant|factory|sales|production|deputy)\smanager|(?:founder|chairman|chairwoman|CEO|president|owner|head)"
    r"\sof\s(?:[A-Z][\w&.-]+\s){1,4}(?:Group|Technolog\w+|Textiles?|Motors?|Electronics|Robotics|Corp\w*|Inc|Holdings?|Industr\w+)"
)
_FIRM_EN = re.compile(
    r"\b(?=\w)(?:(?i:the|this|our|its|one)\s(?i:company|firm|manufacturer|carmaker|startup)(?:'s)?\b|Co\.,?\sLtd\b|LLC\b"
    r"|(?i:our)\s(?:company|factory|workshop|orders?|order\sbook|products?|customers)\b|(?i:the|this|our)\sworkshop\b"
    rf"|(?:{_OFFICE})\b|(?:the|our)\sproduction\sline\b|(?:[Tt]he|[Oo]ur|[Tt]his)\svillage\b|villagers?\b"
    r"|[A-Z][a-z]+\s[Vv]illage\b)"
    r"|(?:^|[.;]\s)[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2},\s(?:an?|the|one\sof)\s[^,;]{3,90}?"
    r"\b(?:maker|company|firm|producer|manufacturer|carmaker|automaker|startup|supplier|retailer|developer|giant|brand)\b[^,;]{0,30},"
    r"|(?:^|[.;,]\s)(?!(?:China|State|National)\s)(?:[A-Z][\w&-]+\s){1,3}(?:Group|Motors?|Corp(?:oration)?|Inc|Holdings?|Technologies)\b(?!\s(?:of|20)\b)"
)
_FIRM_ZH = re.compile(
    r"(?:^|[，。；\n\"])公司(?![法制债])|这家[^，。]{0,20}(?:企业|公司|厂)|该公司|该企业|该厂|该集团|本公司|我公司|我们公司|公司董事长|公司自主|甲方"
    r"|有限公司|总经理|董事长|厂长|创始人|首席执行官|车间主任|车间负责人|(?:企业|公司|集团|合作社)负责人|生产车间里|这条生产线|这条产线|我们的(?:订单|产品|客户|工厂)"
    r"|该村|本村|我们村|村民|村支书|村党支部|(?<![行自乡农山渔])[\u4e00-\u9fff]村有\d"
)
_GROUP_ZH = re.compile(
    r"(?:^|[，。；\n])(?:中国|[\u4e00-\u9fff]{0,4})[\u4e00-\u9fff]{2,6}(?<![企各等大产业])(?:集团|股份)(?:公司)?"
    r"(?=[今去上前全2]年|[一二三四]季度|\d|净利|营[收业]|利润|手持|新签|销[售量]|交付|产量|订单|实现|完成|累计|资产|研发投入|投资)"
)
_EXAMPLES = re.compile(r"\b(?:including|such\sas)\s[^.;]*")
"""Firms that stand for many."""
_PUBLIC = re.compile(
    r"全国|我国|全省|全市|各地|全行业|部门|国家|\b(?:China|country|nation\w*|ministry|province|government|official\sdata|statistics)\b",
    re.I,
)


def is_private(told: Sequence[str], *, chinese: bool) -> bool:
    """Whether the last of a paragraph's sentences tells of one firm or village.

    What follows one that does tells of the same until a sentence speaks of the country again.
    """
    return next((private for text in reversed(told) if (private := _tells_of_one(text, chinese)) is not None), False)


@lru_cache(maxsize=64)
def _tells_of_one(text: str, chinese: bool) -> bool | None:
    """Whether a sentence tells of one firm or village; None where it tells of neither one nor the country."""
    told = _EXAMPLES.sub("", text)
    if (_FIRM_ZH if chinese else _FIRM_EN).search(told) or (chinese and _GROUP_ZH.search(told)):
        return True
    return False if _PUBLIC.search(text) else None
