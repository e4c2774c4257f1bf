"""Which places count as joint, which as without, which as unknown; and what makes places alike."""

from collections.abc import Callable

import pytest

from tests.factories import BAMBARI, NOWHERE, Built, Row, activity, grid, site

OTHERS = {
    "CF432": "Bakala", "CF433": "Grimari", "CF434": "Kouango", "CF435": "Ippy"
}  # fmt: skip


def ouaka(pcode: str) -> Row:
    return BAMBARI | {"adm2_name": OTHERS[pcode], "adm2_code": pcode}


def told(modality: str, others: str, number: int = 1, **cells: object) -> list[Row]:
    protection = {"sector": "Protection", "subsector": "Protection de l'enfance"}
    return [
        activity(**protection | {"modality": modality, "joint_sectors": others, "activity": f"A{one}"} | cells)
        for one in range(number)
    ]


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    mbomou = {"adm1_name": "Mbomou", "adm1_code": "CF62"}
    bangassou = mbomou | {"adm2_name": "Bangassou", "adm2_code": "CF621"}
    obo = {"adm1_name": "Haut-Mbomou", "adm1_code": "CF63", "adm2_name": "Obo", "adm2_code": "CF631"}
    zemio = obo | {"adm2_name": "Zémio", "adm2_code": "CF633"}
    rows = [
        *told("Conjointe", "Éducation"), *told("Parallèle", "", 9),
        *told("Parallèle", "", 5, **ouaka("CF432")),
        *told("Parallèle", "", 4, **ouaka("CF433")), *told("", "", activity="B", **ouaka("CF433")),
        *told("Parallèle", "", **ouaka("CF434")), *told("", "", activity="B", **ouaka("CF434")),
        *told("Intégrée", "Protection de l'enfance", sector="Éducation", subsector="", **ouaka("CF435")),
        *told("Conjointe", "", **obo),
        *told("Parallèle", "", sector="Santé", subsector="", **zemio),
        *told("Conjointe", "Santé", **NOWHERE | mbomou), *told("Parallèle", "", **bangassou),
    ]  # fmt: skip
    severity = [
        ["Period", "Admin 1", "Admin 2", "Final severity phase", "People in need", "Cluster", "Source"],
        ["2022", "Ouaka", "Bambari", "4", "10", "", "JIAF"],
        ["2022", "Ouaka", "Bakala", "3", "10", "", "JIAF"],
    ]
    access = [
        ["Préfecture", "Sous-préfecture", "État d'accès", "Date de début", "Source"],
        ["Ouaka", "Bakala", "Enclavé", "2022-03-01", "Cluster"],
    ]
    return small({"4w.xlsx": {"4W": grid(rows)}, "s.xlsx": {"JIAF": severity}, "a.xlsx": {"Accès": access}})


def places(built: Built, level: str) -> dict[str, tuple]:
    found = built.rows(
        "SELECT pcode, activities, joint, parallel, is_joint, is_remote, is_severe, is_large "
        f"FROM marts.evidence_places WHERE period = '2022-03' AND scheme = 'cod_v01' AND level = '{level}'"
    )
    return {pcode: tuple(rest) for pcode, *rest in found}


def test_each_sub_prefecture_is_joint_without_or_unknown(built: Built) -> None:
    assert places(built, "adm2") == {
        "CF431": (10, 1, 9, True, False, True, True),  # one joint activity of ten
        "CF432": (5, 0, 5, False, True, False, False),
        "CF433": (5, 0, 4, False, False, None, False),  # 80 % say that they are not joint
        "CF434": (2, 0, 1, None, False, None, True),  # one of two does not say
        "CF435": (1, 1, 0, True, False, None, True),  # another sector's, together with child protection
        "CF621": (1, 0, 1, None, False, None, True),  # somewhere in its prefecture one is joint
        "CF631": (1, 0, 0, None, False, None, False),  # joint, nobody says with whom
    }


def test_a_prefecture_is_what_half_of_its_sub_prefectures_are(built: Built) -> None:
    assert places(built, "adm1") == {
        "CF43": (23, 2, 19, True, False, True, True),  # severe in one of two that are told; cut off in one of five
        "CF62": (2, 1, 1, True, False, None, False),
        "CF63": (1, 0, 0, None, False, None, False),
    }


def test_remote_is_called_cut_off_or_over_an_hour_from_a_health_site_in_the_rains(small: Callable[..., Built]) -> None:
    """11.063 km for a tenth of a degree (test_access), × 0.9 × 1.4 at 15 km/h: 55.8 minutes from Bambari's chief town.
    Grimari's own site has no point: no journey can be told, and no list calls it cut off."""
    health = {"service": "Santé", "site_status": "Fonctionnel"}
    sites = [
        site(site_name="Est", latitude=5.76795, longitude=20.67565 + 0.09, **health),
        site(site_name="Sans point", **health | ouaka("CF433")),
    ]
    rows = [row for place in (BAMBARI, *map(ouaka, OTHERS)) for row in told("Parallèle", "", **place)]
    access = [
        ["Préfecture", "Sous-préfecture", "État d'accès", "Date de début", "Source"],
        ["Ouaka", "Bakala", "Enclavé", "2022-03-01", "Cluster"],
    ]
    built = small({"4w.xlsx": {"4W": grid(rows)}, "s.xlsx": {"Sites": grid(sites)}, "a.xlsx": {"Accès": access}})
    minutes = dict(
        built.rows(
            "SELECT pcode, minutes FROM marts.access WHERE period = '2022-03' AND scheme = 'cod_v01' "
            "AND service_code = 'health' AND season = 'rainy' AND pcode BETWEEN 'CF431' AND 'CF435'"
        )
    )
    assert minutes["CF431"] == pytest.approx(55.8, abs=0.05)
    assert minutes["CF433"] is None
    assert min(minutes["CF434"], minutes["CF435"]) > 60
    remote = {pcode: told[4] for pcode, told in places(built, "adm2").items()}
    assert remote == {"CF431": False, "CF432": True, "CF433": False, "CF434": True, "CF435": True}
    assert places(built, "adm1")["CF43"][4] is True  # three of five


def test_a_quarter_of_which_one_month_is_told_is_not_there(built: Built) -> None:
    assert built.rows("SELECT DISTINCT period FROM marts.evidence_places") == [("2022-03",)]
