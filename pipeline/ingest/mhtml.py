"""Pages saved by a browser as one file (.mhtml, .mht): the HTML part of a multipart message."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from pipeline.errors import DocumentError
from pipeline.ingest.builder import Draft
from pipeline.ingest.decode import decode_text
from pipeline.ingest.html import page_draft


def read_mhtml(data: bytes) -> Draft:
    """Return the blocks of the first HTML part; raises DocumentError when the message holds none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            draft = page_draft(_part_text(part))
            location = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
            draft.url = draft.url or str(location).strip()
            return draft
    raise DocumentError("no HTML part in the saved page; save it again as 'web page, single file'")


def _part_text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeError):
            pass
    return decode_text(data, declared=True)
