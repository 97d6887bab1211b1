"""Classes of numbers: as many in each (quantiles), natural breaks, or equal intervals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from jenkspy import jenks_breaks


class ClassMethod(StrEnum):
    """How the range of numbers is cut into classes."""

    QUANTILE = "quantile"
    NATURAL = "natural"
    EQUAL = "equal"


def upper_limits(values: Sequence[float], method: ClassMethod, classes: int) -> tuple[float, ...]:
    """The upper limit of each class, rising; the last one is the largest number.

    A number belongs to the first class whose limit is not below it. There are at most as many
    classes as different numbers, and none for no numbers. `QUANTILE` cuts at the linear quantiles
    of numpy and leaves out classes that ties would leave empty; if the smallest number fills more
    than its share, it is a class by itself, and the rest is cut; `NATURAL` is the partition with
    the least sum of squared deviations from the means of its classes (Fisher 1958, Jenks 1977);
    `EQUAL` may have empty classes.

    >>> upper_limits([1, 2, 3, 10, 11, 12], ClassMethod.NATURAL, 2)
    (3.0, 12.0)
    """
    numbers = np.sort(np.asarray(values, dtype=float))
    distinct = np.unique(numbers)
    wanted = min(classes, len(distinct))
    if wanted < 2:
        return tuple(map(float, distinct))
    if method is ClassMethod.NATURAL:
        limits = _natural(numbers, distinct, wanted)
    elif method is ClassMethod.EQUAL:
        limits = np.linspace(numbers[0], numbers[-1], wanted + 1)[1:]
    else:
        limits = _quantiles(numbers, classes)
    limits[-1] = numbers[-1]  # without the noise of floats
    return tuple(map(float, limits))


def class_index(value: float, limits: Sequence[float]) -> int:
    """The class of a number that is not above the last limit, from 0."""
    return bisect_left(limits, value)


def _natural(numbers: np.ndarray, distinct: np.ndarray, wanted: int) -> np.ndarray:
    if wanted == len(distinct):
        return distinct.copy()
    return np.asarray(jenks_breaks(numbers, n_classes=wanted)[1:], dtype=float)


def _quantiles(numbers: np.ndarray, classes: int) -> np.ndarray:
    """Of the sorted numbers; regions without anything (0) do not swallow the classes of others."""
    least = np.count_nonzero(numbers == numbers[0])
    if classes > 1 and len(numbers) / classes < least < len(numbers):
        return np.append(numbers[:1], _quantiles(numbers[least:], classes - 1))
    limits = np.unique(np.quantile(numbers, np.arange(1, classes + 1) / classes))
    limits[-1] = numbers[-1]
    used = np.unique(np.searchsorted(limits, numbers, side="left"))
    return np.asarray(limits[used])
