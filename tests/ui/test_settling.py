"""A run that is ended in the middle of answering a conflict has saved what was decided."""

from __future__ import annotations

import pytest

from geo.shortlist.faults import ConflictError
from geo.shortlist.model import Shortlist
from geo.ui.desk import keeping

MINE = Shortlist(id="l" * 12, name="mine", version=1)
THEIRS = Shortlist(id="l" * 12, name="theirs", version=2)
MERGED = Shortlist(id="l" * 12, name="both", version=2)


class EndOfRunError(BaseException):
    """As Streamlit ends a run: where the session is touched."""


def test_what_was_decided_is_saved_before_the_session_changes(monkeypatch):
    saved: list[Shortlist] = []

    def ended(_: Shortlist) -> None:
        raise EndOfRunError

    session: dict[str, object] = {keeping._CONFLICT: ConflictError(MINE, THEIRS)}
    monkeypatch.setattr(keeping.st, "session_state", session)
    monkeypatch.setattr(keeping, "_stored", lambda one: saved.append(one) or one)
    monkeypatch.setattr(keeping.basket, "change", ended)
    with pytest.raises(EndOfRunError):
        keeping.settle(MERGED)
    assert saved == [MERGED]
    assert keeping._CONFLICT in session  # the question is asked again, nothing is lost
