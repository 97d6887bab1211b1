"""The ranking beside a shortlist: weights, thresholds, sets, sensitivity, chart."""

from __future__ import annotations

import json
import re

import altair
import pytest

from geo.rank import code
from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Failing, Missing, Rule
from geo.rank.shortlist_ranking import criteria_of, rank_shortlist
from geo.shortlist import link
from geo.ui.shortlist.criterion_colors import bar_parts
from tests.ui.apptest import field, html, session
from tests.ui.test_shortlist import click, listed, now, opened_list, panel

AIRPORT = "distance:tianfu-airport"
IDS = ("jiuzhaigou", "sanxingdui", "jinsha-site")


def ranked(catalog, *criteria: Criterion, lang: str = "en"):
    """The ranking of three sites: the airport is 30 km from Jinsha, 350 from Jiuzhaigou."""
    here = listed(catalog, *IDS).rank_by(code.encode(criteria))
    return panel(opened_list(here, lang=lang), "rank")


def distance(weight: float = 50.0, **values) -> Criterion:
    return Criterion(
        Measure.DISTANCE, Rule(weight, more_is_better=False, **values), origin="tianfu-airport"
    )


def tasks(weight: float = 50.0, **values) -> Criterion:
    return Criterion(Measure.TASKS, Rule(weight, **values))


def weights(app) -> dict[str, float]:
    return {one.key: one.rule.weight for one in criteria_of(now(app))}


def test_weights_are_typed_their_sum_shows_and_is_made_100(catalog):
    app = ranked(catalog, distance(2.0), tasks(1.0))
    assert "Weights add up to 3 %" in html(app)
    assert "not 100" in html(app)
    assert "66.7 % of all" in html(app)
    click(app, "rank_make_whole")
    assert weights(app) == {AIRPORT: 66.7, "tasks": 33.3}
    assert "Weights add up to 100 %" in html(app)
    assert "not 100" not in html(app)
    assert app.button(key="rank_make_whole").disabled
    app.number_input(key=field(app, "rank_weight_tasks")).set_value(35.0).run()
    assert weights(app) == {AIRPORT: 66.7, "tasks": 35.0}  # what was typed stays
    assert "Weights add up to 101.7 %" in html(app)
    click(app, "shortlist_undo")
    assert weights(app) == {AIRPORT: 66.7, "tasks": 33.3}


def test_a_new_criterion_weighs_as_much_as_the_others(catalog):
    app = panel(opened_list(listed(catalog, *IDS)), "rank")
    for measure in (Measure.TASKS, Measure.PRECISION):
        app.selectbox(key="rank_new_measure").set_value(measure).run()
        click(app, "rank_add_this")
    assert weights(app) == {"tasks": 100.0, "precision": 100.0}


def test_a_site_beyond_a_threshold_is_told_apart(catalog):
    app = ranked(catalog, distance(), tasks())
    app.number_input(key=field(app, f"rank_at_most_{AIRPORT}")).set_value(100.0).run()
    assert not app.exception
    body = html(app)
    assert "must be at most 100 km" in body
    assert "failing: 1" in body
    assert "ranked last: fails a threshold" in body
    app.radio(key=field(app, f"rank_failing_{AIRPORT}")).set_value(Failing.DROP).run()
    assert "1 without a rank: Jiuzhaigou" in html(app)
    app.number_input(key=field(app, f"rank_at_least_{AIRPORT}")).set_value(200.0).run()
    assert "The threshold is unchanged" in " ".join(e.value for e in app.error)
    assert criteria_of(now(app))[0].rule.at_least is None


def test_sets_of_weights_are_kept_with_the_list_and_side_by_side(catalog):
    app = ranked(catalog, distance(100.0), tasks(0.0))
    click(app, "weight_set_save")
    assert "Enter a name" in " ".join(e.value for e in app.error)
    app.text_input(key="weight_set_name").set_value("Near").run()
    click(app, "weight_set_save")
    assert "in use" in html(app)
    app.number_input(key=field(app, f"rank_weight_{AIRPORT}")).set_value(0.0).run()
    app.number_input(key=field(app, "rank_weight_tasks")).set_value(100.0).run()
    app.text_input(key="weight_set_name").set_value("Tasks *only*").run()
    click(app, "weight_set_save")
    kept = link.decode(link.encode(now(app)))
    assert dict(kept.weight_sets) == {
        "Near": json.dumps({AIRPORT: 100.0, "tasks": 0.0}),
        "Tasks *only*": json.dumps({AIRPORT: 0.0, "tasks": 100.0}),
    }
    table = next(f.value for f in app.dataframe if "“Near”" in f.value.columns)
    assert list(table.columns) == ["Site", "Rank now", "“Near”", "“Tasks *only*”"]
    near = dict(zip(table["Site"], table["“Near”"], strict=True))
    assert near[next(name for name in near if name.startswith("Jinsha"))] == 1
    assert (table["Rank now"] == table["“Tasks *only*”"]).all()
    click(app, "weight_set_use_0")
    assert weights(app) == {AIRPORT: 100.0, "tasks": 0.0}
    click(app, "weight_set_drop_0")
    assert list(dict(now(app).weight_sets)) == ["Tasks *only*"]


