"""Workbook, Markdown, Parquet and JSON Lines: types, hostile words, lengths, and the same bytes twice (also for labelling tools)."""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pipeline.analysis import analyse_texts
from pipeline.errors import UsageError
from pipeline.records import Cell, Claim, CorpusResult, Document, DocumentResult, Flag, Group, Match
from pipeline.report import columns, xlsx_file
from pipeline.report.doccano import write_doccano
from pipeline.report.jsonl_files import jsonl_schemas, write_jsonl
from pipeline.report.label_studio import write_label_studio
from pipeline.report.markdown_file import escaped, write_markdown
from pipeline.report.parquet_files import write_parquet
from pipeline.report.xlsx_file import cell_text, write_xlsx

WRITE = [write_xlsx, write_markdown, write_parquet, write_jsonl, write_label_studio, write_doccano]
HOSTILE = [
    '=HYPERLINK("http://trap.example","free")',
    "@SUM(A1:A9)",
    "+1234",
    "00123",
    "http://trap.example/a",
    "</script><script>alert(1)</script>",
    "<r><t>no markup</t></r>",
    "_x0041_ stays",
    "| a | b |",
]


def result_with(words: str, *, groups: int = 1, documents: int = 1, marks: tuple[tuple[int, int], ...] = ()) -> CorpusResult:
    """The same words in every place that comes from documents."""
    one = Claim("c1", words, 0, 0, len(words), words, "prose", 0.75, "efficacy", subject=words, relation="agrees")
    flag = Flag("f1", "hype", "warning", words, 0, 1, words, words, "c1")
    results = [DocumentResult(Document(f"{words}{n or ''}", words, title=words), (), (one,), (flag,)) for n in range(documents)]
    results.append(DocumentResult(Document(words + "9", status="failed", error=words)))
    cells = (Cell(words, "asserts", "c1", words, marks), Cell(words, "denies", "c2", words))
    rows = tuple(Group(f"g{n}", words, words, "contradiction", words, "trial", 1, cells) for n in range(groups))
    match = Match("m1", "c1", "c2", words, words, words, words, 0.5, "contradicts", "polarity", "", words)
    return CorpusResult(tuple(results), (match,), rows)


@pytest.fixture(scope="module")
def real() -> CorpusResult:
    texts = {
        "a.txt": "Zinc may shorten colds. The lamp is amazing and weighs 45 g.",
        "b.txt": "Zinc does not shorten colds. The lamp weighs 60 g. 😀 Buy it now!",
    }
    return analyse_texts(texts).result


def sheets(path: Path) -> Any:
    from openpyxl import load_workbook

    return load_workbook(path)


@pytest.mark.parametrize("write", WRITE)
def test_same_input_same_bytes(tmp_path: Path, real: CorpusResult, write: Callable[..., list[str]]) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    names = write(real, tmp_path / "one", {})
    again = write(real, tmp_path / "two", {})

    assert names == again
    assert set(names) == {path.name for path in (tmp_path / "one").iterdir()}
    assert [(tmp_path / "one" / name).read_bytes() for name in names] == [(tmp_path / "two" / name).read_bytes() for name in names]


