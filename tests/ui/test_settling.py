"""Whatever breaks in the middle of answering a conflict, what was decided is saved."""

from __future__ import annotations

import pytest

from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Shortlist
from geo.ui.shortlist import persistence
from geo.ui.state.session import Session
from geo.ui.state.shortlists import Shortlists

MINE = Shortlist(id="l" * 12, name="mine", version=1)
THEIRS = Shortlist(id="l" * 12, name="theirs", version=2)
MERGED = Shortlist(id="l" * 12, name="both", version=2)


class EndOfRunError(BaseException):
    """As a run ends that is stopped from outside."""


def test_what_was_decided_is_saved_before_the_session_changes(monkeypatch):
    saved: list[Shortlist] = []

    def ended(*_: object) -> None:
        raise EndOfRunError

    session = Session()
    session.shortlists.conflict = ConflictError(MINE, THEIRS)
    monkeypatch.setattr(persistence, "_stored", lambda _, one: saved.append(one) or one)
    monkeypatch.setattr(Shortlists, "change", ended)
    with pytest.raises(EndOfRunError):
        persistence.settle(session, MERGED)
    assert saved == [MERGED]
    assert session.shortlists.conflict  # the question is asked again, nothing is lost
