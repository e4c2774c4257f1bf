"""The demonstration sources: the same each time, marked as fictitious, and wrong only where stated."""

import csv
import datetime as dt
import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import fastexcel
import pytest

from etl import demo
from etl.demo import dirty, organisations, places, timeline, workbooks, world
from etl.demo.layouts import Layout

REFERENCE = Path(__file__).parents[3] / "data" / "reference"
PLACE_ROLES = ("adm1_name", "adm1_code", "adm2_name", "adm2_code")
MEASURES = (
    "targeted", "reached", "cases", "referrals", "phase", "in_need", "requested", "received", "quantity",
    "staff_count",
)  # fmt: skip
EAST = ("CF51", "CF52", "CF53", "CF61", "CF62", "CF63")


@dataclass(frozen=True)
class Read:
    """One written file, read back as text: the whole grid, and its data rows by role."""

    path: Path
    sheet: world.Sheet
    grid: list[list[str]]

    @property
    def layout(self) -> Layout:
        return self.sheet.layout

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        roles = [role for role, _ in self.layout.columns]
        return [dict(zip(roles, row, strict=True)) for row in self.grid[self.layout.first_row - 1 :]]

    def at(self, number: int) -> dict[str, str]:
        return self.rows[number - self.layout.first_row]


def fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))


def month_of(text: str) -> dt.date:
    if match := re.fullmatch(r"(\d{4})-(\d\d)-01.*", text):
        return dt.date(int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d\d)/(\d{4})", text):
        return dt.date(int(match[2]), int(match[1]), 1)
    if match := re.fullmatch(r"T(\d) (\d{4})", text):  # the last month of a quarter
        return dt.date(int(match[2]), 3 * int(match[1]), 1)
    name, year = text.split()
    return dt.date(int(year), timeline.MONTH_NAMES.index(name) + 1, 1)


WITHOUT_PLACE = ("funding", "plan_targets", "commitments", "lessons")  # a row may be the whole country's


def may_lack_place(file: Read, row: dict[str, str]) -> bool:
    """Attacks are told of a prefecture alone."""
    return file.layout.kind in WITHOUT_PLACE or row.get("measure") == "Attaques contre l'éducation"


def month_told(row: dict[str, str]) -> dt.date:
    """The month that a row is about: its own, that of its first day, or the January of its year."""
    if "period" in row:
        return month_of(row["period"])
    for role in ("meeting_date", "lesson_date"):
        if role in row:
            return dt.date.fromisoformat(row[role][:10]).replace(day=1)
    if "start_date" in row:
        return dt.date.fromisoformat(row["start_date"][:10]).replace(day=1)
    return dt.date(int(row["year"]), 1, 1)


def grid_of(path: Path, sheet_name: str) -> list[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream, delimiter=";"))
    page = fastexcel.read_excel(path).load_sheet(sheet_name, header_row=None, skip_rows=0, dtypes="string")
    return [[value or "" for value in row.values()] for row in page.to_arrow().to_pylist()]


@pytest.fixture(scope="module")
def sheets() -> list[world.Sheet]:
    return world.sheets(places.load(), 2026)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    demo.write(out)
    return out


@pytest.fixture(scope="module")
def read(folder: Path, sheets: list[world.Sheet]) -> dict[str, Read]:
    return {s.file: Read(folder / s.file, s, grid_of(folder / s.file, s.name)) for s in sheets}


def of_kind(read: dict[str, Read], kind: str) -> list[Read]:
    return [file for file in read.values() if file.layout.kind == kind]


def is_stated(file: Read, number: int, *problems: str) -> bool:
    return any((d.file, d.row) == (file.path.name, number) and d.problem in problems for d in demo.DIRTY)


def test_two_runs_give_the_same_cells(sheets: list[world.Sheet]) -> None:
    assert world.sheets(places.load(), 2026) == sheets


def test_another_seed_gives_other_cells_in_the_same_months(sheets: list[world.Sheet]) -> None:
    other = world.sheets(places.load(), 7)
    assert [s.file for s in other] == [s.file for s in sheets]
    assert sum(a.rows == b.rows for a, b in zip(other, sheets, strict=True)) == 0


