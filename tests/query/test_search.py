"""The search: sixty queries and what must come first, and the forgiveness of one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.query.search import MatchType, SearchIndex, SearchName

FIRST = {
    # names and aliases
    "都江堰": "dujiangyan",
    "三星堆": "sanxingdui",
    "金沙": "jinsha-site",
    "金沙江": "jinsha-river",
    "九寨沟": "jiuzhaigou",
    "春熙路": "chunxi-road",
    "太古里": "taikoo-li-chengdu",
    "灯会": "zigong-lantern-festival",
    "自贡灯会": "zigong-lantern-festival",
    "卓克基": "zhuokeji-tusi-manor",
    "引大济岷": "yinda-jimin",
    "成都地铁": "chengdu-metro",
    "永丰村": "yongfeng-cun",
    "溪洛渡": "xiluodu-hydropower",
    "二滩水电站": "ertan-hydropower",
    "大岗山": "dagangshan-hydropower",
    # pinyin with and without spaces
    "dujiangyan": "dujiangyan",
    "dujian": "dujiangyan",
    "du jiang yan": "dujiangyan",
    "sanxingdui": "sanxingdui",
    "san xing dui": "sanxingdui",
    "jinshajiang": "jinsha-river",
    "chunxilu": "chunxi-road",
    "kuanzhaixiangzi": "kuanzhai-alley",
    "yongfengcun": "yongfeng-cun",
    "minjiang": "min-river",
    "yalongjiang": "yalong-river",
    "emeishan": "emeishan",
    "zhanqicun": "zhanqi-cun",
    # initials
    "djy": "dujiangyan",
    "sxd": "sanxingdui",
    "jzg": "jiuzhaigou",
    "cxl": "chunxi-road",
    "kzxz": "kuanzhai-alley",
    "jsj": "jinsha-river",
    "yfc": "yongfeng-cun",
    # English
    "Tianfu Square": "tianfu-square",
    "jinsha river": "jinsha-river",
    "Mount Emei": "emeishan",
    "chunxi road": "chunxi-road",
    "Unicorn Island": "unicorn-island",
    "taikoo li": "taikoo-li-chengdu",
    "DADU RIVER": "dadu-river",
    "lantern fair": "zigong-lantern-festival",
    "Xiluodu": "xiluodu-hydropower",
    # codes and regions
    "510100": "510100",
    "510117": "510117",
    "成都市": "510100",
    "成都": "510100",
    "阿坝": "513200",
    "阿坝县": "513231",
    "chengdu": "510100",
    "liangshan": "513400",
    "郫都": "510117",
    "川南": "south",
    "mianyang": "510700",
    # one character wrong, missing, extra or swapped
    "三星准": "sanxingdui",
    "dujiangyna": "dujiangyan",
    "dujianyan": "dujiangyan",
    "chunxi roed": "chunxi-road",
    "jiuzhaigoou": "jiuzhaigou",
    "宽窄港子": "kuanzhai-alley",
    "baihetn": "baihetan-hydropower",
    "峨嵋山": "emeishan",
    "锦平一级": "jinping-1-hydropower",
    # traditional characters, and others that are read the same
    "都江偃": "dujiangyan",
    "九寨溝": "jiuzhaigou",
    "樂山": "511100",
    "寬窄巷子": "kuanzhai-alley",
    "雅礱江": "yalong-river",
    "川藏鐵路": "sichuan-tibet-railway",
    "長寧縣": "511524",
    # full width, spaces, other words for the same
    "ｄｊｙ": "dujiangyan",
    "５１０１８１": "510181",
    "都 江 堰": "dujiangyan",
    "Mt. Emei": "emeishan",
    "Emei Mountain": "emeishan",
    "Square Tianfu": "tianfu-square",
    "chengdu plain": "chengdu-plain",
    # readings that are not the usual ones of their characters, and the first initials
    "chuanzangtielu": "sichuan-tibet-railway",
    "cztl": "sichuan-tibet-railway",
    "shifang": "510682",
    "xindu": "510114",
    "yingjing": "511822",
    "pidu": "510117",
    "bht": "baihetan-hydropower",
    "aynm": "anyue-lemon",
}


@pytest.fixture(scope="module")
def index(catalog):
    return catalog.search_index


def test_the_table_is_long_enough():
    assert len(FIRST) >= 60


@pytest.mark.parametrize(("query", "code"), FIRST.items())
def test_first_hit(index, query, code):
    found = index.find(query)
    assert found, query
    assert found[0].code == code, [(hit.code, hit.text, hit.match) for hit in found]


def test_near_misses_are_marked_and_can_be_switched_off(index):
    assert index.find("三星准")[0].fuzzy
    assert index.find("三星准", fuzzy=False) == []
    assert not index.find("三星堆")[0].fuzzy


def test_nothing_found_offers_the_nearest(index):
    assert index.find("qqqqqqqq") == []
    found = index.nearest("都江燕子")
    assert "都江堰" in {hit.text for hit in found}
    assert len({(hit.kind, hit.code) for hit in found}) == 3


@pytest.mark.parametrize("query", ["", "   ", "'", "%", "🙂", "\n"])
def test_empty_queries_find_nothing(index, query):
    assert index.find(query) == []


@given(st.text(max_size=40))
def test_any_text_is_taken(text):
    index = SearchIndex([SearchName("place", "x", "都江堰", "du jiang yan")])
    for hit in index.find(text):
        assert hit.match in MatchType
