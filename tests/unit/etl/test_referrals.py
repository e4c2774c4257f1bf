"""The ledger of referrals: what words mean, where children are sent, and what is told twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from etl import template
from tests.factories import BAMBARI, Built, Cell, Grid, Row, grid, referral

# Headings of the roles that only referrals have.
OWN = {
    "from_service": "Service d'origine", "priority": "Priorité", "referral_status": "Statut du référencement",
    "reason": "Motif de non-prise en charge", "response_delay": "Délai de réponse",
    "service_delay": "Délai de prise en charge", "told_by": "Déclaré par", "to_adm1_name": "Préfecture d'arrivée",
    "to_adm1_code": "P-code préfecture d'arrivée", "to_adm2_name": "Sous-préfecture d'arrivée",
    "to_adm2_code": "P-code sous-préfecture d'arrivée", "age_group": "Tranche d'âge", "disability": "Handicap",
    "referrals_accepted": "dont acceptés", "referrals_rejected": "dont rejetés", "referrals_served": "dont réalisés",
}  # fmt: skip
PAIRS = (
    "SELECT period, from_organisation, to_organisation, CAST(sum(referrals) AS INTEGER) FROM marts.referral_flows "
    "WHERE starts_with(period, '{year}') GROUP BY ALL ORDER BY ALL"
)
LAST = 2023
CASES: list[tuple[Sequence[Row], ...]] = []


def sheet(rows: Sequence[Row]) -> Grid:
    roles = list(dict.fromkeys(role for row in rows for role in row))
    shared = [role for role in roles if role not in OWN]
    heads = dict(zip(shared, grid([dict.fromkeys(shared, "")])[0], strict=True)) | OWN
    return [[heads[role] for role in roles], *[[row.get(role, "") for role in roles] for row in rows]]


def built_of(small: Callable[..., Built], *files: Sequence[Row], language: str = "fr") -> Built:
    return small({f"{n}.xlsx": {"Référencements": sheet(rows)} for n, rows in enumerate(files)}, language)


def told(*cases: tuple[Sequence[Row], ...]) -> pytest.MarkDecorator:
    """The rows of each file that a test is about, once or for each of its cases."""
    CASES.extend(cases)
    return pytest.mark.parametrize("built", range(len(CASES) - len(cases), len(CASES)), indirect=True)


@dataclass(frozen=True)
class Case:
    """A year of the one build of all cases: what its rows say of 2022 is said of that year, and told of 2022."""

    whole: Built
    number: int

    @property
    def year(self) -> int:
        return LAST - self.number

    def rows(self, sql: str) -> list[tuple]:
        """The answer of a query that looks at ``{year}`` alone."""
        found = self.whole.rows(sql.format(year=self.year))
        return [tuple(cell.replace(f"{self.year}", "2022") if isinstance(cell, str) else cell for cell in row)
                for row in found]  # fmt: skip


@pytest.fixture(scope="module")
def whole(small: Callable[..., Built]) -> Built:
    files = {}
    for number, case in enumerate(CASES):
        for place, rows in enumerate(case):
            moved = [row | {"period": str(row["period"]).replace("2022", f"{LAST - number}")} for row in rows]
            files[f"{LAST - number} {place}.xlsx"] = {"Référencements": sheet(moved)}
    return small(files)


@pytest.fixture
def built(whole: Built, request: pytest.FixtureRequest) -> Case:
    return Case(whole, request.param)


def codes(built: Built | Case, prefix: str = "referral_") -> list[tuple[str, Cell, Cell]]:
    """Code, value and detail of the remarks whose code begins so."""
    of_case = "starts_with(file, '{year}')" if isinstance(built, Case) else "true"
    return built.rows(
        "SELECT code, coalesce(said, ''), coalesce(detail, '') FROM core.issues JOIN core.source_files USING (file_id) "
        f"WHERE starts_with(code, '{prefix}') AND {of_case} ORDER BY ALL"
    )


def flows(built: Built | Case, columns: str) -> list[tuple]:
    of_case = "starts_with(period, '{year}')" if isinstance(built, Case) else "true"
    return built.rows(f"SELECT {columns}, referrals FROM marts.referral_flows WHERE {of_case} ORDER BY ALL")


IN_THE_TEMPLATE_S_WORDS = referral(
    from_service="Gestion de cas", priority="Urgence", referral_status="Rejeté", reason="Capacité dépassée",
    response_delay="24-72 h", service_delay="Non servi", to_adm1_name="Ouaka", to_adm2_name="Bakala", sex="Filles",
    age_group="12-17", disability="Oui",
)  # fmt: skip


@told(([IN_THE_TEMPLATE_S_WORDS],))
def test_a_row_in_the_template_s_words_becomes_one_flow_of_codes(built: Case) -> None:
    assert built.rows("FROM marts.referral_flows WHERE starts_with(period, '{year}') ORDER BY ALL") == [
        (
            "2022-03", "cod_v01", "CF431", "CF432", "case_management", "health", "acf", "unicef", "emergency",
            "rejected", "no_capacity", "within_72h", "none", "girl", "12-17", "yes", 2,
        )
    ]  # fmt: skip
    assert codes(built) == []


def offered(language: str) -> list[Row]:
    """A row for each word that the template offers in a language."""
    lists = {column["role"]: column["list"] for column in template.columns("referral_counts") if "list" in column}
    roles = ("priority", "referral_status", "reason", "response_delay", "service_delay", "told_by")
    return [
        referral(referrals=number + 1, **{role: word})
        for role in roles
        for number, word in enumerate(template.choices(lists[role], language))
    ]


@told((offered("fr"),), (offered("en"),))
def test_every_word_that_the_template_offers_has_a_code(built: Case) -> None:
    (rows,) = CASES[built.number]
    assert len(rows) == 3 + 5 + 7 + 5 + 5 + 2
    assert codes(built, "referral_word") == []


@told(([referral(disability=""), referral(disability="Non", referrals=3)],))
def test_what_is_not_told_is_unknown_and_never_no(built: Case) -> None:
    """Trap 1: a blank is not "no disability"; trap 18: it is not dropped either."""
    assert flows(built, "disability, sex, age_group, priority, status, reason, answer_within") == [
        ("no", "unknown", "unknown", "unknown", "unknown", None, "unknown", 3),
        ("unknown", "unknown", "unknown", "unknown", "unknown", None, "unknown", 2),
    ]


OUTSIDE = referral(
    referral_status="Presque fini", priority="Bof", reason="Pluie", response_delay="1-5 jours", sex="Autre chose",
    age_group="adolescents", disability="peut-être",
)  # fmt: skip


@told(([OUTSIDE, referral(referral_status="Presque fini", referrals=5)],))
def test_words_outside_the_tables_are_unknown_and_told(built: Case) -> None:
    assert [(code, value) for code, value, _ in codes(built)] == [
        ("referral_word_unknown", value)
        for value in ("1-5 jours", "Autre chose", "Bof", "Pluie", "Presque fini", "adolescents", "peut-être")
    ]
    assert flows(built, "status, priority, reason, answer_within, sex, age_group, disability") == [
        ("unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", 2),
        ("unknown", "unknown", None, "unknown", "unknown", "unknown", "unknown", 5),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_unknown_status_is_said_in_both_languages_with_what_to_write(
    judged: Callable[..., Built], language: str
) -> None:
    built = built_of(judged, [referral(referral_status="Presque fini")], language=language)
    (text,) = [i["message"] for e in built.report["files"] for i in e["issues"] if i["code"] == "referral_word_unknown"]
    assert "Presque fini" in text
    assert {"fr": "Écrivez l'un de ces mots", "en": "Write one of these words"}[language] in text


STATUSES = {"withdrawn": "revoked", "re-routed": "revoked", "Completed": "done", "Pending": "in_progress",
            "in_progress": "in_progress", "declined": "rejected", "Acceptée": "accepted"}  # fmt: skip


@told(([referral(referral_status=word, referrals=number) for number, word in enumerate(STATUSES, start=1)],))
def test_other_systems_statuses_are_those_of_primero(built: Case) -> None:
    assert sorted(flows(built, "status")) == sorted(
        {"revoked": 3, "done": 3, "in_progress": 9, "rejected": 6, "accepted": 7}.items()
    )


ANSWERED = [
    referral(referral_status="Accepté", response_delay="≤ 24 h", service_delay="24-72 h"),
    referral(referral_status="Réalisé", response_delay="> 14 jours", service_delay="≤ 24 h", referrals=3),
    referral(referral_status="Réalisé", response_delay="≤ 24 h", service_delay="> 14 jours", referrals=4),
]


@told((ANSWERED,))
def test_accepted_is_not_read_as_served(built: Case) -> None:
    """Trap 30; nobody is served without being accepted, nor before the answer."""
    assert flows(built, "status, answer_within, service_within") == [
        ("accepted", "within_24h", "unknown", 2),
        ("done", "longer", "unknown", 3),
        ("done", "within_24h", "longer", 4),
    ]
    assert codes(built) == [
        ("referral_delays_disagree", "24-72 h", "Accepté, ≤ 24 h"),
        ("referral_delays_disagree", "≤ 24 h", "Réalisé, > 14 jours"),
    ]


BUCKETS = {"≤ 14 jours": "within_14d", "> 14 jours": "longer", "<= 24 h": "within_24h", "4-14 jours": "within_14d",
           "2-3 jours": "within_72h", "15-30 jours": "longer", "0-3 jours": "unknown",
           "1-5 days": "unknown"}  # fmt: skip


@told(([referral(response_delay=word, referrals=2**number) for number, word in enumerate(BUCKETS)],))
def test_a_bucket_s_word_and_its_rule_agree(built: Case) -> None:
    """Trap 2: the sign counts, finer brackets are merged and none is split."""
    expected: dict[str, int] = {}
    for number, code in enumerate(BUCKETS.values()):
        expected[code] = expected.get(code, 0) + 2**number
    assert dict(flows(built, "answer_within")) == expected


@told(([referral(to_organisation="", to_service="Police"), referral(to_adm2_name="Nulle-Part")],))
def test_an_end_that_nobody_tells_is_null_and_told(built: Case) -> None:
    assert flows(built, "to_organisation, to_service, to_pcode") == [
        ("unicef", "health", None, 2),
        (None, "other", None, 2),
    ]
    assert codes(built) == [
        ("referral_end_unknown", "", "1"),
        ("referral_place_unknown", "Nulle-Part", ""),
        ("referral_service_other", "Police", ""),
    ]


# What is told of a destination, in a sheet of the scheme of 2015 (2022) or of the one in force (2025).
DESTINATIONS = [
    (2022, {"to_adm2_name": "Kodi"}, "CF315", ("referral_place_carried", "Kodi", "Ngaoundaye (CF315)")),
    (2022, {"to_adm1_name": "Lim-Pendé"}, "CF31", ("referral_place_carried", "Lim-Pendé", "Ouham Pendé (CF31)")),
    (2022, {"to_adm2_name": "Bangui-Kagas"}, None, ("referral_place_split", "Bangui-Kagas", "")),
    # the same code is another place in each scheme: its name says which is meant
    (2022, {"to_adm2_code": "CF711", "to_adm2_name": "Bangui-Centre"}, "CF711",
     ("referral_place_carried", "Bangui-Centre", "Bangui (CF711)")),
    (2025, {"to_adm2_code": "CF711", "to_adm2_name": "Bangui"}, "CF71",
     ("referral_place_carried", "Bangui", "Bangui (CF71)")),
    (2025, {"to_adm1_name": "Ouaka", "to_adm2_name": "Nulle-Part"}, "CF43",
     ("referral_place_unknown", "Nulle-Part", "Ouaka (CF43)")),
    (2025, {"to_adm1_code": "CF43"}, "CF43", None),
]  # fmt: skip


def test_a_destination_is_in_the_scheme_of_the_departure_or_carried_where_it_lies_whole(
    small: Callable[..., Built],
) -> None:
    """Traps 12 and 13: both ends in one scheme; a code that means two places is read with its name.

    Each in a file and a month of its own.
    """
    months = [f"{year}-{number:02}" for number, (year, *_) in enumerate(DESTINATIONS, start=1)]
    stated = [referral(period=month, **stated) for month, (_, stated, *_) in zip(months, DESTINATIONS, strict=True)]
    built = built_of(small, *([row] for row in stated))
    assert flows(built, "period, scheme, from_pcode, to_pcode") == [
        (month, "cod_v01" if year == 2022 else "cod_v02", "CF431", pcode, 2)
        for month, (year, _, pcode, _) in zip(months, DESTINATIONS, strict=True)
    ]
    found = built.rows(
        "SELECT file, code, coalesce(said, ''), coalesce(detail, '') FROM core.issues "
        "JOIN core.source_files USING (file_id) WHERE starts_with(code, 'referral_') ORDER BY ALL"
    )
    assert found == [(f"{n}.xlsx", *remark) for n, (*_, remark) in enumerate(DESTINATIONS) if remark]


def outcomes(sent: Cell, accepted: Cell, rejected: Cell, served: Cell) -> Row:
    return referral(
        referrals=sent, referrals_accepted=accepted, referrals_rejected=rejected, referrals_served=served
    )  # fmt: skip


@told(([outcomes(10, 6, 1, 4)],))
def test_outcomes_in_columns_are_parts_of_what_was_sent(built: Case) -> None:
    """10 sent, 6 accepted of which 4 served, 1 rejected: the other 3 are nobody knows what."""
    assert flows(built, "status") == [("accepted", 2), ("done", 4), ("rejected", 1), ("unknown", 3)]
    assert built.rows(
        "SELECT referral_count, referral_status FROM core.referral_counts WHERE starts_with(period, '{year}')"
    ) == [(10, None)]
    assert codes(built) == []


@told(*[([outcomes(*row)],) for row in ((10, 4, 1, 6), (10, 8, 3, 2), (10, "", "", 11), (10, "", 5, 6))])
def test_counts_above_their_parents_are_told_and_counted_once(built: Case) -> None:
    """Trap 6: served above accepted, or outcomes above what was sent: no rate may pass 100 %."""
    assert flows(built, "status") == [("unknown", 10)]
    assert [code for code, *_ in codes(built)] == ["referral_parts_exceed"]


@told(
    (
        [referral(age_group=ages, referrals=n) for n, ages in enumerate(("0-4", "5-11", "12-17"), start=1)],
        [referral(organisation="OIM", age_group=ages, referrals=4) for ages in ("0-5 ans", "13 à 17 ans")],
        [referral(organisation="OIM", period="2022-04", age_group="0-18", referrals=5)],
    )
)
def test_age_brackets_of_two_systems_stand_beside_each_other(built: Case) -> None:
    """Trap 28 too: 0-18 is no "under 18"."""
    assert flows(built, "age_group") == [
        ("0-18", 5), ("0-4", 1), ("0-5", 4), ("12-17", 3), ("13-17", 4), ("5-11", 2)
    ]  # fmt: skip
    assert codes(built) == [
        ("referral_ages_overlap", "0-4, 12-17, 5-11", "0-5, 13-17"),
        ("referral_ages_overlap", "0-5, 13-17", "0-4, 12-17, 5-11"),
    ]


SENT = [referral(referrals=7), referral(to_organisation="OIM", referrals=1)]
RECEIVED = [referral(referrals=5), referral(organisation="OIM", referrals=3)]
DISAGREEMENTS = "FROM core.referral_disagreements WHERE starts_with(period, '{year}') ORDER BY ALL"


@told((SENT, RECEIVED))
def test_what_sender_and_receiver_both_tell_is_counted_as_the_sender_tells_it(built: Case) -> None:
    """ACF says that it sent 7 to UNICEF, UNICEF that it got 5 of them and 3 of OIM, who tells nothing."""
    assert built.rows(PAIRS) == [
        ("2022-03", "acf", "oim", 1), ("2022-03", "acf", "unicef", 7), ("2022-03", "oim", "unicef", 3)
    ]  # fmt: skip
    assert built.rows(DISAGREEMENTS) == [("2022-03", "acf", "unicef", 7, 5, "2022 0.xlsx", "2022 1.xlsx")]
    assert built.rows(
        "SELECT referral_count FROM core.referral_counts WHERE is_duplicate AND starts_with(period, '{year}')"
    ) == [(5,)]
    assert codes(built) == [
        ("referral_sides_disagree", "5", "7 (acf, 2022-03)"),
        ("referral_told_twice", "5", "1"),
    ]


@told(([referral(referrals=4, told_by="Émettrice"), referral(referrals=6, told_by="Réceptrice")],))
def test_a_row_says_who_tells_it(built: Case) -> None:
    assert built.rows(PAIRS) == [("2022-03", "acf", "unicef", 4)]
    assert built.rows(f"SELECT said_by_sender, said_by_receiver {DISAGREEMENTS}") == [(4, 6)]


@told(([referral(told_by="Sender", sex="F"), referral(told_by="Receiver")],))
def test_sides_that_agree_are_no_disagreement(built: Case) -> None:
    assert built.rows(PAIRS) == [("2022-03", "acf", "unicef", 2)]
    assert built.rows(DISAGREEMENTS) == []
    assert codes(built) == [("referral_told_twice", "2", "0")]


MONTHS = [referral(period=month, referrals=n, told_by="Émettrice") for month, n in (("2022-01", 2), ("2022-03", 3))]


@told(([*MONTHS, referral(period="2022-T1", referrals=9, told_by="Réceptrice")],))
def test_a_receiver_s_quarter_is_compared_with_the_sender_s_months(built: Case) -> None:
    """Trap 20's root: a quarter told by one and months by the other are the same referrals."""
    assert built.rows(PAIRS) == [("2022-01", "acf", "unicef", 2), ("2022-03", "acf", "unicef", 3)]
    assert built.rows(f"SELECT period, said_by_sender, said_by_receiver {DISAGREEMENTS}") == [("2022-Q1", 5, 9)]


