"""Scores of the encoder's heads on the public sets, each beside a floor that is fitted in the same run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from pipeline.detect.document_features import FEATURES
from pipeline.detect.reading import STRENGTHS, strength_name
from pipeline.encoder import Encoded, Encoder, load_encoder, softmax
from pipeline.train.data import DataFolder, JsonRow, without
from pipeline.train.floors import cue_list, words_model
from pipeline.train.scores import Case, bootstrap, correlation, count, f1, macro_f1, share_right

SZEGED = ("szeged_epistemic", "szeged_doxastic", "szeged_investigation", "szeged_condition")
_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class SetScore:
    """One line of the table: what was measured on which data, the score with its interval, and the floor's."""

    task: str
    data: str
    measure: str
    score: str
    floor: str


class Sets:
    """The encoder's readings of the files of a data folder, each text read once."""

    def __init__(self, data: DataFolder, encoder: Encoder) -> None:
        self.data, self.encoder = data, encoder
        self._read: dict[str, Encoded] = {}
        self.held_out = data.held_out_texts()

    def rows(self, path: str, keep: Callable[[JsonRow], bool] = lambda _: True) -> list[JsonRow]:
        """Return the rows with text of one file."""
        return [row for row in self.data.rows(path) if row["text"].strip() and keep(row)]

    def train_rows(self, path: str, keep: Callable[[JsonRow], bool] = lambda _: True) -> list[JsonRow]:
        """Return the training rows of a set, without held-out texts."""
        return [row for row in without(self.rows(f"{path}/train.jsonl"), self.held_out) if keep(row)]

    def read(self, text: str) -> Encoded:
        """Return the encoder's reading of a text."""
        if text not in self._read:
            self._read[text] = self.encoder.encode(text)
        return self._read[text]

    def greatest(self, row: JsonRow, tasks: Sequence[str]) -> float:
        """Return the greatest probability of any word piece for any of the token tasks."""
        found = self.read(row["text"])
        return max(float(found.tokens[task][1:-1].max(initial=0.0)) for task in tasks)


def set_scores(data: DataFolder) -> Iterator[SetScore]:
    """Yield every line of the table."""
    sets = Sets(data, load_encoder())
    yield from _biomedical_hedges(sets)
    wiki = partial(_in_domain, "wiki")
    yield _cue_sentences(sets, "hedged sentence, encyclopedia", "data/hedge/szeged_uncertainty", "dev", SZEGED, wiki, label="uncertain")
    yield _weasel(sets)
    for name in ("pubmed", "eurekalert"):
        yield _classes(sets, f"causal strength, {name}", f"data/claim/causal_{name}", f"strength_{name}", STRENGTHS, _strength)
    yield _classes(sets, "health advice", "data/claim/health_advice", "advice", ("none", "weak", "strong"), _label)
    yield _certainty(sets)
    yield _scopes(sets)
    yield _cue_sentences(sets, "negation cue, sentence", "data/hedge/bioscope", "dev", ("negation",), lambda _: True, cue="negation")
    yield _paper_claims(sets)
    yield _yes_no(sets, "checkable science claim, posts", "data/claim/scitweets", "science_claim", "sci_claim")
    yield _cue_sentences(sets, "reporting cue, sentence", "data/hedge/polnear", "dev", ("reporting",), lambda _: True, cue="cue")


def _in_domain(name: str, row: JsonRow) -> bool:
    return bool(row.get("domain") == name)


def _label(row: JsonRow) -> str:
    return str(row["label"])


def _strength(row: JsonRow) -> str:
    return strength_name(row["label"])


def _is_cued(row: JsonRow, cue: str, label: str) -> bool:
    return row["label"] == label if label else any(kind == cue for _, _, kind in row["cues"])


