"""A build with wrong files of indicators says which file and which line; all else is published."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl import indicators
from etl.indicators import model
from etl.indicators.model import HERE
from tests.factories import Built

MEASURES = [
    ["Mois", "Organisation", "Sous-préfecture", "Mesure du secteur", "Nombre compté"],
    ["2025-01", "ACF", "Bambari", "Espaces d'apprentissage enquêtés", 8],
    ["2025-01", "ACF", "Bambari", "Espaces d'apprentissage remplissant tous les critères", 3],
]
# A share of two facts, of which one cannot be.
ABOVE = """
SELECT NULL AS component, '2025-01' AS period, 'cod_v02' AS scheme, 'CF43' AS adm1_pcode, 'CF431' AS adm2_pcode,
       NULL AS organisation, NULL AS sex, NULL AS age_group, NULL AS disability, unnest([5, 9]) AS numerator,
       7 AS denominator
"""
CHANGES = {
    "COV-01.yaml": ("unit: {fr:", "unit: {de:"),
    "COV-02.yaml": ("caveats: [", "caveats: [rumour, "),
    "COV-03.sql": ("NULL AS component", "NULL AS part"),
    "COV-04.sql": ("\nFROM", "\n    , nobody\nFROM"),
}


@pytest.fixture(scope="module")
def built(small: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("indicators") / "files"
    shutil.copytree(HERE, folder)
    for name, change in CHANGES.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert change[0] in text
        (folder / name).write_text(text.replace(*change, 1), encoding="utf-8")
    (folder / "MS-04.sql").write_text(ABOVE, encoding="utf-8")
    (folder / "COV-05.sql").unlink()
    with pytest.MonkeyPatch.context() as patch:
        for module in (model, indicators):
            patch.setattr(module, "HERE", folder)
        model.declared.cache_clear()
        yield small({"mesures.xlsx": {"Mesures": MEASURES}})
    model.declared.cache_clear()


def line(name: str, start: str) -> int:
    texts = (HERE / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, text in enumerate(texts, 1) if text.startswith(start))


def test_each_wrong_file_is_told_with_its_line_and_why(built: Built) -> None:
    faults = {fault["file"]: (fault["line"], fault["why"]) for fault in built.report["indicator_faults"]["faults"]}
    assert faults.keys() == {*CHANGES, "MS-04.sql", "COV-05.yaml"}
    assert faults["COV-01.yaml"] == (line("COV-01.yaml", "unit:"), "unit.fr: Field required")
    assert faults["COV-02.yaml"] == (line("COV-02.yaml", "caveats:"), "caveats: Value error, unknown caveat rumour")
    assert faults["COV-03.sql"][1].startswith("columns part, period, scheme")
    assert faults["COV-04.sql"][0] > 1
    assert "nobody" in faults["COV-04.sql"][1]
    assert faults["MS-04.sql"] == (1, "1 facts above their denominator, first 2025-01 CF431: 9 > 7")
    assert faults["COV-05.yaml"] == (1, "COV-05.sql is missing")


def test_the_rest_is_published(built: Built) -> None:
    wrong = {Path(name).stem for name in CHANGES} | {"COV-05"}
    told = {name for (name,) in built.rows("SELECT indicator_id FROM marts.indicators")}
    assert told == {path.stem for path in HERE.glob("*.yaml")} - {"COV-01", "COV-02", "COV-05"}
    values = built.rows(
        "SELECT indicator_id, numerator, denominator FROM marts.indicator_values "
        "WHERE period = '2025-01' AND level = 'adm2' AND sex = '*'"
    )
    assert {("MS-01", 3, 8), ("MS-04", 5, 7)} <= set(values)
    assert not wrong & {name for name, _, _ in values}
