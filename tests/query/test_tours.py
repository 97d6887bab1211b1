"""The tours are valid, last what they promise, and every damage is told with its place."""

import re
import tomllib

import pytest

from geo import i18n
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
    assert count(kinds=("stockade",)) == 3 and "三处村寨" in text
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
    'en = "Shu brocade, heritage on the loom: the plan calls for a digital twin"': (
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


# Words that say that something was done. The plan's text holds no progress data: what it wants is
# wanted. Facts about a place itself ("two thousand years old") need none of these.
COMPLETION = {
    "zh": re.compile(
        "建起|建成|走进|已|落成|竣工|投用|上线|启用|落户|实现|成为|变成|完成|了(?!什|哪)"
    ),
    "en": re.compile(
        r"\b(gains?|gained|gets?|got|has|have|had|was|were|been|already|now|built|completed?|"
        r"launched|opened|finished|achieved|becomes?|became|(go(es)?|going|went|is|are) digital|"
        r"is twinned|are twinned)\b",
        re.IGNORECASE,
    ),
}
WANTED = {"zh": ("拟", "提出"), "en": ("the plan calls for", "the plan means to")}
TWIN = {"zh": "数字孪生", "en": "twin"}


def kiosk_words(lang):
    """All captions and titles of the tours, and the kiosk's own texts."""
    tours = tomllib.loads((SOURCES / "tours.toml").read_text(encoding="utf-8"))["tours"]
    captions = [scene["caption"][lang] for tour in tours for scene in tour["scenes"]]
    keys = [key for key in i18n.all_texts(lang) if key.startswith(("kiosk.", "purpose.", "card."))]
    forms = [form for key in keys for form in i18n.forms(lang, key).values()]
    return captions, [*captions, *(tour["title"][lang] for tour in tours), *forms]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_no_text_of_the_kiosk_says_that_anything_was_done(lang):
    _, words = kiosk_words(lang)
    assert len(words) > 60
    assert [text for text in words if COMPLETION[lang].search(text)] == []


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_caption_with_a_digital_twin_says_that_it_is_wanted(lang):
    captions, _ = kiosk_words(lang)
    twins = [text for text in captions if TWIN[lang] in text]
    assert len(twins) > 30
    wanted = WANTED[lang]
    assert [text for text in twins if not any(one in text.lower() for one in wanted)] == []


@pytest.mark.parametrize(
    ("lang", "caption"),
    [
        ("zh", "水利：两千年的都江堰，有了数字孪生"),
        ("zh", "能源：五条江河、五处油气田，建起数字孪生"),
        ("zh", "旅游：山水、遗址与灯会走进数字世界"),
        ("en", "Water: Dujiangyan, two thousand years old, gains a twin"),
        ("en", "Tourism: valleys, ancient sites and lanterns go digital"),
    ],
)
def test_the_captions_of_the_first_version_would_not_pass(lang, caption):
    assert COMPLETION[lang].search(caption)


def test_no_caption_repeats_within_a_language():
    tours = tomllib.loads((SOURCES / "tours.toml").read_text(encoding="utf-8"))["tours"]
    for lang in ("zh", "en"):
        message = [scene["caption"][lang] for tour in tours for scene in tour["scenes"]]
        assert len(message) == len(set(message))
