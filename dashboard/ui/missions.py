"""Past missions: who reached the enclaved zones (COV-09), and with whose means (CO-04)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pandas as pd

from dashboard.exports import Column, Table
from dashboard.filters import Zones
from dashboard.language import Translator
from dashboard.ui import context
from dashboard.ui.enclaved import Words, share_words, state_words
from dashboard.ui.enclaved_tables import day_words, facts, place_words
from dashboard.ui.tables import plain


def pool_names(_: Translator) -> dict[str, str]:
    return {"financial": _("Financial"), "human": _("Human"), "logistic": _("Logistic")}


def axis_names(_: Translator) -> dict[str, str]:
    """By what the two indicators can be parted."""
    return {"parent_name": _("Prefecture"), "cause": _("Cause"), "season": _("Season"), "access_mode": _("Access mode")}


def quantity_words(quantity: Decimal, resource: dict, currency: object, _: Translator) -> str:
    """ "750 kg", "2 seats", "2 000 USD": the unit of money is its currency."""
    code, number = resource["resource_code"], amount(quantity)
    if code == "funds":
        unknown = _("(currency not told)")
        return f"{_.number(number)} {unknown if pd.isna(currency) else currency}"
    if code == "seats":
        return _.plural("{number} seat", "{number} seats", number)
    if code == "staff_days":
        return _.plural("{number} staff day", "{number} staff days", number)
    return f"{_.number(number)} {resource[f'unit_{_.language}']}"


def amount(quantity: Decimal) -> int | float:
    """A number as a file holds it: whole where it is whole."""
    return int(quantity) if quantity == int(quantity) else float(quantity)


def by_code(resources: pd.DataFrame) -> dict[str, dict]:
    return {row["resource_code"]: row for row in resources.to_dict("records")}


def sums(shares: pd.DataFrame) -> Iterator[tuple[str, str | None, Decimal]]:
    """Resource, currency and total: never across resources, never across currencies."""
    totals: dict[tuple[str, str | None], Decimal] = {}
    for row in shares.sort_values(["resource_code", "currency"]).to_dict("records"):
        kind = (row["resource_code"], None if pd.isna(row["currency"]) else row["currency"])
        totals[kind] = totals.get(kind, Decimal()) + row["quantity"]
    for (resource, currency), total in totals.items():
        yield resource, currency, total


def sum_words(shares: pd.DataFrame, known: Mapping[str, dict], _: Translator) -> str:
    told = (quantity_words(total, known[resource], currency, _) for resource, currency, total in sums(shares))
    return " · ".join(told)


def to_enclaved(made: pd.DataFrame) -> pd.DataFrame:
    return made[made["status_code"] == "enclaved"]


def pooled_by_pool(made: pd.DataFrame, shares: pd.DataFrame) -> dict[str, set[int]]:
    """The missions to enclaved zones in which two organisations or more shared means of each pool."""
    there = shares[shares["mission_id"].isin(to_enclaved(made)["mission_id"])]
    counts = there.groupby(["pool", "mission_id"])["organisation_id"].nunique()
    found: dict[str, set[int]] = {"financial": set(), "human": set(), "logistic": set()}
    for (pool, mission), number in counts.items():
        if number >= 2:
            found[pool].add(mission)
    return found


def pool_table(made: pd.DataFrame, shares: pd.DataFrame, resources: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """CO-04, whole and by pool, with what was shared in the missions of the numerator."""
    there, known = to_enclaved(made), by_code(resources)
    pooled = set(there.loc[there["organisations"] >= 2, "mission_id"])
    lines = [(_("**Any means**"), pooled, shares)]
    for pool, name in pool_names(_).items():
        lines.append((name, pooled_by_pool(made, shares)[pool], shares[shares["pool"] == pool]))
    rows = [
        (
            name,
            share_words(len(missions), len(there), _) if len(there) else _("n/a"),
            plain(sum_words(had[had["mission_id"].isin(missions)], known, _)) or "–",
        )
        for name, missions, had in lines
    ]
    return pd.DataFrame(rows, columns=[_("Pool"), _("Pooled / missions to enclaved zones"), _("Shared in them")])


def axis_table(reach: pd.DataFrame | None, made: pd.DataFrame, axis: str, _: Translator) -> pd.DataFrame:
    """COV-09 and CO-04 by prefecture, cause, season or access mode: sums divided, never a mean of shares."""
    rows = [
        (
            plain(value),
            _.number(row["enclaved"]),
            share_words(row["reached"], row["known"], _) if row["known"] else "–",
            _.number(row["unknown"]),
            share_words(row["pooled"], row["missions"], _) if row["missions"] else "–",
        )
        for value, row in axis_counts(reach, made, axis, _)
    ]
    headings = [axis_names(_)[axis], _("Enclaved zones"), _("Reached (COV-09)"), _("Not known")]
    return pd.DataFrame(rows, columns=[*headings, _("Pooled missions (CO-04)")])


def axis_counts(
    reach: pd.DataFrame | None, made: pd.DataFrame, axis: str, _: Translator
) -> Iterator[tuple[str, dict[str, int]]]:
    zones = pd.DataFrame(columns=[axis, "is_reached"]) if reach is None else reach
    there = to_enclaved(made)
    values = sorted({*zones[axis].dropna(), *there[axis].dropna()})
    is_untold = bool(zones[axis].isna().any() or there[axis].isna().any())
    for value in [*values, *([None] if is_untold else [])]:
        some, gone = (table[table[axis].isna() if value is None else table[axis] == value] for table in (zones, there))
        known = some["is_reached"].dropna()
        yield (
            _("not told") if value is None else value,
            {
                "enclaved": len(some),
                "reached": int(known.astype(bool).sum()),
                "known": len(known),
                "unknown": len(some) - len(known),
                "pooled": int((gone["organisations"] >= 2).sum()),
                "missions": len(gone),
            },
        )


def reach_table(reach: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """The zones enclaved in the quarter, those that nothing reached first."""
    rows = [
        (
            plain(place_words(row)),
            "–" if pd.isna(row["parent_name"]) else plain(row["parent_name"]),
            reached_cell(row, _),
            evidence(row, _) or "–",
            *("–" if pd.isna(row[name]) else plain(row[name]) for name in ("cause", "access_mode")),
        )
        for row in reach.to_dict("records")
    ]
    headings = [_("Zone"), _("Prefecture"), _("Reached"), _("By"), _("Cause"), _("Access mode")]
    return pd.DataFrame(rows, columns=headings)


def reached_cell(row: dict, _: Translator) -> str:
    if row["is_reached"] is None or pd.isna(row["is_reached"]):
        return _("not known")
    return _("yes") if row["is_reached"] else _("**no**")


def evidence(row: dict, _: Translator) -> str:
    words = {"has_activity": _("activity"), "has_site": _("functional site"), "has_mission": _("mission")}
    return ", ".join(name for column, name in words.items() if row[column])


def mission_table(made: pd.DataFrame, shares: pd.DataFrame, resources: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Missions, newest first: their names, days and organisations for the coordination; months and numbers for all."""
    rows, known = [], by_code(resources)
    for row in made.to_dict("records"):
        had = shares[shares["mission_id"] == row["mission_id"]]
        rows.append(
            (
                *((plain(row["name"]),) if context.may_see_sources() else ()),
                plain(place_words(row)),
                when(row, _),
                state_words(row["status_code"], _),
                "–" if pd.isna(row["access_mode"]) else plain(row["access_mode"]),
                organisations_cell(row, had, _),
                plain(sum_words(had, known, _)),
            )
        )
    return pd.DataFrame(rows, columns=mission_headings(_))