def test_the_workbook_has_the_tables_with_their_columns(tmp_path: Path, real: CorpusResult) -> None:
    write_xlsx(real, tmp_path, {real.claims[0].claim_id: ("accept", "seen")})
    book = sheets(tmp_path / "claimsift.xlsx")
    tables = {"Claims": columns.CLAIMS, "Flags": columns.FLAGS, "Matches": columns.MATCHES, "Documents": columns.DOCUMENTS, "Scorecard": columns.SCORECARD}

    assert book.sheetnames == ["Comparison", *tables, "Legend"]
    assert book.properties.created.year == 2000, "the date of making would differ from run to run"
    for name, wanted in tables.items():
        assert [cell.value for cell in book[name][1]] == [column.name for column in wanted]
        assert (book[name].freeze_panes, book[name].auto_filter.ref is not None) == ("A2", True)
    row = dict(zip((c.value for c in book["Claims"][1]), (c.value for c in book["Claims"][2]), strict=True))
    assert (row["claim_id"], row["text"], row["start"], row["score"], row["page"]) == (
        real.claims[0].claim_id,
        "Zinc may shorten colds.",
        0,
        real.claims[0].score,
        None,
    )
    assert (row["decision"], row["note"]) == ("accept", "seen")
    assert [cell.value for cell in book["Comparison"][1]][-2:] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_words_in_the_workbook(tmp_path: Path, words: str) -> None:
    write_xlsx(result_with(words), tmp_path, {"c1": (words, words)})
    book = sheets(tmp_path / "claimsift.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert sum(str(cell.value).strip() == words for cell in cells) > 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("a\x00b\x0bc\x1fd\x7fe", "a�b�c�d�e"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("report\u202etxt.exe", "report�txt.exe"),
        ("lone \ud800 half", "lone � half"),
        ("not\uffffa", "not�a"),
        ("w" * 32_767, "w" * 32_767),
        ("w" * 40_000, "w" * (32_767 - len(xlsx_file.CUT)) + xlsx_file.CUT),
        ("😀" * 20_000, "😀" * ((32_767 - len(xlsx_file.CUT)) // 2) + xlsx_file.CUT),
        ("<r>" + "w" * 32_760 + "</r>", " <r>" + "w" * 32_724 + xlsx_file.CUT),
    ],
)
def test_what_a_cell_can_hold(tmp_path: Path, text: str, expected: str) -> None:
    assert cell_text(text) == expected

    write_xlsx(result_with(text), tmp_path, {})
    assert sheets(tmp_path / "claimsift.xlsx")["Claims"]["H2"].value == expected


def test_colours_stand_where_the_words_are(tmp_path: Path) -> None:
    write_xlsx(result_with("Zinc helps."), tmp_path, {})
    book = sheets(tmp_path / "claimsift.xlsx")
    legend = {(row[0].value, row[1].value): row[1].fill.fgColor.rgb for row in book["Legend"].iter_rows(min_row=2)}
    places = {("verdict", "contradiction"): "Comparison!D2", ("severity", "warning"): "Flags!C2", ("relation", "contradicts"): "Matches!I2"}

    for (where, value), place in places.items():
        sheet, cell = place.split("!")
        assert (book[sheet][cell].value, book[sheet][cell].fill.fgColor.rgb) == (value, legend[where, value])
    assert book["Comparison"]["I2"].value == "asserts: Zinc helps.\ndenies: Zinc helps."
    assert book["Comparison"]["I2"].fill.fgColor.rgb == legend["stance", "denies"]
    assert (book["Claims"]["L2"].value, book["Claims"]["L2"].fill.fill_type) == ("agrees", None), "a predicate is no relation between documents"


def test_what_a_sheet_cannot_hold_goes_to_a_further_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "ROWS", 4)
    write_xlsx(result_with("Zinc helps.", groups=7), tmp_path, {})
    book = sheets(tmp_path / "claimsift.xlsx")

    assert [(name, book[name].max_row) for name in book.sheetnames if name.startswith("Comparison")] == [
        ("Comparison", 4),
        ("Comparison 2", 4),
        ("Comparison 3", 2),
    ]
    assert book["Comparison 3"]["A1"].value == "group"
    assert book["Comparison 3"]["A2"].value == "g6"


@pytest.mark.parametrize(("documents", "more"), [(50, 50), (51, 0)])
def test_documents_have_columns_up_to_fifty(tmp_path: Path, documents: int, more: int) -> None:
    write_xlsx(result_with("Zinc helps.", documents=documents), tmp_path, {})

    assert sheets(tmp_path / "claimsift.xlsx")["Comparison"].max_column == len(xlsx_file.COMPARISON) + more


def test_a_workbook_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "claimsift.xlsx").mkdir()

    with pytest.raises(UsageError, match=r"claimsift\.xlsx: cannot be written"):
        write_xlsx(result_with("Zinc helps."), tmp_path, {})


def rendered(text: str) -> str:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


@pytest.mark.parametrize("words", [*HOSTILE, "plain words, 45 g (2.1) - and so on!", "**b** _i_ ~~s~~ [l](z) ![p](q) `c` <b>t</b> &amp; \\* # h", "1. a"])
def test_words_show_as_they_are_in_markdown(words: str) -> None:
    page = rendered(f"- says {escaped(words)}\n\n| a |\n|---|\n| {escaped(words)} |\n")
    shown = html.unescape(re.sub(r"</?(?:ul|li|table|thead|tbody|tr|t[hd]|span)>", "", page)).replace("\u2060", "")

    assert [line.strip() for line in shown.split("\n") if line.strip()] == [f"says {words}", "a", words]


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("ask @octocat now", r"@\w"),
        ("fixes #12 and org/repo#3", r"#\d"),
        ("see GH-7", r"GH-\d"),
        ("at http://trap.example and www.trap.example", r"http://|www\."),
        ("mail mailto:a@trap.example", r"mailto:\w|@\w"),
        ("so :tada: it is", r":\w"),
        ("$x^2$ and $$y$$", r"^[^<]*\$|\$\w"),
        ("turn\u202e\u2066 round\x07", "[\u202e\u2066\x07]"),
        ("half \ud800", "[\ud800-\udfff]"),
        ("two\nlines", "\n"),
    ],
)
def test_words_do_nothing_in_markdown(words: str, gone: str) -> None:
    assert re.search(gone, words), "the words themselves would"
    assert not re.search(gone, html.unescape(rendered(escaped(words))).removeprefix("<p>").removesuffix("</p>\n"))


