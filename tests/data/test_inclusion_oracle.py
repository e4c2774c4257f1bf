"""INC-01, INC-02 and completeness on the demonstration, against a naive account of its rows in plain Python."""

from collections import defaultdict

from tests.conftest import Built

YEARS = ("2025", "2026")  # the months of one scheme of boundaries, and of quarters told whole
UNKNOWN = "unknown"


def quarter(period: str) -> str:
    return period if "Q" in period else f"{period[:4]}-Q{(int(period[5:]) + 2) // 3}"


def told(built: Built) -> list[tuple]:
    return built.rows(
        "SELECT period, adm1_pcode, adm2_pcode, organisation_id, sector_code, sex, age_group, disability, people "
        "FROM core.reach_counts WHERE NOT is_duplicate AND period >= '2025'"
    )


def people(built: Built) -> dict[tuple, tuple[int, int]]:
    """Known and reported by quarter, prefecture, organisation and sector, each place and period taken for itself."""
    known: dict[tuple, int] = defaultdict(int)
    broken_down: dict[tuple, int] = defaultdict(int)
    reported: dict[tuple, int] = defaultdict(int)
    for period, adm1, adm2, who, sector, sex, age, disability, number in told(built):
        broken_down[period, adm1, adm2, who, sector] += number
        if UNKNOWN not in (sex, age, disability):
            known[period, adm1, adm2, who, sector] += number
    for period, adm1, adm2, who, sector, number in built.rows(
        "SELECT period, adm1_pcode, adm2_pcode, organisation_id, sector_code, reached_count FROM core.activities "
        "WHERE NOT is_duplicate AND period >= '2025' AND reached_count IS NOT NULL"
    ):
        place = (adm1, adm2, who, sector)
        # tables of people reached are of quarters: their months stand in them
        reported[(quarter(period) if (quarter(period), *place) in broken_down else period, *place)] += number
    found: dict[tuple, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for key in {*broken_down, *reported}:
        period, adm1, _, who, sector = key
        part, whole = found[quarter(period), adm1, who, sector]
        found[quarter(period), adm1, who, sector] = (
            part + known[key],
            whole + max(broken_down[key], reported[key]),
        )
    return dict(found)


def summed(facts: dict[tuple, tuple[int, int]], *places: int) -> dict[tuple, tuple[int, int]]:
    found: dict[tuple, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for key, numbers in facts.items():
        for span in (key[0], key[0][:4]):
            at = (span, *(key[place] for place in places))
            found[at] = (found[at][0] + numbers[0], found[at][1] + numbers[1])
    return {key: numbers for key, numbers in found.items() if numbers[1]}


def test_inc_01_agrees_with_the_naive_account(demo_build: Built) -> None:
    facts = people(demo_build)
    rows = demo_build.rows(
        "SELECT level, period, pcode, organisation, numerator, denominator FROM marts.indicator_values "
        "WHERE indicator_id = 'INC-01' AND period >= '2025' AND (length(period) = 4 OR period[6] = 'Q')"
    )
    shown = {level: {} for level in ("country", "adm1", "org")}
    for level, period, pcode, who, part, whole in rows:
        key = {"country": (period,), "adm1": (period, pcode), "org": (period, who)}[level]
        shown[level][key] = (part, whole)
    assert shown["country"] == summed(facts)
    assert shown["adm1"] == summed(facts, 1)
    assert shown["org"] == summed(facts, 2)
    assert len(shown["adm1"]) > 100


def test_inc_02_agrees_with_the_naive_account(demo_build: Built) -> None:
    facts: dict[tuple, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for period, adm1, _, _, _, sex, age, disability, number in told(demo_build):
        ages = age.split("-")
        if disability != UNKNOWN and len(ages) == 2 and int(ages[0]) >= 2 and int(ages[1]) <= 17:
            for one_sex in (sex, "*"):
                for one_age in (age, "*"):
                    part, whole = facts[period, adm1, one_sex, one_age]
                    more = number if disability == "yes" else 0
                    facts[period, adm1, one_sex, one_age] = (part + more, whole + number)
    rows = demo_build.rows(
        "SELECT level, period, pcode, sex, age_group, numerator, denominator FROM marts.indicator_values "
        "WHERE indicator_id = 'INC-02' AND period >= '2025'"
    )
    shown = {(level, *key): (part, whole) for level, *key, part, whole in rows}
    expected = {("adm1", *key): numbers for key, numbers in summed(dict(facts), 1, 2, 3).items()}
    expected |= {("country", key[0], "CF", *key[1:]): numbers for key, numbers in summed(dict(facts), 2, 3).items()}
    assert shown == expected
    assert shown["country", "2026", "CF", "*", "*"][1] > 10_000


def test_what_is_known_of_reach_is_never_more_than_is_reported_and_agrees_with_inc_01(demo_build: Built) -> None:
    assert demo_build.rows("SELECT * FROM marts.completeness WHERE known > total OR total <= 0") == []
    assert demo_build.rows(
        "SELECT sum(known), sum(total) FROM marts.completeness WHERE source = 'reach' AND dimension = 'all' "
        "AND level = 'country' AND period = '2026' AND scheme = 'cod_v02'"
    ) == demo_build.rows(
        "SELECT numerator, denominator FROM marts.indicator_values WHERE indicator_id = 'INC-01' AND level = 'country' "
        "AND period = '2026' AND sex = '*' AND age_group = '*' AND disability = '*'"
    )
