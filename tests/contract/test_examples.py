"""Every run draws new examples, also in CI, says from which seed, and can be repeated."""

from types import SimpleNamespace

import hypothesis
import pytest

from tests.support import examples


@pytest.fixture
def seed(monkeypatch):
    """The seed of a run that is started with `option`, and the line that reports it."""
    before = hypothesis.settings.get_current_profile_name()

    def start(option=None, **environment):
        monkeypatch.delenv("SHUTU_SEED", raising=False)
        monkeypatch.delenv("SHUTU_EXAMPLES", raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        config = SimpleNamespace(option=SimpleNamespace(hypothesis_seed=option))
        examples.configure(config)
        return config.option.hypothesis_seed, examples.line(config)

    yield start
    monkeypatch.undo()
    examples.configure(SimpleNamespace(option=SimpleNamespace(hypothesis_seed="0")))
    hypothesis.settings.load_profile(before)


def test_ci_draws_new_examples_and_says_from_which_seed(seed):
    runs = {seed(CI="true") for _ in range(5)}
    assert len({number for number, _ in runs}) > 1
    assert all(f"SHUTU_SEED={number}" in line for number, line in runs)
    assert not hypothesis.settings.default.derandomize


def test_a_run_can_be_repeated(seed):
    assert seed(SHUTU_SEED="123")[0] == "123"
    assert seed("7", SHUTU_SEED="123")[0] == "7"  # --hypothesis-seed, and workers of one run


def test_the_number_of_examples_can_be_set(seed):
    assert "100 examples" in seed()[1]
    assert "5 examples" in seed(SHUTU_EXAMPLES="5")[1]
    assert hypothesis.settings.default.max_examples == 5
