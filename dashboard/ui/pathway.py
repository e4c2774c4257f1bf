"""The pathway check on the screen: a profile that leaves no trace, its answer in words, and a leaflet without it.

The profile's widgets have keys that no address knows: their values live in this session's memory alone, and
Streamlit drops them when the page is left.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.filters import country_of
from dashboard.language import Translator
from dashboard.pathway import BANDS, NO, NOT_APPLICABLE, PRIORITIES, UNKNOWN, YES, Question, Step, limiting, overall
from dashboard.queries import build_information, pathway_areas, pathways, service_periods, travel_method
from dashboard.ui import context, export, filters, travel
from dashboard.ui.tables import plain
from dashboard.warehouse import Warehouse

INDICATORS = ("pathway_check",)


@dataclass(frozen=True)
class Setting:
    """What is not the child's: which lists are asked, for which places, in which season."""

    period: str
    last_day: date
    day: date  # the day of the question: today, or the last of a demonstration's
    scheme: str
    season: str


@dataclass(frozen=True)
class Profile:
    """What is asked of a child. It goes to no address, no file and no log."""

    pcode: str
    need: str
    priority: str
    sex: str
    band: str


def setting(warehouse: Warehouse, _: Translator) -> Setting | None:
    """None where nothing is known of any service."""
    periods = service_periods(warehouse)
    if periods.empty:
        return None
    newest = periods.iloc[0]
    last_day = newest["end_date"]
    today = last_day if build_information(warehouse)["is_demo"] else datetime.now(UTC).date()
    seasons = travel.season_names(_)
    return Setting(
        period=newest["period"],
        last_day=last_day,
        day=max(today, last_day),
        scheme=filters.choose_scheme(warehouse, _),
        season=filters.select("season", _("Season"), seasons, next(iter(seasons)), _),
    )


def profile(warehouse: Warehouse, chosen: Setting, _: Translator) -> Profile | None:
    """The five questions, in the page; None until all are answered."""
    known = pathways(warehouse)
    needs = known.drop_duplicates("need_code").set_index("need_code")[f"need_{_.language}"].to_dict()
    areas = pathway_areas(warehouse, chosen.period, known.iloc[0]["service_code"], chosen.scheme)
    places = {row["pcode"]: f"{row['name']} ({row['parent_name']})" for row in areas.to_dict("records")}
    places = dict(sorted(places.items(), key=lambda item: item[1]))
    sexes = {"girl": _("girl"), "boy": _("boy")}
    bands = {code: _("{band} years", band=code) for code in BANDS}
    label = filters.area_names(_, chosen.scheme)["adm2"]
    first, second = st.columns(2, gap="medium")
    with first:
        pcode = ask("place", label, places, _)
        need = ask("need", _("Need"), needs, _)
        priority = ask("priority", _("Priority"), priority_names(_), _)
    with second:
        band = ask("band", _("Age"), bands, _)
        sex = ask("sex", _("Sex"), sexes, _)
    st.caption(
        _(
            "Nothing of this profile is in the address, saved or logged; it goes when you leave the page. "
            "Write no name anywhere."
        )
    )
    if pcode is None or need is None or priority is None or sex is None or band is None:
        return None
    return Profile(pcode, need, priority, sex, band)


def ask(name: str, label: str, names: dict[str, str], _: Translator) -> str | None:
    """A list of the page alone. Its key carries the language: new labels under a live widget would empty it."""
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder=_("Choose"),
        key=f"profile:{name}:{_.language}",
    )


def question(given: Profile, chosen: Setting) -> Question:
    """What the lists are asked: neither sex nor age."""
    return Question(chosen.period, chosen.scheme, given.pcode, given.need, given.priority, chosen.season, chosen.day)


def priority_names(_: Translator) -> dict[str, str]:
    words = (_("Emergency (24 h)"), _("Urgent (72 h)"), _("Normal (14 days)"))
    return dict(zip(PRIORITIES, words, strict=True))


def answer_names(_: Translator) -> dict[str, str]:
    return {YES: _("yes"), NO: _("no"), UNKNOWN: _("unknown")}


def reason_words(step: Step, _: Translator) -> str:
    """What decides a step, in one sentence."""
    sentences = {
        "in_time": _("A functional site is within reach in time."),
        "none": _("No functional site is known, and the lists leave no doubt within reach."),
        "too_far": _("The nearest functional site is too far for the deadline."),
        "cut_off": _("The area is declared enclaved and nobody says how it is reached."),
        "site_cut_off": _(
            "The way to the sites within reach crosses an enclaved area: how long it takes, nobody knows."
        ),
        "stale": _("The lists were verified too long ago."),
        "no_point": _("A functional site has no coordinates: how far it is, nobody knows."),
        "no_road": _("A functional site exists that no road of the file reaches."),
        "not_known": _("Within reach, there are areas of which nobody says whether the service works."),
        "no_rule": _("No rule says when this service is functional."),
        "no_origin": _("The sub-prefecture has no known point of departure."),
    }
    return sentences[step.verdict.reason]


