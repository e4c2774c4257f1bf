"""Whose money, what ends soon, what was announced and not seen: from what the 4W states of its projects."""

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import Actors
from dashboard.language import Translator
from dashboard.ui import actors, export
from dashboard.ui.dependence import SHOWN, say_shown
from dashboard.ui.tables import plain, show


def service_list(services: list[dict], _: Translator) -> str:
    """Short names in the order of the basket."""
    return ", ".join(entry[_.language] for entry in sorted(services, key=lambda entry: entry["rank"]))


def donor_name(donor: object, _: Translator) -> str:
    return _("donor not told") if pd.isna(donor) else str(donor)


def say_donors(donors: pd.DataFrame, stated: pd.Series, _: Translator) -> None:
    """One line a donor; activities that name none are a line of their own, never left out."""
    if not stated["projects"]:
        st.markdown(_("No activity of the 4W is reported for these services in this period."))
        return
    if not stated["with_donor"]:
        st.markdown(_("No activity of the period names its donor: add the column to the 4W."))
        return
    rows = [
        (
            plain(donor_name(row["donor"], _)),
            _.number(row["organisations"]),
            _.number(row["areas"]),
            plain(service_list(row["services"], _)),
        )
        for row in donors.to_dict("records")
    ]
    headings = [_("Donor"), _("Organisations"), _("Areas"), _("Services")]
    show(pd.DataFrame(rows, columns=headings), alt=_("Organisations, areas and services by donor"))


def say_ending(ending: pd.DataFrame, stated: pd.Series, chosen: Actors, view: actors.Words, _: Translator) -> None:
    """What ends within three months, the first to end first."""
    told = _(
        "{known} of {all} projects state their end.",
        known=_.number(int(stated["with_end"])),
        all=_.number(int(stated["projects"])),
    )
    if not stated["with_end"]:
        st.markdown(_("No activity of the period states its end: what ends soon cannot be told."))
        return
    if ending.empty:
        st.markdown(_("No project of a known end ends within three months.") + " " + told)
        return
    rows = [
        (
            _.day(row["ends_on"]),
            plain(row["organisation"]),
            plain(donor_name(row["donor"], _)),
            plain(service_list(row["services"], _)),
            plain(", ".join(row["areas"])),
        )
        for row in ending.head(SHOWN).to_dict("records")
    ]
    show(pd.DataFrame(rows, columns=ending_headings(_)), alt=_("Projects that end within three months"))
    say_shown(len(ending), _)
    st.caption(told)
    actors.save(exported(ending, chosen, view, _), "fins", chosen, view, _)


def ending_headings(_: Translator) -> list[str]:
    return [_("Ends on"), _("Organisation"), _("Donor"), _("Services"), _("Areas")]


def exported(ending: pd.DataFrame, chosen: Actors, view: actors.Words, _: Translator) -> Table:
    tags = ("#date+end", "#org", "#org+donor", "#service+list", "#adm+list")
    columns = [Column(heading, tag) for heading, tag in zip(ending_headings(_), tags, strict=True)]
    rows = [
        (
            row["ends_on"].isoformat(),
            row["organisation"],
            donor_name(row["donor"], _),
            service_list(row["services"], _),
            ", ".join(row["areas"]),
        )
        for row in ending.to_dict("records")
    ]
    title = _("Projects that end within three months of {period}", period=view.period)
    return Table(title, columns, rows, [*actors.facts(chosen, view, _), export.internal(_)])


def say_announced(announced: pd.DataFrame, view: actors.Words, _: Translator) -> None:
    """Announced to have begun more than three months ago, and not seen since: neither an activity nor a site."""
    if announced.empty:
        st.markdown(
            _("No activity loaded is announced (“planned”) to begin more than three months before the period's end.")
        )
        return
    unseen = announced[~announced["is_seen"].astype(bool)]
    told = _.plural("{number} announcement", "{number} announcements", len(announced))
    if unseen.empty:
        st.markdown(_("All that was announced was seen since ({announced}).", announced=told))
        return
    rows = [
        (plain(organisation), plain(service), _.day(found["starts_on"].min()), plain(", ".join(sorted(found["name"]))))
        for (organisation, service), found in unseen.groupby(["organisation", f"short_{_.language}"], sort=False)
    ]
    headings = [_("Organisation"), _("Service"), _("Announced from"), view.level]
    show(pd.DataFrame(rows, columns=headings), alt=_("Announced but not seen for three months"))
    st.caption(
        _("{unseen} of {announced} (organisation × service × area) were not seen since.",
          unseen=_.number(len(unseen)), announced=told)
    )  # fmt: skip
