"""Why a sheet is not loaded, if it is not."""

from etl.adapters.stage_counts import COLUMN
from etl.extract import Sheet
from etl.headings import fold
from etl.recognise import Layout, repeated_heading
from etl.rows import second_table

# Names of sheets that hold what drop-down lists offer: columns like those of the data, and no data.
LISTS = frozenset(
    {
        "liste", "listes", "list", "lists", "choix", "choices", "lookup", "lookups",
        "parametres", "settings", "validation", "data validation", "listes deroulantes", "menu deroulant", "codes",
    }
)  # fmt: skip


def why_not(
    sheet: Sheet, layout: Layout | None, is_understood: bool, default_sector: str | None
) -> tuple[str, str | None] | None:
    """The code and value of what keeps a sheet from being loaded; ``is_understood``: another one of its file is."""
    if sheet.personal:
        return "personal_data_refused", ", ".join(sheet.personal)
    if sheet.table.num_rows >= COLUMN:
        return "sheet_too_long", None
    if layout is None or not sheet.table.num_rows:
        empty = "sheet_empty" if not sheet.table.num_rows else "sheet_unrecognised"
        return "sheet_ignored" if is_understood else empty, None
    if is_understood and fold(sheet.name) in LISTS:
        return "sheet_ignored", None
    if sheet.is_hidden:
        return "sheet_hidden", str(sheet.table.num_rows - layout.first_data_row)
    missing = list(layout.missing())
    if layout.kind == "activities" and not {"sector", "subsector"} & set(layout.roles()) and not default_sector:
        missing = [*(role for role in missing if role != "subsector"), "sector"]
    if missing:
        return "columns_missing", ", ".join(missing)
    if heading := repeated_heading(layout, sheet.table):
        return "heading_repeated", heading
    if second := second_table(layout, sheet.table):
        return "sheet_two_tables", str(second + 1)
    return None
