"""Each rule about places can fail, and the real data passes all of them."""

from dataclasses import replace

import pytest
import shapely

from geo.gazetteer.checks import check_gazetteer
from geo.gazetteer.places import Evidence
from geo.model import Confidence, Datum, FoundBy, Precision, Relation, Role


def errors(gazetteer, curated, admin):
    return check_gazetteer(gazetteer, curated.structure, admin)


def changed(gazetteer, place_id, **values):
    places = [replace(p, **values) if p.id == place_id else p for p in gazetteer.places]
    return replace(gazetteer, places=places)


def moved(place_id, lon, lat, **values):
    return lambda g: changed(
        g, place_id, lon=lon, lat=lat, geometry=shapely.Point(lon, lat), **values
    )


def without_evidence(gazetteer):
    kept = [item for item in gazetteer.evidence if item.place != "huanglong"]
    return replace(gazetteer, evidence=kept)


def far_away(gazetteer):
    source = gazetteer.sources[0].id
    return Evidence(
        "huanglong",
        source,
        Role.CHECK,
        locator="x",
        found_by=FoundBy.PAGE,
        found_at="",
        says_zh="x",
        says_en="x",
        lon=103.0,
        lat=32.0,
        datum=Datum.WGS84,
    )


def disagreeing(gazetteer):
    far = far_away(gazetteer)
    quiet = changed(gazetteer, "huanglong", note_zh="", note_en="")
    return replace(quiet, evidence=[*quiet.evidence, far])


def wordy_disagreement(gazetteer):
    far = far_away(gazetteer)
    vague = changed(gazetteer, "huanglong", note_zh="来源不一。", note_en="Sources disagree.")
    return replace(vague, evidence=[*vague.evidence, far])


def one_source(place_id, **values):
    """The place keeps only the first of its coordinates."""

    def change(gazetteer):
        mine = [e for e in gazetteer.evidence if e.place == place_id and e.lon is not None]
        first = next(e for e in mine if e.role is Role.POSITION)
        kept = [e for e in gazetteer.evidence if e not in mine or e is first]
        return replace(changed(gazetteer, place_id, **values), evidence=kept)

    return change


def only_checked(gazetteer):
    """What was cited for the position merely surrounds it."""
    weaker = [
        replace(e, role=Role.CHECK) if e.place == "sanxingdui" else e for e in gazetteer.evidence
    ]
    return replace(gazetteer, evidence=weaker)


def few_stations(gazetteer):
    named = [p for p in gazetteer.places if p.relation is Relation.NAMED]
    derived = [p for p in gazetteer.places if p.relation is Relation.DERIVED]
    return replace(gazetteer, places=[*named, *derived[:44]])


def foreign_candidate(gazetteer):
    first, *rest = gazetteer.candidates
    return replace(gazetteer, candidates=[replace(first, adcode="519999"), *rest])


def twice(gazetteer):
    return replace(gazetteer, places=[*gazetteer.places, gazetteer.places[0]])


def test_real_places_are_faultless(gazetteer, curated, admin):
    assert errors(gazetteer, curated, admin) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (moved("huanglong", 104.06, 30.66), "outside its county"),
        (moved("huanglong", 103.80, 32.90), "from the nearest cited position"),
        (moved("ertan-hydropower", 101.90, 26.83), "from the line of yalong-river"),
        (moved("sanxingdui", 116.4, 39.9, adcodes=["510681"]), "outside Sichuan"),
        (lambda g: changed(g, "huanglong", uncertainty_m=5001), "over the limit"),
        (lambda g: changed(g, "ertan-hydropower", uncertainty_m=1001), "over the limit"),
        (lambda g: changed(g, "dagangshan-hydropower", uncertainty_m=201), "over the limit"),
        (moved("sanxingdui", 104.19944, 30.96), "from the nearest cited position"),
        (one_source("dagangshan-hydropower"), "exact on a single source"),
        (one_source("sanxingdui", confidence=Confidence.HIGH), "rests on one source"),
        (one_source("sanxingdui", confidence=Confidence.MEDIUM, note_en=""), "rests on one source"),
        (only_checked, "no citation gives coordinates"),
        (lambda g: changed(g, "anyue-lemon", uncertainty_m=20_000), "further than its uncertainty"),
        (lambda g: changed(g, "huanglong", precision=Precision.LINE), "cannot be of class"),
        (lambda g: changed(g, "huanglong", adcodes=["999999"]), "not a county"),
        (lambda g: changed(g, "huanglong", adcodes=[]), "names no county"),
        (lambda g: changed(g, "huanglong", name_zh="青龙"), "does not write"),
        (lambda g: changed(g, "huanglong", scenario="b9e01s01"), "not in scenarios.csv"),
        (lambda g: changed(g, "jinsha-river", lon=104.06, lat=30.66), "off its geometry"),
        (lambda g: changed(g, "jinsha-river", outside=None), "outside Sichuan without saying"),
        (lambda g: changed(g, "ertan-hydropower", capacity_mw=12.0), "under 50 MW"),
        (lambda g: changed(g, "jiepai-oil-field", note_zh="", note_en=""), "looked for"),
        (lambda g: changed(g, "jiepai-oil-field", lon=105.0, lat=30.0), "is unlocated but"),
        (without_evidence, "cites no source"),
        (disagreeing, "sources differ by"),
        (wordy_disagreement, "sources differ by"),
        (few_stations, "too few stations: 44"),
        (twice, "used twice"),
        (foreign_candidate, "no such adcode"),
    ],
)
def test_every_rule_can_fail(gazetteer, curated, admin, change, expected):
    found = errors(change(gazetteer), curated, admin)
    assert any(expected in line for line in found), found


def test_the_known_traps(gazetteer):
    places = {place.name_zh: place for place in gazetteer.places}
    assert places["金沙"].adcodes == ["510105"]  # the heritage site, not the river
    assert places["三岔湖水库"].adcodes == ["510185"]
    emei, buddha = places["峨眉山"], (103.7692, 29.5447)
    assert abs(emei.lon - buddha[0]) > 0.3
    for line in ("金沙江", "川藏铁路", "成渝高速", "成都地铁", "引大济岷"):
        assert places[line].geometry.length > 0
        assert places[line].precision is Precision.LINE
