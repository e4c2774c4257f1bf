"""The tables of the page on gaps, shown and exported: the same numbers."""

import pandas as pd

from dashboard.exports import Column, Table
from dashboard.figures.severity_grid import PHASES, STRONG
from dashboard.filters import SCENARIOS, Gaps
from dashboard.language import Translator
from dashboard.ui import export, filters
from dashboard.ui.basis import OF_GAPS
from dashboard.ui.export import whole
from dashboard.ui.gaps import RANKED, Words, scenario_names, severity_words, state_names
from dashboard.ui.tables import plain

RULES = ("rank_children", "rank_rate", "rank_severity")


def ranked(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas that have a rank."""
    return areas[areas["rank_children"].notna()]


def apart(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas of which nobody can say: never ranked."""
    return areas[~areas["state"].isin(RANKED)].sort_values(["state", "pcode"])


def headings(gaps: Gaps, _: Translator) -> tuple[str, list[str]]:
    """What an area is called, and the column of its prefecture where it has one."""
    return filters.place_headings(gaps.level == "adm2", gaps.scheme, _)


def ranking_table(areas: pd.DataFrame, gaps: Gaps, _: Translator) -> pd.DataFrame:
    """The three ranks side by side; of a prefecture also the parts that nobody knows."""
    is_fine = gaps.level == "adm2"
    rows = [
        (
            plain(row["name"]),
            _.number(int(row["not_covered"])),
            rank_cell(row["rank_children"], _),
            _.share(row["rate"]),
            rank_cell(row["rank_rate"], _),
            phase_cell(row, _),
            rank_cell(row["rank_severity"], _),
            mark_cell(row, _),
            plain(row["parent_name"]) if is_fine else unknown_parts(row, _),
            row["pcode"],
        )
        for row in ranked(areas).to_dict("records")
    ]
    place, parent = headings(gaps, _)
    last = parent or [_("Parts unknown")]
    columns = [place, _("Children not covered"), _("Rank: number"), _("Share of children"), _("Rank: share")]
    return pd.DataFrame(rows, columns=[*columns, _("Severity"), _("Rank: severity"), _("Mark"), *last, _("P-code")])


def rank_cell(rank: float, _: Translator) -> str:
    return "–" if pd.isna(rank) else _.number(int(rank))


def phase_cell(row: dict, _: Translator) -> str:
    """The phase, with a star where it is that of the whole prefecture; unknown is not low."""
    if pd.isna(row["phase"]):
        return _("by part") if pd.notna(row["weighted"]) else _("severity unknown")
    star = "\\*" if row["severity_level"] == "adm1" and pd.notna(row["parent_name"]) else ""
    return f"{int(row['phase'])}{star}"


def mark_cell(row: dict, _: Translator) -> str:
    if row["is_stable"]:
        return "**" + _("stable rank") + "**"
    return _("always in the first ten") if row["is_always_in_ten"] else ""


def unknown_parts(row: dict, _: Translator) -> str:
    """Of how many sub-prefectures of a prefecture nobody knows: its gap is at least what is told."""
    missing = int(row["unknown"] + row["unconfirmed"])
    return _("{missing} of {all}", missing=missing, all=int(row["parts"])) if missing else "0"


def apart_table(areas: pd.DataFrame, gaps: Gaps, _: Translator) -> pd.DataFrame:
    names = state_names(_)
    rows = [
        (
            plain(row["name"]),
            names[row["state"]],
            "–" if pd.isna(row["children"]) else _.number(int(row["children"])),
            *((plain(row["parent_name"]),) if gaps.level == "adm2" else ()),
            row["pcode"],
        )
        for row in apart(areas).to_dict("records")
    ]
    place, parent = headings(gaps, _)
    return pd.DataFrame(rows, columns=[place, _("State"), _("Children (0-18)"), *parent, _("P-code")])


def phase_names(_: Translator) -> dict[int, str]:
    return {
        5: _("5 – catastrophic"),
        4: _("4 – extreme"),
        3: _("3 – severe"),
        2: _("2 – stress"),
        1: _("1 – minimal"),
        0: _("severity unknown"),
    }


def grid_table(grid: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Numbers of areas; bold where severity is strong and the service absent. It needs no colour."""
    names, states = phase_names(_), state_names(_)
    is_worst = [state == "gap" for state in grid.columns]
    rows = []
    for phase, counts in zip(PHASES, grid.to_numpy().tolist(), strict=True):
        cells = [
            f"**{_.number(number)}**" if number and phase >= STRONG and worst else _.number(number)
            for number, worst in zip(counts, is_worst, strict=True)
        ]
        rows.append((names[phase], *cells, _.number(sum(counts))))
    rows.append((_("All areas"), *(_.number(int(total)) for total in grid.sum()), _.number(int(grid.to_numpy().sum()))))
    return pd.DataFrame(rows, columns=[_("Severity"), *(states[state] for state in grid.columns), _("All areas")])


def strong_table(areas: pd.DataFrame, gaps: Gaps, _: Translator) -> pd.DataFrame:
    names = phase_names(_)
    rows = [
        (
            plain(row["name"]),
            names[int(row["phase"])],
            "–" if pd.isna(row["not_covered"]) else _.number(int(row["not_covered"])),
            *((plain(row["parent_name"]),) if gaps.level == "adm2" else ()),
            row["pcode"],
        )
        for row in areas.to_dict("records")
    ]
    place, parent = headings(gaps, _)
    return pd.DataFrame(rows, columns=[place, _("Severity"), _("Children not covered"), *parent, _("P-code")])


def exported(ranking: pd.DataFrame, gaps: Gaps, basis: pd.Series | None, view: Words, _: Translator) -> Table:
    """Every area of the chosen population, and its nine ranks: those of the two other populations too."""
    is_fine = gaps.level == "adm2"
    areas = ranking[ranking["scenario"] == gaps.scenario]
    ranks = ranking.set_index(["scenario", "pcode"])
    place, parent = headings(gaps, _)
    rules = dict(zip(RULES, (_("Rank: number"), _("Rank: share"), _("Rank: severity")), strict=True))
    populations = scenario_names(_)
    columns = (
        Column(_("P-code"), f"#{gaps.level}+code"),
        Column(place, f"#{gaps.level}+name"),
        *(Column(name, "#adm1+name") for name in parent),
        Column(_("State"), "#status"),
        Column(_("Children (0-18)"), "#population+children"),
        Column(_("Children not covered"), "#indicator+not_covered+num"),
        Column(_("Share of children (%)"), "#indicator+not_covered+pct"),
        Column(_("Severity"), "#severity+phase"),
        Column(_("Children not covered × severity"), "#indicator+weighted+num"),
        Column(_("Mark"), "#meta+mark"),
        Column(_("Parts unknown"), "#meta+unknown+num"),
        *(
            Column(f"{words}, {populations[scenario].lower()}", f"#indicator+{rule}+{scenario}")
            for scenario in SCENARIOS
            for rule, words in rules.items()
        ),
    )
    states = state_names(_)
    rows = [
        (
            row["pcode"],
            row["name"],
            *((row["parent_name"],) if is_fine else ()),
            states[row["state"]],
            whole(row["children"]),
            whole(row["not_covered"]),
            None if pd.isna(row["rate"]) or pd.isna(row["not_covered"]) else round(float(row["rate"]) * 100, 1),
            whole(row["phase"]),
            whole(row["weighted"]),
            mark_cell(row, _).strip("*") or None,
            int(row["unknown"] + row["unconfirmed"]),
            *(whole(ranks.loc[(scenario, row["pcode"]), rule]) for scenario in SCENARIOS for rule in RULES),
        )
        for row in areas.to_dict("records")
    ]
    title = _("{service}: gaps by area, {period}", service=view.service, period=view.period)
    return Table(title, columns, rows, facts(areas, gaps, basis, view, _))


def facts(areas: pd.DataFrame, gaps: Gaps, basis: pd.Series | None, view: Words, _: Translator) -> export.Facts:
    """What a reader of the file needs to judge it."""
    return [
        *export.nature(view.is_demo, _),
        (_("Service"), f"{view.service} ({gaps.service})"),
        *export.asked(gaps, view, _),
        (_("Population"), f"{view.scenario} ({gaps.scenario})"),
        (_("Severity"), severity_words(areas, gaps.scheme, _)),
        (_("Source"), _("service directories and 4W loaded in Maillage, {files}", files=view.origin)),
        export.denominator(basis, _),
        export.caveats(basis, OF_GAPS, gaps.scheme, _),
    ]


def file_name(what: str, gaps: Gaps, view: Words) -> str:
    return export.file_name(view.is_demo, gaps.service, gaps.period, gaps.level, gaps.scheme, kind=what)
