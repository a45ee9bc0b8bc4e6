"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from pipeline.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def decode_text(data: bytes, *, declared: bool = False) -> str:
    """Return the text of ``data``; with ``declared``, an encoding named near its start is believed if it fits.

    Raises DocumentError for binary data and for text that no encoding explains.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError(f"not readable as {encoding}, which its first bytes announce: {error.reason}") from error
    refuse_binary(data)
    for encoding in _candidates(data, declared):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise DocumentError("not readable as text in any known encoding; save it as UTF-8")


def _candidates(data: bytes, declared: bool) -> list[str]:
    """Encodings to try, best first."""
    found = ["utf-8"]
    if declared and (match := _DECLARED.search(data[:4096])):
        named = match[1].decode("ascii").lower()
        if not named.startswith(("utf-16", "utf-32", "utf16", "utf32", "raw_", "unicode_")):
            # A page that calls itself UTF-16 without a mark at its start is UTF-8 (as browsers read it).
            found.insert(0, named)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        # Western single-byte text is by far the commonest; charset-normalizer often calls a short one a Mac or
        # Eastern code page, so Windows-1252 goes first unless its undefined bytes or letters between letters deny it.
        if _plausible_cp1252(data):
            found.append("cp1252")
        best = from_bytes(data[:200_000]).best()
        if best is not None:
            found.append(best.encoding)
    return [*found, "cp1252"]


def _plausible_cp1252(data: bytes) -> bool:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = sum(1 for character in text if ord(character) > 127)
    expected = sum(1 for character in text if character in "‘’“”–—•…€£°²³µ×±½éèêëáàâäãåæçíîïñóôöõøœúûüßÉÄÖÜÅØ®™©·§\xa0")
    return foreign > 0 and expected / foreign > 0.9


def refuse_binary(data: bytes) -> None:
    """Raise DocumentError when ``data`` looks like anything but text."""
    sample = data[:8192]
    if not sample:
        return
    control = sum(1 for byte in sample if byte < 9 or (13 < byte < 32 and byte != 27))
    if b"\0" in sample or control / len(sample) > 0.05:
        raise DocumentError("binary data, not text; its name ends like a text file's, but its bytes do not read as one")


def clean_text(text: str) -> str:
    """Drop invisible and control characters, open ligatures, make every newline a line feed and odd spaces plain."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.translate(_INVISIBLE).translate(_LIGATURES)
    return "".join(_plain(character) for character in text) if not text.isascii() or _CONTROL.search(text) else text


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _plain(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\x0b\x0c":
        return " "
    return "" if category in ("Cc", "Cs", "Co", "Cn") else character


def squeeze(text: str) -> str:
    """Return ``text`` cleaned, with every run of white space as one blank and none at the ends."""
    return " ".join(clean_text(text).split())
