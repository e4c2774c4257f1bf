"""Signing in, being refused and signing out, in a browser, against an identity provider made for tests."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from dashboard.roles import ORGANISATION, key_of
from dashboard.ui.navigation import PAGES
from tests import canary
from tests.e2e.conftest import free_port, serving, visiting, wait_for
from tests.e2e.test_journeys import downloaded
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser

SECRET = "of these tests, and of nothing else"
STYLE = "cdn.jsdelivr.net"  # of the provider's own pages; our browser finds no host but this machine
USER, TOKENS = "_streamlit_user", "_streamlit_user_tokens"
INTERNAL_PAGES, OWN_PAGE = {"Engagements", "Données", "Harmoniser"}, "Nos données"


GRANTS = {
    "amina": "coordinator,",
    "bruno": "coordinator,",
    "clara": "coordinator,",
    "siriri": "organisation,siriri-fic",
    "fonds": "donor,Fondation Exemple (fictive)",
}


@contextmanager
def provider(port: int, log: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--host", "localhost"]
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as server:
        try:
            wait_for(f"http://localhost:{port}/.well-known/openid-configuration", server, log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


class House:
    """A dashboard that people sign in to, with its table of roles and its log."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "server.log"
        self.port = free_port()  # of the provider
        self.issuer = f"http://localhost:{self.port}"
        self.address = ""
        (folder / "secrets.toml").write_text(
            f"""
            [auth]
            redirect_uri = "http://localhost:{{port}}/oauth2callback"
            cookie_secret = "{SECRET}"
            client_id = "maillage"
            client_secret = "any"
            server_metadata_url = "{self.issuer}/.well-known/openid-configuration"
            """,
            encoding="utf-8",
        )
        self.grant()

    def grant(self, *taken_from: str) -> None:
        """Give all their roles, but to those from whom it is taken."""
        lines = [f"{self.issuer},{subject},{role}," for subject, role in GRANTS.items() if subject not in taken_from]
        path = self.folder / "roles.csv"
        path.write_text("\n".join(["issuer,subject,role,organisation,not_before", *lines]), encoding="utf-8")

    @contextmanager
    def open(self, warehouse: Path, patch: pytest.MonkeyPatch) -> Iterator["House"]:
        patch.setenv("MAILLAGE_ACCESS", str(self.folder))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(self.folder / "secrets.toml"))
        with serving(warehouse, self.log) as self.address:
            yield self


