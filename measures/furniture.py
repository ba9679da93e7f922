"""What stands on a page and is not of its text: navigation, pagers, counters, credits, boxes of other pages."""

import re
from collections.abc import Iterable

_HAN = re.compile(r"[\u3400-\u9fff]")
_NAVIGATION = re.compile(
    r"ㄑ|^[\W_]*(?:Home(?:page)?|首页|当前位置|您(?:现在)?的位置|You are here|Location)\b.{0,160}$"
    r"|^[^.。]{0,60}(?:>+\s*[^>]{1,40}){2,}$|^.{1,40}\s>\s*$",
    re.I,
)
_RUN_TOGETHER = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+[A-Z][a-z]+ [A-Z][a-z]+")
_PAGER = re.compile(
    r"^[\s<>《》«»‹›|.…\d]*\d[\s<>《》«»‹›|.…\d]*$|上一页|下一页|上一篇|下一篇"
    r"|^\W*(?:previous|next)\s*(?:page|article|story|news)?\W*$|^\W*(?:previous|next|prev)\s*[:：]|^\W*\d+\s*/\s*\d+\W*$",
    re.I,
)
_COUNTER = re.compile(
    r"^\W*(?:(?:浏览|阅读|点击|访问|评论|点赞|分享|views?|hits?|reads?|clicks?|comments?|likes?|shares?)(?:次数|量|数|"
    r"人数)?\s*[:：]?\s*[(（]?[\d,.]*[万kKwW]?\+?(?:次|人)?[)）]?\W*)+$",
    re.I,
)
_CREDIT = re.compile(
    r"^[\W_]*(?:!\[|图片来源|图源|图为|图[:：]|图片$|资料图|题图|配图|photo(?:s)?(?: by|:)|\[?photo/|"
    r"image(?: source|:)|picture:|caption:|video:|视频[:：]|视频简介$|graphics?:)"
    r"|(?:摄|/图|供图|摄影报道|图片)[)）\]】]?$|\[Photo[^\]]*\]$|\((?:Photo|Xinhua)/[^)]*\)$",
    re.I,
)
_EDITOR = re.compile(
    r"^[\W_]*(?:(?:责任|网络|值班|本期|执行)?编辑|责编|编校|校对|审核|主编|监制|作者|撰文|文[/|｜]|来源|稿源|"
    r"文章来源|"
    r"信息来源|发布机构|索引号|"
    r"本[刊报]记者|(?:web |responsible |copy )?editors?|article source|sources?|authors?|reporters?|by)\s*[:：丨|]"
    r"|^[（(](?:web editor|editor|编辑|责编|责任编辑|完)"
    r"|^[\W_]*记者\s*[:：丨|]\s*[\u3400-\u9fff]{2,4}(?:[\s、]+[\u3400-\u9fff]{2,4})*\s*$"
    r"|^[\W_（(]*(?:(?:本[刊报网台]|新华社|央视|总台|中新社|人民网|经济日报)\s*)?(?:见习|实习)?记者\s*[\u3400-\u9fff、\s]{2,14}[)）]?\s*$",
    re.I,
)
_TOOLS = re.compile(
    r"^[\W_]*(?:分享(?:到|至)?|打印(?:本页)?|字号|字体|关闭(?:窗口)?|收藏|扫一扫|返回(?:首页|顶部)|附件下载|订阅|"
    r"登录|注册|"
    r"share(?: to| this)?|print(?: this)?|font size|close|e-?mail|back to top|sign in|log in|subscribe|follow us|menu|"
    r"search|english|中文|read in chinese|large|medium|small|facebook|twitter|wechat|weibo|微信|微博)\b.{0,50}$",
    re.I,
)
_FOOT = re.compile(
    r"copyright|all rights reserved|版权所有|版权声明|免责声明|ICP[备证]|网站标识码|公网安备|welcome you|"
    r"欢迎(?:您|访问|光临)",
    re.I,
)
_LINK = re.compile(
    r"^[\W_]*(?:\[[^\]]*\]\([^)]*\)|https?://\S+|www\.\S+)[\W_]*$|^[\W_]*(?:original|原文(?:链接)?)\W+https?:", re.I
)
_ATTACHED = re.compile(r"^[\W_]*(?:附\s?件|附表|attachments?|annex(?:es)?|appendi(?:x|ces))\s*\d*\s*[:：]", re.I)
_ATTACHMENT = re.compile(r"^[\W_]*(?:附\s?件|attachment|annex|appendix)\s*[\d一二三四五六七八九十]*[\W_]*$", re.I)
_LISTED = re.compile(r"^\d{1,2}[.．、)）]?\s*[^。；;]+$")
_CONTACT = re.compile(
    r"^[\W_]*(?:contacts?(?: person| information)?|tel(?:ephone)?|phone|fax|e-?mail(?: address)?|post(?:al )?code|"
    r"联系(?:人|方式|电话|地址|邮箱)|咨询电话|监督电话|电\s*话|传\s*真|邮\s*箱|电子邮[箱件]|通[信讯]地址|地\s*址|邮\s*编|邮政编码)\s*[:：]"
    r"|^[\W_]*contact the (?:writers?|reporters?|authors?)\b"
    r"|^[（(]?(?:此件|本件).{0,8}公开.{0,4}[)）]?$|^扫一扫.{0,24}$",
    re.I,
)
_RECORD = re.compile(
    r"^\W*(索\s*引\s*号|标\s*题|主题(?:分类|词)|发[文布]机[关构]|成文日期|发文字号|文\s*号|发布日期|生成日期|有\s*效\s*性|"
    r"公文种类|体裁分类|组配分类)\s*[:：]\s*(.*)$"
)
_ORIGINAL = re.compile(r"^[\W_]*(?:原标题|原题)[:：]|^[^。]{0,24}\d日电\s*题[:：]")
_RULE = re.compile(r"^[\s\-=_*·•—~.…|▷▶●◆■▪◇★○□：:]+$")
_RELATED = re.compile(
    r"^[\W_]*(?:相关(?:阅读|链接|新闻|报道|文章|稿件|推荐|文件|信息|解读)|延伸阅读|推荐阅读|更多(?:阅读|新闻|报道)|"
    r"热门(?:推荐|文章|新闻)|猜你喜欢|精彩推荐|为您推荐|"
    r"related\s+(?:reading|articles?|stories|news|links?|posts?|content)|more from|read (?:the )?next|read more|"
    r"recommended|you may also like|most (?:read|popular|viewed)|further reading|see also|latest news|hot news|"
    r"popular (?:articles|posts)|trending)\b.{0,40}$"
    r"|^[\W_]*(?:相关阅读|延伸阅读|推荐阅读|相关链接|相关新闻|相关报道|热门推荐)",
    re.I,
)
_SMALL_PRINT = (_COUNTER, _EDITOR, _TOOLS, _CONTACT, _LINK, _RULE, _ATTACHMENT, _ORIGINAL, _RECORD)
"""How lines begin that belong to the page."""
_ANYWHERE = (_NAVIGATION, _PAGER, _CREDIT)


