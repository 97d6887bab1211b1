"""Another process that saves shortlists: `python -m tests.shortlist.worker TASK URL …`."""

from __future__ import annotations

import random
import sys
from dataclasses import replace

from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Item, Shortlist
from geo.shortlist.store import Store


def save_at_random(store: Store, seed: str, count: str) -> None:
    """Save lists of random content; a line is printed only after the save was acknowledged."""
    dice = random.Random(seed)
    kept: list[Shortlist] = []
    for step in range(int(count)):
        chosen = dice.choice(kept) if kept and dice.random() < 0.7 else Shortlist()
        items = tuple(Item(f"p{dice.randrange(10**9)}") for _ in range(dice.randrange(1, 60)))
        changed = replace(chosen, name=f"{seed} {step}", items=items)
        saved = store.save(changed)
        kept = [saved, *(one for one in kept if one.id != saved.id)]
        print(saved.id, saved.version, ",".join(saved.ids), flush=True)


def append(store: Store, list_id: str, name: str, count: str) -> None:
    """Add items one by one to a list that others edit, too; print how often that collided."""
    conflicts = 0
    for step in range(int(count)):
        here = store.open(list_id)
        while True:
            try:
                store.save(here.add(Item(f"{name}-{step}")))
                break
            except ConflictError as conflict:
                conflicts += 1
                here = conflict.theirs
    print(conflicts)


TASKS = {"save_at_random": save_at_random, "append": append}

if __name__ == "__main__":
    task, url, *rest = sys.argv[1:]
    TASKS[task](Store(url), *rest)
