"""Places: where the words of a document's text stand in the original file."""

from __future__ import annotations

import random
import re
import time
from html import unescape
from pathlib import Path

import pytest

from pipeline.analysis import Analysis
from pipeline.ingest import Source, read_source
from pipeline.lint.places import Place, SourcePlaces, source_text
from pipeline.settings import Settings

MARKDOWN = """---
title: A stunning lamp
---

# The *Halo* lamp

See [the stunning test](https://lamp.example/stunning-test "stunning") for a **stun**ning figure.

```text
It is a remarkable lamp in code.
```

- It is a [remarkable][remark] lamp.
- It is &eacute;lan: caf\\* 5&nbsp;%.

![A remarkable lamp beside a red chair](remarkable.png)

[remark]: https://lamp.example/remarkable
"""
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Halo lamp</title>
<meta name="description" content="A lamp that was tested &amp; found wanting.">
<script>var words = "The casing cracked.";</script></head>
<body><!-- The casing cracked. -->
<nav><a href="/">Home</a></nav>
<main><h1>Halo <span class="x">lamp</span></h1>
<p>The <b>cas<i>ing</i></b> cracked.</p><p>It costs 5&nbsp;&euro; more&hellip; in K&ouml;ln.</p>
<p>The light flickers.</p><p>The light flickers.</p>
<p>&ldquo;Never again&rdquo;, wrote one buyer about the lamp.</p>
</main></body></html>
"""
TEXT = "Über uns 😀\r\n\r\n\tDie casing\tcracked after 5 days.\r\nThe e\ufb03cient lamp is \u201cnew\u201d.\r\n"


@pytest.mark.parametrize(
    ("name", "data", "words", "nth", "expected"),
    [
        ("a.md", MARKDOWN.encode(), "Halo lamp", 0, ((5, 8, 5, 18), "Halo* lamp")),
        ("a.md", MARKDOWN.encode(), "stunning", 0, ((7, 10, 7, 18), "stunning")),
        ("a.md", MARKDOWN.encode(), "stunning", 1, ((7, 80, 7, 90), "stun**ning")),
        ("a.md", MARKDOWN.encode(), "remarkable", 0, ((13, 12, 13, 22), "remarkable")),
        ("a.md", MARKDOWN.encode(), "remarkable", 1, ((16, 5, 16, 15), "remarkable")),
        ("a.md", MARKDOWN.encode(), "élan", 0, ((14, 9, 14, 20), "&eacute;lan")),
        ("a.md", MARKDOWN.replace("\n", "\r\n").encode(), "remarkable", 0, ((13, 12, 13, 22), "remarkable")),
        ("a.html", PAGE.encode(), "found wanting.", 0, ((3, 64, 3, 78), "found wanting.")),
        ("a.html", PAGE.encode(), "Halo lamp", 0, ((7, 11, 7, 36), 'Halo <span class="x">lamp')),
        ("a.html", PAGE.encode(), "casing cracked.", 0, ((8, 11, 8, 37), "cas<i>ing</i></b> cracked.")),
        ("a.html", PAGE.encode(), "€ more… in Köln", 0, ((8, 60, 8, 92), "&euro; more&hellip; in K&ouml;ln")),
        ("a.html", PAGE.encode(), "The light flickers.", 0, ((9, 4, 9, 23), "The light flickers.")),
        ("a.html", PAGE.encode(), "The light flickers.", 1, ((9, 30, 9, 49), "The light flickers.")),
        ("a.html", PAGE.encode(), "“Never again”", 0, ((10, 4, 10, 29), "&ldquo;Never again&rdquo;")),
        ("a.txt", TEXT.encode(), "casing cracked", 0, ((3, 6, 3, 20), "casing\tcracked")),
        ("a.txt", TEXT.encode("utf-16"), "casing cracked", 0, ((3, 6, 3, 20), "casing\tcracked")),
        ("a.txt", TEXT.encode(), "efficient lamp", 0, ((4, 5, 4, 17), "e\ufb03cient lamp")),
        ("a.txt", TEXT.encode(), "“new”.", 0, ((4, 21, 4, 27), "“new”.")),
        ("a.txt", "😀 Größe 5. The casing cracked.".encode(), "casing", 0, ((1, 16, 1, 22), "casing")),
        ("a.txt", b"If x <y and z> w holds, the lamp <br> flickers at 5 Hz.", "y and z", 0, ((1, 7, 1, 14), "y and z")),
        ("a.txt", b"One lamp broke.\rThe other lamp did not break.", "did not", 0, ((2, 16, 2, 23), "did not")),
    ],
)
def test_words_are_found_in_the_file(tmp_path: Path, name: str, data: bytes, words: str, nth: int, expected: tuple[tuple[int, ...], str]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read_source(Source(path, name, {}), Settings())
    starts = [match.start() for match in re.finditer(re.escape(words), document.text)]
    start, end = starts[nth], starts[nth] + len(words)
    places = SourcePlaces(source_text(data, document.format), document.text)

    assert (places.at(start, end), places.words(start, end)) == (Place(*expected[0]), expected[1])


def test_without_a_source_the_extracted_text_is_counted() -> None:
    places = SourcePlaces(None, "One line.\n\nThe other 😀 line.")

    assert places.at(23, 27) == Place(3, 13, 3, 17)
    assert not places.in_source


def test_words_that_are_not_in_the_file_stand_behind_those_before() -> None:
    places = SourcePlaces("<p>One two three four.</p>", "One two three four.\n\nAdded by the reader.")

    assert places.at(21, 26).line == 1
    assert places.words(21, 26) == ""


def test_flags_and_claims_of_the_sample_are_found(sample: Analysis, root: Path) -> None:
    missed, count = [], 0
    for result in sample.result.results:
        document = result.document
        raw = source_text((root / "corpus" / document.name).read_bytes(), document.format) if document.status == "ok" else None
        if raw is None:
            continue
        places = SourcePlaces(raw, document.text)
        for record in (*result.flags, *result.claims):
            plain = unescape(re.sub(r"<[^<>]*>", "", places.words(record.start, record.end)))
            there, wanted = re.findall(r"\w+", plain), re.findall(r"\w+", record.text)
            count += 1
            if not "".join(there).startswith(wanted[0]):
                missed.append((document.name, record.text, plain))

    assert count > 200
    assert len(missed) <= 0.01 * count, missed


def test_a_long_page_takes_seconds_not_minutes() -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefgh", k=chance.randint(1, 9))) for _ in range(200_000)]
    started = time.perf_counter()
    places = SourcePlaces("".join(f"<b data-n='{word}'>{word}</b> " for word in words), " ".join(words))
    start = len(" ".join(words[:150_000])) + 1

    assert places.words(start, start + len(words[150_000])) == words[150_000]
    assert time.perf_counter() - started < 20
