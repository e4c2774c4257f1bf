"""What the sources say against themselves or each other: rules, sentences, owners, and their file."""

import re
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.language import Translator
from dashboard.queries import build_information, contradiction_rules, contradictions
from dashboard.ui import export, filters
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

KEY, RULE, ALL = "contradictions", "rule", ""
SHOWN = 40  # lines on the page; the file holds all


def panel(warehouse: Warehouse, _: Translator) -> None:
    """How often each rule found something, then what it found, with who can settle it."""
    rules, found = contradiction_rules(warehouse), contradictions(warehouse)
    if found.empty:
        st.success(_("No rule found a contradiction in what is loaded."))
        show(rules_table(rules, _), alt=_("The rules, and how often each found a contradiction"))
        return
    st.caption(
        _("Nothing is rejected here: two statements do not agree, and someone who knows should say which holds.")
    )
    show(rules_table(rules, _), alt=_("The rules, and how often each found a contradiction"))
    chosen = choose_rule(rules, _)
    shown = found if chosen == ALL else found[found["rule_id"] == chosen]
    table = contradictions_table(shown.head(SHOWN), _)
    show(table, alt=_("Contradictions, the gravest first, the newest first"))
    if len(shown) > SHOWN:
        st.caption(
            _(
                "The first {shown} of {all} lines; the export holds them all.",
                shown=_.number(SHOWN),
                all=_.number(len(shown)),
            )
        )
    export.table(exported(shown, warehouse, _), file_name(chosen, warehouse), _, KEY)


def severity_names(_: Translator) -> dict[str, str]:
    return {"high": _("settle first"), "medium": _("settle next"), "low": _("settle when possible")}


def rules_table(rules: pd.DataFrame, _: Translator) -> pd.DataFrame:
    names = severity_names(_)
    rows = [
        (
            plain(row[f"title_{_.language}"]),
            names[row["severity"]],
            _.number(int(row["found"])),
            _.period(row["last_period"]) if pd.notna(row["last_period"]) else "–",
            plain(row[f"owner_{_.language}"]),
        )
        for row in rules.to_dict("records")
    ]
    columns = [_("Contradiction"), _("Urgency"), _("Found"), _("Last period"), _("Who can settle it")]
    return pd.DataFrame(rows, columns=columns)


def choose_rule(rules: pd.DataFrame, _: Translator) -> str:
    """The rule whose contradictions are listed; it is in the address."""
    found = rules[rules["found"] > 0]
    names = {ALL: _("All contradictions"), **dict(zip(found["rule_id"], found[f"title_{_.language}"], strict=True))}
    return filters.select_here(RULE, _("Contradiction"), names, ALL, _, width=620)


def contradictions_table(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    rows = [
        (plain(sentence(row, _)), plain(row[f"owner_{_.language}"]), severity_names(_)[row["severity"]])
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[_("What does not agree"), _("Who can settle it"), _("Urgency")])


def sentence(row: dict, _: Translator) -> str:
    """The rule's sentence about one case. Replaced by hand, not by ``format``: a name may hold braces."""
    said = {
        "{area}": place_words(row),
        "{period}": _.period(row["period"]),
        "{service}": known(row[f"service_{_.language}"], _("unknown service")),
        "{organisation}": known(row["organisation"], _("unknown organisation")),
        "{detail_1}": detail_words(row["detail_1"], _),
        "{detail_2}": detail_words(row["detail_2"], _),
    }
    told = str(row[f"sentence_{_.language}"])
    return re.sub(r"\{\w+\}", lambda hole: said.get(hole[0], hole[0]), told)


def place_words(row: dict) -> str:
    return f"{row['name']} ({row['parent_name']})" if pd.notna(row["parent_name"]) else str(row["name"])


def known(name: object, otherwise: str) -> str:
    return otherwise if name is None or pd.isna(name) else str(name)


def detail_words(detail: object, _: Translator) -> str:
    """A number or a day as the language writes it; any other text as it is."""
    text = known(detail, "–")
    if text.isdecimal():
        return _.number(int(text))
    try:
        return _.day(date.fromisoformat(text))
    except ValueError:
        return text


def exported(found: pd.DataFrame, warehouse: Warehouse, _: Translator) -> Table:
    """All that the chosen rules found: the sentences shown, and codes to sort by."""
    columns = (
        Column(_("Contradiction"), "#meta+rule"),
        Column(_("Urgency"), "#meta+urgency"),
        Column(_("What does not agree"), "#description"),
        Column(_("Who can settle it"), "#contact+role"),
        Column(_("Period"), "#date+period"),
        Column(_("Boundary scheme"), "#meta+scheme"),
        Column(_("P-code"), "#geo+code"),
        Column(_("Service"), "#service"),
        Column(_("Organisation"), "#org"),
    )
    rows = [
        (
            row[f"title_{_.language}"],
            severity_names(_)[row["severity"]],
            sentence(row, _),
            row[f"owner_{_.language}"],
            row["period"],
            filters.scheme_names(_, row["scheme"])[row["scheme"]],
            row["pcode"],
            None if pd.isna(row[f"service_{_.language}"]) else row[f"service_{_.language}"],
            None if pd.isna(row["organisation"]) else row["organisation"],
        )
        for row in found.to_dict("records")
    ]
    information = build_information(warehouse)
    nature = export.nature(information["is_demo"], _)
    facts = [*nature, (_("Build"), str(information["build"])), export.internal(_)]
    return Table(_("Contradictions in what is loaded"), columns, rows, facts)


def file_name(chosen: str, warehouse: Warehouse) -> str:
    return export.file_name(build_information(warehouse)["is_demo"], chosen or "toutes", kind="contradictions")
