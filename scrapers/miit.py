"""The Ministry of Industry and Information Technology: columns of www.miit.gov.cn, its policy library, its feed.

Addresses as public code has them from 2021 to 2026. Paths change (xwdt became xwfb), the ids of the columns do not: a
column's own id is read from its page, those of the feed are given here.
"""

from datetime import date, timedelta

from scrapers.platforms import jpaas, jpaas_feed, policy_library
from scrapers.source import Source

SITE = "https://www.miit.gov.cn"
HOSTS = ("www.miit.gov.cn", "wap.miit.gov.cn")
PUBLISHER = "工业和信息化部"


def _column(name: str, title: str, path: str, silence: int) -> Source:
    """A column of the site; `silence` in days."""
    return Source(
        name=f"miit-{name}",
        title=title,
        language="zh",
        publisher=PUBLISHER,
        platform=jpaas,
        start=f"{SITE}{path}index.html",
        hosts=HOSTS,
        first=date(2020, 1, 1),
        silence=timedelta(days=silence),
    )


NOTICES = _column("notices", "MIIT notices (通知)", "/zwgk/zcwj/wjfb/tz/", 21)
INTERPRETATIONS = _column("interpretations", "MIIT policy interpretations (政策解读)", "/zwgk/zcjd/", 45)
PUBLIC_NOTICES = _column("public-notices", "MIIT lists open to objection (文件公示)", "/zwgk/wjgs/", 21)
CONSULTATIONS = _column("consultations", "MIIT drafts open to comment (意见征集)", "/gzcy/yjzj/", 30)
NEWS = _column("news", "MIIT news (工信动态)", "/xwfb/gxdt/", 10)
BUREAU_NEWS = _column("bureau-news", "News of MIIT's bureaus (司局动态)", "/xwfb/gxdt/sjdt/", 14)
PRESS_CONFERENCES = _column("press-conferences", "MIIT press conferences (新闻发布会)", "/xwfb/xwfbh/bxwfbh/", 120)
# Bulletins come once a month, the first of a year not before March.
TELECOM = _column("telecom-statistics", "MIIT telecom statistics (通信业)", "/gxsj/tjfx/txy/", 75)
SOFTWARE = _column("software-statistics", "MIIT software statistics (软件业)", "/gxsj/tjfx/rjy/", 75)

POLICY_LIBRARY = Source(
    name="miit-policy-library",
    title="MIIT policy library (政策文件库)",
    language="zh",
    publisher=PUBLISHER,
    platform=policy_library,
    start=f"{SITE}/search/zcwjk.html",
    hosts=HOSTS,
    first=date(2008, 1, 1),
    silence=timedelta(days=21),
    # The category of the API; `category=183` in addresses of the search page is another numbering.
    options={"websiteid": "110000000000000", "cateid": "196", "pg": "30"},
)

FEED = Source(
    name="miit-rss",
    title="MIIT feed of policy documents and announcements",
    language="zh",
    publisher=PUBLISHER,
    platform=jpaas_feed,
    start=(
        f"{SITE}/api-gateway/jpaas-plugins-web-server/front/rss/getinfo?webId=8d828e408d90447786ddbe128d495e9e"
        "&columnIds=925fa8f4afd44e53818794ed96d9876e,30f92eeafcfd4685984dfb793a2c5fff"
    ),
    hosts=HOSTS,
    first=date(2020, 1, 1),
    silence=timedelta(days=21),
)

SOURCES = (
    NOTICES,
    INTERPRETATIONS,
    PUBLIC_NOTICES,
    CONSULTATIONS,
    NEWS,
    BUREAU_NEWS,
    PRESS_CONFERENCES,
    TELECOM,
    SOFTWARE,
    POLICY_LIBRARY,
    FEED,
)
