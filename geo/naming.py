"""How a COD-AB file calls its areas: one name for each language column, and the names they also go by."""

import re

import pandas as pd

# ADM1_FR, adm1_name, adm1_name1, admin1Name_ar, ADM1_NAME…; {} is the level.
NAME = r"^adm(?:in)?_?{}_?(?:name)?_?(?P<mark>[a-z]{{2}}|[1-9])?$"
# ADM1_REF, ADM1ALT1FR, admin1AltName1_fr, as shapefiles cut them too.
OTHER_NAME = r"^adm(?:in)?_?{}_?(?:ref|alt)"
# Which name is shown, the smallest first: French, English, the first of the other languages, the other names.
ORDER = {"fr": 0, "en": 1}
OTHER_LANGUAGE, NOT_SHOWN = 2, 3


def names(table: pd.DataFrame, level: int, pcodes: pd.Series) -> pd.DataFrame:
    """Every name of the areas of a level: pcode, name, order (of being shown), one row a column that states one.

    pcodes: the area of each row of the table, on its index.
    """
    parts = [pd.DataFrame({"pcode": pcodes.iloc[:0], "name": pcodes.iloc[:0], "order": []}).astype({"order": "int64"})]
    for column in table.columns:
        if found := re.match(NAME.format(level), str(column), re.IGNORECASE):
            order = languages(table, found["mark"] or "").map(ORDER).fillna(OTHER_LANGUAGE)
        elif re.match(OTHER_NAME.format(level), str(column), re.IGNORECASE):
            order = pd.Series(NOT_SHOWN, index=table.index)
        else:
            continue
        parts.append(pd.DataFrame({"pcode": pcodes, "name": table[column].map(tidy), "order": order.astype("int64")}))
    found_names = pd.concat(parts, ignore_index=True)
    return found_names[found_names["name"].ne("") & found_names["pcode"].notna()].drop_duplicates(ignore_index=True)


def languages(table: pd.DataFrame, mark: str) -> pd.Series:
    """The language of a column of names, row by row: by its mark (fr), or by the column `lang` of its number."""
    if mark.isalpha():
        return pd.Series(mark.lower(), index=table.index)
    stated = {str(column).lower(): column for column in table.columns}.get(f"lang{mark}")
    return table[stated].map(tidy).str.lower() if stated else pd.Series("", index=table.index)


def shown_and_other(stated: pd.DataFrame, pcodes: pd.Series) -> tuple[pd.Series, pd.DataFrame]:
    """The name that each area is shown by, on its p-code (which stands in where there is none), and the others.

    The others: pcode, alias.
    """
    ordered = stated.sort_values("order", kind="stable")
    chosen = ordered.drop_duplicates("pcode").set_index("pcode")["name"]
    shown = pd.Series([chosen.get(pcode, pcode) for pcode in pcodes], index=pcodes, dtype="string")
    others = ordered[ordered["name"] != ordered["pcode"].map(shown)]
    return shown, others[["pcode", "name"]].drop_duplicates().rename(columns={"name": "alias"})


def tidy(value: object) -> str:
    """A name without the blanks around and doubled in it; empty for what holds no letter."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if any(mark.isalpha() for mark in text) else ""
