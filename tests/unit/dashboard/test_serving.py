"""What the launcher adds to Streamlit's server: French from the first byte, no unused font, everything compressed."""

import asyncio
import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import brotli
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from dashboard.serving import COMPRESSION, ICONS, ICONS_PATH, SHELL, LightShell
from tests.unit.dashboard.asgi import Answer, get

STATIC = Path(streamlit.__file__).parent / "static"
PAGE = STATIC / "index.html"
STYLE = next(STATIC.glob("static/css/index.*.css"))
SCRIPT = b"const page = '<html lang=\"en\"><title>Streamlit</title>';" * 40
DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress}


def in_pieces(request: Request) -> Response:
    content, middle = PAGE.read_bytes(), PAGE.read_bytes().index(b"<title>") + 4  # in the middle of the tag
    pieces = (content[:middle], b"", content[middle:])

    async def stream() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    return StreamingResponse(stream(), media_type="text/html")


def compressing_by_itself(request: Request) -> Response:
    """As Streamlit does: compressed when the request asks for it."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(gzip.compress(PAGE.read_bytes()), media_type="text/html", headers={"content-encoding": "gzip"})
    return Response(PAGE.read_bytes(), media_type="text/html")


ROUTES = [
    Route("/", lambda request: FileResponse(PAGE)),
    Route("/pieces", in_pieces),
    Route("/self", compressing_by_itself),
    Route("/style.css", lambda request: FileResponse(STYLE)),
    Route("/script.js", lambda request: Response(SCRIPT, media_type="text/javascript")),
    Route("/data", lambda request: JSONResponse({"html": '<html lang="en">'})),
    Route("/missing", lambda request: Response(PAGE.read_bytes(), status_code=404, media_type="text/html")),
]
APP = Starlette(routes=ROUTES, middleware=[COMPRESSION, SHELL])
SHELLED = Starlette(routes=ROUTES, middleware=[SHELL])


def decoded(answer: Answer) -> bytes:
    return DECODERS.get(answer.headers.get("content-encoding", ""), bytes)(answer.body)


@pytest.mark.parametrize("path", ["/", "/pieces", "/self"])
@pytest.mark.parametrize("encoding", ["", "identity", "gzip", "br", "gzip, deflate, br, zstd;q=0"])
def test_the_page_is_french_and_ours_whatever_the_browser_unpacks(path: str, encoding: str) -> None:
    answer = get(APP, path, accept_encoding=encoding)
    page = decoded(answer).decode()
    assert answer.status == 200
    assert page.count('<html lang="fr">') == 1
    assert page.count("<title>Maillage</title>") == 1
    assert 'lang="en"' not in page
    assert "<title>Streamlit" not in page
    assert 'as="font"' not in page
    assert "SourceSans" not in page
    assert "_stcore/agent" not in page
    assert "<script>" not in page  # every script has an address: the policy names no other
    assert page.count("<noscript>Maillage ") == 1
    # The rest is Streamlit's, to the letter.
    assert re.findall(r'<script type="module".*?</script>', page) == re.findall(
        r'<script type="module".*?</script>', PAGE.read_text(encoding="utf-8")
    )
    assert page.count("modulepreload") == PAGE.read_text(encoding="utf-8").count("modulepreload")


@pytest.mark.parametrize("path", ["/", "/pieces", "/self", "/style.css"])
def test_an_adjusted_answer_says_its_length_once_and_rightly(path: str) -> None:
    answer = get(APP, path)
    lengths = [value for name, value in answer.messages[0]["headers"] if name.lower() == b"content-length"]
    assert lengths == [str(len(answer.body)).encode()]


@pytest.mark.parametrize(("asked", "used"), [("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br", "br")])
@pytest.mark.parametrize("path", ["/", "/style.css", "/script.js"])
def test_answers_are_compressed_as_the_browser_asks(path: str, asked: str, used: str) -> None:
    plain, packed = get(APP, path), get(APP, path, accept_encoding=asked)
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == used
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert decoded(packed) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_the_style_sheet_loses_the_fonts_that_the_theme_does_not_use_and_nothing_else() -> None:
    before, after = STYLE.read_text(encoding="utf-8"), get(APP, "/style.css").body.decode()
    faces = re.findall(r"@font-face\{[^}]*\}", before)
    unused = [face for face in faces if "font-family:Source " in face]
    assert len(unused) == 6
    for face in unused:
        before = before.replace(face, "")
    assert after == before
    assert "Material Symbols Rounded" in after


@pytest.mark.parametrize("path", ["/script.js", "/data", "/missing"])
def test_other_answers_are_not_touched(path: str) -> None:
    assert get(SHELLED, path).messages == get(Starlette(routes=ROUTES), path).messages


def test_the_icons_are_those_of_the_subset() -> None:
    for prefix in ("", "/behind/a/proxy"):
        answer = get(APP, prefix + ICONS_PATH)
        assert (answer.status, answer.body) == (200, ICONS.read_bytes())
        assert answer.headers["content-type"] == "font/woff2"
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert answer.headers["content-length"] == str(ICONS.stat().st_size)


def test_the_icons_replaced_are_those_of_the_installed_streamlit() -> None:
    """When this fails, Streamlit has changed: cut the subset again (dashboard/fonts/README.md)."""
    assert (STATIC / ICONS_PATH.removeprefix("/")).is_file()
    assert STYLE.read_text(encoding="utf-8").count(ICONS_PATH.rpartition("/")[2]) == 1


def test_the_subset_of_icons_is_thirty_times_lighter_than_the_whole() -> None:
    assert ICONS.stat().st_size * 30 < (STATIC / ICONS_PATH.removeprefix("/")).stat().st_size


def test_the_beginning_of_an_adjusted_answer_waits_for_its_end() -> None:
    """A length sent before the page is adjusted would be that of another page."""
    kinds = [message["type"] for message in get(SHELLED, "/pieces").messages]
    assert kinds == ["http.response.start", "http.response.body"]


def test_an_answer_that_streams_is_passed_on_piece_by_piece() -> None:
    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        await send({"type": "http.response.body", "body": b"b", "more_body": False})

    assert get(LightShell(endless), "/").messages[1:] == [
        {"type": "http.response.body", "body": b"a", "more_body": True},
        {"type": "http.response.body", "body": b"b", "more_body": False},
    ]


def test_a_websocket_is_passed_on_as_it_is() -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing(message: Message | None = None) -> Message:
        return {}

    scope = {"type": "websocket", "path": ICONS_PATH, "headers": [(b"accept-encoding", b"br")]}
    asyncio.run(LightShell(app)(scope, nothing, nothing))
    assert seen == [scope]
