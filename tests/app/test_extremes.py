"""A national value never stands alone: between which prefectures it lies, by name, on each page and in its file."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.language import Translator
from dashboard.reading import with_values
from dashboard.ui.extremes import between_words, is_mean
from tests.app.screen import Screen
from tests.factories import Built


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text.replace("\\", ""))


def between(places: list[tuple[str, int, int]], language: str = "en") -> str:
    rows = pd.DataFrame(places, columns=["name", "numerator", "denominator"])
    return plain(between_words(with_values(rows, "ratio_of_sums", 100, 10), True, Translator(language)))


def test_places_are_named_ties_are_cut_at_three_and_too_few_are_no_extreme() -> None:
    places = [("Ouaka", 5, 20), ("Lobaye", 18, 20), ("Vakaga", 0, 9), ("Kémo", 10, 20)]
    assert between(places) == "25.0% (Ouaka) to 90.0% (Lobaye)"
    assert between(places, "fr") == "25,0 % (Ouaka) à 90,0 % (Lobaye)"
    tied = [(name, 10, 10) for name in "EDCBA"]
    assert between([*tied, ("Z", 0, 10)]) == "0.0% (Z) to 100.0% (A, B, C and 2 others)"
    assert between(tied) == "100.0% (A, B, C and 2 others)"
    assert between([("Vakaga", 1, 9)]) == "–"
    assert between([]) == "–"


def test_counts_are_no_means() -> None:
    assert [is_mean(*pair) for pair in (("sum", None), ("last", None), ("last", 100.0), ("median", None))] == [
        False, False, True, True,
    ]  # fmt: skip


def wanted(built: Built, indicator: str, component: str = "") -> str:
    """By the numbers of the table: every demonstration value has one lowest and one highest prefecture."""
    rows = built.rows(
        "SELECT v.numerator / v.denominator, a.name FROM marts.indicator_values v JOIN marts.indicators i "
        "USING (indicator_id) JOIN marts.areas a USING (scheme, level, pcode) WHERE v.period = '2026-Q3' "
        f"AND indicator_id = '{indicator}' AND coalesce(component, '') = '{component}' AND level = 'adm1' "
        "AND sex = '*' AND age_group = '*' AND disability = '*' AND denominator >= greatest(i.minimum, 1)"
    )
    (low, lowest), (high, highest) = min(rows), max(rows)
    assert [sum(row[0] == end for row in rows) for end in (low, high)] == [1, 1]
    return f"{low:.1%} ({lowest}) to {high:.1%} ({highest})"


def captions(screen: Screen) -> str:
    return plain("\n".join(text.value for text in screen.app.caption))


def test_shares_of_the_whole_country_stand_between_prefectures_and_those_of_one_do_not(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "referrals", lang="en", period="2026-Q3")
    assert screen.failures == []
    assert f"(REF-02): **{wanted(demo_build, 'REF-02')}**" in captions(screen)
    screen.go("referrals", {"lang": "en", "period": "2026-Q3", "priority": "urgent"})
    assert "Answered within the deadline: **" in captions(screen)  # exactly: tests/app/test_referrals.py
    screen.go("cases", {"lang": "en", "period": "2026-Q3", "part": "standards"})
    assert screen.failures == []
    assert f"(CM-02): **{wanted(demo_build, 'CM-02')}**" in captions(screen)
    rows = screen.table("Standard")
    cells = {plain(row["Indicator"])[:5]: plain(row["Lowest and highest prefecture"]) for _, row in rows.iterrows()}
    assert cells["CM-06"] == wanted(demo_build, "CM-06")
    for part, code in (("closures", "CM-06"), ("closures", "CM-07"), ("teams", "CM-04")):
        screen.go("cases", {"lang": "en", "period": "2026-Q3", "part": part})
        assert screen.failures == []
        assert f"({code}): **" in captions(screen)
    for part in ("steps", "closures", "teams"):
        screen.go("cases", {"lang": "en", "period": "2026-Q3", "part": part, "adm1": "CF43"})
        assert screen.failures == []
        assert "Lowest and highest" not in captions(screen)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", ["access", "plan", "place", "coverage", "cases", "referrals"])
def test_each_page_names_them_in_the_readers_language(
    page: str, language: str, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    asked = {"view": "basket"} if page == "coverage" else {}
    screen = open_page(demo_warehouse, page, lang=language, **asked)
    assert screen.failures == []
    heading = Translator(language)("Lowest and highest prefecture")
    assert heading in captions(screen) or any(heading in columns for columns in screen.headings())


def test_children_without_an_actor_are_told_between_prefectures(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    shares = demo_build.rows(
        "SELECT sum(c.children) FILTER (p.organisations = 0) / sum(c.children), any_value(a.parent_name) "
        "FROM marts.presence p JOIN marts.areas a USING (scheme, level, pcode) "
        "JOIN marts.children c USING (scheme, level, pcode) "
        "WHERE p.period = '2026-09' AND p.sector_code = 'PRO-CPN' AND scheme = 'cod_v02' AND level = 'adm2' "
        "GROUP BY a.parent_pcode"
    )
    known = [(share or 0, name) for share, name in shares]
    low, high = min(known)[0], max(known)[0]
    ends = []
    for end in (low, high):
        names = sorted(name for share, name in known if share == end)
        ends.append(f"{end:.1%} ({', '.join(names[:3])}")
    screen = open_page(demo_warehouse, "coverage", lang="en", sector="PRO-CPN", level="adm2", period="2026-09")
    told = captions(screen)
    assert f"Children in areas without an actor: **{ends[0]}" in told
    assert f") to {ends[1]}" in told
    screen.go("coverage", {"lang": "en", "sector": "PRO-CPN", "level": "adm1", "period": "2026-09"})
    assert screen.failures == []
    assert "Children in areas without an actor" not in captions(screen)


@pytest.mark.parametrize(
    ("page", "asked", "codes"),
    [
        ("coverage", {"view": "services", "service": "health"}, ["COV-01"]),
        ("coverage", {"view": "services", "service": "legal"}, ["COV-03"]),
        ("enclaved", {"period": "2026-Q3"}, ["COV-09", "CO-04"]),
    ],
)
def test_services_and_zones_say_so_of_their_indicators(
    page: str, asked: dict, codes: list[str], demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, page, lang="fr", **asked)
    assert screen.failures == []
    told = captions(screen)
    assert [code for code in codes if f"({code}) : **" not in told] == []
