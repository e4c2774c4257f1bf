"""How cases are managed: every number of the marts against a table worked by hand, and a naive oracle on many rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from dashboard.filters import Cases
from dashboard.language import Translator
from dashboard.queries import case_flows, case_loads, case_measures, case_steps, case_supervision, own_cases
from dashboard.ui import case_closures, case_standards, case_teams, cases
from dashboard.warehouse import Warehouse, current_warehouse
from tests.factories import Built, case_count, grid

HEADINGS = ["Mois", "Organisation", "Sous-préfecture", "Mesure", "Niveau de risque", "Nombre de cas"]
LOADS = ["Mois", "Organisation", "Sous-préfecture", "Fonction", "Cas actifs par gestionnaire", "Nombre d'agents"]
BAMBARI, BRIA = "Bambari", "Bria"
_ = Translator("en")


def told(month: str, who: str, where: str, *counts: tuple[str, str, int]) -> list[list[object]]:
    return [[month, who, where, measure, risk, count] for measure, risk, count in counts]


PRACTICE = [
    HEADINGS,
    *told("01/2025", "ACF", BAMBARI,
          ("identified", "Élevé", 6), ("identified", "", 4), ("assessed", "Élevé", 5),
          ("plan_due", "Élevé", 8), ("plan_within_14d", "Élevé", 6),
          ("followup_due", "Élevé", 12), ("followup_on_time", "Élevé", 9),
          ("followup_due", "Faible", 4), ("followup_on_time", "Faible", 4),
          ("closed_formal", "", 10), ("closed_lost", "", 4), ("closed_death", "", 2), ("closed_unknown", "", 4),
          ("wellbeing_scored", "", 10), ("wellbeing_improved", "", 7), ("transferred_in", "", 3)),
    *told("02/2025", "ACF", BAMBARI,
          ("identified", "Faible", 3), ("plan_due", "Faible", 4), ("plan_within_14d", "Faible", 1)),
    # tells what is due and not what was on time: in no share
    *told("03/2025", "UNICEF", BRIA,
          ("plan_due", "", 50), ("followup_due", "Élevé", 30), ("followup_on_time", "Élevé", 3), ("reviewed", "", 5)),
    # a month of the next quarter
    *told("04/2025", "ACF", BAMBARI, ("identified", "", 100)),
]  # fmt: skip


def load(who: str, staff: str, bracket: str, count: int, month: str = "03/2025") -> list[object]:
    return [month, who, BAMBARI if who == "ACF" else BRIA, staff, bracket, count]


STAFF = [
    LOADS,
    # of January: gone by the end of the quarter
    load("ACF", "Gestionnaire de cas", "41+", 9, "01/2025"),
    load("ACF", "Superviseur", "", 9, "01/2025"),
    load("ACF", "Gestionnaire de cas", "0", 1),
    load("ACF", "Gestionnaire de cas", "11-20", 2),
    load("ACF", "Gestionnaire de cas", "21-25", 1),
    load("ACF", "Gestionnaire de cas", "26-30", 1),
    load("ACF", "Gestionnaire de cas", "", 2),
    load("ACF", "Superviseur", "", 2),
    # stopped telling in February: its last month stays the stock
    load("UNICEF", "Gestionnaire de cas", "26-30", 2, "02/2025"),
    load("OIM", "Gestionnaire de cas", "1-10", 4),
    load("OIM", "Superviseur", "", 0),
]


def count(month: str, status: str, number: int, **cells: object) -> dict[str, object]:
    return case_count(period=month, case_status=status, cases=number, **cells)


COUNTS = [
    count("2025-01", "Nouveau", 10), count("2025-01", "Actif", 30), count("2025-01", "Clos", 2),
    count("2025-02", "Nouveau", 5), count("2025-02", "Actif", 33), count("2025-02", "Clos", 1),
    count("2025-03", "Nouveau", 7), count("2025-03", "Actif", 39, sex="F"), count("2025-03", "Actif", 1, sex="M"),
    count("2025-02", "Actif", 20, organisation="UNICEF"), count("2025-01", "Actif", 25, organisation="UNICEF"),
]  # fmt: skip
VIEW = Cases(period="2025-Q1", scheme="cod_v02", adm1="all", organisation="all")


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    return small(
        {
            "qualite.xlsx": {"Qualité": PRACTICE},
            "charge.xlsx": {"Charge": STAFF},
            "cas.xlsx": {"Cas": grid(COUNTS)},
        }
    )


@pytest.fixture
def warehouse(built: Built, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(built.warehouse))
    return current_warehouse()


def view(**other: str) -> Cases:
    return Cases(**{**vars(VIEW), **other})


def test_a_stock_is_the_last_month_of_each_organisation_and_flows_add_up(warehouse: Warehouse) -> None:
    """Trap 8: 30 + 33 + 40 are the same cases three times; UNICEF's last month is February."""
    flows = case_flows(warehouse, VIEW)
    assert (flows["new_cases"], flows["active_cases"], flows["closed_cases"]) == (22, 60, 3)
    assert (flows["first_stock"], flows["last_stock"]) == ("2025-02", "2025-03")
    assert cases.stock_words(flows, _) == "February 2025 to March 2025, by organisation"
    january, year = (case_flows(warehouse, view(period=period)) for period in ("2025-01", "2025"))
    assert (january["new_cases"], january["active_cases"], january["closed_cases"]) == (10, 55, 2)
    assert (year["new_cases"], year["active_cases"], year["closed_cases"]) == (22, 60, 3)


