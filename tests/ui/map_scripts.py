"""Call functions of the map's scripts that need no browser, in Node.js where it is installed."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from geo.ui.assets import asset
from tests.programs import needs

SCRIPTS = ("map/mercator.js", "map/boxes.js", "map/crowds.js", "map/tip.js")
RUN = """
const { sources, calls } = JSON.parse(require("fs").readFileSync(0));
for (const source of sources) require("vm").runInThisContext(source);
const results = calls.map(([name, args]) => (0, eval)(name)(...args));
process.stdout.write(JSON.stringify(results));
"""


def call(*calls: tuple[str, *tuple[Any, ...]]) -> list[Any]:
    """The results of calls like `("screen", lon, lat, view, box)`, in one process.

    The test is skipped where there is no Node.js; the browser tests see the same code at work.
    """
    node = needs("node")
    given = {
        "sources": [asset(name) for name in SCRIPTS],
        "calls": [[name, arguments] for name, *arguments in calls],
    }
    done = subprocess.run(
        [node, "-e", RUN], input=json.dumps(given), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def box(width: float, height: float) -> dict[str, float]:
    """What the scripts ask an element for."""
    return {"clientWidth": width, "clientHeight": height}
