"""Pooled means: offers, needs and shares of missions, judged row by row, published without their comments."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.factories import Built, delimited

BOARD = [
    ["Mutualisation des moyens", *[""] * 12],
    ["Mois", "Organisation", "Offre ou besoin", "Moyen", "Quantité", "Devise", "Préfecture", "Sous-préfecture",
     "Mode d'accès", "Mission", "Date de début", "Date de fin", "Commentaire"],
    ["mars 2025", "ACF", "Offre", "Sièges", "4", "", "Vakaga", "Birao", "Avion", "", "10/03/2025", "14/03/2025", "a"],
    ["03/2025", "UNICEF", "Demandé", "Fret", "1 500,5 kg", "", "Vakaga", "", "", "", "", "", "b"],
    ["03/2025", "ACF", "Partagé", "kg", "125", "USD", "Vakaga", "Birao", "Hélicoptère", "M-7", "12/03/2025", "", ""],
    ["03/2025", "", "besoin", "Jours-personne", "12 jours", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "offert", "Budget", "2500", "FCFA", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "OFFRE", "Cash", "1,000.50 EUR", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Disponible", "Fonds", "800", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["", "ACF", "Offre", "Places", "2", "", "Vakaga", "Birao", "", "", "2025-04-02", "", ""],
    ["03/2025", "ACF", "prêt", "Sièges", "1", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "", "Sièges", "1", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Entrepôt", "1 m3", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "", "1", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Sièges", "", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Sièges", "quelques", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Kilogrammes", "2 tonnes", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Kilogrammes", "1.500", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Sièges", "-3", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Fonds", "-5 USD", "", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Fonds", "10", "coquillages", "Vakaga", "Birao", "", "", "", "", ""],
    ["03/2025", "ACF", "Réalisé", "Sièges", "3", "", "Vakaga", "Birao", "", "–", "", "", ""],
    ["03/2025", "ACF", "Offre", "Sièges", "3", "", "", "", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Sièges", "3", "", "Vakaga", "Nulle part", "", "", "", "", ""],
    ["03/2025", "ACF", "Offre", "Sièges", "3", "", "Vakaga", "Birao", "", "", "20/03/2025", "19/03/2025", ""],
    ["", "ACF", "Offre", "Sièges", "5", "", "Vakaga", "Birao", "", "", "bientôt", "", ""],
]  # fmt: skip
BOARD_EN = [
    ["Organisation", "Offer or need", "Means", "Capacity (USD)", "Adm2 Pcode", "Available from", "Mission number"],
    ["UNICEF", "Offered", "Funds", "300.25", "CF531", "2040-10-15", ""],
    ["UNICEF", "Offered", "Funds", "300.25", "CF531", "2040-10-15", ""],
    ["UNICEF", "Offered", "Staff days", "3", "CF531", "2040-10-15", ""],
    ["UNICEF", "Offered", "Staff days", "5", "CF531", "2040-10-15", ""],
    ["UNICEF", "Shared", "Seats", "2", "CF531", "", "14"],
    ["UNICEF", "Needed", "Seats", "2", "CF531", "soon", ""],
]
TAGS = (
    b"#date+month,#org,#meta+direction,#item,#capacity,#adm2+code,#activity+mission\n"
    b"2025-03,ACF,need,kilograms,40,CF531,\n"
)


@pytest.fixture(scope="module")
def built(judged: Callable[..., Built]) -> Built:
    """One build of the board in French with titles, in English with days for months, and under HXL tags alone."""
    return judged({"moyens.xlsx": {"Tableau": BOARD}, "means.csv": delimited(BOARD_EN), "tags.csv": TAGS})


def accepted(built: Built, file: str) -> list[tuple]:
    return built.rows(
        "SELECT p.row, p.period, organisation_id, adm1_pcode, adm2_pcode, direction_code, resource_code, quantity, "
        "currency, access_mode, mission, start_date, end_date FROM core.pooled_means p "
        f"JOIN core.source_sheets USING (sheet_id) JOIN core.source_files USING (file_id) WHERE file = '{file}' "
        "ORDER BY p.row"
    )


def test_a_board_of_means_is_recognised_by_its_words_and_by_its_tags(built: Built) -> None:
    assert {(e["file"], e["kind"], e["rows_accepted"], e["rows_rejected"]) for e in built.report["files"]} == {
        ("moyens.xlsx", "pooled_means", 8, 16),
        ("means.csv", "pooled_means", 4, 2),
        ("tags.csv", "pooled_means", 1, 0),
    }


def test_what_is_offered_needed_and_shared_is_published_with_its_days(built: Built) -> None:
    first, last, birao = dt.date(2025, 3, 1), dt.date(2025, 3, 31), ("CF53", "CF531")
    assert accepted(built, "moyens.xlsx") == [
        (3, "2025-03", "acf", *birao, "offer", "seats", Decimal("4.00"), None, "Avion", None, dt.date(2025, 3, 10),
         dt.date(2025, 3, 14)),
        (4, "2025-03", "unicef", "CF53", None, "need", "kilograms", Decimal("1500.50"), None, None, None, first, last),
        (5, "2025-03", "acf", *birao, "shared", "kilograms", Decimal("125.00"), None, "Hélicoptère", "M-7",
         dt.date(2025, 3, 12), None),
        (6, "2025-03", None, *birao, "need", "staff_days", Decimal("12.00"), None, None, None, first, last),
        (7, "2025-03", "acf", *birao, "offer", "funds", Decimal("2500.00"), "XAF", None, None, first, last),
        (8, "2025-03", "acf", *birao, "offer", "funds", Decimal("1000.50"), "EUR", None, None, first, last),
        (9, "2025-03", "acf", *birao, "offer", "funds", Decimal("800.00"), None, None, None, first, last),
        (10, "2025-04", "acf", *birao, "offer", "seats", Decimal("2.00"), None, None, None, dt.date(2025, 4, 2), None),
    ]  # fmt: skip


def test_what_is_wrong_with_means_is_named_at_its_cell(built: Built) -> None:
    assert built.said("rejected", "moyens.xlsx") == {
        ("direction_unknown", "C11"), ("direction_missing", "C12"), ("resource_unknown", "D13"),
        ("resource_missing", "D14"), ("quantity_missing", "E15"), ("quantity_unreadable", "E16"),
        ("quantity_unreadable", "E17"), ("amount_ambiguous", "E18"), ("quantity_negative", "E19"),
        ("quantity_negative", "E20"), ("currency_unknown", "F21"), ("mission_missing", "J22"),
        ("place_missing", "H23"), ("place_unknown", "H24"), ("dates_reversed", "L25"), ("period_unreadable", "A26"),
    }  # fmt: skip


def test_a_negative_capacity_is_called_so(built: Built) -> None:
    sentences = {i["value"]: i["message"] for i in built.entry("moyens.xlsx")["issues"]
                 if i["code"] == "quantity_negative"}  # fmt: skip
    assert sentences == {
        text: f"Capacité négative : {text}. Écrivez ce qui est offert, demandé ou partagé, jamais un solde."
        for text in ("-3", "-5 USD")
    }


def test_funds_without_a_currency_are_warned_of_and_keep_none(built: Built) -> None:
    assert [code for code, cell in built.said("accepted", "moyens.xlsx") if cell == "F9"] == ["currency_missing"]


def test_days_stand_for_the_month_and_may_be_to_come(built: Built) -> None:
    day = dt.date(2040, 10, 15)
    unicef = ("2040-10", "unicef", "CF53", "CF531", "offer")
    assert accepted(built, "means.csv") == [
        (2, *unicef, "funds", Decimal("300.25"), "USD", None, None, day, None),
        (3, *unicef, "funds", Decimal("300.25"), "USD", None, None, day, None),
        # two lots of the same means are no contradiction
        (4, *unicef, "staff_days", Decimal("3.00"), None, None, None, day, None),
        (5, *unicef, "staff_days", Decimal("5.00"), None, None, None, day, None),
    ]
    assert built.said("rejected", "means.csv") == {("period_missing", "F6"), ("period_unreadable", "F7")}
    codes = {i["code"] for i in built.entry("means.csv")["issues"]}
    assert codes & {"date_unlikely", "date_unreadable", "key_conflict"} == set()
    assert built.rows("SELECT row FROM core.pooled_means WHERE is_duplicate") == [(3,)]


def test_the_tags_alone_are_enough(built: Built) -> None:
    month = (dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    assert accepted(built, "tags.csv") == [
        (2, "2025-03", "acf", "CF53", "CF531", "need", "kilograms", Decimal("40.00"), None, None, None, *month)
    ]


def test_comments_are_not_published(built: Built) -> None:
    columns = [name for name, *_ in built.rows("DESCRIBE core.pooled_means")]
    assert columns == [
        "sheet_id", "row", "period", "scheme", "adm1_pcode", "adm2_pcode", "organisation_id", "is_duplicate",
        "direction_code", "resource_code", "quantity", "currency", "access_mode", "mission", "start_date", "end_date",
        "locality",
    ]  # fmt: skip