PERIODS = (("2022-T1", 9), ("2022-03", 4), ("2022-04", 2), ("2022", 30))


@told(([referral(period=period, referrals=n) for period, n in PERIODS],))
def test_a_quarter_and_its_months_of_one_sender_are_counted_once(built: Case) -> None:
    """Trap 8: the quarter counts, as in the published cube; a year is its parts."""
    assert built.rows(PAIRS) == [("2022-04", "acf", "unicef", 2), ("2022-Q1", "acf", "unicef", 9)]
    assert codes(built) == [("referral_period_twice", "34", "0")]


@told(([referral(), referral(), referral(sex="F", referrals=1)],))
def test_a_row_repeated_is_one_flow(built: Case) -> None:
    assert flows(built, "sex") == [("girl", 1), ("unknown", 2)]


@told(([referral(to_adm2_name="Bakala", referrals=2), referral(to_adm2_name="Bambari", referrals=5)],))
def test_two_destinations_are_no_contradiction(built: Case) -> None:
    assert flows(built, "to_pcode") == [("CF431", 5), ("CF432", 2)]
    assert codes(built, "key_") == []


@told(([referral(referrals="1\u202f200", referral_status="Réalisé\u00a0", to_adm2_name="\u00a0Bakala")],))
def test_blanks_of_all_kinds_change_nothing(built: Case) -> None:
    """Trap 15: narrow blanks in numbers and names."""
    assert flows(built, "status, to_pcode") == [("done", "CF432", 1200)]


