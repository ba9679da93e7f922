"""Who speaks: the labels of a transcript, and the titles that a page gives to the people it quotes."""

import re
from dataclasses import dataclass

from measures import agencies
from measures.model import Role, Speaker

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆"
    "蓝路游辛靳阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寿桑郎甄丛"
    "仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容"
    "敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_OUTLET_EN = re.compile(
    r"\b(?:reporter|correspondent|journalist|media|news|daily|times|agency|tv|television|radio|magazine|post|press|"
    r"journal|network|herald|weekly|xinhua|cctv|cgtn|cnr|cri|reuters|bloomberg|afp|nhk|kyodo|ap|cnbc|cnn|bbc|"
    r"caixin|phoenix|zaobao|guancha|"
    r"broadcasting|satellite|online|observer|express|tribune|review|monitor|service|group|asahi|yonhap|sputnik|"
    r"tass|efe|ansa|dpa|"
    r"the paper|guangming|people's|cover|rednet|yicai|macao|macau)\b",
    re.I,
)
_OUTLET_ZH = re.compile(
    r"(?:记者|提问)(?:\s*[\u4e00-\u9fff]{0,4})?$"
    r"|(?:报|社|台|网|电视|广播|新闻|周刊|杂志|客户端|媒体)(?:\s+[\u4e00-\u9fff]{2,4})?$"
)
_TOLD = re.compile(r"告诉|表示|说|透露|称|获悉|了解|采访|消息|报道")
_NOT_A_NAME = re.compile(
    r"^(?:source|article|date|time|place|speakers?|chair(?:person|man)?|moderators?|editors?|note|notice|key words?|"
    r"summary|abstract|title|attachments?|annex|tel|fax|email|address|contact|upload|updated|published|beijing|photo|"
    r"video|example|highlights?|first|second|third|"
    r"question|answer|q|a|host|important|warning|conclusion|background|introduction|objectives?|targets?|goals?|"
    r"measures?|tasks?)\b",
    re.I,
)
_TITLE_WORD = re.compile(
    r"\b(?:minister|director|head|chief|commissioner|governor|spokes(?:person|man|woman)|chair(?:man|person|woman)?|"
    r"president|secretary|deputy|vice|engineer|economist|administrator|inspector|mayor|official|general manager|"
    r"dean|professor)\b",
    re.I,
)
_TITLE_ZH = re.compile(
    r"(?:部长|副部长|主任|局长|司长|署长|行长|主席|秘书长|发言人|总工程师|总经济师|首席|院长|会长|理事长|处长|书记|"
    r"省长|市长|"
    r"总裁|董事长|主持人|负责人|总监|成员|所长|委员|巡视员|厅长)"
)
_EN = re.compile(
    r"^[\W_]*(?P<name>(?:The |the )?[A-Z][\w'’&.-]*(?:[ -](?:of |and |the |for )?[A-Z\d][\w'’&.-]*){0,6}"
    r"(?:(?:'s)? (?:reporter|correspondent|journalist))?)"
    r"(?:\s*[,(]\s*(?P<title>[^:()]{4,160})\)?)?\s*[:：][\s*_]*(?P<rest>.*)$"
)
_ZH = re.compile(
    r"^[\W_]*(?P<label>[\u3400-\u9fffA-Za-z0-9·（）()、“”\"]{2,60}?(?:[\s\u3000]+[\u3400-\u9fff·]{2,8})?"
    r"(?:[\s\u3000]*[（(][^）)]{1,40}[）)])?)\s*[:：][\s*_]*(?P<rest>.*)$"
)
_ALONE = re.compile(
    r"^(?:Mr\.? |Ms\.? |Dr\.? )?(?P<name>[A-Z][a-z'’]+(?: [A-Z][a-z'’-]+){1,3}),\s+(?P<title>[^.;:?!]{6,180})$"
)


