"""The State Council Information Office: its English site, and the Chinese one, which refuses programs."""

from datetime import date, timedelta

from scrapers.platforms import enp, trs
from scrapers.source import Source

ENGLISH = Source(
    name="scio-english",
    title="SCIO press conferences, in English",
    language="en",
    publisher="State Council Information Office",
    platform=enp,
    start="http://english.scio.gov.cn/pressroom/node_8021725.html",
    hosts=("english.scio.gov.cn", "www.china.org.cn", "china.org.cn"),
    first=date(2015, 1, 1),
    silence=timedelta(days=45),
    # Further list nodes: notices, and announcements (2026-08). Transcripts were published up to 69 days after the
    # event (2025-07-18), so rows of that age are looked at again.
    options={
        "lists": "http://english.scio.gov.cn/pressroom/node_7248351.htm"
        " http://english.scio.gov.cn/pressroom/node_8020819.html",
        "lag": "75",
    },
)

CHINESE = Source(
    name="scio-chinese",
    title="SCIO press conferences, in Chinese (国务院新闻办公室)",
    language="zh",
    publisher="国务院新闻办公室",
    platform=trs,
    start="http://www.scio.gov.cn/xwfb/gwyxwbgsxwfbh/index.html",
    hosts=("www.scio.gov.cn",),
    first=date(2022, 12, 1),
    # The whole host answers 521 and a JavaScript challenge (2026): read its mirror, govcn-press.
    enabled=False,
)

SOURCES = (ENGLISH, CHINESE)
