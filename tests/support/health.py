"""Wait for a server of the app that was just started."""

import time
import urllib.request

SECONDS = 60.0


def wait_until_healthy(address: str) -> None:
    """Return when the app at an address (with its base path) answers.

    Raises:
        RuntimeError: it did not start in time.
    """
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
