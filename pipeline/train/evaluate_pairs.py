"""Scores of ingest, segment and match on whole documents: the gold corpora, the project's own, and the planted findings of the sample corpus."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.match import candidate_pairs, in_text_order
from pipeline.pair_encoder import LARGE, load_pair_encoder
from pipeline.pair_encoder import RELATIONS as PAIR_RELATIONS
from pipeline.records import Claim, CorpusResult, Match, Sentence
from pipeline.run import run_corpus
from pipeline.settings import Settings
from pipeline.train.corpora import ListedPair, find_sentence, gold_sentences, read_listed, squeezed
from pipeline.train.data import DataFolder
from pipeline.train.files import CHOICE_CORPORA
from pipeline.train.pairs.families import family_pairs
from pipeline.train.scores import bootstrap, macro_f1

SUBJECTS = ("lactiva", "heatloop", "kelorin", "clearjug")
TEST_CORPORA = ("bikelock", "coolroof", "cordyveil", "martenaway", "slimara")
"""Corpora of tests/corpora, never trained on or chosen by."""
RELATIONS = ("contradicts", "agrees", "strength_difference", "reuse")


@dataclass(frozen=True, slots=True)
class PairScores:
    """What was found of the listed pairs, and how many contradictions and copies between documents were reported in all."""

    found: Counter[tuple[str, str]]
    reported: Counter[str]

    def __add__(self, other: PairScores) -> PairScores:
        return PairScores(self.found + other.found, self.reported + other.reported)

    def listed(self, relation: str) -> int:
        """How many pairs of a relation are listed."""
        return sum(count for (truth, _), count in self.found.items() if truth == relation)

    def right(self, relation: str) -> int:
        """How many of them were found; copied wording agrees as well."""
        return self.found[relation, relation] + (self.found["agrees", "reuse"] if relation == "agrees" else 0)

    def lines(self) -> Iterator[str]:
        """Yield recall of each relation, and the precision of contradictions and copies: what is not listed counts as false."""
        for relation in RELATIONS:
            right, listed, reported = self.right(relation), self.listed(relation), self.reported[relation]
            precise = f", precision {right}/{reported} ({right / max(1, reported):.2f})" if relation in ("contradicts", "reuse") else ""
            yield f"{relation}: recall {right}/{listed} ({right / max(1, listed):.2f}){precise}"
        joined = sum(self.found["unrelated", relation] for relation in RELATIONS)
        yield f"tempting unrelated pairs joined: {joined}/{self.listed('unrelated')}"


def corpora_lines(data: DataFolder) -> Iterator[str]:
    """Yield the scores of each subject of gold/corpora by itself, and of the two that are kept apart together."""
    boilerplate = data.table("gold/corpora/boilerplate.tsv")
    apart = PairScores(Counter(), Counter())
    for subject in SUBJECTS:
        held = "" if subject in ("lactiva", "heatloop") else ", kept apart"
        yield f"## gold/corpora {subject}{held}"
        result = run_corpus(data.root / "gold" / "corpora" / subject, Settings())
        leaks, strings = _leaks(result, [(r["doc"].split("/", 1)[1], r["text"]) for r in boilerplate if r["doc"].startswith(f"{subject}/")])
        yield f"boilerplate strings kept out: {strings - leaks}/{strings}"
        yield _bounds_line(result, data, subject)
        gold = read_listed(data.root / "gold" / "corpora" / "pairs.tsv", subject)
        scores = score_pairs(result, gold)
        yield from scores.lines()
        yield candidates_line(result, gold)
        apart = apart + scores if held else apart
    yield "## gold/corpora, the two kept apart together"
    yield from apart.lines()


def own_lines(gold: Path, corpus: Path) -> Iterator[str]:
    """Yield the scores on the sample corpus, and on the project's own corpora in ``gold`` and in the tests beside it."""
    if (corpus / ".planted").is_dir():
        yield "## corpus/ planted pairs (written blind to the rules)"
        yield from score_pairs(run_corpus(corpus, Settings()), read_listed(corpus / ".planted" / "pairs.tsv")).lines()
    yield from _folder_lines(gold / "corpora", CHOICE_CORPORA, "weights and limits are chosen on it; the large network did not learn from it")
    yield from _folder_lines(gold.absolute().parent / "tests" / "corpora", TEST_CORPORA, "only measured")


EVERY = 7
"""Of the pairs that the held-out families give, every seventh is read."""


