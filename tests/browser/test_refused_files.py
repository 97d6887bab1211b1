"""What the browser itself says of a file, in our words: Streamlit's server is never told."""

from playwright.sync_api import expect

from geo import i18n
from tests.browser.test_explore import IDLE

ALERT = "[data-testid=stFileChip] [role=alert]"


def test_a_refused_file_says_what_to_do(page, server):
    """Too large for the browser, too much for the server, a kind that is not read; one page."""
    page.goto(f"{server}/locate?lang=en")
    page.wait_for_selector(IDLE)
    chooser = page.locator("input[type=file]")
    page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=503))
    for name, size, key in (
        ("large.csv", 5 * 1024**2 + 1, "too_large"),
        ("picture.png", 10, "wrong_kind"),
        ("list.csv", 10, "no_room"),
    ):
        file = {"name": name, "mimeType": "text/csv", "buffer": b"a" * size}
        chooser.set_input_files(files=[file])
        message = page.locator(ALERT, has_text=i18n.text("en", f"upload_error.{key}", limit=5))
        expect(message).to_be_visible()
        box = message.bounding_box()
        assert box["width"] > 100 and box["height"] > 10  # seen, not for screen readers only
    expect(page.locator(ALERT, has_text="not allowed")).to_have_count(0)
