"""Every file of an indicator is whole, and what is wrong with one is told by file and line."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import indicators
from etl.indicators import model
from etl.indicators.model import HERE, Fault, Indicator, declared, read
from tests.unit.etl.indicators.bare import bare, fill, rule, spread, values

WHOLE = (HERE / "CM-01.yaml").read_text(encoding="utf-8")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with bare() as connection:
        yield connection


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of indicators of its own, empty."""
    for module in (model, indicators):
        monkeypatch.setattr(module, "HERE", tmp_path)
    return tmp_path


def written(folder: Path, yaml: str = WHOLE) -> Indicator | Fault:
    (folder / "CM-01.yaml").write_text(yaml, encoding="utf-8")
    return read(folder / "CM-01.yaml")


def test_every_indicator_of_the_folder_is_whole() -> None:
    found, faults = declared()
    assert faults == ()
    assert [one.id for one in found] == sorted(path.stem for path in HERE.glob("*.sql"))


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (('title: {fr: "Cas en gestion de cas : nouveaux, actifs, clos", en:', "title: {en:"), 1, "title.fr: Field"),
        (("direction: context", "direction: north"), 11, "direction: Input should be 'up', 'down' or 'context'"),
        (("threshold: {kind: none", "threshold: {kind: norm"), 19, "a threshold has a value"),
        (("caveats: [", "caveats: [no_such_caveat, "), 23, "unknown caveat no_such_caveat"),
        (("components:\n", "rule: sum\ncomponents:\n"), 1, "a rule, or components"),
        (("unit: {fr: cas, en: cases}", "unit: {fr: cas, en: cases"), 11, "expected"),
        (("unit:", "colour: red\nunit:"), 10, "colour: Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_a_wrong_yaml_is_told_by_its_line(folder: Path, change: tuple[str, str], line: int, words: str) -> None:
    assert change[0] in WHOLE
    fault = written(folder, WHOLE.replace(*change))
    assert isinstance(fault, Fault)
    assert (fault.file, fault.line) == ("CM-01.yaml", line)
    assert words in fault.why


def test_a_file_without_its_sibling_is_told(folder: Path) -> None:
    written(folder)
    (folder / "X-01.sql").write_text("SELECT 1", encoding="utf-8")
    found, faults = declared.__wrapped__()
    assert found == ()
    assert faults == (
        Fault("CM-01.yaml", 1, "CM-01.sql is missing"), Fault("X-01.sql", 1, "X-01.yaml is missing")
    )  # fmt: skip


FACT = (
    "SELECT '{part}' AS component, '2025-01' AS period, 'v2' AS scheme, 'CF11' AS adm1_pcode, NULL AS adm2_pcode, "
    "'a' AS organisation, NULL AS sex, NULL AS age_group, NULL AS disability, {n} AS numerator, {d} AS denominator"
)


def test_a_formula_that_gives_other_columns_or_does_not_run_is_told_and_gives_nothing(
    folder: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    one = written(folder)
    (folder / "CM-01.sql").write_text("SELECT 1 AS component, 2 AS n", encoding="utf-8")
    (fault,) = indicators.gather(connection, one)
    assert fault.why.startswith("columns component, n instead of component, period")
    for formula, word in (
        ("-- first\nSELECT *\nFROM nowhere", "nowhere"),
        ("-- one\nSELECT a,\n  odd\nFROM (SELECT 1 AS a)", "odd"),
    ):
        (folder / "CM-01.sql").write_text(formula, encoding="utf-8")
        (fault,) = indicators.gather(connection, one)
        assert (fault.file, fault.line) == ("CM-01.sql", 3)
        assert word in fault.why
    assert connection.execute("SELECT count(*) FROM staging.indicator_facts").fetchone() == (0,)


def test_facts_that_cannot_be_are_left_out_of_the_others_and_told(
    folder: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    head, _, rest = WHOLE.partition("components:\n")
    share = f"{head}rule: sum\nfactor: 100\nis_share: true\n{rest[rest.index('disclosure:') :]}"
    one = written(folder, share)
    facts = [FACT.format(part="", n=n, d=d).replace("''", "NULL") for n, d in ((3, 4), (5, 4), (1, "NULL"))]
    (folder / "CM-01.sql").write_text(
        "\nUNION ALL ".join([*facts, FACT.format(part="odd", n=1, d=1)]), encoding="utf-8"
    )
    assert [fault.why for fault in indicators.gather(connection, one)] == [
        "component odd is not declared", "1 facts above their denominator, first 2025-01 CF11: 5 > 4"
    ]  # fmt: skip
    rule(connection, one)
    assert spread(connection)[(None, "2025-01", "country", "CF", "*", "*", "*")] == (4, 4)


def test_cases_by_their_status(connection: duckdb.DuckDBPyConnection) -> None:
    """CM-01: new ones add up, open ones are the last month's; a repeated row and an unknown status are not counted."""
    columns = (
        "period VARCHAR, scheme VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR, organisation_id VARCHAR, "
        "case_status VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, case_count BIGINT, "
        "is_duplicate BOOLEAN"
    )
    fill(connection, "case_counts", columns, [
        ("2025-01", "v2", "CF11", "CF111", "a", "Nouveau", "F", "5-11", "Oui", 3, False),
        ("2025-02", "v2", "CF11", "CF111", "a", "Nouveaux cas", "Garçon", "12-17 ans", None, 4, False),
        ("2025-02", "v2", "CF11", "CF111", "a", "Nouveau", "F", "5-11", "Oui", 50, True),
        ("2025-01", "v2", "CF11", "CF111", "a", "Actif", "F", None, "Non", 20, False),
        ("2025-02", "v2", "CF11", "CF111", "a", "Actif", "F", None, "Non", 22, False),
        ("2025-02", "v2", "CF11", "CF111", "a", "Autre", "F", None, "Non", 99, False),
        ("2025-02", "v2", "CF12", None, "b", "Clos", "F", None, None, 2, False),
    ])  # fmt: skip
    found = values(connection, "CM-01")
    assert found[("new", "2025-Q1", "country", "CF", "*", "*", "*")] == (7, None)
    assert found[("new", "2025-Q1", "adm2", "CF111", "girl", "5-11", "yes")] == (3, None)
    assert found[("new", "2025-Q1", "org", "a", "boy", "*", "unknown")] == (4, None)
    assert found[("active", "2025-Q1", "adm1", "CF11", "*", "*", "*")] == (22, None)
    assert found[("closed", "2025-Q1", "adm1", "CF12", "girl", "unknown", "unknown")] == (2, None)
    assert ("closed", "2025-Q1", "adm2", "CF12", "*", "*", "*") not in found
