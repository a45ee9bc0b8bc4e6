"""Reads many texts in several processes; what comes out does not depend on how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

WORTH_PROCESSES = 2000
"""Texts from which it pays to start processes."""
CHUNK = 64
One = TypeVar("One")
Result = TypeVar("Result")


def each(items: Sequence[One], jobs: int, start: Callable[[int], None], read: Callable[[One], Result]) -> Iterator[Result]:
    """Yield ``read(item)`` for each item, in order, from ``jobs`` processes that each begin with ``start(jobs)``."""
    import multiprocessing

    chunks = [items[first : first + CHUNK] for first in range(0, len(items), CHUNK)]
    with multiprocessing.get_context("spawn").Pool(jobs, start, (jobs,)) as pool:
        for found in pool.imap(partial(_each, read), chunks):
            yield from found


def _each(read: Callable[[One], Result], items: Sequence[One]) -> list[Result]:
    return [read(one) for one in items]
