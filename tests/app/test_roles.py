"""What each role is shown: the pages offered, the words at the sign-in, one's own rows, and files taken away."""

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard import roles
from dashboard.exports import Column, Table, csv_file
from dashboard.roles import COORDINATOR, DONOR, ORGANISATION, PUBLIC
from dashboard.ui import export, identity
from dashboard.ui.navigation import PAGES
from tests.app.screen import Screen

ISSUER = "https://id.example"
LINES = {
    COORDINATOR: "coordinator,",
    ORGANISATION: "organisation,siriri-fic",
    DONOR: "donor,Fondation Exemple (fictive)",
    PUBLIC: "public,",
}
OWN = {ORGANISATION: "SIRIRI-FIC", DONOR: "Fondation Exemple (fictive)"}


@pytest.fixture(autouse=True)
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAILLAGE_ACCESS", str(tmp_path / "access"))
    path = tmp_path / "access" / "roles.csv"
    path.parent.mkdir()
    lines = [f"{ISSUER},{role},{line}," for role, line in LINES.items()]
    path.write_text("\n".join(["issuer,subject,role,organisation,not_before", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sign in as somebody; with nobody, sign-in is possible and was not done."""

    def sign_in(subject: str | None, **told: object) -> None:
        who = {"iss": ISSUER, "sub": subject, "iat": time.time(), "is_logged_in": True, **told} if subject else {}
        monkeypatch.setattr(identity, "claims", lambda: who)

    return sign_in


def offered(role: str) -> list[str]:
    return [entry.file for entry in PAGES if role in entry.readers]


def sidebar(screen: Screen) -> list[str]:
    app = screen.app.sidebar
    return [element.value for element in (*app.caption, *app.warning, *app.code)] + [b.label for b in app.button]


def test_pages_are_offered_by_role() -> None:
    everybody = offered(PUBLIC)
    assert "coverage" in everybody
    assert set(offered(COORDINATOR)) == {*everybody, "commitments", "data_quality", "harmonise"}
    assert set(offered(DONOR)) == set(offered(ORGANISATION)) == {*everybody, "own"}


@pytest.mark.parametrize("role", [None, PUBLIC, DONOR, ORGANISATION])
def test_a_page_of_others_is_no_page(
    role: str | None, demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen]
) -> None:
    signed_in(role)
    for page in {entry.file for entry in PAGES} - set(offered(role or PUBLIC)):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            open_page(demo_warehouse, page)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", [DONOR, ORGANISATION])
def test_own_rows_are_shown_with_their_dates_and_can_be_taken_away(
    role: str, language: str, demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen]
) -> None:
    signed_in(role)
    screen = open_page(demo_warehouse, "own", lang=language)
    assert screen.failures == []
    questions = {
        "fr": "Qu’est-ce qui est à nous dans ces données\N{NO-BREAK SPACE}?",
        "en": "What of these data is ours?",
    }
    assert screen.title == questions[language]
    projects = screen.table("Organisation")
    column = {ORGANISATION: "Organisation", DONOR: {"fr": "Bailleur", "en": "Donor"}[language]}[role]
    assert set(projects[column].str.replace("\\", "")) == {OWN[role]}
    assert len(projects) >= 10
    ends = projects[{"fr": "Fin", "en": "End"}[language]]
    assert ends.str.contains(r"20\d\d").all()
    headings = [heading[0] for heading in screen.headings()]
    assert ("Site" in headings) == (role == ORGANISATION)
    buttons = [button.proto.label for button in screen.app.get("download_button")]
    assert len(buttons) == {ORGANISATION: 13, DONOR: 2}[role]


@pytest.mark.parametrize("page", ["coverage", "actors", "access", "enclaved"])
def test_on_other_pages_an_organisation_sees_what_everybody_sees(
    page: str, demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen]
) -> None:
    signed_in(None)
    everybody = open_page(demo_warehouse, page)
    signed_in(ORGANISATION)
    own = open_page(demo_warehouse, page)
    assert own.failures == []
    assert [table.value.to_csv() for table in own.app.table] == [table.value.to_csv() for table in everybody.app.table]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("subject", "told", "fr", "en"),
    [
        (None, {}, "Se connecter", "Sign in"),
        (COORDINATOR, {}, "Connecté\N{NO-BREAK SPACE}: coordination", "Signed in: coordination"),
        ("nobody", {}, "Vous n’avez pas encore de rôle", "You have no role here yet"),
        (COORDINATOR, {"iat": 1.0}, "plus de huit heures", "more than eight hours ago"),
        (COORDINATOR, {"iss": None}, "ne dit pas qui vous êtes", "does not say who you are"),
    ],
)
def test_the_sign_in_says_who_one_is_and_why_one_sees_what_is_public(
    subject: str | None, told: dict, fr: str, en: str, language: str, demo_warehouse: Path, signed_in: Callable,
    open_page: Callable[..., Screen],
) -> None:  # fmt: skip
    signed_in(subject, **told)
    said = sidebar(open_page(demo_warehouse, "method", lang=language))
    assert any({"fr": fr, "en": en}[language] in text for text in said), said
    assert any(f"{ISSUER} nobody" == text for text in said) == (subject == "nobody")


def test_a_table_that_cannot_be_read_makes_everybody_public_and_says_so(
    demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen], table: Path
) -> None:
    signed_in(COORDINATOR)
    screen = open_page(demo_warehouse, "data_quality")
    table.write_text("damaged", encoding="utf-8")
    screen.go("coverage")
    assert screen.failures == []
    assert any("tableau des rôles est illisible" in text for text in sidebar(screen))
    assert screen.app.subheader  # the page goes on with what is public
    assert not any("D’où vient ce nombre" in heading.value for heading in screen.app.subheader)


@pytest.mark.parametrize(
    ("outcome", "words"), [("unavailable", "ne répond pas"), ("refused", "n’a pas abouti"), ("x", "")]
)
def test_a_sign_in_that_failed_is_told(
    outcome: str, words: str, demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen]
) -> None:
    signed_in(None)
    screen = open_page(demo_warehouse, "overview", sign_in=outcome)
    assert screen.failures == []
    told = [warning.value for warning in screen.app.sidebar.warning]
    assert any(words in text for text in told) if words else told == []


def test_a_role_taken_away_counts_at_the_next_run(
    demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen], table: Path
) -> None:
    signed_in(COORDINATOR)
    screen = open_page(demo_warehouse, "actors", part="means")
    ending = "Projets finissant dans les trois mois"
    assert any(ending in heading.value for heading in screen.app.subheader)
    table.write_text("issuer,subject,role,organisation,not_before\n", encoding="utf-8")
    screen.app.run()
    assert not any(ending in heading.value for heading in screen.app.subheader)


CONTENT = Table("t", [Column("a", "#a")], [["1"]], [])


def test_a_file_is_made_for_who_the_page_was_drawn_for_and_noted(
    demo_warehouse: Path, signed_in: Callable, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    signed_in(ORGANISATION)
    made = export.guarded(lambda: csv_file(CONTENT, False, ";"), "maillage_fictif_hea.csv")
    assert pd.read_csv(io.BytesIO(made()), sep=";").to_numpy().tolist() == [[1]]
    (line,) = (table.parent / "exports.jsonl").read_text(encoding="utf-8").splitlines()
    build = json.loads((demo_warehouse / "CURRENT.json").read_text(encoding="utf-8"))["build"]
    noted = json.loads(line)
    assert {name: noted[name] for name in noted if name != "at"} == {
        "role": ORGANISATION,
        "who": roles.key_of(ISSUER, ORGANISATION),
        "own": "siriri-fic",
        "file": "maillage_fictif_hea.csv",
        "build": build,
    }
    signed_in(None)  # whoever presses the button later in another session does not change for whom it was drawn
    made()
    roles.sign_out({"iss": ISSUER, "sub": ORGANISATION, "iat": time.time()})
    with pytest.raises(export.NoLongerAllowed):
        made()
    assert len((table.parent / "exports.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_signing_out_is_recorded_before_the_browser_forgets(
    demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen], table: Path
) -> None:
    signed_in(COORDINATOR)
    screen = open_page(demo_warehouse, "method")
    screen.app.sidebar.button(key="sign_out").click().run()
    assert roles.key_of(ISSUER, COORDINATOR) in (table.parent / "signed_out.csv").read_text(encoding="utf-8")
    assert any("Cette connexion est terminée" in text for text in sidebar(screen))


def test_signing_out_that_cannot_be_recorded_is_told(
    demo_warehouse: Path, signed_in: Callable, open_page: Callable[..., Screen], table: Path
) -> None:
    signed_in(COORDINATOR)
    screen = open_page(demo_warehouse, "method")
    (table.parent / "signed_out.lock").mkdir()
    screen.app.sidebar.button(key="sign_out").click().run()
    assert any("n’a pas pu être enregistrée" in error.value for error in screen.app.error)
