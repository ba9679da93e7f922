"""www.gov.cn: the State Council's own site, which mirrors press conferences and gathers the ministries' documents."""

from datetime import date, timedelta

from scrapers.platforms import govcn
from scrapers.source import Source

SITE = "https://www.gov.cn"
HOSTS = ("www.gov.cn",)
PUBLISHER = "中国政府网"

PRESS = Source(
    name="govcn-press",
    title="Press conferences on gov.cn (新闻发布)",
    language="zh",
    publisher=PUBLISHER,
    platform=govcn,
    start=f"{SITE}/lianbo/fabu/",
    hosts=HOSTS,
    first=date(2023, 3, 1),
    silence=timedelta(days=14),
)

MINISTRIES = Source(
    name="govcn-ministries",
    title="News of the ministries on gov.cn (部门)",
    language="zh",
    publisher=PUBLISHER,
    platform=govcn,
    start=f"{SITE}/lianbo/bumen/home.htm",
    hosts=HOSTS,
    first=date(2023, 3, 1),
    silence=timedelta(days=7),
)

POLICIES = Source(
    name="govcn-policies",
    title="Latest policies on gov.cn (最新政策)",
    language="zh",
    publisher=PUBLISHER,
    platform=govcn,
    start=f"{SITE}/zhengce/zuixin/ZUIXINZHENGCE.json",
    hosts=HOSTS,
    first=date(2023, 3, 1),
    silence=timedelta(days=14),
    options={"pages": f"{SITE}/zhengce/"},
)

SOURCES = (PRESS, MINISTRIES, POLICIES)
