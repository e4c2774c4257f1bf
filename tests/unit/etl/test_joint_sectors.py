"""How activities are run with other sectors: read from two columns of the 4W, told where a word is not known."""

from collections.abc import Callable

import pytest

from tests.factories import Built, activity, grid

CHILD_PROTECTION = "Protection de l'enfance"


@pytest.fixture(scope="module")
def built(small: Callable[..., Built]) -> Built:
    """One sheet that asks for other sectors, one that does not."""
    told = [
        ("Conjointe", "Éducation ; Santé"),
        ("INTÉGRÉE", "education"),
        ("Parallèle", ""),
        ("conjointe", ""),  # names no other sector
        ("Conjointe", "Protection de l'enfance"),  # names its own
        ("Joint", "Éducation, Zzz"),  # one of the two is not known
        ("en nature", ""),  # how the aid is given, not with whom
        ("Conjointe", "Eau, hygiène et assainissement ; Nutrition"),  # a comma in a name
    ]
    rows = [
        activity(activity=f"Activité {number}", modality=modality, joint_sectors=others, subsector=CHILD_PROTECTION)
        for number, (modality, others) in enumerate(told)
    ]  # fmt: skip
    untold = [activity(activity="Sans colonne", modality="Conjointe", organisation="ACF")]
    return small({"asked.xlsx": {"4W": grid(rows)}, "unasked.xlsx": {"4W": grid(untold)}})


def test_modality_and_other_sectors_are_read(built: Built) -> None:
    assert built.rows(
        "SELECT a.activity, a.joint_modality, string_agg(j.sector_code, ' ' ORDER BY j.sector_code) "
        "FROM core.activities a LEFT JOIN core.activity_joint_sectors j USING (sheet_id, row) "
        "GROUP BY a.activity, a.joint_modality ORDER BY a.activity"
    ) == [
        ("Activité 0", "joint", "EDU HEA"),
        ("Activité 1", "integrated", "EDU"),
        ("Activité 2", "parallel", None),
        ("Activité 3", "joint", None),
        ("Activité 4", "joint", None),
        ("Activité 5", "joint", "EDU"),
        ("Activité 6", None, None),
        ("Activité 7", "joint", "NUT WSH"),
        ("Sans colonne", "joint", None),
    ]


def test_what_is_not_known_is_told_and_a_sheet_that_does_not_ask_is_not_blamed(built: Built) -> None:
    told = [(issue["code"], issue["row"]) for issue in built.entry("asked.xlsx")["issues"]]
    assert sorted(one for one in told if one[0].startswith("joint_")) == [
        ("joint_sector_unknown", 7), ("joint_without_sector", 5), ("joint_without_sector", 6)
    ]  # fmt: skip
    unasked = [issue["code"] for issue in built.entry("unasked.xlsx")["issues"]]
    assert "joint_without_sector" not in unasked


def test_the_share_leaves_out_what_names_no_other_sector(built: Built) -> None:
    """Four with another sector and one parallel: 4 of 5; whoever is joint without naming one is in neither number."""
    assert built.rows(
        "SELECT DISTINCT numerator, denominator FROM marts.indicator_values "
        "WHERE indicator_id = 'MS-05' AND level = 'country'"
    ) == [(4, 5)]
    assert built.rows(
        "SELECT sector_code, other_sectors, sum(activities) FROM marts.activity_modalities GROUP BY ALL ORDER BY ALL"
    ) == [("PRO-CPN", [], 1), ("PRO-CPN", ["EDU"], 2), ("PRO-CPN", ["EDU", "HEA"], 1), ("PRO-CPN", ["NUT", "WSH"], 1)]
