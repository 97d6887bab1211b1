"""The page of the plan and the band of the explore page without a browser."""

import json

import pytest

from geo import describe, i18n
from geo.query.filters import Filter
from geo.ui import static
from geo.ui.links import region_link
from geo.ui.plan.reading_file import contents
from geo.ui.plan.reading_panel import dimmed
from geo.ui.state.session import Session
from tests.ui.apptest import address, follow, html, opened, session

PLAN = "pages/plan.py"


def component(app, name):
    for one in app.get("bidi_component"):
        if one.proto.component_name.endswith(name):
            return json.loads(one.proto.json)
    raise AssertionError(f"no {name} on the page")


def published(app):
    """The file with the text that the page tells the browser of."""
    folder = component(app, "shutu_reading")["folder"].rpartition("/")[2]
    return json.loads((static.STATIC / folder / "reading.json").read_text(encoding="utf-8"))


def branches(tree):
    for branch in tree:
        yield branch
        yield from branches(branch["children"])


def marked(content):
    """The places whose names are marked, in the order of the text."""
    numbers = [
        run[1] for block in content["blocks"] for run in block["body"] if isinstance(run, list)
    ]
    return [content["marks"][number]["place"] for number in numbers]


def test_the_page_has_the_facts_of_the_document_once():
    app = opened(PLAN)
    body = html(app)
    for part in (
        "<h1",
        "川经信信安〔2023〕142号",
        "2023年9月12日",
        "16 个印发部门",
        "列明 62 处地点 · 18 项任务 · 7 个专栏 · 27 个场景组",
        "<b>2500亿元</b>",
        "四川省大数据中心",
        "4. <b>开放合作</b>",
    ):
        assert body.count(part) == 1, part


def test_targets_have_no_doubled_words(catalog):
    targets = catalog.plan.document()["targets"]
    assert [describe.target(row, "en") for row in targets] == [
        "CNY 250 billion in metaverse-related industries",
        "200 typical metaverse scenarios",
        "15 leading (chain-master) companies",
        "150 specialised niche companies",
        "300 technology SMEs",
    ]
    assert describe.target(targets[0], "zh") == "相关产业规模 2500亿元"
    assert describe.target(targets[2], "zh") == "赛道链主企业 15家"


def test_without_the_text_all_places_are_marked_under_their_headings():
    content = published(opened(PLAN, lang="en"))
    places = [place for place in marked(content) if place]
    assert len(places) == len(set(places)) == 62
    titles = {branch["key"]: branch["title"] for branch in branches(content["tree"])}
    assert titles["task-8"] == "Task 8 Digital-twin spaces"
    assert {block["key"]: block["head"] for block in content["blocks"]}["box-4"] == [
        "Box 4 Digital-twin spaces"
    ]
    counts = {branch["key"]: branch["places"] for branch in branches(content["tree"])}
    assert (counts["task-8"], counts["task-3"], counts["entry-b4e04"]) == (56, 2, 7)


def test_with_the_text_it_is_the_text_with_hints_in_english(catalog, plan_text):
    content = contents(catalog, "en", plan_text)
    assert content["language"] == "zh"
    blocks = {block["key"]: block for block in content["blocks"]}
    assert blocks["task-8"]["head"] == ["8.数字孪生空间建设工程。"]
    assert blocks["entry-b4e04"]["beside"].endswith(
        "Named here: Jiuzhaigou, Huanglong, Mount Emei, Sanxingdui, Jinsha Site, Shu brocade, "
        "Lantern fair"
    )
    words = [run for block in content["blocks"] for run in (*block["head"], *block["body"])]
    text = "".join(run if isinstance(run, str) else run[0] for run in words)
    assert text == plan_text.replace("\n", "")


