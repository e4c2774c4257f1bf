"""Référencement: every number by hand or by a naive account, one set of them in all pictures, and who reads what."""

import json
import re
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.exports import Table
from dashboard.figures.referral_matrix import flows, matrix
from dashboard.filters import Referrals
from dashboard.journal import note_told, told_periods
from dashboard.language import Translator
from dashboard.queries import (
    own_referrals,
    referral_answers,
    referral_links,
    referral_outcome_sums,
    referral_service_times,
    referral_totals,
    referral_unanswered,
    referral_unmet,
    referral_unmet_services,
)
from dashboard.roles import COORDINATOR, DONOR, ORGANISATION, Reader
from dashboard.ui import export, identity, referral_flows, referrals
from dashboard.ui import referral_unanswered as unanswered_words
from dashboard.warehouse import Warehouse, current_warehouse
from tests.app.screen import Screen
from tests.factories import Built, referral
from tests.referral_account import last_day, naive
from tests.unit.etl.test_referrals import sheet

ISSUER = "https://id.example"
QUARTER = Referrals("2026-Q3", "cod_v02", "all", "all", "any")
FLOW = (
    "period", "scheme", "from_pcode", "to_pcode", "from_service", "to_service", "from_organisation", "to_organisation",
    "priority", "status", "reason", "answer_within", "service_within", "referrals",
)  # fmt: skip
PARTS = ("answers", "flows", "unmet", "unanswered")
HEADING = {"fr": "De ↓ vers →", "en": "From ↓ to →"}
TURNED = {"fr": "Vers ↓ de →", "en": "To ↓ from →"}


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text.replace("\\", ""))


def number(cell: str) -> int:
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else 0


