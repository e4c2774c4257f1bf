"""What a stranger's request gets: known host names only, closed doors, headers on every answer."""

import asyncio
import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from dashboard import hardening
from dashboard.hardening import DOORS, HEADERS, LANGUAGE_SCRIPTS, POLICY, Doors
from tests.unit.dashboard.asgi import get


def passed(request: Request) -> PlainTextResponse:
    return PlainTextResponse("passed", headers={"X-Frame-Options": "ALLOWALL"})


METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
APP = Starlette(routes=[Route("/{path:path}", passed, methods=METHODS)], middleware=[DOORS])


@pytest.mark.parametrize(
    ("host", "told", "status"),
    [
        ("localhost", "", 200),
        ("localhost:8501", "", 200),
        ("LocalHost.:8501", "", 200),
        ("127.0.0.1:8501", "", 200),
        ("[::1]:8501", "", 200),
        ("evil.example", "", 400),
        ("evil.example:8501", "", 400),
        ("localhost.evil.example", "", 400),
        ("evil-localhost", "", 400),
        ("localhost@evil.example", "", 400),
        ("evil.example@localhost", "", 400),
        ("localhost:80:80", "", 400),
        ("localhost:evil", "", 400),
        ("localhost/evil", "", 400),
        ("::1", "", 400),
        ("", "", 400),
        ("127.0.0.2", "", 400),
        ("0.0.0.0", "", 400),
        ("maillage.example.org", "Maillage.example.org, 192.168.1.5", 200),
        ("192.168.1.5:8501", "Maillage.example.org, 192.168.1.5", 200),
        ("localhost", "Maillage.example.org, 192.168.1.5", 200),
        ("other.example.org", "Maillage.example.org, 192.168.1.5", 400),
        ("", " , ", 400),
        ("anything", "*", 400),
    ],
)
def test_only_a_known_host_name_is_answered(host: str, told: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_HOSTS", told)
    assert get(APP, "/couverture", host=host).status == status


def test_a_request_that_names_no_host_is_refused() -> None:
    assert get(APP, "/").status == 400


@pytest.mark.parametrize("prefix", ["", "/couverture", "/behind/a/proxy", "/"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore//metrics",
        "/_stcore/%6detrics",
        "/_stcore/agent",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/x/y.js",
        "/_stcore",
        "/_stcore/",
        "/_stcore/health/metrics",
        "/component/x/index.html",
    ],
)
def test_a_closed_door_is_not_found_under_any_prefix(path: str, method: str, prefix: str) -> None:
    answer = get(APP, prefix + path, method, host="localhost")
    assert (answer.status, answer.body) == (404, b"Not found.\n")


@pytest.mark.parametrize("prefix", ["", "/couverture", "/behind/a/proxy"])
@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/", "/apercu", "/media/x.csv"])
def test_what_the_front_end_asks_for_is_open(path: str, prefix: str) -> None:
    assert get(APP, prefix + path, host="localhost").body == b"passed"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("prefix", ["", "/donnees"])
def test_a_file_can_be_put_down_only_in_a_session_of_the_coordination(method: str, prefix: str) -> None:
    path = f"{prefix}/_stcore/upload_file/ours/file"
    assert get(APP, path, method, host="localhost").status == 404
    hardening.admit("ours", may_upload=True)
    hardening.admit("ours", may_upload=True)
    assert get(APP, path, method, host="localhost").status == 200
    for other in ("theirs/file", "ours", "ours/file/more", "", "theirs/ours"):
        assert get(APP, f"{prefix}/_stcore/upload_file/{other}", method, host="localhost").status == 404
    hardening.admit("ours", may_upload=False)
    hardening.admit("ours", may_upload=False)
    assert get(APP, path, method, host="localhost").status == 404


@pytest.mark.parametrize("base", ["/", "/maillage/"])
@pytest.mark.parametrize(
    ("route", "query", "status", "cookies", "outcome"),
    [
        ("auth/login", "provider=x", 400, [], "unavailable"),
        ("auth/login", "provider=x", 500, [], "unavailable"),
        ("auth/login", "provider=x", 302, [], None),
        ("oauth2callback", "state=s&code=c", 302, ["_streamlit_user=abc; Path=/; HttpOnly"], None),
        (
            "oauth2callback",
            "state=s&code=c",
            302,
            ['_streamlit_user=""; Max-Age=0', "_streamlit_user_tokens=x"],
            "refused",
        ),
        ("oauth2callback", "state=s&error=access_denied", 302, [], "refused"),
        ("oauth2callback", "error=access_denied", 302, [], "refused"),
        ("oauth2callback", "estate=s", 302, [], None),
        ("oauth2callback", "", 302, [], None),  # back from signing out at the provider
        ("auth/logout", "state=s", 400, [], None),
        ("x-auth/loginx", "", 400, [], None),
    ],
)
def test_a_sign_in_that_fails_leads_back_to_a_page_that_says_so(
    base: str, route: str, query: str, status: int, cookies: list[str], outcome: str | None
) -> None:
    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"location", b"/elsewhere"), *((b"set-cookie", cookie.encode()) for cookie in cookies)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"words"})

    answer = get(hardening.Doors(answering), f"{base}{route}", query=query, host="localhost")
    if outcome is None:
        assert (answer.status, answer.headers["location"]) == (status, "/elsewhere")
    else:
        assert (answer.status, answer.headers["location"]) == (302, f"{base}?sign_in={outcome}")


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/", {"host": "localhost:8501"}), ("/_stcore/metrics", {"host": "localhost"}), ("/", {"host": "evil.example"})],
)
def test_the_headers_are_on_every_answer_once_and_ours(path: str, headers: dict[str, str]) -> None:
    answer = get(APP, path, **headers)
    sent = [name.decode().lower() for name, _ in answer.messages[0]["headers"]]
    for name, value in HEADERS.items():
        assert sent.count(name.lower()) == 1
        named = "localhost" if headers["host"].startswith("evil") else headers["host"]
        assert answer.headers[name.lower()] == value.replace("{host}", named)


