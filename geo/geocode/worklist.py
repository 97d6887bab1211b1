"""The geocoding state of a list: the result of each row, and the user's decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from geo.geocode.model import Candidate, MatchStatus, Outcome, Resolved, Unresolved
from geo.history import History
from geo.ingest.table import Table

MAX_UNDO = 200


class DecidedBy(StrEnum):
    """The source of a row's position."""

    NAME = "name"  # the resolver, from the name alone
    CANDIDATE = "candidate"  # the user chose one of the candidates
    COUNTY = "county"  # the user gave the county
    COORDINATES = "coordinates"  # the user typed coordinates
    NOWHERE = "nowhere"  # the user left it without a place
    FILE = "file"  # the file brought its own geometry


@dataclass(frozen=True)
class Decision:
    """The decision of the user or the file for a row; no candidate for `NOWHERE`."""

    by: DecidedBy
    candidate: Candidate | None


@dataclass(frozen=True)
class RowEntries:
    """What stands in rows, or is to: row → decision (None: none), and row → what was found."""

    decisions: dict[int, Decision | None] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    @property
    def rows(self) -> list[int]:
        """The rows that are concerned."""
        return [*self.decisions, *self.outcomes]


@dataclass(frozen=True, eq=False)  # to decide the same again is another step
class Step:
    """What a step put, and what stood there before.

    Not the whole list before and after: that would be thousands of rows for each step.
    """

    before: RowEntries = field(default_factory=RowEntries)
    after: RowEntries = field(default_factory=RowEntries)


@dataclass
class Worklist:
    """Rows in the order of the file. `regions` are the regions given for them, maybe empty."""

    table: Table
    names: Sequence[str]
    regions: Sequence[str]
    outcomes: list[Outcome]
    decisions: dict[int, Decision] = field(default_factory=dict)
    _steps: History[Step] = field(default_factory=lambda: History(Step(), limit=MAX_UNDO))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.names)

    def status(self, row: int) -> MatchStatus:
        """The status of the row, including decisions."""
        decision = self.decisions.get(row)
        if decision is None:
            return self.outcomes[row].status
        return MatchStatus.RESOLVED if decision.candidate else MatchStatus.UNRESOLVED

    def by(self, row: int) -> DecidedBy | None:
        """The source of the row's position; None if it has none."""
        decision = self.decisions.get(row)
        if decision:
            return decision.by
        return DecidedBy.NAME if isinstance(self.outcomes[row], Resolved) else None

    def place(self, row: int) -> Candidate | None:
        """Where the row lies, None as long as that is open."""
        decision = self.decisions.get(row)
        if decision:
            return decision.candidate
        outcome = self.outcomes[row]
        return outcome.best if isinstance(outcome, Resolved) else None

    def outcome(self, row: int) -> Outcome:
        """What holds for the row: what was decided, with what was found as further candidates."""
        found, decision = self.outcomes[row], self.decisions.get(row)
        if decision is None:
            return found
        chosen = decision.candidate
        method = str(decision.by)
        if chosen is None:
            return Unresolved(found.query, found.candidates, method=method)
        rest = [one for one in found.candidates if one.id != chosen.id]
        return Resolved(found.query, (chosen, *rest), method=method)

    def counts(self) -> Counter[MatchStatus]:
        """Rows per status."""
        return Counter(map(self.status, range(len(self))))

    def rows(self, status: MatchStatus | None = None) -> list[int]:
        """The rows of a status, or all."""
        return [row for row in range(len(self)) if status is None or self.status(row) is status]

    def alike(self, row: int) -> list[int]:
        """The rows with the same name and region, this one among them."""
        return self._alike[self._key(row)]

    @cached_property
    def _alike(self) -> dict[tuple[str, str], list[int]]:
        groups = defaultdict(list)
        for row in range(len(self)):
            groups[self._key(row)].append(row)
        return groups

    def _key(self, row: int) -> tuple[str, str]:
        return self.names[row].strip(), self.regions[row].strip()

    def decide(self, rows: Iterable[int], decision: Decision | None) -> None:
        """Set decisions for rows; None resets to the match found. Can be undone."""
        self._do(RowEntries(decisions=dict.fromkeys(rows, decision)))

    def answer(self, outcomes: Mapping[int, Outcome]) -> None:
        """Replace the results of rows, e.g. by an online provider. Can be undone."""
        self._do(RowEntries(outcomes=dict(outcomes)))

    def _do(self, entries: RowEntries) -> None:
        self._steps = self._steps.do(Step(self._standing(entries), entries))
        self._put(entries)

    def _standing(self, entries: RowEntries) -> RowEntries:
        """What stands now where others are to go."""
        return RowEntries(
            {row: self.decisions.get(row) for row in entries.decisions},
            {row: self.outcomes[row] for row in entries.outcomes},
        )

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision to undo."""
        return bool(self._steps.past)

    @property
    def can_redo(self) -> bool:
        """Whether a decision was taken back last."""
        return bool(self._steps.future)

    def undo(self) -> list[int]:
        """Undo the last decision; returns its rows."""
        if not self.can_undo:
            return []
        step, self._steps = self._steps.now, self._steps.undo()
        self._put(step.before)
        return step.after.rows

    def redo(self) -> list[int]:
        """Redo the last undone decision; returns its rows."""
        if not self.can_redo:
            return []
        self._steps = self._steps.redo()
        self._put(self._steps.now.after)
        return self._steps.now.after.rows

    def _put(self, entries: RowEntries) -> None:
        for row, decision in entries.decisions.items():
            if decision is None:
                self.decisions.pop(row, None)
            else:
                self.decisions[row] = decision
        for row, outcome in entries.outcomes.items():
            self.outcomes[row] = outcome
