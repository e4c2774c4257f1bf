"""Each question is one .sql file and one function of its name, and answers with the columns it promises."""

import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries
from dashboard.warehouse import Warehouse, current_warehouse
from tests.unit.dashboard.conftest import MARTS, publish

FOLDER = Path(queries.__file__).parent
FILES = {path.stem for path in FOLDER.glob("*.sql")}
ASKED_BY_ADDRESS = {"shapes"}  # dashboard.geometry asks it, for a browser

COLUMNS = {
    "inclusion_brackets": ["source", "bracket"],
    "inclusion_categories": ["dimension", "category", "tool", "people"],
    "inclusion_completeness": ["dimension", "known", "total", "least_percent", "label_fr", "label_en"],
    "inclusion_equity": ["indicator_id", "tool", "dimension", "category", "part", "whole"],
    "inclusion_gate": ["dimension", "least_percent", "label_fr", "label_en"],
    "inclusion_people": ["sex", "age_group", "disability", "tool", "population_status", "people"],
    "indicator_parts": ["indicator_id", "component", "rule", "factor", "title_fr", "title_en"],
    "indicator_parts_of": ["dimension", "code", "numerator", "denominator"],
    "indicator_periods": ["indicator_id", "component", "period", "scheme", "is_known"],
    "indicator_series": ["period", "scheme", "level", "pcode", "name", "parent_name", "numerator", "denominator"],
    "listed_indicators": [
        "indicator_id", "title_fr", "title_en", "definition_fr", "definition_en", "numerator_fr", "numerator_en",
        "denominator_fr", "denominator_en", "formula_fr", "formula_en", "unit_fr", "unit_en", "direction", "levels",
        "dimensions", "minimum", "is_share", "is_public", "disclosure_fr", "disclosure_en", "threshold_kind",
        "threshold_value", "threshold_fr", "threshold_en", "standard_fr", "standard_en", "article_fr", "article_en",
        "source_fr", "source_en", "caveats",
    ],
    "place_areas": ["level", "pcode", "name", "parent_pcode", "center_lat", "center_lon"],
    "place_facts": [
        "name", "parent_name", "center_lat", "center_lon", "children", "organisations", "parts", "low_phase",
        "high_phase", "cut_off", "told",
    ],
    "place_published": ["table_id", "value", "is_withheld"],
    "place_referrals": [
        "side", "referrals", "within", "timed", "in_time", "judged", "overdue", "service_due", "served", "unavailable",
    ],
    "place_values": ["indicator_id", "component", "period", "level", "pcode", "name", "numerator", "denominator"],
    "access_by_area": [
        "pcode", "name", "parent_name", "children", "origin_kind", "town", "dry_status", "rainy_status", "kilometres",
        "dry_minutes", "rainy_minutes", "nearest_pcode", "nearest_place", "nearest_site", "nearest_organisation",
    ],
    "access_shares": [
        "parent_pcode", "parent_name", "season", "children_within", "children_all", "areas", "areas_left_out",
        "children_left_out",
    ],
    "actor_places": [
        "organisation_id", "organisation", "type_code", "type_fr", "type_en", "service_code", "rank", "name_fr",
        "name_en", "pcode", "name", "parent_name", "is_operational", "is_physical", "sites", "functional_sites",
        "ends_on",
    ],
    "actor_types": ["type_code", "name_fr", "name_en", "organisations", "pairs"],
    "actors_by_level": ["organisations", "areas", "areas_without_actor"],
    "announcements": ["organisation", "service_code", "short_fr", "short_en", "name", "starts_on", "is_seen"],
    "area_access": ["pcode", "name", "parent_name", "status_code", "is_part"],
    "basket": [
        "pcode", "name", "parent_name", "parent_pcode", "service_code", "rank", "status", "organisations", "sites",
        "functional_sites", "children", "actors",
    ],
    "basket_shares": ["services_functional", "areas", "children"],
    "board_access": ["area", "period", "status_code", "season", "cause", "access_mode", "since", "until"],
    "board_services": [
        "area", "period", "service_code", "sector_code", "name_fr", "name_en", "is_basket", "status",
        "functional_sites", "children",
    ],
    "disclosure": ["level", "cells", "withheld", "profile", "threshold", "first_period", "last_period"],
    "boundaries_in_use": ["scheme", "level", "basis", "source", "licence", "fingerprint"],
    "build_information": [
        "build", "built_at", "received_at", "is_demo", "scheme", "files", "rows_accepted", "rows_rejected",
    ],
    "capacity_by_sector": [
        "sector_code", "name_fr", "name_en", "sites", "functional_sites", "is_least_sites", "is_least_functional",
        "organisations", "activities",
    ],
    "case_flows": ["new_cases", "active_cases", "closed_cases", "first_stock", "last_stock", "rows"],
    "case_flows_by_area": ["scheme", "pcode", "name", "new_cases", "active_cases", "closed_cases"],
    "case_loads": ["bracket", "caseworkers", "first_stock", "last_stock"],
    "case_measures": ["measure", "risk_level", "cases", "answered"],
    "case_organisations": ["organisation_id", "organisation"],
    "case_periods": ["period"],
    "case_prefectures": ["pcode", "name"],
    "case_published": [
        "table_id", "scheme", "level", "pcode", "name", "sex", "age_group", "disability", "value", "is_withheld",
    ],
    "case_published_quarters": ["period"],
    "case_schedule": [
        "risk_level", "label_fr", "label_en", "first_response_hours", "followup_days", "is_validated", "version_date",
    ],
    "case_standards": [
        "standard", "title_fr", "title_en", "is_title_checked", "indicator_id", "grade", "target_fr", "target_en",
        "target_grade", "numerator", "denominator",
    ],
    "case_steps": [
        "rank", "label_fr", "label_en", "guideline_step", "guideline_fr", "guideline_en", "is_checked", "cases",
        "risk_unknown", "organisations", "all_organisations",
    ],
    "case_supervision": [
        "organisation_id", "organisation", "staff", "caseworkers", "at_most_25", "more", "supervisors",
    ],
    "call_list": [
        "due", "organisation", "name_fr", "name_en", "site_name", "area", "verified_on", "expires_on", "contact",
    ],
    "commitments": [
        "organisation_id", "organisation", "commitment", "area", "period", "meeting_date", "due_date", "status_code",
        "done_date", "is_late", "comment",
    ],
    "directory": [
        "service_code", "name_fr", "name_en", "short_fr", "short_en", "is_public_place", "pcode", "area", "parent_name",
        "site_name", "organisation", "state", "status_code", "verified_on", "expires_on", "opening_hours", "age_from",
        "age_to", "sex_code", "accessible_code", "contact",
    ],
    "directory_areas": ["level", "pcode", "name", "parent_pcode", "parent_name", "sites"],
    "leaflet_services": [
        "service_code", "is_public_place", "site_name", "opening_hours", "age_from", "age_to", "sex_code",
        "accessible_code",
    ],
    "plan_choices": ["year", "plan", "is_main"],
    "plan_coordination": ["indicator_id", "component", "period", "numerator", "denominator"],
    "plan_funding": ["sector_code", "name_fr", "name_en", "currency", "requested", "received"],
    "plan_indicators": [
        "indicator_id", "title_fr", "title_en", "name_fr", "name_en", "targeted", "reached_published",
    ],
    "plan_measures": ["measure", "amount", "organisations"],
    "plan_prefectures": ["pcode", "name", "scheme", "in_need", "targeted", "reached_published", "reached"],
    "plan_sectors": [
        "sector_code", "name_fr", "name_en", "in_need", "targeted", "reached_published", "reached", "reach_rule",
        "is_whole", "told_at",
    ],
    "own_call_list": [
        "due", "name_fr", "name_en", "site_name", "area", "verified_on", "expires_on", "contact",
    ],
    "lesson_contexts": ["context_code", "name_fr", "name_en"],
    "lesson_nearness": ["lesson_id", "pcode", "is_same_area", "is_same_prefecture", "km"],
    "lesson_sectors": ["sector_code", "name_fr", "name_en"],
    "lesson_settings": ["pcode", "is_enclaved", "causes", "phase", "sector_code", "indicator_id"],
    "lesson_severity": ["lesson_id", "phase"],
    "lessons": [
        "lesson_id", "lesson_date", "organisation", "title", "context_code", "context_fr", "context_en", "tried",
        "result", "result_kind", "service_code", "service_fr", "service_en", "sectors", "indicators", "scheme", "level",
        "pcode", "area", "parent_name", "adm1_pcode", "adm1_name", "reuse_count", "reused_by", "source", "comment",
    ],
    "own_commitments": [
        "commitment", "area", "period", "meeting_date", "due_date", "status_code", "done_date", "is_late", "comment",
    ],
    "own_cases": ["period", "rank", "label_fr", "label_en", "cases"],
    "changes": [
        "compared_with", "kind", "organisation", "period", "former_period", "rows_before", "rows_after",
        "counted_before", "counted_after", "suspicion",
    ],
    "children_basis": [
        "scheme", "year", "children_bracket", "label_fr", "label_en", "caveat_fr", "caveat_en", "source", "children",
    ],
    "community_referral": ["communities", "functioning", "unknown"],
    "comparison": [
        "former_build", "reason", "rows_before", "rows_after", "actors_before", "actors_after", "areas_before",
        "areas_after",
    ],
    "contradiction_rules": [
        "rule_id", "severity", "title_fr", "title_en", "owner_fr", "owner_en", "found", "last_period",
    ],
    "contradictions": [
        "rule_id", "severity", "title_fr", "title_en", "sentence_fr", "sentence_en", "owner_fr", "owner_en", "period",
        "scheme", "level", "pcode", "name", "parent_name", "service_fr", "service_en", "organisation", "detail_1",
        "detail_2",
    ],
    "country": ["country", "west", "south", "east", "north"],
    "coverage_by_access": [
        "access", "areas", "areas_untold", "areas_functional", "areas_without", "areas_unknown",
        "areas_not_applicable", "children_functional", "children_without", "children_unknown",
    ],
    "dependence": [
        "service_code", "rank", "short_fr", "short_en", "is_known", "single", "served", "undecided", "unnamed",
        "overlapping",
    ],
    "donors": ["donor", "organisations", "areas", "services"],
    "enclaved_reach": [
        "zone_name", "locality", "parent_pcode", "parent_name", "season", "cause", "access_mode", "is_inherited",
        "has_activity", "has_site", "has_mission", "is_reached",
    ],
    "ending_projects": ["organisation", "donor", "ends_on", "services", "areas"],
    "entry_points": ["pcode", "sector_code", "name_fr", "name_en", "is_own", "organisations"],
    "multisector_areas": [
        "pcode", "name", "parent_name", "children", "phase", "protection", "protection_state", "partner",
        "partner_state", "both", "entry_rank",
    ],
    "multisector_grid": [
        "pcode", "name", "parent_name", "children", "phase", "case_management", "protection", "sector_code", "name_fr",
        "name_en", "organisations",
    ],
    "multisector_joint": ["organisation", "name", "joint_modality", "activities"],
    "multisector_organisations": ["pcode", "name", "organisation", "is_both"],
    "multisector_share": ["joint", "known"],
    "told_values": [
        "indicator_id", "component", "period", "scheme", "level", "name", "numerator", "denominator",
    ],
    "evidence_outcomes": ["indicator_id", "period", "scheme", "level"],
    "evidence_places": [
        "pcode", "name", "parent_name", "activities", "joint", "parallel", "is_joint", "is_remote", "is_severe",
        "is_large", "numerator", "denominator",
    ],
    "evidence_rules": ["rule", "value"],
    "existing_sites": ["site_name", "organisation", "pcode", "latitude", "longitude", "verified_on"],
    "fragility_clock": [
        "month", "starts_on", "pairs", "pairs_known", "pairs_unknown_end", "areas_losing", "children_losing",
    ],
    "funding_by_sector": ["sector_code", "name_fr", "name_en", "currency", "requested", "received"],
    "gap_ranking": [
        "scenario", "pcode", "name", "parent_name", "state", "children", "not_covered", "rate", "phase", "weighted",
        "parts", "unknown", "unconfirmed", "unweighted", "rank_children", "rank_rate", "rank_severity", "is_stable",
        "is_always_in_ten", "severity_sector", "severity_period", "severity_level",
    ],
    "gaps_by_sector": [
        "sector_code", "name_fr", "name_en", "is_support", "areas", "areas_without_actor", "children_without_actor",
    ],
    "harmonisation": ["kind", "received", "known"],
    "loaded_types": ["type_code", "name_fr", "name_en"],
    "loads_by_kind": ["kind", "rows_accepted", "organisations", "periods", "first_period", "last_period"],
    "means_board": [
        "means_id", "direction_code", "organisation", "resource_code", "quantity", "currency", "area", "held_by",
        "zone_name", "parent_name", "level", "locality", "month", "start_date", "end_date", "access_mode",
    ],
    "means_resources": ["resource_code", "pool", "name_fr", "name_en", "unit_fr", "unit_en"],
    "mission_shares": [
        "mission_id", "organisation_id", "organisation", "pool", "resource_code", "currency", "quantity",
    ],
    "missions": [
        "mission_id", "name", "zone_name", "locality", "parent_pcode", "parent_name", "start_date", "end_date",
        "access_mode", "status_code", "season", "cause", "organisations",
    ],
    "organisations_to_call": ["pcode", "organisation", "sectors"],
    "own_counts": ["period", "measure", "area", "pcode", "status", "number"],
    "own_inclusion": [
        "period", "source", "sector_code", "name_fr", "name_en", "sex", "age_group", "disability", "tool",
        "population_status", "people",
    ],
    "own_projects": [
        "period", "organisation", "donor", "short_fr", "short_en", "area", "pcode", "starts_on", "ends_on", "state",
    ],
    "own_referral_periods": ["period"],
    "own_referrals": [
        "service_code", "name_fr", "name_en", "priority", "up_to_30", "up_to_90", "longer", "overdue", "cut_off",
    ],
    "own_remarks": [
        "file", "sheet", "row", "cell", "column", "said", "outcome", "sentence_fr", "sentence_en",
    ],
    "own_reports": ["period", "span", "is_expected", "has_reported", "reported_files", "last_period"],
    "own_sites": [
        "period", "site_name", "service_fr", "service_en", "area", "pcode", "status_code", "verified_date",
        "latitude", "longitude", "opening_hours", "contact",
    ],
    "pathway_areas": [
        "pcode", "name", "parent_name", "latitude", "longitude", "radius_km", "status", "sites", "functional_sites",
        "is_enclaved", "access_mode", "cause", "start_date",
    ],
    "pathways": [
        "need_code", "need_fr", "need_en", "step", "step_fr", "step_en", "service_code", "name_fr", "name_en", "sex",
        "min_age", "max_age", "emergency_hours", "high_hours", "normal_hours", "verified_within_days", "source",
    ],
    "periods": ["period", "span"],
    "presence_by_area": ["pcode", "name", "parent_name", "organisations", "children", "state"],
    "proposals": ["kind", "text", "scheme", "level", "target", "target_name", "score", "rows", "state"],
    "referral_answers": [
        "priority", "deadline_hours", "within_24h", "within_72h", "within_14d", "longer", "overdue", "unknown",
        "in_time", "late", "matured", "not_judged",
    ],
    "referral_links": ["origin", "destination", "referrals"],
    "referral_months": ["period"],
    "referral_organisations": ["organisation_id", "organisation", "is_receiver"],
    "referral_outcome_sums": [
        "name", "priority", "service_code", "matured", "answered", "answer_unknown", "accepted", "rejected", "served",
        "overdue", "in_time", "time_known", "answer_known", "all_accepted", "all_answered", "served_of_due",
        "service_due", "unavailable", "with_outcome",
    ],
    "referral_periods": ["period"],
    "referral_prefecture_times": ["name", "low_days", "high_days", "served"],
    "referral_prefectures": ["pcode", "name", "center_lat", "center_lon"],
    "referral_published": [
        "table_id", "scheme", "level", "pcode", "name", "parent_name", "status", "value", "is_withheld",
    ],
    "referral_published_quarters": ["period"],
    "referral_published_services": ["from_service", "to_service", "value", "is_withheld"],
    "referral_received": [
        "service_code", "priority", "deadline_hours", "referrals", "declined", "revoked", "not_judged", "answered",
        "answer_unknown", "overdue",
    ],
    "referral_service_times": ["low_days", "high_days", "served"],
    "referral_services": ["service_code", "name_fr", "name_en", "short_fr", "short_en"],
    "referral_totals": [
        "referrals", "declined", "revoked", "too_recent", "pending", "undated", "matured", "answered",
        "answer_unknown", "overdue", "in_time", "late", "accepted", "rejected", "served", "service_due",
        "served_of_due", "all_accepted", "all_rejected", "unavailable", "with_outcome", "other_scheme",
        "of_longer_periods", "cut_off",
    ],
    "referral_unanswered": [
        "organisation_id", "service_code", "up_to_30", "up_to_90", "longer", "overdue", "matured",
    ],
    "referral_unmet": [
        "service_code", "pcode", "level", "name", "parent_name", "unavailable", "with_outcome", "status",
        "functional_sites", "is_contradiction",
    ],
    "referral_unmet_services": ["service_code", "unavailable", "with_outcome"],
    "remarks": ["code", "outcome", "sentence_fr", "sentence_en", "remarks"],
    "reporting_rate": ["period", "expected", "reported", "unexpected", "expected_from"],
    "reports_by_organisation": [
        "organisation", "is_expected", "has_reported", "reported_files", "last_period", "last_received_at",
        "rows_accepted", "rows_warned", "rows_rejected",
    ],
    "road_minutes": ["from_latitude", "from_longitude", "to_latitude", "to_longitude", "minutes"],
    "sectors": ["sector_code", "name_fr", "name_en"],
    "served_pairs": [
        "pcode", "name", "parent_name", "service_code", "name_fr", "name_en", "organisations", "is_exact", "actors",
        "ends_on", "children",
    ],
    "service_by_area": [
        "pcode", "name", "parent_name", "status", "organisations", "sites", "functional_sites", "stale_sites",
        "population", "children", "people", "per", "functional_rate", "site_rate", "is_threshold_met", "center_lat",
        "center_lon",
    ],
    "service_periods": ["period", "span", "end_date"],
    "services": [
        "rank", "service_code", "sector_code", "name_fr", "name_en", "short_fr", "short_en", "is_basket",
        "denominator", "per", "min_denominator", "verified_within_days", "has_rule", "threshold", "threshold_per",
        "threshold_kind", "is_threshold_checked", "threshold_fr", "threshold_en", "basis_fr", "basis_en", "is_known",
    ],
    "services_at_a_glance": [
        "rank", "service_code", "name_fr", "name_en", "per", "denominator", "threshold", "threshold_per",
        "threshold_kind", "is_threshold_checked", "threshold_fr", "threshold_en", "basis_fr", "basis_en",
        "verified_within_days", "has_rule", "areas_functional", "areas_known", "areas_present", "areas_zero",
        "areas_no_data", "areas", "sites", "functional_sites", "stale_sites", "children_without", "people",
        "functional_rate",
    ],
    "silent_organisations": ["organisation", "last_period", "periods"],
    "siting_candidates": ["kind", "name", "pcode", "area_name", "parent_name", "latitude", "longitude"],
    "siting_demand": [
        "pcode", "name", "parent_name", "children", "latitude", "longitude", "status", "minutes", "coverage",
    ],
    "source_rows": ["build", "organisation", "file", "sha256", "received_at", "sheet", "rows"],
    "sources": [
        "file", "sheet", "kind", "scheme", "received_at", "rows_received", "rows_accepted", "rows_warned",
        "rows_rejected",
    ],
    "stated_projects": ["projects", "with_end", "with_donor"],
    "status_calendar": ["month", "pcode", "name", "parent_name", "locality", "zone_name", "is_part", "status_code"],
    "top_gaps": [
        "rank", "pcode", "name", "parent_name", "state", "not_covered", "phase", "neighbours", "nearest_pcode",
        "nearest_name", "nearest_status", "nearest_organisations", "km", "is_reported", "organisations",
    ],
    "travel_method": ["method", "file", "problem", "detour", "kmh_dry", "kmh_rainy"],
    "vanished": ["what", "code", "name", "rows_before"],
    "zone_periods": ["period", "span", "start_date", "end_date"],
    "zone_states": [
        "pcode", "name", "parent_name", "level", "locality", "zone_name", "status_code", "since", "until", "season",
        "cause", "access_mode", "source", "is_inherited", "is_part", "children",
    ],
    "zones_loaded": ["states", "missions", "notices", "day"],
}  # fmt: skip
# Who reported what, row by row, and whom to call are for the coordination only: the pages do not ask it for the public.
INTERNAL = {"contradictions", "organisations_to_call", "source_rows", "reports_by_organisation"}
# A first build, without roads, whose sheets are shared by several organisations.
# a year publishes nothing; no sub-prefecture has enough cases to compare groups, and a case has no service
EMPTY_IN_THE_DEMONSTRATION = {
    "changes",
    "inclusion_equity",
    "inclusion_people",
    "own_remarks",
    "place_published",
    "road_minutes",
    "vanished",
}
OWNER = ("organisation", "siriri-fic")  # for whom the questions of the page "Nos données" are asked

