"""Indicators of referrals and cases on the demonstration, against a naive account of its ledger and rows in pandas."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.indicators.model import declared
from tests.conftest import Built

DEADLINES = {"emergency": 1, "urgent": 3, "normal": 14}  # days
TIMES = {"within_24h": (0, 1), "within_72h": (1, 3), "within_14d": (3, 14), "longer": (14, None)}
LEVELS = {"country": "country", "adm1": "adm1", "adm2": "adm2"}


def frame(built: Built, query: str, *names: str) -> pd.DataFrame:
    return pd.DataFrame(built.rows(query), columns=list(names))


def last_day(month: str) -> dt.date:
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)


def quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


@pytest.fixture(scope="module")
def ledger(demo_build: Built) -> pd.DataFrame:
    """The referrals of the months of one scheme, with what became of them told in plain Python."""
    names = (
        "period",
        "scheme",
        "area",
        "sender",
        "receiver",
        "priority",
        "status",
        "reason",
        "answer",
        "served_in",
        "n",
    )
    told = frame(
        demo_build,
        "SELECT period, scheme, from_pcode, from_organisation, to_organisation, priority, "
        "status, coalesce(reason, ''), answer_within, service_within, referrals FROM marts.referral_flows "
        "WHERE period >= '2026'",
        *names,
    )
    cut_off = max(map(last_day, told["period"]))
    is_free = (told["reason"] == "declined") & (told["status"] != "done") | (told["status"] == "revoked")
    told["country"], told["adm1"], told["adm2"], told["quarter"] = (
        "CF",
        told["area"].str[:4],
        told["area"],
        told["period"].map(quarter),
    )
    waited = told["period"].map(lambda month: (cut_off - last_day(month)).days)
    told["is_due"] = (waited >= told["priority"].map(DEADLINES)) & ~is_free
    told["is_served_due"] = (waited >= 30) & ~is_free
    told["is_answered"] = told["status"].isin(["accepted", "rejected", "done"]) | told["answer"].isin(TIMES)
    told["is_silent"] = ~told["is_answered"] & ((told["status"] == "in_progress") | (told["answer"] == "none"))
    limits = told["answer"].map(lambda answer: (TIMES.get(answer) or (None, None))[1])
    told["is_in_time"] = told["is_answered"] & (limits <= told["priority"].map(DEADLINES))
    told["is_timed"] = told["is_in_time"] | told["is_silent"] | told["answer"].isin(TIMES)
    told["is_free"] = is_free
    return told


def share(numerator: pd.Series, denominator: pd.Series) -> Callable[[pd.DataFrame], tuple[float, float]]:
    """Of some rows of the ledger, the referrals of either."""
    return lambda rows: (rows["n"][numerator[rows.index]].sum(), rows["n"][denominator[rows.index]].sum())


def accounts(told: pd.DataFrame) -> dict[str, tuple[str, Callable]]:
    """Who an indicator of referrals is told of, and its naive account."""
    judged = ~told["is_free"]
    accepted, rejected = told["status"].isin(["accepted", "done"]), told["status"] == "rejected"
    unavailable = (told["reason"] == "service_unavailable") & (told["status"] != "done")
    timed = told["is_due"] & told["is_timed"]
    return {
        "REF-01": ("sender", lambda rows: (rows["n"].sum(), None)),
        "REF-02": ("receiver", share(timed & told["is_in_time"], timed)),
        "REF-03": ("receiver", share(judged & accepted, judged & (accepted | rejected))),
        "REF-04": (
            "sender",
            share(
                told["is_served_due"] & (told["status"] == "done"),
                told["is_served_due"] & (told["status"] != "unknown"),
            ),
        ),
        "REF-06": (
            "receiver",
            share(told["is_due"] & told["is_silent"], told["is_due"] & (told["is_silent"] | told["is_answered"])),
        ),
        "REF-07": ("sender", share(unavailable, unavailable | (judged & (accepted | rejected)))),
    }


@pytest.mark.parametrize("name", ["REF-01", "REF-02", "REF-03", "REF-04", "REF-06", "REF-07"])
def test_referrals(demo_build: Built, ledger: pd.DataFrame, name: str) -> None:
    who, account = accounts(ledger)[name]
    compared = 0
    for period, level, pcode, organisation, numerator, denominator in values(demo_build, name):
        place = ledger[ledger["quarter" if "Q" in period else "period"] == period]
        rows = place[place[who] == organisation] if level == "org" else place[place[LEVELS[level]] == pcode]
        expected = account(rows)
        assert (numerator, denominator) == expected, (period, level, pcode, organisation)
        compared += 1
    assert compared > 50


def values(built: Built, name: str, periods: str = "'2026-Q_'", component: str = "NULL") -> list[tuple]:
    return built.rows(
        "SELECT period, level, pcode, organisation, numerator, denominator FROM marts.indicator_values "
        f"WHERE indicator_id = '{name}' AND component IS NOT DISTINCT FROM {component} AND period LIKE {periods} "
        "AND sex = '*' AND age_group = '*' AND disability = '*'"
    )


def test_the_median_is_that_of_referrals_spread_over_their_brackets(demo_build: Built, ledger: pd.DataFrame) -> None:
    """Each referral in the middle of an equal share of its bracket: the median of these is the interpolated one, to a
    step between two of them."""
    compared = 0
    for period, level, pcode, _, median, denominator in values(demo_build, "REF-05"):
        rows = ledger[(ledger["quarter" if "Q" in period else "period"] == period) & (ledger[LEVELS[level]] == pcode)]
        rows = rows[~rows["is_free"] & (rows["status"] == "done")]
        numbers = {bracket: int(rows["n"][rows["served_in"] == bracket].sum()) for bracket in TIMES}
        days, steps = [], [0.0]
        for bracket, (low, high) in TIMES.items():
            width = (high if high is not None else 10_000) - low
            days += [low + width * (place + 0.5) / numbers[bracket] for place in range(numbers[bracket])]
            steps += [width / numbers[bracket]] if numbers[bracket] and high is not None else []
        middle = sorted(days)[(len(days) - 1) // 2]
        assert denominator == len(days)
        if median is None:
            assert middle > 14
        else:
            assert abs(middle - median) <= max(steps), (period, level, pcode)
        compared += 1
    assert compared > 30


PRACTICE = {
    "CM-02": (("plan_within_14d",), ("plan_due",)),
    "CM-05": (("followup_on_time",), ("followup_due",)),
    "CM-06": (
        ("closed_formal",),
        ("closed_formal", "closed_transferred", "closed_lost", "closed_repatriated", "closed_death", "closed_other"),
    ),
    "CM-07": (("wellbeing_improved",), ("wellbeing_scored",)),
    "OUT-03": (("mhpss_referred",), ("mhpss_identified",)),
    "OUT-04": (("documents_obtained",), ()),
}


@pytest.fixture(scope="module")
def practice(demo_build: Built) -> pd.DataFrame:
    names = ("period", "adm1", "adm2", "organisation", "measure", "n")
    told = frame(
        demo_build,
        "SELECT period, adm1_pcode, adm2_pcode, organisation_id, measure, cases FROM core.case_practice "
        "WHERE NOT is_duplicate AND period >= '2026'",
        *names,
    )
    return told.assign(country="CF", quarter=told["period"].map(quarter))


@pytest.mark.parametrize("name", sorted(PRACTICE))
def test_case_management(demo_build: Built, practice: pd.DataFrame, name: str) -> None:
    above, below = PRACTICE[name]
    compared = 0
    for period, level, pcode, organisation, numerator, denominator in values(demo_build, name):
        rows = practice[practice["quarter" if "Q" in period else "period"] == period]
        rows = rows[rows["organisation"] == organisation] if level == "org" else rows[rows[LEVELS[level]] == pcode]
        found = [rows["n"][rows["measure"].isin(part)].sum() for part in (above, below)]
        assert (numerator or 0) == found[0], (period, level, pcode, organisation)
        assert (denominator or 0) == found[1], (period, level, pcode, organisation)
        compared += 1
    assert compared > 15


@pytest.mark.parametrize("name", ["OUT-01", "OUT-02"])
def test_registers_are_those_of_the_last_month(demo_build: Built, practice: pd.DataFrame, name: str) -> None:
    """A stock: of each organisation and place, the last month of the quarter that it told."""
    parts = {
        "OUT-01": {"'separated'": ("uasc_separated_solved", "uasc_separated"),
                   "'unaccompanied'": ("uasc_unaccompanied_solved", "uasc_unaccompanied")},
        "OUT-02": {"NULL": ("caafag_reintegrated", "caafag_registered")},
    }[name]  # fmt: skip
    compared = 0
    for component, measures in parts.items():
        own = practice[practice["measure"].isin(measures)]
        latest = own.groupby(["quarter", "organisation", "adm2"])["period"].transform("max")
        for period, level, pcode, _, numerator, denominator in values(demo_build, name, component=component):
            rows = own[(own["quarter"] == period) & (own["period"] == latest) & (own[LEVELS[level]] == pcode)]
            found = tuple(rows["n"][rows["measure"] == measure].sum() for measure in measures)
            assert (numerator or 0, denominator or 0) == found, (component, period, level, pcode)
            compared += 1
    assert compared > 5


def test_new_open_and_closed_cases(demo_build: Built) -> None:
    """CM-01: what is opened and closed adds up over the months; what is open is the last month's of each place."""
    words = {"Nouveau": "new", "Actif": "active", "Clos": "closed"}
    cases = frame(
        demo_build,
        "SELECT period, adm1_pcode, adm2_pcode, organisation_id, case_status, case_count FROM core.case_counts "
        "WHERE NOT is_duplicate AND period >= '2026'",
        *("period", "adm1", "adm2", "organisation", "status", "n"),
    )
    cases = cases.assign(country="CF", quarter=cases["period"].map(quarter), part=cases["status"].map(words))
    latest = cases.groupby(["quarter", "part", "organisation", "adm2"])["period"].transform("max")
    compared = 0
    for part in words.values():
        own = cases[(cases["part"] == part) & ((part != "active") | (cases["period"] == latest))]
        for period, level, pcode, organisation, numerator, denominator in values(
            demo_build, "CM-01", component=f"'{part}'"
        ):
            rows = own[own["quarter"] == period]
            rows = rows[rows["organisation"] == organisation] if level == "org" else rows[rows[LEVELS[level]] == pcode]
            assert (numerator, denominator) == (rows["n"].sum(), None), (part, period, level, pcode, organisation)
            compared += 1
    assert compared > 100