def test_the_summary_of_a_pull_request(tmp_path: Path) -> None:
    words = "The lamp weighs 45 g."
    write_markdown(result_with(words, groups=25, documents=40, marks=((16, 20),)), tmp_path, {})
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    page = rendered(text)

    parts = ("40 of 41 documents read, 40 claims, 25 contradictions", "Could not be read: 1", "strength: 25", "Flags: 40", "Documents: 41")

    assert sorted(parts, key=text.index) == list(parts)
    assert page.count("<ol") == 1, "the sides stand inside their rows, also from the tenth on"
    assert page.count("<table>") == 2
    assert page.count("<strong>asserts</strong>, The lamp weighs 45 g.: “The lamp weighs <b>45 g</b>.”") == 20
    assert "and 5 more rows" in text
    assert "and 11 more documents" in text


def test_a_long_quote_is_cut_around_what_differs(tmp_path: Path) -> None:
    words = f"{'so ' * 300}it weighs 45 g, {'so ' * 300}"
    write_markdown(result_with(words, marks=((910, 914),)), tmp_path, {})
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")

    assert re.search(r"“…\S*( so){10,} it weighs <b>45 g</b>,( so){10,} ?\S*…”", text)


@pytest.mark.parametrize("words", ["$" * 900, "😀" * 900, "w" * 40_000, "&*" * 300])
def test_the_summary_keeps_its_length(tmp_path: Path, words: str) -> None:
    write_markdown(result_with(words, groups=300, documents=60), tmp_path, {})
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")

    assert len(text) < 60_000
    assert "left out to keep this short" in text


def test_rejected_flags_are_not_in_the_summary(tmp_path: Path) -> None:
    write_markdown(result_with("Zinc helps."), tmp_path, {"c1": ("reject", "")})

    assert "0 flags" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_parquet_has_types(tmp_path: Path, real: CorpusResult) -> None:
    from pyarrow import parquet

    names = write_parquet(real, tmp_path, {})
    tables = {name: parquet.read_table(tmp_path / name) for name in names}
    claims = tables["claims.parquet"]
    types = {"integer": "int64", "number": "double", "boolean": "bool", "string": "string"}

    assert names == [f"{name}.parquet" for name in ("claims", "flags", "matches", "documents", "sentences")]
    assert {field.name: str(field.type) for field in claims.schema} == {column.name: types[column.kind] for column in columns.CLAIMS}
    assert str(tables["sentences.parquet"].schema.field("claim").type) == "bool"
    assert claims.column("page").null_count == len(real.claims), "None stays null"
    assert claims.column("text").to_pylist() == [one.text for one in real.claims]
    assert claims.schema.metadata[b"schema_version"] == b"1.0"
    assert parquet.read_table(tmp_path / "documents.parquet").column("reference").to_pylist() == [False, False]


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(UsageError, match=r"pip install 'claimsift\[parquet\]'"):
        write_parquet(result_with("Zinc helps."), tmp_path, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("documents.jsonl", {"words": "7"}), ("flags.jsonl", {"severity": "grave"}), ("matches.jsonl", {"similarity": "0.5"}), ("flags.jsonl", {"more": 1})],
)
def test_json_lines_have_types(tmp_path: Path, real: CorpusResult, name: str, wrong: dict[str, object]) -> None:
    write_jsonl(real, tmp_path, {})
    validator = Draft202012Validator(jsonl_schemas()[name])
    rows = [json.loads(line) for line in (tmp_path / name).read_text(encoding="utf-8").split("\n")[:-1]]

    assert rows
    for row in rows:
        validator.validate(row)
    with pytest.raises(ValidationError):
        validator.validate(rows[0] | wrong)
