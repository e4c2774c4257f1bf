"""Cases 52 to 66: places and organisations, and the encodings that damage their names."""

from collections.abc import Sequence

from tests.corpus.record import (
    Case,
    Counts,
    Expected,
    File,
    Remark,
    Table,
    book,
    case,
    month,
    refused,
    rows,
    varied,
    without,
)
from tests.factories import Row, delimited

# In force since June 2024: months of the second scheme, for the cases about units that the law of 2021 changed.
REPLACED, SPLIT = "2024-07", "2024-08"


def named(number: int, *places: tuple[str | None, str]) -> Table:
    """A 4W that names its places (prefecture, sub-prefecture) without any code."""
    data = without(rows(number, len(places)), "adm1_code", "adm2_code")
    data = varied(data, "adm1_name", [prefecture for prefecture, _ in places])
    return Table(varied(data, "adm2_name", [name for _, name in places]))


def coded(period: str, *pcodes: str) -> Table:
    """A 4W that says its places by the p-code of the sub-prefecture alone."""
    common = {"period": period, "organisation": "ACF", "sector": "Santé"}
    return Table(
        [common | {"adm2_code": pcode, "activity": f"Action {number}"} for number, pcode in enumerate(pcodes, start=1)]
    )


def only_codes(table_rows: Sequence[Row]) -> list[Row]:
    return without(table_rows, "adm1_name", "adm2_name")


def placed(period: str, *pcodes: str) -> tuple[tuple[str, tuple[tuple, ...]]]:
    """The sub-prefectures that must have been loaded."""
    query = f"SELECT adm2_pcode FROM core.activities WHERE period = '{period}' ORDER BY row"
    return ((query, tuple((pcode,) for pcode in pcodes)),)


def exact_codes() -> Case:
    table = Table(only_codes(rows(52)))
    return case(52, "exact_codes", book(table, "A"), facts=placed(month(52), "CF431", "CF432", "CF433"))


def names_written_otherwise() -> Case:
    table = named(
        53, ("OUAKA", "grimari"), ("Kémo", "dékoa"), ("Kémo", "dékoa"), ("Nana-Gribizi", "KAGA\u00a0BANDORO"),
        ("Ouaka", "Bambari"),
    )  # fmt: skip
    remarks = [
        table.remark("place_name_normalised", "adm1_name", 2),
        table.remark("place_name_normalised", "adm2_name", 2),
        table.remark("place_name_normalised", "adm2_name", 3),
        table.remark("place_name_normalised", "adm2_name", 5),
    ]
    facts = placed(month(53), "CF433", "CF412", "CF412", "CF421", "CF431")
    return case(53, "names_written_otherwise", book(table, "AW", remarks), facts=facts)


def misspelt_names() -> Case:
    table = named(54, ("Ouaka", "Bambarri"), ("Ouaka", "Grimary"), ("Ouaka", "Ippy"))
    remarks = [table.remark("place_name_corrected", "adm2_name", row) for row in (2, 3)]
    return case(54, "misspelt_names", book(table, "AW", remarks), facts=placed(month(54), "CF431", "CF433", "CF435"))


def names_between_two() -> Case:
    data = without(rows(55, 2), "adm1_name", "adm1_code", "adm2_code")
    table = Table(varied(data, "adm2_name", ["Boua", "Bouar"]))  # Bouar or Bouca
    return case(55, "names_between_two", book(table, "R", [table.remark("place_ambiguous", "adm2_name", 2)], 1))


def former_codes() -> Case:
    newer = coded(REPLACED, "CF326", "CF342", "CF333", "CF712")
    other = coded(month(93), "CAF043001", "CF432", "CF433")
    return case(
        56, "former_codes",
        book(newer, "AW", [newer.remark("place_code_replaced", "adm2_code", 2)]),
        book(other, "AW", [other.remark("place_code_replaced", "adm2_code", 2)]),
        facts=placed(REPLACED, "CF331", "CF342", "CF333", "CF712") + placed(month(93), "CF431", "CF432", "CF433"),
    )  # fmt: skip


