"""The discs with a number: a click goes nearer, then fans out a few, or lists many."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import FRAME, open_map, rested, still
from tests.browser.test_first_map import resize
from tests.support.page import drawn

pytestmark = pytest.mark.browser
PANEL = f"{FRAME} .cluster"
# What is drawn: [id or ids of the members, x, y, half its width], in pixels of the map.
SYMBOLS = """frame => frame.map.symbols.map((symbol, number) =>
  [symbol.members ?? [symbol.id], ...frame.map.symbolPoints()[number]])"""
# Put a number of places on one point, as lists of people have them, and look there.
HEAP = """(frame, [count, lon, lat, zoom]) => {
  const { map } = frame;
  const layer = map.data.layers.find(({ id }) => id === "places-icons");
  layer.data = layer.data.slice(0, count).map((icon) => ({ ...icon, position: [lon, lat] }));
  map.data.labels = map.data.labels.map((label) =>
    layer.data.some(({ id }) => id === label.id) ? { ...label, lon, lat } : label);
  map.contents.changed = () => {}; // a file that comes would bring the true positions again
  map.moveByHand();
  map.redraw();
  map.show({ longitude: lon, latitude: lat, zoom, bearing: 0 });
}"""
# Which symbols, buttons and lists the tip at the pointer covers.
COVERED = """({ map }) => {
  const origin = map.box.getBoundingClientRect();
  const tip = map.find(".tip").getBoundingClientRect();
  const [left, right] = [tip.left - origin.left, tip.right - origin.left];
  const [top, foot] = [tip.top - origin.top, tip.bottom - origin.top];
  const symbols = map.symbolPoints().map(([x, y, r]) => [x - r, y - r, x + r, y + r]);
  return [...symbols, ...map.furniture.panels()]
    .filter((other) => left < other[2] && right > other[0] && top < other[3] && foot > other[1]);
}"""
HEAP_VIEW = {"longitude": 104.06, "latitude": 30.66, "zoom": 9, "bearing": 0}
CORNERS = [(1, 0), (0, 1), (0.5, 0.5)]  # below the buttons, beside the legend, and the middle
SHOW = "(frame, view) => { frame.map.moveByHand(); frame.map.show(view); }"


@pytest.fixture
def page(page: Page):
    """A page that is left with the window of all tests."""
    yield page
    page.set_viewport_size({"width": 1366, "height": 768})


def symbols(page: Page) -> list[tuple[frozenset[str], float, float, float]]:
    """The symbols and discs of a map that rests: the ids of each, and where it is."""
    still(page)
    return [
        (frozenset(ids), x, y, half) for ids, x, y, half in page.locator(FRAME).evaluate(SYMBOLS)
    ]


def click(page: Page, x: float, y: float) -> None:
    box = page.locator(f"{FRAME} .map").bounding_box()
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_timeout(60)  # a frame, so that what the click has set in motion is in motion


def all_inside(page: Page, members: frozenset[str]) -> list[tuple[frozenset[str], float, float]]:
    """The symbols of these places: all of them are drawn, and wholly in the map's box."""
    box = page.locator(f"{FRAME} .map").bounding_box()
    ours = [(ids, x, y, half) for ids, x, y, half in symbols(page) if ids & members]
    for _, x, y, half in ours:
        assert half <= x <= box["width"] - half
        assert half <= y <= box["height"] - half
    assert frozenset().union(*(ids for ids, *_ in ours)) >= members
    return [(ids, x, y) for ids, x, y, _ in ours]


def is_open(page: Page) -> int:
    """How many places are fanned out or listed."""
    return page.locator(FRAME).evaluate("frame => frame.map.cluster.members.length")


def heap(page: Page, count: int) -> None:
    """Put so many places on one point; before, wait for what the page still answers to the map."""
    page.wait_for_timeout(1_000)
    rested(page)
    page.locator(FRAME).evaluate(HEAP, [count, 104.06, 30.66, 9])


def largest(page: Page) -> tuple[frozenset[str], float, float]:
    ids, x, y, _ = max(symbols(page), key=lambda symbol: len(symbol[0]))
    return ids, x, y


