"""The library's front: paths or texts in, an Analysis out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.records import Claim, CorpusResult, Flag, Group, Match
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Analysis:
    """What claimsift made of some documents."""

    result: CorpusResult

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in document and text order."""
        return self.result.claims

    @property
    def flags(self) -> tuple[Flag, ...]:
        """All flags, in document and text order."""
        return self.result.flags

    @property
    def matches(self) -> tuple[Match, ...]:
        """All matches, also those considered and not counted."""
        return self.result.matches

    @property
    def groups(self) -> tuple[Group, ...]:
        """The rows of the comparison table."""
        return self.result.groups

    def to_frames(self) -> dict[str, pandas.DataFrame]:
        """Return documents, sentences, claims, flags and matches as data frames with the columns of the CSV files."""
        import pandas

        from pipeline.report.tables import TABLES

        tables = {name: TABLES[name] for name in ("documents", "sentences", "claims", "flags", "matches")}
        return {name: pandas.DataFrame(list(table.lines(self.result, {})), columns=[c.name for c in table.columns]) for name, table in tables.items()}

    def write(self, out: str | Path) -> list[Path]:
        """Write the report files under ``out``, with what reviewers decided; return their paths."""
        from pipeline.report import write_reports
        from pipeline.review.log import decisions_path
        from pipeline.review.reviewed import reviewed, take_in

        decisions = decisions_path(self.result, Path(out))
        take_in(Path(out), decisions, self.result)
        result, review = reviewed(self.result, decisions)
        return write_reports(result, Path(out), decisions=review.decisions)

    def _repr_html_(self) -> str:
        """A small table of the contested rows, for notebooks."""
        rows = [g for g in self.groups if g.verdict in ("contradiction", "strength_difference")]
        cells = {g.group: "<br>".join(f"<b>{escape(c.document)}</b> {escape(c.stance)}: {escape(c.quote)}" for c in g.cells) for g in rows}
        body = "".join(f"<tr><td>{escape(g.verdict)}</td><td>{escape(g.topic)}</td><td>{cells[g.group]}</td></tr>" for g in rows)
        counts = ", ".join(f"{value} {key.replace('_', ' ')}" for key, value in self.result.counts.items())
        return f"<p>{escape(counts)}</p><table><tr><th>verdict</th><th>topic</th><th>who says what</th></tr>{body}</table>"


def analyse(paths: str | Path | Iterable[str | Path], settings: Settings | None = None) -> Analysis:
    """Analyse a folder, a file, or several files; raises UsageError and NothingChecked."""
    from pipeline.run import run_corpus, run_files

    settings = settings or Settings()
    if isinstance(paths, str | Path):
        return Analysis(run_corpus(Path(paths), settings))
    return Analysis(run_files([Path(path) for path in paths], settings))


def analyse_texts(texts: Mapping[str, str], settings: Settings | None = None) -> Analysis:
    """Analyse texts given by name."""
    from pipeline.run import run_texts

    return Analysis(run_texts(texts, settings or Settings()))
