"""The words of a lesson: whether it worked, where and by whom, what it is about."""

from dataclasses import dataclass

import pandas as pd

from dashboard.language import Translator
from dashboard.queries import lesson_contexts, lesson_sectors, listed_indicators, services
from dashboard.warehouse import Warehouse

RESULTS = ("worked", "partly", "did_not_work", "unknown")
COLOURS = {"worked": "green", "partly": "orange", "did_not_work": "red", "unknown": "gray"}


@dataclass(frozen=True)
class Names:
    """What codes are called in the reader's language."""

    services: dict[str, str]
    sectors: dict[str, str]
    indicators: dict[str, str]
    contexts: dict[str, str]


def names_of(warehouse: Warehouse, _: Translator) -> Names:
    def named(found: pd.DataFrame, code: str, name: str) -> dict[str, str]:
        return found.set_index(code)[f"{name}_{_.language}"].to_dict()

    return Names(
        services=named(services(warehouse), "service_code", "name"),
        sectors=named(lesson_sectors(warehouse), "sector_code", "name"),
        indicators=named(listed_indicators(warehouse), "indicator_id", "title"),
        contexts=named(lesson_contexts(warehouse), "context_code", "name"),
    )


def result_names(_: Translator) -> dict[str, str]:
    return dict(zip(RESULTS, (_("Worked"), _("Worked in part"), _("Did not work"), _("Not known yet")), strict=True))


def codes(text: str | None) -> list[str]:
    """The codes of a cell of the register; none of an empty one."""
    return [] if pd.isna(text) else str(text).split(";")


def about(row: dict, names: Names, _: Translator) -> str:
    """The service, or the sectors where no service is named."""
    if pd.notna(row["service_code"]):
        return names.services.get(row["service_code"], row["service_code"])
    return sectors(row, names) or _("no service and no sector named")


def sectors(row: dict, names: Names) -> str:
    return "; ".join(names.sectors.get(code, code) for code in codes(row["sectors"]))


def indicators(row: dict, names: Names) -> str:
    return "; ".join(f"{names.indicators.get(code, '')} ({code})".strip() for code in codes(row["indicators"]))


def place(row: dict, _: Translator) -> str:
    if pd.isna(row["area"]):
        return _("whole country")
    return f"{row['area']} ({row['parent_name']})" if pd.notna(row["parent_name"]) else str(row["area"])


def reuse(row: dict, _: Translator) -> str:
    """How often the register says that others took it up, and who."""
    if pd.isna(row["reuse_count"]):
        return _("how often it was used again is not told")
    times = int(row["reuse_count"])
    if not times:
        return _("not used again yet")
    told = _.plural("used again {number} time", "used again {number} times", times)
    return (
        told
        if pd.isna(row["reused_by"])
        else _("{told}, by {who}", told=told, who=str(row["reused_by"]).replace("; ", ", "))
    )
