"""What the page on access says: its filters, sentences, tables and export, from the rows that the queries gave."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.exports import Column, Table
from dashboard.figures.access_map import EDGES, access_classes
from dashboard.figures.area_map import NOT_APPLICABLE, MapWords
from dashboard.filters import Access, Services
from dashboard.language import Translator
from dashboard.queries import build_information, travel_method
from dashboard.queries import services as known_services
from dashboard.reading import with_values
from dashboard.ui import context, export, extremes, filters, travel
from dashboard.ui.basis import say_denominator
from dashboard.ui.coverage import boundaries
from dashboard.ui.indicator import PERCENT
from dashboard.ui.key_figure import key_figure
from dashboard.ui.tables import plain
from dashboard.ui.view import View, origin_words
from dashboard.warehouse import Warehouse

MINUTES = ("30", "60", "120", "240")
HOUR = "60"  # the threshold of COV-07
INDICATORS = ("children_within_reach",)


@dataclass(frozen=True)
class Words(View):
    """The words of one view of the page."""

    service: str
    season: str
    limit: str
    method: str
    method_sentence: str
    shapes_address: str
    boundaries_note: str

    @property
    def narrowed(self) -> tuple[str, ...]:
        return (self.period, self.service, self.scheme, self.limit)


def chosen_view(warehouse: Warehouse, _: Translator) -> Access | None:
    """Period, service, scheme, season of the map, and threshold; None where nothing is known of any service."""
    period_names = filters.service_period_names(warehouse, _)
    if not period_names:
        return None
    known = known_services(warehouse)
    names = filters.names_of_services(warehouse, _)
    first = next(iter(known.loc[known["is_known"], "service_code"]), next(iter(names)))
    seasons = travel.season_names(_)
    return Access(
        period=filters.choose_period(period_names, _),
        service=filters.select("service", _("Service"), names, first, _),
        scheme=filters.choose_scheme(warehouse, _),
        season=filters.select("season", _("Season of the map"), seasons, next(iter(seasons)), _),
        minutes=filters.select("minutes", _("Near: at most"), limit_names(), HOUR, _),
    )


def services_of(chosen: Access) -> Services:
    """The same question as the page on coverage puts it."""
    return Services(chosen.period, chosen.service, "adm2", chosen.scheme, "functional")


def limit_names() -> dict[str, str]:
    return {code: travel.duration(int(code)) for code in MINUTES}


def words(warehouse: Warehouse, chosen: Access, _: Translator) -> Words:
    information, method = build_information(warehouse), travel_method(warehouse)
    shapes_address, note = boundaries(warehouse, chosen.scheme, "adm2", _)
    return Words(
        service=filters.names_of_services(warehouse, _)[chosen.service],
        period=_.period(chosen.period),
        scheme=filters.scheme_names(_, chosen.scheme)[chosen.scheme],
        season=travel.season_names(_)[chosen.season],
        limit=f"≤ {travel.duration(int(chosen.minutes))}",
        method=travel.method_words(method, _),
        method_sentence=travel.method_sentence(method, _),
        is_demo=bool(information["is_demo"]),
        origin=origin_words(information, _),
        shapes_address=shapes_address,
        boundaries_note=note,
    )


def key_figures(shares: pd.DataFrame, basis: pd.Series | None, chosen: Access, _: Translator) -> None:
    """COV-07 in both seasons, side by side, each with its numerator and its denominator."""
    if basis is None:
        say_denominator(basis, _)
        return
    country = shares[shares["parent_pcode"].isna()].set_index("season")
    with st.container(horizontal=True, gap="small"):
        for season, name in reversed(travel.season_names(_).items()):
            row = country.loc[season]
            key_figure(
                st.container(width=340),
                _(
                    "{season}: children within {limit}",
                    season=name,
                    limit=travel.duration(int(chosen.minutes)),
                ),
                share_cell(row, _),
                detail=share_detail(row, _),
                explanation=_("COV-07. Children (0-18), estimate; rounded to 100. Do not add up services."),
            )
    parts = shares[shares["parent_pcode"].notna()].rename(
        columns={"parent_name": "name", "children_within": "numerator", "children_all": "denominator"}
    )
    values = with_values(parts, "ratio_of_sums", PERCENT, 1)
    seasons = reversed(travel.season_names(_).items())
    extremes.say_lines(
        [(name, extremes.between_words(values[values["season"] == season], True, _)) for season, name in seasons], _
    )
    left_out = int(country["children_left_out"].max())
    if left_out or int(country["areas_left_out"].max()):
        st.caption(
            _(
                "In neither number: {children} children of {areas} sub-prefectures for which no time can be computed.",
                children=_.number(round(left_out, -2)),
                areas=_.number(int(country["areas_left_out"].max())),
            )
        )
    say_denominator(basis, _)


def share_cell(row: pd.Series, _: Translator) -> str:
    return _.share(row["children_within"] / row["children_all"]) if row["children_all"] else _("no data")


def share_detail(row: pd.Series, _: Translator) -> str:
    within, whole = (_.number(round(float(row[name]), -2)) for name in ("children_within", "children_all"))
    return _("{within} of {whole} children", within=within, whole=whole)


def prefecture_table(shares: pd.DataFrame, scheme: str, _: Translator) -> pd.DataFrame:
    """COV-07 of each prefecture, the lowest in the rains first: sums divided, never a mean of shares."""
    parts = shares[shares["parent_pcode"].notna()]
    dry, rainy = (parts[parts["season"] == season].set_index("parent_pcode") for season in ("dry", "rainy"))
    ranked = rainy.assign(share=rainy["children_within"] / rainy["children_all"].where(rainy["children_all"] > 0))
    rows = [
        (
            plain(row["parent_name"]),
            share_cell(row, _),
            share_cell(dry.loc[pcode], _),
            _.number(int(row["children_all"])),
        )
        for pcode, row in ranked.sort_values(["share", "children_all"], ascending=[True, False]).iterrows()
    ]
    names = travel.season_names(_)
    place = filters.area_names(_, scheme)["adm1"]
    return pd.DataFrame(rows, columns=[place, names["rainy"], names["dry"], _("Children (0-18)")])


def map_words(areas: pd.DataFrame, chosen: Access, view: Words, _: Translator) -> MapWords:
    low, hour, two, four = (travel.duration(edge) for edge in EDGES)
    beyond = _("over {time}, or out of reach", time=four)
    classes = (beyond, f"{two} – {four}", f"{hour} – {two}", f"{low} – {hour}", f"≤ {low}", _("no data"))
    used = set(access_classes(areas, chosen.season))
    textures = {NOT_APPLICABLE: _("not applicable")} if NOT_APPLICABLE in used else {}
    sentences = {row["pcode"]: area_sentence(row, chosen.season, _) for row in areas.to_dict("records")}
    return MapWords(_("Travel time, {season}", season=view.season.lower()), classes, sentences, textures)


def area_sentence(row: dict, season: str, _: Translator) -> str:
    status = row[f"{season}_status"]
    told = travel.duration(row[f"{season}_minutes"]) if status == "computed" else travel.state_words(status, _)
    if status == "computed" and pd.notna(row["nearest_place"]):
        told = _("{time}, towards {place}", time=told, place=row["nearest_place"])
    return f"{row['parent_name']}. {told}" if pd.notna(row["parent_name"]) else told


def finding(areas: pd.DataFrame, chosen: Access, view: Words, _: Translator) -> str:
    """What the map shows, for those who do not see it."""
    far = areas.loc[areas[f"{chosen.season}_minutes"] > int(chosen.minutes), "name"]
    return _(
        "Map of travel times to {service}, {season}: {number} sub-prefectures beyond the threshold ({names}).",
        service=view.service,
        season=view.season.lower(),
        number=len(far),
        names=", ".join(far.head(5)) or "–",
    )


def area_table(areas: pd.DataFrame, chosen: Access, _: Translator) -> pd.DataFrame:
    """The sub-prefectures in the order of the query; who and which site, for the coordination alone."""
    rows = []
    for position, row in enumerate(areas.to_dict("records"), start=1):
        named = (row["nearest_site"], row["nearest_organisation"]) if context.may_see_sources() else ()
        rows.append(
            (
                str(position),
                plain(row["name"]),
                "–" if pd.isna(row["kilometres"]) else _.number(round(row["kilometres"], 1)),
                travel.time_cell(row["dry_minutes"], row["dry_status"], _),
                travel.time_cell(row["rainy_minutes"], row["rainy_status"], _),
                *("–" if pd.isna(text) else plain(text) for text in (row["nearest_place"], *named)),
                "–" if pd.isna(row["children"]) else _.number(int(row["children"])),
                plain(travel.origin_words(row["origin_kind"], row["town"], _)),
                row["pcode"],
            )
        )
    return pd.DataFrame(rows, columns=headings(chosen, _))


def headings(chosen: Access, _: Translator) -> list[str]:
    named = (_("Nearest site"), _("Organisation")) if context.may_see_sources() else ()
    place, seasons = filters.area_names(_, chosen.scheme)["adm2"], travel.season_names(_)
    nearest = _("Nearest in")
    return [
        _("Rank"), place, _("Kilometres"), seasons["dry"], seasons["rainy"], nearest, *named, _("Children (0-18)"),
        _("From"), _("P-code"),
    ]  # fmt: skip


def exported(areas: pd.DataFrame, chosen: Access, basis: pd.Series | None, view: Words, _: Translator) -> Table:
    """The table of the page with codes, its minutes as numbers, and everything a reader needs to judge it."""
    may_name, place = context.may_see_sources(), filters.area_names(_, chosen.scheme)
    columns = (
        Column(_("P-code"), "#adm2+code"),
        Column(place["adm2"], "#adm2+name"),
        Column(place["adm1"], "#adm1+name"),
        Column(_("Kilometres"), "#indicator+distance+num"),
        Column(_("Minutes, dry season"), "#indicator+time+dry+num"),
        Column(_("State, dry season"), "#status+dry"),
        Column(_("Minutes, rainy season"), "#indicator+time+rainy+num"),
        Column(_("State, rainy season"), "#status+rainy"),
        Column(_("Nearest in"), "#adm2+nearest+name"),
        *((Column(_("Nearest site"), "#loc+nearest+name"), Column(_("Organisation"), "#org")) if may_name else ()),
        Column(_("Children (0-18)"), "#population+children"),
        Column(_("From"), "#loc+origin"),
    )
    rows = []
    for row in areas.to_dict("records"):
        named = (row["nearest_site"], row["nearest_organisation"]) if may_name else ()
        rows.append(
            (
                row["pcode"],
                row["name"],
                travel.text_or_none(row["parent_name"]),
                None if pd.isna(row["kilometres"]) else round(float(row["kilometres"]), 1),
                *(
                    value
                    for season in ("dry", "rainy")
                    for value in (
                        None if pd.isna(row[f"{season}_minutes"]) else round(row[f"{season}_minutes"]),
                        travel.state_words(row[f"{season}_status"], _),
                    )
                ),
                *(travel.text_or_none(text) for text in (row["nearest_place"], *named)),
                None if pd.isna(row["children"]) else int(row["children"]),
                travel.origin_words(row["origin_kind"], row["town"], _),
            )
        )
    facts = [
        *export.nature(view.is_demo, _),
        (_("Service"), f"{view.service} ({chosen.service})"),
        *export.asked(chosen, view, _),
        (_("Nearest site taken in"), view.season),
        (_("Method"), f"{view.method}. {view.method_sentence}"),
        (_("Source"), _("service directories loaded in Maillage, {files}", files=view.origin)),
        export.denominator(basis, _),
        export.caveats(basis, INDICATORS, chosen.scheme, _),
    ]
    title = _(
        "Travel time to {service}, {period} ({method})", service=view.service, period=view.period, method=view.method
    )
    return Table(title, columns, rows, facts)


def file_name(chosen: Access, view: Words) -> str:
    return export.file_name(view.is_demo, "acces", chosen.service, chosen.period, chosen.scheme)
