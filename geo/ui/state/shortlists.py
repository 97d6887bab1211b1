"""The shortlists of a visitor. They live in the session, never beyond it or in another one.

Nothing here knows Streamlit. The methods are what widgets call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Literal

from geo import i18n
from geo.errors import StoreError
from geo.history import History
from geo.shortlist.compare import based_on
from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Item, Shortlist, as_pairs
from geo.ui.state.table_edits import Editor
from geo.ui.state.user_table import UserTable

Panel = Literal["map", "rank", "compare", "versions"]
Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class Pause:
    """Until when (on the monotonic clock) a database that gave an error is left alone."""

    until: float
    error: StoreError

    @property
    def is_over(self) -> bool:
        """Whether it may be asked again."""
        return monotonic() > self.until


@dataclass(frozen=True)
class MapRequest:
    """How often the map was sent somewhere, and for which list and site last."""

    number: int = 0
    list_id: str = ""
    ids: tuple[str, ...] = ()
    site: str | None = None


@dataclass
class Shortlists:
    """The open lists by id, in the order in which they were opened, and the work on them.

    `kept` are they as the database has them; `picked` the sites ticked in the table, and `shown`
    the own place that is looked at: a place of the plan is the selected one everywhere.
    """

    histories: dict[str, History[Shortlist]] = field(default_factory=dict)
    kept: dict[str, Shortlist] = field(default_factory=dict)
    current_id: str = ""
    picked: tuple[str, ...] = ()
    shown: str = ""
    panel: Panel = "map"
    conflict: ConflictError | None = None  # waits for an answer
    pause: Pause | None = None
    editor: Editor = field(default_factory=Editor)
    half_ranges: dict[str, Ends] = field(default_factory=dict)  # one end alone, by criterion
    user_table: UserTable | None = None
    map_request: MapRequest = MapRequest()

    @property
    def current(self) -> Shortlist:
        """The list that is worked on; an empty one that is not open when there is none."""
        history = self.history
        return history.now if history else Shortlist()

    @property
    def history(self) -> History[Shortlist] | None:
        """The steps of the list that is worked on."""
        return self.histories.get(self.current_id)

    @property
    def opened(self) -> list[Shortlist]:
        """All open lists."""
        return [history.now for history in self.histories.values()]

    @property
    def has_list(self) -> bool:
        """Whether any list is open."""
        return bool(self.histories)

    # Which lists are open

    def put(self, shortlist: Shortlist, *, kept: bool = False) -> None:
        """Open a list and work on it; `kept`: the database has it exactly so."""
        self.histories[shortlist.id] = History(shortlist)
        if kept:
            self.kept[shortlist.id] = shortlist
        else:
            self.kept.pop(shortlist.id, None)
        self.switch(shortlist.id)

    def create(self, lang: str) -> None:
        """A new empty list with a name that no other one has."""
        taken = {one.name for one in self.opened}
        number = len(taken) + 1
        while (name := i18n.text(lang, "shortlist.new_name", number=number)) in taken:
            number += 1
        self.put(Shortlist(name=name))

    def switch(self, list_id: str) -> None:
        """Work on another open list."""
        self.current_id, self.picked = list_id, ()

    def close(self, list_id: str) -> None:
        """Close a list; what was saved of it stays saved."""
        self.histories.pop(list_id, None)
        self.kept.pop(list_id, None)
        if self.current_id == list_id:
            self.switch(next(reversed(self.histories), ""))

    # Work on a list

    def change(self, changed: Shortlist) -> None:
        """Go on with a changed version of an open list, which can be undone.

        One that was closed while the change was on its way stays closed.
        """
        self._step(changed.id, lambda history: history.do(changed))

    def undo(self) -> None:
        """One step back in the present list."""
        self._step(self.current_id, History.undo)

    def redo(self) -> None:
        """One undone step forth in the present list."""
        self._step(self.current_id, History.redo)

    def _step(self, list_id: str, take: Callable[[History[Shortlist]], History[Shortlist]]) -> None:
        if list_id in self.histories:
            self.histories[list_id] = take(self.histories[list_id])

    def add(
        self,
        items: Iterable[Item],
        lang: str,
        *,
        build: str = "",
        origin: Mapping[str, str] | None = None,
    ) -> int:
        """Add places to the present list (a new one if there is none); returns how many are new.

        `build` is the id of the build that they come from, `origin` the address parameters of the
        filter; an empty list takes both over.

        Raises:
            ShortlistError: the list has no room for them; it stays as it was.
        """
        if not self.has_list:
            self.create(lang)
        before = start = self.current
        if not before.items:
            start = replace(before, build=build, filter=as_pairs(dict(origin or {})))
        after = start.add(*items)
        self.change(after)
        return len(after.items) - len(before.items)

    def take_out(self, *item_ids: str) -> None:
        """Remove places from the present list; undo brings them back."""
        after = self.current.remove(*item_ids)
        self.change(after)
        self.picked = tuple(place for place in self.picked if place in after.ids)

    def show_panel(self, panel: Panel | None) -> None:
        """What stands beside the table."""
        self.panel = panel or self.panel

    # What the database has

    def was_saved(self, shortlist: Shortlist) -> None:
        """Note that the database has the list now, as this version."""
        self.histories[shortlist.id] = based_on(self.histories[shortlist.id], shortlist)
        self.kept[shortlist.id] = shortlist

    def is_kept(self, shortlist: Shortlist) -> bool:
        """Whether the database has the list exactly as it is."""
        return self.kept.get(shortlist.id) == shortlist
