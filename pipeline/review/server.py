"""The local page of `claimsift review`: on 127.0.0.1 only, behind a token, for one run's results."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.report.html_file import policy_of
from pipeline.review.session import Session

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
LARGEST = 1_000_000
"""Bytes of a request that are read."""
Handler = Callable[["Request"], Awaitable["Response"]]


def make_app(session: Session, token: str) -> Starlette:
    """Return the application. The first request brings the token in its address and gets a cookie; all others must have it."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Route

    routes = [
        Route("/", _page(session, token)),
        Route(
            "/api/decide",
            _change(token, lambda body: session.decide(_text(body, "id"), _maybe(body, "decision"), _maybe(body, "note"), _who(session, body))),
            methods=["POST"],
        ),
        Route("/api/rows", _change(token, lambda body: session.change_rows(_ids(body), _text(body, "decision"), _who(session, body))), methods=["POST"]),
        Route("/api/undo", _change(token, lambda body: session.undo(_who(session, body))), methods=["POST"]),
    ]
    # A page elsewhere that resolves its own name to this machine is refused by its host.
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])])


def _page(session: Session, token: str) -> Handler:
    async def page(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse

        if _same(request.query_params.get("token", ""), token):
            answer = RedirectResponse("/", status_code=303)
            answer.set_cookie(_cookie(request), token, httponly=True, samesite="lax", path="/")
            return answer
        if not _known(request, token):
            return PlainTextResponse("Open the address that claimsift review printed: it carries the token of this review.\n", status_code=403)
        text = await run_in_threadpool(session.page)
        headers = {
            "content-security-policy": policy_of(text) + "; frame-ancestors 'none'",
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }
        return HTMLResponse(text, headers=headers)

    return page


def _change(token: str, does: Callable[[dict[str, Any]], dict[str, Any]]) -> Handler:
    """A handler that answers with JSON; trouble that the reviewer can mend is told with status 400."""

    async def change(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse

        # The header cannot be sent by a page from elsewhere without asking first, and nothing here says yes.
        if not _known(request, token) or request.headers.get("x-claimsift") != "1":
            return JSONResponse({"error": "not allowed; open the address that claimsift review printed"}, status_code=403)
        try:
            return JSONResponse(await run_in_threadpool(does, await _body(request)))
        except UsageError as error:
            return JSONResponse({"error": str(error)}, status_code=400)

    return change


def _known(request: Request, token: str) -> bool:
    return _same(request.cookies.get(_cookie(request), ""), token)


def _same(given: str, token: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), token.encode())


def _cookie(request: Request) -> str:
    """Cookies know no ports: each review has a name of its own."""
    return f"claimsift-{request.url.port}"


async def _body(request: Request) -> dict[str, Any]:
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise UsageError(f"the request has more than {LARGEST:,} bytes")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError("the request is no JSON") from error
    if not isinstance(found, dict):
        raise UsageError("the request is no JSON object")
    return found


def _maybe(body: dict[str, Any], name: str) -> str | None:
    return None if body.get(name) is None else _text(body, name)


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > 10_000:
        raise UsageError(f"'{name}' is no text of at most 10,000 characters")
    return value.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair is no text that could be kept


def _ids(body: dict[str, Any]) -> list[str]:
    value = body.get("ids")
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError("'ids' is no list of ids")
    return value


def _who(session: Session, body: dict[str, Any]) -> str:
    return " ".join(_text(body, "reviewer").split())[:80] or session.reviewer