def test_caseloads_and_supervisors_are_those_of_the_last_month(demo_build: Built) -> None:
    """CM-03 (share) and CM-04."""
    staff = frame(
        demo_build,
        "SELECT period, adm1_pcode, coalesce(adm2_pcode, ''), organisation_id, staff, coalesce(bracket, ''), "
        "staff_count FROM core.caseloads WHERE NOT is_duplicate AND period >= '2026'",
        *("period", "adm1", "adm2", "organisation", "staff", "bracket", "n"),
    )
    staff = staff.assign(country="CF", quarter=staff["period"].map(quarter))
    has_cases = (staff["staff"] == "caseworker") & ~staff["bracket"].isin(["0", "unknown", ""])
    leads = staff["staff"] == "supervisor"
    wholes = {
        ("CM-03", "'at_most_25'"): (has_cases & staff["bracket"].isin(["1-10", "11-20", "21-25"]), has_cases),
        ("CM-04", "NULL"): (has_cases, leads),
    }
    compared = 0
    for (name, component), (above, below) in wholes.items():
        posts = ["quarter", "organisation", "adm1", "adm2"]
        # of CM-04, the places of which somebody tells the supervisors
        told = staff[below.groupby([staff[post] for post in ["period", *posts[1:]]]).transform("any")]
        told = told[told["period"] == told.groupby(posts)["period"].transform("max")]
        for period, level, pcode, organisation, numerator, denominator in values(demo_build, name, component=component):
            rows = told[told["quarter"] == period]
            rows = rows[rows["organisation"] == organisation] if level == "org" else rows[rows[LEVELS[level]] == pcode]
            expected = tuple(rows["n"][part[rows.index]].sum() for part in (above, below))
            assert (numerator, denominator) == expected, (name, period, level, pcode, organisation)
            compared += 1
    assert compared > 30


