"""A worker whose reader does what a crafted file might make it do; imported in its own process."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from geo.ingest import tasks, worker
from geo.ingest.frames import LENGTH


def attempt(act):
    def task(options, data):
        try:
            found = act(options)
        except (PermissionError, OSError, RuntimeError):
            found = "refused"
        yield found

    return task


def crash(options, data):
    yield {}
    ctypes.string_at(1)


def leave(options, data):
    yield {}
    os._exit(3)


def fail(options, data):
    yield {}
    raise RuntimeError("a fault of ours")


def nonsense(options, data):
    yield {}
    os.write(OUTPUT, LENGTH.pack(4) + b"{{{{")


def half(options, data):
    yield {}
    os.write(OUTPUT, LENGTH.pack(400) + b"{}")
    os._exit(0)


def sleep(options, data):
    time.sleep(60)
    yield {}


def wait(options, data):
    time.sleep(1)
    yield {}


def compute(options, data):
    while True:
        sum(range(100_000))
    yield {}


def eat(options, data):
    held = []
    while True:
        held.append(bytes(1_000_000))
    yield held


def flood(options, data):
    while True:
        yield "x" * 100_000


tasks.TASKS |= {
    "crash": crash,
    "exit": leave,
    "raise": fail,
    "nonsense": nonsense,
    "half": half,
    "sleep": sleep,
    "wait": wait,
    "compute": compute,
    "eat": eat,
    "flood": flood,
    "number": lambda options, data: iter([os.getpid()]),
    "unknown error": lambda options, data: iter([{"error": "OSError", "key": "x", "values": {}}]),
    "wrong values": lambda options, data: iter(
        [{"error": "ListFileError", "key": "no_sheet", "values": 7}]
    ),
    "foreign error": lambda options, data: iter(
        [{"error": "ListFileError", "key": "too_large.__class__", "values": {"name": "x"}}]
    ),
    "connect": attempt(lambda options: socket.create_connection(("127.0.0.1", 9))),
    "look up": attempt(lambda options: socket.gethostbyname("localhost")),
    "listen": attempt(lambda options: socket.socket().bind(("127.0.0.1", 0))),
    "start a program": attempt(lambda options: subprocess.run([sys.executable, "-V"])),
    "fork": attempt(lambda options: os.fork()),
    "write elsewhere": attempt(lambda options: Path(options["path"]).write_text("")),
    "remove": attempt(lambda options: Path(options["path"]).unlink()),
    "load a library": attempt(lambda options: ctypes.CDLL(None)),
    "read the environment": attempt(
        lambda options: os.environ.get("SHUTU_GEOCODER_KEY") or "refused"
    ),
}
OUTPUT = os.dup(sys.stdout.fileno())
worker.main()
