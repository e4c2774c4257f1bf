"""What the method page says of the indicators of the list: all that is declared of each, by domain."""

import pandas as pd
import streamlit as st

from dashboard.language import Translator
from dashboard.ui import filters
from dashboard.ui.basis import caveats_of, of_list

FIRST = "COV"


def domain_names(_: Translator) -> dict[str, str]:
    """The domains of the list, by what their codes begin with."""
    return {
        "COV": _("Coverage"),
        "REF": _("Referrals"),
        "CM": _("Case management"),
        "OUT": _("Results"),
        "MS": _("Multisector"),
        "INC": _("Inclusion"),
        "CO": _("Coordination"),
    }


def cards(listed: pd.DataFrame, parts: pd.DataFrame, scheme: str, _: Translator) -> None:
    """The cards of one domain, which the reader chooses."""
    domain = listed["indicator_id"].str.partition("-")[0]
    names = {code: name for code, name in domain_names(_).items() if (domain == code).any()}
    chosen = filters.choice("domain", _("Domain"), names, FIRST, _)
    for row in listed[domain == chosen].to_dict("records"):
        of_it = parts[parts["indicator_id"] == row["indicator_id"]]
        with st.container(border=True):
            st.markdown(f"**{told(row, 'title', _)}** ({row['indicator_id']})")
            st.markdown("\n".join(f"- *{label}* – {text}" for label, text in facts(row, of_it, _)))
            caveats = " ".join(caveats_of([of_list(row)], scheme, _))
            st.caption(_("What it does not say: {caveats}", caveats=caveats))


def told(row: dict, name: str, _: Translator) -> str:
    return row[f"{name}_{_.language}"]


def facts(row: dict, parts: pd.DataFrame, _: Translator) -> list[tuple[str, str]]:
    """Label and text of each thing that is declared of an indicator."""
    levels = level_names(_)
    dimensions = {"sex": _("sex"), "age_group": _("age bracket"), "disability": _("disability")}
    broken_down = [dimensions[name] for name in row["dimensions"]]
    found = [
        (_("Definition"), told(row, "definition", _)),
        (_("Formula"), told(row, "formula", _)),
        (_("Numerator"), told(row, "numerator", _)),
        (_("Denominator"), told(row, "denominator", _)),
        (_("Unit"), told(row, "unit", _)),
        (_("Reading"), direction_names(_)[row["direction"]]),
        (_("Levels"), ", ".join(levels[level] for level in row["levels"])),
        (_("Broken down by"), ", ".join(broken_down) or _("nothing")),
        (_("Aggregation"), aggregation(parts, _)),
        (_("Publication"), told(row, "disclosure", _)),
        (_("Threshold"), threshold_words(row, _)),
        (_("Standard served"), told(row, "standard", _)),
        (_("Law"), told(row, "article", _)),
        (_("Source"), told(row, "source", _)),
    ]
    if row["minimum"]:
        least = _("{number}: under it no ratio is shown", number=_.number(int(row["minimum"])))
        found.insert(9, (_("Least denominator"), least))
    return found


def level_names(_: Translator) -> dict[str, str]:
    return {
        "country": _("country"),
        "adm1": _("prefecture"),
        "adm2": _("sub-prefecture"),
        "org": _("organisation"),
    }


def direction_names(_: Translator) -> dict[str, str]:
    return {
        "up": _("higher is better"),
        "down": _("lower is better"),
        "context": _("neither high nor low is good: an item of context"),
    }


def threshold_words(row: dict, _: Translator) -> str:
    """What a value is held against; only a published norm is called one. Where there is nothing, its text says so."""
    kinds = {"norm": [_("norm")], "local": [_("local threshold")], "none": []}
    return " – ".join([*kinds[row["threshold_kind"]], told(row, "threshold", _)])


def rule_names(_: Translator) -> dict[str, str]:
    return {
        "sum": _("sums, then divided"),
        "last": _("last month told, never a sum of months"),
        "max": _("the greatest, never a sum"),
        "distinct": _("organisations counted once"),
        "median": _("median worked out anew from brackets"),
    }


def aggregation(parts: pd.DataFrame, _: Translator) -> str:
    """The rule of the indicator, or of each of its parts where they differ."""
    rules = rule_names(_)
    if parts["rule"].nunique() == 1:
        return rules[parts["rule"].iloc[0]]
    return "; ".join(f"{part[f'title_{_.language}']}: {rules[part['rule']]}" for part in parts.to_dict("records"))


def short_facts(row: dict, _: Translator) -> list[tuple[str, str]]:
    """What a file must say of an indicator."""
    names = (("definition", _("Definition")), ("formula", _("Formula")), ("unit", _("Unit")))
    return [*((label, told(row, name, _)) for name, label in names), (_("Threshold"), threshold_words(row, _))]


def beside(row: dict, parts: pd.DataFrame, scheme: str, _: Translator) -> None:
    """The method beside a figure: all that is declared of its indicator."""
    of_it = parts[parts["indicator_id"] == row["indicator_id"]]
    with st.expander(_("How these figures are computed")):
        st.markdown("\n".join(f"- *{label}* – {text}" for label, text in facts(row, of_it, _)))
        st.markdown("\n".join(f"- {caveat}" for caveat in caveats_of([of_list(row)], scheme, _)))
