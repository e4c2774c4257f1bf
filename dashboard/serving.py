"""What Streamlit's server does not do by itself: compress, speak French from the first byte, and spare fonts."""

import re
from collections.abc import Callable
from pathlib import Path

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware

# Level 6 of brotli is a tenth smaller than gzip and costs 0.1 s for a first visit; its best level costs seconds.
COMPRESSION = Middleware(CompressMiddleware, brotli_quality=6, gzip_level=6, zstd_level=9, minimum_size=500)

# Our theme uses the reader's system fonts; Streamlit's own (170 kB for the first) would be fetched all the same.
FONT_PRELOAD = re.compile(rb'<link\s+rel="preload"[^>]*?as="font".*?/>', re.DOTALL)
# For programs that we do not serve (an agent API that is off, a pre-renderer): addresses that our doors close, and a
# script that our policy would have to allow.
FOR_PROGRAMS = re.compile(rb'<link rel="service-desc".*?/>|<script>\s*window\.prerenderReady.*?</script>', re.DOTALL)
NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
OUR_NO_SCRIPT = b"<noscript>Maillage a besoin de JavaScript. / Maillage needs JavaScript.</noscript>"
FONT_FACE = re.compile(rb"@font-face\{font-family:Source [^}]*\}")

# Of 4,000 icons (375 kB) the interface uses under a hundred (10 kB); see fonts/README.md. Named with its hash:
# a new version of Streamlit serves its own whole font until the subset is made again.
ICONS_PATH = "/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2"
ICONS = Path(__file__).with_name("fonts") / "material-symbols-rounded-subset.woff2"


def french_page(html: bytes) -> bytes:
    """Streamlit's index.html in our language, without an unused font and what is there for programs."""
    html = html.replace(b'<html lang="en">', b'<html lang="fr">', 1)
    html = html.replace(b"<title>Streamlit</title>", b"<title>Maillage</title>", 1)
    for unused in (FONT_PRELOAD, FOR_PROGRAMS):
        html = unused.sub(b"", html)
    return NO_SCRIPT.sub(OUR_NO_SCRIPT, html)


def spare_style(css: bytes) -> bytes:
    """Streamlit's style sheet without the fonts that the theme does not use."""
    return FONT_FACE.sub(b"", css)


ADJUSTMENTS: dict[bytes, Callable[[bytes], bytes]] = {b"text/html": french_page, b"text/css": spare_style}


class LightShell:
    """Adjusts the page, the style sheet and the icons on their way out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].endswith(ICONS_PATH):
            await send_icons(send)
        else:
            # Streamlit compresses pages itself when asked to; what is to be adjusted must arrive plain.
            asked = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
            await self._app({**scope, "headers": asked}, receive, adjusting(send))


def adjusting(send: Send) -> Send:
    """A ``send`` that holds back a page or style sheet until it is whole, then sends it adjusted."""
    start: Message | None = None
    adjust: Callable[[bytes], bytes] | None = None
    body = b""

    async def adjusted(message: Message) -> None:
        nonlocal start, adjust, body
        if message["type"] == "http.response.start":
            adjust = adjustment(message)
            if adjust is None:
                await send(message)
            start = message
        elif adjust is None or start is None or message["type"] != "http.response.body":
            await send(message)
        else:
            body += message.get("body", b"")
            if not message.get("more_body"):
                whole = adjust(body)
                kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
                await send({**start, "headers": [*kept, (b"content-length", str(len(whole)).encode())]})
                await send({"type": "http.response.body", "body": whole})

    return adjusted


def adjustment(start: Message) -> Callable[[bytes], bytes] | None:
    """How the answer that begins so is adjusted; None when it goes out as it is."""
    if start["status"] != 200:
        return None
    content_type = dict(start["headers"]).get(b"content-type", b"")
    return ADJUSTMENTS.get(content_type.partition(b";")[0])


async def send_icons(send: Send) -> None:
    content = ICONS.read_bytes()
    headers = [
        (b"content-type", b"font/woff2"),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"public, immutable, max-age=31536000"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


SHELL = Middleware(LightShell)
