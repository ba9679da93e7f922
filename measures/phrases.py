"""Noun phrases after a number, and ids made of words the lexicon does not know."""

import re

from measures.lexicon import stem
from measures.scene import Scene
from measures.text import HAN, Span

_EN_STOP = (
    r"of|in|for|to|by|from|with|at|on|across|under|over|into|through|during|since|per|as|than|after|before|between|among|within"
    r"|nationwide|worldwide|globally|is|are|was|were|has|have|had|will|would|can|could|that|which|who|whose|and|or|but|while|when|where"
    r"|so|this|last|next|year|years|covering|including|involving|engaged|emerging|totaling|compared|respectively|achieve|up|down|more(?=\s(?:than|this|next|by|in|on|under|are|is|were|was|will|have|has|had|to|for|at|from|across|being|that|since|within|during|after|last)\b|\W*$|[,;:.)])|worth|comes?|goes?|said|says?|expects?|uses?|report|contributed|it|they|we"
    r"|went|rose|grew|fell|climb(?:ed|s)|jump(?:ed|s)|surged|dropped|declined|increased|expanded|exceeded|topped|hit|stood|amounted|accounted|averaged|remained"
    r"|came|come|began|start|started|became|reached|reported|registered|saw|set|built|established|completed|launched|put|by|not|each|a|the|[a-z]+ly(?=\W*$|[,.;]|\sin\b)"
)
_EN_NP = re.compile(
    rf"\s?(?P<np>(?:(?!(?:{_EN_STOP})\b)(?:U\.(?:S|K|N)\.|\d{{1,3}}[A-Z]|\d+-(?=[a-z])|[A-Za-z\"'])[\w\"'+-]*"
    rf"(?:,(?=\s(?:(?:and\s)?(?:refined|unique|new|special|innovative|sophisticated)\b))|)\s?){{1,60}})",
    re.I,
)
_EN_PARTICIPLE = re.compile(
    r"(?:(?<=s)[\"']?|(?<=people)|(?<=[oe]men)|(?<=children))\s(?:[a-z]+(?:ed|ing)|newly)\b.*", re.S
)
_EN_AND = re.compile(r"and\s(?P<np>[A-Za-z][\w'-]*(?:\s[A-Za-z][\w'-]*){0,3}?(?<![suiSU])s)\b")
_EN_GENERIC_HEAD = re.compile(
    r"\s?(?:(?:sets?|units?|pieces?|items?|pairs?|copies)\b(?:\sof\b)?"
    r"|(?:types?|kinds?|varieties|categories|batches|groups?)\sof\b)"
)
_EN_QUALITY = re.compile(r"\s(?P<word>(?:newly\s)?(?:registered|licensed|completed|established|built))\s(?=[a-z])")
EN_DROPPED = re.compile(
    r"^(?:key|major|new|newly|such|these|those|other|different|various|additional|more|national|Chinese|about|key)\s",
    re.I,
)
_ZH_VERB = (
    "成为|获得|实现|处于|保持|达到|覆盖|分布|位居|属于|入选|来自|参与|开展|增至|增加|增长|提升|提高|突破|扩大|上升|减少|下降|升至|降至"
    "|进入|巩固|享受|摆脱|受益|参加|加入|领取|入驻|落户|跻身|入围|上榜|位列|得到|受到|接受|承接|吸纳|纳入|惠及|从事|拥有|设立"
    "|创办|申报|推出|出台|印发|购买|签订|签署|走上|成功|陆续|全部|相继|先后|正式|正在|累计|平均|带动|推动|助力|打造|形成|建成|投产|投运"
    "|发展|获评|晋升|被|逐一|完成|获批|通过|已|均|都|在|为|是|从|将|与|同比|环比|较|比|占|以上|左右|增速|产量|其中"
)
_ZH_NP = re.compile(rf"(?P<np>(?:(?!{_ZH_VERB})[{HAN}A-Za-z0-9\"+\-·]){{1,24}})")
ZH_DROPPED = re.compile(r"^(?:的|重点|主要|新|国家级|全国|各类|各种|[多余](?![式元边语媒]))+")