def test_the_policy_names_no_host_but_the_one_that_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_HOSTS", "maillage.example.org")
    policy = get(APP, "/", host="maillage.example.org").headers["content-security-policy"]
    sources = {source for directive in policy.split("; ") for source in directive.split()[1:]}
    named = {source for source in sources if not re.fullmatch(r"'[^']*'|data:|blob:", source)}
    assert named == {"ws://maillage.example.org", "wss://maillage.example.org"}


def test_the_policy_lets_no_page_of_others_frame_us_and_no_text_become_code() -> None:
    assert {POLICY[name] for name in ("default-src", "base-uri", "form-action", "frame-ancestors")} == {"'none'"}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*", "https:", "http:"} & set(POLICY["script-src"].split())
    assert "strict-transport-security" not in {name.lower() for name in HEADERS}  # for whoever has the certificate


def test_the_scripts_that_are_let_through_are_one_for_each_language() -> None:
    assert set(LANGUAGE_SCRIPTS) == {"fr", "en"}
    assert POLICY["script-src"].count("'sha256-") == 2
    assert hardening.digest(LANGUAGE_SCRIPTS["fr"]) in POLICY["script-src"]
    assert hardening.digest("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # openssl's word for it


def handshake(headers: dict[str, str], path: str) -> list[Message]:
    """What comes back to a websocket's handshake; "accept" alone where it reaches Streamlit."""
    messages: list[Message] = []

    async def app(scope: Scope, receive: object, send: object) -> None:
        messages.append({"type": "websocket.accept"})

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "websocket", "path": path, "root_path": "", "query_string": b"", "scheme": "ws", "subprotocols": [],
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    asyncio.run(Doors(app)(scope, receive, send))
    return messages


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"host": "localhost:8501", "origin": "http://localhost:8501"}, "/_stcore/stream", None),
        ({"host": "localhost:8501", "origin": "https://LOCALHOST:8501"}, "/_stcore/stream", None),
        ({"host": "localhost:8501"}, "/_stcore/stream", None),
        ({"host": "localhost:8501"}, "/couverture/_stcore/stream", None),
        ({"host": "localhost:8501", "origin": "http://localhost:8502"}, "/_stcore/stream", 403),
        ({"host": "localhost:8501", "origin": "http://evil.example"}, "/_stcore/stream", 403),
        ({"host": "localhost:8501", "origin": "http://evil.example:8501"}, "/_stcore/stream", 403),
        ({"host": "localhost:8501", "origin": "http://localhost:8501.evil.example"}, "/_stcore/stream", 403),
        ({"host": "localhost:8501", "origin": "null"}, "/_stcore/stream", 403),
        ({"host": "localhost:8501", "origin": ""}, "/_stcore/stream", 403),
        ({"host": "localhost:8501", "origin": "http://[localhost:8501"}, "/_stcore/stream", 403),
        ({"host": "evil.example", "origin": "http://evil.example"}, "/_stcore/stream", 400),
        ({"origin": "http://localhost:8501"}, "/_stcore/stream", 400),
        ({"host": "localhost:8501"}, "/_stcore/agent/stream", 404),
    ],
)
def test_a_websocket_is_for_our_own_pages(headers: dict[str, str], path: str, status: int | None) -> None:
    messages = handshake(headers, path)
    if status is None:
        assert messages == [{"type": "websocket.accept"}]
    else:
        assert (messages[0]["type"], messages[0]["status"]) == ("websocket.http.response.start", status)
        assert {"x-frame-options"} <= {name.decode() for name, _ in messages[0]["headers"]}