_OFFICIAL = re.compile(
    r"^[\W_]*(?:(?:the |a )?(?:relevant )?(?:head|person in charge|official|spokes(?:person|man|woman)|director|leader|"
    r"responsible person)(?: (?:of|in|from|for) [^.:：?!]{2,80})?"
    r"|[\u3400-\u9fff]{0,24}(?:负责人|负责同志|发言人))\s*[:：][\s*_]*(?P<rest>.*)$",
    re.I,
)
_ASKED = re.compile(r"^[\W_]*(?:(?P<asks>提?问|Q(?:uestion)?)|回?答|A(?:nswer)?)\s?\d{0,2}\s*[:：][\s*_]*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Label:
    """The head of a turn: who (nameless behind "Q:"), with what title, as official or outlet, and its length."""

    speaker: Speaker
    role: Role | None
    length: int


def label_of(line: str) -> Label | None:
    """Read who speaks from the opening of a line; `role` is None where the label alone does not tell."""
    head = line[:220]
    if found := _ASKED.match(head):
        length = found.start("rest") if found["rest"] else len(line)
        return Label(Speaker(name=""), "question" if found["asks"] else "answer", length)
    if found := _OFFICIAL.match(head):
        return Label(Speaker(name=""), "answer", found.start("rest") if found["rest"] else len(line))
    if re.search(r"[\u4e00-\u9fff]", head[:12]):
        return _chinese(head, line)
    return _english(head, line)


def _english(head: str, line: str) -> Label | None:
    found = _EN.match(head)
    if not found or _NOT_A_NAME.match(found["name"]):
        return None
    name, title, rest = found["name"].strip(), (found["title"] or "").strip(), found["rest"]
    outlet = bool(_OUTLET_EN.search(name))
    words = name.split()
    if rest and not outlet and not title and not (2 <= len(words) <= 4 and all(w[0].isupper() for w in words)):
        return None
    if title and not (_TITLE_WORD.search(title) or outlet):
        return None
    if len(words) == 1 and not outlet:
        return None
    role: Role | None = "question" if outlet else "answer" if title else None
    return Label(Speaker(name=name, title="" if outlet else title), role, found.start("rest") if rest else len(line))


def _chinese(head: str, line: str) -> Label | None:
    found = _ZH.match(head)
    if not found:
        return None
    label, rest = found["label"].strip(), found["rest"]
    length = found.start("rest") if rest else len(line)
    bare = re.sub(r"[\s\u3000]*[（(][^）)]*[）)]$", "", label)
    if sum(m.end - m.start for m in agencies.mentions(bare)) >= len(bare):
        return None
    if _OUTLET_ZH.search(bare) and len(bare) <= 24 and not _TOLD.search(bare):
        return Label(Speaker(name=bare), "question", length)
    title, name = _split_chinese(bare)
    if not _is_name(name):
        return None
    if title and not _TITLE_ZH.search(title):
        return None
    return Label(Speaker(name=name, title=title), "answer" if title else None, length)


def _split_chinese(label: str) -> tuple[str, str]:
    parts = re.split(r"[\s\u3000]+", label)
    if len(parts) >= 2:
        return " ".join(parts[:-1]), parts[-1]
    found = re.match(rf"(.*(?:{_TITLE_ZH.pattern[3:-1]}))(.{{2,4}})$", label)
    return (found[1], found[2]) if found else ("", label)


def _is_name(name: str) -> bool:
    if "·" in name:
        return len(name) <= 14
    return 2 <= len(name) <= 3 and name[0] in _SURNAMES and not re.search(r"[案间点源题式法准下上是为有在]$", name)


def introduced(line: str) -> Speaker | None:
    """Read a line that only introduces somebody: a name, a comma, a title."""
    found = _ALONE.match(line.strip(" *_"))
    if not found or not _TITLE_WORD.search(found["title"]):
        return None
    return Speaker(name=found["name"], title=found["title"].strip())


_QUOTED = re.compile(
    r"\b(?P<name>[A-Z][a-z'’]+ [A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?), "
    r"(?P<title>(?:the |a |an )?(?:[\w'’&-]+ ){0,3}(?:minister|director|head|chief|"
    r"commissioner|governor|spokes(?:person|man|woman)|chair(?:man|person|woman)?|president|secretary|"
    r"inspector)[^,.;]{0,120}?)"
    r"(?=,| (?:told|said|says|noted|added|announced|stressed|pointed|introduced|answered|attended)\b)"
)
_QUOTED_ZH = re.compile(
    r"(?P<title>[\u4e00-\u9fff]{2,24}?(?:部长|副部长|主任|局长|司长|署长|行长|主席|秘书长|发言人|总工程师|总经济师|"
    r"院长|会长))"
    r"(?P<name>[\u4e00-\u9fff]{2,3}?)(?=先生|女士|同志|表示|指出|介绍|说|称|强调|透露|回应|在)"
)


def quoted(text: str) -> list[Speaker]:
    """Find the people whom running text quotes with their title."""
    english = [Speaker(name=m["name"], title=m["title"].strip()) for m in _QUOTED.finditer(text)]
    chinese = [Speaker(name=m["name"], title=m["title"]) for m in _QUOTED_ZH.finditer(text) if _is_name(m["name"])]
    return english + chinese