_ZH_EACH = re.compile(r"^(?:各|每[十百千万\d]*)[类名项种级家个户]?")
_ZH_WITHOUT = re.compile(r"(?:扣除|剔除|不含|不包括)[^，。；]*?(?:[后外]|因素|影响|\Z)")
_ZH_NO_THING = re.compile(
    r"(?:较(?!大|高)|对(?!外|口|公|标|接|象)|占(?!地|比)|比(?:上年|去年|同期|年初|上月|20|前)|在(?!校|线|建|册|职|岗|网|用|外|售|产|研|途)"
    r"|从(?!业|事)|由|向|按|与(?!会)|将(?!军)|同比|环比|不(?:会|再|得|能|超|足|到|含|包括)|未(?:来|能|曾|有)|没有|扣除|其中)"
)
"""How words begin that name no thing: prepositions and denials (较去年底增加, 占全国, 对东盟)."""
_ZH_DEED = re.compile(
    r"(?:已|再|又|仍|还|均|都|并|共|累计|全部|陆续|成功|依法|新|总计|合计|实际|平均|净|可|约)*"
    r"(?:[完竣开复]工|[追挽收召]回|[返退归偿]还|[清辞]退|[查处]处|[查扣]封|扣押|销毁|[缴截查抓]获|救助|安置|转移|[新改扩续筹]建|拆除|关[闭停]|停产|淘汰|[下上]架"
    r"|通报|约谈|处罚|罚没|[立结备报]案|起诉|判处|[发投]放|兑付|[拨支垫交]付|到位|售出|签约|成交|[入出]库|登记|审批|核准|验收|整改|增[加长]|减少|占"
    r"|完成|实现|投[产用运]|建成|使用|覆盖|服务|惠及|达|有|增|减|降|升){1,2}了?"
)
"""Words that are a deed alone, without its object: 已|完工, 追回."""


def zh_thing(words: str) -> str:
    """Chinese words that name a thing, without "each"; empty where they are a deed, a denial or where and how alone."""
    words = _ZH_EACH.sub("", _ZH_WITHOUT.sub("", words))
    return "" if _ZH_NO_THING.match(words) or _ZH_DEED.fullmatch(words) else words


_EN_HEAD = re.compile(
    r"(?:^|[,;]\s)(?:(?:the|a|an|its|their|total|and|while)\s)?(?:newly\s\w+\s)?((?:[\w'-]+\s){0,6}?[\w'-]+)\s(?:is|was|were|are|has|have|had|rose|grew"
    r"|reached|stood|fell|hit|will|totaled|exceeded|increased|accounted|came|declined|dropped|makes?|made|contributes?|contributed|represents?|represented|provided?|worth|jumped|climbed|surged|soared"
    r"|topped|passed|surpassed|approached|averaged|amounted|numbered|doubled|tripled|rises|grows|remained|went)\b"
    r"[^,;]*\Z",
    re.I,
)


def head_of_clause(left: str) -> str:
    """The English noun phrase whose verb leads up to the end of `left`: "daily token use jumped from "."""
    match = _EN_HEAD.search(left)
    return match.group(1).strip() if match else ""


def bare(words: str) -> str:
    """A phrase without the marks and the emphasis around it."""
    return words.strip("\"' *_、，,;；:：")


def slug(words: str) -> str:
    """A noun phrase as an id: lower case, no plural, joined by underscores; Chinese as it stands."""
    if re.search(f"[{HAN}]", words):
        return re.sub(r"[\W_]+", "", words)
    parts = re.findall(r"[A-Za-z0-9]+", re.sub(r"(?<=[A-Z])\.", "", words))
    return "_".join([part.lower() for part in parts[:-1]] + [stem(part) for part in parts[-1:]])


def phrase_after(scene: Scene, at: int) -> Span:
    """The noun phrase that follows a place; empty where none does."""
    if scene.chinese:
        match = _ZH_NP.match(scene.text, at)
        return match.span("np") if match else (at, at)
    while generic := _EN_GENERIC_HEAD.match(scene.text, at):
        at = generic.end()
    first = _EN_QUALITY.match(scene.text, at)
    match = _EN_NP.match(scene.text, first.end() - 1 if first else at)
    if not match:
        return (at, at)
    if first:
        return (first.start("word"), _plural_end(scene, match.span("np")))
    words = _EN_PARTICIPLE.sub("", match["np"]).rstrip()
    end = _plural_end(scene, (match.start("np"), match.start("np") + len(words)))
    return (match.start("np"), _joined_end(scene, match["np"], match.start("np")) or end)


def _joined_end(scene: Scene, words: str, start: int) -> int:
    """Where a phrase ends whose noun stands behind an "and": "telecom and online fraud | suspects"; 0 for others."""
    end = start + len(words.rstrip())
    joint = _EN_AND.match(scene.text, start + len(words)) if not words.rstrip().endswith("s") else None
    known = any(hit.end == end for hit in (*scene.nouns, *scene.subjects))
    return joint.end() if joint and not known else 0


_PLURAL = re.compile(r"(?<![suiSU])s\b(?!')")


def _plural_end(scene: Scene, span: Span) -> int:
    """Where a phrase ends: with its first plural, unless a known name goes on ("AI companies | now operate")."""
    for match in _PLURAL.finditer(scene.text, *span):
        at = match.end() + (scene.text[match.end() : match.end() + 1] == '"')
        goes_on = any(hit.start <= at < hit.end or hit.start in (at, at + 1) for hit in (*scene.nouns, *scene.subjects))
        if not goes_on:
            return min(at, span[1])
    return span[1]
