"""Ask the online provider of the settings, if there is one, and only when the person says so."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.errors import ProviderError
from geo.geocode.model import Outcome, Status
from geo.geocode.providers import Provider, configured
from geo.geocode.providers.online import Online, Pace
from geo.geocode.worklist import Worklist
from geo.ui import words
from geo.ui.locate import finding
from geo.ui.locate.session import Brought
from geo.ui.reading import note

OPEN = (Status.UNRESOLVED, Status.AMBIGUOUS, Status.FAILED)
MOST = 500  # names that are sent in one go
_SESSION = "_locate_online"


@st.cache_resource(show_spinner=False)
def _pace(provider: str, seconds: float) -> Pace:
    """One for all sessions: they share the provider's key."""
    return Pace(seconds)


def draw_online(here: Brought, lang: str) -> None:
    """Draw what would be sent to whom, and the button; nothing without the setting."""
    work = here.work
    assert work is not None
    try:
        provider = configured()
    except ProviderError as error:
        said = i18n.text(lang, f"provider.{error.key}", **error.values)
        st.warning(words.markdown_safe(said))
        return
    if provider is None:
        return
    questions = _questions(work)
    with st.container(border=True, key="locate_online"):
        st.html(
            note(i18n.text(lang, "locate.online", provider=provider.name, names=len(questions)))
        )
        if not questions:
            return
        agreed = st.checkbox(
            i18n.text(lang, "locate.online_agree", provider=provider.name),
            key="locate_online_agree",
        )
        if st.button(
            i18n.text(lang, "locate.online_ask", names=min(MOST, len(questions))),
            key="locate_online_ask",
            disabled=not agreed,
        ):
            _ask(provider, work, questions, lang)
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
    provider: Provider, work: Worklist, questions: dict[tuple[str, str], list[int]], lang: str
) -> None:
    """Ask until all is asked or the provider gives up; what it said is one step to take back."""
    online = st.session_state.get(_SESSION)
    if not isinstance(online, Online) or online.provider.name != provider.name:
        online = Online(provider, finding.county_at, _pace(provider.name, provider.pause_s))
        st.session_state[_SESSION] = online
    online.try_again()
    bar = st.progress(0.0, i18n.text(lang, "locate.online_asking", provider=provider.name))
    answers: dict[int, Outcome] = {}
    todo = list(questions.items())[:MOST]
    for number, ((name, region), rows) in enumerate(todo, start=1):
        outcome = online.resolve(name, region)
        if _says_more(outcome, work, rows[0]):
            answers |= dict.fromkeys(rows, outcome)
        bar.progress(number / len(todo))
        if online.given_up:
            break
    work.answer(answers)


def _says_more(outcome: Outcome, work: Worklist, row: int) -> bool:
    """Whether an answer is worth more than what is there: candidates are not given up for none."""
    if outcome.status in (Status.RESOLVED, Status.OUTSIDE):
        return True
    return work.status(row) is not Status.AMBIGUOUS and outcome.status is not Status.UNRESOLVED
