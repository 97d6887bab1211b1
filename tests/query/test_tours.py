"""The tours are valid, last what they promise, and every damage is told with its place."""

import tomllib

import pytest

from geo.catalog import Catalog
from geo.check import check
from geo.errors import ArtefactError
from geo.query.filters import Filter
from geo.query.permalink import decode
from tests.conftest import SOURCES

PROMISED = {"plan", "rivers", "tourism", "chengdu", "countryside", "hubs"}


def test_the_promised_tours_are_there_and_the_plan_takes_ninety_seconds(catalog):
    tours = {tour.id: tour for tour in catalog.tours}
    assert set(tours) >= PROMISED
    assert tours["plan"].seconds == pytest.approx(90, abs=1)


def test_every_scene_is_a_link_that_means_the_same(catalog):
    for tour in catalog.tours:
        for scene in tour.scenes:
            state, dropped = decode(scene.link, catalog.codelists, catalog.spatial.points)
            assert state == scene.state
            assert dropped == []
            assert scene.state.view


def test_every_scene_shows_places(catalog):
    for tour in catalog.tours:
        for scene in tour.scenes:
            rows = catalog.places(scene.state.filter).to_pylist()
            assert any(row["lon"] is not None for row in rows), (tour.id, scene.captions["en"])


def test_numbers_in_captions_agree_with_the_data(catalog):
    def count(**chosen):
        return catalog.places(Filter(**chosen)).num_rows

    text = (SOURCES / "tours.toml").read_text(encoding="utf-8")
    assert count(kinds=("river",)) == 5 and "五条江河" in text
    assert count(kinds=("gas_field", "oil_field")) == 5 and "五处油气田" in text
    assert count(kinds=("village",)) == 6 and "六座村庄" in text
    assert count(kinds=("stockade",)) == 3 and "三处寨子" in text
    assert count(sectors=("tourism",)) == 7 and "七处文旅" in text
    assert count(sectors=("water",)) == 5 and "五处水利" in text
    assert count(sectors=("agriculture",)) == 7 and "七个农业基地" in text


def test_a_river_is_shown_with_its_own_stations_only(catalog):
    (tour,) = (tour for tour in catalog.tours if tour.id == "rivers")
    rivers = [scene.state for scene in tour.scenes if scene.state.site]
    assert len(rivers) == 5
    for state in rivers:
        shown = set(catalog.places(state.filter)["id"].to_pylist())
        stations = catalog.places(Filter(kinds=("hydropower_station",), inferred=True)).to_pylist()
        assert shown == {row["id"] for row in stations if row["river"] == state.site}


DAMAGE = {
    'site = "jiuzhaigou"': ('site = "jiuzhai"', "'jiuzhai' is not known"),
    'filter = { sector = "energy", inferred = 1 }': (
        'filter = { sector = "magic" }',
        "'magic' is not known",
    ),
    "lon = 105.5, lat = 28.95": ("lon = 107.5, lat = 24.95", "outside Sichuan"),
    "seconds = 90": ("seconds = 60", "promises 60 s"),
    'id = "rivers"': ('id = "plan"', "id of another tour"),
    'icon = "water"': ('icon = "wine"', "'wine' is not a sector"),
    'en = "Water and grain"': ('en = ""', "en is missing or empty"),
    'en = "Jinsha River: giant dams along the south-western border"': (
        'en = "' + "long " * 30 + '"',
        "at most 110 fit",
    ),
    "[[tours]]": ("[[tours", "cannot be read"),
}


@pytest.mark.parametrize("healthy", DAMAGE)
def test_damage_is_a_fault_that_says_what_and_where(sources_copy, healthy):
    damaged, told = DAMAGE[healthy]
    path = sources_copy / "tours.toml"
    text = path.read_text(encoding="utf-8")
    assert healthy in text
    path.write_text(text.replace(healthy, damaged, 1), encoding="utf-8")
    errors = check(sources_copy).errors
    assert len(errors) >= 1
    assert all("tours.toml" in error for error in errors)
    assert any(told in error for error in errors), errors


def test_a_missing_file_is_a_fault_and_a_missing_artefact_an_error(sources_copy, built, tmp_path):
    (sources_copy / "tours.toml").unlink()
    assert any("tours.toml" in error for error in check(sources_copy).errors)
    half = Catalog(built)
    half.folder = tmp_path
    with pytest.raises(ArtefactError, match=r"tours\.toml"):
        _ = half.tours
    half.database.close()


def test_no_caption_repeats_within_a_language():
    tours = tomllib.loads((SOURCES / "tours.toml").read_text(encoding="utf-8"))["tours"]
    for lang in ("zh", "en"):
        message = [scene["caption"][lang] for tour in tours for scene in tour["scenes"]]
        assert len(message) == len(set(message))
