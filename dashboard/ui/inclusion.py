"""Who the people are that a page counts: what is known of them first, and a breakdown only where enough is known."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import inclusion as rules
from dashboard.figures.inclusion_bars import Category, Known, category_bars, completeness_bars
from dashboard.inclusion import DIMENSIONS, Narrowed, Place, common_brackets, lacking, limits, passes
from dashboard.language import Translator
from dashboard.queries import (
    inclusion_brackets,
    inclusion_categories,
    inclusion_completeness,
    inclusion_gate,
    inclusion_people,
)
from dashboard.ui import inclusion_equity, tables
from dashboard.ui.inclusion_words import (
    NO_TOOLBAR,
    UNKNOWN,
    category_names,
    dimension_names,
    people_words,
    tool_names,
)
from dashboard.warehouse import Warehouse

WIDTHS = (10, 10, 11)  # of the three columns: the table of tools is wider than the bars


@dataclass(frozen=True)
class Told:
    """What a panel shows: of how many each dimension is known (indexed by dimension), how many are in each category,
    and the age brackets that have to compare."""

    known: pd.DataFrame
    categories: pd.DataFrame
    brackets: pd.Series


def show(source: str, place: Place, warehouse: Warehouse, _: Translator) -> None:
    """The panel of one source (cases: new ones; referrals; reach) in one period and place; for the coordination."""
    head(_)
    told = Told(
        inclusion_completeness(warehouse, source, place).set_index("dimension"),
        inclusion_categories(warehouse, source, place),
        inclusion_brackets(warehouse, place)["bracket"],
    )
    if panel(told, source, _):
        inclusion_equity.show(source, place, warehouse, _)


def show_narrowed(source: str, place: Place, narrowed: Narrowed, warehouse: Warehouse, _: Translator) -> None:
    """The same under the filters of a page, which counts in one scheme of areas; its ratios are told of all alone."""
    head(_)
    people = inclusion_people(warehouse, source, place, narrowed)
    brackets = inclusion_brackets(warehouse, place)["bracket"]
    if not panel(told_of(people, brackets, warehouse), source, _):
        return
    if narrowed.is_whole:
        inclusion_equity.show(source, place, warehouse, _)
    else:
        st.caption(
            _(
                "Whether groups are served alike is told of all organisations, priorities and services together: take "
                "these filters away to see it."
            )
        )


def told_of(people: pd.DataFrame, brackets: pd.Series, warehouse: Warehouse) -> Told:
    """``people``: columns sex, age_group, disability, tool, people."""
    return Told(rules.completeness(people, inclusion_gate(warehouse)), rules.categories(people), brackets)


def head(_: Translator) -> None:
    st.subheader(_("Who are they? Age, sex and disability"), anchor=False)


def panel(told: Told, source: str, _: Translator) -> bool:
    """What is known, then the breakdowns; returns whether anybody is counted."""
    if told.known.empty:
        st.info(_("Nobody is counted here in this period: nothing can be said of who they are."))
        return False
    completeness(told.known, source, _)
    columns = st.columns(WIDTHS, gap="small")
    for column, dimension in zip(columns, DIMENSIONS, strict=True):
        with column:
            breakdown(told, dimension, source, _)
    return True


def completeness(told: pd.DataFrame, source: str, _: Translator) -> None:
    """Of how many it is known: three bars, then the three together."""
    names = dimension_names(_)
    bars = [
        Known(
            names[dimension],
            100 * row["known"] / row["total"],
            _("{share} of {total}", share=_.share(row["known"] / row["total"]), total=_.number(int(row["total"]))),
        )
        for dimension in DIMENSIONS
        for row in [told.loc[dimension]]
    ]
    least = int(told.loc["sex", "least_percent"])
    finding = " ; ".join(f"{bar.name}: {bar.told}" for bar in bars)
    st.plotly_chart(
        completeness_bars(bars, least, _.percent_sign),
        theme=None,
        config=NO_TOOLBAR,
        key=f"known_{source}",
        alt=finding,
    )
    whole = told.loc["all"]
    st.caption(
        _(
            "Known of {people}. Sex, age and disability together: {share}. Broken line: {least}, under which no "
            "breakdown is shown ({rule}).",
            people=people_words(source, int(whole["total"]), _),
            share=_.share(whole["known"] / whole["total"]),
            least=_.share(least / 100),
            rule=told.loc["sex", f"label_{_.language}"],
        )
    )


def breakdown(told: Told, dimension: str, source: str, _: Translator) -> None:
    """The groups of one dimension, or the sentence that says why there are none."""
    known, total, least = (int(told.known.loc[dimension, name]) for name in ("known", "total", "least_percent"))
    found = told.categories[told.categories["dimension"] == dimension]
    st.markdown(f"**{dimension_names(_)[dimension]}**")
    if not passes(known, total, least):
        st.info(
            _(
                "No breakdown: known of {share}, {least} are needed. {lacking} more must be told: ask for this "
                "column in the reports to come, where “unknown” is no answer.",
                share=_.share(known / total),
                least=_.share(least / 100),
                lacking=_.number(lacking(known, total, least)),
            )
        )
        return
    apart = _("Kept apart, never shared out among the others.") if known < total else ""
    unknown = _("Not known: {number} of {total}.", number=_.number(total - known), total=_.number(total))
    st.caption(f"{unknown} {apart}")
    if dimension == "age_group":
        ages(found, told.brackets, source, _)
    elif dimension == "disability":
        by_tool(found, _)
    else:
        bars(groups(found, source, _), f"sex_{source}", _)


def groups(found: pd.DataFrame, source: str, _: Translator) -> list[Category]:
    """Each sex with its number and share, the unknown last."""
    names, total = category_names("sex", source, _), int(found["people"].sum())
    numbers = found.set_index("category")["people"]
    return [category(names[code], int(numbers[code]), total, _, code) for code in names if code in numbers.index]


def ages(found: pd.DataFrame, brackets: pd.Series, source: str, _: Translator) -> None:
    """By the brackets that all sources of the place have in common; what is told, as it is told, beneath."""
    common = common_brackets(brackets)
    if not common:
        st.info(_("The age brackets of the sources have no limit in common: they are not put beside each other."))
        return
    total, sums = int(found["people"].sum()), found.assign(name=found["category"].map(lambda text: common.get(text)))
    numbers = sums.groupby("name")["people"].sum()
    ordered = sorted((str(name) for name in numbers.index), key=in_order)
    shown = [category(name, int(numbers[name]), total, _) for name in ordered]
    unknown = int(found.loc[found["category"] == UNKNOWN, "people"].sum())
    if unknown:
        shown.append(category(_("not told"), unknown, total, _, UNKNOWN))
    bars(shown, f"ages_{source}", _)
    st.caption(
        _(
            "Brackets that all sources of this place and period have in common (cases, referrals, people reached): "
            "{common}. As told, beneath; none is split, and two systems are never added up.",
            common=", ".join(sorted(set(common.values()), key=in_order)),
        )
    )
    as_told = found[found["category"] != UNKNOWN].sort_values("category", key=lambda texts: texts.map(in_order))
    rows = [(str(row["category"]), _.number(int(row["people"]))) for row in as_told.to_dict("records")]
    tables.show(pd.DataFrame(rows, columns=[_("As told"), _("Number")]), alt=_("Numbers by the age brackets as told"))


def in_order(bracket: str) -> tuple[int, int]:
    return limits(bracket) or (0, 0)


def by_tool(found: pd.DataFrame, _: Translator) -> None:
    """One line a tool: those who have a disability, of those whose answer is known. Tools are never added up."""
    known = found[found["category"] != UNKNOWN]
    lines = known.pivot_table(index="tool", columns="category", values="people", aggfunc="sum", fill_value=0)
    lines = lines.reindex(columns=["yes", "no"], fill_value=0)
    rows = [
        (
            name,
            _.number(int(lines.loc[tool, "yes"])),
            _.number(int(lines.loc[tool].sum())),
            _.share(lines.loc[tool, "yes"] / lines.loc[tool].sum()),
        )
        for tool, name in tool_names(_).items()
        if tool in lines.index
    ]
    headings = [_("Tool"), _("With a disability"), _("Answers"), _("Share")]
    tables.show(pd.DataFrame(rows, columns=headings), alt=_("Disability by the tool that measured it"))
    st.caption(_("Tools do not measure the same thing: they are never added up. A blank is unknown, never “no”."))


def category(name: str, people: int, total: int, _: Translator, code: str = "") -> Category:
    return Category(name, people, f"{_.number(people)} ({_.share(people / total)})", code == UNKNOWN)


def bars(shown: list[Category], key: str, _: Translator) -> None:
    finding = " ; ".join(f"{one.name}: {one.told}" for one in shown)
    st.plotly_chart(category_bars(shown), theme=None, config=NO_TOOLBAR, key=key, alt=finding)