def test_sensitivity_names_the_weight_that_decides(catalog):
    """Jinsha is nearest and Jiuzhaigou farthest, so that weight decides against the column."""
    criteria = (distance(60.0), Criterion(Measure.COLUMN, Rule(40.0), column="score"))
    here = listed(catalog, *IDS).rank_by(code.encode(criteria))
    for place, score in zip(IDS, ("10", "4", "0"), strict=True):
        here = here.fill(place, {"score": score})
    app = panel(opened_list(here, lang="en"), "rank")
    body = html(app)
    assert "decides: once it" in body
    assert "20 % less" in body
    for lang in ("zh", "en"):
        app = panel(opened_list(here, lang=lang), "rank")
        assert not app.exception


def test_one_criterion_has_no_sensitivity(catalog):
    assert "Sensitivity needs two criteria" in html(ranked(catalog, tasks()))


def test_the_chart_has_a_part_for_each_criterion_and_a_text(catalog):
    app = ranked(catalog, distance(), tasks(missing=Missing.WORST))
    (chart,) = app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    assert "Sites shown: 3" in spec["description"]
    assert len(spec["encoding"]["color"]["scale"]["domain"]) == 2
    assert len(set(spec["encoding"]["color"]["scale"]["range"])) == 2
    altair.Chart.from_dict({**spec, "data": {"values": []}})  # the schema of Vega-Lite holds
    assert "[datum.value]" in spec["encoding"]["y"]["axis"]["labelExpr"]


def test_a_threshold_of_steps_is_chosen_by_name_and_explained_in_the_detail(catalog):
    precision = Criterion(Measure.PRECISION, Rule(100.0, span=(0.0, 4.0)))
    app = ranked(catalog, precision)
    app.selectbox(key=field(app, "rank_at_least_precision")).set_value(4.0).run()
    assert "must be at least Exact" in html(app)
    app.radio(key=field(app, "rank_failing_precision")).set_value(Failing.DROP).run()
    session(app).shortlists.panel = "map"
    session(app).choice.select("jiuzhaigou")
    app.run()
    assert not app.exception
    assert "Left out: Precision of the location" in html(app)


def test_names_of_sets_and_scores_are_only_text(catalog):
    hostile = "![x](http://example.org/x.png) <script> $x$"
    app = ranked(catalog, distance(), tasks())
    app.text_input(key="weight_set_name").set_value(hostile).run()
    click(app, "weight_set_save")
    app.text_input(key="hand_score_name").set_value(hostile).run()
    click(app, "hand_score_add")
    assert set(dict(now(app).weight_sets)) == {hostile}
    assert "<script>" not in html(app)
    helps = [button.help for button in app.button if button.help]
    assert not any("![x](" in text for text in helps)
    labels = [one.label for one in (*app.number_input, *app.button, *app.expander)]
    assert not any("![x](" in text for text in labels)


def test_a_list_whose_weights_add_up_to_10_is_made_100_with_one_click_from_any_panel(catalog):
    here = listed(catalog, *IDS).rank_by(code.encode([distance(6.0), tasks(4.0)]))
    app = opened_list(here, lang="en")
    assert "add up to 10 %" in html(app)
    before = rank_shortlist(catalog, now(app))
    click(app, "rank_make_whole_here")
    assert weights(app) == {AIRPORT: 60.0, "tasks": 40.0}
    assert "add up to" not in html(app)
    after = rank_shortlist(catalog, now(app))
    assert [(one.id, one.rank, one.score) for one in after.sites] == [
        (one.id, one.rank, one.score) for one in before.sites
    ]


def many(count: int) -> list[Criterion]:
    """Criteria whose weights grow: the first ones are the lightest."""
    places = ("dujiangyan", "sanxingdui", "jinsha-site", "emeishan", "jiuzhaigou", "tianfu-airport")
    return [
        Criterion(Measure.DISTANCE, Rule(float(n + 1), False), origin=origin)
        for n, origin in enumerate([*places, *(f"104.{n},30.6" for n in range(count))][:count])
    ]


def test_no_colour_stands_for_two_parts():
    eight, twelve = bar_parts(many(8)), bar_parts(many(12))
    assert [part.positions for part in eight] == [(n,) for n in range(8)]
    assert [part.positions for part in twelve] == [
        *((n,) for n in range(5, 12)),
        (0, 1, 2, 3, 4),
    ]
    assert len({part.color for part in twelve}) == 8
    assert twelve[-1].sign == "…"
    assert bar_parts([]) == []


def test_more_criteria_than_colours_share_one_part_and_no_point_is_lost(catalog):
    app = ranked(catalog, *many(10))
    body = html(app)
    assert "colour of their own: 7, the heaviest ones; 3 more share the last part" in body
    ranking = rank_shortlist(catalog, now(app))
    bars = re.findall(r'<div class="shutu-bar".*?</div>', body)
    assert len(bars) == len(IDS)
    for bar, site in zip(bars, ranking.sites, strict=True):
        wide = [float(part) for part in re.findall(r"width:([\d.]+)%", bar)]
        assert sum(wide) == pytest.approx(100 * site.score, abs=0.05)
        assert len(re.findall(r"background:(#\w+)", bar)) == len(
            set(re.findall(r"background:(#\w+)", bar))
        )
    chart = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    colors = chart["encoding"]["color"]["scale"]
    assert len(set(colors["range"])) == len(colors["domain"]) == 8
    assert colors["domain"][-1] == "3 other criteria together"
