"""What is published of children, seen as a stranger sees it: rebuilt from the public file alone, and attacked."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import optimize, sparse

from etl import public
from etl.disclose.cube import read_cube
from tests.factories import Built, activity, grid

DIMENSIONS = ["sex", "age_group", "disability", "concern", "referral_status", "from_service", "to_service"]
KEY = ["table_id", "period", "scheme", "level", "pcode", *DIMENSIONS]
THRESHOLD = 5


def open_public(warehouse: Path) -> duckdb.DuckDBPyConnection:
    named = json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))["public"]
    return duckdb.connect(str(warehouse / named), read_only=True)


@pytest.fixture(scope="module")
def shown(demo_warehouse: Path) -> pd.DataFrame:
    """published_counts of the public file."""
    with open_public(demo_warehouse) as connection:
        return connection.execute("FROM marts.published_counts").df()


@pytest.fixture(scope="module")
def true(demo_build: Built) -> pd.DataFrame:
    """published_counts of the internal file."""
    return demo_build.connection.execute("FROM marts.published_counts").df()


def test_the_public_file_holds_no_withheld_value_and_all_others_as_they_are(
    shown: pd.DataFrame, true: pd.DataFrame
) -> None:
    """Trap 21: what is withheld is not in the file that pages, caches and exports read."""
    assert len(shown) > 5_000
    both = shown.merge(true, on=KEY, how="outer", suffixes=("", "_true"), indicator=True)
    assert (both["_merge"] == "both").all()
    assert len(both) == len(shown) == len(true)
    assert (both["is_withheld"] == both["is_withheld_true"]).all()
    assert (both["value"].isna() == both["is_withheld"]).all()
    assert (both["value"].isna() | (both["value"] == both["value_true"])).all()
    assert both["is_withheld"].sum() > 500
    assert (both.loc[both["is_withheld"], "value_true"] == 0).any()  # that it is withheld does not say that it is there
    assert not both[~both["is_withheld"]]["value"].between(1, THRESHOLD - 1).any()


def test_a_cell_of_two_tables_is_withheld_in_both_or_in_none(true: pd.DataFrame) -> None:
    totals = true[true["level"] != "adm2"].copy()
    totals["measure"] = totals["table_id"].map({table.id: table.measure for table in read_cube().tables})
    totals = totals[(totals[DIMENSIONS].isna() | (totals[DIMENSIONS] == "*")).all(axis=1)]
    of_a_cell = totals.groupby(["measure", "period", "pcode"])
    assert of_a_cell.size().max() == 3  # new cases by sex, by age, by disability
    assert of_a_cell["value"].nunique().max() == 1
    assert of_a_cell["is_withheld"].nunique().max() == 1


def test_new_cases_by_sex_are_those_of_a_naive_sum(demo_build: Built, true: pd.DataFrame) -> None:
    cases = demo_build.connection.execute("FROM core.case_counts WHERE NOT is_duplicate AND period[:4] = '2025'").df()
    cases = cases[(cases["case_status"] == "Nouveau") & cases["period"].str[5:].isin(["04", "05", "06"])]
    words = {"F": "girl", "Filles": "girl", "Féminin": "girl", "M": "boy", "Garçons": "boy", "Masculin": "boy"}
    cases["code"] = cases["sex"].map(words).fillna("unknown")
    assert set(cases["scheme"]) == {"cod_v02"}
    found = true[(true["table_id"] == "new_cases_by_sex") & (true["period"] == "2025-Q2")]
    by_key = found.set_index(["pcode", "sex"])["value"]
    for pcode, own in [("CF", cases), *cases.groupby("adm1_pcode"), *cases.groupby("adm2_pcode")]:
        assert by_key[pcode, "*"] == own["case_count"].sum()
        for code in ("girl", "boy", "unknown"):
            assert by_key[pcode, code] == own.loc[own["code"] == code, "case_count"].sum()
    assert by_key.sum() == 3 * 2 * cases["case_count"].sum()  # country, prefectures, sub-prefectures; total and parts


# -- the attack of a stranger, who has nothing but the rows


def rebuilt(lines: pd.DataFrame, areas: dict[str, str]) -> tuple[sparse.csr_array, list[tuple]]:
    """The equations that the rows of one quarter tell, and the cells, in the order of their columns."""
    measures = lines["table_id"].str.replace(r"_by_\w+", "", regex=True)
    cells: dict[tuple, int] = {}
    equations: list[tuple[int, list[int]]] = []

    def number(measure: str, level: str, pcode: str, codes: tuple) -> int:
        named = tuple((name, code) for name, code in zip(DIMENSIONS, codes, strict=True) if code not in (None, "*"))
        return cells.setdefault((measure, level, pcode, named), len(cells))

    for _, table in lines.assign(measure=measures).groupby("table_id"):
        known = {
            (row["level"], row["pcode"], *(row[name] for name in DIMENSIONS))
            for row in table.astype(object).where(table.notna(), None).to_dict("records")
        }
        measure = table["measure"].iloc[0]
        parts: dict[tuple, list[int]] = {}
        for level, pcode, *codes in known:
            own = number(measure, level, pcode, tuple(codes))
            for place, code in enumerate(codes):
                if code not in (None, "*"):
                    total = (level, pcode, *codes[:place], "*", *codes[place + 1 :])
                    parts.setdefault((place, *total), []).append(own)
            if level != "country":
                above = ("country", "CF") if level == "adm1" else ("adm1", areas.get(pcode, pcode[:-2]))
                parts.setdefault(("place", *above, *codes), []).append(own)
        for (_, level, pcode, *codes), own in parts.items():
            equations.append((number(measure, level, pcode, tuple(codes)), own))
    matrix = sparse.lil_array((len(equations), len(cells)))
    for row, (total, own) in enumerate(equations):
        matrix[row, total] = 1
        for part in own:
            matrix[row, part] = -1
    return matrix.tocsr(), list(cells)


@pytest.fixture(scope="module")
def quarter(demo_build: Built, true: pd.DataFrame) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
    """Equations, true counts and pattern of new cases in one quarter, from the rows."""
    areas = dict(
        demo_build.rows("SELECT pcode, parent_pcode FROM marts.areas WHERE level = 'adm2' AND scheme = 'cod_v02'")
    )
    lines = true[(true["period"] == "2025-Q1") & true["table_id"].str.startswith("new_cases")]
    equations, cells = rebuilt(lines, areas)
    told = {}
    for row in lines.astype(object).where(lines.notna(), None).to_dict("records"):
        named = tuple((name, row[name]) for name in DIMENSIONS if row[name] not in (None, "*"))
        told["new_cases", row["level"], row["pcode"], named] = (row["value"], row["is_withheld"])
    values, withheld = zip(*(told[cell] for cell in cells), strict=True)
    return equations, np.array(values, dtype=float), np.array(withheld, dtype=bool)


def interval(equations: sparse.csr_array, values: np.ndarray, withheld: np.ndarray, cell: int) -> tuple[float, float]:
    """The least and most that a withheld cell can hold, by a solver that the product does not use so."""
    hidden = np.flatnonzero(withheld)
    columns, rest = equations[:, hidden], -(equations[:, ~withheld] @ values[~withheld])
    held = np.flatnonzero(np.diff(columns.indptr))
    cost = (hidden == cell).astype(float)
    found = []
    for sign in (1, -1):
        answer = optimize.linprog(sign * cost, A_eq=columns[held], b_eq=rest[held], bounds=(0, None))
        found.append(sign * answer.fun if answer.status == 0 else sign * -np.inf)
    return found[0], found[1]


def test_the_equations_can_be_rebuilt_from_the_rows_and_hold(quarter: tuple) -> None:
    equations, values, _ = quarter
    assert equations.shape[0] > 200
    assert not (equations @ values).any()


def test_no_small_count_can_be_told_from_what_is_shown(quarter: tuple) -> None:
    """Trap 22: not by subtraction from totals either."""
    equations, values, withheld = quarter
    small = np.flatnonzero((values > 0) & (values < THRESHOLD))
    assert withheld[small].all()
    for cell in small[:: max(1, len(small) // 12)]:
        low, high = interval(equations, values, withheld, int(cell))
        assert low <= 1 + 1e-6
        assert high >= THRESHOLD - 1e-6


def test_hiding_small_counts_alone_would_be_seen_through(quarter: tuple) -> None:
    equations, values, _ = quarter
    naive = (values > 0) & (values < THRESHOLD)
    small = np.flatnonzero(naive)
    found = [interval(equations, values, naive, int(cell)) for cell in small[:: max(1, len(small) // 12)]]
    assert sum(high - low < 1e-6 for low, high in found) >= len(found) / 2


# -- the file


def test_every_table_of_the_public_file_is_listed_with_its_reason(demo_warehouse: Path) -> None:
    with open_public(demo_warehouse) as connection:
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        listed = connection.execute("SELECT table_name, why FROM marts.published_tables ORDER BY ALL").fetchall()
    assert [("marts", name) for name, _ in listed] == tables
    assert all(len(why) > 10 for _, why in listed)


def test_what_is_blanked_in_the_public_file_is_empty_there_and_keeps_its_type(
    demo_build: Built, demo_warehouse: Path
) -> None:
    types = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'marts'"
    with open_public(demo_warehouse) as connection:
        assert set(connection.execute(types).fetchall()) - set(demo_build.rows(types)) == {
            ("published_tables", "table_name", "VARCHAR"), ("published_tables", "why", "VARCHAR")
        }  # fmt: skip
        for name, entry in public.public_tables().items():
            for column, expression in entry.get("columns", {}).items():
                if expression is None:
                    assert connection.execute(f"SELECT count({column}) FROM marts.{name}").fetchone() == (0,), name
        assert connection.execute("SELECT count(*) FROM marts.missions WHERE day(start_date) <> 1").fetchone() == (0,)


def test_a_true_count_that_is_withheld_is_nowhere_in_the_public_file(demo_build: Built, tmp_path: Path) -> None:
    """Each withheld count becomes a number that occurs nowhere else: none of them is in what is written from it."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{tmp_path / 'internal.duckdb'}' AS warehouse")
        source = str(demo_build.warehouse / json.loads((demo_build.warehouse / "CURRENT.json").read_text())["internal"])
        connection.execute(f"ATTACH '{source}' AS original (READ_ONLY)")
        connection.execute("COPY FROM DATABASE original TO warehouse")
        connection.execute(
            "UPDATE warehouse.marts.published_counts SET value = 100000000 + 7 * rowid WHERE is_withheld"
        )
        canaries = {
            str(value)
            for (value,) in connection.execute(
                "SELECT value FROM warehouse.marts.published_counts WHERE is_withheld"
            ).fetchall()
        }
        assert len(canaries) > 500
        public.write_public(connection, read_cube(), tmp_path / "public.duckdb")
        connection.execute(f"ATTACH '{tmp_path / 'public.duckdb'}' AS public (READ_ONLY)")
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'public' ORDER BY ALL"
        ).fetchall()
        told: set[str] = set()
        for table, pairs in itertools.groupby(columns, key=lambda pair: pair[0]):
            for _, column in pairs:
                found = connection.execute(
                    f'SELECT DISTINCT CAST("{column}" AS VARCHAR) AS told FROM public.marts.{table} '
                    "WHERE told IS NOT NULL"
                ).fetchall()
                told |= {
                    text for (text,) in found if any(len(word) >= 9 for word in text.split(".")) and len(text) < 40
                }
    assert told & canaries == set()
    assert len(told) > 100


def test_a_source_without_cases_publishes_no_count(small: Callable[..., Built]) -> None:
    built = small({"a.xlsx": {"4W": grid([activity()])}})
    assert built.rows("SELECT count(*) FROM marts.published_counts") == [(0,)]
    with open_public(built.warehouse) as connection:
        assert connection.execute("SELECT count(*) FROM marts.published_counts").fetchone() == (0,)