def split_units() -> Case:
    table = coded(SPLIT, "CF314", "CF213", "CF342", "CF333", "CF712", "CF241")
    remarks = [table.remark("place_split", "adm2_code", row) for row in (2, 3)]
    return case(
        57, "split_units", book(table, "R", remarks, 2), facts=placed(SPLIT, "CF342", "CF333", "CF712", "CF241")
    )


def levels_that_disagree() -> Case:
    data = only_codes(rows(58))
    data[1]["adm2_code"] = "CF411"  # Sibut, of Kémo
    table = Table(data)
    file = book(table, "AW", [table.remark("place_levels_disagree", "adm1_code", 3)])
    return case(58, "levels_that_disagree", file, facts=placed(month(58), "CF431", "CF411", "CF433"))


def names_against_codes() -> Case:
    data = rows(59)
    data[0]["adm2_name"] = "Grimari"
    data[1] |= {"adm2_name": "Atlantide", "adm2_code": "CF999"}
    table = Table(data)
    remarks = [
        table.remark("place_name_disagrees", "adm2_name", 2),
        table.remark("place_unknown", "adm2_code", 3),
    ]
    return case(59, "names_against_codes", book(table, "R", remarks, 1), facts=placed(month(59), "CF431", "CF433"))


def unknown_places() -> Case:
    table = named(60, ("Ouaka", "Atlantide"), ("Ouaka", "Bambari"))
    return case(60, "unknown_places", book(table, "R", [table.remark("place_unknown", "adm2_name", 2)], 1))


def damaged_accents() -> Case:
    table = named(61, ("Ouham PendÃ©", "Bozoum"), ("Ouaka", "Bambari"))
    file = book(table, "AW", [table.remark("text_repaired", "adm1_name", 2)])
    return case(61, "damaged_accents", file, facts=placed(month(61), "CF311", "CF431"))


def encoded(number: int, name: str, encoding: str, shown: str) -> Case:
    table = Table(rows(number, sector="Éducation"))
    content = delimited(table.grid, encoding=encoding)
    sheets = {"": Counts(3, 0, {"heading": 1})}
    expected = Expected("AW", (Remark("file_encoding"),), sheets, says={"file_encoding": (shown,)})
    return case(number, name, File(".csv", lambda: content, expected))


def null_bytes() -> Case:
    content = delimited(Table(rows(64)).grid, encoding="utf-8").replace(b"Bambari", b"Bam\0bari")
    return case(64, "null_bytes", refused(".csv", content, "file_not_text"))


def organisations_written_otherwise() -> Case:
    names = ["action contre la faim", "UNICEF ", "UNICEF\u00a0", "unicef", "World Food Programme", "ACF"]
    again = rows(65, 1, organisation="UNICEF ", sector="Nutrition")
    table = Table([*varied(rows(65, 6), "organisation", names), *again])
    remarks = [table.remark("organisation_normalised", "organisation", row) for row in range(2, 7)]
    query = f"SELECT organisation_id FROM core.activities WHERE period = '{month(65)}' ORDER BY row"
    known = tuple((name,) for name in ("acf", "unicef", "unicef", "unicef", "pam", "acf", "unicef"))
    return case(65, "organisations_written_otherwise", book(table, "AW", remarks), facts=((query, known),))


def new_organisations() -> Case:
    table = Table(varied(rows(66), "organisation", ["ACF", "Association Kodro", "Association Kodro"]))
    remark = table.remark("organisation_new", "organisation", 3)
    return case(66, "new_organisations", book(table, "AW", [remark], says={"organisation_new": ("Association Kodro",)}))


CASES = (
    exact_codes(),
    names_written_otherwise(),
    misspelt_names(),
    names_between_two(),
    former_codes(),
    split_units(),
    levels_that_disagree(),
    names_against_codes(),
    unknown_places(),
    damaged_accents(),
    encoded(62, "windows_text", "cp1252", "1252"),
    encoded(63, "utf16_text", "utf-16", "UTF-16"),
    null_bytes(),
    organisations_written_otherwise(),
    new_organisations(),
)