@pytest.mark.parametrize("size", [(390, 844), (1366, 768)])
def test_the_disc_of_chengdu_goes_nearer_step_by_step_until_single_symbols(page, server, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    open_map(page, server)
    members, x, y = largest(page)
    assert len(members) > 15
    while len(members) > 1:
        before = still(page)[2]
        click(page, x, y)
        parts = all_inside(page, members)
        assert len(parts) > 1
        if is_open(page):  # they stand on one point: each has a symbol of its own now
            assert len(parts) == len(members) <= 8
            break
        assert still(page)[2] > before
        # All are there, in discs that hold no others, or single: the numbers add up.
        assert sum(len(ids & members) for ids, *_ in parts) == len(members)
        members, x, y = max(parts, key=lambda part: len(part[0] & members))


def test_every_member_of_the_disc_can_be_reached_on_a_phone(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_map(page, server)
    frame = page.locator(FRAME)
    first, x, y = largest(page)
    todo: list[tuple[dict[str, Any], frozenset[str], float, float]] = [
        (frame.evaluate("frame => frame.map.view"), first, x, y)
    ]
    reached: set[str] = set()
    for _ in range(60):
        if not todo:
            break
        view, members, x, y = todo.pop()
        frame.evaluate(SHOW, view)
        symbols(page)
        click(page, x, y)
        for ids, x, y in all_inside(page, members):
            if len(ids) == 1:
                reached |= ids
            else:
                todo.append((frame.evaluate("frame => frame.map.view"), ids, x, y))
    assert todo == []
    assert reached >= first


def test_eight_at_one_point_fan_out_wholly_inside_the_map(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_map(page, server)
    frame = page.locator(FRAME)
    heap(page, 8)
    box = page.locator(f"{FRAME} .map").bounding_box()
    for corner in CORNERS:
        frame.evaluate(SHOW, HEAP_VIEW)
        _, x, y = largest(page)
        # Bring the disc near a corner: beside the legend, below the buttons.
        goal_x, goal_y = (
            20 + corner[0] * (box["width"] - 90),
            20 + corner[1] * (box["height"] - 120),
        )
        frame.evaluate(
            """({ map }, [right, down]) => {
          const [longitude, latitude] = (() => {
            const { view, box } = map;
            const px = 512 * 2 ** view.zoom / 360;
            return [view.longitude - right / px,
                    view.latitude + (down / px) * Math.cos(view.latitude * Math.PI / 180)];
          })();
          map.show({ ...map.view, longitude, latitude });
        }""",
            [goal_x - x, goal_y - y],
        )
        members, x, y = largest(page)
        click(page, x, y)
        assert is_open(page) == 8
        fanned = all_inside(page, members)
        assert len(fanned) == 8
        covered = page.locator(FRAME).evaluate("frame => frame.map.furniture.panels()")
        for _, x, y in fanned:  # a click reaches the middle of each
            assert not any(
                left < x < right and top < y < foot for left, top, right, foot in covered
            )
        assert page.locator(f"{FRAME} .legs line").count() == 8
        page.locator(f"{FRAME} .map").focus()
        page.keyboard.press("Escape")
        assert is_open(page) == 0
        assert page.locator(f"{FRAME} .legs line").count() == 0


def test_a_tip_covers_no_symbol_takes_no_click_and_is_gone_after_one(page, server):
    open_map(page, server)
    heap(page, 8)
    frame, tip = page.locator(FRAME), page.locator(f"{FRAME} .tip")
    origin = page.locator(f"{FRAME} .map").bounding_box()
    names = frame.evaluate("({ map }) => Object.fromEntries(map.icons.map((i) => [i.id, i.tip]))")

    def point_at(x: float, y: float, message: str) -> None:
        page.mouse.move(origin["x"] + x, origin["y"] + y, steps=3)
        expect(tip).to_have_text(message)
        expect(tip).to_be_visible()
        assert frame.evaluate(COVERED) == []

    members, x, y = largest(page)
    point_at(x, y, "\n".join(names[place] for place in names))
    assert tip.evaluate("tip => getComputedStyle(tip).pointerEvents") == "none"
    click(page, x, y)
    expect(tip).to_be_hidden()
    fanned = all_inside(page, members)
    expect(tip).to_be_hidden()
    for (place,), x, y in fanned:
        point_at(x, y, names[place])
    click(page, x, y)
    expect(tip).to_be_hidden()
    expect(drawn(page, ".shutu-title")).to_contain_text(names[place])


@pytest.mark.parametrize("width", [390, 1366])
def test_more_than_eight_at_one_point_are_a_list_for_mouse_and_keyboard(page, server, width):
    page.set_viewport_size({"width": width, "height": 768})
    open_map(page, f"{server}/?lang=en")
    heap(page, 14)
    _, x, y = largest(page)
    click(page, x, y)
    panel = page.get_by_role("dialog", name="14 places at one point")
    expect(panel).to_be_visible()
    rows = panel.get_by_role("listitem").get_by_role("button")
    expect(rows).to_have_count(14)
    expect(rows.first).to_be_focused()
    expect(rows.first.locator("small")).to_have_text(re.compile("Exact|Site|Locality|Area|Line"))
    frame, box = page.locator(f"{FRAME} .map").bounding_box(), panel.bounding_box()
    assert frame["x"] <= box["x"]
    assert frame["y"] <= box["y"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    for row in (rows.first, rows.last):
        row.scroll_into_view_if_needed()
        assert row.bounding_box()["height"] >= 34
    if width > 560:  # beside the map: the disc itself stays in sight
        _, x, y = largest(page)
        assert frame["x"] + x - 17 >= box["x"] + box["width"]
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(f"{FRAME} .map")).to_be_focused()
    _, x, y = largest(page)
    click(page, x, y)
    expect(rows.first).to_be_focused()
    name = rows.nth(2).locator("b").inner_text()
    rows.nth(2).click()
    expect(drawn(page, ".shutu-title")).to_contain_text(name)
    expect(rows.nth(2)).to_have_attribute("aria-current", "true")
    rested(page)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_name_covers_the_number_of_a_disc(page, server, lang):
    open_map(page, f"{server}/?lang={lang}")
    for width, height in ((390, 844), (1366, 768), (1920, 1080)):
        resize(page, width, height)
        covered = page.locator(FRAME).evaluate("""frame => {
          const { map } = frame;
          const origin = map.box.getBoundingClientRect();
          const discs = map.symbolPoints(({ members }) => members);
          return map.labels.shown.filter(([name]) => !name.hidden).filter(([name]) => {
            const { left, top, right, bottom } = name.getBoundingClientRect();
            return discs.some(([x, y]) => left < origin.x + x + 5 && right > origin.x + x - 5
              && top < origin.y + y + 5 && bottom > origin.y + y - 5);
          }).map(([name]) => name.textContent);
        }""")
        assert covered == []
