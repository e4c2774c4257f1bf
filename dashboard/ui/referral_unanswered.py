"""Référencement, last part: what has no answer after its deadline; named once the receiver was told itself."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table, xlsx_file
from dashboard.filters import Referrals
from dashboard.journal import note_told, told_periods
from dashboard.language import Translator
from dashboard.queries import referral_months, referral_organisations, referral_received, referral_unanswered
from dashboard.ui import context, export, filters, tables
from dashboard.ui.referrals import Words, facts, file_name, organisation_names, priority_names, service_names
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

AGES = ("up_to_30", "up_to_90", "longer")


def show(warehouse: Warehouse, chosen: Referrals, view: Words, _: Translator) -> None:
    found = referral_unanswered(warehouse, chosen)
    st.subheader(_("Without an answer after the deadline"), anchor=False)
    st.markdown(
        _(
            "First the receiver, then everybody else: a name appears here once the organisation opened its own page "
            "(Our data), or once the coordination made its sheet below, for all months shown."
        )
    )
    if found.empty:
        st.info(_("No referral with these filters is without an answer after its deadline."))
    else:
        names, services = organisation_names(warehouse, _), service_names(warehouse, _)
        lines = told_apart(found, told_of(months(warehouse, chosen)))
        rows = named_rows(lines, names, services, _)
        tables.show(receiver_table(rows, _), alt=_("Referrals without an answer, by receiver and service"))
        st.caption(_("Days since the deadline passed, of the youngest referral of each month."))
        export.table(exported(rows, chosen, view, _), file_name("sans-reponse", chosen, view), _)
    sheet(warehouse, chosen, view, _)


def months(warehouse: Warehouse, chosen: Referrals) -> list[str]:
    """The codes of the ledger's periods that are shown."""
    return list(referral_months(warehouse, chosen.period)["period"])


def told_of(periods: Sequence[str]) -> set[str]:
    """The organisations that were told of all these periods."""
    return {code for code, told in told_periods().items() if told.issuperset(periods)}


def told_apart(found: pd.DataFrame, told: set[str]) -> pd.DataFrame:
    """The rows of receivers that were told, and of those that are not known; the others added up by service.

    found: as :func:`dashboard.queries.referral_unanswered`. Adds organisations: how many are not told, 0 in a row of
    one that was.
    """
    is_apart = found["organisation_id"].isin(told) | found["organisation_id"].isna()
    named = found[is_apart].assign(organisations=0)
    hidden = found[~is_apart]
    added = (
        hidden.groupby("service_code", as_index=False)[[*AGES, "overdue", "matured"]]
        .sum()
        .assign(
            organisation_id=None,
            organisations=lambda rows: rows["service_code"].map(
                hidden.groupby("service_code")["organisation_id"].nunique()
            ),
        )
    )
    parts = [part for part in (named, added) if not part.empty]
    return pd.concat(parts).sort_values(["organisations", "overdue"], ascending=[True, False], kind="stable")


def named_rows(
    lines: pd.DataFrame, names: Mapping[str, str], services: Mapping[str, str], _: Translator
) -> list[tuple[str, str, *tuple[int, ...]]]:
    """Receiver and service in words, then the counts by age and in all."""
    rows = []
    for row in lines.to_dict("records"):
        if row["organisations"]:
            who = _.plural(
                "{number} organisation not yet told", "{number} organisations not yet told", int(row["organisations"])
            )
        else:
            who = names[row["organisation_id"]] if pd.notna(row["organisation_id"]) else _("unknown receiver")
        rows.append((who, services[row["service_code"]], *(int(row[name]) for name in (*AGES, "overdue"))))
    return rows


def age_names(_: Translator) -> tuple[str, str, str]:
    return _("0-30 days"), _("31-90 days"), _("more than 90 days")


def receiver_table(rows: Sequence[tuple], _: Translator) -> pd.DataFrame:
    cells = [(plain(who), plain(service), *(_.number(number) for number in counts)) for who, service, *counts in rows]
    sums = [sum(row[position] for row in rows) for position in range(2, 6)]
    total = _("Total")
    cells.append((f"**{total}**", "", *(f"**{_.number(number)}**" for number in sums)))
    columns = [_("Receiver"), _("Service asked for"), *age_names(_), _("Without an answer")]
    return pd.DataFrame(cells, columns=columns)


