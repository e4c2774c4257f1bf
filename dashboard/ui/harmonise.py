"""Spellings to settle: what each may mean, and what the coordination decided."""

import pandas as pd
import streamlit as st

from dashboard import decisions
from dashboard.language import Translator
from dashboard.queries import harmonisation, proposals
from dashboard.ui import filters
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain, show
from dashboard.warehouse import Warehouse

SHOWN = 15  # spellings at a time
SAID = "harmonise_said"  # key of the session state: what the last click did


def counts(warehouse: Warehouse, _: Translator) -> None:
    """Spellings received, and the actors and places that they make."""
    found = harmonisation(warehouse).set_index("kind")
    labels = {
        "organisation": _("Organisations"),
        "place": filters.level_names(_, filters.default_scheme(warehouse))["adm2"],
    }
    columns = st.columns(2)
    for column, (kind, label) in zip(columns, labels.items(), strict=True):
        if kind in found.index:
            received, known = (int(found.at[kind, name]) for name in ("received", "known"))
            key_figure(
                column,
                label,
                _.number(known),
                detail=_("{count} spellings received", count=_.number(received)),
                explanation=_("After harmonisation; each spelling counted once before."),
            )


def say_last(_: Translator) -> None:
    """What the last click did."""
    said = st.session_state.pop(SAID, None)
    if said:
        is_kept, sentence = said
        words = plain(sentence) if sentence else _("The decision could not be kept. Try again.")
        (st.success if is_kept else st.error)(words)


def questions(warehouse: Warehouse, kind: str, _: Translator) -> None:
    """One line a spelling: what it may mean, and two buttons."""
    settled = decisions.settled()
    asked = proposals(warehouse, kind)
    is_open = [
        not {(kind, text, target), (kind, text, "")} & settled
        for text, target in asked[["text", "target"]].itertuples(index=False)
    ]
    asked = asked.loc[pd.Series(is_open, index=asked.index, dtype=bool)]  # an empty list would name no column
    texts = list(dict.fromkeys(asked["text"]))
    if not texts:
        st.success(_("Nothing to settle here."))
        return
    st.caption(_("{count} spellings to settle, those of most rows first.", count=_.number(len(texts))))
    for number, text in enumerate(texts[:SHOWN]):
        question(asked[asked["text"] == text], kind, text, number, _)
    if len(texts) > SHOWN:
        st.caption(_("{count} more will follow as these are settled.", count=_.number(len(texts) - SHOWN)))


def question(candidates: pd.DataFrame, kind: str, text: str, number: int, _: Translator) -> None:
    first = candidates.iloc[0]
    with st.container(border=True):
        words, choice, accept, refuse = st.columns([3, 5, 2, 2], vertical_alignment="bottom")
        words.markdown(f"**{plain(text)}**")
        words.caption(state_words(str(first["state"]), int(first["rows"]), _))
        names = {
            code: _("{name} ({code}), {score} % alike", name=name, code=code, score=_.number(round(100 * score)))
            for code, name, score in zip(*(candidates[c] for c in ("target", "target_name", "score")), strict=True)
        }
        target = choice.selectbox(
            _("May mean"),
            list(names),
            format_func=names.__getitem__,
            key=f"harmonise:{_.language}:{kind}:{number}:{text}",
        )
        accept.button(
            _("Accept"),
            type="primary",
            width="stretch",
            key=f"accept:{kind}:{number}:{text}",
            on_click=settle,
            args=("accept", kind, text, target, _.language),
        )
        refuse.button(
            _("Refuse"),
            width="stretch",
            key=f"refuse:{kind}:{number}:{text}",
            on_click=settle,
            args=("refuse", kind, text, target, _.language),
        )


def state_words(state: str, rows: int, _: Translator) -> str:
    count = _.plural("{number} row", "{number} rows", rows)
    sentences = {
        "taken": _("{rows}. Meanwhile the first proposal is taken.", rows=count),
        "open": _("{rows}. Rejected until it is settled.", rows=count),
        "new": _("{rows}. Loaded as an organisation of its own.", rows=count),
    }
    return sentences[state]


def settle(verdict: str, kind: str, text: str, target: str, language: str) -> None:
    st.session_state[SAID] = decisions.decide(verdict, kind, text, target, language)


def undo_last(language: str) -> None:
    st.session_state[SAID] = decisions.undo(language)


def history(_: Translator) -> None:
    """The log, the last decision first, and the way back."""
    log = decisions.log()
    if not log:
        st.info(_("No decision yet."))
        return
    verdicts = {"accepted": _("accepted"), "refused": _("refused"), "undone": _("undone")}
    kinds = {"place": _("place"), "organisation": _("organisation")}
    show(
        pd.DataFrame(
            [
                (
                    decision.decided_at.replace("T", " ").removesuffix("+00:00"),
                    kinds.get(decision.kind, decision.kind),
                    plain(decision.text),
                    plain(decision.target),
                    verdicts.get(decision.verdict, decision.verdict),
                )
                for decision in log[:50]
            ],
            columns=[_("When (universal time)"), _("Kind"), _("Spelling"), _("Meaning"), _("Decision")],
        ),
        alt=_("Decisions on spellings, the last one first"),
    )
    st.button(_("Undo the last decision"), on_click=undo_last, args=(_.language,), key="harmonise_undo")
