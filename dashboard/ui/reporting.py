"""Who reported and who is missing, what changed since the build before, and what the loader said."""

import pandas as pd
import streamlit as st

from dashboard.filters import HOME, country_of
from dashboard.language import Translator
from dashboard.queries import changes, comparison, periods, reporting_rate, reports_by_organisation, vanished
from dashboard.ui import context, filters
from dashboard.ui.key_figure import key_figure
from dashboard.ui.overview import kind_names
from dashboard.ui.tables import and_others, plain, show
from dashboard.warehouse import Warehouse

SHOWN = 40  # lines of a table of changes
NAMED = 20  # names of one sentence


def rate_words(warehouse: Warehouse, period: str, _: Translator) -> str:
    """The reporting rate of a period, as the strip on top of a page says it; empty where nobody was expected."""
    rate = reporting_rate(warehouse, period)
    if rate.empty or not rate["expected"].iloc[0]:
        return ""
    return _(
        "Reporting rate: {reported} of {expected} organisations expected",
        reported=_.number(int(rate["reported"].iloc[0])),
        expected=_.number(int(rate["expected"].iloc[0])),
    )


def board(warehouse: Warehouse, _: Translator) -> None:
    """The rate of a period, who is missing, and one line an organisation."""
    names = {code: _.period(code) for code in periods(warehouse)["period"]}
    if not names:
        st.info(_("No 4W is loaded yet: nobody is expected."))
        return
    period = filters.choose_period(names, _)
    rate, reports = reporting_rate(warehouse, period), reports_by_organisation(warehouse, period)
    key_figures(rate, reports, _)
    say_missing(reports, names[period], _)
    show(
        organisations_table(reports, _),
        alt=_("Last period, files and rows of each organisation, {period}", period=names[period]),
    )
    st.caption(
        _(
            "Rows are those of the whole build. A dash among the rejected: the organisation shares its sheets with "
            "others, and a rejected row belongs to nobody for certain."
        )
    )


def key_figures(rate: pd.DataFrame, reports: pd.DataFrame, _: Translator) -> None:
    columns = st.columns(3)
    is_known = not rate.empty and bool(rate["expected"].iloc[0])
    expected, reported = (int(rate[name].iloc[0]) if is_known else 0 for name in ("expected", "reported"))
    key_figure(
        columns[0],
        _("Reporting rate"),
        f"{_.number(reported)} / {_.number(expected)}" if is_known else "–",
        detail=_.share(reported / expected) if is_known else _("nobody knows who was expected"),
        explanation=expected_words("unknown" if rate.empty else str(rate["expected_from"].iloc[0]), _),
    )
    key_figure(columns[1], _("Missing"), _.number(int((reports["is_expected"] & ~reports["has_reported"]).sum())))
    key_figure(
        columns[2],
        _("Reported without being expected"),
        _.number(int((reports["has_reported"] & ~reports["is_expected"]).sum())),
    )


def expected_words(source: str, _: Translator) -> str:
    """Where the list of those expected comes from."""
    return {
        "listed": _("Expected: the organisations that the list of the coordination names for this period."),
        "former_periods": _("Expected: the organisations that reported in one of the three periods before."),
        "unknown": _("No list names who was expected, and nobody reported in the three periods before."),
    }[source]


def say_missing(reports: pd.DataFrame, period: str, _: Translator) -> None:
    missing = reports[reports["is_expected"] & ~reports["has_reported"]]
    if missing.empty:
        return
    named = [
        _(
            "{organisation} (last: {period})",
            organisation=plain(row["organisation"]),
            period=_.period(row["last_period"]),
        )
        if pd.notna(row["last_period"])
        else plain(row["organisation"])
        for row in missing.head(NAMED).to_dict("records")
    ]
    more = and_others(len(missing) - len(named), _)
    st.markdown(_("**Missing in {period}**: {names}{more}.", period=period, names=", ".join(named), more=more))


def organisations_table(reports: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (
            plain(row["organisation"]) if context.may_see_sources() else "–",
            state_words(row["is_expected"], row["has_reported"], _),
            _.period(row["last_period"]) if pd.notna(row["last_period"]) else _("never"),
            "–" if pd.isna(row["last_received_at"]) else _.day(row["last_received_at"].date()),
            _.number(int(row["reported_files"])),
            _.number(int(row["rows_accepted"])),
            _.number(int(row["rows_warned"])),
            "–" if pd.isna(row["rows_rejected"]) else _.number(int(row["rows_rejected"])),
        )
        for row in reports.to_dict("records")
    ]
    headings = [_("Organisation"), _("State"), _("Last period"), _("Received on"), _("Files of the period")]
    return pd.DataFrame(rows, columns=[*headings, _("Accepted"), _("of which with a remark"), _("Rejected")])


