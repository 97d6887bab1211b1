"""Call functions of the map's scripts that need no browser, in Node.js where it is installed."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import Any

from geo.ui.assets import asset
from tests.programs import needs

SCRIPTS = ("map/mercator.js", "map/boxes.js", "map/crowds.js", "map/tip.js")
# One line of calls, one line of results, until our end of the pipe is closed.
RUN = """
let loaded = false;
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const given = JSON.parse(line);
  if (!loaded) for (const source of given) require("vm").runInThisContext(source);
  const results = loaded ? given.map(([name, args]) => (0, eval)(name)(...args)) : [];
  loaded = true;
  process.stdout.write(JSON.stringify(results) + "\\n");
});
"""


def call(*calls: tuple[str, *tuple[Any, ...]]) -> list[Any]:
    """The results of calls like `("screen", lon, lat, view, box)`.

    The test is skipped where there is no Node.js; the browser tests see the same code at work.
    """
    return _ask(_process(needs("node")), [[name, arguments] for name, *arguments in calls])


@cache
def _process(node: str) -> subprocess.Popen[str]:
    """Node.js with the scripts loaded: one for all tests, because a start takes its time."""
    process = subprocess.Popen(
        [node, "-e", RUN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    _ask(process, [asset(name) for name in SCRIPTS])
    return process


def _ask(process: subprocess.Popen[str], given: list[Any]) -> list[Any]:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(given) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:  # a call threw, which is told on standard error
        _process.cache_clear()
    assert line, "a call threw: see what Node.js says above"
    return json.loads(line)


def box(width: float, height: float) -> dict[str, float]:
    """What the scripts ask an element for."""
    return {"clientWidth": width, "clientHeight": height}
