"""HTTP's edge: the only room beside the routes that knows Chalice.

A feature's `routes.py` makes a `Routes` and declares each view with who may call it:

    routes = Routes(__name__)

    @routes.view("POST", "/offices/{office}/tickets", who=PUBLIC)
    def take(ask: Ask, office: str) -> Answer: ...

The view gets an `Ask` and the path's values, and returns an `Answer` (both in asking.py); a `Refusal` that it raises becomes problem+json.
"""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from chalice.app import Blueprint, CognitoUserPoolAuthorizer, Request, Response

from . import log
from .asking import JSON, Answer, asked, language_of
from .caller import PUBLIC, caller_of, check
from .errors import PROBLEMS, Refusal
from .store.offices import is_known

POOL = "arn:aws:cognito-idp:ap-southeast-3:000000000000:userpool/replaced-by-infra"

SIGNED_IN = CognitoUserPoolAuthorizer("Staff", provider_arns=[POOL])
"""The gateway's check of the bearer token; infra puts the deployment's own pool in."""

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000",
    "Vary": "Accept-Language, Authorization",
}

BROKEN = {
    "type": f"{PROBLEMS}/broken",
    "title": "Terjadi gangguan di sistem kami",
    "status": 500,
    "detail": "Terjadi gangguan di sistem kami. Silakan coba lagi.",
}

Headers = dict[str, str | list[str]]
View = Callable[..., Answer]


class Routes(Blueprint):
    """A feature's routes; `declared` holds (method, path) and who may call it, for the tests of the architecture."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.declared: dict[tuple[str, str], str] = {}

    def view(self, method: str, path: str, *, who: str) -> Callable[[View], View]:
        """Declare a view of a method and path, and who may call it: public, staff, manager or administrator."""

        def declare(view: View) -> View:
            def guarded(**values: str) -> Response:
                return answer_to(self.current_request, method, path, who, view, values)

            guarded.__name__ = view.__name__
            authorizer = None if who == PUBLIC else SIGNED_IN
            self.route(path, methods=[method], authorizer=authorizer, content_types=[])(guarded)
            self.declared[method, path] = who
            return view

        return declare


def answer_to(
    request: Request, method: str, path: str, who: str, view: View, values: dict[str, str]
) -> Response:
    """Run a view and say what came of it; a bug becomes a bare 500, and every request leaves one log line."""
    begun, failed = time.perf_counter(), {}
    language = language_of(request.headers.get("accept-language", ""))
    try:
        caller = caller_of(request.context)
        check(who, caller, values.get("office", ""))
        answer = view(asked(request, caller, datetime.now(UTC)), **values)
        response = _response(method, answer, request.headers.get("if-none-match", ""))
    except Refusal as refusal:
        response = refused(refusal, language)
    except Exception as bug:  # noqa: BLE001 - the outermost frame: whatever is left is a bug, told to us and not to the visitor
        failed = {"failed": log.why(bug)}
        response = _problem(BROKEN, {})
    office = values.get("office", "")
    log.write(
        function="api", route=f"{method} {path}", office=office if is_known(office) else "", status=response.status_code,
        ms=round((time.perf_counter() - begun) * 1000, 1), request=request.context.get("requestId", ""), **failed,
    )  # fmt: skip
    return response


def refused(refusal: Refusal, language: str) -> Response:
    """A refusal as problem+json (RFC 9457)."""
    body: dict[str, Any] = {
        **refusal.more,
        "type": refusal.type(),
        "title": refusal.title(language),
        "status": refusal.status,
        "detail": refusal.sentence(language),
    }
    if refusal.field:
        body["field"] = refusal.field
    return _problem(body, {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {})


def _problem(body: dict[str, Any], more: dict[str, str]) -> Response:
    kind = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    headers: Headers = {**SECURITY, **kind, **more}
    return Response(json.dumps(body), headers, body["status"])


def _response(method: str, answer: Answer, seen: str) -> Response:
    headers: Headers = {**SECURITY, "Cache-Control": answer.cache, **answer.headers}
    if answer.status == 204:
        return Response("", headers, 204)
    text = answer.body
    if answer.kind == JSON:
        text = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
    headers["Content-Type"] = answer.kind
    if method == "GET":
        headers["ETag"] = tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'
        if tag in seen.replace("W/", "") or seen.strip() == "*":
            return Response("", headers, 304)
    return Response(text, headers, answer.status)
