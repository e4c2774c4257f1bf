"""The strata of a comparison, the places that are left out of it, and its file."""

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.language import Translator
from dashboard.matching import Answer
from dashboard.ui import export, filters
from dashboard.ui.evidence import (
    Words,
    alone_name,
    interval_words,
    joint_name,
    reading,
    reasons,
    shift_words,
    value_words,
)
from dashboard.ui.tables import and_others, plain, show

NAMED = 6  # places named of those left out for one reason


def strata(found: Answer, view: Words, _: Translator) -> None:
    """Like beside like: what each kind of place differs by, and what it weighs in the whole."""
    st.subheader(_("Like beside like"), anchor=False)
    rows = [
        (
            kind_words(row, _),
            told(row["joint"], row["joint_places"], view, _),
            told(row["alone"], row["alone_places"], view, _),
            shift_words(row["joint"] - row["alone"], view, _),
            _.share(row["weight"]),
        )
        for row in found.strata().to_dict("records")
    ]
    columns = [_("Kind of place"), joint_name(_), alone_name(_), _("Difference"), _("Weight")]
    show(pd.DataFrame(rows, columns=columns), alt=_("Difference in each kind of place"))


def told(mean: float, places: int, view: Words, _: Translator) -> str:
    words = value_words(mean, view, _)
    return _.plural("{mean} ({number} place)", "{mean} ({number} places)", int(places), mean=words)


def kind_words(row: dict[Hashable, object], _: Translator) -> str:
    """Access, severity and population in words."""
    words = (
        _("far or cut off") if row["is_remote"] else _("neither far nor told cut off"),
        _("severity 4 or 5") if row["is_severe"] else _("severity 1 to 3"),
        _("larger population") if row["is_large"] else _("smaller population"),
    )
    return ", ".join(words)


def left_out(found: Answer, view: Words, _: Translator) -> None:
    """How many of the places with child protection are not compared, why, and which."""
    if found.places.empty:
        st.markdown(_("No place has a child-protection activity in this period."))
        return
    missing = found.places[found.places["left_out"] != ""]
    if missing.empty:
        return
    st.subheader(_("Left out"), anchor=False)
    st.caption(
        _(
            "{number} of the {total} places that have a child-protection activity:",
            number=_.number(len(missing)),
            total=_.number(len(found.places)),
        )
    )
    for code, why in reasons(_).items():
        names = missing.loc[missing["left_out"] == code, "name"].astype(str).tolist()
        if names:
            some = plain(", ".join(names[:NAMED])) + and_others(len(names) - NAMED, _)
            st.markdown(f"- **{_.number(len(names))}** – {why} ({some})")


def facts(found: Answer, view: Words, _: Translator) -> export.Facts:
    """What every row of a file says; that it is no cause comes first."""
    told = [(_("Reading"), reading(_)), (_("Outcome compared"), view.outcome)]
    comparison = found.comparison
    if comparison is None:
        result = _("not compared: too few similar places ({joint} and {alone})", joint=found.joint, alone=found.alone)
    else:
        result = _(
            "{difference} ({interval}), {joint} places with and {alone} without; {chance} of {draws} draws "
            "differ as much",
            difference=shift_words(comparison.difference, view, _),
            interval=interval_words(comparison, view, _),
            joint=found.joint,
            alone=found.alone,
            chance=_.share(comparison.chance),
            draws=_.number(comparison.draws),
        )
    return [*told, (_("Difference (association)"), result), (_("Source"), view.origin)]


def exported(found: Answer, view: Words, facts: export.Facts, _: Translator) -> Table:
    """Every place, compared or not. Of a refused comparison the places stay, without a difference."""
    place = filters.place_headings(view.is_fine, view.scheme_code, _)[0]
    columns = (
        Column(_("P-code"), "#adm+code"),
        Column(place, "#adm+name"),
        Column(_("Child-protection activities"), "#activity+num"),
        Column(_("of which joint or integrated"), "#activity+joint+num"),
        Column(_("Joint"), "#activity+joint"),
        Column(_("Kind of place"), "#adm+kind"),
        Column(_("Value"), "#indicator+value+num"),
        Column(_("Compared"), "#status"),
    )
    why = {"": _("yes"), **reasons(_)}
    rows = [
        (
            row["pcode"],
            row["name"],
            int(row["activities"]),
            int(row["joint"]),
            joint_words(row["is_joint"], _),
            _("unknown") if pd.isna(row["is_severe"]) or pd.isna(row["is_large"]) else kind_words(row, _),
            None if pd.isna(row["value"]) else float(row["value"]),
            why[row["left_out"]],
        )
        for row in found.places.to_dict("records")
    ]
    return Table(_("{outcome}: association, not causation", outcome=view.outcome), columns, rows, facts)


def joint_words(is_joint: object, _: Translator) -> str:
    if pd.isna(is_joint):
        return _("unknown")
    return _("yes") if is_joint else _("no")
