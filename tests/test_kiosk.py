"""What keeps the stand alive starts again whatever ends, and pauses when it keeps ending."""

import sys
import time

from geo import kiosk


def test_what_ends_is_started_again_after_a_growing_pause():
    kept = kiosk.Kept("brief", [sys.executable, "-c", "pass"])
    assert kept.tend(0.0)
    kept.process.wait(timeout=30)
    assert not kept.tend(1.0)  # it ended at once: first a pause
    assert kept.tend(1.0 + kiosk.PAUSES_S[0])
    kept.process.wait(timeout=30)
    assert not kept.tend(3.0)
    assert not kept.tend(3.0 + kiosk.PAUSES_S[0])
    assert kept.tend(3.0 + kiosk.PAUSES_S[1])
    kept.process.wait(timeout=30)
    assert kept.tend(1000.0)  # it ran for long, so this was chance
    kept.end()


def test_what_runs_is_left_alone_and_can_be_ended():
    kept = kiosk.Kept("long", [sys.executable, "-c", "import time; time.sleep(60)"])
    assert kept.tend(0.0)
    assert not kept.tend(time.monotonic())
    kept.end()
    assert kept.process.poll() is not None


def test_the_server_is_locked_and_takes_no_uploads():
    host = kiosk.server(8600)
    assert host.environment == {"SHUTU_KIOSK": "1"}
    command = " ".join(host.command)
    assert "--server.port 8600" in command
    assert "--server.maxUploadSize 0" in command


def test_the_browser_has_no_way_out(tmp_path):
    command = kiosk.browser("chromium", "http://127.0.0.1:8600/exhibit", tmp_path).command
    assert {"--kiosk", "--incognito", "--noerrdialogs", "--disable-pinch"} <= set(command)
    assert command[-1] == "http://127.0.0.1:8600/exhibit"


def test_nobody_answers_on_a_closed_port():
    assert not kiosk.is_well("http://127.0.0.1:9")
