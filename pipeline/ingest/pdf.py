"""PDF: lines from the page's text runs, columns, running heads, hyphenation, then blocks as in plain text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.ingest.builder import Draft
from pipeline.ingest.byline import find_byline, find_date
from pipeline.ingest.decode import clean_text, squeeze
from pipeline.ingest.lines import BULLET, add_lines

if TYPE_CHECKING:
    import pypdfium2

_PAGE_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its place on the page (points, origin at the bottom left) and its words."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """The height of the line in points."""
        return self.top - self.bottom


def read_pdf(data: bytes) -> Draft:
    """Return the blocks of a PDF; raises DocumentError when it is encrypted, damaged or holds no text."""
    pages, facts = _read_pages(data)
    draft = Draft()
    draft.title, draft.author = squeeze(facts.get("Title", "")), squeeze(facts.get("Author", ""))
    if draft.title.lower() in ("untitled", "(anonymous)"):
        draft.title = ""
    if draft.author.lower() in ("anonymous", "(anonymous)", "unspecified"):
        draft.author = ""
    furniture = _repeated(pages)
    lexicon = _words(pages)
    carried = ""
    for number, rows in enumerate(pages, 1):
        kept = [row for row in rows if _furniture_key(row) not in furniture]
        for row in rows:
            if _furniture_key(row) in furniture:
                draft.add(squeeze(row.text), "boilerplate", page=number)
        text = carried + _join(kept, lexicon)
        carried = ""
        if number < len(pages):
            text, carried = _carry_over(text)
        add_lines(draft, text, page=number)
    if not any(block.kind != "boilerplate" for block in draft.blocks):
        raise DocumentError("no text in the PDF: its pages are pictures; run text recognition (OCR) on it first")
    author, published = find_byline(draft.text)
    draft.author = draft.author or author
    draft.published = published or find_date(re.sub(r"D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", facts.get("CreationDate", "")))
    return draft


def _read_pages(data: bytes) -> tuple[list[list[Row]], dict[str, str]]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise DocumentError("password-protected; save it without a password") from error
        raise DocumentError(f"not a readable PDF ({error}); it may be cut off") from error
    try:
        if len(pdf) > _PAGE_LIMIT:
            raise DocumentError(f"{len(pdf)} pages, more than the {_PAGE_LIMIT} that are read; split it")
        return [_order(_rows(page), page.get_width()) for page in pdf], dict(pdf.get_metadata_dict())
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"a page of the PDF cannot be read ({error}); it may be damaged") from error
    finally:
        pdf.close()


def _rows(page: pypdfium2.PdfPage) -> list[Row]:
    """Join the page's text rectangles that stand on one line without a gap."""
    textpage = page.get_textpage()
    pieces = []
    for index in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(index)
        # PDFium gives the hyphen of a word divided at the line end as one of these.
        raw = re.sub("[\x02\xad\ufffe]", "-", textpage.get_text_bounded(left, bottom, right, top))
        text = clean_text(raw).replace("\n", " ")
        if text.strip():
            pieces.append(Row(left, bottom, right, top, text))
    textpage.close()
    rows: list[Row] = []
    for piece in pieces:
        last = rows[-1] if rows else None
        if last and _same_line(last, piece):
            glue = "" if piece.left - last.right < 0.15 * last.height or last.text.endswith(" ") else " "
            rows[-1] = Row(last.left, min(last.bottom, piece.bottom), piece.right, max(last.top, piece.top), last.text + glue + piece.text)
        else:
            rows.append(piece)
    return rows


def _same_line(left: Row, right: Row) -> bool:
    overlap = min(left.top, right.top) - max(left.bottom, right.bottom)
    near = -0.5 * left.height <= right.left - left.right <= 1.2 * max(left.height, right.height)
    return overlap > 0.4 * min(left.height, right.height) and near


def _order(rows: list[Row], width: float) -> list[Row]:
    """Put lines in reading order: full-width lines divide the page, between them the left column goes first."""
    gutter = _gutter(rows, width)
    if gutter is None:
        return _join_cells(sorted(rows, key=lambda row: (-round(row.top), row.left)))
    ordered: list[Row] = []
    band: list[Row] = []
    for row in sorted(rows, key=lambda row: -row.top):
        if row.left < gutter < row.right:
            ordered.extend(sorted(band, key=lambda r: (r.left >= gutter, -r.top)))
            ordered.append(row)
            band = []
        else:
            band.append(row)
    ordered.extend(sorted(band, key=lambda r: (r.left >= gutter, -r.top)))
    return ordered