def test_the_same_sheet_is_written_to_the_same_bytes(tmp_path: Path, folder: Path, sheets: list[world.Sheet]) -> None:
    # of each layout, the shortest sheet: the large ones take long, and are written by the same lines
    shortest = {sheet.layout.kind: sheet for sheet in sorted(sheets, key=lambda sheet: -len(sheet.rows))}
    assert len(shortest) == 15
    for sheet in shortest.values():
        assert workbooks.write(sheet, tmp_path).read_bytes() == (folder / sheet.file).read_bytes()


def test_what_is_returned_is_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = world.sheets(places.load(), 2026)[-2:]
    monkeypatch.setattr(world, "sheets", lambda *_: few)
    assert demo.write(tmp_path / "new") == sorted(tmp_path / "new" / sheet.file for sheet in few)
    assert {p.name for p in (tmp_path / "new").iterdir()} == {"LISEZMOI.md", *(s.file for s in few)}


def test_the_volume_is_that_of_a_real_exercise(folder: Path, read: dict[str, Read]) -> None:
    assert Counter(file.layout.kind for file in read.values()) == {
        "activities": 37, "case_counts": 12, "referral_counts": 5, "service_sites": 9, "access_status": 3,
        "severity": 3, "funding": 3, "plan_targets": 2, "pooled_means": 2, "commitments": 2, "lessons": 2,
        "case_practice": 2, "caseloads": 2, "sector_measures": 3, "reach_counts": 3,
    }  # fmt: skip
    assert sum(path.stat().st_size for path in folder.iterdir()) < 5_000_000
    assert 14_000 <= sum(len(file.rows) for file in of_kind(read, "activities")) <= 18_000
    least = {"access_status": 20, "funding": 20, "commitments": 15, "lessons": 8}
    assert all(least.get(file.layout.kind, 50) <= len(file.rows) <= 6_000 for file in read.values())


def test_no_row_is_lost_between_the_world_and_the_file(read: dict[str, Read]) -> None:
    for file in read.values():
        assert len(file.rows) == len(file.sheet.rows), file.path.name


def test_every_data_row_says_that_it_is_fictitious(read: dict[str, Read]) -> None:
    for file in read.values():
        assert {row["comment"] for row in file.rows} == {"données fictives"}, file.path.name


def test_every_workbook_says_so_in_its_properties(read: dict[str, Read]) -> None:
    for file in read.values():
        if file.path.suffix == ".xlsx":
            with zipfile.ZipFile(file.path) as archive:
                assert "DONNÉES FICTIVES" in archive.read("docProps/core.xml").decode(), file.path.name


def test_every_heading_is_known_for_its_role(read: dict[str, Read]) -> None:
    with (REFERENCE / "headings.csv").open(encoding="utf-8-sig", newline="") as stream:
        known = {(row["kind"], fold(row["label"]), row["role"]) for row in csv.DictReader(stream)}
    for file in read.values():
        headings = file.grid[len(file.layout.titles)]
        assert headings == list(file.sheet.headings), file.path.name
        for (role, _), heading in zip(file.layout.columns, headings, strict=True):
            kinds = {(kind, fold(heading), role) for kind in ("*", file.layout.kind)}
            assert kinds & known, (file.path.name, heading, role)


def test_headings_stand_where_the_layout_says_under_titles_and_over_tags(read: dict[str, Read]) -> None:
    for file in read.values():
        assert [row[0] for row in file.grid[: len(file.layout.titles)]] == list(file.layout.titles)
        if file.layout.has_hxl:
            assert file.grid[len(file.layout.titles) + 1] == list(file.sheet.hxl)


def test_a_workbook_has_its_data_sheet_and_perhaps_a_cover_before_it(read: dict[str, Read]) -> None:
    for file in read.values():
        if file.path.suffix == ".xlsx":
            cover = ["Lisez-moi"] if file.layout.has_cover else []
            assert fastexcel.read_excel(file.path).sheet_names == [*cover, file.sheet.name]