def test_what_nobody_tells_is_not_zero(warehouse: Warehouse) -> None:
    """Trap 1: of UNICEF nobody tells new or closed cases."""
    flows = case_flows(warehouse, view(organisation="unicef"))
    assert (np.isnan(flows["new_cases"]), flows["active_cases"], np.isnan(flows["closed_cases"])) == (True, 20, True)
    assert cases.number_cell(flows["new_cases"], _) == "no data"


def test_steps_are_counts_with_their_unknown_and_who_tells_them(warehouse: Warehouse) -> None:
    steps = case_steps(warehouse, VIEW).set_index("rank")
    numbers = {rank: cases_ for rank, cases_ in steps["cases"].items() if cases_ == cases_}
    assert numbers == {1: 13, 2: 5, 9: 5, 10: 20}
    assert steps.loc[1, "risk_unknown"] == 4
    assert [(steps.loc[rank, "organisations"], steps.loc[rank, "all_organisations"]) for rank in (1, 9, 5)] == [
        (1, 2), (1, 2), (0, 2),
    ]  # fmt: skip
    assert list(steps["guideline_step"]) == [1, 2, 3, 4, 4, 4, 4, 4, 5, 6]


def test_a_share_is_of_those_who_tell_both_numbers(warehouse: Warehouse) -> None:
    """Traps 1, 6 and 9: 7 of 12 plans; UNICEF's 50 of which nobody tells the part are in no share. 16 of 46 follow-ups
    are no mean of 81 % and 10 %."""
    found = case_measures(warehouse, VIEW)
    assert cases.part_and_whole(found, "plan_within_14d", "plan_due") == (7, 12)
    assert cases.count(found, "plan_due") - cases.count(found, "plan_due", column="answered") == 50
    assert cases.part_and_whole(found, "followup_on_time", "followup_due") == (16, 46)
    assert cases.part_and_whole(found, "followup_on_time", "followup_due", "high") == (12, 42)
    assert cases.part_and_whole(found, "followup_on_time", "followup_due", "low") == (4, 4)
    assert cases.part_and_whole(found, "followup_on_time", "followup_due", "medium") is None
    assert cases.pair_cells((12, 42), _) == ("28.6%", "12 of 42")


def test_under_ten_there_is_no_share(warehouse: Warehouse) -> None:
    """Trap 10: nothing is divided by zero either."""
    assert cases.pair_cells((9, 9), _)[0] == "–"
    assert cases.pair_cells((10, 10), _)[0] == "100.0%"
    assert cases.pair_cells((0, 0), _)[0] == "–"
    assert cases.pair_cells(None, _) == ("–", "no data")