def test_the_text_is_told_only_where_it_is_the_right_one(monkeypatch, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("另一份文件", encoding="utf-8")
    monkeypatch.setenv("SHUTU_PLAN", str(path))
    app = opened(PLAN)
    assert "结构与地图" in html(app)
    assert all("另一份文件" not in str(block) for block in published(app)["blocks"])


def test_a_link_to_a_place_leads_to_its_sentence_and_the_map_there():
    app = opened(PLAN, site="sanxingdui")
    assert component(app, "shutu_reading")["selected"] == "b4e04s04"
    assert component(app, "shutu_map")["selected"] == "sanxingdui"
    assert component(app, "shutu_map")["target"]["lon"] == pytest.approx(104.2, abs=0.1)
    app.button(key="plan_evidence").click().run()
    follow(app)
    assert address(app)["site"] == "sanxingdui"
    app.button(key="clause_sanxingdui").click().run()
    assert session(app).address.jump.page == "plan"
    assert "site=sanxingdui" in session(app).address.jump.query


def test_a_station_leads_to_the_river_that_the_text_names():
    app = opened(PLAN, site="xiluodu-hydropower")
    assert component(app, "shutu_reading")["selected"] == "b4e02s01"


def test_a_filter_dims_what_does_not_pass_and_can_be_cleared():
    app = opened(PLAN, sector="tourism", region="510600")
    dim = set(component(app, "shutu_reading")["dimmed"])
    assert "b4e04s04" not in dim  # 三星堆 in 德阳
    assert {"b4e04s01", "b4e02s01"} <= dim
    assert "领域：旅游 · 地区：德阳市" in html(app)
    app.button(key="plan_change").click().run()
    assert session(app).address.jump.page == ""
    app.button(key="plan_clear").click().run()
    assert component(app, "shutu_reading")["dimmed"] == []


def test_what_is_dimmed_counted_by_hand(tiny):
    """In the tiny province: a place that is not shown, and a scenario of another sector."""
    chosen = Filter(sectors=("tourism",))
    found = set(dimmed(tiny, chosen, tiny.rows(chosen)))
    assert {"b1e01s01", "b1e03s01", "b2e02s01"} <= found
    assert found.isdisjoint({"b1e02s01", "b1e02s02", "b2e01s01"})
    assert dimmed(tiny, Filter(inferred=True), []) == []


def test_the_list_stands_in_for_the_map_here_too():
    app = opened(PLAN, nomap="1", site="sanxingdui")
    names = [one.proto.component_name for one in app.get("bidi_component")]
    assert not [name for name in names if name.endswith("shutu_map")]
    assert component(app, "shutu_reading")["selected"] == "b4e04s04"


def test_the_band_tells_the_document_and_can_be_closed():
    app = opened()
    body = html(app)
    for part in ("川经信信安〔2023〕142号", "62 处地点 · 18 项任务 · 7 个专栏 · 27 个场景组"):
        assert part in body
    assert "相关产业规模 2500亿元、元宇宙典型应用场景 200个" in body
    app.button(key="door_text").click().run()
    assert session(app).address.jump.page == "plan"
    app.button(key="band_close").click().run()
    assert "shutu-band" not in html(app)
    app.switch_page(PLAN).run()
    app.switch_page("pages/explore.py").run()
    assert "shutu-band" not in html(app)


@pytest.mark.parametrize("given", [{"site": "sanxingdui"}, {"sector": "energy"}])
def test_who_comes_for_a_place_or_a_filter_sees_that_first(given):
    assert "shutu-band" not in html(opened(**given))


def test_the_door_by_prefecture_opens_the_page_of_a_region():
    visitor = Session()
    visitor.open_link(region_link("510100", "en"))
    jump = visitor.address.jump
    assert (jump.number, jump.page, jump.query) == (1, "region", "of=510100&lang=en")


def test_an_address_of_a_region():
    assert region_link("510100", "zh") == "/region?of=510100"
    assert region_link("510100", "en") == "/region?of=510100&lang=en"


def test_all_levels_have_a_title_in_both_languages():
    for lang in i18n.LANGUAGES:
        for level in ("theme", "task", "box", "safeguard"):
            assert "3" in i18n.text(lang, f"plan.branch.{level}", number=3, title="x")
