"""What two sources, or one, say against themselves: a rule is a .sql file and a .yaml file of its name.

The query gives period, scheme, level, pcode, service_code, organisation_id, detail_1 and detail_2; the words say it in
both languages, name who can settle it, and hold one case that the rule must find and one that it must not.
"""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

HERE = Path(__file__).parent
SEVERITIES = ("high", "medium", "low")


@cache
def rules() -> dict[str, dict[str, Any]]:
    """The words and cases of each rule, by its id."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.yaml"))}


def find(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``marts.contradiction_rules`` and ``marts.contradictions``."""
    connection.execute(
        "CREATE TABLE warehouse.marts.contradiction_rules (rule_id VARCHAR, rank INTEGER, severity VARCHAR, "
        "title_fr VARCHAR, title_en VARCHAR, sentence_fr VARCHAR, sentence_en VARCHAR, owner_fr VARCHAR, "
        "owner_en VARCHAR)"
    )
    connection.execute(
        "CREATE TABLE warehouse.marts.contradictions (rule_id VARCHAR, period VARCHAR, scheme VARCHAR, level VARCHAR, "
        "pcode VARCHAR, service_code VARCHAR, organisation_id VARCHAR, detail_1 VARCHAR, detail_2 VARCHAR)"
    )
    for rule, told in rules().items():
        words = [told[text][language] for text in ("title", "sentence", "owner") for language in ("fr", "en")]
        connection.execute(
            "INSERT INTO warehouse.marts.contradiction_rules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [rule, SEVERITIES.index(told["severity"]), told["severity"], *words],
        )
        found = (HERE / f"{rule}.sql").read_text(encoding="utf-8")
        connection.execute(
            f"INSERT INTO warehouse.marts.contradictions SELECT $rule, found.* FROM ({found}) found ORDER BY ALL",
            {"rule": rule},
        )