def deadline_words(hours: int, _: Translator) -> str:
    words = _("{number} h", number=hours) if hours <= 120 else _("{number} days", number=hours // 24)
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def name_of(step: Step, _: Translator) -> str:
    return step.name_en if _.language == "en" else step.name_fr


def service_of(step: Step, _: Translator) -> str:
    return step.service_en if _.language == "en" else step.service_fr


def say_answer(steps: list[Step], _: Translator) -> None:
    """The whole in one sentence, the limiting step named; a word says it, not a colour."""
    whole, step = overall(step.verdict.answer for step in steps), limiting(steps)
    if whole == NOT_APPLICABLE:
        st.info(_("This pathway has no step for this age."))
    elif step is None:
        st.success(_("**Yes**: as far as is known, every step can be done in time."))
    elif whole == NO:
        st.error(_("**No** – limiting step: {step}. {reason}", step=name_of(step, _), reason=reason_words(step, _)))
    else:
        st.warning(
            _("**Unknown** – limiting step: {step}. {reason} Call before sending anyone.", step=name_of(step, _),
              reason=reason_words(step, _))
        )  # fmt: skip


def step_table(steps: list[Step], _: Translator) -> pd.DataFrame:
    """Each step with its deadline, its answer and why; who, for the coordination alone."""
    names, may_name = answer_names(_), context.may_see_sources()
    rows = [
        (
            f"{position}\\. {plain(name_of(step, _))}",  # a number with a point alone would begin a list
            f"**{names[step.verdict.answer]}**",
            deadline_words(step.hours, _),
            "–" if step.verdict.minutes is None else travel.duration(step.verdict.minutes),
            plain(reason_words(step, _)),
            plain(service_of(step, _)),
            plain(step.verdict.place or "–"),
            *((plain(step.verdict.site or "–"),) if may_name else ()),
        )
        for position, step in enumerate(steps, start=1)
    ]
    headings = [_("Step"), _("Answer"), _("Deadline"), _("Travel time"), _("Why"), _("Service"), _("In"),
                *((_("Site"),) if may_name else ())]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def say_place(warehouse: Warehouse, given: Profile, chosen: Setting, _: Translator) -> None:
    """Whether the area is declared enclaved, on which day, and what that does to travel times."""
    service = pathways(warehouse).iloc[0]["service_code"]
    row = pathway_areas(warehouse, chosen.period, service, chosen.scheme).set_index("pcode").loc[given.pcode]
    if not row["is_enclaved"]:
        # nobody says so: an area may be enclaved all the same
        st.caption(_("Not declared enclaved on {day}.", day=_.day(chosen.last_day)))
        return
    since = _.day(row["start_date"])
    if pd.isna(row["access_mode"]):
        st.warning(_("Declared enclaved since {day}; no means of access is told.", day=since))
    else:
        st.warning(
            _(
                "Declared enclaved since {day}; reached by: {mode}. Travel times, by vehicle, are to be confirmed.",
                day=since,
                mode=plain(row["access_mode"]),
            )
        )


def leaflet(warehouse: Warehouse, steps: list[Step], given: Profile, chosen: Setting, _: Translator) -> Table:
    """Every step of the need, for whomever it is meant: neither the child's sex nor its age is in it."""
    known = pathways(warehouse).set_index("need_code")
    need = known.loc[[given.need]].iloc[0][f"need_{_.language}"]
    areas = pathway_areas(warehouse, chosen.period, known.iloc[0]["service_code"], chosen.scheme).set_index("pcode")
    place, may_name = areas.loc[given.pcode, "name"], context.may_see_sources()
    columns = (
        Column(_("Step"), "#meta+step+num"),
        Column(_("What"), "#activity+name"),
        Column(_("For whom"), "#affected+type"),
        Column(_("Service"), "#service+name"),
        Column(_("Deadline (hours)"), "#indicator+deadline+num"),
        Column(_("Answer"), "#status"),
        Column(_("Why"), "#status+reason"),
        Column(_("Minutes of travel"), "#indicator+time+num"),
        Column(_("In"), "#adm2+name"),
        *((Column(_("Site"), "#loc+name"),) if may_name else ()),
        Column(_("Deadline: source"), "#meta+source"),
    )
    rows = [
        (
            position,
            name_of(step, _),
            whom(step, _),
            service_of(step, _),
            step.hours,
            answer_names(_)[step.verdict.answer],
            reason_words(step, _),
            None if step.verdict.minutes is None else round(step.verdict.minutes),
            step.verdict.place or None,
            *((step.verdict.site or None,) if may_name else ()),
            step.source,
        )
        for position, step in enumerate(steps, start=1)
    ]
    method = travel_method(warehouse)
    facts = [
        *export.nature(build_information(warehouse)["is_demo"], _),
        (_("Need"), str(need)),
        (_("Place"), f"{place} ({given.pcode}, {country_of(chosen.scheme)})"),
        (_("Priority"), priority_names(_)[given.priority]),
        (_("Season"), travel.season_names(_)[chosen.season]),
        (_("As known on"), _.day(chosen.last_day)),
        (_("Method"), f"{travel.method_words(method, _)}. {travel.method_sentence(method, _)}"),
        export.caveats(None, INDICATORS, chosen.scheme, _),
    ]
    return Table(_("Pathway: {need}, {place}", need=need, place=place), columns, rows, facts)


def whom(step: Step, _: Translator) -> str:
    """For whom a step is meant, of all children of the need."""
    if step.sex is None:
        return _("{low} to {high} years", low=step.min_age, high=step.max_age)
    names = {"girl": _("girls, {low} to {high} years"), "boy": _("boys, {low} to {high} years")}
    return names[step.sex].format(low=step.min_age, high=step.max_age)


def file_name(warehouse: Warehouse, given: Profile) -> str:
    return export.file_name(build_information(warehouse)["is_demo"], "parcours", given.need, given.pcode)
