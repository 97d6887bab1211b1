"""The page of shortlists without a browser: build, rank, compare, save, pass on, and what fails."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
import shapely

from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.query.filters import Filter
from geo.query.spatial import AreaFilter
from geo.rank import code
from geo.rank.criteria import Criterion, Measure, RankingContext, criterion_values
from geo.rank.score import Missing, Rule, rank
from geo.rank.shortlist_ranking import sites_of
from geo.rank.words import as_ranked
from geo.shortlist import file, link
from geo.shortlist.drift import pick
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item
from geo.ui.shortlist.site_table import moved
from tests.ui.apptest import address, field, go, html, opened, session

PAGE = "pages/shortlist.py"


def now(app) -> Shortlist:
    """The list that is worked on."""
    return session(app).shortlists.current


def opened_list(shortlist: Shortlist, **parameters: str):
    """The page of shortlists with a list that came by a link."""
    return opened(PAGE, **parameters, **{link.CONTENT: link.encode(shortlist)})


def listed(catalog, *ids: str, name: str = "一号") -> Shortlist:
    return Shortlist(name=name, build=catalog.database.build_id).add(*pick(catalog, ids))


def panel(app, name: str):
    app.button_group(key=field(app, "shortlist_panel")).set_value(name).run()
    assert not app.exception
    return app


def click(app, key: str):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_places_come_from_the_detail_and_from_the_filter(catalog):
    app = opened(sector="tourism", site="dujiangyan")
    click(app, "shortlist_add")
    assert now(app).ids == ("dujiangyan",)
    click(app, "shortlist_add_all")
    found = catalog.places(Filter(sectors=("tourism",)))["id"].to_pylist()
    assert now(app).ids == ("dujiangyan", *found)
    assert app.button(key="shortlist_add_all").disabled
    click(app, "shortlist_add")  # takes it off again
    assert now(app).ids == tuple(found)
    assert now(app).build == catalog.database.build_id
    assert dict(now(app).filter) == {"sector": "tourism"}
    assert all(item.snapshot for item in now(app).items)
    app.switch_page(PAGE).run()
    assert f"{len(found)} 处" in html(app)
    assert "领域：旅游" in html(app)


def test_a_typed_area_is_saved_with_the_list_and_opens_again():
    app = opened()
    app.text_area(key=field(app, "reach_area")).set_value("103.4, 30.9, 104.0, 31.3").run()
    app.text_input(key=field(app, "reach_name")).set_value("<i>首期*").run()
    click(app, "shortlist_add_all")
    kept = now(app)
    assert set(dict(kept.filter)) == {"within"}
    for again in (file.from_json(file.to_json(kept)), link.decode(link.encode(kept))):
        assert (again.filter, again.ids) == (kept.filter, kept.ids)
        other = opened_list(again)  # of somebody else
        assert "在“&lt;i&gt;首期*”范围内" in html(other)
        click(other, "shortlist_reopen_filter")
        jump = session(other).address.jump
        assert dict(parse_qsl(jump.query)) == dict(kept.filter)


def test_a_list_says_that_an_uploaded_area_was_not_saved_with_it():
    app = opened()
    square = shapely.to_wkb(shapely.box(103.4, 30.9, 104, 31.3))
    session(app).choice.set_area(AreaFilter("片区<b>.kml", square))
    app.run()
    click(app, "shortlist_add_all")
    assert dict(now(app).filter) == {"area": "片区<b>.kml"}
    app.switch_page(PAGE).run()
    assert "还限于范围“片区&lt;b&gt;.kml”" in html(app)


def test_an_empty_list_says_how_to_begin_in_both_languages():
    for lang, words in (("zh", "加入清单"), ("en", "Add to shortlist")):
        app = opened(PAGE, lang=lang)
        assert words in html(app)
        app.selectbox(key="shortlist_add_place").set_value("sanxingdui").run()
        assert now(app).ids == ("sanxingdui",)


# By pinyin; by the codes 510681, 511181, 513224, 513225; a site before localities, which stay.
ORDERS = {
    "name": ("emeishan", "huanglong", "jiuzhaigou", "sanxingdui"),
    "region": ("sanxingdui", "emeishan", "huanglong", "jiuzhaigou"),
    "precision": ("sanxingdui", "jiuzhaigou", "huanglong", "emeishan"),
}


def test_the_list_is_ordered_by_a_column_without_its_head(catalog):
    start = ("jiuzhaigou", "sanxingdui", "huanglong", "emeishan")
    app = opened_list(listed(catalog, *start))
    for column, ids in ORDERS.items():
        app.selectbox(key="shortlist_order_by").set_value(column).run()
        assert now(app).ids == ids
        assert app.selectbox(key="shortlist_order_by").value is None
        click(app, "shortlist_undo")
        assert now(app).ids == start


def test_moving_removing_undoing(catalog):
    app = opened_list(listed(catalog, "sanxingdui", "jiuzhaigou", "huanglong", "emeishan"))
    session(app).shortlists.picked = ("huanglong",)
    app.run()
    click(app, "shortlist_move_top")
    assert now(app).ids == ("huanglong", "sanxingdui", "jiuzhaigou", "emeishan")
    click(app, "shortlist_move_down")
    assert now(app).ids == ("sanxingdui", "huanglong", "jiuzhaigou", "emeishan")
    click(app, "shortlist_remove")
    assert "huanglong" not in now(app).ids
    for _ in range(3):
        click(app, "shortlist_undo")
    assert now(app).ids == ("sanxingdui", "jiuzhaigou", "huanglong", "emeishan")
    click(app, "shortlist_redo")
    assert now(app).ids[0] == "huanglong"


@pytest.mark.parametrize(
    ("where", "order"),
    [("up", "acdbe"), ("down", "abecd"), ("top", "cdabe"), ("bottom", "abecd")],
)
def test_several_move_together(where, order):
    assert "".join(moved(tuple("abcde"), ("c", "d"), where)) == order
    assert "".join(moved(tuple("abcde"), ("a", "b"), "up")) == "abcde"


def test_the_ranking_is_shown_explained_and_applied(catalog):
    criteria = [
        Criterion(Measure.DISTANCE, Rule(2.0, False), origin="tianfu-airport"),
        Criterion(Measure.CONFIDENCE, Rule(1.0, True, Missing.DROP, (1.0, 3.0))),
    ]
    ids = ("jiuzhaigou", "jiepai-oil-field", "sanxingdui", "jinsha-site")
    here = listed(catalog, *ids).rank_by(code.encode(criteria))
    app = panel(opened_list(here, lang="en"), "rank")
    body = html(app)
    assert "S = 100 × (2·u① + 1·u②) ÷ 3" in body
    assert "Distance to Tianfu Airport" in body
    assert "without a value" in body
    assert "without a rank" in body
    click(app, "rank_apply")
    assert now(app).ids[-1] == "jiepai-oil-field"
    assert now(app).ids.index("jinsha-site") < now(app).ids.index("jiuzhaigou")
    app.number_input(key=field(app, "rank_weight_confidence")).set_value(4.0).run()
    assert "2·u① + 4·u②" in html(app)
    app.radio(key=field(app, "rank_more_is_better_distance:tianfu-airport")).set_value(True).run()
    click(app, "rank_drop_confidence")
    assert set(dict(now(app).criteria)) == {"distance:tianfu-airport"}
    click(app, "rank_apply")
    assert now(app).ids[0] == "jiuzhaigou"


def test_a_criterion_is_added_with_what_it_needs(catalog):
    app = panel(opened_list(listed(catalog, "sanxingdui", "jinsha-site")), "rank")
    app.selectbox(key="rank_new_measure").set_value(Measure.DISTANCE).run()
    assert app.button(key="rank_add_this").disabled
    app.text_input(key="rank_new_point").set_value("somewhere").run()
    assert app.button(key="rank_add_this").disabled
    app.text_input(key="rank_new_point").set_value("104.06，30.66").run()
    click(app, "rank_add_this")
    app.selectbox(key="rank_new_measure").set_value(Measure.GAP).run()
    click(app, "rank_add_this")
    assert set(dict(now(app).criteria)) == {"distance:104.06,30.66", "gap:prefectures"}
    click(app, "rank_add_this")  # once is enough
    assert len(now(app).criteria) == 2


def test_two_lists_side_by_side(catalog):
    app = opened_list(listed(catalog, "sanxingdui", "jinsha-site"))
    other = listed(catalog, "jinsha-site", "dujiangyan", name="二号")
    go(app, {link.CONTENT: link.encode(other)})
    panel(app, "compare")
    body = html(app)
    for message in ("仅在“二号” · 1", "两份都有 · 1", "仅在“一号” · 1"):
        assert message in body
    click(app, "shortlist_take_over")
    assert now(app).ids == ("jinsha-site", "dujiangyan", "sanxingdui")


def test_what_moved_or_went_is_said_and_accepted(catalog):
    here = listed(catalog, "sanxingdui", "jinsha-site")
    item = here.item("sanxingdui")
    old = replace(item, snapshot=replace(item.snapshot, lon=item.snapshot.lon + 0.01))
    gone = Item("was-here", snapshot=item.snapshot)
    app = opened_list(replace(here, items=(old, here.item("jinsha-site"), gone), build="earlier"))
    body = html(app)
    assert "2 处发生了变化" in body
    assert "was-here" in body
    assert "当前数据版本为" in body
    click(app, "shortlist_accept_drift")
    click(app, "shortlist_remove_gone")
    assert "发生了变化" not in html(app)
    assert now(app).build == catalog.database.build_id


def test_own_places_are_shown_ranked_and_exported(catalog):
    own = own_item(
        OwnPlace("我的地块", 104.0, 30.6, "site", 500, ("510104",), columns=(("投资", "12"),))
    )
    criteria = [Criterion(Measure.COLUMN, column="投资"), Criterion(Measure.GAP)]
    here = listed(catalog, "sanxingdui").add(own).rank_by(code.encode(criteria))
    app = opened_list(here)
    panel(app, "rank")
    assert "我的地块" in html(app)
    session(app).shortlists.shown = own.id
    panel(app, "map")
    assert "投资：12" in html(app)
    assert "site" not in address(app)  # a link to the explore page would not know it


def test_the_export_has_rank_score_reasons_notes_tags_and_own_columns(catalog):
    criteria = [Criterion(Measure.PRECISION, Rule(1.0, span=(0.0, 4.0)))]
    here = listed(catalog, "jinsha-site", "sanxingdui", "jiepai-oil-field").note(
        "jinsha-site", "先看"
    )
    here = (
        here.tag("jinsha-site", "馆")
        .fill("jinsha-site", {"投资": "7"})
        .rank_by(code.encode(criteria))
    )
    app = opened_list(here)
    for name in FORMATS:  # every format is offered, and nothing breaks on the way to its button
        app.selectbox(key="export_panel_format").set_value(name).run()
        assert not app.exception
    ranking = rank(
        here.ids, criterion_values(sites_of(catalog, here.items), criteria, RankingContext())
    )
    table = make_dataset(
        catalog,
        Filter(),
        date="2026-11-25",
        shortlist=here,
        ranking=as_ranked(catalog, here, criteria, ranking, "zh"),
    ).table.set_index("id")
    assert table.loc["jinsha-site", ["rank", "score", "remark", "own_投资"]].tolist() == [
        1,
        75,
        "先看",
        7,
    ]
    assert table.loc["jinsha-site", "tags"] == ["馆"]
    assert "位置精度 场址（75.0 分）" in table.loc["jinsha-site", "why"]
    assert table.loc["jiepai-oil-field", "rank"] == 3


def test_names_from_elsewhere_are_only_text(catalog):
    hostile = "![x](http://example.org/x.png) <script>"
    here = listed(catalog, "sanxingdui", name=hostile).note("sanxingdui", "=1+1 <b>")
    app = opened_list(here)
    assert "<script>" not in html(app)
    assert all("![x](" not in toast.value for toast in app.toast)
    other = listed(catalog, "dujiangyan", name="二号")
    go(app, {link.CONTENT: link.encode(other)})
    panel(app, "compare")
    assert "<script>" not in html(app)
    assert all("![x](" not in button.label for button in app.button)