def _gutter(rows: list[Row], width: float) -> float | None:
    """Return the x of an empty strip between two columns, or None."""
    if len(rows) < 8:
        return None
    best, crossing_best = None, len(rows)
    for step in range(35, 66):
        x = width * step / 100
        crossing = sum(row.left < x < row.right for row in rows)
        if crossing < crossing_best:
            best, crossing_best = x, crossing
    if best is None:
        return None
    left = [row for row in rows if row.right <= best]
    right = [row for row in rows if row.left >= best]
    wide = [row for row in (*left, *right) if row.right - row.left > 0.2 * width]
    balanced = min(len(left), len(right)) >= 0.2 * len(rows)
    return best if balanced and crossing_best <= 0.25 * len(rows) and len(wide) >= 0.5 * len(rows) else None


def _join_cells(rows: list[Row]) -> list[Row]:
    """Pieces at one height on a one-column page are the cells of a table row."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last and min(last.top, row.top) - max(last.bottom, row.bottom) > 0.6 * min(last.height, row.height) and row.left > last.right:
            joined[-1] = Row(last.left, last.bottom, row.right, last.top, f"{last.text} | {row.text}")
        else:
            joined.append(row)
    return joined


def _furniture_key(row: Row) -> str:
    return re.sub(r"\d+", "#", squeeze(row.text).lower()) + f"@{round(row.top / 12)}"


def _repeated(pages: list[list[Row]]) -> set[str]:
    """Lines at the top or bottom that recur at one height, digits aside, are running heads; lone numbers are page numbers."""
    counts: Counter[str] = Counter()
    for rows in pages:
        edge = sorted(rows, key=lambda row: -row.top)
        counts.update({_furniture_key(row) for row in (*edge[:2], *edge[-2:])})
    return {key for key, count in counts.items() if count >= 2 or re.fullmatch(r"(?:page )?#(?: ?(?:of|/) ?#)?@\d+", key)}


def _words(pages: list[list[Row]]) -> Counter[str]:
    return Counter(word for rows in pages for row in rows for word in re.findall(r"[a-z]+(?:-[a-z]+)*", row.text.lower()))


def _join(rows: list[Row], lexicon: Counter[str]) -> str:
    """Write the lines as text: a blank line where the gap, the indent or the letter size says a block ends."""
    if not rows:
        return ""
    gaps = [above.bottom - below.top for above, below in pairwise(rows) if above.bottom >= below.top - 1]
    usual = median(gaps) if gaps else 0.0
    body = median(row.height for row in rows)
    text = rows[0].text.strip()
    for above, below in pairwise(rows):
        line = below.text.strip()
        new_column = below.bottom > above.top
        gap = above.bottom - below.top
        size = abs(above.height - below.height) > 0.18 * body and not (re.search(r"[a-z,]$", text) and line[:1].islower())
        indented = below.left - above.left > 6 and re.search(r"[.!?:][”\")\]]?$", text) is not None and not new_column
        if not new_column and (gap > usual + 0.45 * body or size or indented):
            text += "\n\n" + line
        elif BULLET.match(line) or "|" in line or "|" in above.text:
            text += "\n" + line
        elif re.search(r"[A-Za-z]-$", text) and line[:1].islower():
            text = _rejoin(text, line, lexicon)
        else:
            text += " " + line
    return text


def _rejoin(text: str, line: str, lexicon: Counter[str]) -> str:
    """Close a word broken at the line end; keep the hyphen when the document writes the word with one elsewhere."""
    head = re.search(r"[A-Za-z-]+-$", text)
    tail = re.match(r"[a-z]+", line)
    if head and tail:
        stem, rest = head[0][:-1].lower(), tail[0]
        if lexicon[f"{stem}-{rest}"] > lexicon[stem + rest]:
            return text + line
    return text[:-1] + line


def _carry_over(text: str) -> tuple[str, str]:
    """Split off a last paragraph that the page end cut in two, so that it continues on the next page."""
    head, _, tail = text.rpartition("\n\n")
    if head and tail and not re.search(r"[.!?:][”\")\]]?$", tail) and len(tail.split()) > 8:
        return head, tail + " "
    return text, ""
