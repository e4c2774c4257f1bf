"""What stands between a stranger and Streamlit's server: known host names, closed doors, and headers.

Requests are judged before Streamlit sees them; a browser is told to load nothing from elsewhere and to let nobody
frame us. Who this is against: docs/security.md.
"""

import base64
import hashlib
import os
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.language import LANGUAGES

# Names of this machine for itself. Any other has to be told in MAILLAGE_HOSTS: a page that makes its own name lead
# to our address could else read us from a visitor's browser.
LOCAL = ("localhost", "127.0.0.1", "[::1]")

# What the front end asks of Streamlit's own routes. The others tell strangers who is here (metrics), run the pages for
# programs (agent, off anyhow), or serve components, of which there are none.
CORE, COMPONENT = "_stcore", "component"
OPEN = {"health", "host-config", "stream"}
UPLOAD = "upload_file"  # takes any file into memory: open only to sessions whose page has a place to drop one

# The one script that is written into a page, by dashboard/ui/context.py, in each of our languages.
LANGUAGE_SCRIPTS = {code: f"document.documentElement.lang='{code}'" for code in LANGUAGES}


def digest(script: str) -> str:
    """A script as a policy names it: this text and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


# What a page may load and run: of our own address only, and of that no more than Chromium was seen to need.
POLICY = {
    "default-src": "'none'",
    # No inline script but ours, no eval. 'wasm-unsafe-eval': deck.gl compiles a decoder when it is loaded. blob: the
    # code of dashboard/ui/measure.py goes out as text, of which Streamlit makes a module; only a script makes a blob.
    "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", "blob:", *map(digest, LANGUAGE_SCRIPTS.values())]),
    # Streamlit's libraries write style sheets, and plotly styles, as they run.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",  # Streamlit's own small pictures, and a chart taken away as a picture
    "font-src": "'self' data:",  # one of its style sheet's fonts
    # Browsers of before 2022 do not take 'self' for the websocket's address.
    "connect-src": "'self' ws://{host} wss://{host}",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{directive} {sources}" for directive, sources in POLICY.items()),
    "X-Frame-Options": "DENY",  # frame-ancestors, for browsers that do not know it
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address tells what a reader looks at
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# Streamlit's own addresses and cookie of a sign-in.
LOGIN, CALLBACK, USER_COOKIE = "auth/login", "oauth2callback", "_streamlit_user"
ANSWER = re.compile(rb"(^|&)(state|error)=")  # of a provider; after a sign-out it leads here with neither

_admitted: set[str] = set()  # sessions that may put files down


def admit(session: str, may_upload: bool) -> None:
    """Say at each run whether the session's reader may put files down."""
    (_admitted.add if may_upload else _admitted.discard)(session)


class Doors:
    """Refuses what is not for us, and puts the headers on all that goes out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = refused(scope)
        protected = protecting(send, Headers(scope=scope).get("host", ""))
        await (refusal or self._app)(scope, receive, telling_failed_sign_ins(protected, scope))


def refused(scope: Scope) -> PlainTextResponse | None:
    """The answer to a request that goes no further; None for one that may."""
    headers = Headers(scope=scope)
    if not is_known(headers.get("host", "")):
        return PlainTextResponse("Unknown host name: it has to be one of MAILLAGE_HOSTS.\n", status_code=400)
    if scope["type"] == "websocket" and is_foreign(headers):
        return PlainTextResponse("Only our own pages may connect.\n", status_code=403)
    if is_closed(scope["path"]):
        return PlainTextResponse("Not found.\n", status_code=404)
    return None


def is_known(host: str) -> bool:
    return without_port(host) in hosts()


def hosts() -> set[str]:
    """The names under which we may be asked: our machine's own, and those of ``MAILLAGE_HOSTS``, comma-separated."""
    told = os.environ.get("MAILLAGE_HOSTS", "").split(",")
    return {*LOCAL, *(name.strip().lower() for name in told if name.strip())}


def without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower().rstrip(".")


def is_foreign(headers: Headers) -> bool:
    """Whether a page of another origin is connecting; a program that is no browser states none."""
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()


def is_closed(path: str) -> bool:
    """Whether nobody has any business there, under whatever prefix a page's or a proxy's address puts before it."""
    parts = [part for part in path.split("/") if part]
    if COMPONENT in parts:
        return True
    if CORE not in parts:
        return False
    asked = parts[parts.index(CORE) + 1 :]
    if asked[:1] == [UPLOAD]:
        return len(asked) != 3 or asked[1] not in _admitted
    return len(asked) != 1 or asked[0] not in OPEN


def protecting(send: Send, host: str) -> Send:
    """A ``send`` that puts the headers on the answer to a request for this host."""
    named = host if is_known(host) else LOCAL[0]

    async def protected(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value.replace("{host}", named)
        await send(message)

    return protected


def telling_failed_sign_ins(send: Send, scope: Scope) -> Send:
    """A ``send`` that leads a reader who could not sign in back to the first page, which says so in their language.

    Streamlit answers an absent provider with two English words, and a refusal with the page as it was.
    """
    base, route = split_route(scope["path"])

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and route:
            headers = MutableHeaders(scope=message)
            outcome = ""
            if route == LOGIN and message["status"] >= 400:
                outcome = "unavailable"
            elif route == CALLBACK and ANSWER.search(scope["query_string"]) and not signs_in(headers):
                outcome = "refused"
            if outcome:
                message["status"] = 302
                headers["location"] = f"{base}?sign_in={outcome}"
        await send(message)

    return told


def split_route(path: str) -> tuple[str, str]:
    """What stands before a route of the sign-in, and the route; an empty one for any other path."""
    for route in (LOGIN, CALLBACK):
        if path.endswith(f"/{route}"):
            return path.removesuffix(route), route
    return path, ""


def signs_in(headers: MutableHeaders) -> bool:
    """Whether an answer gives the browser the cookie of somebody who signed in."""
    given = (cookie.partition(";")[0].partition("=") for cookie in headers.getlist("set-cookie"))
    return any(name == USER_COOKIE and value.strip('"') for name, _, value in given)


DOORS = Middleware(Doors)