def _biomedical_hedges(sets: Sets) -> Iterator[SetScore]:
    path = "data/hedge/conll2010_bio"
    dev, test, train = sets.rows(f"{path}/dev.jsonl"), sets.rows(f"{path}/test.jsonl"), sets.train_rows(path)
    threshold = _best([(sets.greatest(row, ["hedge_bio"]), row["label"] == "uncertain") for row in dev])
    cues = _cue_list(train, "speculation")
    own = [(row["doc"], _yes(row["label"] == "uncertain"), _yes(sets.greatest(row, ["hedge_bio"]) >= threshold)) for row in test]
    floor = [(row["doc"], _yes(row["label"] == "uncertain"), _yes(bool(_listed(row["text"], cues)))) for row in test]
    yield SetScore("hedged sentence, biomedical", "conll2010_bio test", "F1", str(bootstrap(own, f1)), f"{f1(count(floor)):.3f} (cue list from train)")
    own, floor = [], []
    for row in test:
        reading = sets.read(row["text"])
        for (start, end), truth, word in _words(row, "speculation"):
            own.append((row["doc"], _yes(truth), _yes(reading.probability("hedge_bio", start, end) >= threshold)))
            floor.append((row["doc"], _yes(truth), _yes(word in cues)))
    yield SetScore("hedge cue tokens", "conll2010_bio test", "F1", str(bootstrap(own, f1)), f"{f1(count(floor)):.3f} (cue list from train)")


