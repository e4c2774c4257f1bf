"""The flows of the demonstration against a naive account of its workbooks, read back with pandas."""

import csv
import json
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.headings import REFERENCE
from tests.conftest import Built
from tests.factories import rows

MONTH, SENDER, RECEIVER, COUNT = (
    "Mois",
    "Organisation émettrice",
    "Organisation\nréceptrice",
    "Nombre de référencements",
)
STATUS = {
    "Réalisé": "done",
    "Accepté": "accepted",
    "Rejeté": "rejected",
    "En attente": "in_progress",
    "Annulé": "revoked",
}
DELAYS = {"≤ 24 h": "within_24h", "24-72 h": "within_72h", "3-14 jours": "within_14d", "> 14 jours": "longer",
          "Sans réponse": "none", "Non servi": "none"}  # fmt: skip
PRIORITIES = {"Urgence": "emergency", "Urgent": "urgent", "Normal": "normal"}
REASONS = {"Service indisponible": "service_unavailable", "Hors critères": "not_eligible",
           "Capacité dépassée": "no_capacity", "Distance ou insécurité": "access",
           "Refus de l'enfant ou de la famille": "declined", "Enfant parti de la zone": "lost_contact"}  # fmt: skip
SERVICES = {"Centre d'écoute psychosociale": "psychosocial", "Centre d'écoute juridique": "legal",
            "Formation sanitaire": "health", "École": "school", "Espace ami d'enfants": "safe_space",
            "Prise en charge médicale VBG": "gbv_clinical_care", "État civil": "civil_registration",
            "Gestion de cas": "case_management"}  # fmt: skip
NAMES = ["period", "scheme", "from_pcode", "to_pcode", "from_service", "to_service", "from_organisation",
         "to_organisation", "priority", "status", "reason", "answer_within", "service_within", "sex", "age_group",
         "disability"]  # fmt: skip


@pytest.fixture(scope="module")
def told(demo_sources: Path) -> pd.DataFrame:
    """The rows of the demonstration's referrals that have a place, those repeated to the letter once."""
    parts = []
    for path in sorted(demo_sources.glob("referencements_*.xlsx")):
        part = pd.read_excel(path, header=2, dtype={COUNT: int}, keep_default_na=False)
        parts.append(part[part["Code sous-préfecture"] != ""].drop_duplicates())
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def expected(told: pd.DataFrame) -> dict[tuple, int]:
    """Referrals by all that a flow tells, in codes; of a pair and month that the sender tells, the sender's alone."""
    by_name = {}
    with (REFERENCE / "areas.csv").open(encoding="utf-8") as file:
        for area in csv.DictReader(file):
            by_name[area["scheme"], area["pcode"]] = area
    sent = {(r[MONTH], r[SENDER], r[RECEIVER]) for r in told.to_dict("records") if r["Déclaré par"] == "Émettrice"}
    found: dict[tuple, int] = {}
    for row in told.to_dict("records"):
        if row["Déclaré par"] == "Réceptrice" and (row[MONTH], row[SENDER], row[RECEIVER]) in sent:
            continue
        period = f"{row[MONTH]:%Y-%m}"
        scheme = "cod_v01" if period < "2024-06" else "cod_v02"
        assert (scheme, row["Code sous-préfecture d'arrivée"]) in by_name
        key = (
            period, scheme, row["Code sous-préfecture"], row["Code sous-préfecture d'arrivée"],
            SERVICES.get(row["Service d'origine"], "unknown"), SERVICES[row["Service demandé"]],
            row[SENDER].lower(), row[RECEIVER].lower(), PRIORITIES[row["Priorité"]],
            STATUS[row["Statut du référencement"]], REASONS.get(row["Motif"]),
            DELAYS.get(row["Délai de réponse"], "unknown"), DELAYS.get(row["Délai de prise en charge"], "unknown"),
            {"F": "girl", "M": "boy"}.get(row["Sexe"], "unknown"), row["Tranche d'âge"] or "unknown", "unknown",
        )  # fmt: skip
        found[key] = found.get(key, 0) + row[COUNT]
    return found


def test_the_flows_are_those_of_the_naive_account(demo_warehouse: Path, expected: dict[tuple, int]) -> None:
    found = rows(demo_warehouse, f"SELECT {', '.join(NAMES)}, referrals FROM marts.referral_flows")
    assert len(found) == len({row[:-1] for row in found})
    assert {row[:-1]: row[-1] for row in found} == expected
    assert sum(expected.values()) > 14_000


def test_disagreements_are_those_of_the_naive_account(demo_warehouse: Path, told: pd.DataFrame) -> None:
    told = told.assign(period=told[MONTH].dt.strftime("%Y-%m"))
    sums = told.groupby(["period", SENDER, RECEIVER, "Déclaré par"])[COUNT].sum().unstack()
    both = sums.dropna()
    unlike = both[both["Émettrice"] != both["Réceptrice"]]
    found = rows(
        demo_warehouse,
        "SELECT period, from_organisation, to_organisation, said_by_sender, said_by_receiver "
        "FROM core.referral_disagreements",
    )
    assert {row[:3]: row[3:] for row in found} == {
        (period, sender.lower(), receiver.lower()): (row["Émettrice"], row["Réceptrice"])
        for (period, sender, receiver), row in unlike.iterrows()
    }
    assert 3 <= len(found) < len(both)


def test_each_file_says_that_it_tells_referrals_twice(demo_build: Built) -> None:
    said = {e["file"] for e in demo_build.report["files"] for i in e["issues"] if i["code"] == "referral_told_twice"}
    assert said <= {"referencements_2026.xlsx"}
    assert rows(
        demo_build.warehouse, "SELECT DISTINCT sheet FROM core.issues WHERE code = 'referral_told_twice'"
    ) == [("Référencements 2026",)]  # fmt: skip


def test_flows_stay_within_the_internal_file(demo_warehouse: Path) -> None:
    public = demo_warehouse / json.loads((demo_warehouse / "CURRENT.json").read_text(encoding="utf-8"))["public"]
    with duckdb.connect(str(public), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert "published_counts" in tables
    assert not {"referral_flows", "referral_ledger", "referral_disagreements"} & tables