def test_places_are_valid_in_the_scheme_of_the_month(read: dict[str, Read]) -> None:
    with (REFERENCE / "areas.csv").open(encoding="utf-8-sig", newline="") as stream:
        areas = list(csv.DictReader(stream))
    parents = {(a["scheme"], a["pcode"]): a["parent_pcode"] for a in areas}
    names = {(a["scheme"], a["level"], fold(a["name"])) for a in areas}
    named = {(a["scheme"], a["pcode"], fold(a["name"])) for a in areas}
    for file in read.values():
        for number, row in enumerate(file.rows, start=file.layout.first_row):
            if is_stated(file, number, dirty.NO_PLACE, dirty.UNKNOWN_PLACE, dirty.CODES_DISAGREE):
                continue
            scheme = timeline.scheme_of(month_told(row))
            for level in ("adm1", "adm2"):
                # money and promises are often the whole country's, and money never a sub-prefecture's
                if may_lack_place(file, row) and not row.get(f"{level}_name"):
                    continue
                name = fold(row[f"{level}_name"])
                assert (scheme, level, name) in names, (file.path.name, number, row)
                if f"{level}_code" in row:
                    assert (scheme, row[f"{level}_code"], name) in named, (file.path.name, number, row)
            if row.get("adm2_code"):
                assert parents[scheme, row["adm2_code"]] == row["adm1_code"], (file.path.name, number)


def test_no_workbook_mixes_two_schemes(read: dict[str, Read]) -> None:
    for file in read.values():
        assert len({timeline.scheme_of(month_told(row)) for row in file.rows}) == 1


@pytest.mark.parametrize("kind", ["activities", "case_counts", "referral_counts"])
def test_every_monthly_source_has_all_thirty_six_months(read: dict[str, Read], kind: str) -> None:
    months = {month_of(row["period"]) for file in of_kind(read, kind) for row in file.rows}
    assert months == set(timeline.MONTHS)
    assert len(months) == 36
    assert (min(months), max(months)) == (dt.date(2023, 10, 1), dt.date(2026, 9, 1))


def test_late_reporters_miss_only_their_last_months(read: dict[str, Read]) -> None:
    last = {
        sender: max(month_of(row["period"]) for row in read[f"4w_{sender}_2026.xlsx"].rows)
        for sender in ("kodro", "claire", "grenier")
    }
    assert last == {
        "kodro": dt.date(2026, 9, 1),
        "claire": dt.date(2026, 8, 1),
        "grenier": dt.date(2026, 7, 1),
    }


def test_a_4w_is_of_a_day_after_its_last_month_and_some_come_too_late(read: dict[str, Read]) -> None:
    waited = {}
    for file in of_kind(read, "activities"):
        sent = dt.datetime.fromtimestamp(file.path.stat().st_mtime, dt.UTC).date()
        end = timeline.shift(max(month_of(row["period"]) for row in file.rows), 1) - dt.timedelta(days=1)
        waited[file.path.name] = (sent - end).days
    assert min(waited.values()) > 0
    assert {name for name, days in waited.items() if name.endswith("2026.xlsx") and days > 15} == {
        "4w_singila_2026.xlsx", "4w_claire_2026.xlsx", "4w_grenier_2026.xlsx"
    }  # fmt: skip


def test_the_wrong_rows_are_as_many_as_promised() -> None:
    assert Counter(d.problem for d in demo.DIRTY) == {
        dirty.NO_ORGANISATION: 3,
        dirty.NO_PLACE: 3,
        dirty.UNKNOWN_PLACE: 2,
        dirty.UNKNOWN_SECTOR: 2,
        dirty.CODES_DISAGREE: 1,
        dirty.DUPLICATE: 3,
        dirty.NEGATIVE: 1,
    }


