"""ASGI middleware: which requests are answered, and the security headers of each answer."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

from estimator.serving.origins import Origins, origin_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MISDIRECTED: Final = (
    "The app doesn't answer at this address. Open it at the address it shows when it starts, "
    "or name this one in K2_PUBLIC_ORIGIN (docs/hosting.md)."
)
FOREIGN: Final = (
    "A page of another site asked for this, and is refused. If the site is yours, name it in "
    "K2_PUBLIC_ORIGIN (docs/hosting.md)."
)
NO_ORIGIN: Final = (
    "The connection names no Origin, as every browser does, and is refused. A proxy before the app "
    "has to pass that header on unchanged (docs/hosting.md)."
)
PROGRAM_FAULT: Final = "Something went wrong here. Nothing was changed; load the page again."

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_scripts(page: str) -> list[str]:
    """Return the scripts that stand in a page of HTML itself."""
    return _SCRIPT.findall(page)


def security_headers(scripts: Iterable[str]) -> dict[str, str]:
    """Return the headers that let a page do what this app needs and nothing else.

    Parameters
    ----------
    scripts
        Text of the scripts that a page may hold; every other one comes from a file of the app.
    """
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    known = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    policy = {
        "default-src": "'none'",
        # blob: is how Streamlit loads the script of a component that the app itself holds.
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {known}",
        "style-src": "'self' 'unsafe-inline'",  # the widgets write their styles into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {of}" for name, of in policy.items()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


class Guard:
    """Answers only requests made to the app's own address, by its own pages.

    An ASGI middleware. A browser always tells to which host a request goes, and for a websocket
    or a change from which origin it comes; a request without an origin comes from a program, and
    a websocket has to have one.

    Parameters
    ----------
    app
        What is guarded.
    origins
        Where the app is opened.
    headers
        Given to every answer.
    """

    def __init__(self, app: Application, *, origins: Origins, headers: dict[str, str]) -> None:
        self._app = app
        self._origins = origins
        self._headers = {name.encode(): text.encode() for name, text in headers.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            started = started or not message["type"].endswith(".body")
            if message["type"].endswith("response.start"):
                others = [one for one in message["headers"] if one[0].lower() not in self._headers]
                message = {**message, "headers": [*others, *self._headers.items()]}
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await _answer(scope, send_with_headers, *refused)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if not started:
                await _answer(scope, send_with_headers, 500, PROGRAM_FAULT)
            raise  # the server keeps it in its log

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the reason where a request is refused."""
        scheme = "https" if scope["scheme"] in ("https", "wss") else "http"
        hosts = _texts(scope, b"host")
        own = self._origins.asked(scheme, hosts[0]) if len(hosts) == 1 else frozenset()
        if not own:
            return 421, MISDIRECTED
        origins = _texts(scope, b"origin")
        if any(origin_of(text) not in own for text in origins):
            return 403, FOREIGN
        # A browser names the origin of each websocket, so what names none is a program, or comes
        # through a proxy that takes the name away: then pages of other sites would not be told.
        if not origins and scope["type"] == "websocket":
            return 403, NO_ORIGIN
        return None


def _texts(scope: Scope, name: bytes) -> list[str]:
    return [text.decode("latin-1") for header, text in scope["headers"] if header == name]


async def _answer(scope: Scope, send: Send, status: int, text: str) -> None:
    kind = "http" if scope["type"] == "http" else "websocket.http"
    if kind == "websocket.http" and kind + ".response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    body = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": f"{kind}.response.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.response.body", "body": body})