@told(([referral(**BAMBARI)],))
def test_bambari_is_where_the_referral_was_made(built: Case) -> None:
    assert flows(built, "from_pcode, to_pcode") == [("CF431", None, 2)]


PRIMERO = [
    ["Referrals"],
    ["View By: Month / From: 2025-01-01 / To: 2025-02-28 / Date: Registration Date / Status: Open / "
     "By: User Groups of record owner / User Group: ACF - BambariReferral / Transfer Status: Done"],
    ["Generated On: 2025-03-02 10:00:00"],
    [],
    ["Total Referrals"],
    ["", "2025-Jan", "", "", "2025-Feb", "", ""],
    ["", "UNICEF - Bambari", "OIM - Bakala", "Total", "UNICEF - Bambari", "OIM - Bakala", "Total"],
    ["ACF - Bambari", 4, 2, 6, 1, 0, 1],
    ["Child Protection Team", 0, 3, 3, 5, 0, 6],
    ["Total", 4, 5, 9, 6, 0, 6],
]  # fmt: skip
TRANSFERS = [
    ["Transfers"], PRIMERO[1], PRIMERO[2], [], ["Total Transfers"], ["", "UNICEF", "Total"], ["ACF", 4, 4],
]  # fmt: skip


@pytest.fixture(scope="module")
def primero(small: Callable[..., Built]) -> Built:
    """The export of Primero's report as its exporter writes it: a sheet of transfers and one of referrals."""
    return small({"primero.xlsx": {"Transfers": TRANSFERS, "Referrals": PRIMERO}})


