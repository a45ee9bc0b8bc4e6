"""Floors: simple methods that are fitted in the same run, so that a score has something to stand beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence


def words_model(texts: Sequence[str], labels: Sequence[str]) -> Callable[[Sequence[str]], list[str]]:
    """Fit logistic regression over TF-IDF of words and word pairs; return its prediction."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b|[?!%]")  # noqa: S106
    model = make_pipeline(words, LogisticRegression(C=10, max_iter=2000, class_weight="balanced"))
    model.fit(list(texts), list(labels))
    return lambda wanted: [str(label) for label in model.predict(list(wanted))]


def cue_list(uses: Sequence[tuple[str, bool]], precision: float = 0.5) -> set[str]:
    """Return the words of which at least ``precision`` of the uses, and two at least, are a cue."""
    all_uses = Counter(word for word, _ in uses)
    hits = Counter(word for word, cue in uses if cue)
    return {word for word, number in hits.items() if number >= 2 and number >= precision * all_uses[word]}