@pytest.mark.parametrize("stated", demo.DIRTY, ids=lambda d: f"{d.file}:{d.row}")
def test_each_wrong_row_is_where_it_is_said_to_be(read: dict[str, Read], stated: dirty.Dirty) -> None:
    file = read[stated.file]
    row = file.at(stated.row)
    assert stated.sheet == file.sheet.name
    if stated.problem == dirty.NO_ORGANISATION:
        assert row["organisation"] == row.get("organisation_name", "") == ""
    elif stated.problem == dirty.NO_PLACE:
        assert [row[role] for role in PLACE_ROLES] == [""] * 4
    elif stated.problem == dirty.UNKNOWN_PLACE:
        assert fold(row["adm2_name"]) == "ville mirage"
        assert row["adm1_code"] == row["adm2_code"] == ""
    elif stated.problem == dirty.UNKNOWN_SECTOR:
        assert row["sector"] == "Secteur lunaire"
    elif stated.problem == dirty.CODES_DISAGREE:
        known = places.load()
        assert row["adm1_code"] in known.prefectures["cod_v02"]
        area = next(a for a in known.current if a.pcode == row["adm2_code"])
        assert area.adm1_pcode != row["adm1_code"]
    elif stated.problem == dirty.DUPLICATE:
        assert row == file.at(stated.row - 1)
    else:
        assert row["reached"] == "-12"


def test_no_other_row_is_wrong(read: dict[str, Read]) -> None:
    found: Counter[str] = Counter()
    for file in read.values():
        for row in file.rows:
            found["organisation"] += row.get("organisation") == ""
            found["place"] += row.get("adm2_name") == "" and not may_lack_place(file, row)
            found["sector"] += "lunaire" in row.get("sector", "")
            counts = [row[role] for role in MEASURES if role in row]
            found["negative"] += any(count.startswith("-") for count in counts)
            found["blank count"] += "" in counts
        found["duplicate"] += len(file.grid) - len({tuple(row) for row in file.grid})
    assert found == {
        "organisation": 3,
        "place": 3,
        "sector": 2,
        "negative": 1,
        "duplicate": 3,
        "blank count": 0,
    }


def test_no_key_is_reported_twice_with_two_numbers(read: dict[str, Read]) -> None:
    measures = {*MEASURES, "verified_date", "site_status", "status"}
    for file in read.values():
        wrong = {d.row for d in demo.DIRTY if d.file == file.path.name}
        keys = Counter(
            tuple(value for role, value in row.items() if role not in measures and "reached" not in role)
            for number, row in enumerate(file.rows, start=file.layout.first_row)
            if number not in wrong
        )
        assert max(keys.values()) == 1, (file.path.name, keys.most_common(1))


def test_the_readme_lists_every_wrong_row(folder: Path) -> None:
    text = (folder / "LISEZMOI.md").read_text(encoding="utf-8")
    assert "DONNÉES FICTIVES" in text
    for stated in demo.DIRTY:
        assert f"| {stated.file} | {stated.sheet or '(CSV)'} | {stated.row} | {stated.problem} |" in text


def test_the_parts_of_a_total_add_up_or_are_all_blank(read: dict[str, Read]) -> None:
    parts = ("reached_girls", "reached_boys", "reached_women", "reached_men")
    blank = 0
    for file in of_kind(read, "activities"):
        for number, row in enumerate(file.rows, start=file.layout.first_row):
            if "reached_girls" not in row or is_stated(file, number, dirty.NEGATIVE):
                continue
            told = [row[part] for part in parts]
            blank += told == [""] * 4
            assert told == [""] * 4 or sum(map(int, told)) == int(row["reached"]), (file.path.name, number)
    assert blank > 100


def test_a_project_ends_after_it_starts_and_not_before_its_report(read: dict[str, Read]) -> None:
    for file in of_kind(read, "activities"):
        for row in file.rows:
            start, end = row["start_date"][:10], row["end_date"][:10]
            assert start < end
            assert row["status"] == "Planifié" or start <= f"{month_of(row['period'])}" <= end


