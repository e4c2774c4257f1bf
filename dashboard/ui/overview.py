"""What the overview says, from the rows that the queries gave."""

import pandas as pd
import streamlit as st

from dashboard.filters import HOME, Coverage, country_of
from dashboard.language import Translator
from dashboard.queries import actors_by_level, build_information, gaps_by_sector, periods
from dashboard.ui import filters
from dashboard.ui.basis import children_cell
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import and_others, plain
from dashboard.warehouse import Warehouse

NAMED_SILENT = 12  # organisations named before "and others"


def latest_view(warehouse: Warehouse) -> Coverage | None:
    """Sub-prefectures of the newest period, in the scheme of the newest reports; None without any 4W."""
    known = periods(warehouse)["period"]
    if known.empty:
        return None
    return Coverage(period=known.iloc[0], sector="", level="adm2", scheme=str(build_information(warehouse)["scheme"]))


def key_figures(warehouse: Warehouse, view: Coverage | None, information: pd.Series, _: Translator) -> None:
    """At most four figures: the newest period, its actors, the places without any, the rows refused."""
    columns = st.columns(4)
    if view is not None:
        actors = actors_by_level(warehouse, view)
        key_figure(columns[0], _("Latest period of the 4W"), _.period(view.period))
        key_figure(columns[1], _("Organisations reported"), _.number(int(actors["organisations"])))
        key_figure(
            columns[2],
            _("Without any actor"),
            f"{_.number(int(actors['areas_without_actor']))} / {_.number(int(actors['areas']))}",
            explanation=without_actor_words(view.scheme, _),
        )
    rejected, accepted = int(information["rows_rejected"]), int(information["rows_accepted"])
    detail = _.plural("{number} row rejected", "{number} rows rejected", rejected)
    key_figure(columns[3], _("Rows accepted"), _.number(accepted), detail=detail)


def without_actor_words(scheme: str, _: Translator) -> str:
    if country_of(scheme) == HOME:
        return _("Sub-prefectures where no organisation of any sector is reported in that period.")
    return _("Admin2 units where no organisation of any sector is reported in that period.")


def kind_names(_: Translator) -> dict[str, str]:
    return {
        "activities": _("Activities (3W/4W)"),
        "service_sites": _("Service sites"),
        "case_counts": _("Case management (aggregates)"),
        "referral_counts": _("Referrals (aggregates)"),
    }


def table_names(_: Translator) -> dict[str, str]:
    """Every kind that a sheet may be of: those that make up the coverage, and the tables beside them."""
    return kind_names(_) | {
        "access_status": _("Enclaved zones"),
        "population": _("Population received"),
        "severity": _("Severity"),
        "funding": _("Funding"),
        "plan_targets": _("Plan targets"),
        "pooled_means": _("Pooled means"),
        "commitments": _("Commitments"),
        "lessons": _("Lessons learned"),
        "case_practice": _("Case management quality"),
        "caseloads": _("Caseworkers' caseloads"),
        "sector_measures": _("Measures of other sectors"),
        "reach_counts": _("People reached, broken down"),
    }


def kinds_table(kinds: pd.DataFrame, loaded: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Kind by kind; of the tables beside those that make up the coverage (``loaded``: sources), their rows alone."""
    names = table_names(_)
    beside = loaded[~loaded["kind"].isin(kind_names(_))].groupby("kind")["rows_accepted"].sum()
    rows = [
        (
            names[row["kind"]],
            _.number(row["rows_accepted"]),
            _.number(row["organisations"]),
            _.period(row["first_period"]),
            _.period(row["last_period"]),
            _.number(row["periods"]),
        )
        for row in kinds.to_dict("records")
    ]
    rows += [(names[kind], _.number(beside[kind]), "–", "–", "–", "–") for kind in names if beside.get(kind)]
    headings = [_("Source"), _("Rows accepted"), _("Organisations"), _("First period"), _("Last period"), _("Periods")]
    return pd.DataFrame(rows, columns=headings)


def say_missing_kinds(loaded: pd.DataFrame, _: Translator) -> None:
    """What is not loaded: first what coverage is made of, then what single pages would say more with."""
    told = set(loaded[loaded["rows_accepted"] > 0]["kind"])
    missing = {kind: name for kind, name in table_names(_).items() if kind not in told}
    if main := [name for kind, name in missing.items() if kind in kind_names(_)]:
        st.info(_("Not loaded yet: {kinds}.", kinds=", ".join(main)))
    if beside := [name for kind, name in missing.items() if kind not in kind_names(_)]:
        st.caption(_("Not loaded, and of use to some pages: {kinds}.", kinds=", ".join(beside)))


def gaps_table(warehouse: Warehouse, view: Coverage, _: Translator) -> pd.DataFrame:
    gaps = gaps_by_sector(warehouse, view).query("not is_support").head(5)
    rows = [
        (
            plain(row[f"name_{_.language}"]),
            f"{_.number(row['areas_without_actor'])} / {_.number(row['areas'])}",
            children_cell(row["children_without_actor"], _),
        )
        for row in gaps.to_dict("records")
    ]
    is_home = country_of(view.scheme) == HOME
    places = _("Sub-prefectures without any actor") if is_home else _("Admin2 units without any actor")
    return pd.DataFrame(rows, columns=[_("Sector"), places, _("Children (0-18) living there, estimate")])


def say_silent(silent: pd.DataFrame, _: Translator) -> None:
    """Who was heard of before and says nothing of the newest period."""
    if silent.empty:
        return
    named = [
        f"{plain(row['organisation'])} ({_.period(row['last_period'])})"
        for row in silent.head(NAMED_SILENT).to_dict("records")
    ]
    more = and_others(len(silent) - len(named), _)
    st.markdown(_("**Silent in the latest period** (last heard of): {names}{more}.", names=", ".join(named), more=more))


def remarks_table(told: pd.DataFrame, _: Translator) -> pd.DataFrame:
    outcomes = {"refused": _("refused"), "rejected": _("row rejected"), "accepted": _("accepted, with a remark")}
    rows = [
        (outcomes[row["outcome"]], plain(row[f"sentence_{_.language}"]), _.number(row["remarks"]))
        for row in told.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[_("Outcome"), _("What the loader said"), _("Times")])


def sources_table(sources: pd.DataFrame, _: Translator) -> pd.DataFrame:
    names = table_names(_)
    rows = [
        (
            plain(row["file"]),
            plain(row["sheet"]) or "–",
            names[row["kind"]],
            filters.scheme_names(_, row["scheme"])[row["scheme"]] if pd.notna(row["scheme"]) else "–",
            _.number(row["rows_received"]),
            _.number(row["rows_accepted"]),
            _.number(row["rows_rejected"]),
        )
        for row in sources.to_dict("records")
    ]
    headings = [_("File"), _("Sheet"), _("Source"), _("Boundary scheme"), _("Received"), _("Accepted"), _("Rejected")]
    return pd.DataFrame(rows, columns=headings)