def test_brackets_are_those_of_the_last_month_and_25_is_no_26(warehouse: Warehouse) -> None:
    """Trap 2: the edges. The nine of January are gone; those whose bracket nobody tells are in no share."""
    loads = case_loads(warehouse, VIEW).set_index("bracket")["caseworkers"].to_dict()
    assert loads == {"0": 1, "1-10": 4, "11-20": 2, "21-25": 1, "26-30": 3, "unknown": 2}
    teams = case_supervision(warehouse, VIEW)
    assert cases.load_cells(teams, _) == ("70.0%", "7 of 10")
    by_name = teams.set_index("organisation_id")
    assert dict(by_name["at_most_25"]) == {"acf": 3, "unicef": 0, "oim": 4}
    assert dict(by_name["more"]) == {"acf": 1, "unicef": 2, "oim": 0}


def test_supervision_is_of_those_who_tell_it_and_none_is_not_unknown(warehouse: Warehouse) -> None:
    """ACF has 6 caseworkers with cases for 2, OIM 4 for none; UNICEF's two are too few, and it tells no supervisor."""
    teams = case_supervision(warehouse, VIEW)
    assert case_teams.overall_words(teams, _) == "**5** caseworkers per supervisor (10 for 2)."
    cells = {row["organisation_id"]: case_teams.team_cells(row, _) for _index, row in teams.iterrows()}
    assert cells["acf"] == ("ACF", "6", "75.0%", "2", "3")
    assert cells["oim"][1:] == ("4", "100.0%", "0", "no supervisor")
    assert cells["unicef"] == ("UNICEF", "fewer than three: hidden", "–", "–", "–")
    alone = case_supervision(warehouse, view(organisation="oim"))
    assert case_teams.overall_words(alone, _) == "**No supervisor** for 4 caseworkers."
    few = case_supervision(warehouse, view(organisation="unicef"))
    assert cases.load_cells(few, _) == ("–", "fewer than three caseworkers: hidden")
    rows = {row["organisation_id"]: case_teams.team_row(row, _) for _index, row in teams.iterrows()}
    assert rows["acf"] == ("ACF", 6, 3, 2, 3.0)
    assert rows["unicef"][1:] == ("fewer than three: hidden", None, None, None)


def test_closures_tell_the_unknown_first_and_no_single_death(warehouse: Warehouse) -> None:
    found = case_measures(warehouse, VIEW)
    known = case_closures.by_reason(found)
    assert known == {"formal": 10, "lost": 4, "death": 2}
    assert case_closures.unknown_words(4, 20, _).startswith("**20.0%** of closures have no known reason (4 of 20)")
    assert case_closures.reason_rows(known, _) == [("Formal closing + Lost to follow-up + Death", 16, "100.0%")]
    assert case_closures.response_words(found, 20, _) == (
        "Only cases scored twice count: 10 of 20 closed cases, 50.0%."
    )
    assert case_closures.response_words(found, 9, _).startswith("More cases scored (10) than closures told (9)")


def test_the_scorecard_has_every_standard_and_names_what_is_missing(warehouse: Warehouse) -> None:
    rows = case_standards.score_rows(warehouse, VIEW, _)
    assert {row[0].split(".")[0] for row in rows} == {"18", *(str(number) for number in range(21, 29))}
    values = {row[1].split(" ")[0]: row[2:4] for row in rows}
    assert values["CM-02"] == ("58.3%", "7 of 12")
    assert values["CM-03"] == ("70.0%", "7 of 10")
    assert values["CM-04"] == ("5", "10 caseworkers, 2 supervisors")
    assert values["CM-05"] == ("34.8%", "16 of 46")
    assert values["CM-06"] == ("62.5%", "10 of 16")
    assert values["CM-07"] == ("70.0%", "7 of 10")
    missing = {row[0].split(".")[0]: row[6] for row in rows if row[0][:2] != "18"}
    assert missing["21"] == missing["28"] == "an indicator and its source"
    assert missing["23"] == "no source of it is loaded"
    assert all("to be checked" in row[5] for row in rows if "K" in row[5])
    january = {row[1].split(" ")[0]: row for row in case_standards.score_rows(warehouse, view(period="2025-01"), _)}
    assert (january["CM-02"][2], january["CM-02"][6]) == ("–", "ten cases at least")
    empty = case_standards.score_rows(warehouse, view(period="2025-04"), _)
    assert {row[6] for row in empty if row[0].startswith("18")} == {"nobody tells it in this view"}


