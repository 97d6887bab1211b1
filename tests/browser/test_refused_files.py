"""What the browser itself says of a file, in our words: Streamlit's server is never told."""

from playwright.sync_api import expect

from geo import i18n
from tests.browser.test_explore import IDLE

ALERT = "[data-testid=stFileChip] [role=alert]"


def test_a_refused_file_says_what_to_do(page, server):
    """Too large for the browser, and too much for the server; one page."""
    page.goto(f"{server}/locate?lang=en")
    page.wait_for_selector(IDLE)
    chooser = page.locator("input[type=file]")
    page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=503))
    for name, size, key in (
        ("large.csv", 5 * 1024**2 + 1, "too_large"),
        ("list.csv", 10, "no_room"),
    ):
        file = {"name": name, "mimeType": "text/csv", "buffer": b"a" * size}
        chooser.set_input_files(files=[file])
        message = page.locator(ALERT, has_text=i18n.text("en", f"upload_error.{key}", limit=5))
        expect(message).to_be_visible()
        box = message.bounding_box()
        assert box["width"] > 100 and box["height"] > 10  # seen, not for screen readers only
    expect(page.locator(ALERT, has_text="not allowed")).to_have_count(0)


def test_a_kind_that_is_not_read_is_refused_by_its_content(page, server):
    """The box for lists takes files of any name, so that those without an ending can be read."""
    page.goto(f"{server}/locate?lang=en")
    page.wait_for_selector(IDLE)
    chooser = page.locator("input[type=file]")
    picture = {"name": "picture.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\0"}
    chooser.set_input_files(files=[picture])
    expect(page.get_by_test_id("stAlert")).to_contain_text("of no kind that can be read")
    named = {"name": "list", "mimeType": "", "buffer": b"name\nSanxingdui\n"}
    page.locator("input[type=file]").set_input_files(files=[named])
    expect(page.locator(".st-key-locate_start")).to_be_visible()
