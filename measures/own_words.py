"""What a clause names in words of its own that the lexicon does not know: 甜菜|产量, after 夏粮 was spoken of."""

import re

from measures.lexicon import Hit
from measures.metrics import near_metrics
from measures.phrases import slug, zh_thing
from measures.scene import Scene
from measures.text import HAN
from measures.thing import Counted

ZH_LEAD = re.compile(
    r"^(?:其中|同时|此外|另外|全国|我国|全省|各地|截至目前|目前|预计|力争|实现|推动|带动|拉动|撬动|完成|同比|环比|其中|的|[，,])+"
)
_NO_OWN = re.compile(
    r"(?:实现|完成|达到?|合计|累计|平均|[人户亩年日月]均|单位|全部|全[年国省市县区]|[当今去上]年|[本该其此各每总净新另共已将可约]|上述|相关|所有"
    r"|[总整]体|主要|综合|预计|主营|行业|企业|业务|产业|产品|市场|项目|系统|领域|方面|实际|名义|同期|国内|境内|海外|境外|进出口|[的和与及])+"
)
"""Words before a metric that are its form, or point back, and name no thing of their own."""


def own_at_metric(read: Scene, index: int, hit: Hit | None) -> Counted | None:
    """What stands before the metric of a Chinese clause, where the name known (`hit`) is of another clause."""
    near = near_metrics(read, index) if read.chinese else []
    start = read.clause(read.quantities[index].number_start)[0]
    if hit is not None and hit.start >= start:
        return None
    if not near:
        return own_at_metric(read, index - 1, hit) if read.chinese and index else None
    words = zh_thing(
        ZH_LEAD.sub("", read.text[_after_edges(read, start, near[0].start) : near[0].start].strip('"“”的'))
    )
    if not re.fullmatch(f"[{HAN}]{{2,8}}", words) or _NO_OWN.fullmatch(words):
        return None
    return Counted(slug(words), "", words)


def _after_edges(read: Scene, start: int, stop: int) -> int:
    """Where words begin behind the times, places and numbers of their clause."""
    ends = [when.end for when in read.times] + [hit.end for hit in read.scopes] + [q.end for q in read.quantities]
    return max([start, *(end for end in ends if start <= end <= stop)])