def state_words(is_expected: bool, has_reported: bool, _: Translator) -> str:
    if not has_reported:
        return "**" + _("missing") + "**"
    return _("has reported") if is_expected else _("has reported, not expected")


def changed(warehouse: Warehouse, _: Translator) -> None:
    """What changed since the build before: the totals, the suspicious jumps, then the rest."""
    between = comparison(warehouse)
    is_compared = bool(pd.isna(between["reason"]))
    if not is_compared:
        st.info(uncompared_words(str(between["reason"]), _))
    else:
        totals(between, filters.default_scheme(warehouse), _)
        say_vanished(vanished(warehouse), _)
    differing = changes(warehouse)
    jumps = differing[differing["suspicion"].notna()]
    if not jumps.empty:
        st.markdown(_("**Jumps to check with the organisation**: a sum ten times larger or smaller, or to zero."))
        show(changes_table(jumps.head(SHOWN), _), alt=_("Suspicious jumps of people reached, cases or referrals"))
        say_rest(len(jumps), _)
    others = differing[differing["suspicion"].isna()]
    if not others.empty:
        with st.expander(_.plural("{number} other change", "{number} other changes", len(others))):
            show(changes_table(others.head(SHOWN), _), alt=_("What else changed since the build before"))
            say_rest(len(others), _)
    elif is_compared and jumps.empty:
        st.success(_("Nothing changed since the build before."))


def say_rest(number: int, _: Translator) -> None:
    if number > SHOWN:
        st.caption(_("The first {shown} of {all} lines.", shown=_.number(SHOWN), all=_.number(number)))


def uncompared_words(reason: str, _: Translator) -> str:
    words = {
        "first_build": _("This is the first build: there is nothing to compare it with."),
        "other_schema": _("The build before was made by another version of Maillage: the two cannot be compared."),
        "unreadable": _("The build before cannot be read: the two cannot be compared."),
        "other_nature": _("One of the two last builds is a demonstration: the two cannot be compared."),
        "other_country": _("The build before was of another country: the two cannot be compared."),
    }
    return words.get(reason, _("The two last builds cannot be compared."))


def totals(between: pd.Series, scheme: str, _: Translator) -> None:
    places = _("Sub-prefectures named") if country_of(scheme) == HOME else _("Admin2 units named")
    labels = {"rows": _("Rows accepted"), "actors": _("Organisations"), "areas": places}
    for column, (name, label) in zip(st.columns(3), labels.items(), strict=True):
        before, after = int(between[f"{name}_before"]), int(between[f"{name}_after"])
        detail = _("{before} before", before=_.number(before))
        key_figure(column, label, _.number(after), detail=detail)


def say_vanished(gone: pd.DataFrame, _: Translator) -> None:
    labels = {
        "organisation": _("**Organisations that no row names any more**: {names}{more}."),
        "area": _("**Areas that no row names any more**: {names}{more}."),
    }
    for what, sentence in labels.items():
        names = [plain(name) for name in gone.loc[gone["what"] == what, "name"].fillna("–")]
        if names:
            more = and_others(len(names) - NAMED, _)
            st.markdown(sentence.format(names=", ".join(names[:NAMED]), more=more))


def changes_table(differing: pd.DataFrame, _: Translator) -> pd.DataFrame:
    kinds, jumps = kind_names(_), jump_names(_)
    rows = [
        (
            plain(row["organisation"]) if pd.notna(row["organisation"]) else "–",
            kinds[row["kind"]],
            _.period(row["period"]),
            _.period(row["former_period"]) if pd.notna(row["former_period"]) else _("the build before"),
            f"{_.number(int(row['rows_before']))} → {_.number(int(row['rows_after']))}",
            f"{count(row['counted_before'], _)} → {count(row['counted_after'], _)}",
            jumps.get(row["suspicion"], ""),
        )
        for row in differing.to_dict("records")
    ]
    headings = [_("Organisation"), _("Source"), _("Period"), _("Compared with"), _("Rows"), _("Sum")]
    return pd.DataFrame(rows, columns=[*headings, _("Why")])


def jump_names(_: Translator) -> dict[str, str]:
    return {
        "unit": _("exactly 100, 1,000 or 1,000,000 times: a unit?"),
        "sign": _("to or from zero, or below it"),
        "x10": _("ten times or more"),
    }


def count(value: float, _: Translator) -> str:
    return "–" if pd.isna(value) else _.number(int(value))