def test_no_organisation_is_a_real_one(read: dict[str, Read]) -> None:
    with (REFERENCE / "organisation_aliases.csv").open(encoding="utf-8-sig", newline="") as stream:
        real = {fold(row["alias"]) for row in csv.DictReader(stream)}
    for organisation in organisations.ORGANISATIONS:
        assert organisation.name.endswith("(fictive)")
        assert organisation.acronym.endswith("-FIC")
        assert fold(organisation.acronym.removesuffix("-FIC")) not in real
        assert fold(organisation.name.removesuffix(" (fictive)")) not in real
    invented = {fold(organisation.acronym) for organisation in organisations.ORGANISATIONS}
    assert len(invented) == 26
    for file in read.values():
        used = {fold(row[role]) for row in file.rows for role in ("organisation", "to_organisation") if role in row}
        assert used - {""} <= invented, file.path.name


def test_each_organisation_reports_its_4w_through_one_sender(read: dict[str, Read]) -> None:
    senders: dict[str, set[str]] = {}
    for file in of_kind(read, "activities"):
        for row in file.rows:
            senders.setdefault(fold(row["organisation"]), set()).add(file.path.name.split("_")[1])
    senders.pop("")
    assert len(senders) == 26
    assert all(len(found) == 1 for found in senders.values())


def test_partners_use_the_sector_words_the_reference_knows(read: dict[str, Read]) -> None:
    with (REFERENCE / "sector_labels.csv").open(encoding="utf-8-sig", newline="") as stream:
        known = {fold(row["label"]) for row in csv.DictReader(stream)}
    used = {
        fold(row[role])
        for file in of_kind(read, "activities")
        for row in file.rows
        for role in ("sector", "subsector")
        if row.get(role)
    }
    assert used - known == {"secteur lunaire"}
    assert {"protection", "protection de l enfant", "vbg", "sante", "education", "nutrition", "eha"} < used


def test_dates_and_names_come_in_several_shapes(read: dict[str, Read]) -> None:
    periods = {row["period"] for file in read.values() for row in file.rows if "period" in row}
    assert any(re.fullmatch(r"\d{4}-\d\d-01.*", text) for text in periods)
    assert "mars 2025" in periods
    assert "03/2025" in periods
    names = {row["adm2_name"] for row in read["4w_claire_2025.xlsx"].rows}
    assert any("\N{NO-BREAK SPACE}" in name for name in names)
    assert any(name.startswith("  ") for name in names)


def test_rain_thins_out_the_north_and_the_far_east() -> None:
    known = places.load()
    found: Counter[tuple[bool, bool]] = Counter()
    for sheet in world.sheets(known, 2026):
        roles = [role for role, _ in sheet.layout.columns]
        if sheet.layout.kind != "activities" or "adm1_code" not in roles:
            continue
        for cells in sheet.rows:
            row = dict(zip(roles, cells, strict=True))
            month = row["period"] if isinstance(row["period"], dt.date) else month_of(str(row["period"]))
            if row["status"] == "En cours" and dt.date(2024, 10, 1) <= month < dt.date(2025, 10, 1):
                found[row["adm1_code"] in ("CF51", "CF52", "CF53", "CF63"), timeline.is_rainy(month)] += 1
    # Seven rainy months against five dry ones.
    assert found[True, True] / 7 < 0.6 * found[True, False] / 5
    assert found[False, True] / 7 > 0.9 * found[False, False] / 5


def test_real_gaps_exist(read: dict[str, Read]) -> None:
    latest = [row for row in read["sites_2026-09.xlsx"].rows if row["site_status"] == "Fonctionnel"]
    served = {
        (service, is_east): {
            row["adm2_code"] for row in latest if row["service"] == service and (row["adm1_code"] in EAST) is is_east
        }
        for service in {row["service"] for row in latest}
        for is_east in (True, False)
    }
    areas = places.load().current
    in_east = sum(area.adm1_pcode in EAST for area in areas)
    for service, most in (("Centre d'écoute juridique", 0.1), ("Centre d'écoute psychosociale", 0.35)):
        east_share = len(served[service, True]) / in_east
        assert east_share <= most
        assert east_share < len(served[service, False]) / (len(areas) - in_east)
    child = {
        row["adm2_code"]
        for file in of_kind(read, "activities")
        for row in file.rows
        if row.get("subsector") == "Protection de l'enfant" and month_of(row["period"]).year == 2026
    }
    missing = {area.pcode for area in areas} - child
    assert 5 <= len(missing) <= 40


