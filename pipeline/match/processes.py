"""Reads many texts, in several processes where that pays; what comes out does not depend on how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

WORTH_PROCESSES = 2000
"""Texts from which it pays to start processes."""
CHUNK = 64
One = TypeVar("One")
Result = TypeVar("Result")


def each(items: Sequence[One], jobs: int, read: Callable[[int, One], Result]) -> Iterator[Result]:
    """Yield ``read(processes, item)`` for each item, in order; a model that ``read`` opens is opened once in each of so many processes."""
    if jobs < 2 or len(items) < WORTH_PROCESSES:
        yield from (read(1, item) for item in items)
        return
    import multiprocessing

    chunks = [items[first : first + CHUNK] for first in range(0, len(items), CHUNK)]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for found in pool.imap(partial(_each, read, jobs), chunks):
            yield from found


def _each(read: Callable[[int, One], Result], jobs: int, items: Sequence[One]) -> list[Result]:
    return [read(jobs, one) for one in items]