def test_primero_s_referrals_load_without_configuration(primero: Built) -> None:
    assert flows(primero, "period, scheme, from_organisation, from_pcode, to_organisation, to_pcode, status") == [
        ("2025-01", "cod_v02", "acf", "CF431", "oim", "CF432", "done", 2),
        ("2025-01", "cod_v02", "acf", "CF431", "unicef", "CF431", "done", 4),
        ("2025-01", "cod_v02", "child-protection-team", None, "oim", "CF432", "done", 3),
        ("2025-02", "cod_v02", "acf", "CF431", "unicef", "CF431", "done", 1),
        ("2025-02", "cod_v02", "child-protection-team", None, "unicef", "CF431", "done", 5),
    ]


def test_primero_s_totals_are_checked_and_its_transfers_are_no_referrals(primero: Built) -> None:
    entry = primero.entry("primero.xlsx", "Referrals")
    assert {(i["code"], i["cell"]) for i in entry["issues"]} >= {("total_row_disagrees", "G9")}
    assert {i["code"] for i in entry["issues"]} == {"total_row_disagrees", "organisation_new"}
    told = "SELECT sheet, code, value FROM core.issues WHERE starts_with(code, 'report_') ORDER BY ALL"
    assert primero.rows(told) == [
        ("Referrals", "report_without_place", None), ("Transfers", "report_tables_left_out", "Total Transfers")
    ]  # fmt: skip
    assert (entry["rows_received"], entry["rows_accepted"], entry["rows_rejected"]) == (2, 2, 0)


def test_a_report_of_all_statuses_is_of_none_and_says_so(small: Callable[..., Built]) -> None:
    asked = [*PRIMERO]
    asked[1] = ["From: 2025-01-01 / To: 2025-01-31 / Referral / Transfer Status: Accepted, Done"]
    asked[4:] = [["Total Referrals"], ["", "UNICEF", "Total"], ["ACF", 4, 4], ["Total", 4, 4]]
    built = small({"primero.xlsx": {"Referrals": asked}})
    assert flows(built, "period, from_organisation, to_organisation, from_pcode, status") == [
        ("2025-01", "acf", "unicef", None, "unknown", 4)
    ]
    assert ("referral_word_unknown", "Accepted, Done") in [(c, v) for c, v, _ in codes(built)]