def family_lines(path: Path) -> Iterator[str]:
    """Yield how the cross-encoder alone does on families of statements that it was not trained on."""
    if not path.is_file():
        return
    families = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    encoder, cases = load_pair_encoder(LARGE), []
    for subject in dict.fromkeys(family["subject"] for family in families):
        for pair in family_pairs([family for family in families if family["subject"] == subject])[::EVERY]:
            guess = PAIR_RELATIONS[int(encoder.read(pair.left, pair.right).relation.argmax())]
            cases.append((subject, PAIR_RELATIONS[int(pair.labels["relation"])], guess))
    yield "## gold/pairs held-out families, the large cross-encoder alone (four relations; most pairs are unrelated)"
    yield f"macro-F1 {bootstrap(cases, macro_f1(PAIR_RELATIONS))}"
    for name in PAIR_RELATIONS[1:]:
        yield f"{name}: F1 {bootstrap(cases, macro_f1([name]))}"


def _folder_lines(folder: Path, names: Sequence[str], what: str) -> Iterator[str]:
    total = PairScores(Counter(), Counter())
    for name in (name for name in names if (folder / name).is_dir()):
        result, listed = run_corpus(folder / name, Settings()), read_listed(folder / f"{name}.tsv")
        scores = score_pairs(result, listed)
        yield f"## {folder.parent.name}/corpora/{name} ({what})"
        yield from scores.lines()
        yield candidates_line(result, listed)
        total = total + scores
    if total.found:
        yield f"## {folder.parent.name}/corpora, together"
        yield from total.lines()


def score_pairs(result: CorpusResult, gold: Sequence[ListedPair]) -> PairScores:
    """Hold the matches of a result against the listed pairs."""
    reported: Counter[str] = Counter(m.relation for m in result.matches if m.left_document != m.right_document)
    return PairScores(judge_pairs(result, gold), reported)


def judge_pairs(result: CorpusResult, gold: Sequence[ListedPair]) -> Counter[tuple[str, str]]:
    """Count (true relation, found relation); "none" where the two claims were not matched."""
    matches: dict[frozenset[str], Match] = {frozenset((m.left_id, m.right_id)): m for m in result.matches}
    counts: Counter[tuple[str, str]] = Counter()
    for pair, ids in listed_ids(result, gold):
        match = matches.get(ids)
        counts[pair.relation, match.relation if match is not None else "none"] += 1
    return counts


def listed_ids(result: CorpusResult, gold: Sequence[ListedPair]) -> Iterator[tuple[ListedPair, frozenset[str]]]:
    """Yield each listed pair with the ids of its two claims or statements; fewer than two where one is neither."""
    sentences: dict[str, tuple[Sentence, ...]] = {r.document.name: r.sentences for r in result.results}
    claims: dict[tuple[str, int], Claim] = {(c.document, c.index): c for c in (*result.claims, *result.statements)}
    for pair in gold:
        ids = set()
        for document, prefix in (pair.left, pair.right):
            sentence = find_sentence(sentences.get(document, ()), prefix)
            claim = claims.get((document, sentence.index)) if sentence is not None else None
            ids |= {claim.claim_id} if claim is not None else set()
        yield pair, frozenset(ids)


def candidates_line(result: CorpusResult, gold: Sequence[ListedPair]) -> str:
    """Tell how many listed pairs are among the candidates."""
    everything = in_text_order([*result.claims, *result.statements], result.documents)
    pairs, _ = candidate_pairs(everything, result.documents, Settings())
    looked_at = {frozenset((p.left.claim_id, p.right.claim_id)) for p in pairs}
    found: Counter[str] = Counter()
    for pair, ids in listed_ids(result, gold):
        found[pair.relation] += ids in looked_at
    listed = Counter(pair.relation for pair in gold)
    return f"among the {Settings().neighbours} candidates a claim: " + ", ".join(f"{name} {found[name]}/{listed[name]}" for name in RELATIONS)


def _leaks(result: CorpusResult, strings: list[tuple[str, str]]) -> tuple[int, int]:
    content = {r.document.name: "\n".join(squeezed(s.text) for s in r.sentences if s.kind != "boilerplate") for r in result.results}
    return sum(squeezed(text) in content.get(name, "") for name, text in strings), len(strings)


def _bounds_line(result: CorpusResult, data: DataFolder, subject: str) -> str:
    """A gold sentence is right when a sentence begins with it and does not run on into the next gold sentence."""
    right = total = 0
    for entry in result.results:
        rows = gold_sentences(data, f"{subject}/{entry.document.name}")
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            total += 1
            found = find_sentence(entry.sentences, row["prefix"])
            if found is not None:
                runs_on = following is not None and squeezed(following["prefix"]) in squeezed(found.text)[1:]
                right += not runs_on or squeezed(found.text).startswith(squeezed(following["prefix"]) if following else "\0")
    return f"sentences begun and ended right: {right}/{total} ({right / max(1, total):.1%})"
