"""How Hypothesis draws: new examples in each run, from one seed that the run reports.

`SHUTU_SEED` (or `--hypothesis-seed`) repeats a run, `SHUTU_EXAMPLES` is how many examples a test
tries (default 100; the mutation runs try fewer). `SHUTU_FIRST_FAILURE` stops at the first that
fails instead of looking for a smaller one, which would only cost the mutation runs their time.
"""

from __future__ import annotations

import os
import secrets

import hypothesis
import pytest

SEED, EXAMPLES = "SHUTU_SEED", "SHUTU_EXAMPLES"
FIRST_FAILURE = "SHUTU_FIRST_FAILURE"
OPTION = "hypothesis_seed"
TO_FIRST = (hypothesis.Phase.explicit, hypothesis.Phase.generate)


def configure(config: pytest.Config) -> None:
    """Set profile and seed; Hypothesis's own plugin reads the option after this.

    Workers of xdist get the options of the process that started them, and so the same seed.
    """
    if getattr(config.option, OPTION, None) is None:
        setattr(config.option, OPTION, os.environ.get(SEED) or str(secrets.randbelow(10**6)))
    # A busy machine is no failure. Hypothesis itself would try the same examples each time in CI.
    hypothesis.settings.register_profile(
        "shutu",
        deadline=None,
        derandomize=False,
        max_examples=int(os.environ.get(EXAMPLES, "100")),
        print_blob=True,
        phases=TO_FIRST if os.environ.get(FIRST_FAILURE) else tuple(hypothesis.Phase),
    )
    hypothesis.settings.load_profile("shutu")


def line(config: pytest.Config) -> str:
    """One line that says what was drawn from and how to draw it again."""
    seed = getattr(config.option, OPTION)
    count = hypothesis.settings.default.max_examples
    return f"hypothesis: {count} examples a test, seed {seed} ({SEED}={seed} repeats them)"
