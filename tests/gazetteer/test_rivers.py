"""The traced rivers pass the towns that stand on them.

The towns' coordinates are GeoNames' (cities500, WGS84) and were not used for the tracing. A town's
point is its middle, not its bank, and the lines are good to about 1 km, hence the tolerance.
"""

import geopandas as gpd
import pytest
import shapely

from geo.gazetteer.admin import METRIC_CRS, WGS84

TOLERANCE_M = 5_000
TOWNS = {
    "jinsha-river": {"Dadukou": (101.7054, 26.5479), "Yibin": (104.6399, 28.7593)},
    "yalong-river": {"Ganzi": (99.9941, 31.6274), "Tongzilin": (101.8513, 26.7004)},
    "dadu-river": {
        "Jinchuan": (102.0588, 31.4755),
        "Danba": (101.8885, 30.8687),
        "Luding": (102.2316, 29.9325),
        "Shimian": (102.3721, 29.2399),
        "Ebian": (103.2659, 29.2308),
        "Shawan": (103.5433, 29.4112),
        "Leshan": (103.7639, 29.5623),
    },
    "min-river": {
        "Songpan": (103.5968, 32.6394),
        "Mao": (103.8538, 31.6841),
        "Wenchuan": (103.5849, 31.4927),
        "Meishan": (103.837, 30.0439),
        "Qianwei": (103.9456, 29.2091),
        "Yibin": (104.6399, 28.7593),
    },
    "jialing-river": {
        "Guangyuan": (105.823, 32.442),
        "Cangxi": (105.9316, 31.7346),
        "Langzhong": (105.9938, 31.5504),
        "Nanbu": (106.0631, 31.3533),
        "Peng'an": (106.4011, 31.0347),
        "Nanchong": (106.0847, 30.7951),
        "Wusheng": (106.2867, 30.3512),
    },
}


@pytest.mark.parametrize("river", TOWNS)
def test_a_river_passes_its_towns_in_order(gazetteer, river):
    line = next(place.geometry for place in gazetteer.places if place.id == river)
    towns = shapely.points(list(TOWNS[river].values()))
    course, *stops = gpd.GeoSeries([line, *towns], crs=WGS84).to_crs(METRIC_CRS)
    away = {name: course.distance(stop) for name, stop in zip(TOWNS[river], stops, strict=True)}
    assert max(away.values()) < TOLERANCE_M, away
    along = [course.project(stop) for stop in stops]
    assert along == sorted(along)


def test_changheba_stands_between_its_two_published_distances(gazetteer):
    places = {place.id: place for place in gazetteer.places}
    above, dam, below = (
        shapely.Point(places[name].lon, places[name].lat)
        for name in ("houziyan-hydropower", "changheba-hydropower", "huangjinping-hydropower")
    )
    towns = [shapely.Point(TOWNS["dadu-river"][name]) for name in ("Danba", "Luding")]
    course, above, dam, below, danba, luding = gpd.GeoSeries(
        [places["dadu-river"].geometry, above, dam, below, *towns], crs=WGS84
    ).to_crs(METRIC_CRS)
    from_luding = course.interpolate(course.project(luding) - 49_000)
    from_danba = course.interpolate(course.project(danba) + 82_000)
    uncertainty = places["changheba-hydropower"].uncertainty_m
    assert dam.distance(from_luding) < uncertainty
    assert dam.distance(from_danba) < uncertainty
    assert course.distance(dam) < 100
    stops = [course.project(stop) for stop in (above, from_luding, dam, from_danba, below)]
    assert stops == sorted(stops)
