"""How places are compared, beside the comparison."""

import streamlit as st

from dashboard.language import Translator
from dashboard.ui.evidence import Words


def show(view: Words, _: Translator) -> None:
    with st.expander(_("How places are compared")):
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences(view, _)))


def sentences(view: Words, _: Translator) -> tuple[str, ...]:
    rules, told = view.rules, view.settings
    children = told["children_adm2" if view.is_fine else "children_adm1"]
    return (
        _(
            "Which places: those where the 4W has a child-protection activity in the period. With: one at least is "
            "joint or integrated with a named second sector. Without: none is, and {share} at least of its activities "
            "say so; a place of which it is not known is in neither group.",
            share=_.share(told["least_told_percent"] / 100),
        ),
        _(
            "Which are similar: alike in access (called cut off or difficult, or more than {minutes} minutes from a "
            "health site in the rainy season; or neither), severity (phase {phase} and above, or below) and population "
            "({children} children and more, or fewer). A prefecture is what half of its sub-prefectures are.",
            minutes=_.number(int(told["far_minutes"])),
            phase=int(told["severe_phase"]),
            children=_.number(int(children)),
        ),
        _(
            "The difference: in each kind of place the mean of the places with less that of those without; the kinds "
            "weigh by a × b / (a + b) of their places. Each place counts once, small or large."
        ),
        _(
            "The interval: every shift that a permutation test within the kinds of place does not refuse ({draws} "
            "draws, or all labels where they are fewer; Ernst 2004; Garthwaite 1996). It supposes that working "
            "jointly goes with the same shift everywhere.",
            draws=_.number(rules.draws),
        ),
        _(
            "Under {joint} places with and {alone} without, nothing is compared. What else sets these places apart – "
            "money, security, who works there – is not matched.",
            joint=rules.least_joint,
            alone=rules.least_alone,
        ),
    )
