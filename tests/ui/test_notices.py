"""What is shown once; what the browser remembers; a box for files."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from geo import i18n
from geo.errors import ShortlistError
from geo.shortlist.errors import shortlist_error
from geo.ui.state.notices import Notices
from geo.ui.state.session import Upload
from geo.ui.state.shortlists import Memory
from geo.ui.widgets import uploader


def test_a_notice_is_shown_once_in_the_language_of_the_moment():
    notices = Notices()
    notices.say("shortlist.saved", name="**a**", version=2)
    message = notices.take_message()
    for lang in i18n.LANGUAGES:
        assert "\\*\\*a\\*\\*" in message.text(lang)
    assert message.text("zh") != message.text("en")
    assert notices.take_message() is None


def test_a_failure_is_shown_again_only_when_the_page_was_run_anew():
    notices = Notices()
    notices.fail_with(shortlist_error("no_name"))
    assert notices.take_failed().key == "shortlist_error.no_name"
    notices.repeat_failure()
    assert notices.take_failed().key == "shortlist_error.no_name"
    assert notices.take_failed() is None
    notices.repeat_failure()  # what was shown long ago stays past
    assert notices.take_failed() is None


def test_a_newer_failure_is_not_lost_to_the_one_before():
    notices = Notices()
    notices.fail("rank.span_half")
    notices.take_failed()
    notices.fail("rank.span_refused")
    notices.repeat_failure()
    assert notices.take_failed().key == "rank.span_refused"


def test_a_key_that_something_was_saved_under_stays():
    memory = Memory()
    first = memory.owner
    memory.recall_owner("before")
    assert (memory.owner, memory.keeps_owner) == ("before", True)
    memory = Memory()
    memory.keep_owner()
    memory.recall_owner("before")
    assert memory.owner not in ("before", first)


@pytest.fixture
def box(monkeypatch):
    """A box that holds whatever `held` has."""
    held = SimpleNamespace(name="a.json", getvalue=lambda: b"{}")
    shown = {"box_0": held, "box_1": None}
    monkeypatch.setattr(uploader, "widget_value", shown.get)
    return shown


def test_a_file_is_read_once_and_another_box_takes_the_place_of_its_own(box):
    upload, read = Upload(), []
    uploader._on_file(upload, "box_0", lambda *given: read.append(given))
    assert (read, upload) == ([("a.json", b"{}")], Upload(1))
    uploader._on_file(upload, "box_1", lambda *given: read.append(given))
    assert len(read) == 1


def test_a_file_that_cannot_be_read_stays_until_the_next_one_comes(box):
    def refuse(*_: object) -> None:
        raise shortlist_error("no_name")

    upload = Upload()
    uploader._on_file(upload, "box_0", refuse)
    assert isinstance(upload.error, ShortlistError)
    assert upload.error.__traceback__ is None  # it would keep what was read
    assert upload.round == 0
    box["box_0"] = None
    uploader._on_file(upload, "box_0", refuse)
    assert upload.error is None
