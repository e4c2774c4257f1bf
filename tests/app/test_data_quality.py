"""Données: check workbooks, see who reported and what changed."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import clinic
from tests.app.screen import Screen
from tests.factories import activity, case_count, grid, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTS = {
    "fr": ["Classeur", "Feuille", "Source", "Reçues", "Acceptées", "dont remarques", "Rejetées", "Suite donnée"],
    "en": ["Workbook", "Sheet", "Source", "Received", "Accepted", "of which with a remark", "Rejected", "Outcome"],
}


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    for token in list(clinic._checks):
        clinic.drop(token)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """One workbook with an error, one of nothing but personal data, and one that is no workbook."""
    wrong = [activity(), activity(sector="Secteur lunaire"), activity(organisation="*Neuve*")]
    children = [["Nom de l'enfant", "Âge", "Sexe"], ["Awa", 3, "F"], ["Jean", 4, "M"], ["Ali", 9, "M"]]
    made = {
        "mars.xlsx": workbook(tmp_path / "a.xlsx", {"4W": grid(wrong)}),
        "enfants.xlsx": workbook(tmp_path / "b.xlsx", {"Liste": children}),
    }
    return {**{name: path.read_bytes() for name, path in made.items()}, "faux.xlsx": b"no workbook"}


def sent(screen: Screen, files: dict[str, bytes]) -> Screen:
    screen.app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files.items()])
    next(button for button in screen.app.button if button.form_id).click().run()
    return screen


def finished(screen: Screen) -> Screen:
    for _ in range(300):
        (token,) = clinic._checks
        if clinic.look(token).is_over:
            break
        time.sleep(0.2)
    screen.app.run()
    assert screen.failures == []
    return screen


def texts(screen: Screen) -> list[str]:
    return [markdown.value for markdown in screen.app.markdown]


def shown(screen: Screen) -> str:
    return "\n".join(re.sub(r"\s", " ", text) for text in screen.texts())


def test_workbooks_are_checked_and_told_sheet_by_sheet_and_are_found_again_in_the_other_language(
    files: dict[str, bytes], demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = finished(sent(open_page(demo_warehouse, "data_quality", lang="fr"), files))
    they_are_told(screen, "fr")
    # The session holds a code, and Streamlit no file.
    ticket = screen.app.session_state["clinic"]
    assert vars(ticket) == {"token": ticket.token}
    assert re.fullmatch("[0-9a-f]{32}", ticket.token)
    # Whoever leaves the page and comes back finds the results.
    screen.go("method").go("data_quality", {"lang": "en"})
    they_are_told(screen, "en")
    screen.app.button(key="clinic_again").click().run()
    assert clinic._checks == {}
    assert len(screen.app.file_uploader) == 1


def they_are_told(screen: Screen, language: str) -> None:
    assert screen.failures == []
    counts = screen.table(COUNTS[language][0])
    assert list(counts.columns) == COUNTS[language]
    rows = {row[0].replace("\\", ""): row[3:7] for row in counts.itertuples(index=False, name=None)}
    assert rows == {
        "mars.xlsx": ("3", "2", "1", "**1**"),
        "enfants.xlsx": ("0", "0", "0", "0"),
        "faux.xlsx": ("0", "0", "0", "0"),
    }
    text = shown(screen)
    assert "Secteur lunaire" in text
    assert "Nom de l'enfant" in text.replace("\\", "")
    assert not re.search(r"\b(Awa|Jean|Ali)\b", text)
    assert not re.search(r"[0-9a-f]{64}", text)
    buttons = [button.proto.label for button in screen.app.get("download_button")]
    assert buttons.count({"fr": "Classeur annoté", "en": "Annotated workbook"}[language]) == 1


def test_while_it_runs_the_page_says_how_far_it_is_and_it_can_be_stopped(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinic, "command", lambda check: [clinic.sys.executable, "-c", "import time; time.sleep(60)"])
    screen = sent(open_page(demo_warehouse, "data_quality"), {"a.csv": b"x"})
    assert "Étape 1 sur 2 : 1 classeur est lu et jugé" in shown(screen)
    screen.app.button(key="clinic_stop").click().run()
    assert clinic._checks == {}
    assert len(screen.app.file_uploader) == 1


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Aucun classeur n'a été choisi."),
        ({f"{number}.csv": b"x" for number in range(12)}, "Plus de 11 classeurs à la fois."),
    ],
)
def test_what_is_not_taken_in_is_told(
    files: dict[str, bytes], sentence: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = sent(open_page(demo_warehouse, "data_quality"), files)
    assert [error.value.startswith(sentence) for error in screen.app.error] == [True]
    assert clinic._checks == {}
    screen.app.run()
    assert list(screen.app.error) == []


def test_a_checker_that_fails_and_results_that_are_gone_are_told(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinic, "command", lambda check: [clinic.sys.executable, "-c", "raise SystemExit(1)"])
    screen = finished(sent(open_page(demo_warehouse, "data_quality"), {"a.csv": b"x"}))
    assert screen.app.error[0].value.startswith("La vérification s'est arrêtée avant la fin.")
    (token,) = clinic._checks
    clinic.drop(token)
    screen.app.run()
    assert "Les résultats de la dernière vérification ne sont plus là" in shown(screen)
    assert len(screen.app.file_uploader) == 1


def test_the_board_names_who_is_missing_first(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "data_quality")
    board = screen.table("Organisation")
    missing = (board["État"] == "**manquante**").tolist()
    assert missing == sorted(missing, reverse=True)
    assert 0 < sum(missing) < len(board)
    rate = next(metric for metric in screen.app.metric if metric.label == "Taux de transmission")
    reported, expected = map(int, rate.value.split(" / "))
    assert expected - reported == sum(missing)
    (told,) = [text.replace("\\", "") for text in texts(screen) if "N'ont rien transmis" in text]
    assert board["Organisation"].iloc[0].replace("\\", "") in told


def test_another_period_is_another_board(demo_warehouse: Path, open_page: Callable[..., Screen]) -> None:
    screen = open_page(demo_warehouse, "data_quality")
    before = screen.table("Organisation")
    screen.choose("period", "2025-03")
    assert not screen.table("Organisation").equals(before)
    assert screen.address == {"period": "2025-03"}


def test_what_changed_since_the_build_before_is_told_suspicious_jumps_first(
    small: Callable, open_page: Callable[..., Screen]
) -> None:
    before = {"4w.xlsx": {"4W": grid([activity(reached=40), activity(organisation="UNICEF", reached=7)])}}
    after = {"4w.xlsx": {"4W": grid([activity(reached=40_000)])}, "cas.xlsx": {"Cas": grid([case_count()])}}
    screen = open_page(rebuilt(small, before, after), "data_quality")
    assert screen.failures == []
    jumps = next(table.value for table in screen.app.table if "Pourquoi" in table.value.columns)
    assert jumps["Organisation"].tolist() == ["ACF"]
    assert jumps["Somme"].tolist() == ["40 → 40\u202f000"]
    assert jumps["Pourquoi"].str.startswith("exactement 100").tolist() == [True]
    assert [text for text in texts(screen) if "UNICEF" in text and "ne nomme plus" in text]


def rebuilt(small: Callable, before: dict, after: dict) -> Path:
    """Build twice into one warehouse."""
    from etl.build import build
    from tests.conftest import silent

    warehouse = small(before).warehouse
    for path in (warehouse.parent / "sources").iterdir():
        path.unlink()
    for name, sheets in after.items():
        workbook(warehouse.parent / "sources" / name, sheets)
    build(warehouse.parent / "sources", warehouse, None, "fr", silent)
    return warehouse


def test_the_public_has_no_such_page(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(demo_warehouse, "overview")
    assert screen.failures == []
    with pytest.raises(ValueError, match="data_quality"):
        screen.go("data_quality")
