"""The inclusion panel: what is known first, a breakdown only where enough is, to the coordination and to everybody."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.ui import identity
from tests.app.screen import Screen
from tests.canary import OWN, roles_table
from tests.factories import Built

QUARTER, OPEN = "2026-Q3", "2026-Q2"  # disability is known of 77.6 % of new cases, then of 80.3 %


def spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


def infos(screen: Screen) -> list[str]:
    return [spaced(info.value) for info in screen.app.info]


def captions(screen: Screen) -> list[str]:
    return [spaced(caption.value) for caption in screen.app.caption]


def known(built: Built, source: str, dimension: str, period: str) -> tuple[int, int]:
    ((part, whole),) = built.rows(
        f"SELECT known, total FROM marts.completeness WHERE source = '{source}' AND dimension = '{dimension}' "
        f"AND period = '{period}' AND level = 'country' AND scheme = 'cod_v02' AND sector_code = '*'"
    )
    return part, whole


def test_a_shut_gate_says_why_and_what_to_do(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    part, whole = known(demo_build, "cases", "disability", QUARTER)
    assert part < 0.8 * whole
    screen = open_page(demo_warehouse, "cases", lang="en", part="inclusion", period=QUARTER)
    assert screen.failures == []
    (shut,) = [info for info in infos(screen) if info.startswith("No breakdown")]
    missing = -(-80 * whole // 100) - part
    assert f"known of {part / whole:.1%}, 80.0% are needed. {missing} more must be told" in shut


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_open_gate_shows_the_groups_and_keeps_the_unknown_apart(
    language: str, demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "cases", lang=language, part="inclusion", period=OPEN)
    assert (screen.failures, infos(screen)) == ([], [])
    tools = screen.table("Tool" if language == "en" else "Outil")
    ((yes, answers),) = demo_build.rows(
        "SELECT sum(people) FILTER (category = 'yes'), sum(people) FROM marts.inclusion WHERE source = 'cases' "
        f"AND period = '{OPEN}' AND level = 'country' AND scheme = 'cod_v02' AND dimension = 'disability' "
        "AND category <> 'unknown'"
    )
    assert [spaced(str(cell)) for cell in tools.iloc[0, 1:3]] == [str(yes), str(answers)]
    part, whole = known(demo_build, "cases", "disability", OPEN)
    apart = (
        f"Not known: {whole - part} of {whole}." if language == "en" else f"Non connus : {whole - part} sur {whole}."
    )
    assert any(caption.startswith(apart) for caption in captions(screen))
    assert any("0-17" in caption for caption in captions(screen))


def test_referrals_have_no_disability_and_the_ratio_says_so(
    demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "referrals", lang="en", part="inclusion", period=QUARTER)
    assert screen.failures == []
    assert ["known of 0.0%" in info for info in infos(screen)] == [True]
    ratios = screen.table("Question")
    told = {(row["Question"], row["Groups"]): row.iloc[4] for _index, row in ratios.iterrows()}
    assert told["Service rendered", "With a disability / Without a disability"] == "group known of 0.0% only"
    assert re.fullmatch(
        r"\d[.\d]* \([.\d]+ to [.\d]+\): (they differ|chance may explain it)", told["Service rendered", "Girls / Boys"]
    )


def test_everybody_sees_what_is_known_and_no_table_behind_a_shut_gate(
    demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    shut = open_page(demo_warehouse, "cases", lang="en", quarter=QUARTER)
    assert shut.failures == []
    assert [info for info in infos(shut) if info.startswith("Disability: known of")] != []
    assert "By disability" not in [heading.value for heading in shut.app.subheader]
    opened = open_page(demo_warehouse, "cases", lang="en", quarter=OPEN)
    assert "By disability" in [heading.value for heading in opened.app.subheader]
    referrals = open_page(demo_warehouse, "referrals", lang="en")
    assert any("nothing is published of referrals" in caption.value for caption in referrals.app.caption)


def cases_of_own(built: Built) -> int:
    ((number,),) = built.rows(
        f"SELECT sum(new_cases) FROM marts.case_flows WHERE period = '{QUARTER}' AND organisation_id = '{OWN}'"
    )
    return number


def test_the_panel_follows_the_filters_of_its_page_and_says_what_does_not(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "cases", lang="en", part="inclusion", period=QUARTER, organisation=OWN)
    assert screen.failures == []
    assert any(text.startswith(f"Known of {cases_of_own(demo_build)} new cases.") for text in captions(screen))
    assert any(text.startswith("Whether groups are served alike is told of all") for text in captions(screen))
    ((urgent,),) = demo_build.rows(
        f"SELECT sum(referrals) FROM marts.referral_outcomes WHERE quarter = '{QUARTER}' AND priority = 'urgent'"
    )
    screen = open_page(demo_warehouse, "referrals", lang="en", part="inclusion", period=QUARTER, priority="urgent")
    assert screen.failures == []
    assert any(text.startswith(f"Known of {urgent} referrals") for text in captions(screen))


def test_the_plan_tells_the_coordination_who_a_sector_reached_and_nobody_else(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    ((total,),) = demo_build.rows(
        "SELECT total FROM marts.completeness WHERE source = 'reach' AND dimension = 'all' AND period = '2026' "
        "AND level = 'country' AND scheme = 'cod_v02' AND sector_code = 'EDU'"
    )
    view = {"part": "people", "plan": "2026", "plan_sector": "EDU"}
    screen = open_page(demo_warehouse, "plan", lang="en", **view)
    assert screen.failures == []
    assert any(text.startswith(f"Known of {total:,} people reached") for text in captions(screen))
    assert any(info.startswith("No question is told by group") for info in infos(screen))
    screen.choose("plan_sector", "PRO-CPN", "en")
    assert "Displaced / Host community" in set(screen.table("Question")["Groups"])
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    everybody = open_page(demo_warehouse, "plan", lang="en", **view)
    assert everybody.failures == []
    assert "Who are they? Age, sex and disability" not in [heading.value for heading in everybody.app.subheader]


def test_an_organisation_reads_of_whom_it_told_and_of_no_other(
    demo_build: Built, demo_warehouse: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("MAILLAGE_ACCESS", str(roles_table(tmp_path, "https://id.example")))
    who = {"iss": "https://id.example", "sub": "organisation", "iat": time.time(), "is_logged_in": True}
    monkeypatch.setattr(identity, "claims", lambda: who)
    screen = open_page(demo_warehouse, "own", lang="en", own_period=QUARTER, own_people="cases")
    assert screen.failures == []
    assert any(text.startswith(f"Known of {cases_of_own(demo_build)} new cases.") for text in captions(screen))
    ((reached,),) = demo_build.rows(
        "SELECT sum(people) FROM marts.inclusion_facts WHERE source = 'reach' AND sector_code = 'PRO-CPN' "
        f"AND quarter = '{QUARTER}' AND organisation_id = '{OWN}'"
    )
    screen.choose("own_people", "reach.PRO-CPN", "en")
    assert screen.failures == []
    assert any(text.startswith(f"Known of {reached:,} people reached") for text in captions(screen))
