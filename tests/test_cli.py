"""Every command, run as a process: what it prints, writes and exits with."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run

VENDOR = "The lamp weighs 45 g. The lamp cures eczema. The warranty lasts two years.\n"
REVIEW = "On our scales the lamp weighs 61 g. The warranty lasts five years.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "vendor.txt").write_text(VENDOR, encoding="utf-8")
    (folder / "review.txt").write_text(REVIEW, encoding="utf-8")
    return folder


def test_version(claimsift: Run) -> None:
    from pipeline import __version__

    assert claimsift("--version").stdout.strip() == f"claimsift {__version__}"


def test_version_loads_nothing_heavy(claimsift: Run) -> None:
    import subprocess
    import sys

    code = "import sys; sys.argv = ['claimsift', '--version']; from pipeline.__main__ import main; main(); print(sorted(m for m in sys.modules if m in ('typer', 'spacy', 'numpy', 'rich')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize("command", ["", "run", "add", "compare", "checks", "explain", "demo", "train", "evaluate", "config", "config show"])
def test_help(claimsift: Run, command: str) -> None:
    done = claimsift(*command.split(), "--help")

    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_run_writes_everything_and_says_where(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    done = claimsift("run", corpus, "--out", "results")
    names = {path.name for path in (tmp_path / "results").iterdir()}

    assert done.returncode == 0, done.stderr
    assert {"documents.csv", "sentences.csv", "claims.csv", "claims.jsonl", "flags.csv", "matches.csv", "comparison.csv", "comparison.json"} <= names
    assert {"comparison_cells.csv", "report.html", "run.json"} <= names
    assert "report.html" in done.stdout
    assert "contradiction" in done.stdout


def test_a_single_file_works_too(claimsift: Run, corpus: Path) -> None:
    assert claimsift("run", corpus / "vendor.txt", "--out", "results").returncode == 0


def test_a_second_run_reads_the_store(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    claimsift("run", corpus, "--out", "results")
    before = (tmp_path / "results" / "claims.csv").read_bytes()
    (corpus / "third.txt").write_text("The lamp folds flat.\n", encoding="utf-8")
    (corpus / "review.txt").unlink()
    done = claimsift("run", corpus, "--out", "results")
    after = (tmp_path / "results" / "claims.csv").read_text(encoding="utf-8")

    assert done.returncode == 0
    assert b"vendor.txt" in before
    assert "vendor.txt" in after
    assert "review.txt" not in after


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "nowhere"], 2, "no such file or folder"),
        (["run", "corpus", "--fail-on", "loud"], 2, "--fail-on is 'loud'"),
        (["run", "corpus", "--format", "pdf"], 2, "'pdf' is no output format"),
        (["run", "corpus", "--config", "none.toml"], 2, "none.toml"),
        (["run", "corpus", "--out", "corpus"], 2, "among the documents"),
        (["explain", "nothing"], 2, "neither a check nor an id"),
        (["add", "none.txt", "--corpus", "corpus"], 2, "no such file"),
        (["compare", "corpus/vendor.txt", "none.txt"], 2, "no such file"),
    ],
)
def test_usage_errors_are_one_line(claimsift: Run, corpus: Path, arguments: list[str], code: int, words: str) -> None:
    done = claimsift(*arguments)

    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_fail_on(claimsift: Run, corpus: Path) -> None:
    assert claimsift("run", corpus, "--out", "a", "--fail-on", "error").returncode == 1
    (corpus / "vendor.txt").write_text("The lamp folds flat.\n", encoding="utf-8")
    assert claimsift("run", corpus, "--out", "b", "--fail-on", "error").returncode == 0


def test_some_documents_failed(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    done = claimsift("run", corpus, "--out", "results", "--fail-on", "error")
    with (tmp_path / "results" / "documents.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["document"] == "broken.pdf")

    assert done.returncode == 4
    assert row["status"] == "failed"
    assert "not a readable PDF" in row["error"]


def test_nothing_could_be_checked(claimsift: Run, tmp_path: Path) -> None:
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "photo.png").write_bytes(b"\x89PNG")
    done = claimsift("run", "only")

    assert done.returncode == 3
    assert "photo.png" in done.stderr
    assert "photo.png" in (tmp_path / "outputs" / "documents.csv").read_text(encoding="utf-8")


def test_results_inside_the_corpus_are_not_read_as_documents(claimsift: Run, corpus: Path) -> None:
    claimsift("run", "corpus", "--out", "corpus/out")
    claimsift("run", "corpus", "--out", "corpus/out")
    with (corpus / "out" / "documents.csv").open(encoding="utf-8") as file:
        assert [row["document"] for row in csv.DictReader(file)] == ["review.txt", "vendor.txt"]


def test_an_out_that_is_a_file_is_told(claimsift: Run, corpus: Path) -> None:
    done = claimsift("run", corpus, "--out", corpus / "vendor.txt")

    assert done.returncode == 2
    assert "is a file" in done.stderr


def test_unknown_settings_are_refused_with_a_suggestion(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "claimsift.toml").write_text('neighbors = 3\njobs = "many"\n', encoding="utf-8")
    done = claimsift("run", corpus)

    assert done.returncode == 2
    assert "did you mean 'neighbours'" in done.stderr
    assert "'jobs'" in done.stderr


def test_settings_switch_checks_and_add_words(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("folds flat\thype\town\n", encoding="utf-8")
    (tmp_path / "claimsift.toml").write_text('disable_checks = ["disease_claim"]\nlexicons = ["own.tsv"]\n', encoding="utf-8")
    done = claimsift("run", corpus, "--out", "results")
    flags = (tmp_path / "results" / "flags.csv").read_text(encoding="utf-8")
    facts = json.loads((tmp_path / "results" / "run.json").read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stderr
    assert "disease_claim" not in flags
    assert facts["settings"]["disable_checks"] == ["disease_claim"]


def test_config_show_prints_settings_that_can_be_used(claimsift: Run, tmp_path: Path) -> None:
    import tomllib

    shown = claimsift("config", "show").stdout
    (tmp_path / "claimsift.toml").write_text(shown, encoding="utf-8")

    assert tomllib.loads(shown)["neighbours"] == 10
    assert claimsift("config", "show").returncode == 0


def test_add_copies_and_updates(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    claimsift("run", corpus, "--out", "results")
    (tmp_path / "vendor.txt").write_text("The lamp weighs 90 g.\n", encoding="utf-8")
    done = claimsift("add", "vendor.txt", "--corpus", corpus, "--out", "results")

    assert done.returncode == 0, done.stderr
    assert (corpus / "vendor.txt").read_text(encoding="utf-8") == VENDOR
    assert (corpus / "vendor-2.txt").read_text(encoding="utf-8") == "The lamp weighs 90 g.\n"
    assert "vendor-2.txt" in (tmp_path / "results" / "documents.csv").read_text(encoding="utf-8")


def test_compare_as_a_page(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    page = tmp_path / "compared.html"
    done = claimsift("compare", corpus / "vendor.txt", corpus / "review.txt", "--html", page)
    text = page.read_text(encoding="utf-8")

    assert done.returncode == 0
    assert str(page) in done.stderr
    assert "Said by vendor.txt only" in text
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in text


def test_compare_says_where_a_page_cannot_be_written(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    done = claimsift("compare", corpus / "vendor.txt", corpus / "review.txt", "--html", tmp_path / "nowhere" / "compared.html")

    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_compare(claimsift: Run, corpus: Path) -> None:
    done = claimsift("compare", corpus / "vendor.txt", corpus / "review.txt")

    assert done.returncode == 0
    assert "contradiction" in done.stdout
    assert "five years" in done.stdout


def test_checks_and_explain(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    from pipeline.flag import CHECKS

    listed = claimsift("checks").stdout
    claimsift("run", corpus, "--out", "results")
    with (tmp_path / "results" / "flags.csv").open(encoding="utf-8") as file:
        flag = next(csv.DictReader(file))
    taught, shown = claimsift("explain", "hype").stdout, claimsift("explain", flag["flag_id"], "--out", "results").stdout

    assert all(check.name in listed for check in CHECKS)
    assert "Not flagged" in taught
    assert flag["message"] in shown
    assert claimsift("explain", "f00000000000", "--out", "results").returncode == 2


def test_demo(claimsift: Run, tmp_path: Path) -> None:
    done = claimsift("demo", "--quiet")

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (tmp_path / "claimsift-demo" / "report.html").stat().st_size > 10_000


def test_nothing_is_written_but_to_the_out_folder(claimsift: Run, corpus: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in corpus.iterdir()}
    claimsift("run", corpus, "--out", "results")

    assert {path: path.read_bytes() for path in corpus.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "results"}


def test_missing_models_are_told(claimsift: Run, tmp_path: Path, root: Path) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(root / "pipeline", copied / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "models", copied / "models")
    (copied / "models" / "encoder" / "encoder.onnx").write_bytes(b"not the weights")
    (copied / "a.txt").write_text("The lamp weighs 45 g.", encoding="utf-8")
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-m", "pipeline", "run", "a.txt"], cwd=copied, capture_output=True, text=True, check=False)

    assert done.returncode == 5
    assert "encoder.onnx missing, or other than meta.json says" in done.stderr
    assert "Traceback" not in done.stderr