_RUN_TOGETHER_LENGTH = 150


def is_related(line: str) -> bool:
    """Does a box of other pages open here?"""
    return len(line) < 80 and bool(_RELATED.search(line))


def is_attached(line: str, *, listed: bool) -> bool:
    """Does this line name an attachment, by itself or, where `listed`, as the next of a list?"""
    return bool(_ATTACHED.search(line) or (listed and _LISTED.search(line) and not line.endswith(".")))


def is_furniture(line: str) -> bool:
    """Is this line of the page rather than of its text? A long line is text, whatever it opens with."""
    if len(line) > (90 if _HAN.search(line) else 200):
        return False
    if _FOOT.search(line) and not line.rstrip().endswith(("。", ".")):
        return True
    if any(pattern.match(line) for pattern in _SMALL_PRINT) or any(pattern.search(line) for pattern in _ANYWHERE):
        return True
    return len(line) < _RUN_TOGETHER_LENGTH and bool(_RUN_TOGETHER.search(line))


def front_matter(text: str) -> int:
    """Return where the text starts behind a YAML block at its head; 0 if there is none."""
    opening = re.match(r"\s*---[ \t]*\n", text)
    if not opening:
        return 0
    closing = re.compile(r"^---[ \t]*(?:\n|$)", re.M).search(text, opening.end())
    return closing.end() if closing and ":" in text[opening.end() : closing.start()] else 0


def front_field(text: str, name: str) -> str:
    """Read one field of the YAML block at the head of a text; empty if it is not there."""
    head = text[: front_matter(text)]
    found = re.search(rf"^(?:{name}):[ \t]*['\"]?(.*?)['\"]?[ \t]*$", head, re.M)
    return found.group(1) if found else ""


def record(lines: Iterable[str]) -> dict[str, str]:
    """Read the table that Chinese authorities put above a document: 发文机关, 发文字号; empty if there is none."""
    found = [match for line in lines if (match := _RECORD.match(line))]
    return {re.sub(r"\s", "", match[1]): match[2].strip() for match in found} if len(found) > 1 else {}
