"""Query the configured online provider, if any, and only with the user's consent."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

import streamlit as st
from geopy.extra.rate_limiter import RateLimiter

from geo.errors import ProviderError
from geo.geocode.model import MatchStatus, Outcome
from geo.geocode.providers import Provider, configured
from geo.geocode.providers.provider_resolver import ProviderResolver, rate_limiter
from geo.geocode.worklist import Worklist
from geo.progress import EVERY_S, Progress
from geo.ui.escaping import escape_markdown
from geo.ui.locate.geocoding import county_at
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page
from geo.ui.widgets.progress_bar import progress_bar
from geo.ui.widgets.prose import note

OPEN = (MatchStatus.UNRESOLVED, MatchStatus.AMBIGUOUS, MatchStatus.FAILED)
MOST = 500  # names that are sent per request


@st.cache_resource(show_spinner=False)
def _limiter(provider: str, seconds: float) -> RateLimiter:
    """One for all sessions: they share the provider's key."""
    return rate_limiter(seconds)


def draw_provider_panel(page: Page, here: ImportSession) -> None:
    """Draw what would be sent to which provider, and the button; nothing if none is configured."""
    work = here.work
    assert work is not None
    try:
        provider = configured()
    except ProviderError as error:
        message = page.text(f"provider.{error.key}", **error.values)
        st.warning(escape_markdown(message))
        return
    if provider is None:
        return
    questions = _questions(work)
    with st.container(border=True, key="locate_online"):
        st.html(note(page.text("locate.online", provider=provider.name, names=len(questions))))
        if not questions:
            return
        agreed = st.checkbox(
            page.text("locate.online_agree", provider=provider.name),
            key="locate_online_agree",
        )
        if st.button(
            page.text("locate.online_ask", names=min(MOST, len(questions))),
            key="locate_online_ask",
            disabled=not agreed,
        ):
            _ask(page, provider, work, questions)
            st.rerun()


def _questions(work: Worklist) -> dict[tuple[str, str], list[int]]:
    """Name and region → the open rows that ask for them."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in range(len(work)):
        name = work.names[row].strip()
        if name and row not in work.decisions and work.status(row) in OPEN:
            found.setdefault((name, work.regions[row].strip()), []).append(row)
    return found


def _ask(
    page: Page, provider: Provider, work: Worklist, questions: dict[tuple[str, str], list[int]]
) -> None:
    """Query until all names are done, the provider fails or the visitor stops it; the results so
    far are one undo step."""
    imported = page.session.imported
    online = imported.online
    if online is None or online.provider.name != provider.name:
        limiter = _limiter(provider.name, provider.pause_s)
        locate = partial(county_at, page.catalog)
        imported.online = online = ProviderResolver(provider, locate, limiter)
    online.try_again()
    working = page.text("locate.online_asking", provider=provider.name)
    answers: dict[int, Outcome] = {}
    todo = list(questions.items())[:MOST]
    progress = Progress(len(todo))
    with progress_bar(page, working, page.text("locate.online_stop_keeps")) as tell:
        try:
            for number, ((name, region), rows) in enumerate(todo, start=1):
                outcome = _answer(partial(online.resolve, name, region), partial(tell, progress))
                if _says_more(outcome, work, rows[0]):
                    answers |= dict.fromkeys(rows, outcome)
                if online.given_up:
                    break
                if progress.reach(number):
                    tell(progress)
        finally:  # also when the visitor stops it
            if answers:
                work.answer(answers)


def _answer(ask: Callable[[], Outcome], waiting: Callable[[], None]) -> Outcome:
    """The outcome of a question that may take seconds; `waiting` is called meanwhile, and what it
    raises leaves the answer to itself.
    """
    thread = ThreadPoolExecutor(1, thread_name_prefix="provider")
    try:
        asked = thread.submit(ask)
        while not wait([asked], EVERY_S).done:
            waiting()
        return asked.result()
    finally:
        thread.shutdown(wait=False)


def _says_more(outcome: Outcome, work: Worklist, row: int) -> bool:
    """Whether an answer is better than the current result: candidates are not replaced by
    nothing."""
    if outcome.status in (MatchStatus.RESOLVED, MatchStatus.OUTSIDE):
        return True
    return (
        work.status(row) is not MatchStatus.AMBIGUOUS
        and outcome.status is not MatchStatus.UNRESOLVED
    )
