"""The numbers behind the report's plots."""

from __future__ import annotations

from pipeline.analysis import analyse_texts
from pipeline.report.plots import matrix


def test_two_documents_that_agree_are_not_painted_as_contradicting_because_a_third_does() -> None:
    result = analyse_texts(
        {"a.txt": "The Lumo lamp weighs 45 g.", "b.txt": "The Lumo lamp has a weight of 45 g.", "c.txt": "The Lumo lamp weighs 80 g.", "d.txt": "It rains."}
    ).result
    found = matrix(result)
    names = [name for _, name in found.names]
    squares = {frozenset((names[one.column], names[one.row])): (one.agree, one.contradict) for one in found.squares}

    assert squares == {frozenset("a.txt b.txt".split()): (1, 0), frozenset("a.txt c.txt".split()): (0, 1), frozenset("b.txt c.txt".split()): (0, 1)}