def test_sites_stand_near_their_area_and_were_checked_before_the_snapshot(read: dict[str, Read]) -> None:
    centres = {area.pcode: area for area in places.load().current}
    for file in of_kind(read, "service_sites"):
        month = month_of(file.rows[0]["period"])
        ages = []
        for row in file.rows:
            ages.append((timeline.shift(month, 1) - dt.date.fromisoformat(row["verified_date"][:10])).days)
            if month >= timeline.SCHEME_CHANGE and row["adm2_code"]:
                centre = centres[row["adm2_code"]]
                assert abs(float(row["latitude"]) - centre.lat) < 0.07
                assert abs(float(row["longitude"]) - centre.lon) < 0.07
        assert min(ages) > 0
        assert 0.1 < sum(age > 90 for age in ages) / len(ages) < 0.4


def test_one_system_counts_ages_in_other_brackets(read: dict[str, Read]) -> None:
    ages: dict[str, set[str]] = {}
    for file in of_kind(read, "case_counts"):
        ages.setdefault(file.path.name.split("_")[1], set()).update(row["age_group"] for row in file.rows)
    assert ages == {
        "cpims": {"0-4", "5-11", "12-17"},
        "excel-ong": {"0-4 ans", "5-11 ans", "12-17 ans", "inconnu"},
        "kobo": {"0-5", "6-12", "13-17"},
    }


def test_small_counts_occur_so_that_protection_is_exercised(read: dict[str, Read]) -> None:
    for kind, role in (("case_counts", "cases"), ("referral_counts", "referrals")):
        counts = [int(row[role]) for file in of_kind(read, kind) for row in file.rows]
        assert min(counts) == 1
        assert max(counts) >= 10


def test_a_referral_without_an_answer_has_no_delay(read: dict[str, Read]) -> None:
    for file in of_kind(read, "referral_counts"):
        for row in file.rows:
            assert row["organisation"] != row["to_organisation"]
            if row["told_by"] == "Réceptrice":
                continue  # a receiver counts by service and status alone
            assert (row["referral_status"] == "En attente") == (row["response_delay"] == "Sans réponse")
            assert (row["referral_status"] == "Réalisé") == (row["service_delay"] != "Non servi")
            assert row["reason"] == "" or row["referral_status"] not in ("Réalisé", "Accepté")


def test_every_activity_says_who_pays_how_it_is_done_and_when_it_ends(read: dict[str, Read]) -> None:
    found: dict[str, set[str]] = {"donor": set(), "modality": set(), "status": set()}
    months: Counter[str] = Counter()
    for file in of_kind(read, "activities"):
        for row in file.rows:
            for role, words in found.items():
                # one sender's sheets have no column of modalities
                words.add(row.get(role, "parallèle") if role == "modality" else row[role])
            if month_of(row["period"]) == dt.date(2026, 9, 1):
                months[row["end_date"][:7]] += 1
    assert found["modality"] == {"parallèle", "conjointe", "intégrée"}
    assert found["status"] == {"En cours", "Achevé", "Suspendu", "Planifié"}
    assert len(found["donor"]) == 3
    assert all("ficti" in donor for donor in found["donor"])
    coming = [f"{timeline.shift(dt.date(2026, 9, 1), number):%Y-%m}" for number in range(19)]
    assert [month for month in coming if not months[month]] == []


def test_sites_are_listed_at_year_ends_then_quarter_by_quarter(read: dict[str, Read]) -> None:
    lists = {f"{month_of(file.rows[0]['period']):%Y-%m}": file.rows for file in of_kind(read, "service_sites")}
    assert list(lists) == [
        "2023-12", "2024-12", "2025-03", "2025-06", "2025-09", "2025-12", "2026-03", "2026-06", "2026-09",
    ]  # fmt: skip
    latest = Counter(row["service"] for row in lists["2026-09"])
    assert len(latest) == 11
    added = ("Gestion des cas", "Unité nutritionnelle", "Point d'eau", "Circuit de référencement communautaire")
    assert all(latest[service] > 30 for service in added)
    communities = [row for row in lists["2026-09"] if row["service"] == added[-1]]
    assert {row["site_type"] for row in communities} == {"communautaire"}
    assert all(row["site_name"].startswith("Communauté ") for row in communities)