def test_an_area_of_one_scheme_is_none_of_the_other(warehouse: Warehouse) -> None:
    assert case_flows(warehouse, view(adm1="CF43"))["active_cases"] == 60
    assert case_flows(warehouse, view(adm1="CF43", scheme="cod_v01"))["rows"] == 0


def test_an_organisation_has_its_own_steps_and_no_others(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(built.warehouse))
    found = {}
    for owner in (("organisation", "acf"), ("organisation", "unicef"), ("donor", "acf")):
        rows = own_cases(current_warehouse("public", owner))
        told = rows[rows["cases"].notna()]
        found[owner] = {(row.period, row.rank): row.cases for row in told.itertuples()}
    assert found == {
        ("organisation", "acf"): {("2025-Q1", 1): 13, ("2025-Q1", 2): 5, ("2025-Q1", 10): 20, ("2025-Q2", 1): 100},
        ("organisation", "unicef"): {("2025-Q1", 9): 5},
        ("donor", "acf"): {},
    }


# -- many rows, added up by loops

MEASURES = ("identified", "plan_due", "plan_within_14d", "followup_due", "followup_on_time", "closed_unknown")
WHOLE = {"plan_within_14d": "plan_due", "followup_on_time": "followup_due"}
RISKS = {"Élevé": "high", "Moyen": "medium", "": "unknown"}
Told = tuple[str, str, str, str, int]


def generated(seed: int) -> list[Told]:
    """Month, organisation, measure, risk and count: each once, and no part above its whole."""
    random = np.random.default_rng(seed)
    found: list[Told] = []
    for month in ("2025-01", "2025-02", "2025-05"):
        for who in ("ACF", "UNICEF"):
            for risk in RISKS:
                numbers = {name: int(random.integers(0, 9)) for name in MEASURES}
                is_told = {name: bool(random.random() < 0.8) for name in MEASURES}
                for part, whole in WHOLE.items():
                    numbers[part] = min(numbers[part], numbers[whole])
                    is_told[part] = is_told[part] and is_told[whole]
                found += [(month, who, name, risk, numbers[name]) for name in MEASURES if is_told[name]]
    return found


def spans(month: str) -> Iterable[str]:
    return month, f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}", month[:4]


@pytest.mark.parametrize("seed", [1, 2])
def test_many_rows_add_up_as_loops_do(seed: int, small: Callable[..., Built], tmp_path: Path) -> None:
    rows = generated(seed)
    sheet = [HEADINGS, *([month, who, BAMBARI, name, risk, number] for month, who, name, risk, number in rows)]
    built = small({"qualite.xlsx": {"Qualité": sheet}})
    answered = {(month, who, WHOLE[name]) for month, who, name, _risk, _number in rows if name in WHOLE}
    wanted: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for month, who, name, risk, number in rows:
        for span in spans(month):
            sums = wanted[span, who.lower(), name, RISKS[risk]]
            sums[0] += number
            sums[1] += number if name not in WHOLE.values() or (month, who, name) in answered else 0
    assert {
        tuple(row[:4]): list(row[4:])
        for row in built.rows(
            "SELECT period, organisation_id, measure, risk_level, cases, answered FROM marts.case_measures"
        )
    } == wanted
    assert built.entry("qualite.xlsx")["rows_rejected"] == 0