def test_organisations_that_take_part(demo_build: Built, ledger: pd.DataFrame) -> None:
    """REF-08: of the organisations active in a service in the quarter, those with a referral in it, at either end."""
    active = frame(
        demo_build,
        "SELECT DISTINCT period, adm1_pcode, organisation_id FROM core.activities a "
        "SEMI JOIN core.activity_services s ON s.sheet_id = a.sheet_id AND s.row = a.row WHERE period >= '2026'",
        *("period", "adm1", "organisation"),
    )
    active = active.assign(country="CF", quarter=active["period"].map(quarter))
    compared = 0
    for period, level, pcode, _, numerator, denominator in values(demo_build, "REF-08"):
        there = set(active[(active["quarter"] == period) & (active[LEVELS[level]] == pcode)]["organisation"])
        told = ledger[ledger["quarter"] == period]
        assert (numerator, denominator) == (len(there & {*told["sender"], *told["receiver"]}), len(there))
        compared += 1
    assert compared > 30


def test_reached_of_the_plan_s_target(demo_build: Built) -> None:
    """CO-02 of 2026: of each activity of an organisation in an area its best month, or of one sector all its months."""
    told = frame(
        demo_build,
        "SELECT sector_code, organisation_id, adm1_pcode, coalesce(adm2_pcode, ''), activity, period, reached_count "
        "FROM core.activities WHERE NOT is_duplicate AND period LIKE '2026-%'",
        *("sector", "organisation", "adm1", "adm2", "activity", "period", "n"),
    )
    posts = ["sector", "organisation", "adm1", "adm2", "activity"]
    by_month = told.groupby([*posts, "period"])["n"].sum().reset_index().assign(country="CF")
    targets = {
        (sector, area): (meant, rule)
        for sector, area, meant, rule in demo_build.rows(
            "SELECT sector_code, coalesce(adm1_pcode, 'CF'), targeted, reach_rule FROM core.plan_targets "
            "WHERE year = 2026 AND indicator_id IS NULL"
        )
    }
    compared, over = 0, 0
    for sector in sorted({sector for sector, _ in targets}):
        for _, level, pcode, _, numerator, denominator in values(
            demo_build, "CO-02", component=f"'{sector}'", periods="'2026'"
        ):
            meant, rule = targets.pop((sector, pcode))
            groups = by_month[(by_month["sector"] == sector) & (by_month[LEVELS[level]] == pcode)].groupby(posts)["n"]
            expected = groups.sum() if rule == "sum" else groups.max()
            assert (numerator, denominator) == (expected.sum(), meant), (sector, pcode)
            compared, over = compared + 1, over + (numerator > denominator)
    assert targets == {}
    assert compared == 48
    assert over > 0


