"""Where a sentence ends, by rule.

A full stop, question or exclamation mark ends a sentence unless an abbreviation, initial, decimal, ellipsis, bracket or quotation
says otherwise.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import read_map

_STOP = re.compile(
    r"""(?P<mark>[.!?…]+|(?<=[a-z])\s(?=[\U0001F300-\U0001FAFF]))
        (?P<close>[\"”’'»)\]*†‡]*)
        (?P<cite>[¹²³⁴-⁹⁰][¹²³⁴-⁹⁰,–-]*|(?:\[\d[\d,;\s–-]*\]|(?<=[a-z)][.])\d{1,3}(?:[,–-]\d{1,3})*(?=\s|$)))?
        (?P<close2>[\"”’'»)\]]*)
        (?P<emoji>\s*[\U0001F300-\U0001FAFF\u2600-\u27bf\ufe0f]+)?
        (?P<gap>\s+|$|(?=[A-Z“\"]))""",
    re.VERBOSE,
)
_OPENER = re.compile(r"[\"“‘'«(\[]*")
AHEAD, BEHIND = 240, 400
"""Characters after and before a mark that are looked at: enough for any sense, and the cost stays linear."""
_SPEECH = re.compile(
    r"(?:,?\s*)(?:[A-Z]\w+ (?:[A-Z]\w+ )?|(?:he|she|it|they|we|I|the [\w ]{1,30}?) )?"
    r"(?:said|says|added|adds|explained|explains|wrote|writes|noted|notes|told|reads|asked|asks|continued|concluded|according to|recalls?|recalled)\b"
)
_LOOSE_STARTERS = frozenset("i it it’s it's they we he she this that these the my our you but also i’m i'm i’ve i've there so not no".split())
"""Words that begin a sentence in texts written without capitals."""
_LETTERED = frozenset("vitamin type grade class plan hepatitis group phase option model version series and appendix figure table".split())
_SENTENCE_STARTERS = frozenset(
    (
        "the this that these those it its he she they we you i a an in on at for from with by to as if when while after before since "
        "because although though however moreover furthermore but and so yet there here each every all most many some no not our your "
        "their his her my what which who how why where both one two three unlike like during over under about"
    ).split()
)


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of one block, without the white space around it."""
    bounds: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for stop in _STOP.finditer(text):
        if stop.start() < start or not _ends_sentence(text, stop, start):
            continue
        end = stop.start("gap")
        bounds.append((start, end))
        start = stop.end()
    end = len(text.rstrip())
    if start < end:
        bounds.append((start, end))
    return _merge_scraps(text, bounds)


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    after = text[stop.end() : stop.end() + AHEAD]
    if not after.strip() and stop.end() + AHEAD >= len(text):
        return True
    start = max(start, stop.start() - BEHIND)
    opener = _OPENER.match(after)
    following = after[opener.end() if opener else 0 :]
    mark, close = stop["mark"], stop["close"] + stop["close2"]
    if not stop["gap"]:
        return _glued(text, stop, following)
    if not _can_start(following) or _in_brackets(text, start, stop):
        return False
    if close.strip(")]*†‡") and following[:1].islower():
        return False
    if close.strip(")]") and (_SPEECH.match(after) or re.match(r"[–—-]\s*[A-Z]", after)):
        return False
    if mark == ".":
        if following[:1].islower() and not re.search(r"[a-z)]{3}$", text[start : stop.start()]):
            return False
        return bool(stop["cite"]) or close not in ("", ")") or not _is_abbreviation(text[start : stop.start()], following)
    if stop["emoji"] and not mark.strip():
        return following[:1].isupper()
    if mark[0] in "…" or mark.startswith("..."):
        return following[:1].isupper()
    # An exclamation mark inside a name ("Yahoo! said") is followed by a small letter.
    return following[:1].isupper() or not following[:1].isalpha() or bool(close) or mark != "!"


def _can_start(following: str) -> bool:
    first = following[:1]
    if first.isupper() or first.isdigit() or first in "€$£+−-–—@#&*%½<>≥≤~" or (not first.isascii() and not first.isalpha()):
        return True
    if (word := re.match(r"[a-z’']+", following)) and word[0] in _LOOSE_STARTERS:
        return True
    # Brand names ("iPhone", "mRNA") and web addresses may begin a sentence with a small letter.
    return bool(re.match(r"[a-z]{1,3}[A-Z]|www\.|https?:|[a-z]+-\d|pH\b", following))


def _glued(text: str, stop: re.Match[str], following: str) -> bool:
    """A missing blank: "works.It". Not an address, a version, an acronym or a file name."""
    if stop["mark"] not in (".", "!", "?") or not re.match(r"[A-Z][a-z]*\b[^.@/\w]", following + " "):
        return False
    near = text[max(0, stop.start() - BEHIND) : stop.start()]
    before = re.search(r"[\w’'-]+$", near)
    if before is None or re.search(r"(?:https?:|www\.|@)\S*$", near):
        return False
    word = before[0]
    return (
        word[-1:].islower()
        and (len(word) > 2 or stop["mark"] != ".")
        and word.lower() not in _abbreviations()
        and (stop["mark"] != "." or not word[:1].isupper())
    )


def _in_brackets(text: str, start: int, stop: re.Match[str]) -> bool:
    """A full stop inside an open bracket does not end the sentence around it, unless the bracket opened the sentence."""
    before = text[start : stop.end("close2")]
    if before[:1] in "([":
        return False
    depth = before.count("(") - before.count(")")
    return depth > 0 and ")" in text[stop.end() : stop.end() + 200]


def _is_abbreviation(before: str, following: str) -> bool:
    word = re.search(r"[\w.’'&-]*$", before)
    token = word[0] if word else ""
    bare = token.lower().lstrip("(")
    category = "" if re.fullmatch(r"[A-Z]", token) else _abbreviations().get(bare, "")
    if bare == "st" and re.search(r"[A-Z]\w+ St$", before) and _starts_sentence(following):
        return False
    if bare == "etc" or (bare in ("min", "max", "hr", "hrs", "oz", "lb", "lbs", "ft") and re.search(r"\d\s?\w+$", before)):
        return not following[:1].isupper()
    if category in ("title", "inner"):
        return True
    if category == "number":
        return following[:1].isdigit() or (following[:1].isupper() and bare not in ("no", "p", "mar", "sec", "ch", "art")) or False
    if category == "maybe":
        return not _starts_sentence(following)
    if re.fullmatch(r"[A-Z]", token):
        if re.search(r"(?:[°\d%]\s?|/)[A-Z]$", before):
            return False
        # An initial ("J. Smith", "E. coli"), or the letter that ends "vitamin C."
        ahead = re.match(r"[A-Z]?[\w’'-]+", following)
        previous = re.search(r"(\S+)\s+[A-Z]$", before)
        if previous and previous[1].lower() in _LETTERED:
            return False
        return bool(ahead) and not _starts_sentence(following)
    return bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", token)) and not _starts_sentence(following)


@cache
def _abbreviations() -> dict[str, str]:
    return read_map("abbreviations")


def _starts_sentence(following: str) -> bool:
    word = re.match(r"[A-Za-z’']+", following)
    return bool(word) and word is not None and word[0][:1].isupper() and word[0].lower().split("’")[0].split("'")[0] in _SENTENCE_STARTERS


def _merge_scraps(text: str, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A piece without a letter or digit (an emoji), or a bare "(PubMed)", belongs to the sentence before it; "1." to the one after."""
    merged: list[tuple[int, int]] = []
    for start, end in bounds:
        piece = text[start:end]
        bare = not any(character.isalnum() for character in piece)
        if (merged and (bare or (re.fullmatch(r"[(\[][^()\[\]]{1,30}[)\]]\.?", piece) and len(piece.split()) <= 3))) or (
            merged and re.fullmatch(r"\(?\d{1,2}[.)]", text[merged[-1][0] : merged[-1][1]])
        ):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