def _best(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the threshold with the best F1, on a grid."""
    return max(np.arange(0.2, 0.8, 0.05), key=lambda t: f1(count([("", _yes(truth), _yes(score >= t)) for score, truth in scored])))


def _cue_list(rows: Sequence[JsonRow], cue: str) -> set[str]:
    return cue_list([(word, truth) for row in rows for _, truth, word in _words(row, cue)])


def _words(row: JsonRow, cue: str) -> Iterator[tuple[tuple[int, int], bool, str]]:
    spans = [(start, end) for start, end, kind in row["cues"] if kind == cue]
    for match in _TOKEN.finditer(row["text"]):
        inside = any(match.start() < end and match.end() > start for start, end in spans)
        yield match.span(), inside, match[0].lower()


def _listed(text: str, cues: set[str]) -> list[str]:
    return [match[0] for match in _TOKEN.finditer(text) if match[0].lower() in cues]


def _cue_sentences(
    sets: Sets, task: str, path: str, split: str, heads: Sequence[str], keep: Callable[[JsonRow], bool], cue: str = "", label: str = ""
) -> SetScore:
    rows, train = sets.rows(f"{path}/{split}.jsonl", keep), sets.train_rows(path, keep)
    truth = [_is_cued(row, cue, label) for row in rows]
    own = [(row["doc"], _yes(yes), _yes(sets.greatest(row, heads) >= 0.5)) for row, yes in zip(rows, truth, strict=True)]
    kinds = [cue] if cue else sorted({kind for row in train for _, _, kind in row["cues"]})
    cues = set[str]().union(*(_cue_list(train, kind) for kind in kinds))
    floor = [(row["doc"], _yes(yes), _yes(bool(_listed(row["text"], cues)))) for row, yes in zip(rows, truth, strict=True)]
    name = path.rsplit("/", 1)[1]
    return SetScore(task, f"{name} {split}", "F1", str(bootstrap(own, f1)), f"{f1(count(floor)):.3f} (cue list from train)")


def _weasel(sets: Sets) -> SetScore:
    path = "data/hedge/conll2010_wiki"
    rows = sets.rows(f"{path}/test.jsonl")
    own = [(row["doc"], _yes(row["label"] == "uncertain"), _yes(sets.greatest(row, SZEGED) >= 0.5)) for row in rows]
    train = sets.rows(f"{path}/train.jsonl")
    floor = words_model([r["text"] for r in train], [r["label"] for r in train])([r["text"] for r in rows])
    cases = [(row["doc"], _yes(row["label"] == "uncertain"), _yes(guess == "uncertain")) for row, guess in zip(rows, floor, strict=True)]
    return SetScore(
        "weasel sentence, encyclopedia, not trained on it",
        "conll2010_wiki test",
        "F1",
        str(bootstrap(own, f1)),
        f"{f1(count(cases)):.3f} (words, trained on it)",
    )


def _classes(sets: Sets, task: str, path: str, head: str, classes: Sequence[str], label: Callable[[JsonRow], str]) -> SetScore:
    rows, train = sets.rows(f"{path}/dev.jsonl"), sets.train_rows(path)
    guesses = [classes[int(sets.read(row["text"]).sentence[head].argmax())] for row in rows]
    floors = words_model([row["text"] for row in train], [label(row) for row in train])([row["text"] for row in rows])
    own, floor = ([(row["doc"], label(row), guess) for row, guess in zip(rows, found, strict=True)] for found in (guesses, floors))
    return SetScore(task, f"{path.rsplit('/', 1)[1]} dev", "macro-F1", str(bootstrap(own, macro_f1(classes))), f"{macro_f1(classes)(count(floor)):.3f} (words)")


def _yes_no(sets: Sets, task: str, path: str, head: str, positive: str) -> SetScore:
    rows, train = sets.rows(f"{path}/dev.jsonl"), sets.train_rows(path)
    own = [(row["doc"], _yes(row["label"] == positive), _yes(softmax(sets.read(row["text"]).sentence[head])[1] >= 0.5)) for row in rows]
    floors = words_model([row["text"] for row in train], [row["label"] for row in train])([row["text"] for row in rows])
    floor = [(row["doc"], _yes(row["label"] == positive), _yes(guess == positive)) for row, guess in zip(rows, floors, strict=True)]
    return SetScore(task, f"{path.rsplit('/', 1)[1]} dev", "F1", str(bootstrap(own, f1)), f"{f1(count(floor)):.3f} (words)")


def _certainty(sets: Sets) -> SetScore:
    path = "data/hedge/pei_certainty_sentence"
    rows = [row for split in ("dev", "test") for row in sets.rows(f"{path}/{split}.jsonl")]
    pairs = [(row["doc"], float(row["label"]), float(sets.read(row["text"]).sentence["certainty_score"][0])) for row in rows]
    return SetScore("certainty score", "pei_certainty_sentence dev + test", "Pearson r", str(correlation(pairs)), "")


def _scopes(sets: Sets) -> SetScore:
    cases: list[Case] = []
    to_end: list[Case] = []
    for row in sets.rows("data/hedge/conll2010_bio/test.jsonl"):
        reading = sets.read(row["text"])
        for start, end, _, cues in row.get("scopes", ()):
            places = [tuple(row["cues"][number][:2]) for number in cues]
            first, last = sets.encoder.find_scopes(reading, [places])[0]
            wanted = reading.positions(start, end)
            cases.append((row["doc"], "1", _yes(bool(wanted) and reading.positions(first, last) == wanted)))
            closing = row["text"].rstrip(" .")
            to_end.append((row["doc"], "1", _yes(row["text"][min(a for a, _ in places) : len(closing)].strip() == row["text"][start:end].strip(" ."))))
    return SetScore(
        "hedge scope, gold cues", "conll2010_bio test", "exact", str(bootstrap(cases, share_right)), f"{share_right(count(to_end)):.3f} (cue to sentence end)"
    )


def _paper_claims(sets: Sets) -> SetScore:
    path = "data/claim/pubmed_claim"
    by_document: dict[str, list[JsonRow]] = {}
    for row in sets.rows(f"{path}/dev.jsonl"):
        by_document.setdefault(row["doc"], []).append(row)
    own: list[Case] = []
    for name, rows in by_document.items():
        found = sets.encoder.label_document([sets.read(row["text"]) for row in rows], [[0.0] * len(FEATURES) for _ in rows])["paper_claim"]
        own += [(name, _yes(row["label"] == "claim"), _yes(p[1] >= 0.5)) for row, p in zip(rows, found, strict=True)]
    train = sets.train_rows(path)
    rows = [row for group in by_document.values() for row in group]
    floors = words_model([row["text"] for row in train], [row["label"] for row in train])([row["text"] for row in rows])
    floor = [(row["doc"], _yes(row["label"] == "claim"), _yes(guess == "claim")) for row, guess in zip(rows, floors, strict=True)]
    return SetScore("claim sentence, papers", "pubmed_claim dev", "F1", str(bootstrap(own, f1)), f"{f1(count(floor)):.3f} (words)")


def set_lines(data: DataFolder) -> Iterator[str]:
    """Yield the table of all sets as Markdown."""
    yield "| task | data | measure | score [95 %] | floor, fitted in the same run |"
    yield "|---|---|---|---|---|"
    for line in set_scores(data):
        yield f"| {line.task} | {line.data} | {line.measure} | {line.score} | {line.floor} |"


def _yes(value: object) -> str:
    return str(int(bool(value)))
