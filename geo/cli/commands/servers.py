"""`shutu serve` and `shutu kiosk`: the servers on this machine."""

from __future__ import annotations

import argparse

from geo import settings
from geo.build.on_demand import ready_build


def serve(options: argparse.Namespace) -> int:
    """Open the map in a browser, until Ctrl+C."""
    from geo import launch
    from geo.kiosk import check_port

    if options.port is not None:
        check_port(options.port)  # said before the data are made
    number = launch.free_port() if options.port is None else options.port
    ready_build()
    launch.serve(number)
    return 0


def kiosk(options: argparse.Namespace) -> int:
    """Keep a locked server, and a full screen of it, alive."""
    from geo.kiosk import check_port, run

    check_port(options.port)  # said before the data are made
    ready_build()
    settings.keep_paths()  # its server runs in another folder
    run(
        options.port,
        options.lang,
        with_browser=not options.no_browser,
        say=lambda text: print(text, flush=True),
    )
    return 0