def test_every_value_is_a_part_of_its_whole_and_every_total_the_sum_of_its_sexes(demo_build: Built) -> None:
    shares = {one.id for one in declared()[0] if one.is_share}
    assert len(shares) > 10
    over = demo_build.rows("SELECT DISTINCT indicator_id FROM marts.indicator_values WHERE numerator > denominator")
    assert {name for (name,) in over} & shares == set()
    assert demo_build.rows(
        "SELECT count(*) FROM (SELECT sum(numerator) FILTER (sex = '*') AS whole, "
        "sum(numerator) FILTER (sex <> '*') AS parts FROM marts.indicator_values "
        "WHERE indicator_id IN ('REF-01', 'REF-04', 'CM-01') AND age_group = '*' AND disability = '*' "
        "GROUP BY indicator_id, component, period, level, pcode, organisation) WHERE whole <> parts"
    ) == [(0,)]


def test_the_build_has_no_wrong_indicator(demo_build: Built) -> None:
    assert demo_build.rows("SELECT file, line, why FROM core.indicator_faults") == []


def test_the_public_file_holds_what_counts_no_child(demo_warehouse: Path, demo_build: Built) -> None:
    """Counts of children, cases and referrals are published by the protected tables alone."""
    pointer = json.loads((demo_warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(demo_warehouse / pointer["public"]), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        told = connection.execute(
            "SELECT indicator_id, level, count(*), sum(numerator) FROM marts.indicator_values GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    assert "published_counts" in tables
    assert tables & {"referral_flows", "referral_outcomes"} == set()
    public = {one.id for one in declared()[0] if one.is_public}
    assert {id for id, *_ in told} == public
    assert {level for _, level, *_ in told} == {"country", "adm1", "adm2"}
    names = ", ".join(f"'{id}'" for id in sorted(public))
    assert told == demo_build.rows(
        "SELECT indicator_id, level, count(*), sum(numerator) FROM marts.indicator_values "
        f"WHERE indicator_id IN ({names}) AND level <> 'org' GROUP BY ALL ORDER BY ALL"
    )
