"""Agencies: one body under its many names, and no body where a word only looks like one."""

import pytest

from measures.agencies import mentions, names, of_post
from measures.text import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工信部、国家发改委、市场监管总局等六部门", ("MIIT", "NDRC", "SAMR", "other departments")),
        ("the development and Reform Commission and the Ministry of finance", ("NDRC", "Ministry of Finance")),
        ("State owned assets supervision and Administration Commission of the State Council", ("SASAC",)),
        ("People's Bank of China, the CIRC and 9 other departments", ("PBOC", "CBIRC", "other departments")),
        ("国务院办公厅转发商务部通知", ("State Council General Office", "Ministry of Commerce")),
        ("中共中央办公厅、国务院办公厅", ("CPC Central Committee General Office", "State Council General Office")),
        ("会同有关部门和各地区", ("relevant departments", "local governments")),
        ("江苏省工业和信息化厅", ("Jiangsu",)),
        ("health authorities and the drug regulator", ("NHC", "NMPA")),
        ("the culture and tourism departments", ("Ministry of Culture and Tourism",)),
        ("the Hunan Provincial Department of Education", ("local governments",)),
        ("county-level health departments", ("local governments",)),
        ("the Shanghai Municipal Health Commission", ("local governments",)),
    ],
)
def test_one_name_for_each_body(text, expected):
    assert names(mentions(normalise(text).text)) == expected


@pytest.mark.parametrize(
    "text", ["most of the safe moe", "local government bonds", "交通运输部所属打捞局", "中国银行业", "a cae study"]
)
def test_what_only_looks_like_a_body(text):
    assert mentions(text) == ()


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("vice minister of industry and information technology", "MIIT"),
        ("工业和信息化部总工程师、新闻发言人", "MIIT"),
        ("deputy governor of the People's Bank of China", "PBOC"),
        ("professor of law", ""),
    ],
)
def test_an_official_speaks_for_a_body(title, body):
    assert of_post(title) == body


def test_offsets_point_at_the_name():
    text = "Then the Ministry of Commerce acted."
    (found,) = mentions(text)
    assert text[found.start : found.end] == "Ministry of Commerce"