def exported(rows: Sequence[tuple], chosen: Referrals, view: Words, _: Translator) -> Table:
    """What the page shows: an organisation that was not told is in no file either."""
    columns = (
        Column(_("Receiver"), "#org"),
        Column(_("Service asked for"), "#service"),
        *(Column(name, f"#indicator+{code}+num") for code, name in zip(AGES, age_names(_), strict=True)),
        Column(_("Without an answer"), "#indicator+overdue+num"),
    )
    title = _("Referrals without an answer after the deadline, {period}", period=view.period)
    return Table(title, columns, rows, facts(chosen, view, _))


def sheet(warehouse: Warehouse, chosen: Referrals, view: Words, _: Translator) -> None:
    """The sheet of one receiver, whoever it is; taking it away is noted, and lets its name appear."""
    listed = referral_organisations(warehouse)
    receivers = listed[listed["is_receiver"]].set_index("organisation_id")["organisation"].to_dict()
    st.subheader(_("The sheet of one organisation, for itself"), anchor=False)
    if not receivers:
        st.info(_("No referral names its receiver: ask the senders to fill in that column."))
        return
    organisation = filters.select_here(
        "receiver", _("Organisation"), receivers, next(iter(receivers)), _, width=360
    )  # fmt: skip
    received = referral_received(warehouse, chosen.period, organisation)
    content = sheet_table(received, organisation, receivers[organisation], warehouse, chosen, view, _)
    reader, periods = context.reader(), months(warehouse, chosen)

    def made() -> bytes:
        note_told(reader, organisation, periods, warehouse.build)
        return xlsx_file(content, with_tags=False)

    name = export.file_name(view.is_demo, organisation, chosen.period, kind="fiche-referencements")
    export.download(_("Download its sheet (XLSX)"), made, f"{name}.xlsx", export.XLSX)
    st.caption(
        _("What it was sent in the period, with all services and priorities, and a message in French to send with it.")
    )


def sheet_table(
    received: pd.DataFrame, organisation: str, name: str, warehouse: Warehouse, chosen: Referrals, view: Words,
    _: Translator,
) -> Table:  # fmt: skip
    services, priorities = service_names(warehouse, _), priority_names(_)
    columns = (
        Column(_("Service asked for"), "#service"),
        Column(_("Priority"), "#severity+priority"),
        Column(_("Deadline (hours)"), "#indicator+deadline+hours"),
        Column(_("Received"), "#indicator+received+num"),
        Column(_("Answered"), "#indicator+answered+num"),
        Column(_("Without an answer after the deadline"), "#indicator+overdue+num"),
        Column(_("Nobody tells whether answered"), "#indicator+unknown+num"),
        Column(_("Not judged: too recent, or without a deadline"), "#indicator+not_judged+num"),
        Column(_("Declined by the child or the family"), "#indicator+declined+num"),
        Column(_("Taken back by who sent them"), "#indicator+revoked+num"),
    )
    counted = ("referrals", "answered", "overdue", "answer_unknown", "not_judged", "declined", "revoked")
    rows = [
        (
            services[row["service_code"]],
            priorities[row["priority"]],
            export.whole(row["deadline_hours"]),
            *(int(row[column]) for column in counted),
        )
        for row in received.to_dict("records")
    ]
    told = [
        *export.nature(view.is_demo, _),
        (_("Organisation"), f"{name} ({organisation})"),
        (_("Period"), f"{view.period} ({chosen.period})"),
        (_("Message to send with it"), message(received, name, chosen.period, Translator("fr"))),
        (_("Source"), _("referrals loaded in Maillage, {files}", files=view.origin)),
        (_("Audience"), _("for this organisation and the coordination alone")),
    ]
    return Table(_("Referrals received: {organisation}, {period}", organisation=name, period=view.period),
                 columns, rows, told)  # fmt: skip


def message(received: pd.DataFrame, name: str, period: str, _: Translator) -> str:
    """What the coordination may write; ``_`` is French, the language of those who read it."""
    overdue = int(received["overdue"].sum())
    if not overdue:
        return _(
            "Hello, of the referrals that {organisation} received ({period}), none is without an answer after its "
            "deadline. Thank you.",
            organisation=name,
            period=_.period(period),
        )
    return _(
        "Hello, {number} referral(s) sent to {organisation} ({period}) have no answer after their deadline, as far as "
        "the shared data tell. Could you answer those who sent them, or tell us what is not right? This sheet is for "
        "you first.",
        number=_.number(overdue),
        organisation=name,
        period=_.period(period),
    )
