"""What Streamlit's server does not do by itself: compress, and open the page in French."""

import re

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware

# Level 5 of brotli is a tenth smaller than gzip and costs some 0.1 s for a first visit; higher levels cost seconds.
COMPRESSION = Middleware(CompressMiddleware, brotli_quality=5, gzip_level=6, zstd_level=9, minimum_size=500)

FONT_PRELOAD = re.compile(rb'<link\s+rel="preload"[^>]*?as="font".*?/>', re.DOTALL)


class FrenchShell:
    """Adjusts Streamlit's index.html: French, our title, and no preload of fonts that our theme does not use."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        start: Message | None = None
        body = b""

        async def adjusted(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and is_page(message):
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                return await send(message)
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            shell = french(body)
            headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            await send({**start, "headers": [*headers, (b"content-length", str(len(shell)).encode())]})
            await send({"type": "http.response.body", "body": shell})

        await self._app(scope, receive, adjusted)


def is_page(message: Message) -> bool:
    headers = dict(message["headers"])
    return message["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html")


def french(shell: bytes) -> bytes:
    shell = shell.replace(b'<html lang="en">', b'<html lang="fr">', 1)
    shell = shell.replace(b"<title>Streamlit</title>", b"<title>Maillage</title>", 1)
    return FONT_PRELOAD.sub(b"", shell)


SHELL = Middleware(FrenchShell)
