"""Valid files of every kind, changed at random: a result or one error of ours, within the limits.

A fixed set of changes is tried every time, and in CI a new one, whose seed is printed;
`SHUTU_FUZZ_SEED=N` repeats it. What fails is written to `tests/ingest/cases`, and is a test there.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from geo import settings
from tests.ingest.fuzzing import SEEDS, case, read

CASES = Path(__file__).parent / "cases"
COUNT = 150  # files of each kind and seed
FIXED = 1


# New changes are drawn in CI only: at home the same tests give the same answer.
WHICH = ["fixed", "new"] if "CI" in os.environ or "SHUTU_FUZZ_SEED" in os.environ else ["fixed"]


def seed_of(which: str) -> int:
    """The seed, whose name every worker knows before the number is drawn."""
    given = os.environ.get("SHUTU_FUZZ_SEED") or random.SystemRandom().randrange(10**9)
    return int(given) if which == "new" else FIXED


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("kind", SEEDS)
def test_changed_files_give_a_result_or_our_error(kind, which):
    seed = seed_of(which)
    print(f"SHUTU_FUZZ_SEED={seed}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.fuzzing", kind, str(seed), str(COUNT)],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        timeout=200,
    )
    if done.returncode:
        number = int((done.stdout.split() or ["0"])[-1])
        path = CASES / f"{seed}_{number}_{kind}"
        path.write_bytes(case(kind, seed, number))
        pytest.fail(f"SHUTU_FUZZ_SEED={seed}, exit {done.returncode}, see {path}\n{done.stderr}")
    assert done.stdout.split()[-1] == str(COUNT - 1)


@pytest.mark.parametrize("kind", SEEDS)
def test_the_file_that_is_changed_is_read(kind):
    read(kind, SEEDS[kind]())


@pytest.mark.parametrize("path", sorted(CASES.glob("*.*")), ids=lambda path: path.name)
def test_what_was_found_once(path):
    read(path.name.split("_", 2)[2], path.read_bytes())