@pytest.fixture(scope="module")
def house(demo_warehouse: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Its withheld counts, and those of other organisations than siriri-fic, occur nowhere else: tests/canary.py."""
    made = House(tmp_path_factory.mktemp("house"))
    warehouse = canary.warehouse_of_canaries(demo_warehouse, made.folder / "warehouse")
    with ExitStack() as until_the_end, pytest.MonkeyPatch.context() as patch:
        until_the_end.enter_context(provider(made.port, made.folder / "provider.log"))
        yield until_the_end.enter_context(made.open(warehouse, patch))


@pytest.fixture
def come(house: House, browser: Browser, idle: list[Page]) -> Iterator[Callable[[], Visitor]]:
    """New visitors, whose only other host is the provider."""
    with visiting(browser, idle) as new_visitor:
        visitors: list[Visitor] = []

        def made() -> Visitor:
            visitors.append(new_visitor(house.address))
            return visitors[-1]

        yield made
        for visitor in visitors:
            hosts = {urlsplit(url).netloc for url in visitor.requests_elsewhere()}
            assert hosts <= {urlsplit(house.issuer).netloc, STYLE}
            visitor.requests.clear()
            # a route that answers for that host would cost the browser all that it keeps
            foreign = (STYLE, house.issuer)
            visitor.errors[:] = [error for error in visitor.errors if not any(host in error for host in foreign)]


def sign_in(visitor: Visitor, subject: str) -> Visitor:
    """Sign in on the page that is open, or on a light one where none is."""
    if not visitor.page.url.startswith(visitor.server):
        visitor.open("/methode")
    visitor.page.get_by_role("button", name="Se connecter").click()
    visitor.page.fill("input[name=sub]", subject)
    visitor.page.get_by_role("button", name="Authorize").click()
    return back(visitor)


def back(visitor: Visitor) -> Visitor:
    visitor.page.wait_for_url(f"{visitor.server}/**")
    return visitor.settle()


def sign_out(visitor: Visitor) -> Visitor:
    visitor.page.get_by_role("button", name="Se déconnecter").click()
    visitor.page.get_by_role("button", name="End session").click()
    return back(visitor)


def sidebar(visitor: Visitor) -> str:
    return re.sub(r"\s+", " ", visitor.page.locator('[data-testid="stSidebarUserContent"]').inner_text())


def told(visitor: Visitor, words: str) -> str:
    """What the sidebar says, once it holds these words or time is up."""
    return visitor.eventually(lambda: sidebar(visitor), lambda text: words in text, seconds=20)


def cookies(visitor: Visitor) -> list[dict]:
    return [cookie for cookie in visitor.context.cookies() if cookie["name"] in (USER, TOKENS)]


def signed(content: dict, name: str = USER) -> str:
    return create_signed_value(SECRET, name, json.dumps(content)).decode()


def identity(visitor: Visitor) -> dict:
    """What the cookie of somebody who signed in holds."""
    value = next(cookie["value"] for cookie in cookies(visitor) if cookie["name"] == USER)
    return json.loads(decode_signed_value(SECRET, USER, value.strip('"').encode("latin-1")))


def with_cookie(visitor: Visitor, value: str) -> Visitor:
    visitor.context.add_cookies([{"name": USER, "value": value, "url": visitor.server}])
    return visitor.open("/methode")


@pytest.mark.parametrize(
    ("subject", "words", "more"),
    [
        ("amina", "Connecté : coordination", INTERNAL_PAGES),
        ("siriri", "Connecté : organisation (siriri-fic)", {OWN_PAGE}),
        ("fonds", "Connecté : bailleur (Fondation Exemple (fictive))", {OWN_PAGE}),
        ("stranger", "Vous n’avez pas encore de rôle ici", set()),
    ],
)
def test_each_role_is_offered_its_pages(subject: str, words: str, more: set[str], come: Callable[[], Visitor]) -> None:
    visitor = come().open("/methode")
    everybody = set(visitor.menu())
    assert not {*INTERNAL_PAGES, OWN_PAGE} & everybody
    sign_in(visitor, subject)
    assert words in told(visitor, words)
    assert set(visitor.menu()) == everybody | more
    assert {cookie["httpOnly"] for cookie in cookies(visitor)} == {True}
    assert {cookie["sameSite"] for cookie in cookies(visitor)} == {"Lax"}


def test_what_is_not_offered_has_no_address(come: Callable[[], Visitor]) -> None:
    visitor = come()
    for path in ("/donnees", "/harmoniser", "/nos-donnees"):
        assert visitor.open(path).title == "Cette page n'existe pas"
    sign_in(visitor, "siriri")
    assert visitor.open("/nos-donnees").title.startswith("Qu’est-ce qui est à nous")
    assert visitor.open("/donnees").title == "Cette page n'existe pas"


def test_own_rows_are_taken_away_and_noted(house: House, come: Callable[[], Visitor]) -> None:
    visitor = sign_in(come(), "fonds").open("/nos-donnees")
    assert visitor.table("Fin")[1:]
    name, content = downloaded(visitor, "Télécharger en CSV")
    assert name == "maillage_projets_fictif.csv"
    assert b"SIRIRI-FIC" in content
    noted = [json.loads(line) for line in (house.folder / "exports.jsonl").read_text(encoding="utf-8").splitlines()]
    last = noted[-1]
    assert (last["role"], last["own"], last["file"]) == ("donor", "Fondation Exemple (fictive)", name)
    assert last["who"] == key_of(house.issuer, "fonds")


def test_no_frame_and_no_answer_holds_what_is_withheld(come: Callable[[], Visitor]) -> None:
    """Over the wire, on pages of each make (numbers, tables, a map, charts, own rows) and in what one fetches: what
    tests/app/test_canary.py looks for in what every page is made of, for every role."""
    visitor = come()
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(raw(frame)))

    visitor.page.on("websocket", listen)
    sign_in(visitor, "siriri")
    readable = {entry.file: entry.address for entry in PAGES if ORGANISATION in entry.readers}
    for page in ("overview", "coverage", "referrals", "cases", "own"):
        before = len(frames)
        visitor.open(f"/{readable[page]}?lang=fr")
        assert len(frames) > before + 5, page
    assert [seen for frame in frames for seen in canary.found(frame)] == []
    with visitor.page.expect_response(re.compile("/geometry/")) as shapes:
        visitor.open("/couverture")
    assert canary.found(shapes.value.body()) == []
    visitor.page.remove_listener("websocket", listen)


def raw(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def test_a_cookie_copied_before_a_sign_out_is_refused_after_it(house: House, come: Callable[[], Visitor]) -> None:
    visitor, thief = sign_in(come(), "bruno"), come()
    thief.context.add_cookies(cookies(visitor))
    assert set(thief.open("/methode").menu()) >= INTERNAL_PAGES  # the copy is as good as the cookie
    sign_out(visitor)
    assert "Se connecter" in told(visitor, "Se connecter")
    assert cookies(visitor) == []
    thief.open("/methode")
    assert "Cette connexion est terminée" in told(thief, "Cette connexion est terminée")
    assert not INTERNAL_PAGES & set(thief.menu())
    time.sleep(1.1)  # identity tokens tell their moment in whole seconds
    assert set(sign_in(visitor, "bruno").menu()) >= INTERNAL_PAGES


def test_an_open_page_loses_its_role_at_its_next_run(house: House, come: Callable[[], Visitor]) -> None:
    visitor = sign_in(come(), "clara")
    try:
        house.grant("clara")
        visitor.speak("English")
        assert "You have no role here yet" in told(visitor, "You have no role here yet")
        assert not {"Data", "Harmonise"} & set(visitor.menu())
    finally:
        house.grant()


def test_a_sign_in_of_more_than_eight_hours_ago_is_refused(house: House, come: Callable[[], Visitor]) -> None:
    visitor = sign_in(come(), "amina")
    who = identity(visitor)
    assert (who["iss"], who["sub"]) == (house.issuer, "amina")
    old = with_cookie(come(), signed(who | {"iat": who["iat"] - 8 * 3600 - 60}))
    assert "plus de huit heures" in told(old, "plus de huit heures")
    assert not INTERNAL_PAGES & set(old.menu())
    # The same trick with a moment that counts shows that it was the age: who has the secret can be anybody.
    assert set(with_cookie(come(), signed(who | {"iat": who["iat"] - 60})).menu()) >= INTERNAL_PAGES


def test_a_cookie_that_was_tampered_with_is_nobody_s(house: House, come: Callable[[], Visitor]) -> None:
    visitor = sign_in(come(), "siriri")
    who = identity(visitor)
    amina = who | {"sub": "amina"}
    forged = create_signed_value("another secret", USER, json.dumps(amina)).decode()
    good = signed(amina)
    assert set(with_cookie(visitor, good).menu()) >= INTERNAL_PAGES  # what the others are changed copies of
    changed = good[:10] + ("A" if good[10] != "A" else "B") + good[11:]
    elsewhere = signed(amina | {"origin": "http://evil.example"})
    other_issuer = signed(amina | {"iss": "http://evil.example"})
    for value in (forged, changed, elsewhere, other_issuer, "x", signed(amina, "another_cookie")):
        offered = with_cookie(visitor, value).menu("Données et méthode")
        assert offered[-1] == "Méthode"
        assert not {*INTERNAL_PAGES, OWN_PAGE} & set(offered), value


def test_a_refusal_at_the_provider_and_a_forged_callback_are_told(come: Callable[[], Visitor]) -> None:
    visitor = come().open("/methode")
    visitor.page.get_by_role("button", name="Se connecter").click()
    visitor.page.get_by_role("button", name="Deny").click()
    back(visitor)
    assert "La connexion n’a pas abouti" in told(visitor, "n’a pas abouti")
    visitor.page.goto(f"{visitor.server}/oauth2callback?state=forged&code=forged")
    back(visitor)
    assert "La connexion n’a pas abouti" in told(visitor, "n’a pas abouti")
    assert cookies(visitor) == []
    visitor.errors.clear()


def test_the_request_to_the_provider_has_a_state_and_a_nonce(house: House, come: Callable[[], Visitor]) -> None:
    visitor = come().open("/methode")
    visitor.page.get_by_role("button", name="Se connecter").click()
    visitor.page.wait_for_url(f"{house.issuer}/**")
    asked = parse_qs(urlsplit(visitor.page.url).query)
    assert asked["response_type"] == ["code"]
    assert min(len(asked["state"][0]), len(asked["nonce"][0])) >= 16


def test_the_log_names_nobody(house: House, come: Callable[[], Visitor]) -> None:
    visitor = come().open("/methode")
    visitor.page.goto(f"{visitor.server}/oauth2callback?error=denied&error_description=zara%40example.org")
    back(visitor)
    assert "zara" not in house.log.read_text(encoding="utf-8")


def test_a_provider_that_is_down_leaves_the_public_pages(
    demo_warehouse: Path, browser: Browser, idle: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = House(tmp_path)
    with alone.open(demo_warehouse, monkeypatch), visiting(browser, idle) as new_visitor:
        visitor = new_visitor(alone.address).open("/methode")
        visitor.page.get_by_role("button", name="Se connecter").click()
        visitor.page.wait_for_url("**/?*sign_in=unavailable*")
        visitor.settle()
        assert "Le service de connexion ne répond pas" in told(visitor, "ne répond pas")
        assert "Traceback" not in alone.log.read_text(encoding="utf-8")
        assert visitor.open("/couverture").title.startswith("Où manquent")
