"""Areas drawn and edited on the map by real clicks, drags, fingers and keys.

The view is known (`at=` of the address), so that a click is a place. Which places an area holds is
compared with geopandas on the coordinates that were meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import geopandas
import pytest
import shapely
from playwright.sync_api import Browser, Page, expect
from pyproj import CRS

from geo.query.area_code import decode_area
from tests.browser.conftest import watched
from tests.browser.test_explore import FRAME, headline, open_map, pixel, rested
from tests.support.touch import fingers

pytestmark = pytest.mark.browser
VIEW = "at=103.8,30.6,6.6"
METRES = "EPSG:32648"  # UTM 48N
LEAST = 0.1  # of a line or area, inside, so that it counts
PX = 0.007  # degrees of a pixel at that zoom, generously
POLYGON = [(102.6, 30.2), (105.1, 29.9), (104.6, 31.6), (103.0, 31.5)]
# A finger that is lifted in full swing flings, and Chromium takes a tap that follows at once as the
# end of that, not as a click.
AFTER_SWING_MS = 800
SHOWN = "({ map }) => map.data.rows.filter((row) => !row.station).map((row) => row.id)"


def shown(page: Page) -> set[str]:
    """The places on the map."""
    rested(page)
    return set(page.locator(FRAME).evaluate(SHOWN))


def inside(catalog, area: shapely.Geometry) -> set[str]:
    """Named places of which enough lies in an area (degrees), by geopandas."""
    ids = [row["id"] for row in catalog.rows(catalog.filter()) if row["lon"] is not None]
    shapes = geopandas.GeoSeries([catalog.spatial.shape(one) for one in ids], ids, "EPSG:4326")
    shapes = shapes.segmentize(0.05).to_crs(METRES)
    within = geopandas.GeoSeries([area], crs="EPSG:4326").segmentize(0.05).to_crs(METRES).iloc[0]
    return set(shapes.index[_shares(shapes, within) >= LEAST])


def _shares(shapes: geopandas.GeoSeries, area: shapely.Geometry) -> geopandas.pd.Series:
    """0 to 1 for each; of points all or nothing."""
    parts = shapes.intersection(area)
    shares = parts.length / shapes.length
    shares[shapes.area > 0] = parts.area / shapes.area
    shares[shapes.length == 0] = shapes.intersects(area).astype(float)
    assert not shares.between(
        0.9 * LEAST, 1.1 * LEAST
    ).any()  # nothing that two maps may judge apart
    return shares


def click(page: Page, *places: tuple[float, float]) -> None:
    for lon, lat in places:
        page.mouse.click(*pixel(page, lon, lat))


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*pixel(page, *start))
    page.mouse.down()
    page.mouse.move(*pixel(page, *end), steps=6)
    page.mouse.up()


def begin(page: Page, what: str) -> None:
    page.locator(".sketch-open").click()
    page.locator(f".act-{what}").click()


def drawn_area(page: Page) -> shapely.Polygon:
    """The area of the address."""
    page.wait_for_url(re.compile("within="))
    area = decode_area(parse_qs(urlparse(page.url).query)["within"][0])
    return shapely.from_wkb(area.wkb)


def is_about(shape: shapely.Geometry, expected: shapely.Geometry) -> bool:
    return shapely.hausdorff_distance(shape, expected) < PX


@pytest.fixture
def page(page, server):
    """The map in a view that is known."""
    open_map(page, f"{server}/?{VIEW}")
    return page


def test_a_polygon_is_drawn_by_clicks_and_back_takes_it_away(page, catalog):
    begin(page, "polygon")
    click(page, *POLYGON)
    expect(page.locator(".sketch-bar .size")).to_contain_text("平方公里")
    click(page, POLYGON[0])  # the first corner again
    polygon = shapely.Polygon(POLYGON)
    assert is_about(drawn_area(page), polygon)
    expect(headline(page)).to_contain_text("自定范围")
    expected = inside(catalog, polygon)
    assert 5 < len(expected) < 40
    assert shown(page) == expected
    page.go_back()
    expect(headline(page)).to_have_text("全部列明地点")
    page.go_forward()
    expect(headline(page)).to_contain_text("自定范围")


def test_a_rectangle_takes_two_clicks_and_a_double_click_enlarges_nothing(page, catalog):
    zoom = page.locator(FRAME).get_attribute("data-zoom")
    begin(page, "polygon")
    page.mouse.dblclick(*pixel(page, 104, 31))
    expect(page.locator(".sketch .spot")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".sketch-bar")).to_be_hidden()
    begin(page, "rectangle")
    click(page, (105.2, 29.6), (102.7, 31.2))
    box = shapely.box(102.7, 29.6, 105.2, 31.2)
    assert is_about(drawn_area(page), box)
    assert shown(page) == inside(catalog, box)
    assert page.locator(FRAME).get_attribute("data-zoom") == zoom


def test_a_circle_has_whole_kilometres_and_is_moved_by_its_centre(page, catalog):
    def disc(lon: float, lat: float, km: float) -> shapely.Geometry:
        flat = CRS(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84")
        round_it = geopandas.GeoSeries([shapely.Point(0, 0).buffer(km * 1000, 64)], crs=flat)
        return round_it.to_crs("EPSG:4326").iloc[0]

    def near() -> tuple[float, float, float]:
        lon, lat, km = map(float, parse_qs(urlparse(page.url).query)["near"][0].split(","))
        return lon, lat, km

    begin(page, "circle")
    click(page, (104, 30.7), (105, 30.7))
    page.wait_for_url(re.compile("near="))
    lon, lat, km = near()
    assert (lon, lat) == pytest.approx((104, 30.7), abs=PX)
    assert km == 96  # a degree of that parallel is 95.8 km
    touched = {
        row["id"]
        for row in catalog.rows(catalog.filter())
        if row["lon"] is not None
        and catalog.spatial.shape(row["id"]).intersects(disc(lon, lat, km))
    }
    assert shown(page) == touched != set()
    begin(page, "edit_circle")
    drag(page, (lon, lat), (103, 30.2))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("near=10[23]"))
    moved_lon, moved_lat, same = near()
    assert (moved_lon, moved_lat) == pytest.approx((103, 30.2), abs=2 * PX)
    assert same == km


def test_an_edge_that_crosses_another_is_refused_and_escape_gives_up(page):
    before = shown(page)
    begin(page, "polygon")
    click(page, (103, 30), (105, 31), (105, 30), (103, 31))
    expect(page.locator(".sketch-bar .help")).to_contain_text("不能相交")
    expect(page.locator(".sketch .spot")).to_have_count(3)
    page.keyboard.press("Backspace")
    expect(page.locator(".sketch .spot")).to_have_count(2)
    page.keyboard.press("Enter")  # too few to end
    expect(page.locator(".sketch-bar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sketch-bar")).to_be_hidden()
    expect(page.locator(".sketch .spot")).to_have_count(0)
    assert shown(page) == before
    assert "within" not in page.url


def test_corners_are_dragged_added_removed_and_moved_by_keys(page, catalog):
    begin(page, "polygon")
    click(page, *POLYGON)
    page.keyboard.press("Enter")
    first = drawn_area(page)
    rested(page)
    begin(page, "edit_area")
    expect(page.locator(".handle.corner")).to_have_count(4)
    drag(page, POLYGON[1], (105.6, 29.4))
    drag(page, POLYGON[2], (102.0, 30.9))  # across the other edges
    expect(page.locator(".sketch-bar .help")).to_contain_text("不能相交")
    middle = ((POLYGON[0][0] + POLYGON[3][0]) / 2, (POLYGON[0][1] + POLYGON[3][1]) / 2)
    drag(page, middle, (102.2, 30.8))
    expect(page.locator(".handle.corner")).to_have_count(5)
    page.mouse.dblclick(*pixel(page, 102.2, 30.8))
    expect(page.locator(".handle.corner")).to_have_count(4)
    page.locator(".sketch-bar .act-undo").click()
    expect(page.locator(".handle.corner")).to_have_count(5)
    before = page.url
    page.locator(".sketch-bar .act-finish").click()
    page.wait_for_url(lambda url: url != before)
    shape = shapely.Polygon([POLYGON[0], (105.6, 29.4), *POLYGON[2:], (102.2, 30.8)])
    edited = drawn_area(page)
    assert is_about(edited, shape)
    assert shown(page) == inside(catalog, shape)
    begin(page, "edit_area")
    page.locator(".handle.corner").first.focus()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowUp")
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    higher = drawn_area(page)
    assert higher.symmetric_difference(edited).area > 0.1  # a corner went up by 100 px
    page.go_back()
    page.go_back()
    rested(page)
    assert drawn_area(page).equals(first)


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(60_000)
    with watched(context) as page:
        open_map(page, f"{server}/?at=103.8,30.2,5.8&lang=en")
        yield page
    context.close()


def test_on_a_phone_fingers_draw_take_back_finish_and_drag(phone, catalog):
    phone.locator(FRAME).evaluate("frame => frame.scrollIntoView({ block: 'center' })")
    phone.locator(".sketch-open").tap()
    phone.locator(".act-polygon").tap()
    triangle = [(102.6, 30.2), (105.1, 29.9), (104.0, 31.0)]
    for place in [*triangle[:2], (104.8, 28.7), triangle[2]]:
        phone.touchscreen.tap(*pixel(phone, *place))
        if place == (104.8, 28.7):
            phone.get_by_role("button", name="Undo").tap()
    finish = phone.get_by_role("button", name="Finish")
    assert finish.bounding_box()["height"] >= 43.5
    finish.tap()
    drawn = drawn_area(phone)
    assert shapely.hausdorff_distance(drawn, shapely.Polygon(triangle)) < 2 * PX
    assert shown(phone) == inside(catalog, drawn)
    phone.locator(FRAME).evaluate("frame => frame.scrollIntoView({ block: 'center' })")
    phone.locator(".sketch-open").tap()
    phone.get_by_role("button", name="Edit the area").tap()
    centre = phone.locator(FRAME).get_attribute("data-centre")
    devtools = phone.context.new_cdp_session(phone)
    x, y = pixel(phone, *triangle[0])
    fingers(phone, devtools, [((x + 9, y - 8), (x + 9, y + 52))])  # beside the corner still counts
    before = phone.url
    phone.wait_for_timeout(AFTER_SWING_MS)
    phone.get_by_role("button", name="Finish").tap()
    phone.wait_for_url(lambda url: url != before)
    assert phone.locator(FRAME).get_attribute("data-centre") == centre  # the map did not move
    lower = drawn_area(phone)
    assert lower.bounds[1] < drawn.bounds[1] - 0.3
    assert lower.bounds[2:] == pytest.approx(drawn.bounds[2:], abs=1e-5)
