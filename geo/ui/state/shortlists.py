"""The shortlists of a visitor. They are kept in the session only.

This module does not use Streamlit. Widgets call the methods.
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
from geo.shortlist.edits import Deliveries, Edit, apply_edit
from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Item, Shortlist, as_pairs, new_id
from geo.ui.state.user_table import UserTable

Panel = Literal["map", "rank", "compare", "versions"]
Tool = Literal["open", "pass_on", "more"]
Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class Pause:
    """The time (monotonic clock) until which a failed database is not queried again."""

    until: float
    error: StoreError

    @property
    def is_over(self) -> bool:
        """Whether it may be queried again."""
        return monotonic() > self.until


@dataclass(frozen=True)
class TypedStep:
    """The last step of a list, if it was made by an edit: the number of its burst of typing, and
    the list after it."""

    step: int
    after: Shortlist


@dataclass(frozen=True)
class MapRequest:
    """The number of map moves, and the list and site of the last one."""

    number: int = 0
    list_id: str = ""
    ids: tuple[str, ...] = ()
    site: str | None = None


@dataclass
class Shortlists:
    """The open lists by id, in the order in which they were opened, and the work on them.

    `kept` are their saved versions; `picked` the sites selected in the table, and `shown` the
    displayed own place (a place of the plan is the globally selected one instead).
    """

    histories: dict[str, History[Shortlist]] = field(default_factory=dict)
    kept: dict[str, Shortlist] = field(default_factory=dict)
    current_id: str = ""
    picked: tuple[str, ...] = ()
    shown: str = ""
    panel: Panel = "map"
    tool: Tool | Literal[""] = ""  # the panel of the toolbar that is open
    conflict: ConflictError | None = None  # waits for an answer
    pause: Pause | None = None
    deliveries: Deliveries = field(default_factory=Deliveries)  # of edits of its tables
    typing: TypedStep | None = None  # the last step, if it was made by typing
    half_ranges: dict[str, Ends] = field(default_factory=dict)  # one end alone, by criterion
    user_table: UserTable | None = None
    map_request: MapRequest = MapRequest()

    @property
    def current(self) -> Shortlist:
        """The current list; an empty unopened one if there is none."""
        history = self.history
        return history.now if history else Shortlist()

    @property
    def history(self) -> History[Shortlist] | None:
        """The history of the current list."""
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
        """Open a list and make it current; `kept`: it equals the saved version."""
        self.histories[shortlist.id] = History(shortlist)
        if kept:
            self.kept[shortlist.id] = shortlist
        else:
            self.kept.pop(shortlist.id, None)
        self.switch(shortlist.id)

    def create(self, lang: str) -> None:
        """A new empty list with a unique name."""
        taken = {one.name for one in self.opened}
        number = len(taken) + 1
        while (name := i18n.text(lang, "shortlist.new_name", number=number)) in taken:
            number += 1
        self.put(Shortlist(name=name))

    def switch(self, list_id: str) -> None:
        """Make another open list current; what was open for the former one is closed."""
        self.current_id, self.picked, self.tool = list_id, (), ""

    def close(self, list_id: str) -> None:
        """Close a list; its saved versions are kept."""
        self.histories.pop(list_id, None)
        self.kept.pop(list_id, None)
        if self.current_id == list_id:
            self.switch(next(reversed(self.histories), ""))

    # Work on a list

    def change(self, changed: Shortlist) -> None:
        """Replace an open list by a changed version, which can be undone.

        A list closed in the meantime stays closed.
        """
        self._step(changed.id, lambda history: history.do(changed))

    def edit(self, edit: Edit) -> None:
        """Change a cell of an open list; a burst of typing in one cell is one step.

        Edits of a list that is not open are ignored.

        Raises:
            ShortlistError: the value is not allowed; nothing is changed.
        """
        history = self.histories.get(edit.list_id)
        if history is None:
            return
        changed = apply_edit(history.now, edit)
        if changed == history.now:
            return
        last = self.typing
        goes_on = last is not None and last.step == edit.step and last.after is history.now
        self._step(edit.list_id, lambda h: h.amend(changed) if goes_on else h.do(changed))
        self.typing = TypedStep(edit.step, changed)

    def tick(self, place: str, ticked: bool) -> bool:
        """Select a site of the current list, or no longer; whether it is selected now only."""
        before = self.picked
        others = tuple(one for one in before if one != place)
        self.picked = (*others, place) if ticked and place in self.current.ids else others
        return place in self.picked and place not in before

    def undo(self) -> None:
        """One step back in the current list."""
        self._step(self.current_id, History.undo)

    def redo(self) -> None:
        """One undone step forth in the current list."""
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
        """Add places to the current list (a new one if there is none); returns how many are new.

        `build` is the id of the build that they come from, `origin` the address parameters of the
        filter; an empty list adopts both.

        Raises:
            ShortlistError: the list has no room for them; it is unchanged.
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
        """Remove places from the current list; undo brings them back."""
        after = self.current.remove(*item_ids)
        self.change(after)
        self.picked = tuple(place for place in self.picked if place in after.ids)

    def show_panel(self, panel: Panel | None) -> None:
        """The panel next to the table."""
        self.panel = panel or self.panel

    def show_tool(self, tool: Tool | Literal[""]) -> None:
        """The panel below the toolbar; empty closes it."""
        self.tool = tool

    # What the database has

    def was_saved(self, shortlist: Shortlist) -> None:
        """Record that the list is saved as this version."""
        self.histories[shortlist.id] = based_on(self.histories[shortlist.id], shortlist)
        self.kept[shortlist.id] = shortlist

    def is_kept(self, shortlist: Shortlist) -> bool:
        """Whether the current list equals the saved version."""
        return self.kept.get(shortlist.id) == shortlist


@dataclass
class Memory:
    """`owner` is the key under which the database lists a user's saved lists.

    `session` lets the browser detect a new session, to which it must send its storage.
    """

    session: str = field(default_factory=new_id)
    owner: str = field(default_factory=new_id)
    keeps_owner: bool = False  # whether the browser remembers the key
    is_recalled: bool = False  # whether what it remembers was taken over

    def keep_owner(self) -> None:
        """Store the key in the browser, because something was saved under it."""
        self.keeps_owner = True

    def recall_owner(self, owner: str) -> None:
        """Use the key from the browser's storage, unless something was saved already."""
        if not self.keeps_owner:
            self.owner, self.keeps_owner = owner, True
