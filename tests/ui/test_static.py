"""What the browser loads once is published whole, by however many servers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from geo.errors import ArtefactError
from geo.ui import static

SERVERS = 8


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


def test_servers_that_start_at_once_do_not_disturb_each_other(built, tmp_path, monkeypatch):
    """As on a fresh machine, where a stand and the app are started together."""
    monkeypatch.setattr(static, "STATIC", tmp_path / "alone")
    static.publish(built, "build", None)
    alone = contents(static.STATIC)
    assert len(alone) > 1

    monkeypatch.setattr(static, "STATIC", tmp_path / "together")
    ready = Barrier(SERVERS)

    def start(_):
        ready.wait()
        static.publish(built, "build", None)

    with ThreadPoolExecutor(SERVERS) as servers:
        list(servers.map(start, range(SERVERS)))
    assert contents(static.STATIC) == alone  # and nothing is left half done


def test_a_folder_that_cannot_be_written_is_told_in_plain_words(built, tmp_path, monkeypatch):
    monkeypatch.setattr(static, "STATIC", tmp_path)
    (tmp_path / "build").write_text("a file where the folder should be")
    with pytest.raises(ArtefactError, match="make the folder writable"):
        static.publish(built, "build", None)
