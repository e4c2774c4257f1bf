"""The leaflet of a sub-prefecture for a child: short sentences of everyday words, always in French, and no jargon.

Where a service that must not be found stands is never said, nor of which organisation any is. The sentences are said
in plain French whatever the language of the page: they are for children of the Central African Republic.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard.figures.leaflet import Leaflet, Need, leaflet_page, leaflet_text, sentences
from dashboard.language import Translator
from dashboard.ui import export
from dashboard.ui.directory import Words
from dashboard.ui.tables import plain

MOST_PLACES = 3  # of one service: a child chooses among few
SPOKEN = "fr"


def panel(found: pd.DataFrame, place: pd.Series, view: Words, _: Translator) -> None:
    """The sentences as a child will read them, the page to print and the file to translate."""
    leaflet = leaflet_of(found, str(place["name"]), view, datetime.now(UTC).date())
    st.caption(
        _("Only services verified on one of the last 90 days; no organisation, and no place that must not be found. "
          "The text file holds one sentence a line, ready to be translated into Sango.")
    )  # fmt: skip
    name = export.file_name(view.is_demo, str(place.name), kind="depliant")
    with st.container(horizontal=True):
        page = f"{name}.html"
        export.download(_("Leaflet to print (A4)"), lambda: leaflet_page(leaflet), page, "text/html", is_main=True)
        export.download(_("Sentences to translate"), lambda: leaflet_text(leaflet), f"{name}.txt", "text/plain")
    with st.container(border=True):
        st.markdown("\n\n".join(plain(sentence) for sentence in sentences(leaflet)))


def leaflet_of(found: pd.DataFrame, place: str, view: Words, today: date) -> Leaflet:
    """``found``: rows of ``queries.leaflet_services``."""
    _ = Translator(SPOKEN)
    words = need_words(_)
    needs = [
        Need(words[code], place_sentences(found[found["service_code"] == code], _))
        for code in found["service_code"].unique()
        if code in words
    ]
    trusted = _("Talk to a grown-up whom you trust.")
    return Leaflet(
        title=_("Who can help me in {place}?", place=place),
        warning=_("FICTITIOUS DATA – demonstration") if view.is_demo else "",
        opening=[_("You have the right to ask for help."), trusted]
        if needs
        else [_("We do not know yet who can help you here."), trusted],
        needs=needs,
        closing=[
            _("You may say no."),
            _("You may stop talking whenever you want."),
            _("If nobody listens to you, ask another grown-up."),
        ],
        foot=[
            _("Printed on {today}.", today=_.day(today)),
            _("These services were seen working less than 90 days before {day}.", day=_.day(view.day)),
            _("Throw this sheet away after 90 days."),
        ],
        language=SPOKEN,
    )


def need_words(_: Translator) -> Mapping[str, tuple[str, ...]]:
    """By service, what a child may need and what there is; a circuit between grown-ups is no service for a child."""
    return {
        "health": (_("Are you ill or hurt?"), _("Go to the health centre.")),
        "psychosocial": (_("Are you sad or afraid?"), _("Grown-ups can listen to you.")),
        "legal": (_("Has somebody done you wrong?"), _("Grown-ups know your rights and can help you.")),
        "school": (_("Do you want to learn?"), _("There is a school.")),
        "case_management": (_("Do you have a big problem?"), _("A grown-up can help you, step by step.")),
        "safe_space": (_("Do you want to play with others?"), _("There is a place to play.")),
        "civil_registration": (
            _("Do you have no birth certificate?"),
            _("Ask for it at the office that keeps birth certificates."),
        ),
        "gbv_clinical_care": (
            _("Has somebody touched you or forced you?"),
            _("It is not your fault."),
            _("A nurse can take care of you."),
            _("Go quickly, if you can within three days."),
        ),
        "nutrition": (_("Is a little child getting thin?"), _("There is care to grow strong again.")),
        "water": (_("Are you thirsty?"), _("There is clean water to drink.")),
    }


def place_sentences(rows: pd.DataFrame, _: Translator) -> list[str]:
    """Where to go: the names of places that anyone may know; for all others, whom to ask."""
    if not rows["is_public_place"].all():
        return [_("Ask a grown-up whom you trust where to go.")]
    named = rows.dropna(subset=["site_name"]).drop_duplicates("site_name").to_dict("records")
    if not named:
        return [_("Ask a grown-up where it is.")]
    return [place_sentence(row, _) for row in named[:MOST_PLACES]]


def place_sentence(row: dict, _: Translator) -> str:
    """One place, when it is open and for whom."""
    sexes = {"girl": _("for girls"), "boy": _("for boys")}
    told = [
        "" if pd.isna(row["opening_hours"]) else str(row["opening_hours"]),
        ages_said(row["age_from"], row["age_to"], _),
        sexes.get(row["sex_code"], ""),
        _("a disabled child can get in") if row["accessible_code"] == "yes" else "",
    ]
    details = ", ".join(part for part in told if part)
    return _("{place}: {details}.", place=row["site_name"], details=details) if details else f"{row['site_name']}."


def ages_said(first: float, last: float, _: Translator) -> str:
    """The ages as one says them; empty where a place tells of none, or only of one end."""
    return (
        "" if pd.isna(first) or pd.isna(last) else _("from {first} to {last} years", first=int(first), last=int(last))
    )
