"""The house itself: word lists, settings, models, the flow as it is told, the spaCy component, and small files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline import __all__ as exported
from pipeline.detect.phrases import LISTS
from pipeline.encoder import FILES
from pipeline.errors import SettingsError
from pipeline.lexicon import parse_lexicon, read_lexicon
from pipeline.models import choose_spacy, verified_folder
from pipeline.run import STAGES
from pipeline.settings import Settings, describe_settings, load_settings

LEXICONS = sorted(path.stem for path in (Path(__file__).parent.parent / "pipeline" / "lexicons").glob("*.tsv"))


@pytest.mark.parametrize("name", LEXICONS)
def test_lexicon_is_well_formed(name: str) -> None:
    entries = read_lexicon(name)
    literals = [entry.literal for entry in entries]

    assert entries
    assert len(literals) == len(set(literals)), sorted({x for x in literals if literals.count(x) > 1})
    assert all(entry.literal.strip() == entry.literal and entry.category and entry.source for entry in entries)


@pytest.mark.parametrize("name", ["furniture"])
def test_patterns_compile(name: str) -> None:
    for entry in read_lexicon(name):
        re.compile(entry.literal)


def test_every_phrase_list_is_there() -> None:
    assert set(LISTS) <= set(LEXICONS)


def test_a_short_row_is_told_with_its_line() -> None:
    with pytest.raises(SettingsError, match=r"own\.tsv:2"):
        parse_lexicon("literal\tcategory\tsource\nword\n", "own.tsv")


def test_every_setting_is_described() -> None:
    assert set(describe_settings()) == set(Settings.__dataclass_fields__)


def test_settings_come_from_the_nearest_file_then_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.claimsift]\nneighbours = 5\njobs = 3\n", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    settings, path = load_settings(None, inner, jobs=2)

    assert (settings.neighbours, settings.jobs, path) == (5, 2, tmp_path / "pyproject.toml")


@pytest.mark.parametrize("text", ["match_threshold = 3", "jobs = 0", 'lexicons = ["nowhere.tsv"]', "exclude = 'x'", "jobs = true", "= 3"])
def test_wrong_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "claimsift.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError):
        load_settings(path)


def test_model_folder_is_whole() -> None:
    folder = verified_folder("encoder", FILES)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))

    assert set(meta["files"]) == set(FILES)
    assert meta["data"]
    assert meta["examples"]
    assert (folder / "CARD.md").is_file()
    assert sum((folder / name).stat().st_size for name in FILES) < 30_000_000


def test_the_english_pipeline_is_the_pinned_one() -> None:
    assert choose_spacy().version == "3.8.0"


def test_the_readme_tells_the_flow_the_commands_and_the_formats(root: Path) -> None:
    from pipeline.cli import app
    from pipeline.flag import CHECKS
    from pipeline.ingest import READERS

    readme = (root / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (\w+) \| (.+?) \|", readme, re.MULTILINE)

    assert [(stage.name, stage.flow) for stage in STAGES] == [row for row in table if row[0] in {stage.name for stage in STAGES}]
    assert [
        command.name or command.callback.__name__
        for command in app.registered_commands
        if f"claimsift {command.name or command.callback.__name__}" not in readme
    ] == []
    assert [check.name for check in CHECKS if f"`{check.name}`" not in readme] == []
    assert [ending for ending in READERS if f"`{ending}`" not in readme] == []


def test_the_package_docstring_tells_the_flow() -> None:
    import pipeline

    assert ", ".join(stage.name for stage in STAGES) in (pipeline.__doc__ or "")


def test_what_the_package_offers() -> None:
    import pipeline

    assert exported == ["Analysis", "__version__", "analyse", "analyse_texts"]
    assert all(getattr(pipeline, name) for name in exported)
    with pytest.raises(AttributeError):
        pipeline.nothing  # noqa: B018


def test_the_library_front(root: Path) -> None:
    from pipeline import analyse, analyse_texts

    paths = [root / "corpus" / "kompendia-auravel.md", root / "corpus" / "fair-measure-test.txt"]

    assert {claim.document for claim in analyse(paths).claims} == {path.name for path in paths}
    assert analyse_texts({"a": "The lamp weighs 45 g."}).claims[0].quantities[0].unit == "g"


def test_spacy_component_after_any_pipeline() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("claimsift")
    text = "About the lamp\n\nThe lamp weighs\n45 g. It may help."
    doc = nlp(text)

    assert [text[claim.start : claim.end] for claim in doc._.claims] == [claim.text for claim in doc._.claims]
    assert doc.spans["claims"][0].text == "The lamp weighs\n45 g."


def test_spacy_component_in_two_processes(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = tmp_path / "pipe.py"
    script.write_text(
        "import spacy\n"
        "if __name__ == '__main__':\n"
        "    nlp = spacy.blank('en')\n"
        "    nlp.add_pipe('claimsift')\n"
        "    texts = ['The lamp weighs 45 g.'] * 4\n"
        "    print([len(doc._.claims) for doc in nlp.pipe(texts, n_process=2, batch_size=2)])\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=200)

    assert done.stdout.strip() == "[1, 1, 1, 1]", done.stderr


def test_files_stay_small(root: Path) -> None:
    sizes = {path.relative_to(root): len(path.read_text(encoding="utf-8").splitlines()) for path in (root / "pipeline").rglob("*.py")}

    assert {str(path): size for path, size in sizes.items() if size > 300} == {}