@pytest.fixture(autouse=True)
def access(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of roles and of the journal for each test."""
    folder = tmp_path / "access"
    folder.mkdir()
    lines = [f"{ISSUER},{role},{role},{own}," for role, own in
             ((COORDINATOR, ""), (ORGANISATION, "palis-fic"), (DONOR, "Fondation Exemple (fictive)"))]  # fmt: skip
    (folder / "roles.csv").write_text(
        "\n".join(["issuer,subject,role,organisation,not_before", *lines]), encoding="utf-8"
    )
    monkeypatch.setenv("MAILLAGE_ACCESS", str(folder))
    return folder


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def sign_in(subject: str) -> None:
        who = {"iss": ISSUER, "sub": subject, "iat": time.time(), "is_logged_in": True}
        monkeypatch.setattr(identity, "claims", lambda: who)

    return sign_in


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


@pytest.fixture(scope="module")
def account(demo_build: Built) -> list[dict]:
    """Every flow of the demonstration with the naive judgement of it."""
    found = [dict(zip(FLOW, row, strict=True))
             for row in demo_build.rows(f"SELECT {', '.join(FLOW)} FROM marts.referral_flows")]  # fmt: skip
    cut_off = max(last_day(flow["period"]) for flow in found)
    days = {"emergency": 1, "urgent": 3, "normal": 14}
    for flow in found:
        since = (cut_off - last_day(flow["period"])).days
        flow |= naive(flow, cut_off) | {"since": since, "is_matured": since >= days.get(flow["priority"], 10_000)}
    return found


def of_quarter(account: list[dict], **narrowed: str) -> list[dict]:
    return [
        flow
        for flow in account
        if flow["period"] in ("2026-07", "2026-08", "2026-09")
        and all(flow[name] == code for name, code in narrowed.items())
    ]


def added(found: list[dict], *names: str) -> int:
    return sum(flow[name] for flow in found for name in names)


# -- the numbers


@pytest.fixture(scope="module")
def by_hand(small: Callable[..., Built]) -> Built:
    """Referrals of March 2022 and of that year (one scheme), and of August 2024 (the other), at whose end the former
    are all judged."""
    told = {"from_service": "Gestion de cas", "to_adm1_name": "Ouaka", "to_adm2_name": "Bambari"}
    march = [
        referral(**told, priority="Urgent", referral_status="Réalisé", response_delay="≤ 24 h",
                 service_delay="24-72 h", referrals=16),
        referral(**told, priority="Urgent", referral_status="Accepté", response_delay="3-14 jours",
                 service_delay="Non servi", referrals=4),
        referral(**told, priority="Urgent", referral_status="En attente", response_delay="Sans réponse", referrals=5),
        referral(**told, priority="Normal", referral_status="Rejeté", response_delay="≤ 24 h",
                 reason="Service indisponible", referrals=3),
        referral(**told, priority="Normal", referral_status="Annulé", reason="Refus de la famille", referrals=2),
        referral(**told, priority="", referral_status="En attente", referrals=1),
    ]  # fmt: skip
    late = [
        referral(period="2024-08", priority="Urgence", referral_status="En attente", referrals=7, to_service="École")
    ]
    year = [referral(period="2022", organisation="MSF", priority="Urgent", referral_status="Réalisé", referrals=9)]
    return small({f"{n}.xlsx": {"Référencements": sheet(rows)} for n, rows in enumerate((march, late, year))})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_key_figures_are_those_worked_out_by_hand(
    language: str, by_hand: Built, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(by_hand.warehouse, "referrals", lang=language, period="2022-Q1")
    assert screen.failures == []
    shown = [(number(figure.value), plain(figure.delta)) for figure in screen.app.metric]
    of, judged = {"fr": ("sur", "jugés"), "en": ("of", "judged")}[language]
    assert shown == [
        (31, f"28 {judged}"),
        (679, f"19 {of} 28"),  # 16 + 3 in time, 4 late, 5 without an answer
        (870, f"20 {of} 23"),  # accepted or done, of those answered: 3 were rejected
        (552, f"16 {of} 29"),  # done alone, accepted is not served (trap 30); the one without a priority is due as well
        (179, f"5 {of} 28"),
        (130, f"3 {of} 23"),
    ]
    (caption, *_rest) = [plain(caption.value) for caption in screen.app.caption]
    assert {"fr": "La moitié des 16 servis ont attendu au plus 2 jours",
            "en": "Half of the 16 served waited at most 2 days"}[language] in caption  # fmt: skip
    assert {"fr": "1 sans priorité, donc sans échéance, 2 déclinés par l'enfant ou la famille.",
            "en": "1 without a priority, so without a deadline, 2 declined by the child or the family."}[
        language] in caption  # fmt: skip
    assert {"fr": "9 autres sont déclarés pour des périodes plus longues",
            "en": "9 more are told of longer periods"}[language] in caption  # fmt: skip
    steps = screen.table({"fr": "Étape", "en": "Step"}[language]).iloc[:, 1].map(number).to_list()
    assert steps == [28, 23, 20, 16, 3, 5, 0, 0, 1, 2, 0, 31]


def test_what_had_not_its_time_is_in_no_rate(by_hand: Built, open_page: Callable[..., Screen]) -> None:
    """Trap 20: nothing is late in the month that was told last."""
    screen = open_page(by_hand.warehouse, "referrals", period="2024-08")
    assert [figure.value for figure in screen.app.metric] == ["7", *["–"] * 5]
    assert "7 dont l'échéance n'était pas passée" in plain(screen.app.caption[0].value)
    assert any("Aucune échéance" in plain(info.value) for info in screen.app.info)
    assert screen.app.get("plotly_chart")[0].proto.spec.count('"x":[0,0,0,0]') == 1


def test_each_flow_of_a_map_has_both_ends_in_one_scheme(by_hand: Built, open_page: Callable[..., Screen]) -> None:
    """Trap 12: what is told in the other scheme is left out, and said."""
    screen = open_page(by_hand.warehouse, "referrals", period="2022-Q1", part="flows", ends="prefecture",
                       scheme="cod_v02")  # fmt: skip
    assert any("remove a filter" in info.value or "retirer un filtre" in info.value for info in screen.app.info)
    screen.choose("scheme", "cod_v01")
    assert screen.failures == []
    assert shapes_of(screen) == {("CF43", "CF43"): 31}


def test_what_is_told_in_the_other_scheme_is_counted_beside_the_map(
    account: list[dict], demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "referrals", period="2024-Q2", part="flows", ends="prefecture")
    told = Counter()
    for flow in account:
        if flow["period"] in ("2024-04", "2024-05", "2024-06"):
            told[flow["scheme"]] += flow["referrals"]
    assert sum(shapes_of(screen).values()) == told["cod_v02"] > 100
    assert number(screen.app.metric[0].value) == sum(told.values())
    said = f"{number(str(told['cod_v01']))} référencements déclarés dans un autre découpage"
    assert any(said in plain(caption.value) for caption in screen.app.caption)


def test_totals_and_answers_are_those_of_the_naive_account(demo: Warehouse, account: list[dict]) -> None:
    for priority in ("all", "emergency", "urgent", "normal"):
        chosen = Referrals("2026-Q3", "cod_v02", priority, "all", "any")
        found = of_quarter(account, **({} if priority == "all" else {"priority": priority}))
        matured = [flow for flow in found if flow["is_matured"]]
        totals = referral_totals(demo, chosen)
        parts = ("answered", "answer_unknown", "overdue", "in_time", "late", "accepted", "rejected", "served")
        assert {name: totals[name] for name in parts} == {name: added(matured, name) for name in parts}
        for name in ("unavailable", "with_outcome"):  # an outcome that is told is one, at any age
            assert totals[name] == added(found, name)
        assert (totals["all_accepted"], totals["all_rejected"]) == (added(found, "accepted"), added(found, "rejected"))
        assert totals["matured"] == added(matured, "answered", "answer_unknown", "overdue")
        assert totals["referrals"] == added(found, "referrals")
        for name in ("declined", "revoked", "pending", "undated"):
            assert totals[name] == added(found, name)
        due = [flow for flow in found if flow["since"] >= 30 and flow["status"] != "unknown"]
        assert totals["served_of_due"] == added(due, "served")
        assert totals["service_due"] == added(due, "referrals") - added(due, "declined", "revoked")
        times = referral_service_times(demo, chosen)
        assert times["served"].sum() == totals["served_of_due"]
    answers = referral_answers(demo, QUARTER).set_index("priority")
    for priority, row in answers.iterrows():
        matured = [flow for flow in of_quarter(account, priority=str(priority)) if flow["is_matured"]]
        for bucket in ("within_24h", "within_72h", "within_14d", "longer"):
            assert row[bucket] == sum(flow["answered"] for flow in matured if flow["answer_within"] == bucket)
        assert row[["within_24h", "within_72h", "within_14d", "longer", "overdue", "unknown"]].sum() == row["matured"]


# Part and whole of each share: which counts of the naive account they add up, and of which flows.
SHARES = {
    ("in_time", "time_known"): ("in_time", ("in_time", "late", "overdue"), "is_matured"),
    ("all_accepted", "all_answered"): ("accepted", ("accepted", "rejected"), "referrals"),
    ("served_of_due", "service_due"): ("served", ("answered", "unanswered"), "is_due"),
    ("overdue", "answer_known"): ("overdue", ("answered", "overdue"), "is_matured"),
    ("unavailable", "with_outcome"): ("unavailable", ("with_outcome",), "referrals"),
}


@pytest.mark.parametrize("narrowed", [{"priority": "urgent"}, {"priority": "normal", "to_service": "health"}])
def test_each_share_lies_between_the_prefectures_of_the_naive_account(
    narrowed: dict[str, str], demo: Warehouse, demo_build: Built, account: list[dict], demo_warehouse: Path,
    open_page: Callable[..., Screen],
) -> None:  # fmt: skip
    asked = {"priority": narrowed["priority"], "service": narrowed.get("to_service", "all"), "direction": "to"}
    sums = referral_outcome_sums(demo, Referrals("2026-Q3", "cod_v02", **asked))
    prefectures = dict(
        demo_build.rows(
            "SELECT b.pcode, a.name FROM marts.areas a JOIN marts.areas b "
            "ON b.scheme = a.scheme AND a.pcode IN (b.pcode, b.parent_pcode) "
            "WHERE a.scheme = 'cod_v02' AND a.level = 'adm1'"
        )
    )
    by_place = defaultdict(list)
    for flow in of_quarter(account, scheme="cod_v02", **narrowed):
        if flow["from_pcode"] in prefectures:
            is_due = flow["since"] >= 30 and flow["status"] != "unknown"
            by_place[prefectures[flow["from_pcode"]]].append(flow | {"is_due": is_due})
    screen = open_page(demo_warehouse, "referrals", lang="en", period="2026-Q3", **asked)
    assert screen.failures == []
    told = plain("\n".join(text.value for text in screen.app.caption))
    for label, *columns in referrals.shares(Translator("en")):
        part, wholes, condition = SHARES[tuple(columns)]
        pairs = {}
        for name, sent in by_place.items():
            judged = [flow for flow in sent if flow[condition]]
            pairs[name] = added(judged, part), added(judged, *wholes)
        found = sums.groupby("name")[columns].sum()
        assert {name: tuple(row) for name, row in zip(found.index, found.to_numpy(), strict=True)} == pairs
        shares = {name: part / whole for name, (part, whole) in pairs.items() if whole >= 10}
        ends = [(end, [name for name in sorted(shares) if shares[name] == end]) for end in
                (min(shares.values(), default=0), max(shares.values(), default=0))]  # fmt: skip
        if len(ends[0][1]) == len(ends[1][1]) == 1 and ends[0] != ends[1]:
            (low, (least,)), (high, (most,)) = ends
            assert f"- {label}: **{low:.1%} ({least}) to {high:.1%} ({most})**" in told
        assert (f"{label}: **" in told) == bool(shares)


@pytest.mark.parametrize("direction", ["any", "to", "from"])
def test_a_service_is_found_at_the_end_that_was_asked_for(direction: str, demo: Warehouse, account: list[dict]) -> None:
    ends = {"any": ("from_service", "to_service"), "to": ("to_service",), "from": ("from_service",)}[direction]
    found = [flow for flow in of_quarter(account) if "health" in [flow[end] for end in ends]]
    totals = referral_totals(demo, Referrals("2026-Q3", "cod_v02", "all", "health", direction))
    assert totals["referrals"] == added(found, "referrals") > 200


def test_unmet_needs_stand_beside_the_service_that_is_known_there(
    demo: Warehouse, demo_build: Built, account: list[dict]
) -> None:
    areas, services = Counter(), Counter()
    for flow in of_quarter(account):
        areas[flow["to_service"], flow["to_pcode"] or flow["from_pcode"]] += flow["unavailable"]
        services[flow["to_service"]] += flow["unavailable"]
    found = referral_unmet(demo, QUARTER)
    assert {(row["service_code"], row["pcode"]): row["unavailable"] for row in found.to_dict("records")} == dict(+areas)
    told = referral_unmet_services(demo, QUARTER).set_index("service_code")["unavailable"]
    assert dict(+Counter(told.to_dict())) == dict(+services)
    known = demo_build.rows(
        "SELECT service_code, pcode, status FROM marts.coverage WHERE period = '2026-Q3' AND scheme = 'cod_v02'"
    )
    states = {(service, pcode): state for service, pcode, state in known}
    for row in found.to_dict("records"):
        assert row["status"] == states[row["service_code"], row["pcode"]]
        assert row["is_contradiction"] == (row["status"] == "functional")
    assert found["is_contradiction"].sum() >= 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_contradictions_are_marked(
    language: str, demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(demo_warehouse, "referrals", lang=language, part="unmet", period="2026-Q3")
    assert screen.failures == []
    shown = [table.value for table in screen.app.table][1]
    marks = shown.iloc[:, 4].str.startswith("≠")
    assert marks.sum() == referral_unmet(demo, QUARTER).head(30)["is_contradiction"].sum() > 0
    # of a year the directory says nothing as such: no contradiction is claimed, nor denied
    screen.choose("period", "2026", language)
    said = {"fr": "rien à comparer", "en": "nothing to compare with"}[language]
    assert any(said in text.value for text in screen.app.markdown)


def test_answers_missing_are_counted_by_age(demo: Warehouse, account: list[dict]) -> None:
    days = {"emergency": 1, "urgent": 3, "normal": 14}
    for period, found in (
        ("2026-Q3", of_quarter(account)),
        ("2026", [f for f in account if f["period"][:4] == "2026"]),
    ):
        ages = Counter()
        for flow in found:
            since = flow["since"] - days[flow["priority"]]
            age = "up_to_30" if since <= 30 else "up_to_90" if since <= 90 else "longer"
            ages[flow["to_organisation"], flow["to_service"], age] += flow["overdue"]
        rows = referral_unanswered(demo, Referrals(period, "cod_v02", "all", "all", "any")).to_dict("records")
        shown = {(row["organisation_id"], row["service_code"], age): row[age]
                 for row in rows for age in unanswered_words.AGES}  # fmt: skip
        assert {key: value for key, value in shown.items() if value} == dict(+ages)
        assert all(sum(row[age] for age in unanswered_words.AGES) == row["overdue"] <= row["matured"] for row in rows)


# -- one set of numbers


def bands_of(screen: Screen) -> dict[tuple[str, str], int]:
    (chart,) = screen.app.get("plotly_chart")
    (trace,) = json.loads(chart.proto.spec)["data"]
    names = [re.sub(r" \([^()]*\)$", "", label) for label in trace["node"]["label"]]
    link = trace["link"]
    return {(names[one], names[other]): value
            for one, other, value in zip(link["source"], link["target"], link["value"], strict=True)}  # fmt: skip


def shapes_of(screen: Screen) -> dict[tuple[str, str], int]:
    (chart,) = screen.app.get("deck_gl_json_chart")
    layers = {layer["id"]: layer for layer in json.loads(chart.proto.json)["layers"]}
    return {(shape["from"], shape["to"]): shape["number"]
            for name in ("flows", "within") for shape in layers[name]["data"]}  # fmt: skip


def cells_of(screen: Screen, language: str) -> dict[tuple[str, str], int]:
    """The matrix that the page shows, without its sums, which must be those of its lines."""
    headings = [table.value.columns[0] for table in screen.app.table]
    is_turned = TURNED[language] in headings
    table = screen.table((TURNED if is_turned else HEADING)[language])
    found = {}
    for line in table.iloc[:-1].to_numpy().tolist():
        counts = {plain(heading).strip("\u200b"): number(cell) for heading, cell in zip(table.columns[1:-1], line[1:-1],
                                                                                       strict=True)}  # fmt: skip
        assert sum(counts.values()) == number(line[-1])
        for heading, count in counts.items():
            ends = (heading, plain(line[0])) if is_turned else (plain(line[0]), heading)
            found |= {ends: count} if count else {}
    assert number(table.iloc[-1, -1]) == sum(found.values())
    return found


def exported(warehouse: Warehouse, ends: str, language: str) -> Table:
    _ = Translator(language)
    view = referrals.words(warehouse, QUARTER, _)
    table = matrix(referral_links(warehouse, QUARTER, ends))
    return referral_flows.exported(table, referral_flows.names_of(warehouse, ends, QUARTER, _), ends, QUARTER, view, _)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("ends", ["service", "organisation", "prefecture"])
def test_picture_matrix_and_file_tell_the_flows_of_the_naive_account(
    ends: str, language: str, demo: Warehouse, demo_build: Built, demo_warehouse: Path, account: list[dict],
    open_page: Callable[..., Screen],
) -> None:  # fmt: skip
    """Traps 4 and 5: totals that are not those of their lines, files without the names of places."""
    parents = dict(
        demo_build.rows("SELECT pcode, parent_pcode FROM marts.areas WHERE scheme = 'cod_v02' AND level = 'adm2'")
    )
    told = Counter()
    for flow in of_quarter(account):
        pair = tuple(flow[f"{end}_{'pcode' if ends == 'prefecture' else ends}"] for end in ("from", "to"))
        told[tuple(parents[code] for code in pair) if ends == "prefecture" else pair] += flow["referrals"]
    content = exported(demo, ends, language)
    assert {(row[0], row[2]): row[4] for row in content.rows} == dict(told)
    screen = open_page(demo_warehouse, "referrals", lang=language, part="flows", ends=ends, period="2026-Q3")
    assert screen.failures == []
    by_name = {(row[1], row[3]): row[4] for row in content.rows}
    if ends == "prefecture":
        assert shapes_of(screen) == dict(told)
        by_name = {(f"{row[1]} {row[0]}", row[2]): row[4] for row in content.rows}
    else:
        assert bands_of(screen) == by_name
    assert cells_of(screen, language) == by_name


def test_filters_narrow_the_file_as_they_narrow_the_page(demo: Warehouse, account: list[dict]) -> None:
    """Trap 3: an export that ignores what the screen shows."""
    found = of_quarter(account, priority="urgent", to_service="safe_space")
    for direction, ends in (("to", ("to",)), ("any", ("from", "to"))):
        chosen = Referrals("2026-Q3", "cod_v02", "urgent", "safe_space", direction)
        told = Counter()
        for flow in found if direction == "to" else of_quarter(account, priority="urgent"):
            services, partners = ({flow[f"{end}_{kind}"] for end in ends} for kind in ("service", "organisation"))
            if "safe_space" in services and "siriri-fic" in partners:
                told[flow["from_organisation"], flow["to_organisation"]] += flow["referrals"]
        table = matrix(referral_links(demo, chosen, "organisation", "siriri-fic"))
        assert {(origin, destination): count for origin, destination, count in flows(table)} == dict(told)
        assert len(told) >= 2


# -- the receiver first


def receivers(screen: Screen) -> list[str]:
    (table,) = [table.value for table in screen.app.table if table.value.columns[0] == "Destinataire"]
    return [plain(cell) for cell in table["Destinataire"]][:-1]


def test_a_receiver_is_named_once_it_was_told(
    demo: Warehouse, demo_warehouse: Path, open_page: Callable[..., Screen]
) -> None:
    query = {"part": "unanswered", "period": "2026-Q3"}
    screen = open_page(demo_warehouse, "referrals", **query)
    assert screen.failures == []
    assert all(re.fullmatch(r"\d+ organisations? pas encore informées?", who) for who in receivers(screen))
    before = number(screen.table("Destinataire").iloc[-1, -1])
    reader = Reader(COORDINATOR)
    note_told(reader, "palis-fic", ["2026-07"], demo.build)  # not of all months shown
    assert "PALIS-FIC" not in receivers(open_page(demo_warehouse, "referrals", **query))
    note_told(reader, "palis-fic", ["2026-08", "2026-09"], demo.build)
    after = open_page(demo_warehouse, "referrals", **query)
    assert [who for who in receivers(after) if "FIC" in who] == ["PALIS-FIC"]
    assert number(after.table("Destinataire").iloc[-1, -1]) == before
    assert "PALIS-FIC" not in receivers(open_page(demo_warehouse, "referrals", part="unanswered", period="2026"))


def test_the_file_names_nobody_that_the_page_does_not(demo: Warehouse) -> None:
    _ = Translator("fr")
    found, names = referral_unanswered(demo, QUARTER), referrals.organisation_names(demo, _)
    for told in (set(), {"palis-fic"}):
        lines = unanswered_words.told_apart(found, told)
        rows = unanswered_words.named_rows(lines, names, referrals.service_names(demo, _), _)
        content = unanswered_words.exported(rows, QUARTER, referrals.words(demo, QUARTER, _), _)
        assert {row[0] for row in content.rows if "FIC" in row[0]} == {names[code] for code in told}
        assert sum(row[-1] for row in content.rows) == found["overdue"].sum()


def test_its_sheet_made_is_its_sheet_told(
    demo: Warehouse, demo_warehouse: Path, access: Path, open_page: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made: dict[str, Callable[[], bytes]] = {}
    guarded = export.guarded
    monkeypatch.setattr(export, "guarded", lambda content, name: made.setdefault(name, guarded(content, name)))
    open_page(demo_warehouse, "referrals", part="unanswered", period="2026-Q3", receiver="palis-fic")
    assert told_periods() == {}
    name = "maillage_fiche-referencements_fictif_palis-fic_2026-q3.xlsx"
    assert made[name]()[:2] == b"PK"
    assert told_periods() == {"palis-fic": {"2026-07", "2026-08", "2026-09"}}
    lines = [json.loads(line) for line in (access / "exports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line.get("file", line.get("told")) for line in lines] == [name, "palis-fic"]
    assert set(lines[1]) == {"at", "role", "who", "own", "told", "periods", "build"}  # codes, and no value


def test_a_journal_that_cannot_be_read_tells_of_nobody(access: Path) -> None:
    (access / "exports.jsonl").write_text('{"told": "a"}\n{"told": 3, "periods"\n{"told": "b", "periods": ["2026"]}\n')
    assert {code: periods for code, periods in told_periods().items() if periods} == {"b": {"2026"}}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_organisation_reads_its_own_first(
    language: str, demo_warehouse: Path, account: list[dict], signed_in: Callable[[str], None],
    open_page: Callable[..., Screen], access: Path,
) -> None:  # fmt: skip
    signed_in(ORGANISATION)
    screen = open_page(demo_warehouse, "own", lang=language)
    assert screen.failures == []
    table = screen.table({"fr": "Service demandé", "en": "Service asked for"}[language])
    found = [flow for flow in account if flow["to_organisation"] == "palis-fic"]
    assert table.iloc[:, -1].map(number).sum() == added(found, "overdue") > 40
    own = own_referrals(current_warehouse("public", (ORGANISATION, "palis-fic")))
    told = Counter()
    for flow in found:
        told[flow["to_service"], flow["priority"]] += flow["overdue"]
    assert {(row["service_code"], row["priority"]): row["overdue"] for row in own.to_dict("records")} == dict(+told)
    (draft,) = [code.value for code in screen.app.code if "Bonjour" in code.value]
    assert str(added(found, "overdue")) == str(
        sum(number(line.rpartition(":")[2]) for line in draft.splitlines()[1:-1])
    )
    assert told_periods()["palis-fic"] == {flow["period"] for flow in found}
    written = (access / "exports.jsonl").read_text(encoding="utf-8").count('"told"')
    screen.app.run()
    assert (access / "exports.jsonl").read_text(encoding="utf-8").count('"told"') == written == 1
    signed_in(COORDINATOR)
    if language == "fr":
        shown = open_page(demo_warehouse, "referrals", part="unanswered", period="2026-Q3")
        assert "PALIS-FIC" in receivers(shown)


# -- everybody


@pytest.fixture(scope="module")
def published(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration without its internal file."""
    copy = tmp_path_factory.mktemp("public") / "w"
    shutil.copytree(demo_warehouse, copy, ignore=shutil.ignore_patterns("internal.duckdb"))
    return copy


@pytest.fixture
def everybody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    return


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_public_reads_what_is_published_and_nothing_else(
    language: str, published: Path, demo_build: Built, everybody: None, open_page: Callable[..., Screen]
) -> None:
    screen = open_page(published, "referrals", lang=language, quarter="2026-Q3", part="unanswered", ends="organisation")
    assert screen.failures == []
    # the internal file has the true numbers of withheld cells too: what is shown is NULL there in the public one
    statuses = dict(demo_build.rows(
        "SELECT referral_status, CASE WHEN NOT is_withheld THEN value END FROM marts.published_counts "
        "WHERE table_id = 'referrals_by_status' AND period = '2026-Q3' AND level = 'country'"))  # fmt: skip
    shown = screen.table({"fr": "Statut", "en": "Status"}[language])
    order = ("in_progress", "accepted", "done", "rejected", "revoked", "unknown", "*")
    cells = [None if cell == "••" else number(cell) for cell in shown.iloc[:, 1]]
    assert cells == [statuses[code] for code in order]
    assert None in cells
    areas = {pcode: value for pcode, value in demo_build.rows(
        "SELECT pcode, CASE WHEN NOT is_withheld THEN value END FROM marts.published_counts "
        "WHERE table_id = 'referrals_by_area' AND period = '2026-Q3' AND level = 'adm1'")}  # fmt: skip
    prefectures = screen.table({"fr": "Préfecture", "en": "Prefecture"}[language])
    assert {
        row.iloc[2]: None if row.iloc[1] == "••" else number(row.iloc[1]) for _, row in prefectures.iterrows()
    } == areas
    the_same_flows(screen, demo_build, language)
    assert [text for text in screen.texts() if "-FIC" in text] == []
    assert not screen.app.get("deck_gl_json_chart")
    said = {"fr": "ne sont pas publiés", "en": "are not published"}[language]
    assert any(said in info.value for info in screen.app.info)


def the_same_flows(screen: Screen, demo_build: Built, language: str) -> None:
    """The matrix has each published pair, and the bands those that are shown: a withheld one is no zero."""
    cells = {
        (origin, destination): value
        for origin, destination, value in demo_build.rows(
            "SELECT from_service, to_service, CASE WHEN NOT is_withheld THEN value END FROM marts.published_counts "
            "WHERE table_id = 'referrals_by_services' AND period = '2026-Q3'"
        )
    }
    assert len(cells) == 13 * 13
    assert not {end for pair in cells for end in pair} & {"gbv_clinical_care"}
    pairs = {ends: value for ends, value in cells.items() if "*" not in ends}
    shown = {ends: value for ends, value in pairs.items() if value}
    withheld = [ends for ends, value in pairs.items() if value is None]
    assert shown
    assert withheld
    (chart,) = screen.app.get("plotly_chart")
    link = json.loads(chart.proto.spec)["data"][0]["link"]
    assert sorted(link["value"]) == sorted(shown.values())
    table = screen.table(HEADING[language])
    marks = table.iloc[:-1, 1:-1].to_numpy().ravel().tolist()
    assert marks.count("••") == len(withheld)
    assert sorted(number(cell) for cell in marks if cell not in ("••", "–")) == sorted(shown.values())
    assert any(str(len(withheld)) in caption.value and ("masquées" in caption.value or "withheld" in caption.value)
               for caption in screen.app.caption)  # fmt: skip
    assert number(table.iloc[-1, -1]) == cells["*", "*"]


@pytest.mark.parametrize("role", [DONOR, ORGANISATION])
def test_donors_and_organisations_read_it_as_everybody_does(
    role: str, demo_warehouse: Path, signed_in: Callable[[str], None], open_page: Callable[..., Screen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    signed_in(role)
    theirs = open_page(demo_warehouse, "referrals")
    assert theirs.failures == []
    monkeypatch.setattr(identity, "claims", dict)
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    everybodys = open_page(demo_warehouse, "referrals")
    assert [table.value.to_csv() for table in theirs.app.table] == [t.value.to_csv() for t in everybodys.app.table]


# -- nothing to show


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_referrals_the_page_says_what_to_load(
    language: str, without_4w: Path, open_page: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = open_page(without_4w, "referrals", lang=language)
    assert screen.failures == []
    said = {"fr": "Aucun référencement n'est encore chargé", "en": "No referral is loaded yet"}[language]
    assert [info.value[: len(said)] for info in screen.app.info] == [said]
    monkeypatch.setenv("MAILLAGE_AUDIENCE", "public")
    screen = open_page(without_4w, "referrals", lang=language)
    assert screen.failures == []
    said = {"fr": "Aucun nombre de référencements", "en": "No count of referrals"}[language]
    assert [info.value[: len(said)] for info in screen.app.info] == [said]


@pytest.mark.parametrize("part", PARTS)
def test_filters_that_leave_nothing_say_so(part: str, by_hand: Built, open_page: Callable[..., Screen]) -> None:
    for ends in ("service", "prefecture", "organisation") if part == "flows" else ("service",):
        screen = open_page(by_hand.warehouse, "referrals", period="2022-Q1", part=part, ends=ends, priority="emergency")
        assert screen.failures == []
        assert any("Aucun référencement n'est déclaré" in plain(info.value) for info in screen.app.info)
