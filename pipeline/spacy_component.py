"""claimsift inside a spaCy pipeline: ``nlp.add_pipe("claimsift")`` sets ``Doc._.claims`` and ``Doc.spans["claims"]``.

It reads the Doc's own text with claimsift's sentence rules and its own copy of the English pipeline, so it gives the same claims
after any pipeline, also a blank one. Claims are kept as plain values in ``Doc.user_data``, so they pass between processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.records import Claim

_KEY = "claimsift"


@Language.factory("claimsift", assigns=["doc._.claims", "doc.spans"])
def make_component(nlp: Language, name: str) -> ClaimComponent:  # noqa: ARG001 - spaCy passes both
    """Make the component; spaCy calls this through the entry point."""
    return ClaimComponent()


class ClaimComponent:
    """The component. It holds nothing, so it pickles; models are loaded on first use in each process."""

    def __init__(self) -> None:
        _register()

    def __setstate__(self, state: object) -> None:
        _register()

    def __getstate__(self) -> dict[str, object]:
        return {"stateless": True}

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of ``doc``."""
        from pipeline.run import claims_of_text

        claims = claims_of_text(doc.text)
        doc.user_data[_KEY] = _dump(claims)
        spans = [doc.char_span(c.start, c.end, label="CLAIM", alignment_mode="expand") for c in claims]
        doc.spans["claims"] = [span for span in spans if span is not None]
        return doc


def _register() -> None:
    from spacy.tokens import Doc

    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", getter=read_claims)


def read_claims(doc: Doc) -> tuple[Claim, ...]:
    """Return the claims that the component found in ``doc``; none when it has not run."""
    from pydantic import TypeAdapter

    from pipeline.records import Claim

    data = doc.user_data.get(_KEY)
    return TypeAdapter(tuple[Claim, ...]).validate_json(data) if data else ()


def _dump(claims: tuple[Claim, ...]) -> str:
    from pydantic import TypeAdapter

    from pipeline.records import Claim

    return TypeAdapter(tuple[Claim, ...]).dump_json(claims).decode()