# What a question may ask for, by the names of its parameters and of the fields of filters.
ANYWHERE = {
    "sector": "HEA", "service": "health", "level": "adm2", "measure": "functional", "type": "all", "scenario": "mid",
    "season": "dry", "minutes": "120", "count": "3", "capacity": "none", "kind": "organisation",
    "span": "quarter", "indicator": "REF-02", "component": "", "source": "cases",
    "priority": "all", "direction": "any", "ends": "service", "receiver": "siriri-fic",
    "adm1": "all", "organisation": "all", "age": "all", "sex": "all", "disability": "all", "state": "all",
    "outcome": "COV-02", "partners": "EDU,legal", "indicators": "COV-02,COV-03",
}  # fmt: skip
WRITTEN = ANYWHERE | {"period": "2022-Q1", "scheme": "cod_v01", "pcode": "CF11", "adm2": "CF111"}
DEMO = ANYWHERE | {
    "period": "2025", "scheme": "cod_v02", "pcode": "CF431", "adm2": "CF431", "quarter": "2025-Q4", "first": "2025-01",
    "last": "2025-12", "year": "2025", "plan": "Plan de réponse 2025 (fictif)", "plan_sector": "PRO-CPN",
}  # fmt: skip


def text(name: str) -> str:
    """The query without its comments."""
    return re.sub(r"--.*", "", (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def tables(name: str) -> set[str]:
    """What the query reads, besides what it names itself by WITH."""
    named = set(re.findall(r"\b(\w+) AS \(", text(name)))
    read = set(re.findall(r"\b(?:FROM|JOIN)\s+(?!LATERAL\b)([\w.]+)", text(name)))
    return (read | set(re.findall(r"\bwarehouse\.\w+\.\w+", text(name)))) - named


TABLES_BY_HAND = set(re.findall(r"CREATE TABLE ([\w.]+)", MARTS.read_text(encoding="utf-8")))
BY_HAND = {name for name in COLUMNS if tables(name) <= TABLES_BY_HAND}


def asked(name: str, warehouse: Warehouse, known: dict[str, str]) -> pd.DataFrame | pd.Series:
    question = getattr(queries, name)
    wanted = [one for one in inspect.signature(question).parameters.values() if one.annotation is not Warehouse]
    return question(warehouse, *(value(one, known) for one in wanted))


def value(parameter: inspect.Parameter, known: dict[str, str]) -> object:
    """A filter is made of what is known of its fields."""
    view = parameter.annotation
    return view(*(known[one.name] for one in fields(view))) if is_dataclass(view) else known[parameter.name]


def columns(answer: pd.DataFrame | pd.Series) -> list[str]:
    return list(answer.columns if isinstance(answer, pd.DataFrame) else answer.index)


def kinds(answer: pd.DataFrame) -> list[str]:
    """Text, number, date…; a whole number with gaps is a float to pandas."""
    return [kind.kind.replace("f", "i") for kind in answer.dtypes]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The one written by hand, published once for all questions."""
    folder = tmp_path_factory.mktemp("by-hand")
    publish(folder, "by-hand")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAILLAGE_WAREHOUSE", str(folder))
        return current_warehouse()


@pytest.fixture
def demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse()


@pytest.fixture
def own_demo(demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("MAILLAGE_WAREHOUSE", str(demo_warehouse))
    return current_warehouse("public", OWNER)


def test_every_file_has_a_function_of_its_name_and_the_reverse() -> None:
    assert set(queries.__all__) == FILES - ASKED_BY_ADDRESS == set(COLUMNS)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_question_is_answered_with_these_columns(name: str, warehouse: Warehouse) -> None:
    assert columns(asked(name, warehouse, WRITTEN)) == COLUMNS[name]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_the_demonstration_answers_with_the_same_columns(name: str, demo: Warehouse, own_demo: Warehouse) -> None:
    published = asked(name, own_demo if name.startswith("own_") else demo, DEMO)
    assert columns(published) == COLUMNS[name]
    assert isinstance(published, pd.Series) or published.empty == (name in EMPTY_IN_THE_DEMONSTRATION)


@pytest.mark.parametrize("name", sorted(BY_HAND - EMPTY_IN_THE_DEMONSTRATION))
def test_the_demonstration_answers_with_the_same_kinds_of_values(
    name: str, warehouse: Warehouse, demo: Warehouse
) -> None:
    """What is written by hand for these tests has the shape of what the loader publishes."""
    by_hand, published = asked(name, warehouse, WRITTEN), asked(name, demo, DEMO)
    if isinstance(published, pd.DataFrame) and isinstance(by_hand, pd.DataFrame):
        assert kinds(published) == kinds(by_hand)


def test_the_marts_written_by_hand_have_the_columns_of_those_that_the_loader_publishes(
    warehouse: Warehouse, demo: Warehouse
) -> None:
    question = """
        SELECT table_name, list(column_name || ' ' || data_type ORDER BY column_name) AS columns
        FROM duckdb_columns() WHERE database_name = 'warehouse' AND schema_name = 'marts' GROUP BY table_name
    """
    published, by_hand = (
        {row.table_name: list(row.columns) for row in one.query(question).itertuples()} for one in (demo, warehouse)
    )
    assert by_hand == {table: published[table] for table in by_hand}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_the_docstring_of_a_question_names_its_columns(name: str) -> None:
    told = re.sub(r"rows_received/accepted/warned/rejected", "rows_received rows_accepted rows_warned rows_rejected",
                  inspect.getdoc(getattr(queries, name)))  # fmt: skip
    assert [column for column in COLUMNS[name] if not re.search(rf"\b{column}\b", told)] == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_question_reads_only_the_marts_and_says_its_columns(name: str) -> None:
    allowed = ("warehouse.marts.", *(("warehouse.core.",) if name in INTERNAL else ()))
    allowed += ("own.",) if name.startswith("own_") else ()
    assert tables(name)
    assert {table for table in tables(name) if not table.startswith(allowed)} == set()
    assert not re.search(r"(\bSELECT|\bDISTINCT|,|\.)\s*\*|\(\s*FROM\b|\A\s*FROM\b", text(name))  # all columns
