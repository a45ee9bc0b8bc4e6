"""claimsift: which claims do documents make, how sure are they, what backs them, and where do they contradict each other?

The flow is ingest, segment, detect, flag, match, report; ``pipeline.run.STAGES`` is where its order is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.analysis import Analysis, analyse, analyse_texts

__version__ = "0.7.0"
__all__ = ["Analysis", "__version__", "analyse", "analyse_texts"]


def __getattr__(name: str) -> object:
    if name in ("Analysis", "analyse", "analyse_texts"):
        from pipeline import analysis

        return getattr(analysis, name)
    raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
