"""Documents that the encoder learns from: web text with labels of the guideline, and paper abstracts with their claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.detect.document_features import CLASSES, DOCUMENT_TASKS, dense_features
from pipeline.detect.phrases import shared_finder
from pipeline.detect.rows import Row, build_rows
from pipeline.train.articles import read_articles
from pipeline.train.corpora import corpus_documents
from pipeline.train.data import DataFolder, JsonRow, labelled_documents, normal, without
from pipeline.train.encoder.examples import Example, Tokenise, covered
from pipeline.train.files import ARTICLES, OWN_FILES, TRAIN_SUBJECTS, WEB_FILES, own_gold


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """The sentences of one document, with the dense features that the document layer reads beside the encoder."""

    name: str
    examples: list[Example]
    features: list[list[float]]


def read_documents(data: DataFolder, tokenise: Tokenise, held_out: set[str]) -> list[LabelledDocument]:
    """Return every labelled web document that may be trained on."""
    own = DataFolder(own_gold())
    sets: list[Iterable[JsonRow]] = [without(data.rows(WEB_FILES[0]), held_out)]
    sets += [without(own.rows(path), held_out) for path in OWN_FILES]
    sets += [without(read_articles(data, own.table(path)), held_out) for path in ARTICLES]
    found = [web_document(gold, build_rows(parsed, shared_finder()), tokenise) for rows in sets for gold, parsed in labelled_documents(rows)]
    for subject in TRAIN_SUBJECTS:
        found += [web_document(gold, build_rows(parsed, shared_finder()), tokenise) for gold, parsed in corpus_documents(data, subject)]
    return found


def web_document(gold: Sequence[JsonRow], rows: Sequence[Row], tokenise: Tokenise) -> LabelledDocument:
    """Return one document with the guideline's labels; rows and gold are parallel."""
    examples = []
    for row, spacy_row in zip(gold, rows, strict=True):
        text = spacy_row.sentence.text
        ids, offsets = tokenise(text)
        tokens = {task: word_positions(text, row[key], offsets) for task, key in (("hedge", "hedges"), ("marketing", "marketing"))}
        examples.append(Example(ids, tokens, labels=guideline_labels(row)))
    return LabelledDocument(str(gold[0]["doc"]), examples, dense_features(rows))


def guideline_labels(row: JsonRow) -> dict[str, float]:
    """Return the class numbers of one gold row; what is judged of claims only is missing where there is none."""
    labels = {"claim": float(row["claim"]), "hedged": float(bool(row["hedges"])), "sells": float(bool(row["marketing"]))}
    if int(row["claim"]):
        for task in ("type", "attribution", "evidence", "support", "certainty"):
            value = str(row[task])
            if value in CLASSES[task]:
                labels[task] = float(CLASSES[task].index(value))
    return labels


def word_positions(text: str, words: Sequence[str], offsets: Sequence[tuple[int, int]]) -> set[int]:
    """Return the word pieces of the listed words, each word taken at its next place in the text."""
    found: set[int] = set()
    taken: dict[str, int] = {}
    for word in words:
        start = text.find(word, taken.get(word, 0))
        if start >= 0 and word:
            taken[word] = start + len(word)
            found.update(covered(offsets, start, start + len(word)))
    return found


def read_abstracts(data: DataFolder, tokenise: Tokenise, held_out: set[str], split: str = "train") -> list[LabelledDocument]:
    """Return paper abstracts with the claim labels of pubmed_claim; they have no dense features."""
    by_document: dict[str, list[JsonRow]] = {}
    for row in data.rows(f"data/claim/pubmed_claim/{split}.jsonl"):
        by_document.setdefault(row["doc"], []).append(row)
    found = []
    for name, rows in by_document.items():
        kept = [row for row in rows if row["text"].strip() and (split != "train" or normal(row["text"]) not in held_out)]
        examples = [Example(tokenise(row["text"])[0], labels={"paper_claim": float(row["label"] == "claim")}) for row in kept]
        found.append(LabelledDocument(name, examples, [[] for _ in kept]))
    return [document for document in found if document.examples]


__all__ = ["DOCUMENT_TASKS", "LabelledDocument", "guideline_labels", "read_abstracts", "read_documents", "web_document", "word_positions"]
