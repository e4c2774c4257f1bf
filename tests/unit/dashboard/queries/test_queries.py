"""Each question is one .sql file and one function of its name, and answers with the columns it promises."""

import inspect
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries
from dashboard.filters import Coverage
from dashboard.warehouse import Warehouse, current_warehouse

FOLDER = Path(queries.__file__).parent
FILES = {path.stem for path in FOLDER.glob("*.sql")}
ASKED_BY_ADDRESS = {"shapes"}  # dashboard.geometry asks it, for a browser
DEMO = Coverage(period="2025", sector="HEA", level="adm2", scheme="cod_v02")

COLUMNS = {
    "actors_by_level": ["organisations", "areas", "areas_without_actor"],
    "boundaries_in_use": ["scheme", "level", "basis", "source", "licence", "fingerprint"],
    "build_information": [
        "build", "built_at", "received_at", "is_demo", "scheme", "files", "rows_accepted", "rows_rejected",
    ],
    "changes": [
        "compared_with", "kind", "organisation", "period", "former_period", "rows_before", "rows_after",
        "counted_before", "counted_after", "suspicion",
    ],
    "children_basis": [
        "scheme", "year", "children_bracket", "label_fr", "label_en", "caveat_fr", "caveat_en", "source", "children",
    ],
    "comparison": [
        "former_build", "reason", "rows_before", "rows_after", "actors_before", "actors_after", "areas_before",
        "areas_after",
    ],
    "country": ["country", "west", "south", "east", "north"],
    "gaps_by_sector": [
        "sector_code", "name_fr", "name_en", "is_support", "areas", "areas_without_actor", "children_without_actor",
    ],
    "harmonisation": ["kind", "received", "known"],
    "loads_by_kind": ["kind", "rows_accepted", "organisations", "periods", "first_period", "last_period"],
    "periods": ["period", "span"],
    "presence_by_area": ["pcode", "name", "parent_name", "organisations", "children", "state"],
    "proposals": ["kind", "text", "scheme", "level", "target", "target_name", "score", "rows", "state"],
    "remarks": ["code", "outcome", "sentence_fr", "sentence_en", "remarks"],
    "reporting_rate": ["period", "expected", "reported", "unexpected", "expected_from"],
    "reports_by_organisation": [
        "organisation", "is_expected", "has_reported", "reported_files", "last_period", "last_received_at",
        "rows_accepted", "rows_warned", "rows_rejected",
    ],
    "sectors": ["sector_code", "name_fr", "name_en"],
    "silent_organisations": ["organisation", "last_period", "periods"],
    "source_rows": ["build", "organisation", "file", "sha256", "received_at", "sheet", "rows"],
    "sources": [
        "file", "sheet", "kind", "scheme", "received_at", "rows_received", "rows_accepted", "rows_warned",
        "rows_rejected",
    ],
    "vanished": ["what", "code", "name", "rows_before"],
}  # fmt: skip
# Who reported what, row by row, is for the coordination only: the pages that ask it are not there for the public.
INTERNAL = {"source_rows", "reports_by_organisation"}
EMPTY_AT_A_FIRST_BUILD = {"changes", "vanished"}
SOMEWHERE = {"cod_v01": "CF11", "cod_v02": "CF431"}


def asked(name: str, warehouse: Warehouse, chosen: Coverage) -> pd.DataFrame | pd.Series:
    question = getattr(queries, name)
    known = {"warehouse": warehouse, "chosen": chosen, "period": chosen.period, "pcode": SOMEWHERE[chosen.scheme]}
    known["kind"] = "organisation"
    return question(*(known[name] for name in inspect.signature(question).parameters))


def columns(answer: pd.DataFrame | pd.Series) -> list[str]:
    return list(answer.columns if isinstance(answer, pd.DataFrame) else answer.index)


def kinds(answer: pd.DataFrame) -> list[str]:
    """Text, number, date…; a whole number with gaps is a float to pandas."""
    return [kind.kind.replace("f", "i") for kind in answer.dtypes]


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


def test_every_file_has_a_function_of_its_name_and_the_reverse() -> None:
    assert set(queries.__all__) == FILES - ASKED_BY_ADDRESS == set(COLUMNS)


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_question_is_answered_with_these_columns(name: str, warehouse: Warehouse) -> None:
    chosen = Coverage(period="2022-Q1", sector="HEA", level="adm2", scheme="cod_v01")
    assert columns(asked(name, warehouse, chosen)) == COLUMNS[name]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_the_demonstration_answers_with_the_same_columns_and_kinds_of_values(
    name: str, warehouse: Warehouse, demo: Warehouse
) -> None:
    """What is written by hand for these tests has the shape of what the loader publishes."""
    chosen = Coverage(period="2022-Q1", sector="HEA", level="adm2", scheme="cod_v01")
    by_hand, published = asked(name, warehouse, chosen), asked(name, demo, DEMO)
    assert columns(published) == COLUMNS[name]
    if isinstance(published, pd.DataFrame) and name not in EMPTY_AT_A_FIRST_BUILD:
        assert not published.empty
        assert kinds(published) == kinds(by_hand)


def test_the_marts_written_by_hand_have_the_columns_of_those_that_the_loader_publishes(
    warehouse: Warehouse, demo: Warehouse
) -> None:
    question = """
        SELECT table_name, list(column_name || ' ' || data_type ORDER BY column_name) AS columns
        FROM duckdb_columns() WHERE database_name = 'warehouse' AND schema_name = 'marts' GROUP BY table_name
    """
    published, by_hand = (
        {row.table_name: list(row.columns) for row in one.query(question).itertuples()} for one in (demo, warehouse)
    )
    assert by_hand == {table: published[table] for table in by_hand}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_the_docstring_of_a_question_names_its_columns(name: str) -> None:
    told = re.sub(r"rows_received/accepted/warned/rejected", "rows_received rows_accepted rows_warned rows_rejected",
                  inspect.getdoc(getattr(queries, name)))  # fmt: skip
    assert [column for column in COLUMNS[name] if not re.search(rf"\b{column}\b", told)] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_a_question_reads_only_the_marts_and_says_its_columns(path: Path) -> None:
    text = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    tables = re.findall(r"\b(?:FROM|JOIN)\s+([\w.]+)", text)
    assert tables
    allowed = ("warehouse.marts.", "warehouse.core.") if path.stem in INTERNAL else ("warehouse.marts.",)
    assert [table for table in tables if not table.startswith(allowed)] == []
    assert "*" not in text.replace("count(*)", "")
