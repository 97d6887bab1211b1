"""What keeps the kiosk alive starts again whatever ends, and pauses when it keeps ending."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from geo import kiosk, settings


def test_what_ends_is_started_again_after_a_growing_pause():
    kept = kiosk.SupervisedProcess("brief", [sys.executable, "-c", "pass"])
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
    kept = kiosk.SupervisedProcess("long", [sys.executable, "-c", "import time; time.sleep(60)"])
    assert kept.tend(0.0)
    assert not kept.tend(time.monotonic())
    kept.end()
    assert kept.process.poll() is not None


def test_an_end_is_noticed_at_once():
    kept = kiosk.SupervisedProcess("brief", [sys.executable, "-c", "pass"])
    assert kept.tend(0.0)
    start = time.monotonic()
    kept.watch(30)
    assert time.monotonic() - start < 15
    assert kept.process.poll() is not None
    assert not kept.tend(1.0)  # it pauses: then there is nothing to wait for
    start = time.monotonic()
    kept.watch(30)
    assert time.monotonic() - start < 5


def test_the_server_is_locked_and_takes_no_uploads():
    host = kiosk.server(8600)
    assert host.environment == {"SHUTU_KIOSK": "1"}
    command = " ".join(host.command)
    assert "--server.port 8600" in command
    assert "--server.maxUploadSize 0" in command


def test_the_browser_has_no_way_out(tmp_path):
    command = kiosk.browser("chromium", "http://127.0.0.1:8600/kiosk", tmp_path).command
    assert {"--kiosk", "--incognito", "--noerrdialogs", "--disable-pinch"} <= set(command)
    assert command[-1] == "http://127.0.0.1:8600/kiosk"


def test_nobody_answers_on_a_closed_port():
    assert not kiosk.is_well("http://127.0.0.1:9")


KIOSK = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # background, or nohup, has them ignored
from geo import kiosk
from geo.__main__ import main
STUBBORN = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)"
kiosk.server = lambda port: kiosk.SupervisedProcess("server", [sys.executable, "-c", STUBBORN])
kiosk.browser = lambda *_: kiosk.SupervisedProcess("browser", [sys.executable, "-c", STUBBORN])
kiosk.find_browser = lambda: "browser"
kiosk.is_well = lambda address: True
sys.exit(main(["kiosk", "--port", sys.argv[1]]))
"""  # with programs that do not end by themselves, and start at once


@pytest.mark.skipif(os.name == "nt", reason="there, a program is not ended by a signal")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_kiosk_that_is_stopped_ends_quietly_with_all_that_it_started(name, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kiosk_app = subprocess.Popen(
        [sys.executable, "-c", KIOSK, str(port)],
        cwd=settings.ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert [kiosk_app.stdout.readline() for _ in range(2)] == [
            "server started\n",
            "browser started\n",
        ]
        os.kill(kiosk_app.pid, getattr(signal, name))
        out, err = kiosk_app.communicate(timeout=30)
        assert (kiosk_app.returncode, out, err) == (0, "the kiosk is closed\n", "")
        with pytest.raises(ProcessLookupError):  # nobody is left in the group
            os.killpg(kiosk_app.pid, 0)
        assert not list(tmp_path.iterdir())  # nor the browser's profile
    finally:
        with suppress(ProcessLookupError):
            os.killpg(kiosk_app.pid, signal.SIGKILL)