def test_the_rains_cut_off_places_of_the_east_and_some_are_still_cut_off(read: dict[str, Read]) -> None:
    told = [row for file in of_kind(read, "access_status") for row in file.rows]
    assert 0.7 < sum(row["adm1_code"] in EAST for row in told) / len(told) < 1
    rains = [row for row in told if row["season"] == "Saison des pluies"]
    assert {row["access_status"] for row in rains} == {"Enclavé"}
    assert all(4 <= month_told(row).month <= 7 and row["cause"] and row["access_mode"] for row in rains)
    assert all(row["start_date"] < (row["end_date"] or "9") for row in told)
    ends = Counter(row["end_date"] == "" for row in told if row["start_date"] > "2026")
    assert ends[True] >= 5
    assert ends[False] >= 3
    assert max(row["end_date"] for row in told)[:10] <= "2026-09-30"


def test_each_year_gives_every_subprefecture_a_phase_of_all_sectors_and_of_protection(read: dict[str, Read]) -> None:
    judged: Counter[tuple[str, str]] = Counter()
    for file in of_kind(read, "severity"):
        keys = {(row["year"], row["adm2_code"], row["sector"]) for row in file.rows}
        judged.update((year, sector) for year, _, sector in keys)
        assert len(keys) == len(file.rows)
        assert {row["phase"] for row in file.rows} == {"1", "2", "3", "4", "5"}
        assert all(int(row["in_need"]) > 0 for row in file.rows)
    areas = {"2024": 72, "2025": 85, "2026": 85}
    assert judged == {(year, sector): number for year, number in areas.items() for sector in ("", "Protection")}


def test_money_is_told_by_sector_and_that_of_children_by_prefecture(read: dict[str, Read]) -> None:
    for file in of_kind(read, "funding"):
        sectors = Counter(row["sector"] for row in file.rows if not row["adm1_code"])
        assert set(sectors.values()) == {1}
        assert len(sectors) == 12
        assert {row["sector"] for row in file.rows if row["adm1_code"]} == {"Protection de l'enfant"}
        assert [row["adm1_code"] for row in file.rows if row["currency"] == "EUR"] == ["CF43"]
        assert all(0 < int(row["received"]) < int(row["requested"]) for row in file.rows)


def test_means_are_pooled_for_a_year_and_two_months_to_come(read: dict[str, Read]) -> None:
    board = [row for file in of_kind(read, "pooled_means") for row in file.rows]
    months: dict[dt.date, set[str]] = {}
    for row in board:
        months.setdefault(month_of(row["period"]), set()).add(row["direction"])
        assert (row["mission"] != "") == (row["direction"] == "Partagé")
        assert (row["currency"] != "") == (row["resource"] == "Fonds")
        assert month_of(row["period"]) == dt.date.fromisoformat(row["start_date"][:10]).replace(day=1)
    past = {timeline.shift(dt.date(2025, 10, 1), number): {"Offre", "Besoin", "Partagé"} for number in range(12)}
    assert months == past | {dt.date(2026, month, 1): {"Offre", "Besoin"} for month in (10, 11)}
    assert {row["resource"] for row in board} == {"Sièges", "Kilogrammes", "Jours de personnel", "Fonds"}
    assert {row["adm1_code"] for row in board} == {"CF52", "CF53", "CF62", "CF63"}


def test_six_organisations_shared_one_helicopter_and_750_kilograms(read: dict[str, Read]) -> None:
    flight = [row for row in read["mutualisation_2026.xlsx"].rows if row["mission"].startswith("Vol partagé Bria → ")]
    assert len({row["organisation"] for row in flight}) == len(flight) == 6
    assert sum(int(row["quantity"]) for row in flight) == 750
    shared = {(row["resource"], row["access_mode"], row["adm2_code"], row["start_date"][:10]) for row in flight}
    assert shared == {("Kilogrammes", "Hélicoptère", "CF532", "2026-07-14")}