def mission_headings(_: Translator) -> list[str]:
    named = [_("Mission")] if context.may_see_sources() else []
    headings = [_("Zone"), _("When"), _("State on the day"), _("Access mode"), _("Organisations")]
    return [*named, *headings, _("What was shared")]


def when(row: dict, _: Translator) -> str:
    """The first day; the month alone where days are not for everybody."""
    return day_words(row["start_date"]) if context.may_see_sources() else _.period(f"{row['start_date']:%Y-%m}")


def organisations_cell(row: dict, had: pd.DataFrame, _: Translator) -> str:
    number = _.number(int(row["organisations"]))
    if not context.may_see_sources():
        return number
    return f"{number}: {plain(', '.join(sorted(set(had['organisation'].dropna()))))}"


def exported(
    made: pd.DataFrame, shares: pd.DataFrame, resources: pd.DataFrame, chosen: Zones, view: Words, _: Translator
) -> Table:
    """One row per mission, one column per resource and currency."""
    known, named = by_code(resources), context.may_see_sources()
    kinds = sorted({(resource, currency or "") for resource, currency, _total in sums(shares)})
    columns = [
        *((Column(_("Mission"), "#activity+mission"),) if named else ()),
        Column(_("Zone"), "#loc+name"),
        Column(_("Prefecture"), "#adm1+name"),
        Column(_("When"), "#date"),
        Column(_("State on the day"), "#access+status"),
        Column(_("Access mode"), "#access+mode"),
        Column(_("Organisations"), "#org+num"),
        *((Column(_("Names"), "#org+list"),) if named else ()),
        *(Column(f"{known[code][f'name_{_.language}']} ({currency or known[code][f'unit_{_.language}']})",
                 f"#capacity+{code}") for code, currency in kinds),
    ]  # fmt: skip
    rows = []
    for row in made.to_dict("records"):
        had = shares[shares["mission_id"] == row["mission_id"]]
        totals = {(resource, currency or ""): amount(total) for resource, currency, total in sums(had)}
        names = ", ".join(sorted(set(had["organisation"].dropna())))
        rows.append(
            (
                *((row["name"],) if named else ()),
                place_words(row),
                None if pd.isna(row["parent_name"]) else row["parent_name"],
                f"{row['start_date']:%Y-%m-%d}" if named else f"{row['start_date']:%Y-%m}",
                state_words(row["status_code"], _),
                None if pd.isna(row["access_mode"]) else row["access_mode"],
                int(row["organisations"]),
                *((names,) if named else ()),
                *(totals.get(kind) for kind in kinds),
            )
        )
    return Table(_("Missions, {period}", period=view.period), columns, rows, facts(chosen, None, view, _))


def exported_reach(reach: pd.DataFrame, quarter: str, chosen: Zones, view: Words, _: Translator) -> Table:
    states = {True: _("yes"), False: _("no")}
    columns = (
        Column(_("Zone"), "#loc+name"),
        Column(_("Prefecture"), "#adm1+name"),
        Column(_("Reached"), "#status+reached"),
        Column(_("By"), "#meta+evidence"),
        Column(_("Season"), "#season"),
        Column(_("Cause"), "#cause"),
        Column(_("Access mode"), "#access+mode"),
    )
    rows = [
        (
            place_words(row),
            None if pd.isna(row["parent_name"]) else row["parent_name"],
            _("not known") if pd.isna(row["is_reached"]) else states[bool(row["is_reached"])],
            evidence(row, _) or None,
            *(None if pd.isna(row[name]) else row[name] for name in ("season", "cause", "access_mode")),
        )
        for row in reach.to_dict("records")
    ]
    title = _("Enclaved zones reached, {quarter} (COV-09)", quarter=_.period(quarter))
    return Table(title, columns, rows, facts(chosen, None, view, _))
